import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { isLiteral } from "../iam/arn.ts";
import { article } from "../iam/reference/wording.ts";
import { textsByDefault } from "../spec/described-variables.ts";
import type { Stack } from "../spec/stack.ts";
import { impliedPart } from "../spec/values/arn-field.ts";
import { Names } from "./meant-names.ts";

/**
 * Sources whose ARN would name what stands in none, by a name: a local or a variable that is the bus `default`. `meanings` and `defaults`
 * are what is written by hand, by the expressions in whose place it could stand.
 */
export function* checkImpliedNames(
  { specs, settings }: Stack,
  meanings: ReadonlyMap<string, string>,
  defaults: ReadonlyMap<string, string>,
): Generator<Diagnostic> {
  const names = new Names(new Map([...textsByDefault(settings.described), ...defaults, ...meanings]));
  for (const { source, caller, span } of specs.flatMap(({ push }) => push)) {
    const found = source.kind === "arn" && caller.kind === "arn" ? impliedPart(caller.arn, source) : null;
    const meant = found === null ? null : names.inValue<Reference>(found.part);
    if (found === null || source.kind !== "arn" || meant === null || !isLiteral(meant) || meant.text !== found.value) continue;
    const { code } = found.part;
    const message = `${code} is "${found.value}"${code.startsWith("var.") ? " by default" : ""}, which no ARN of ${article(source.noun)} names: this one never matches`;
    yield error("invalid-arn", span, message, "leave that part out for this one, and name others by an entry of their own");
  }
}
