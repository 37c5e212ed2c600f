import type { Code } from "../../diagnostics/codes.ts";
import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { hasHole, isLiteral, outlineOf, outlineText, partsOf, textOf } from "../../iam/arn.ts";
import { checkArnParts, hasWildcard } from "../../iam/arn-parts.ts";
import { hintForBareReference } from "../../iam/bare-reference.ts";
import { type RefusedPolicy, refusedArn } from "../../iam/policies-of-aws.ts";
import { arnAttributeOf, namedBy, traversalOf } from "../../iam/terraform-types.ts";
import { scalarAt } from "../language/at-key.ts";
import { readGuard, readReference, type Session } from "../values/value.ts";
import { isText, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";

/** The ARN of a managed policy, of an account or of AWS. */

/** What the policy is to the role. */
interface PolicyUse {
  /** What a role does with it, in messages. */
  readonly done: string;
  /** Why a policy of AWS's will not do, by its ARN. */
  readonly refusedOfAws: (arn: Reference) => RefusedPolicy | null;
}

export const attached: PolicyUse = { done: "attached", refusedOfAws: refusedArn };

/** A boundary allows nothing by itself, so the widest policy may be one. */
const boundary: PolicyUse = { done: "made a boundary", refusedOfAws: () => null };

/** Checks `permissions_boundary` of a role; a malformed expression is reported where the argument itself is read. */
export function checkBoundary(mapping: YamlMapping, session: Session): void {
  const node = scalarAt(mapping, "permissions_boundary");
  if (!isText(node) || readReference(node, { ...session, diagnostics: [] }, "argument") === null) return;
  readPolicyArn(node, boundary, session);
}

/** The ARN of a policy, or an expression that may be one; null after a mistake. */
export function readPolicyArn(node: Scalar, { done, refusedOfAws }: PolicyUse, session: Session): Reference | null {
  const arn = readGuard(node, session);
  if (arn === null) return null;
  const text = textOf(arn);
  const fail = (code: Code, message: string, hint = howToName) => {
    session.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  if (arn.kind === "expression") {
    const named = namedBy(arn);
    if (named.kind === "unknown" || (named.kind === "type" && named.service === "iam" && named.type === "policy")) return arn;
    const traversal = traversalOf(arn.code);
    const right = traversal?.terraformType === "aws_iam_policy" ? arnAttributeOf(traversal.terraformType) : null;
    const hint = right === null ? howToName : `write \${${traversal?.resource}.${right}}`;
    return fail("resource-type-mismatch", `\`${text}\` is no ARN of a managed policy`, hint);
  }
  const outline = outlineOf(arn);
  if (outline === null || partsOf(arn)[0]?.kind === "expression")
    return fail("invalid-arn", `"${text}" is no ARN`, hintForBareReference(text) ?? howToName);
  if (hasWildcard(outlineText(arn)))
    return fail("broad-resource", `a policy is ${done} by its own ARN, and a wildcard names none`);
  const { partition, service, account, resource } = outline;
  if (service !== "iam" || !/^policy\/(?:.*[^/])?$/s.test(resource) || resource === "policy/")
    return fail("resource-type-mismatch", "this is no ARN of a managed policy");
  if (account === "") return fail("invalid-arn", "this ARN does not say whose policy it is");
  const mistakes = [...checkArnParts(outline, node.span, { region: false, account: null })];
  session.diagnostics.push(...mistakes);
  if (mistakes.length > 0) return null;
  const { home } = session;
  if (isLiteral(home.partition) && !hasHole(partition) && partition !== home.partition.text)
    return fail(
      "invalid-arn",
      `the stack lies in the partition ${home.partition.text}, and no policy of ${partition} is there`,
      `write arn:${home.partition.text}:…`,
    );
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
  if (isLiteral(home.account) && /^\d{12}$/.test(account) && account !== home.account.text)
    return fail(
      "resource-type-mismatch",
      `this policy is of another account than ${home.account.text}: a role takes those of its own account and of AWS`,
      "name one of the stack's account",
    );
  const refused = refusedOfAws(arn);
  return refused === null ? arn : fail(refused.code, refused.message, refused.hint);
}

const howToName =
  "write arn:aws:iam::aws:policy/NAME for one of AWS's, arn:aws:iam::ACCOUNT:policy/NAME, or an expression: ${aws_iam_policy.NAME.arn}";
