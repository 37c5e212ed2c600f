import type { Reference } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { type Rule, ruleKey } from "../proof/rule.ts";
import { lambdaPrincipal } from "../sources/role-facts.ts";
import type { ManagedPolicy } from "../spec/spec.ts";
import { compareText } from "../text-order.ts";
import { managedPolicyCause, providerCause, roleCause } from "./cause.ts";
import type { About, Change, GrantChange, RoleChange } from "./change.ts";
import { described } from "./described.ts";
import { grantOf } from "./grant.ts";
import { homeChange } from "./home-change.ts";
import { invokingRoleChanges } from "./invoking-roles.ts";
import { asMeant, type MovedName, movedIn, movedNames, movedNote, textAsMeant } from "./moved-names.ts";
import { type Held, type ReviewedFunction, type Rules, rulesOfFunction } from "./reviewed.ts";
import { RuleSet } from "./rule-set.ts";

/** What changed between two forms of one function; null stands for a function that is not there. */
export function compareFunctions(base: ReviewedFunction | null, head: ReviewedFunction | null): readonly Change[] {
  const name = head?.spec.name ?? base?.spec.name;
  const [before, after] = [sideOf("before", base, head, name), sideOf("after", head, base, name)];
  const roles = [...roleChanges(before, after), ...managedPolicyChanges(before, after)];
  const about: readonly About[] = isOfOthers(after) ? ["invoke", "role"] : ["invoke", "role", "trust"];
  const known = isOfOthers(before)
    ? { ...before, rules: { ...before.rules, trust: after.rules.trust.filter(isOfLambda) } }
    : before;
  const grants = about.flatMap((kind) => [...compareRules(kind, known, after)].sort(inOrder));
  // Another configuration of the provider is told as that.
  const isMoved = base !== null && head !== null && base.grants.provider === head.grants.provider;
  const home = isMoved ? homeChange({ of: base, moved: before.moved }, { of: head, moved: after.moved }, grants) : null;
  const invoking = base === null || head === null ? [] : invokingRoleChanges(base, head, grants);
  return [...grants, ...roles, ...invoking, ...(home === null ? [] : [home])];
}

/** Whether the role is managed elsewhere: who may assume it, nobody here knows, but for Lambda, which runs the function with it. */
function isOfOthers({ of }: OneSide): boolean {
  return (of?.spec.role.existing ?? null) !== null;
}

function isOfLambda({ rule }: Meant): boolean {
  return rule.principal === lambdaPrincipal;
}

interface OneSide {
  readonly of: ReviewedFunction | null;
  readonly rules: Readonly<Record<About, readonly Meant[]>>;
  /** What the same names stand for that the other side has. */
  readonly moved: readonly MovedName[];
}

/** A side, with its rules of one kind as a set. */
interface SideInSet extends OneSide {
  readonly set: RuleSet;
}

/** A rule as it is written, and as this side alone means it, where it holds names that mean something else on the other one. */
interface Meant {
  readonly held: Held;
  readonly rule: Rule;
  readonly moved: readonly MovedName[];
}

const nothing: Rules = { invoke: [], role: [], trust: [] };

function sideOf(side: string, of: ReviewedFunction | null, other: ReviewedFunction | null, name: Reference | undefined): OneSide {
  const all = movedNames(of, other);
  const rules = of === null ? nothing : rulesOfFunction(of, name);
  const meant = (about: About) =>
    rules[about].map((held): Meant => {
      const moved = movedIn(held.rule, all, about);
      return { held, rule: moved.length === 0 ? held.rule : asMeant(held.rule, moved, side), moved };
    });
  return { of, rules: { invoke: meant("invoke"), role: meant("role"), trust: meant("trust") }, moved: all };
}

/** Both directions by the same code, so that a diff read backwards is the diff of the reverse. */
function compareRules(about: About, before: OneSide, after: OneSide): readonly GrantChange[] {
  const [old, now] = [before.rules[about], after.rules[about]];
  const keys = new Set(old.map(({ rule }) => ruleKey(rule)));
  if (keys.size === now.length && now.every(({ rule }) => keys.has(ruleKey(rule)))) return [];
  const base = { ...before, set: new RuleSet(old.map(({ rule }) => rule)) };
  const head = { ...after, set: new RuleSet(now.map(({ rule }) => rule)) };
  return [...beyond(about, head, base, true), ...beyond(about, base, head, false)];
}

