/** The public API: specs in, Terraform and what it grants out. */
export { type Compiled, type CompileInput, compile } from "./compile.ts";
export type { Code } from "./diagnostics/codes.ts";
export type { Diagnostic, Span } from "./diagnostics/diagnostic.ts";
export type * from "./grants.ts";
export { type Document, type DocumentStatement, type PolicyDocuments, policyDocuments } from "./iam/document.ts";
export type { FunctionNeeds, RoleNeeds } from "./proof/needs.ts";
export type { Verdict } from "./proof/prove.ts";
export type { Pair, Place, Rule } from "./proof/rule.ts";
export { type Proven, prove } from "./prove.ts";
export type { SourceFile } from "./spec/stack.ts";
