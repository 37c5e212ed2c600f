import { addressOf } from "../../addresses.ts";
import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { areApart, textOf } from "../../iam/arn.ts";
import type { Spec } from "../spec.ts";
import { functionAddresses, pushAddresses, sharesRole } from "./claimed-addresses.ts";
import { checkLogDefaults } from "./log-defaults.ts";

/** Functions of one stack live in one Terraform module and one account: their addresses and their names must differ. */
export function* checkTogether(specs: readonly Spec[]): Generator<Diagnostic> {
  const seen = new Map<string, Spec>();
  /** The first function that had the same; null where this is the first. */
  const taken = (what: string, name: string, spec: Spec): Spec | null => {
    const key = `${what} ${name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, spec);
    return first === undefined || first === spec ? null : first;
  };
  const where = ({ span }: Spec) => `the other is at ${span.file}:${span.line}`;
  for (const spec of specs) {
    // Another configuration makes it in another region or account.
    const sameName = taken(`function of ${spec.settings.provider}`, textOf(spec.name), spec);
    const sameLabel = taken("label", spec.label, spec);
    const first = sameName ?? sameLabel;
    if (first !== null) {
      const what = sameName !== null ? `have the name ${textOf(spec.name)}` : `have the Terraform label ${spec.label}`;
      yield error(
        "duplicate-function",
        spec.span,
        `two functions of this stack ${what} (${where(first)})`,
        sameName !== null ? "rename one" : "rename one, or give it a `label`",
      );
      continue;
    }
    const sameRole = surelyMakesRole(spec) ? taken("role", textOf(spec.role.name).toLowerCase(), spec) : null;
    if (sameRole !== null && !areApart(sameRole.settings.home.account, spec.settings.home.account))
      yield error(
        "duplicate-function",
        spec.role.span,
        `two functions of this stack have a role called ${textOf(spec.role.name)} (${where(sameRole)})`,
        "give one of them another `role: {name: …}`",
      );
    for (const { addresses, span } of addressesOf(spec)) {
      // A role comes with its documents: they are one mistake.
      const [found] = addresses.flatMap((address) => {
        const other = taken("address", address, spec);
        return other === null ? [] : [{ address, other }];
      });
      if (found !== undefined)
        yield error(
          "duplicate-label",
          span,
          `the function ${found.other.label} of this stack has the Terraform address ${found.address} already`,
          "give the entry or the function a `label`",
        );
    }
  }
  yield* checkLogDefaults(specs);
}

/** Of a function managed elsewhere, what it asks for decides that; two roles of one name are told then, too. */
function surelyMakesRole({ managed, role }: Spec): boolean {
  return role.existing === null && !role.isPrefix && (managed || role.own);
}

/** Addresses in which one function's label could run into another's, and who has them. */
function addressesOf(spec: Spec): readonly { readonly addresses: readonly string[]; readonly span: Span }[] {
  const { label, push, pull, span } = spec;
  return [
    { addresses: functionAddresses(spec), span },
    ...push.filter((entry) => !sharesRole(entry)).map((entry) => ({ addresses: pushAddresses(label, entry), span: entry.span })),
    ...pull.map((entry) => ({ addresses: [addressOf.mapping(`${label}_${entry.label}`)], span: entry.span })),
  ];
}