/** What one side has beyond the other; `isHead` says whether having it is a gain. */
function beyond(about: About, side: SideInSet, other: SideInSet, isHead: boolean): readonly GrantChange[] {
  const { of } = side;
  if (of === null) return [];
  const written = new Map([...side.rules[about], ...other.rules[about]].map(({ held, rule }) => [rule, held.rule]));
  const asWritten = (rule: Rule) => written.get(rule) ?? rule;
  const within = new Map<Rule, Rule[]>();
  for (const rule of other.set.rules)
    for (const outer of side.set.around(rule)) within.set(outer, [...(within.get(outer) ?? []), asWritten(rule)]);
  return side.rules[about].flatMap(({ held, rule, moved }): readonly GrantChange[] => {
    if (other.set.holds(rule)) return [];
    const rest = within.get(rule) ?? [];
    const changed = (change: GrantChange["change"], note: string | null): GrantChange => {
      const { grant, level, marks, causes } = described(about, of, held);
      const others = rest.map(grantOf).sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
      return { about, change, grant, rest: others, level, marks, note: movedNote(moved) ?? note, causes };
    };
    if (rule.effect === "Deny") {
      const isKnown = other.set.isBrokenBy(rule);
      const unknown = isKnown || about !== "role" ? null : beyondKnowledge(side, other);
      return isKnown || unknown !== null ? [changed(isHead ? "narrowed" : "widened", unknown)] : [];
    }
    const change = rest.length > 0 ? (isHead ? "widened" : "narrowed") : isHead ? "gained" : "lost";
    const near = rest.length > 0 ? null : other.set.doubt(rule);
    const doubt = near === null ? null : doubtWords(held.rule, asWritten(near));
    return [changed(change, doubt)];
  });
}

function doubtWords(inner: Rule, outer: Rule): string {
  return `only Terraform knows whether ${textOf(inner.resource)} lies within ${textOf(outer.resource)}`;
}

/** What else the role may on the side that has no such Deny, which only others know; a role of theirs is there without the function. */
function beyondKnowledge(side: OneSide, other: OneSide): string | null {
  const role = (other.of ?? side.of)?.spec.role;
  if (role === undefined) return null;
  if (role.existing !== null)
    return `what the role ${textOf(role.existing.arn)}, which is managed elsewhere, may do of it, nobody here knows`;
  if (other.of === null || role.managedPolicies.length === 0) return null;
  const policies = role.managedPolicies.map(({ arn }) => textOf(arn)).sort(compareText);
  return `what ${policies.join(", ")} allows of it, nobody here knows`;
}

function* roleChanges(before: OneSide, after: OneSide): Generator<RoleChange> {
  const [base, head] = [before.of, after.of];
  const one = head ?? base;
  if (one === null) return;
  const text = (reference: Reference | null | undefined, { moved }: OneSide) =>
    reference === null || reference === undefined ? null : textAsMeant(reference, moved);
  const causes = roleCause(one);
  const [was, is] = [base?.spec.role.existing ?? null, head?.spec.role.existing ?? null];
  // What a role that is managed elsewhere may do beside this, nobody here knows: also of a function that is new.
  const [ran, runs] = [text(was?.arn, before), text(is?.arn, after)];
  if (ran !== runs) {
    const change = was === null ? "widened" : is === null ? "narrowed" : "changed";
    yield { about: "execution role", change, before: ran, after: runs, causes };
  }
  if (base === null || head === null) return;
  const [made, makes] = [base.grants.provider, head.grants.provider];
  if (made !== makes) yield { about: "provider", change: "changed", before: made, after: makes, causes: providerCause(head) };
  if (base.needs.role === null || head.needs.role === null) return;
  const [limit, limited] = [text(base.needs.role.boundary, before), text(head.needs.role.boundary, after)];
  if ((was === null) !== (is === null) || limit === limited) return;
  const change = limit === null ? "narrowed" : limited === null ? "widened" : "changed";
  yield { about: "boundary", change, before: limit, after: limited, causes };
}

/** Policies that others write: one more may widen what the function may, and one less may narrow it. */
function managedPolicyChanges(base: OneSide, head: OneSide): readonly RoleChange[] {
  const [before, after] = [policiesOf(base), policiesOf(head)];
  return [...new Map([...before, ...after])]
    .filter(([text]) => before.has(text) !== after.has(text))
    .sort(([a], [b]) => compareText(a, b))
    .map(([text, policy]) => ({
      about: "managed policy",
      change: after.has(text) ? "widened" : "narrowed",
      before: before.has(text) ? text : null,
      after: after.has(text) ? text : null,
      causes: [managedPolicyCause(policy)],
    }));
}

function policiesOf({ of, moved }: OneSide): ReadonlyMap<string, ManagedPolicy> {
  return new Map((of?.spec.role.managedPolicies ?? []).map((policy) => [textAsMeant(policy.arn, moved), policy]));
}

const kinds: readonly GrantChange["change"][] = ["gained", "widened", "narrowed", "lost"];

function inOrder(a: GrantChange, b: GrantChange): number {
  const words = ({ grant }: GrantChange) =>
    [grant.principal ?? "", grant.resource, JSON.stringify(grant.condition ?? {}), grant.action, grant.effect].join("\n");
  return kinds.indexOf(a.change) - kinds.indexOf(b.change) || compareText(words(a), words(b));
}
