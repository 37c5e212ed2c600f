import { textOf } from "../iam/arn.ts";
import { arnContains, arnsMeet } from "./arn-pattern.ts";
import { implies } from "./condition-sets.ts";
import { contains } from "./containment.ts";
import { lettersOf } from "./pattern.ts";
import { type Pair, pairOf, type Rule, ruleKey } from "./rule.ts";

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
    if (!allowed.candidates(need).some((rule) => lies(need, rule)))
      return [pairOf(need, whyMissing(need, allowed.candidates(need)))];
    const refused = need.effect === "Allow" && denied.some((rule) => breaks(rule, need) && !asked(rule, needed));
    return refused ? [pairOf(need, "a Deny that nobody asks for takes it away")] : [];
  });
  const extra = granted.flatMap((rule): readonly Pair[] => {
    const candidates = needed.candidates(rule);
    const around = candidates.filter((need) => lies(rule, need));
    // A Deny allows nothing; where it takes a need away, that is missing.
    if (around.length === 0) return rule.effect === "Deny" && !exactly ? [] : [pairOf(rule, whyExtra(rule, candidates))];
    if (!exactly) return [];
    if (!around.some((need) => lies(need, rule))) return [pairOf(rule, "another statement allows it already")];
    return allowed.isOnce(rule, needed) ? [] : [pairOf(rule, "it stands twice")];
  });
  return { missing, extra };
}

/** Whether all that one rule says, another says too. */
function lies(inner: Rule, outer: Rule): boolean {
  return arnContains(outer.resource, inner.resource) === "yes" && implies(inner.conditions, outer.conditions) === "yes";
}

function asked(rule: Rule, needed: RuleIndex): boolean {
  return needed.candidates(rule).some((need) => lies(rule, need));
}

/** Whether a Deny may take away some of a need. */
function breaks(deny: Rule, need: Rule): boolean {
  const action = contains(
    lettersOf({ kind: "literal", text: deny.action.toLowerCase() }),
    lettersOf({ kind: "literal", text: need.action.toLowerCase() }),
  );
  return action === "yes" && arnsMeet(deny.resource, need.resource) !== "no";
}

function whyMissing(need: Rule, candidates: readonly Rule[]): string {
  const around = candidates.filter(({ resource }) => arnContains(resource, need.resource) === "yes");
  if (around.length > 0) return "it is allowed under other conditions alone";
  const perhaps = candidates.find(({ resource }) => arnContains(resource, need.resource) === "unknown");
  if (perhaps !== undefined) return `only Terraform knows whether it lies within ${textOf(perhaps.resource)}`;
  const near = candidates.find(({ resource }) => arnsMeet(resource, need.resource) === "yes");
  return near === undefined ? "nothing allows it" : `only ${textOf(near.resource)} is allowed`;
}

function whyExtra(rule: Rule, candidates: readonly Rule[]): string {
  const around = candidates.find(({ resource }) => arnContains(resource, rule.resource) === "yes");
  if (around !== undefined) return "it is asked for under other conditions alone";
  const perhaps = candidates.find(({ resource }) => arnContains(resource, rule.resource) === "unknown");
  if (perhaps !== undefined) return `only Terraform knows whether it lies within ${textOf(perhaps.resource)}`;
  const near = candidates.find(({ resource }) => arnsMeet(resource, rule.resource) === "yes");
  return near === undefined ? "nobody asks for it" : `it is wider than ${textOf(near.resource)}, which is asked for`;
}

/** Rules by what must be equal before anything else is asked: effect, principal and action. */
class RuleIndex {
  private readonly exact = new Map<string, Rule[]>();
  private readonly open: Rule[] = [];

  constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      if (/[*?]/.test(rule.action)) this.open.push(rule);
      const key = indexKey(rule);
      const list = this.exact.get(key);
      if (list === undefined) this.exact.set(key, [rule]);
      else list.push(rule);
    }
  }

  /** Rules that may lie around this one. */
  candidates(rule: Rule): readonly Rule[] {
    const exact = this.exact.get(indexKey(rule)) ?? [];
    if (this.open.length === 0) return exact;
    const letters = lettersOf({ kind: "literal", text: rule.action.toLowerCase() });
    const open = this.open.filter(
      ({ effect, principal, action }) =>
        effect === rule.effect &&
        principal === rule.principal &&
        contains(lettersOf({ kind: "literal", text: action.toLowerCase() }), letters) === "yes",
    );
    return [...exact, ...open];
  }

  /**
   * Whether a rule stands once, or is said again by a statement with a Sid of its own for a need of its own.
   */
  isOnce(rule: Rule, needed: RuleIndex): boolean {
    const same = this.equals(rule);
    if (same.length === 1) return true;
    const at = same.indexOf(rule);
    return at === 0 || (at < needed.equals(rule).length && !same.slice(0, at).some(({ sid }) => sid === rule.sid));
  }

  private equals(rule: Rule): readonly Rule[] {
    const alike = this.exact.get(indexKey(rule)) ?? [];
    if (alike.length < 2) return alike;
    const key = ruleKey(rule);
    return alike.filter((other) => ruleKey(other) === key);
  }
}

function indexKey({ effect, principal, action }: Rule): string {
  return `${effect} ${principal ?? ""} ${action.toLowerCase()}`;
}
