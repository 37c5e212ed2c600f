import type { HandWritten, OutputOf } from "../../files/output/hand-written.ts";
import { goneFrom } from "../../files/output/owner.ts";
import type { Existing, Standing, Wanted } from "../../files/output/plan.ts";
import type { Compared } from "../../files/output/read-found.ts";
import { folderOf, isWithin } from "../../files/paths.ts";
import type { Input } from "../input.ts";
import type { ReadTemplates } from "../templates/templates.ts";
import type { GenerateOptions, Outcome } from "./print-outcome.ts";

/** What a run starts from and what it leaves. Nothing here compiles: where nothing changed, that is not even loaded. */

/** What a run starts from, read. */
export interface Start {
  readonly input: Input;
  /** The folders of which all that is ours in the out folder is compared: what has no spec any more goes. */
  readonly whole: readonly string[];
  readonly hand: readonly HandWritten[];
  /** What stands in the out folder of ours: the SHA-256 of each file, by path below it. */
  readonly ours: ReadonlyMap<string, string>;
  readonly templates: ReadTemplates | null;
  readonly started: number;
  readonly options: GenerateOptions;
}

/** What a run should leave in the out folder, and what it says. */
export interface Made extends Outcome {
  readonly wanted: readonly Wanted[];
}

/** The same as it is kept, each file by its hash. */
export interface Kept extends Outcome {
  readonly files: readonly Standing[];
}

/** What the run makes in the out folder, and what it removes there. */
export function outputOf({ found }: Input, { backend, prune, target }: GenerateOptions): OutputOf {
  const isGone = goneFrom(found.root, found.rootName);
  const judged = { whole: found.whole, prune, isGone, ...(target !== undefined && { targets: target }) };
  return { rootName: found.rootName, specs: found.specs, byConstructs: backend !== "hcl", judged };
}

/**
 * Where more is compared than what the run makes: the folders that were compiled whole, and the directories of stacks that were in part.
 * A watch holds the others as they are.
 */
export function comparedBy({ stacks }: Outcome, whole: readonly string[], wanted: readonly Wanted[]): Compared {
  const made = new Set(wanted.map(({ path }) => folderOf(path)));
  const partly = stacks.filter(({ folder, directory }) => made.has(directory) && !whole.some((outer) => isWithin(folder, outer)));
  return { whole, parts: partly.map(({ directory }) => directory) };
}

/** Whether those of the files that should stand already do so in what was found of the out folder. */
export function stand(files: readonly Wanted[], found: ReadonlyMap<string, Existing>): boolean {
  return files.every((file) => "text" in file || found.get(file.path)?.kind === "as-wanted");
}
