import { type Diagnostic, error, type Span, warning } from "../../diagnostics/diagnostic.ts";
import type { Literal } from "../../grants.ts";
import type { AskedCondition, Placed } from "../asked.ts";
import { hasGlob } from "../glob.ts";
import { referenceDate } from "../reference/reference.ts";
import { type FoundKey, findGlobalKey } from "./condition-keys.ts";
import type { Operator } from "./condition-operators.ts";
import { coversAll, ipRangeOf } from "./ip-ranges.ts";
import { matchesAll } from "./key-values.ts";
import { isOfResource, type Widened, widened } from "./policy-variables.ts";

/**
 * Conditions that read like a guard and are none: they hold for every call, or for every call that leaves the key out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */

/** In a pattern, a value that is not known and is one: it matches none of those that a key is tried with. */
const SOME = "\u{F0003}";

/** A condition whose operator and key are known. */
export interface ReadCondition {
  readonly asked: AskedCondition;
  readonly operator: Operator;
  readonly key: FoundKey;
}

/** Who calls: a function's own code, or a service that assumes a role. There the condition is the guard, so none may be missing. */
export type Calling = "code" | "service";

/** Tells each condition of a statement that says nothing. */
export function* vacuousConditions(conditions: readonly ReadCondition[], calling: Calling): Generator<Diagnostic> {
  const tell = calling === "service" ? error : warning;
  for (const condition of conditions) {
    const { operator, key, asked } = condition;
    const always = whyAlways(condition, calling);
    if (always !== null) {
      yield tell("vacuous-condition", always.span, always.message, always.hint);
      continue;
    }
    if (!(operator.ifExists || operator.set === "ForAllValues:")) continue;
    if (isCarried(key, calling) || conditions.some((other) => other.key.name === key.name && asksForKey(other))) continue;
    // For a value that must not be, a key that is left out is no way around.
    if (operator.base.includes("Not") && operator.set === "") continue;
    yield tell(
      "vacuous-condition",
      asked.operator.span,
      `${operator.name} holds for every call that leaves "${key.name}" out`,
      operator.ifExists && operator.set === ""
        ? `write ${operator.base}, which asks that the key is there`
        : `add \`Null: { ${key.name}: "false" }\`, which asks that the key is there`,
    );
  }
}

/** Whether a condition fails where its key is missing. */
export function asksForKey({ operator, asked }: ReadCondition): boolean {
  if (operator.base === "Null") return literals(asked).some(({ value }) => /^false$/i.test(value.text));
  return !operator.holdsWithout;
}

/** Whether every call has this key. */
export function isCarried({ name }: FoundKey, calling: Calling): boolean {
  const carried = findGlobalKey(name)?.global.carried;
  return carried === "any" || (carried === "code" && calling === "code");
}

/** The values that are known before Terraform runs. */
export function literals({ values }: AskedCondition): readonly Placed<Literal>[] {
  return values.flatMap(({ value, span }) => (value.kind === "literal" ? [{ value, span }] : []));
}

interface Always {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
}

const nameThem = "name the values that are meant, or remove the line";

/** Why a condition holds for every call that has its key; null where it does not. */
function whyAlways(condition: ReadCondition, calling: Calling): Always | null {
  const { operator, key, asked } = condition;
  if (operator.base === "Null") return isCarried(key, calling) && asksForKey(condition) ? alwaysThere(condition) : null;
  // A negated operator refuses what it names, so it says something as soon as it names anything.
  if (operator.base.includes("Not") && operator.family !== "Numeric") return null;
  const values = literals(asked);
  if (operator.family === "IpAddress") return everyAddress(condition, values);
  for (const { value, span } of values) {
    const why = whyAny(condition, value.text, calling);
    if (why === null) continue;
    const known = isCarried(key, calling) || operator.ifExists;
    return {
      span,
      message: `${operator.name} on "${key.name}" ${known ? "always holds" : "asks for no more than the key"}: ${why}`,
      hint: known ? nameThem : `${nameThem}; where the key alone is meant, write \`Null: { ${key.name}: "false" }\``,
    };
  }
  return strangers(condition, values, calling);
}

