import type { Compiled, Proven } from "./compile.ts";

/** The public API: specs in, Terraform and what it grants out; and what a reviewer asks of two compilations, or of one. */
export { type Compiled, type CompileInput, compile, type Derived, derive, type Proven } from "./compile.ts";
export type { Code } from "./diagnostics/codes.ts";
export type { Diagnostic, Span } from "./diagnostics/diagnostic.ts";
export type * from "./grants.ts";
export { type Document, type DocumentStatement, type PolicyDocuments, policyDocuments } from "./iam/policy/policy-document.ts";
export type { FunctionNeeds, RoleNeeds } from "./proof/function-needs.ts";
export type { Verdict } from "./proof/prove-stack.ts";
export type { Pair, Place, Rule } from "./proof/rule.ts";
export { type Explanation, explain } from "./review/ask/explanation.ts";
export { askedReference, functionsNamed, type WhoCan, whoCan, whoCanInvoke } from "./review/ask/who-can.ts";
export type {
  About,
  Change,
  FunctionChange,
  Grant,
  GrantCause,
  GrantChange,
  Guardrail,
  GuardrailChange,
  Level,
  Mark,
  PermissionDiff,
  RoleChange,
  Standing,
} from "./review/change.ts";
export { diffPermissions } from "./review/permission-diff.ts";
export { functionsOf, type ReviewedFunction, type Side } from "./review/reviewed.ts";
export type { SourceFile } from "./spec/stack.ts";

/** What was proven of each function that was compiled, in the order of the stacks: `compile` has done it, this names it. */
export function prove({ proven }: Compiled): readonly Proven[] {
  return proven;
}
