import { literal, textOf } from "../iam/arn.ts";
import { ruleKey } from "../proof/rule.ts";
import { compareText } from "../text-order.ts";
import { type ReviewedFunction, rulesOfFunction } from "./reviewed.ts";

/** One function on both sides, or on one. */
export interface Matched {
  readonly base: ReviewedFunction | null;
  readonly head: ReviewedFunction | null;
  readonly how: "same" | "moved" | "renamed" | "new" | "deleted";
}

/**
 * Which function is which: by stack and name, then by name in another stack, then by its spec, and last by what it may do. A wrong guess
 * hides nothing: what two functions have is compared all the same.
 */
export function matchFunctions(base: readonly ReviewedFunction[], head: readonly ReviewedFunction[]): readonly Matched[] {
  const left = new Open(base);
  const right = new Open(head);
  const found: Matched[] = [];
  const take = (how: Matched["how"], one: ReviewedFunction, other: ReviewedFunction) => {
    if (!mayBeOne(one, other)) return;
    left.delete(one);
    right.delete(other);
    found.push({ base: one, head: other, how });
  };
  for (const { how, key } of steps) {
    const [from, to] = [left.alone(key), right.alone(key)];
    for (const [name, one] of from) {
      const other = to.get(name);
      if (other !== undefined) take(how, one, other);
    }
  }
  for (const [one, other] of alike(left.all(), right.all())) take("renamed", one, other);
  return [
    ...found,
    ...left.all().map((one): Matched => ({ base: one, head: null, how: "deleted" })),
    ...right.all().map((one): Matched => ({ base: null, head: one, how: "new" })),
  ];
}

const steps: readonly { readonly how: Matched["how"]; readonly key: (of: ReviewedFunction) => string }[] = [
  { how: "same", key: ({ target, stack, name }) => JSON.stringify([target, stack, name]) },
  { how: "moved", key: ({ target, name }) => JSON.stringify([target, name]) },
  // The only function of its spec that nothing else tells.
  { how: "renamed", key: ({ target, path }) => JSON.stringify([target, path]) },
  // A stack that gets its first targets goes on as the one that lies where it lay.
  { how: "moved", key: ({ stack, name, spec }) => JSON.stringify([stack, name, ...homeOf(spec)]) },
  { how: "moved", key: ({ name }) => name },
];

/**
 * Another name of a function that is managed elsewhere is another function: what stood on the one then stands on the other, while what
 * Terraform makes goes with the name.
 */
function mayBeOne(one: ReviewedFunction, other: ReviewedFunction): boolean {
  return one.name === other.name || (one.spec.managed && other.spec.managed);
}

function homeOf({ settings: { home } }: ReviewedFunction["spec"]): readonly string[] {
  return [home.account, home.region].map(textOf);
}

/** Functions that are not matched yet. */
class Open {
  private readonly functions: Set<ReviewedFunction>;

  constructor(functions: readonly ReviewedFunction[]) {
    this.functions = new Set(functions);
  }

  delete(one: ReviewedFunction): void {
    this.functions.delete(one);
  }

  all(): readonly ReviewedFunction[] {
    return [...this.functions];
  }

  /** By a key, those that have it alone. */
  alone(key: (of: ReviewedFunction) => string): ReadonlyMap<string, ReviewedFunction> {
    const byKey = new Map<string, ReviewedFunction[]>();
    for (const one of this.functions) byKey.set(key(one), [...(byKey.get(key(one)) ?? []), one]);
    return new Map(
      [...byKey].flatMap(([name, [one, ...others]]) => (one !== undefined && others.length === 0 ? [[name, one]] : [])),
    );
  }
}

/** So many functions of either side are compared with each other; more at once were hardly all renamed. */
const most = 200;

/** Pairs that are each other's best, of which nearly all that they have beside their log is the same. */
function alike(
  base: readonly ReviewedFunction[],
  head: readonly ReviewedFunction[],
): readonly (readonly [ReviewedFunction, ReviewedFunction])[] {
  if (base.length > most || head.length > most) return [];
  const keys = new Map([...base, ...head].map((of) => [of, beside(of)]));
  const scored = base.flatMap((one) =>
    head
      .filter(({ target }) => target === one.target)
      .map((other) => ({ one, other, score: likeness(keys.get(one) ?? none, keys.get(other) ?? none) })),
  );
  const taken = new Set<ReviewedFunction>();
  const pairs: (readonly [ReviewedFunction, ReviewedFunction])[] = [];
  // Of equals, the same pair is taken whichever side is asked first.
  const order = ({ one, other }: { readonly one: ReviewedFunction; readonly other: ReviewedFunction }) =>
    [one, other]
      .map((of) => JSON.stringify([of.name, of.stack, of.path]))
      .sort()
      .join();
  const best = scored.filter((pair) => pair.score >= 0.75).sort((a, b) => b.score - a.score || compareText(order(a), order(b)));
  for (const { one, other } of best) {
    if (taken.has(one) || taken.has(other) || !mayBeOne(one, other)) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  return pairs;
}

const none: ReadonlySet<string> = new Set();

/** What a function has beside what every function has, as if all had one name. */
function beside(of: ReviewedFunction): ReadonlySet<string> {
  const { invoke, role } = rulesOfFunction(of, literal("function"));
  return new Set([...invoke, ...role].filter(({ rule }) => rule.cause !== "logs").map(({ rule }) => ruleKey(rule)));
}

/** How much of two sets is the same, from 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  const shared = [...a].filter((key) => b.has(key)).length;
  return shared / (a.size + b.size - shared);
}
