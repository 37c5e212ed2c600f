import { type Command, InvalidArgumentError } from "commander";
import type { Derived } from "../compile.ts";
import { missingTarget } from "../diagnostics/missing-target.ts";
import { standsForFolder } from "../files/make-folder.ts";
import { err, exit } from "./print-output.ts";

/** A shell's variable that is not set gives an empty word: it names nothing, and the current folder least of all. */
export function filled(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** An option that stands several times names several. */
export function added(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), filled(value)];
}

/** Options that name a folder, of which nobody else would say that it is none. */
const folders: readonly string[] = ["out", "code", "from"];

/** Ends a run that names a file where a folder is meant. */
export function refuseNoFolder(command: Command): void {
  for (const name of folders) {
    const given: unknown = command.getOptionValueSource(name) === "cli" ? command.getOptionValue(name) : null;
    const stands = typeof given === "string" ? standsForFolder(given) : null;
    if (stands === null) continue;
    const message = `error: --${name} takes a folder, and ${String(given)} is ${stands}; name another one`;
    command.error(message, { exitCode: exit.machine });
  }
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
