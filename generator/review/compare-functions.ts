import type { Reference } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { type Rule, ruleKey } from "../proof/rule.ts";
import type { ManagedPolicy } from "../spec/spec.ts";
import { managedPolicyCause, providerCause, roleCause } from "./cause.ts";
import type { About, Change, GrantChange, RoleChange } from "./change.ts";
import { described } from "./described.ts";
import { grantOf } from "./grant.ts";
import { type Held, type ReviewedFunction, type Rules, rulesOfFunction } from "./reviewed.ts";
import { RuleSet } from "./rule-set.ts";

/** What changed between two forms of one function; null stands for a function that is not there. */
export function compareFunctions(base: ReviewedFunction | null, head: ReviewedFunction | null): readonly Change[] {
  const name = head?.spec.name ?? base?.spec.name;
  const [before, after] = [sideOf(base, name), sideOf(head, name)];
  const roles = [...(base === null || head === null ? [] : roleChanges(base, head)), ...managedPolicyChanges(base, head)];
  const about: readonly About[] = roles.some((change) => change.about === "execution role")
    ? ["invoke", "role"]
    : ["invoke", "role", "trust"];
  return [...about.flatMap((kind) => [...compareRules(kind, before, after)].sort(inOrder)), ...roles];
}

interface OneSide {
  readonly of: ReviewedFunction | null;
  readonly rules: Rules;
}

const nothing: Rules = { invoke: [], role: [], trust: [] };

function sideOf(of: ReviewedFunction | null, name: Reference | undefined): OneSide {
  return { of, rules: of === null ? nothing : rulesOfFunction(of, name) };
}

/** Both directions by the same code, so that a diff read backwards is the diff of the reverse. */
function compareRules(about: About, before: OneSide, after: OneSide): readonly GrantChange[] {
  const [old, now] = [before.rules[about], after.rules[about]];
  const keys = new Set(old.map(({ rule }) => ruleKey(rule)));
  if (keys.size === now.length && now.every(({ rule }) => keys.has(ruleKey(rule)))) return [];
  const [had, has] = [new RuleSet(old.map(({ rule }) => rule)), new RuleSet(now.map(({ rule }) => rule))];
  return [...more(about, after, had, has, true), ...more(about, before, has, had, false)];
}

/** What one side has beyond the other; `isHead` says whether having it is a gain. */
function more(about: About, side: OneSide, less: RuleSet, own: RuleSet, isHead: boolean): readonly GrantChange[] {
  const { of } = side;
  if (of === null) return [];
  const within = new Map<Rule, Rule[]>();
  for (const rule of less.rules) for (const outer of own.around(rule)) within.set(outer, [...(within.get(outer) ?? []), rule]);
  return side.rules[about].flatMap((held): readonly GrantChange[] => {
    const { rule } = held;
    if (less.holds(rule)) return [];
    const rest = within.get(rule) ?? [];
    if (rule.effect === "Deny")
      return less.isBrokenBy(rule) ? [changeOf(about, of, held, rest, isHead ? "narrowed" : "widened", null)] : [];
    const change = rest.length > 0 ? (isHead ? "widened" : "narrowed") : isHead ? "gained" : "lost";
    return [changeOf(about, of, held, rest, change, rest.length > 0 ? null : less.doubt(rule))];
  });
}

function changeOf(
  about: About,
  of: ReviewedFunction,
  held: Held,
  rest: readonly Rule[],
  change: GrantChange["change"],
  note: string | null,
): GrantChange {
  const { grant, level, marks, causes } = described(about, of, held);
  const others = rest.map(grantOf).sort((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)));
  return { about, change, grant, rest: others, level, marks, note, causes };
}

function* roleChanges(base: ReviewedFunction, head: ReviewedFunction): Generator<RoleChange> {
  const text = (reference: Reference | null | undefined) =>
    reference === null || reference === undefined ? null : textOf(reference);
  const causes = roleCause(head);
  const [made, makes] = [base.grants.provider, head.grants.provider];
  if (made !== makes) yield { about: "provider", change: "changed", before: made, after: makes, causes: providerCause(head) };
  const [was, is] = [base.spec.role.existing, head.spec.role.existing];
  // What a role that is managed elsewhere may do beside this, nobody here knows.
  if (text(was?.arn) !== text(is?.arn)) {
    const change = was === null ? "widened" : is === null ? "narrowed" : "changed";
    yield { about: "execution role", change, before: text(was?.arn), after: text(is?.arn), causes };
  }
  if (base.needs.role === null || head.needs.role === null) return;
  const [limit, limited] = [text(base.needs.role.boundary), text(head.needs.role.boundary)];
  if ((was === null) !== (is === null) || limit === limited) return;
  const change = limit === null ? "narrowed" : limited === null ? "widened" : "changed";
  yield { about: "boundary", change, before: limit, after: limited, causes };
}

/** Policies that others write: one more may widen what the function may, and one less may narrow it. */
function managedPolicyChanges(base: ReviewedFunction | null, head: ReviewedFunction | null): readonly RoleChange[] {
  const [before, after] = [policiesOf(base), policiesOf(head)];
  return [...new Map([...before, ...after])]
    .filter(([text]) => before.has(text) !== after.has(text))
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([text, policy]) => ({
      about: "managed policy",
      change: after.has(text) ? "widened" : "narrowed",
      before: before.has(text) ? text : null,
      after: after.has(text) ? text : null,
      causes: [managedPolicyCause(policy)],
    }));
}

function policiesOf(of: ReviewedFunction | null): ReadonlyMap<string, ManagedPolicy> {
  return new Map((of?.spec.role.managedPolicies ?? []).map((policy) => [textOf(policy.arn), policy]));
}

const kinds: readonly GrantChange["change"][] = ["gained", "widened", "narrowed", "lost"];

function inOrder(a: GrantChange, b: GrantChange): number {
  const words = ({ grant }: GrantChange) =>
    [grant.principal ?? "", grant.resource, JSON.stringify(grant.condition ?? {}), grant.action, grant.effect].join("\n");
  return kinds.indexOf(a.change) - kinds.indexOf(b.change) || compareTexts(words(a), words(b));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
