import { type EmittedFile, emitHcl } from "./backends/hcl/emit.ts";
import { type Render, renderer } from "./backends/hcl/render.ts";
import { deriveStack } from "./derive/stack.ts";
import { type Diagnostic, inOrder } from "./diagnostics/diagnostic.ts";
import type { StackGrants } from "./grants.ts";
import { checkSizes } from "./iam/limits.ts";
import { readStacks, type SourceFile } from "./spec/stack.ts";

/** What a compilation starts from: texts, whoever read them. */
export interface CompileInput {
  /** The root folder's own name, which headers begin with. */
  readonly rootName: string;
  readonly specs: readonly SourceFile[];
  /** Every stack.yaml from the root down to the specs. */
  readonly settings: readonly SourceFile[];
  /** Told after each stack. */
  readonly progress?: (done: { readonly stacks: number; readonly of: number }) => void;
}

export interface Compiled {
  readonly stacks: readonly StackGrants[];
  readonly files: readonly EmittedFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly functions: number;
}

/** Specs → Terraform. Files come out only where no spec has an error; all mistakes of all specs come out in any case. */
export function compile(input: CompileInput, render: Render = renderer()): Compiled {
  const { stacks, diagnostics } = readStacks(input);
  const functions = stacks.reduce((sum, { specs }) => sum + specs.length, 0);
  const found = inOrder(diagnostics);
  if (found.some(({ severity }) => severity === "error")) return { stacks: [], files: [], diagnostics: found, functions };
  const grants = stacks.map((stack) => deriveStack(stack.folder, stack.source, stack.settings, stack.specs));
  const large = inOrder(
    stacks.flatMap(({ specs }, index) => specs.flatMap((spec, of) => [...checkSizes(grants[index]?.functions[of], spec.span)])),
  );
  if (large.length > 0) return { stacks: [], files: [], diagnostics: inOrder([...found, ...large]), functions };
  return { stacks: grants, files: grants.flatMap((stack) => emitHcl(stack, render)), diagnostics: found, functions };
}
