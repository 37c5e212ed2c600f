import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { globsMeet, hasGlob } from "../glob.ts";
import { findGlobalKey } from "./condition-keys.ts";
import { ipRangeOf, isRangeWithin, type Range } from "./ip-ranges.ts";
import { matches } from "./key-values.ts";
import { asksForKey, type Calling, clocks, isCarried, isPast, literals, type ReadCondition } from "./vacuous-conditions.ts";

/** Conditions that no call meets, alone or together: the entry would grant nothing. */

/** Tells the first condition on each key with which no call is left. */
export function* impossibleConditions(conditions: readonly ReadCondition[], calling: Calling): Generator<Diagnostic> {
  const byKey = new Map<string, ReadCondition[]>();
  for (const condition of conditions) {
    // What a key with several values must hold of each or of one of them is another question.
    if (condition.operator.set !== "" || !isKnown(condition)) continue;
    byKey.set(condition.key.name, [...(byKey.get(condition.key.name) ?? []), condition]);
  }
  for (const list of byKey.values()) {
    for (const [index, condition] of list.entries()) {
      const { asked, operator, key } = condition;
      const alone = whyNever(condition, calling);
      if (alone !== null) {
        yield error("impossible-condition", asked.variable.span, `no call meets ${operator.name} on "${key.name}": ${alone}`);
        break;
      }
      const other = list.slice(0, index).find((before) => exclude(before, condition, list, calling));
      if (other === undefined) continue;
      yield error(
        "impossible-condition",
        asked.variable.span,
        `no call meets both ${other.operator.name} and ${operator.name} on "${key.name}"`,
        "conditions of one entry must all hold; put the values of one operator into a list, or write another entry",
      );
      break;
    }
  }
}

/** Whether all values are plain texts. */
function isKnown({ asked }: ReadCondition): boolean {
  const values = literals(asked);
  return values.length === asked.values.length && values.length > 0 && values.every(({ value }) => !value.text.includes("${"));
}

function textsOf({ asked }: ReadCondition): readonly string[] {
  return literals(asked).map(({ value }) => value.text);
}

/** Why one condition by itself is never met; null where some call may meet it. */
function whyNever(condition: ReadCondition, calling: Calling): string | null {
  const { operator, key } = condition;
  const { base, family } = operator;
  const texts = textsOf(condition);
  if (base === "Null") return !asksForKey(condition) && isCarried(key, calling) ? "every call carries the key" : null;
  const { value } = findGlobalKey(key.name)?.global ?? {};
  if (calling === "code" && value !== undefined && !admits(condition, value))
    return `it is "${value}" in every call of a function`;
  if (clocks.has(key.name) && /Than(Equals)?$/.test(base) && base.includes("Less") && texts.every(isPast))
    return "that time has passed";
  if (family === "Numeric" && key.name !== "aws:EpochTime" && !base.includes("Not")) {
    const below = (text: string) => Number(text) < 0 || (base === "NumericLessThan" && Number(text) === 0);
    if (!base.includes("Greater") && texts.every(below)) return "no value of it is below zero";
  }
  return null;
}

/** Whether no call meets both of two conditions on one key. */
function exclude(a: ReadCondition, b: ReadCondition, all: readonly ReadCondition[], calling: Calling): boolean {
  const isNull = [a, b].find(({ operator }) => operator.base === "Null");
  if (isNull !== undefined) return !asksForKey(isNull) && [a, b].some((one) => one !== isNull && asksForKey(one));
  // Without the key both may hold, unless it is asked for or always there.
  if (!isCarried(a.key, calling) && !all.some(asksForKey)) return false;
  return excludeValues(a, b) || excludeValues(b, a);
}

/** Whether none of the values that the first names, or lets through, is let through by the second. */
function excludeValues(first: ReadCondition, second: ReadCondition): boolean {
  const [{ base, family }, other] = [first.operator, second.operator];
  if (family !== other.family) return false;
  const [texts, others] = [textsOf(first), textsOf(second)];
  if (family === "IpAddress") {
    const [ranges, outer] = [rangesOf(texts), rangesOf(others)];
    if (base !== "IpAddress" || ranges.length === 0) return false;
    if (other.base === "NotIpAddress") return ranges.every((inner) => outer.some((range) => isRangeWithin(inner, range)));
    return ranges.every((range) => outer.every((one) => apart(range, one)));
  }
  if (family === "Numeric" || family === "Date") {
    if (base.endsWith("Equals") && !/Not|Than/.test(base)) return texts.every((text) => !admits(second, text));
    // "Less than one of these" is less than the greatest.
    if (!base.includes("Less") || !other.base.includes("Greater")) return false;
    const [most, least] = [Math.max(...texts.map(numberOf)), Math.min(...others.map(numberOf))];
    return most < least || (most === least && !(base.endsWith("Equals") && other.base.endsWith("Equals")));
  }
  if (base.includes("Not")) return false;
  if (texts.some(isPattern(first)))
    return !other.base.includes("Not") && texts.every((text) => others.every((one) => !meet(first, text, second, one)));
  return texts.every((text) => !admits(second, text));
}

function rangesOf(texts: readonly string[]): readonly Range[] {
  return texts.flatMap((text) => ipRangeOf(text) ?? []);
}

function apart(a: Range, b: Range): boolean {
  return a.bits !== b.bits || a.last < b.first || b.last < a.first;
}

function isPattern({ operator: { base, family } }: ReadCondition): (text: string) => boolean {
  return (text) => (family === "Arn" || base.endsWith("Like")) && hasGlob(text);
}

function meet(first: ReadCondition, a: string, second: ReadCondition, b: string): boolean {
  if (first.operator.family === "Arn") {
    const parts = [a, b].map((arn) => arn.split(":"));
    return Array.from({ length: 6 }, (_, at) => parts.map((list) => (at < 5 ? list[at] : list.slice(5).join(":")) ?? "")).every(
      ([left = "", right = ""]) => globsMeet(left, right),
    );
  }
  return isPattern(second)(b) ? globsMeet(a, b) : globsMeet(a, asText(b));
}

/** A text in which a wildcard is the character. */
function asText(text: string): string {
  return text.replaceAll(/[*?$]/g, (mark) => `\${${mark}}`);
}

function numberOf(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text) / 1000;
}

/** Whether a condition lets one value through. */
function admits(condition: ReadCondition, value: string): boolean {
  const { base, family } = condition.operator;
  const texts = textsOf(condition);
  const one = (text: string): boolean => {
    switch (family) {
      case "String":
        if (base.endsWith("Like")) return globsMeet(text, asText(value));
        return base.endsWith("IgnoreCase") ? text.toLowerCase() === value.toLowerCase() : text === value;
      case "Arn":
        return matches(text, value, true);
      case "Bool":
        return text.toLowerCase() === value.toLowerCase();
      case "Numeric":
      case "Date": {
        const [left, right] = [numberOf(value), numberOf(text)];
        if (base.includes("Less")) return left < right || (base.endsWith("ThanEquals") && left === right);
        if (base.includes("Greater")) return left > right || (base.endsWith("ThanEquals") && left === right);
        return left === right;
      }
      case "Binary":
        return text === value;
      case "IpAddress":
      case "Null":
        return true;
    }
  };
  return base.includes("Not") ? !texts.some(one) : texts.some(one);
}
