import { compareText } from "../text-order.ts";
import {
  type Change,
  type ChangeKind,
  type Direction,
  type FunctionChange,
  type GuardrailChange,
  isWidening,
  type PermissionDiff,
  type Standing,
} from "./change.ts";
import { compareApprovals } from "./compare-approvals.ts";
import { compareFunctions } from "./compare-functions.ts";
import { type Matched, matchFunctions } from "./match-functions.ts";
import type { ReviewedFunction, Side } from "./reviewed.ts";
import { terraformNotes } from "./terraform-notes.ts";

/**
 * What a change grants and takes away, function by function. Both sides are sets of rules: an order, a file, a statement, a role's
 * policies are none of it. `rules` is what changed of the rules.yaml that the sides have.
 */
export function diffPermissions(base: Side, head: Side, rules: readonly GuardrailChange[] = []): PermissionDiff {
  const [known, knows] = [knownTo(base, head), knownTo(head, base)];
  const matched = matchFunctions(base.functions, head.functions).map((one) => {
    // What is on one side alone may be there on the other, too, in a spec that does not compile.
    const isCompared = one.base === null ? known(one.head) : one.head !== null || knows(one.base);
    return { ...one, isCompared };
  });
  const functions = matched
    .map(functionChange)
    .filter((one) => one.changes.length > 0 || one.notes.length > 0 || one.status !== "changed")
    .sort((a, b) => compareText(nameOf(a), nameOf(b)));
  // What could not be compared is listed, and counts for nothing.
  const compared = functions.filter(({ status }) => status !== "not compared");
  const changes = compared.flatMap((one) => one.changes);
  const count = (kind: ChangeKind) => changes.filter(({ change }) => change === kind).length;
  const guardrails = [
    ...rules,
    ...matched.flatMap((one) => (one.isCompared ? compareApprovals(one.base, one.head) : [])).sort(inOrder),
  ];
  const loosened = guardrails.filter(({ change }) => change === "loosened").length;
  return {
    verdict: verdictOf(
      changes,
      [base, head].some(({ broken, unread = false }) => broken === null || broken.length > 0 || unread),
    ),
    summary: {
      functions: compared.filter((one) => one.changes.length > 0).length,
      gained: count("gained"),
      widened: count("widened"),
      changed: count("changed"),
      narrowed: count("narrowed"),
      lost: count("lost"),
      loosened,
      tightened: guardrails.length - loosened,
    },
    functions,
    guardrails,
  };
}

function verdictOf(changes: readonly Change[], unknown: boolean): Direction {
  if (unknown) return "unknown";
  return changes.some(isWidening) ? "wider" : changes.length > 0 ? "narrower" : "none";
}

/** Whether a side tells of a function of the other one that it does not have it: not where what may be its spec does not compile. */
function knownTo(side: Side, other: Side): (of: ReviewedFunction | null) => boolean {
  const there = new Set(other.functions.map(({ path }) => path));
  // A spec that stands nowhere on the other side may be any of its specs under another name.
  const isAny = side.broken === null || side.broken.some((path) => !there.has(path));
  const broken = new Set(side.broken);
  return (of) => !isAny && of !== null && !broken.has(of.path);
}

function functionChange({ isCompared, ...matched }: Matched & { readonly isCompared: boolean }): FunctionChange {
  const { base, head, how } = matched;
  return {
    status: !isCompared ? "not compared" : how === "same" ? "changed" : how,
    before: standing(base),
    after: standing(head),
    changes: compareFunctions(base, head),
    notes: terraformNotes(matched),
  };
}

function standing(of: ReviewedFunction | null): Standing | null {
  if (of === null) return null;
  const { file, line } = of.needs.place;
  return { function: of.name, target: of.target, stack: of.stack, file, line };
}

function inOrder(a: GuardrailChange, b: GuardrailChange): number {
  const key = ({ function: name, says, after, before }: GuardrailChange) => [name, says, (after ?? before)?.file].join("\n");
  return compareText(key(a), key(b));
}

function nameOf({ after, before }: FunctionChange): string {
  const { target, stack, function: name } = after ?? before ?? { target: null, stack: "", function: "" };
  return `${stack}/${name}/${target ?? ""}`;
}
