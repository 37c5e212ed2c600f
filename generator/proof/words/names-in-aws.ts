import { meaningOf } from "./meaning.ts";
import { at, isFlag, textAt, type Words } from "./said.ts";

/** Names of what the stack makes, with what it puts around all of them. */

/** A name with the stack's prefix and suffix. */
export function withAffixes(name: string, { stack }: Words): string {
  return [textAt(stack, "name_prefix"), name, textAt(stack, "name_suffix")].map((text) => meaningOf(text ?? "")).join("");
}

/** The function's; what is managed elsewhere is called there as the document says. */
export function nameOfFunction(words: Words): string {
  const name = textAt(words.function, "name") ?? "";
  return isFlag(at(words.function, "existing"), true) ? meaningOf(name) : withAffixes(name, words);
}
