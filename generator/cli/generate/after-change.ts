import { existsSync } from "node:fs";
import { handWrittenBeside } from "../../files/output/hand-written.ts";
import { folderOf, isWithin } from "../../files/paths.ts";
import { reader } from "../input.ts";
import type { DoneFolder } from "./compile-changed.ts";
import { outputOf, type Start } from "./outputs.ts";
import { now } from "./progress-line.ts";

/** What a run leaves to the next one of a watch. */
export interface Left {
  readonly start: Start;
  /** The folders whose output stands as they made it. */
  readonly done: readonly DoneFolder[];
}

/**
 * What the next run starts from once some files (by their paths below the root) were written: the specs among them and what is
 * written by hand beside their output read again, and the folders that they do not lie in. Null where more changed than the text of specs.
 */
export function afterChange({ start, done }: Left, changed: readonly string[]): Left | null {
  const { found, specs: before, settings } = start.input;
  const files = found.specs.filter(({ path }) => changed.includes(path));
  if (files.length < changed.length || !existsSync(found.root)) return null;
  const { read, mistakes } = reader(found, process.cwd());
  const texts = new Map(files.flatMap(read).map((file) => [file.path, file]));
  if (mistakes() !== null) return null;
  const specs = before.map((file) => texts.get(file.path) ?? file);
  const folders = new Set([...texts.keys()].map(folderOf));
  const held = done.filter(({ of }) => !folders.has(of.folder));
  const known = new Set(held.map(({ of }) => of.folder));
  const open = [...new Set(specs.map(({ path }) => folderOf(path)))].filter((folder) => !known.has(folder));
  // What is no file of theirs any more is removed there, and nowhere else is looked for it.
  const whole = open.filter((folder) => found.whole.some((outer) => isWithin(folder, outer)));
  const input = { ...start.input, specs, sources: [...specs, ...settings] };
  const ours = new Map<string, string>();
  const made = outputOf(input, start.options);
  const hand = open.flatMap((folder) => [...handWrittenBeside(start.options.out, folder, made, ours)]);
  return { start: { ...start, input, whole, hand, ours, started: now() }, done: held };
}
