import { InvalidArgumentError } from "commander";
import type { Derived } from "../compile.ts";
import { nearest } from "../diagnostics/nearest.ts";
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
  const wrong = target.find((name) => !targets.includes(name));
  if (wrong === undefined) return false;
  const near = nearest(wrong, targets);
  const known = targets.length === 0 ? "none of the stacks here has targets" : `there is ${targets.join(", ")}`;
  err(`lambdagrant: no stack here has the target ${wrong}; ${near === undefined ? known : `did you mean ${near}?`}`);
  return true;
}
