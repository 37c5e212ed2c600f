import type { Code } from "../../diagnostics/codes.ts";
import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { hasHole, isLiteral, outlineOf, outlineText, partsOf, textOf } from "../../iam/arn.ts";
import { checkArnParts, hasWildcard } from "../../iam/arn-parts.ts";
import { type RefusedPolicy, refusedPolicy } from "../../iam/policies-of-aws.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { listAt, scalarAt } from "../language/shape.ts";
import type { ManagedPolicy } from "../spec.ts";
import { labelPart, nameOf } from "../values/label.ts";
import { readLabel } from "../values/names.ts";
import { readGuard, type Session } from "../values/value.ts";
import type { Scalar, YamlMapping } from "../yaml/yaml-node.ts";

/**
 * `managed_policies` of a role: policies that AWS or somebody else writes, attached as they are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */

/** Reads the list; entries with a mistake are reported and left out. */
export function readManagedPolicies(mapping: YamlMapping | undefined, session: Session): readonly ManagedPolicy[] {
  const read = (listAt(mapping, "managed_policies")?.items ?? []).flatMap((item) =>
    item.kind === "mapping" ? (readManagedPolicy(item, session) ?? []) : [],
  );
  const seen = new Set<string>();
  return read.filter(({ arn, span }) => {
    const text = textOf(arn);
    if (seen.has(text)) session.diagnostics.push(error("duplicate-key", span, "this policy stands here twice", "remove one"));
    return !seen.has(text) && seen.add(text);
  });
}

function readManagedPolicy(mapping: YamlMapping, session: Session): ManagedPolicy | null {
  const [node, whyNode, labelNode] = [scalarAt(mapping, "arn"), scalarAt(mapping, "why"), scalarAt(mapping, "label")];
  const why = whyNode?.text ?? "";
  if (whyNode !== undefined && why.trim() === "") {
    const message = "`why` takes the reason why the function has a policy that others write";
    session.diagnostics.push(error("missing-why", whyNode.span, message, "write a sentence for the reviewer"));
  }
  const label = labelNode === undefined ? null : readLabel(labelNode, "policy", session);
  const arn = node === undefined ? null : readPolicyArn(node, session);
  if (node === undefined || arn === null || why.trim() === "") return null;
  const name = arn.kind === "expression" ? nameOf(arn) : (nameOf(arn).split("/").at(-1) ?? "");
  return { arn, name, label: label ?? labelPart(name), why, span: node.span };
}

const codes: Readonly<Record<RefusedPolicy["reason"], Code>> = {
  "too wide": "broad-policy",
  "done already": "argument-not-allowed",
  "not attachable": "resource-type-mismatch",
};

/** The ARN of a policy, or an expression that may be one; null after a mistake. */
function readPolicyArn(node: Scalar, session: Session): Reference | null {
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
    return fail("resource-type-mismatch", `\`${text}\` is no ARN of a managed policy`);
  }
  const outline = outlineOf(arn);
  if (outline === null || partsOf(arn)[0]?.kind === "expression") return fail("invalid-arn", `"${text}" is no ARN`);
  if (hasWildcard(outlineText(arn)))
    return fail("broad-resource", "a policy is attached by its own ARN, and a wildcard names none");
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
  const refused = account === "aws" ? refusedPolicy(resource.slice("policy/".length)) : null;
  return refused === null ? arn : fail(codes[refused.reason], refused.message, refused.hint);
}

const howToName =
  "write arn:aws:iam::aws:policy/NAME for one of AWS's, arn:aws:iam::ACCOUNT:policy/NAME, or an expression: ${aws_iam_policy.NAME.arn}";
