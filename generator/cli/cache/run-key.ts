import { createHash } from "node:crypto";
import type { CompileInput } from "../../compile.ts";
import type { HandWritten } from "../../files/output/hand-written.ts";

declare const __BUILD__: string;

/** All that a run is made from; the clock, the machine and what stands in out/ of its own are not. */
export interface RunInputs {
  readonly command: "generate" | "check";
  readonly input: CompileInput;
  /** Below the root: the specs that PATH names. */
  readonly selected: ReadonlySet<string>;
  /** What is written by hand beside the output. */
  readonly hand: readonly HandWritten[];
  /** A team's own templates. */
  readonly templates: readonly { readonly file: string; readonly text: string }[];
}

/**
 * The key of a run, SHA-256 in hex: what two runs of one key find is the same. It holds all texts with their names, how a user would
 * type these, the program, to the byte, and the node that runs it. Null where the program does not know what it was built from.
 */
export function runKey({ command, input, selected, hand, templates }: RunInputs): string | null {
  if (typeof __BUILD__ === "undefined") return null;
  const { rootName, specs, settings, targets, toRoot } = input;
  const hash = createHash("sha256");
  // Each word with its length, so that no two lists of words are one text.
  const add = (...words: readonly (string | null)[]) => {
    for (const word of words) hash.update(word === null ? "-" : `${word.length}:${word}`);
  };
  add(__BUILD__, process.version, command, rootName, toRoot?.("") ?? null, JSON.stringify(targets ?? null));
  for (const { path, file, text } of specs) add(selected.has(path) ? "spec" : "neighbour", path, file, text);
  for (const { path, file, text } of settings) add("settings", path, file, text);
  for (const { directory, file, text } of hand) add("hand", directory, file, text);
  for (const { file, text } of templates) add("template", file, text);
  return hash.digest("hex");
}
