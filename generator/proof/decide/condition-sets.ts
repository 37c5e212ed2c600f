import type { Condition, Reference } from "../../grants.ts";
import { type Answer, keyOf, type Letter, lettersOf } from "../pattern.ts";
import { arnContains, arnPattern } from "./arn-pattern.ts";
import { contains, meets } from "./containment.ts";

/**
 * Conditions of one statement as a set: all must hold. Whether one set is at least as strict as another is decided condition by
 * condition; operators and keys are the same in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** Whether every request that `stricter` lets through, `wider` lets through as well. */
export function implies(stricter: readonly Condition[], wider: readonly Condition[]): Answer {
  let answer: Answer = "yes";
  for (const condition of wider) {
    const found = strongest(stricter.map((other) => impliesOne(other, condition)));
    if (found === "no") return "no";
    if (found === "unknown") answer = "unknown";
  }
  return answer;
}

function impliesOne(stricter: Condition, wider: Condition): Answer {
  if (stricter.variable.toLowerCase() !== wider.variable.toLowerCase()) return "no";
  const [from, to] = [readName(stricter.operator), readName(wider.operator)];
  if (from.set !== to.set || (from.holdsWithout && !to.holdsWithout)) return "no";
  // A negated operator refuses its values: the more it names, the stricter it is.
  const [inner, outer] = to.negated ? [to, from] : [from, to];
  const compare = inner.negated === outer.negated ? comparison(outer.base, inner.base) : null;
  if (compare === null) return "no";
  const [inside, around] = to.negated ? [wider.values, stricter.values] : [stricter.values, wider.values];
  const known = inner.base === outer.base ? new Set(around.map(keyOf)) : new Set<string>();
  return all(inside.map((value) => (known.has(keyOf(value)) ? "yes" : strongest(around.map((other) => compare(other, value))))));
}

/**
 * Whether no request can meet both sets: a key that has one value would have to be two, or one that is refused.
 */
export function exclude(a: readonly Condition[], b: readonly Condition[]): boolean {
  return a.some((one) => b.some((other) => excludeEachOther(one, other) || excludeEachOther(other, one)));
}

function excludeEachOther(one: Condition, other: Condition): boolean {
  if (one.variable.toLowerCase() !== other.variable.toLowerCase()) return false;
  const [wants, has] = [readName(one.operator), readName(other.operator)];
  // The first says what the one value of the key is, and that there is one.
  if (wants.set !== "" || has.set !== "" || wants.negated || wants.holdsWithout || wants.base === "null" || has.base === "null")
    return false;
  const compare = comparison(has.base, wants.base);
  if (compare === null) return false;
  if (has.negated) return one.values.every((value) => other.values.some((refused) => compare(refused, value) === "yes"));
  return one.values.every((value) => other.values.every((taken) => excludesValue(has.base, taken, wants.base, value)));
}

function excludesValue(a: string, left: Reference, b: string, right: Reference): boolean {
  if (![a, b].every((base) => textOperators.has(base) || base === "bool" || base === "stringequalsignorecase")) return false;
  const fold = [a, b].some((base) => base === "stringequalsignorecase" || base === "bool");
  return meets(lettersOfValue(a, left, fold), lettersOfValue(b, right, fold)) === "no";
}

/**
 * The ways in which a set of conditions is met: one for each value of each condition that takes any of its values. Together they are
 * the set; null where there are too many to look at each.
 */
export function alternatives(conditions: readonly Condition[]): readonly (readonly Condition[])[] | null {
  let found: readonly (readonly Condition[])[] = [[]];
  for (const condition of conditions) {
    const { set, negated } = readName(condition.operator);
    // All that a request carries must be among the values of `ForAllValues:`, so these are not alternatives.
    const single = negated || set === "forallvalues:" || condition.values.length < 2;
    const ways = single ? [condition] : condition.values.map((value) => ({ ...condition, values: [value] }));
    found = found.flatMap((before) => ways.map((way) => [...before, way]));
    if (found.length > mostAlternatives) return null;
  }
  return found;
}

const mostAlternatives = 1_000;

interface OperatorName {
  readonly set: string;
  /** Without "Not": what it compares, and how. */
  readonly base: string;
  readonly negated: boolean;
  /**
   * Whether it holds when the request does not carry the key.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
   */
  readonly holdsWithout: boolean;
}

function readName(operator: string): OperatorName {
  const [, set = "", rest = ""] = /^(forallvalues:|foranyvalue:)?(.*)$/.exec(operator.toLowerCase()) ?? [];
  const ifExists = rest.endsWith("ifexists");
  const word = ifExists ? rest.slice(0, -"ifexists".length) : rest;
  const negated = word.includes("not");
  // "ArnEquals and ArnLike behave identically."
  const base = word.replace("not", "").replace(/^arnequals$/, "arnlike");
  const holdsWithout = ifExists || set === "forallvalues:" || (negated && set === "");
  return { set, base, negated, holdsWithout };
}

type Compare = (outer: Reference, inner: Reference) => Answer;

/** Operators that compare texts character by character: with wildcards and without. */
const textOperators: ReadonlySet<string> = new Set(["stringequals", "stringlike"]);

/** How the values of two operators compare; null where one operator says nothing about the other. */
function comparison(outer: string, inner: string): Compare | null {
  const fold = outer === "stringequalsignorecase";
  if (textOperators.has(inner) && (textOperators.has(outer) || fold))
    return (around, inside) => contains(lettersOfValue(outer, around, fold), lettersOfValue(inner, inside, fold));
  if (outer === "arnlike" && inner === "arnlike") return arnContains;
  // Without a wildcard an ARN is one text.
  if (outer === "arnlike" && textOperators.has(inner))
    return (around, inside) => (isOneArn(inside) ? arnContains(around, inside) : "no");
  if (inner === "arnlike" && textOperators.has(outer))
    return (around, inside) =>
      isOneArn(inside) ? contains(lettersOfValue(outer, around, false), lettersOf(inside, false)) : "no";
  return outer === inner ? (around, inside) => equal(around, inside, fold || outer === "bool") : null;
}

function isOneArn(reference: Reference): boolean {
  const { plain, parts } = arnPattern(reference);
  return plain && parts !== null && reference.kind === "literal" && !reference.text.includes("$");
}

function lettersOfValue(base: string, reference: Reference, fold: boolean): readonly Letter[] {
  const letters = lettersOf(reference, base === "stringlike");
  return fold ? letters.map((letter) => ([...letter].length === 1 ? letter.toLowerCase() : letter)) : letters;
}

function equal(outer: Reference, inner: Reference, fold: boolean): Answer {
  if (keyOf(outer) === keyOf(inner)) return "yes";
  return contains(lettersOfValue("", outer, fold), lettersOfValue("", inner, fold));
}

function strongest(answers: readonly Answer[]): Answer {
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

function all(answers: readonly Answer[]): Answer {
  return answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";
}
