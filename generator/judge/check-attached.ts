import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import { partsOf, textOf } from "../iam/arn.ts";
import { refusedArn } from "../iam/policies-of-aws.ts";
import { textsByDefault } from "../spec/described-variables.ts";
import type { Stack } from "../spec/stack.ts";
import { Names } from "./meant-names.ts";

/**
 * Policies of AWS that no function should have, attached by a name: a local that is one, or a variable that is one where nobody says
 * otherwise. `meanings` and `defaults` are what is written by hand, by the expressions in whose place it could stand.
 */
export function* checkNamedPolicies(
  { specs, settings }: Stack,
  meanings: ReadonlyMap<string, string>,
  defaults: ReadonlyMap<string, string>,
): Generator<Diagnostic> {
  const named = new Names(meanings);
  const byDefault = new Names(new Map([...textsByDefault(settings.described), ...defaults, ...meanings]));
  for (const { arn, span } of specs.flatMap(({ role }) => role.managedPolicies)) {
    const refused = refusedArn(byDefault.inValue(arn));
    if (refused === null) continue;
    const what = partsOf(arn).flatMap((part) => {
      const meant = part.kind === "literal" ? part : byDefault.inValue(part);
      if (part.kind === "literal" || meant === part) return [];
      return [`${part.code} is ${textOf(meant)}${textOf(named.inValue(part)) === textOf(meant) ? "" : " by default"}`];
    });
    yield error(refused.code, span, `${refused.message}: ${what.join(", ")}`, refused.hint);
  }
}
