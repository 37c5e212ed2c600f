import type { Reference } from "../../grants.ts";
import { literal, textOf } from "../../iam/arn.ts";
import { hasSymbol, lettersOf } from "../pattern.ts";
import { type Pair, pairOf, type Rule } from "../rule.ts";
import { arnContains, arnPattern, arnsMeet } from "./arn-pattern.ts";
import { alternatives, exclude, implies } from "./condition-sets.ts";
import { contains } from "./containment.ts";
import { RuleIndex } from "./rule-index.ts";

export interface Judgement {
  readonly missing: readonly Pair[];
  readonly extra: readonly Pair[];
}

/**
 * Needs against what is granted. Sufficient: each need lies within one rule that is granted, under conditions no stricter than its
 * own. Minimal: each rule that is granted lies within one need, under conditions no weaker. With `exactly`, as for what we emit,
 * each of them is also the equal of a need and stands once, so that dropping any part of it would break something.
 */
export function judge(needs: readonly Rule[], granted: readonly Rule[], exactly: boolean): Judgement {
  const [needed, allowed] = [new RuleIndex(needs), new RuleIndex(granted)];
  const denied = granted.filter(({ effect }) => effect === "Deny");
  const missing = needs.flatMap((need): readonly Pair[] => {
    if (!covered(need, allowed, exactly)) return [pairOf(need, whyMissing(need, allowed.near(need)))];
    const refused = need.effect === "Allow" && denied.some((rule) => breaks(rule, need) && !asked(rule, needed));
    return refused ? [pairOf(need, "a Deny that nobody asks for takes it away")] : [];
  });
  const extra = granted.flatMap((rule): readonly Pair[] => {
    const around = needed.around(rule).filter((need) => lies(rule, need));
    // A Deny allows nothing; where it takes a need away, that is missing.
    if (around.length === 0 && !exactly && covered(rule, needed, exactly)) return [];
    if (around.length === 0) return rule.effect === "Deny" && !exactly ? [] : [pairOf(rule, whyExtra(rule, needed.near(rule)))];
    if (!exactly) return [];
    if (!around.some((need) => lies(need, rule))) return [pairOf(rule, "another statement allows it already")];
    return allowed.isOnce(rule, needed) ? [] : [pairOf(rule, "it stands twice")];
  });
  return { missing, extra };
}

/** Whether all that one rule says, another says too. */
export function lies(inner: Rule, outer: Rule): boolean {
  return arnContains(outer.resource, inner.resource) === "yes" && implies(inner.conditions, outer.conditions) === "yes";
}

/** Whether a rule lies within one of others, or, where they need not be the same, each way to meet its conditions within some. */
export function covered(rule: Rule, others: RuleIndex, exactly: boolean): boolean {
  const around = others.around(rule);
  if (around.some((other) => lies(rule, other))) return true;
  const ways = exactly || around.length < 2 ? [] : (alternatives(rule.conditions) ?? []);
  return ways.length > 1 && ways.every((conditions) => around.some((other) => lies({ ...rule, conditions }, other)));
}

function asked(rule: Rule, needed: RuleIndex): boolean {
  return needed.around(rule).some((need) => lies(rule, need));
}

/** Whether a Deny may take away some of a need. */
export function breaks(deny: Rule, need: Rule): boolean {
  const { but } = deny;
  if (!actionWithin(need.action, deny.action) || but?.actions.some((action) => actionWithin(need.action, action))) return false;
  if (but?.resources.some((resource) => arnContains(resource, need.resource) === "yes")) return false;
  return arnsMeet(deny.resource, need.resource) !== "no" && !exclude(deny.conditions, need.conditions);
}

function actionWithin(inner: string, outer: string): boolean {
  return contains(lettersOf(literal(outer.toLowerCase())), lettersOf(literal(inner.toLowerCase()))) === "yes";
}

function whyMissing(need: Rule, candidates: readonly Rule[]): string {
  const around = candidates.filter(({ resource }) => arnContains(resource, need.resource) === "yes");
  if (around.length > 0) return "it is allowed under other conditions alone";
  const perhaps = candidates.find(({ resource }) => arnContains(resource, need.resource) === "unknown");
  if (perhaps !== undefined) return whyUnknown(need.resource, perhaps.resource);
  const near = candidates.find(({ resource }) => arnsMeet(resource, need.resource) === "yes");
  return near === undefined ? "nothing allows it" : `only ${textOf(near.resource)} is allowed`;
}

function whyExtra(rule: Rule, candidates: readonly Rule[]): string {
  const around = candidates.find(({ resource }) => arnContains(resource, rule.resource) === "yes");
  if (around !== undefined) return "it is asked for under other conditions alone";
  const perhaps = candidates.find(({ resource }) => arnContains(resource, rule.resource) === "unknown");
  if (perhaps !== undefined) return whyUnknown(rule.resource, perhaps.resource);
  const near = candidates.find(({ resource }) => arnsMeet(resource, rule.resource) === "yes");
  return near === undefined ? "nobody asks for it" : `it is wider than ${textOf(near.resource)}, which is asked for`;
}

function whyUnknown(inner: Reference, outer: Reference): string {
  const open = [inner, outer].some((reference) => hasSymbol(arnPattern(reference).whole));
  return open
    ? `only Terraform knows whether it lies within ${textOf(outer)}`
    : `it has too many wildcards to tell whether it lies within ${textOf(outer)}`;
}
