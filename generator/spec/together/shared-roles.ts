import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Argument } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import type { PushEntry, Spec } from "../spec.ts";
import { argumentAt, isReference } from "../values/value.ts";
import { sharesRole } from "./claimed-addresses.ts";

/** Roles of sources that take one for all functions of a stack: what these functions must agree on. */

interface Share {
  readonly spec: Spec;
  readonly entry: PushEntry;
  /** What tells the source from others. */
  readonly source: string;
}

/** Functions that would make two roles of one, or one of two, or have other wishes of what they share. */
export function* checkSharedRoles(specs: readonly Spec[]): Generator<Diagnostic> {
  const bySource = new Map<string, Share>();
  const byLabel = new Map<string, Share>();
  for (const share of specs.flatMap(sharesOf)) {
    const { entry, source, spec } = share;
    const same = bySource.get(source);
    const labelled = byLabel.get(entry.label);
    if (same === undefined) bySource.set(source, share);
    if (labelled === undefined) byLabel.set(entry.label, share);
    const place = ({ entry: { span } }: Share) => `${span.file}:${span.line}`;
    if (same !== undefined && same.entry.label !== entry.label) {
      const message = `the ${nounOf(entry)} takes one role, which has the label ${same.entry.label} at ${place(same)}`;
      yield error("duplicate-label", entry.span, message, `write \`label: ${same.entry.label}\``);
    } else if (labelled !== undefined && labelled.source !== source) {
      const message = `the role of another ${nounOf(labelled.entry)} has the Terraform label ${entry.label} already, at ${place(labelled)}`;
      yield error("duplicate-label", entry.span, message, "give one of them a `label`, the same wherever it is named");
    } else if (same !== undefined && same.spec !== spec) {
      const [before, own] = [same, share].map((one) => one.spec.settings.provider ?? "the default provider");
      if (before !== own) {
        const message = `the ${nounOf(entry)} takes one role: ${before} makes it for the function at ${place(same)}, and this function is made by ${own}`;
        yield error("argument-not-allowed", entry.span, message, "let functions of one `provider` be called by it");
        continue;
      }
      const other = ["path", "permissions_boundary"].find((name) => textAt(same.spec, name) !== textAt(spec, name));
      if (other === undefined) continue;
      const message = `the ${nounOf(entry)} takes one role for this function and the one at ${place(same)}, and their \`role\` have another \`${other}\``;
      yield error("argument-not-allowed", entry.span, message, `write the same \`${other}\` for both, in stack.yaml for all`);
    }
  }
}

function sharesOf(spec: Spec): readonly Share[] {
  return spec.push.flatMap((entry): readonly Share[] =>
    sharesRole(entry) && entry.caller.kind === "role"
      ? [{ spec, entry, source: JSON.stringify([entry.key, textOf(entry.caller.arn)]) }]
      : [],
  );
}

function nounOf({ source }: PushEntry): string {
  return "noun" in source ? source.noun : "source";
}

function textAt({ role }: Spec, name: string): string {
  const value: ReturnType<typeof argumentAt> = argumentAt(role.arguments as readonly Argument[], name);
  return isReference(value) ? textOf(value) : "";
}
