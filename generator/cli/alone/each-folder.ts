import { setFlagsFromString } from "node:v8";
import type { HandWritten } from "../../files/output/hand-written.ts";
import type { PackedFile } from "../../files/output/plan.ts";
import { byFolder, folderOf, isWithin } from "../../files/paths.ts";
import type { KeptFolder } from "../cache/kept-folders.ts";
import type { KeptRun } from "../cache/kept-runs.ts";
import { isBeside } from "../cache/keys.ts";
import { compileInput, type Input } from "../input.ts";
import { compileAcross, type ThreadWork, threadsFor } from "./across-cores.ts";
import { compileFolder, type FolderCompiler, type FolderDone, type FolderJob } from "./compile-folder.ts";
import { type Pack, unpack } from "./pack.ts";

/** With fewer specs, all are compiled at once: it is faster, and their documents find room. */
const many = 500;

/**
 * How V8 runs a large run. A collector of several threads waits for itself where all cores are busy; it comes earlier, so that the run
 * fits a small machine. And code is made faster only where it is run for long: there is much of it, each thread makes its own faster,
 * and a third of the time went there.
 */
function largeRun(): string | undefined {
  const collector = "--no-parallel-scavenge --heap-growing-percent=40";
  const later = "--invocation-count-for-turbofan=60000";
  const flags: Readonly<Record<string, string>> = { 20: "--interrupt-budget=1500000", 22: later, 24: later };
  const own = flags[process.versions.node.replace(/\..*/, "")];
  // Another V8 is left as it is: what it does not know it would tell on standard error.
  return own === undefined ? undefined : `${collector} ${own}`;
}

/** What a run starts from. */
interface Start {
  readonly input: Input;
  /** What is written by hand beside the output. */
  readonly hand: readonly HandWritten[];
  readonly options: { readonly out: string; readonly target?: readonly string[] };
}

interface Each {
  /** Folders that need not be compiled. */
  readonly known: ReadonlySet<string>;
  /** What this thread compiles with, and what others do, where they can. */
  readonly work: { readonly compiler: Omit<FolderCompiler, "run">; readonly thread: ThreadWork | null };
  /** Told of each folder that is done. */
  readonly keep: KeptRun<unknown>["keepFolder"];
  readonly progress?: (done: { readonly stacks: number; readonly of: number }) => void;
}

/** A folder that was compiled by itself; without files where it was checked. */
export interface AloneFolder {
  readonly of: KeptFolder;
  readonly files: readonly (PackedFile & { readonly source: string })[];
}

/**
 * The folders of a large run, each compiled by itself, on all cores; none of a smaller one. What several say together is judged when
 * all are there. One with a mistake is left to the run, which tells all mistakes.
 */
export async function eachFolder(
  { input, hand, options }: Start,
  { known, work, keep, progress }: Each,
): Promise<readonly AloneFolder[]> {
  const { specs, settings, ...run } = compileInput(input, options);
  const folders = [...byFolder(specs)].filter(([folder]) => !known.has(folder));
  if (folders.reduce((sum, [, files]) => sum + files.length, 0) < many) return [];
  const jobs = folders.map(
    ([folder, files]): FolderJob => ({
      folder,
      specs: files,
      settings: settings.filter(({ path }) => isWithin(folder, folderOf(path))),
      hand: hand.filter(({ directory }) => isBeside(folder, directory)),
    }),
  );
  const found = new Map<string, FolderDone>();
  const take = (done: FolderDone) => {
    keep(done.folder, () => unpack(done.of));
    found.set(done.folder, done);
    progress?.({ stacks: known.size + found.size, of: known.size + jobs.length });
  };
  // Not before all threads have begun: V8 takes what it compiled at the build under the flags of the build alone.
  const flags = largeRun();
  const begun = () => flags !== undefined && setFlagsFromString(flags);
  const threads = threadsFor(jobs.length);
  if (work.thread !== null && threads > 1) {
    const { root, rootName } = input.found;
    const shared = { root, rootName, out: options.out, target: options.target, work: work.thread };
    await compileAcross(threads, jobs, shared, { begun, done: take });
  } else {
    begun();
    for (const job of jobs) {
      const done = compileFolder(job, { run, ...work.compiler });
      if (done !== null) take(done);
    }
  }
  // Read once the threads are gone, which need their memory until then.
  const textIn = reader();
  return jobs.flatMap(({ folder }): readonly AloneFolder[] => {
    const done = found.get(folder);
    if (done === undefined) return [];
    found.delete(folder);
    const of = JSON.parse(unpack(done.of)) as KeptFolder;
    const { texts } = done;
    if (of.made === null || texts === null) return [{ of, files: [] }];
    const made = of.made.flatMap(({ files }) => files);
    return [{ of, files: made.map((file, index) => ({ ...file, text: () => textIn(texts, index) })) }];
  });
}

/** Unpacks the texts of folders; those of the folder asked for last are held, as files are written folder by folder. */
function reader(): (texts: Pack, index: number) => string {
  let [open, held]: [Pack | null, readonly unknown[]] = [null, []];
  return (texts, index) => {
    if (open !== texts) [open, held] = [texts, JSON.parse(unpack(texts)) as readonly unknown[]];
    const text = held[index];
    if (typeof text !== "string") throw new Error(`a folder was packed without its text ${index}`);
    return text;
  };
}
