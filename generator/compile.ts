import { type EmittedFile, emitHcl } from "./backends/hcl/emit.ts";
import { renderer } from "./backends/hcl/render.ts";
import { collisionsOf } from "./derive/addresses.ts";
import { deriveStack } from "./derive/stack.ts";
import { type Diagnostic, error, inOrder, type Span } from "./diagnostics/diagnostic.ts";
import type { FunctionGrants, StackGrants } from "./grants.ts";
import { checkSizes } from "./iam/limits.ts";
import { readStacks, type SourceFile, type Stack } from "./spec/stack.ts";

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
  /** The checked specs of each stack, in the order of the stacks: what a proof takes the needs from. */
  readonly checked: readonly Stack[];
  readonly files: readonly EmittedFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly functions: number;
}

/** A backend: what all stacks become. */
export type Emit = (stacks: readonly StackGrants[]) => readonly EmittedFile[];

/** The backend of those who name none: HCL through the built-in templates, or a team's own. */
export function hclBackend(render = renderer()): Emit {
  return (stacks) => stacks.flatMap((stack) => emitHcl(stack, render));
}

/** Specs → Terraform. Files come out only where no spec has an error; all mistakes of all specs come out in any case. */
export function compile(input: CompileInput, emit: Emit = hclBackend()): Compiled {
  const { stacks, diagnostics } = readStacks(input);
  const functions = stacks.reduce((sum, { specs }) => sum + specs.length, 0);
  const found = inOrder(diagnostics);
  if (found.some(({ severity }) => severity === "error"))
    return { stacks: [], checked: [], files: [], diagnostics: found, functions };
  const grants = stacks.map((stack) => deriveStack(stack.folder, stack.source, stack.settings, stack.specs));
  const late = stacks.flatMap(({ specs }, index) => [
    ...checkGrants(
      grants[index]?.functions ?? [],
      specs.map(({ span }) => span),
    ),
  ]);
  if (late.length > 0) return { stacks: [], checked: [], files: [], diagnostics: inOrder([...found, ...late]), functions };
  return { stacks: grants, checked: stacks, files: emit(grants), diagnostics: found, functions };
}

/** What is wrong with grants that no spec shows alone: their sizes, and what two functions would share. */
function* checkGrants(functions: readonly FunctionGrants[], spans: readonly Span[]): Generator<Diagnostic> {
  for (const [index, of] of functions.entries()) {
    const span = spans[index];
    if (span !== undefined) yield* checkSizes(of, span);
  }
  for (const { what, first, second } of collisionsOf(functions)) {
    const [at, other] = [spans[second], spans[first]];
    if (at === undefined || other === undefined) continue;
    yield error(
      "duplicate-label",
      at,
      first === second
        ? `this function would have ${what} twice`
        : `this function and the one at ${other.file}:${other.line} would both have ${what}`,
      first === second ? "give the entry or the role another name" : "give one of them another name or a `label`",
    );
  }
}
