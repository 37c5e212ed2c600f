import type { Spec } from "../../spec/spec.ts";
import type { Used } from "./read-used.ts";
import type { Tightened } from "./tightened.ts";

/** A function in one target, and what the records say of it there; null where none is about it. */
export interface InTarget {
  readonly target: string | null;
  readonly spec: Spec;
  readonly own: readonly Used[];
  readonly result: Tightened | null;
}

interface Everywhere {
  /** What may be taken out of the entries, which all targets are made from. */
  readonly removals: readonly { readonly line: number; readonly actions: readonly string[] }[];
  /** Why nothing is, in words; null where something may be, or nothing was unused. */
  readonly kept: string | null;
}

/** What no target uses, of one function in all of them: one spec grants it in each. */
export function unusedEverywhere(targets: readonly InTarget[]): Everywhere {
  const unused = targets.flatMap(({ result }) => result?.unused ?? []).filter(({ variable }) => variable === null);
  if (unused.length === 0) return { removals: [], kept: null };
  const kept = (why: string) => ({ removals: [], kept: why });
  const without = targets.filter(({ result }) => result === null);
  if (without.length > 0)
    return kept(`the records name no role of it in ${namesOf(without)}, so nothing is taken out: all targets have the same spec`);
  const shared = targets.filter(({ own }) =>
    targets.some((other) => other.own !== own && other.own.some((one) => own.includes(one))),
  );
  if (shared.length > 0)
    return kept(
      `the records do not tell whether they are of ${namesOf(shared, " or ")}, so nothing is taken out; give each target its \`account\` in stack.yaml, and records that name the role's`,
    );
  const removals = [...new Set(unused.map(({ line }) => line))].flatMap((line) => {
    // An entry may be in some targets alone.
    const all = targets.filter(({ spec }) => spec.actions.some(({ span }) => span.line === line));
    const [first = [], ...others] = all.map(({ result }) =>
      (result?.unused ?? []).flatMap((one) => (one.line === line ? one.actions : [])),
    );
    const actions = [...new Set(first)].filter((action) => others.every((other) => other.includes(action)));
    return actions.length === 0 ? [] : [{ line, actions }];
  });
  return { removals, kept: null };
}

function namesOf(targets: readonly InTarget[], between = ", "): string {
  return targets.map(({ target }) => target ?? "this stack").join(between);
}
