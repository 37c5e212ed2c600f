import { InvalidArgumentError } from "commander";

/** A shell's variable that is not set gives an empty word: it names nothing, and the current folder least of all. */
export function filled(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It is empty.");
  return value;
}

/** An option that stands several times names several. */
export function added(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), filled(value)];
}
