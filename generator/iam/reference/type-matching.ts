import { NAME, type Outline } from "../arn.ts";
import { PATH, type Reach } from "../glob.ts";
import type { ResourceType } from "./reference.ts";
import { ArnTokens, PatternShape, partsOfPattern, setOf, shapesOf } from "./type-patterns.ts";

/**
 * Which resource types an ARN names, compared by its six parts.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */

/**
 * A person who writes `arn:aws:s3:::b*` names buckets, although IAM's `*` reaches over slashes. So an ARN names the types that it
 * matches with wildcards that stay within one name; only where there is none, wildcards reach over everything (`abcdef/*` of an API);
 * and where there is still none, a service whose names are not known here may have slashes and colons in them.
 */
const readings: readonly { readonly reach: Reach; readonly names: "known" | "free" }[] = [
  { reach: "name", names: "known" },
  { reach: "everything", names: "known" },
  { reach: "everything", names: "free" },
];

/** Services whose names are known: what does not match their patterns is no ARN of theirs. */
export const servicesOfKnownNames: ReadonlySet<string> = new Set(
  (
    "athena cognito-identity cognito-idp dynamodb ecr elasticfilesystem events execute-api firehose iam kafka " +
    "kafka-cluster kinesis kms lambda logs mq rds-data rds-db s3 scheduler secretsmanager sns sqs ssm states sts"
  ).split(" "),
);

/**
 * The types of a service that an ARN can name, most specific first; empty where it names none.
 * With `anywhere`, the region and the account do not matter: what would it name, were they right?
 */
export function typesNamed(outline: Outline, types: readonly ResourceType[], anywhere = false): readonly ResourceType[] {
  for (const { reach, names: how } of readings) {
    if (outline.resource === "*" && reach === "name") continue;
    const arn = new ArnTokens(outline, reach);
    const found = types.filter(
      (type) =>
        (how === "known" || !servicesOfKnownNames.has(type.service)) &&
        shapesOf(type).some((shape) => shape.matches(arn, how === "free", anywhere)),
    );
    if (found.length > 0) return found.sort((a, b) => fixedLength(b) - fixedLength(a));
  }
  return [];
}

/** True where an ARN can be one that a single pattern makes. */
export function matchesPattern(outline: Outline, service: string, pattern: string, reach: Reach = "everything"): boolean {
  return new PatternShape(service, pattern).matches(new ArnTokens(outline, reach), false, false);
}

/** An ARN made from a pattern: what is known of a resource of which only the type is known. */
export function outlineOfPattern(service: string, pattern: string): Outline {
  const fill = (text: string) =>
    text.replaceAll(/\$\{(\w+)\}/g, (_, variable: string) => (setOf(service, variable) === "name" ? NAME : PATH));
  const { partition, service: part, region, account, resource } = partsOfPattern(pattern);
  return {
    partition: fill(partition),
    service: fill(part),
    region: fill(region),
    account: fill(account),
    resource: fill(resource),
  };
}

/** A type is more specific the more of its ARN is fixed: `table/…/index/…` before `table/…`. */
function fixedLength(type: ResourceType): number {
  return Math.max(...type.patterns.map((pattern) => pattern.replaceAll(/\$\{\w+\}/g, "").length));
}
