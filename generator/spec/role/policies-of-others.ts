import { error } from "../../diagnostics/diagnostic.ts";
import { textOf } from "../../iam/arn.ts";
import { listAt, scalarAt } from "../language/at-key.ts";
import { isReason } from "../reason.ts";
import type { ManagedPolicy } from "../spec.ts";
import { labelPart, spokenName } from "../values/label.ts";
import { readLabel } from "../values/names.ts";
import type { Session } from "../values/value.ts";
import type { YamlMapping } from "../yaml/yaml-node.ts";
import { attached, readPolicyArn } from "./policy-arn.ts";

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
  if (whyNode !== undefined && !isReason(why)) {
    const message = "`why` takes the reason why the function has a policy that others write";
    session.diagnostics.push(error("missing-why", whyNode.span, message, "write a sentence for the reviewer"));
  }
  const label = labelNode === undefined ? null : readLabel(labelNode, "policy", session);
  const arn = node === undefined ? null : readPolicyArn(node, attached, session);
  if (node === undefined || arn === null || !isReason(why)) return null;
  const name = arn.kind === "expression" ? spokenName(arn) : (spokenName(arn).split("/").at(-1) ?? "");
  return { arn, name, label: label ?? labelPart(name), why, span: node.span };
}
