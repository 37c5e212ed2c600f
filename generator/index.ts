import {
  type Compiled,
  type CompileInput,
  compile as compileAll,
  type Derived,
  derive as deriveAll,
  type Emit,
  type Proven,
} from "./compile.ts";
import { type Diagnostic, error, firstLine, inOrder, isError } from "./diagnostics/diagnostic.ts";
import { missingTarget } from "./diagnostics/missing-target.ts";

/** The public API: specs in, Terraform and what it grants out; and what a reviewer asks of two compilations, or of one. */
export type { Compiled, CompileInput, Derived, Proven } from "./compile.ts";
export type { Code } from "./diagnostics/codes.ts";
export type { Diagnostic, Span } from "./diagnostics/diagnostic.ts";
export type * from "./grants.ts";
export { type Document, type DocumentStatement, type PolicyDocuments, policyDocuments } from "./iam/policy/policy-document.ts";
export type { FunctionNeeds, RoleNeeds } from "./proof/function-needs.ts";
export type { Verdict } from "./proof/prove-stack.ts";
export type { Pair, Place, Rule } from "./proof/rule.ts";
export { type Explanation, explanationOf as explain } from "./review/ask/explanation.ts";
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

/**
 * Specs → Terraform: read, check, derive, emit, prove. Files come out only where no spec has an error and every function is proven
 * from what was emitted; all mistakes of all specs come out in any case.
 */
export function compile(input: CompileInput, emit?: Emit): Compiled {
  const compiled = compileAll(input, emit);
  const told = ofTargets(input, compiled);
  return told === null ? compiled : { ...compiled, ...nothing, files: [], proven: [], diagnostics: told };
}

/** The half of it that needs no backend: specs → grants, with all mistakes that specs can have. */
export function derive(input: CompileInput): Derived {
  const derived = deriveAll(input);
  const told = ofTargets(input, derived);
  return told === null ? derived : { ...derived, ...nothing, diagnostics: told };
}

const nothing = { stacks: [], checked: [], folders: [] };

/** Where a target is asked for that no stack has, nothing would come out of it: a mistake, where no other one may be the cause. */
function ofTargets({ targets = [], settings, specs, rootName }: CompileInput, derived: Derived): readonly Diagnostic[] | null {
  const missing = derived.diagnostics.some(isError) ? null : missingTarget(targets, derived.targets);
  if (missing === null) return null;
  const file = (settings[0] ?? specs[0])?.file ?? rootName;
  return inOrder([...derived.diagnostics, error("unknown-target", firstLine(file), missing.message, missing.hint)]);
}

/** What was proven of each function that was compiled, in the order of the stacks: `compile` has done it, this names it. */
export function prove({ proven }: Compiled): readonly Proven[] {
  return proven;
}
