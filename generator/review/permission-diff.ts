import {
  type Change,
  type ChangeKind,
  type FunctionChange,
  isWidening,
  type PermissionDiff,
  type Standing,
  type Verdict,
} from "./change.ts";
import { compareFunctions } from "./compare-functions.ts";
import { type Matched, matchFunctions } from "./match-functions.ts";
import type { ReviewedFunction, Side } from "./reviewed.ts";

/**
 * What a change grants and takes away, function by function. Both sides are sets of rules: an order, a file, a statement, a role's
 * policies are none of it.
 */
export function diffPermissions(base: Side, head: Side): PermissionDiff {
  const functions = matchFunctions(base.functions, head.functions)
    .map((matched) => functionChange(matched, base, head))
    .filter((one) => one.changes.length > 0 || one.status !== "changed")
    .sort((a, b) => compare(nameOf(a), nameOf(b)));
  // What could not be compared is listed, and counts for nothing.
  const compared = functions.filter(({ status }) => status !== "not compared");
  const changes = compared.flatMap((one) => one.changes);
  const count = (kind: ChangeKind) => changes.filter(({ change }) => change === kind).length;
  return {
    verdict: verdictOf(
      changes,
      [base, head].some(({ broken }) => broken === null || broken.length > 0),
    ),
    summary: {
      functions: compared.filter((one) => one.changes.length > 0).length,
      gained: count("gained"),
      widened: count("widened"),
      changed: count("changed"),
      narrowed: count("narrowed"),
      lost: count("lost"),
    },
    functions,
  };
}

function verdictOf(changes: readonly Change[], unknown: boolean): Verdict {
  if (unknown) return "unknown";
  return changes.some(isWidening) ? "wider" : changes.length > 0 ? "narrower" : "none";
}

function functionChange({ base, head, how }: Matched, old: Side, now: Side): FunctionChange {
  const missing = (one: ReviewedFunction | null, side: Side) =>
    one !== null && (side.broken === null || side.broken.includes(one.path));
  const unknown = (base === null && missing(head, old)) || (head === null && missing(base, now));
  return {
    status: unknown ? "not compared" : how === "same" ? "changed" : how,
    before: standing(base),
    after: standing(head),
    changes: compareFunctions(base, head),
  };
}

function standing(of: ReviewedFunction | null): Standing | null {
  if (of === null) return null;
  const { file, line } = of.needs.place;
  return { function: of.name, target: of.target, stack: of.stack, file, line };
}

function nameOf({ after, before }: FunctionChange): string {
  const { target, stack, function: name } = after ?? before ?? { target: null, stack: "", function: "" };
  return `${stack}/${name}/${target ?? ""}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
