import type { Guardrail, GuardrailChange } from "./change.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/** Approvals that one form of a function has and the other has not. Another reason for the same is no change, as everywhere. */
export function compareApprovals(base: ReviewedFunction | null, head: ReviewedFunction | null): readonly GuardrailChange[] {
  const name = (head ?? base)?.name ?? null;
  const [before, after] = [approvalsOf(base), approvalsOf(head)];
  const change = (says: string, kind: GuardrailChange["change"]): GuardrailChange => {
    return {
      kind: "approval",
      change: kind,
      says,
      function: name,
      before: before.get(says) ?? null,
      after: after.get(says) ?? null,
    };
  };
  return [
    ...[...after.keys()].filter((says) => !before.has(says)).map((says) => change(says, "loosened")),
    ...[...before.keys()].filter((says) => !after.has(says)).map((says) => change(says, "tightened")),
  ];
}

function approvalsOf(of: ReviewedFunction | null): ReadonlyMap<string, Guardrail> {
  const approvals = of?.spec.approvals ?? [];
  return new Map(approvals.map(({ name, reason, span: { file, line } }) => [name, { file, line, text: reason }]));
}
