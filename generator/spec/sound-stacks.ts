import { isError } from "../diagnostics/diagnostic.ts";
import type { Stack, StackFolder } from "./stack.ts";

/** A stack, as far as its files are without mistakes. */
export interface SoundStack {
  readonly stack: Stack;
  /** Whether that is all of it: else nobody can tell what it does not have. */
  readonly isWhole: boolean;
}

/** What of a folder is to be judged further, where some of its files, or none, are `wrong`: all mistakes are told in one run. */
export function soundStacks({ stacks, diagnostics }: StackFolder, wrong: ReadonlySet<string>): readonly SoundStack[] {
  return stacks.flatMap((stack): readonly SoundStack[] => {
    const specs = stack.specs.filter(({ span }) => !wrong.has(span.file));
    const isWhole = specs.length === stack.specs.length && ![...diagnostics, ...stack.diagnostics].some(isError);
    if (isWhole) return [{ stack, isWhole }];
    return specs.length === 0 ? [] : [{ stack: { ...stack, specs, functions: specs.map(({ span }) => span) }, isWhole }];
  });
}
