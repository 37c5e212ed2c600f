import { error } from "../../diagnostics/diagnostic.ts";
import { isLiteral } from "../../iam/arn.ts";
import { scalarAt } from "../language/at-key.ts";
import type { Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";

/**
 * Every ARN that is written names the stack's region, so nothing of the stack may lie in another one.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
 */
export function checkOwnRegion(mapping: YamlMapping, session: Session): void {
  const given = entryOf(mapping, "region");
  const named = scalarAt(mapping, "region");
  const own = session.home.region;
  if (given === undefined || (named !== undefined && isLiteral(own) && named.text === own.text)) return;
  const message = isLiteral(own)
    ? `every ARN here names the stack's region, ${own.text}, and this would lie in another`
    : "every ARN here names the stack's region, which Terraform knows alone, and this may lie in another";
  const hint = "put it into a stack of its own, with `region:` in stack.yaml";
  session.diagnostics.push(error("argument-not-allowed", given.keySpan, message, hint));
}
