import { InvalidArgumentError } from "commander";
import type { Derived } from "../compile.ts";
import { missingTarget } from "../diagnostics/missing-target.ts";
import { err } from "./print-output.ts";

/** A shell's variable that is not set gives an empty word: it names nothing, and the current folder least of all. */
export function filled(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** An option that stands several times names several. */
export function added(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), filled(value)];
}

/** Whether `--target` names one that no stack here has, after a word on it. */
export function refusedTarget(
  { target = [] }: { readonly target?: readonly string[] },
  { targets }: Pick<Derived, "targets">,
): boolean {
  const missing = missingTarget(target, targets);
  if (missing !== null) err(`lambdagrant: ${missing.message}; ${missing.hint}`);
  return missing !== null;
}
