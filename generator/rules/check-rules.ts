import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { isWithin } from "../files/paths.ts";
import type { ReviewedFunction } from "../review/reviewed.ts";
import type { Spec } from "../spec/spec.ts";
import type { Stack } from "../spec/stack.ts";
import { judgeRules } from "./judge-rules.ts";
import type { CompanyRule } from "./read-rules.ts";

/** What the rules of a stack's folder, and of those above it, forbid. A function is looked at only where there are some. */
export function* checkRules(
  rules: readonly CompanyRule[],
  { folder, specs }: Stack,
  reviewed: (spec: Spec, index: number) => ReviewedFunction | null,
): Generator<Diagnostic> {
  const own = rules.filter((rule) => isWithin(folder, rule.folder));
  for (const [index, spec] of specs.entries()) {
    const of = own.length + spec.approvals.length > 0 ? reviewed(spec, index) : null;
    if (of !== null) yield* judgeRules(of, own);
  }
}
