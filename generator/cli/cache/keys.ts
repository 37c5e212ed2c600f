import { createHash, type Hash } from "node:crypto";
import type { CompileInput } from "../../compile.ts";
import type { HandWritten } from "../../files/output/hand-written.ts";
import { byFolder, folderOf, isWithin } from "../../files/paths.ts";

declare const __BUILD__: string;

/** All that a run is made from; the clock, the machine and what stands in out/ of its own are not. */
export interface RunInputs {
  readonly command: "generate" | "check" | "policy";
  readonly input: CompileInput;
  /** Below the root: the specs that PATH names. */
  readonly selected: ReadonlySet<string>;
  /** What is written by hand beside the output. */
  readonly hand: readonly HandWritten[];
  /** A team's own templates. */
  readonly templates: readonly { readonly file: string; readonly text: string }[];
}

/** SHA-256 in hex: what two runs of one key find is the same, and so is what two folders of one key are. */
interface RunKeys {
  readonly run: string;
  readonly folders: ReadonlyMap<string, string>;
}

/**
 * The keys of a run. They hold all texts with their names, how a user would type these, the program, to the byte, and the node that
 * runs it. Null where the program does not know what it was built from.
 */
export function runKeysOf({ command, input, selected, hand, templates }: RunInputs): RunKeys | null {
  if (typeof __BUILD__ === "undefined") return null;
  const { rootName, specs, settings, targets, toRoot } = input;
  const common = createHash("sha256");
  add(common, __BUILD__, process.version, rootName, toRoot?.("") ?? null, JSON.stringify(targets ?? null));
  for (const { file, text } of templates) add(common, "template", file, text);
  const run = common.copy();
  add(run, command, selected.size === specs.length ? "all" : JSON.stringify([...selected]));
  const folders = new Map<string, string>();
  for (const [folder, files] of byFolder(specs)) {
    const hash = common.copy();
    add(hash, folder);
    for (const { path, file, text } of files) add(hash, "spec", path, file, text);
    for (const { path, file, text } of settings) if (isWithin(folder, folderOf(path))) add(hash, "settings", path, file, text);
    for (const { directory, file, text } of hand) if (isBeside(folder, directory)) add(hash, "hand", file, text);
    const key = hash.digest("hex");
    folders.set(folder, key);
    add(run, key);
  }
  // Settings of folders without specs, and Terraform beside none: a mistake in it would be told, too.
  for (const { path, file, text } of settings) add(run, "settings", path, file, text);
  for (const { file, text } of hand) add(run, "hand", file, text);
  return { run: run.digest("hex"), folders };
}

/** Each word with its length, so that no two lists of words are one text. */
function add(hash: Hash, ...words: readonly (string | null)[]): void {
  hash.update(words.map((word) => (word === null ? "-" : `${word.length}:${word}`)).join(""));
}

/** Whether a Terraform directory may be that of a folder: by itself, or in a target. */
export function isBeside(folder: string, directory: string): boolean {
  return directory === folder || directory.split("/").slice(1).join("/") === folder;
}
