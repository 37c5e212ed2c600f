import type { FunctionGrants } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { findAction } from "../../iam/reference/reference.ts";
import type { ActionEntry, Spec } from "../../spec/spec.ts";
import { compareText } from "../../text-order.ts";
import type { Used } from "./read-used.ts";
import { silenceOf } from "./silence.ts";

/** What was really called against what a spec grants. */
export interface Tightened {
  readonly function: string;
  /** Actions of entries that were never called, by the line of the entry. */
  readonly unused: readonly {
    readonly line: number;
    readonly actions: readonly string[];
    /** Of an entry of `env`, whose variable the code may read all the same. */
    readonly variable: string | null;
  }[];
  /** What was called, or refused, and the spec does not grant; with how often. */
  readonly undeclared: readonly { readonly action: string; readonly times: number; readonly refused: boolean }[];
  /** Actions of which the records cannot tell. */
  readonly unseen: readonly string[];
  /** Actions that the records do not show, where they log data of the service: of which resources, they do not say. */
  readonly perhapsUnused: readonly string[];
}

/** The records that are, or may be, about a function's role: one of its name, in its account where both are known. */
export function recordsOf(spec: Spec, grants: FunctionGrants, records: readonly Used[]): readonly Used[] {
  const name = grants.role?.name ?? grants.runsWith?.name;
  // Of a role that is no matter of the spec, what was called is none either.
  if (name === undefined) return [];
  const role = textOf(name);
  const { account } = spec.settings.home;
  return records.filter(
    (record) =>
      (record.role === null || record.role === role) &&
      (record.account === null || account.kind !== "literal" || record.account === account.text),
  );
}

/** The records of one role against the spec of its function; null where there are none. */
export function tightened(spec: Spec, grants: FunctionGrants, own: readonly Used[]): Tightened | null {
  if (own.length === 0) return null;
  const called = sum(own.map((record) => record.called));
  const refused = sum(own.map((record) => record.refused));
  const never = new Set(own.flatMap((record) => [...record.never]));
  const [unseen, perhapsUnused] = [new Set<string>(), new Set<string>()];
  const unusedOf = (entry: ActionEntry) =>
    entry.actions.filter((action) => {
      const key = action.toLowerCase();
      // What was refused was called all the same: something else than the spec may forbid it.
      if (called.has(key) || refused.has(key)) return false;
      if (never.has(key)) return true;
      const silences = own.map(({ sees }) => silenceOf(action, sees));
      if (silences.includes("unused")) return true;
      if (silences.includes("perhaps-unused")) perhapsUnused.add(action);
      // Findings say what was not used, and are silent of all else.
      else if (own.some(({ sees }) => sees.kind !== "nothing")) unseen.add(action);
      return false;
    });
  const unused = spec.actions.flatMap((entry) => {
    if (entry.effect === "Deny") return [];
    // What is meant by a word goes as a whole, with all that its entry came to, or stays.
    const whole = entry.intent.length === 0 ? [entry] : spec.actions.filter(({ span }) => span === entry.span);
    const isPartly = whole.some((one) => unusedOf(one).length < one.actions.length);
    if (entry.intent.length > 0 && (isPartly || entry !== whole[0])) return [];
    const actions = whole.flatMap(unusedOf);
    return actions.length === 0 ? [] : [{ line: entry.span.line, actions, variable: entry.variable }];
  });
  const granted = new Set(
    grants.policies
      .flatMap(({ statements }) => statements)
      .flatMap(({ effect, actions }) => (effect === "Allow" ? actions.map((action) => action.toLowerCase()) : [])),
  );
  const lacking = (counted: ReadonlyMap<string, number>, wasRefused: boolean) =>
    [...counted]
      .filter(([action]) => wasRefused || !granted.has(action))
      .map(([action, times]) => ({ action: asWritten(action), times, refused: wasRefused }));
  const undeclared = [...lacking(called, false), ...lacking(refused, true)].sort((a, b) => compareText(a.action, b.action));
  return {
    function: textOf(spec.name),
    unused,
    undeclared,
    unseen: [...unseen].sort(),
    perhapsUnused: [...perhapsUnused].sort(),
  };
}

function sum(all: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const total = new Map<string, number>();
  for (const one of all) for (const [action, times] of one) total.set(action, (total.get(action) ?? 0) + times);
  return total;
}

/** In AWS's case, where its reference has the action. */
function asWritten(action: string): string {
  return findAction(action)?.full ?? action;
}
