import type { Reference } from "../../grants.ts";
import { isLiteral, join, literal, partsOf, splitArn, textOf } from "../../iam/arn.ts";
import { serviceOf } from "../../iam/service.ts";
import { keyOf } from "../pattern.ts";
import type { Rule } from "../rule.ts";
import { arnContains, arnsMeet } from "./arn-pattern.ts";
import { canActOn, canBe, canBePart, namesTheSame } from "./possible.ts";
import { addAt } from "./rule-index.ts";

/**
 * A spec says `${aws_sns_topic.orders.arn}` where a hand-written policy says the ARN itself. What an expression would have to be for
 * the two to agree is assumed, and said so: each expression is one value throughout, which it can be, and two whole ARNs are not one.
 */
export class Assumptions {
  private readonly values = new Map<string, string>();
  private readonly arns = new Set<string>();

  /** Learns from all needs and what is granted; pairs that agree in most come first. */
  learn(needs: readonly Rule[], granted: readonly Rule[]): void {
    const byAction = new Map<string, Rule[]>();
    for (const rule of granted) addAt(byAction, rule.action.toLowerCase(), rule);
    const of = ({ action }: Rule) => byAction.get(action.toLowerCase()) ?? [];
    // What is granted in the spec's own words needs no guess; another ARN beside it is another thing.
    const said = (need: Rule) => of(need).some(({ resource }) => arnContains(resource, need.resource) === "yes");
    const pairs = needs
      .filter((need) => isOpen(need) && !said(need))
      .flatMap((need) => of(need).map((rule) => ({ need, rule, apart: apart(need.resource, rule.resource) })));
    for (const { need, rule } of pairs.sort((a, b) => a.apart - b.apart)) this.bindArn(need, rule.resource);
    for (const need of needs.filter(isOpen))
      for (const rule of of(need))
        if (arnsMeet(this.filled(need.resource), rule.resource) === "yes") this.bindConditions(need, rule);
  }

  /** A need with what is assumed in the place of its expressions. */
  fill(rule: Rule): Rule {
    if (this.values.size === 0) return rule;
    const conditions = rule.conditions.map((condition) => ({
      ...condition,
      values: condition.values.map((value) => this.filled(value)),
    }));
    return { ...rule, resource: this.filled(rule.resource), conditions };
  }

  sentences(): readonly string[] {
    return [...this.values].map(([code, value]) => `\${${code}} is ${value}`).sort();
  }

  private filled(reference: Reference): Reference {
    return join(
      ...partsOf(reference).map((part) => {
        const value = part.kind === "expression" ? this.values.get(part.code) : undefined;
        return value === undefined ? part : literal(value);
      }),
    );
  }

  private bindArn({ action, resource }: Rule, granted: Reference): void {
    if (!isLiteral(granted)) return;
    const need = this.filled(resource);
    const [asked, given] = [splitArn(need), splitArn(granted)];
    if (given === null) return;
    if (asked === null) {
      const service = serviceOf(need);
      if (service !== null && service !== textOf(given[1] ?? granted)) return;
      if (canActOn(action, granted)) this.bindText(need, granted.text, true);
      return;
    }
    // All parts must agree, or none tells anything.
    const found = asked.map((part, index) => ({ part, index, one: match(part, textOf(given[index] ?? literal(""))) }));
    const possible = found.every(
      ({ part, index, one }) => one !== null && (one === "equal" || canBePart(part, index, one.code, one.value)),
    );
    if (!possible || !namesTheSame(need, granted)) return;
    for (const { one } of found) if (one !== null && one !== "equal") this.bind(one.code, one.value, false);
  }

  private bindConditions(need: Rule, rule: Rule): void {
    for (const { operator, variable, values } of need.conditions) {
      const other = rule.conditions.find(
        (one) => one.variable.toLowerCase() === variable.toLowerCase() && one.operator.toLowerCase() === operator.toLowerCase(),
      );
      const open = values.filter((value) => !isLiteral(this.filled(value)));
      const known = new Set(values.map((value) => keyOf(this.filled(value))));
      const rest = (other?.values ?? []).filter((value) => !known.has(keyOf(value)));
      const [value, text] = [open[0], rest[0]];
      if (open.length === 1 && rest.length === 1 && value !== undefined && text !== undefined && isLiteral(text))
        this.bindText(this.filled(value), text.text, false);
    }
  }

  private bindText(reference: Reference, text: string, isArn: boolean): void {
    const found = match(reference, text);
    if (found !== null && found !== "equal" && canBe(found.code, found.value)) this.bind(found.code, found.value, isArn);
  }

  private bind(code: string, value: string, isArn: boolean): void {
    if (this.values.has(code) || (isArn && this.arns.has(value))) return;
    this.values.set(code, value);
    if (isArn) this.arns.add(value);
  }
}

/** What the one expression of a text must be for it to be another; "equal" where nothing is left open, null where it cannot be. */
function match(reference: Reference, text: string): { readonly code: string; readonly value: string } | "equal" | null {
  const parts = partsOf(reference);
  const [expression, ...others] = parts.filter((part) => part.kind === "expression");
  if (expression === undefined) return arnsMeet(reference, literal(text)) === "no" ? null : "equal";
  // Of two expressions side by side nobody knows where one ends; where the policy is open anyway, they need not be told.
  if (others.length > 0) return arnsMeet(reference, literal(text)) === "no" ? null : "equal";
  const at = parts.indexOf(expression);
  const [before, behind] = [parts.slice(0, at), parts.slice(at + 1)].map((side) => side.map(textOf).join(""));
  const start = before ?? "";
  const end = behind ?? "";
  if (text.startsWith(start) && text.endsWith(end) && text.length > start.length + end.length) {
    const value = text.slice(start.length, text.length - end.length);
    if (!/[*?]|\$\{/.test(value)) return { code: expression.kind === "expression" ? expression.code : "", value };
  }
  return arnContains(literal(text), reference) === "yes" ? "equal" : null;
}

function isOpen({ resource, conditions }: Rule): boolean {
  return !isLiteral(resource) || conditions.some(({ values }) => values.some((value) => !isLiteral(value)));
}

/** In how many parts two ARNs are not the same text. */
function apart(a: Reference, b: Reference): number {
  const [left, right] = [splitArn(a), splitArn(b)];
  if (left === null || right === null) return 6;
  return left.filter((part, index) => keyOf(part) !== keyOf(right[index] ?? literal(""))).length;
}
