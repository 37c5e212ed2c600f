import type { ExternalValue, Value } from "../flow/code-value.ts";
import { knownCharacters } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, Expr } from "../syntax/module.ts";
import type { Params, SdkThing } from "./use.ts";

/** What both languages ask of an evaluation. */

/** The one text that an expression is; null where it is not known whole. */
export function knownText(flow: Evaluation, exprs: readonly Expr[]): string | null {
  const [only, more] = exprs.flatMap((expr) => flow.textsOf(expr));
  return only === undefined || more !== undefined ? null : knownCharacters(only);
}

/** The entries of a map argument: how JavaScript passes parameters. */
export function entriesAsParams(flow: Evaluation, exprs: readonly Expr[]): Params {
  return (name) => exprs.flatMap((expr) => flow.valuesOf(expr)).flatMap((value) => flow.entriesOf(value, name));
}

/** The named arguments of a call, maps that are spread among them: how Python passes parameters. */
export function namedAsParams(flow: Evaluation, { args }: CallExpr): Params {
  return (name) => flow.argument(args, null, name);
}

/** Parameters known from an object, and those of the call. */
export function bothParams(named: Readonly<Record<string, readonly Expr[]>>, params: Params): Params {
  return (name) => [...((Object.hasOwn(named, name) ? named[name] : undefined) ?? []), ...params(name)];
}

/** Follows the steps of a library's value, thing by thing. */
export function follow(
  value: ExternalValue,
  start: readonly SdkThing[],
  next: (thing: SdkThing, step: ExternalValue["steps"][number], rest: ExternalValue["steps"]) => readonly SdkThing[],
  from = 0,
): readonly SdkThing[] {
  let things = start;
  for (const [index, step] of value.steps.entries()) {
    if (index < from) continue;
    if (things.length === 0) return [];
    things = things.flatMap((thing) => next(thing, step, value.steps.slice(0, index)));
  }
  return things;
}

/** Values of libraries alone. */
export function externals(values: readonly Value[]): readonly ExternalValue[] {
  return values.filter((value) => value.kind === "external");
}