function alwaysThere({ operator, key, asked }: ReadCondition): Always {
  return {
    span: asked.variable.span,
    message: `${operator.name} on "${key.name}" always holds: every call carries the key`,
    hint: "remove the line",
  };
}

function everyAddress({ operator, key }: ReadCondition, values: readonly Placed<Literal>[]): Always | null {
  const [first] = values;
  if (first === undefined || !coversAll(values.flatMap(({ value }) => ipRangeOf(value.text) ?? []))) return null;
  const what = values.length === 1 ? `"${first.value.text}" is` : "these ranges together are";
  return {
    span: first.span,
    message: `${operator.name} on "${key.name}" keeps nobody out: ${what} every address`,
    hint: nameThem,
  };
}

/** Why one value is met by whatever the key holds. */
function whyAny({ operator: { base, family }, key }: ReadCondition, text: string, calling: Calling): string | null {
  const { text: wide, open } = openIn(key, text, calling);
  if (wide === "*" && open !== null)
    return isSame(open, key) ? "it compares the key with itself" : `"${open}" can be made to fit it`;
  const { value } = findGlobalKey(key.name)?.global ?? {};
  if (calling === "code" && value !== undefined && value.toLowerCase() === text.toLowerCase())
    return `it is "${value}" in every call of a function`;
  switch (family) {
    case "String":
      return base.endsWith("Like") && matchesAll(key, wide, false) ? `"${text}" matches every value of it` : null;
    case "Arn":
      return matchesAll(key, wide, true) ? `"${text}" matches every value of it` : null;
    case "Numeric":
      if (key.name === "aws:EpochTime") return isPast(text) && base.startsWith("NumericGreater") ? "that time has passed" : null;
      return (base === "NumericGreaterThan" || base === "NumericNotEquals" ? Number(text) < 0 : false) ||
        (base === "NumericGreaterThanEquals" && Number(text) <= 0)
        ? "no value of it is below zero"
        : null;
    case "Date":
      return clocks.has(key.name) && base.startsWith("DateGreater") && isPast(text) ? "that time has passed" : null;
    case "Bool":
    case "Binary":
    case "IpAddress":
    case "Null":
      return null;
  }
}

/** A variable that the same one decides as the key keeps nobody out; every other is some value, and not any. */
function openIn({ name }: FoundKey, text: string, calling: Calling): Widened {
  const { text: wide, open } = widened(
    text,
    (key, decides) =>
      key.toLowerCase() === name.toLowerCase() ||
      decides === "remark" ||
      (isOfResource(key) ? isOfResource(name) : calling === "service" && decides !== "resource"),
  );
  return { text: wide.replaceAll(/\$\{[^}]{2,}\}/g, SOME), open };
}

function isSame(variable: string, { name }: FoundKey): boolean {
  return variable.slice(2).toLowerCase().startsWith(name.toLowerCase());
}

/** What holds the time of the call. */
export const clocks: ReadonlySet<string> = new Set(["aws:CurrentTime", "aws:EpochTime"]);

/** Whether a date lies before the day of the reference, which has passed wherever this program runs. */
export function isPast(text: string): boolean {
  const time = /^\d{5,}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return time < Date.parse(referenceDate());
}

function strangers({ operator, key }: ReadCondition, values: readonly Placed<Literal>[], calling: Calling): Always | null {
  if (findGlobalKey(key.name)?.global.sensitive === undefined || !operator.base.endsWith("Like")) return null;
  const wild = values.find(({ value }) => hasGlob(openIn(key, value.text, calling).text));
  if (wild === undefined) return null;
  const message = `${operator.name} on "${key.name}" with a wildcard holds for strangers whose ids are alike`;
  return { span: wild.span, message, hint: "name each that is meant" };
}
