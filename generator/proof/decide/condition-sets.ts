import type { Condition, Reference } from "../../grants.ts";
import type { Answer } from "../pattern.ts";
import { keyOf, lettersOf } from "../pattern.ts";
import { arnContains } from "./arn-pattern.ts";
import { contains } from "./containment.ts";

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
  if (from.set !== to.set || (from.ifExists && !to.ifExists)) return "no";
  const compare = comparison(from.base, to.base);
  if (compare === null) return "no";
  // A negated operator refuses its values: the more it names, the stricter it is.
  const [inner, outer] = isNegated(to.base) ? [wider.values, stricter.values] : [stricter.values, wider.values];
  return all(inner.map((value) => strongest(outer.map((other) => compare(other, value)))));
}

interface OperatorName {
  readonly set: string;
  readonly base: string;
  readonly ifExists: boolean;
}

function readName(operator: string): OperatorName {
  const [, set = "", rest = ""] = /^(forallvalues:|foranyvalue:)?(.*)$/.exec(operator.toLowerCase()) ?? [];
  const ifExists = rest.endsWith("ifexists");
  return { set, base: ifExists ? rest.slice(0, -"ifexists".length) : rest, ifExists };
}

function isNegated(base: string): boolean {
  return base.includes("not");
}

type Compare = (outer: Reference, inner: Reference) => Answer;

/** How the values of two operators compare; null where one operator says nothing about the other. */
function comparison(from: string, to: string): Compare | null {
  // "ArnEquals and ArnLike behave identically."
  const [left, right] = [from, to].map((base) => base.replace(/^arn(not)?equals$/, "arn$1like"));
  if (left === right) {
    if (left === "arnlike" || left === "arnnotlike") return arnContains;
    return left === "stringlike" || left === "stringnotlike" ? (outer, inner) => containsText(outer, inner, true) : equal;
  }
  return left === "stringequals" && right === "stringlike" ? (outer, inner) => containsText(outer, inner, false) : null;
}

function containsText(outer: Reference, inner: Reference, globs: boolean): Answer {
  return contains(lettersOf(outer), lettersOf(inner, globs));
}

function equal(outer: Reference, inner: Reference): Answer {
  if (keyOf(outer) === keyOf(inner)) return "yes";
  return contains(lettersOf(outer, false), lettersOf(inner, false));
}

function strongest(answers: readonly Answer[]): Answer {
  return answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
}

function all(answers: readonly Answer[]): Answer {
  return answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";
}
