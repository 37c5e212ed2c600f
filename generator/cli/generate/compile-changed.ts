import { setFlagsFromString } from "node:v8";
import { compile, type Emit } from "../../compile.ts";
import { type Diagnostic, inOrder, isError } from "../../diagnostics/diagnostic.ts";
import { hashOf } from "../../files/hash.ts";
import type { Standing, Wanted } from "../../files/output/plan.ts";
import { readOut } from "../../files/output/read-found.ts";
import { byFolder, folderOf, isWithin } from "../../files/paths.ts";
import { directoryOf } from "../../spec/stack.ts";
import type { KeptFolder } from "../cache/kept-folders.ts";
import type { KeptRun } from "../cache/kept-runs.ts";
import { isBeside } from "../cache/keys.ts";
import { compileInput, type Input, refusedTarget } from "../input.ts";
import { neighboursOf } from "../neighbours-of.ts";
import { exit } from "../print-output.ts";
import { compileAcross, threadsFor } from "./across-cores.ts";
import { compileFolder, type FolderCompiler, type FolderDone, type FolderJob, foldersOf } from "./compile-folder.ts";
import { type Kept, type Made, type Start, stand } from "./outputs.ts";
import { fail, type Outcome } from "./print-outcome.ts";
import { progressLine } from "./progress-line.ts";

/** A folder, and the files that were made of it. */
export interface DoneFolder {
  readonly of: KeptFolder;
  readonly wanted: readonly Wanted[];
}

/** What a run found. */
export interface Changed {
  /** Those that were held too; none where there are mistakes. */
  readonly folders: readonly DoneFolder[];
  /** Where there are mistakes, they were told, and this is the exit status. */
  readonly made: Made | 1 | 2;
}

/**
 * Compiles the folders that changed, and takes the others as they were kept, where their output stands as they made it, or as they
 * are `held` by who knows that; keeps what is new.
 */
export async function compileChanged(
  kept: KeptRun<Kept>,
  start: Start,
  backend: Emit,
  held: readonly DoneFolder[] | null,
): Promise<Changed> {
  const { input, options, started } = start;
  const recalled = held ?? recallFolders(kept, start);
  const beside = await neighboursOf(start.hand);
  const progress = progressLine(started, options);
  const known = [
    ...recalled,
    ...(await compileAlone(kept, start, new Set(recalled.map(({ of }) => of.folder)), { backend, beside, progress })),
  ];
  const folders = new Map<string, KeptFolder>(known.map(({ of }) => [of.folder, of]));
  const compiled = compile({ ...compileInput(input, options), ...beside, kept: folders, progress }, backend);
  const judged = beside.judge(compiled);
  const told = [...judged.flat(), ...known.flatMap(({ of }) => of.beside)];
  const diagnostics = inOrder([...compiled.diagnostics, ...told]);
  progress(null);
  if (refusedTarget(options, compiled)) return { folders: [], made: exit.machine };
  if (diagnostics.some(isError)) {
    fail(diagnostics, exit.input, options, input, compiled.functions);
    return { folders: [], made: exit.input };
  }
  const fresh = foldersOf(compiled, judged).map((of): DoneFolder => {
    kept.keepFolder(of.folder, JSON.stringify(of));
    const directories = new Set(of.stacks.map(({ folder, target }) => directoryOf(folder, target)));
    const own = compiled.files.filter(({ path }) => directories.has(folderOf(path)));
    return { of, wanted: own.filter((file) => isWanted(file, input)) };
  });
  const all = [...known, ...fresh];
  const wanted = all.flatMap((one) => one.wanted);
  const outcome = outcomeOf(
    all.map(({ of }) => of),
    diagnostics,
  );
  kept.keep({ ...outcome, files: wanted.map(standing) });
  return { folders: all, made: { ...outcome, wanted } };
}

/** A folder once its files were written. */
export function inPlace({ of, wanted }: DoneFolder): DoneFolder {
  return { of, wanted: wanted.map(standing) };
}

function standing(file: Wanted): Standing {
  return "hash" in file ? file : { path: file.path, hash: hashOf(file.text) };
}

/** The folders that need not be compiled. */
function recallFolders(kept: KeptRun<Kept>, { input, options, ours }: Start): readonly DoneFolder[] {
  const known = kept.recallFolders().filter(({ made }) => made !== null);
  const filesOf = ({ made }: KeptFolder) => (made ?? []).flatMap(({ files }) => files.filter((file) => isWanted(file, input)));
  const found = readOut(options.out, known.flatMap(filesOf), [], ours);
  return known.flatMap((of): readonly DoneFolder[] => {
    const wanted = filesOf(of).map(({ path, hash }) => ({ path, hash }));
    return stand(wanted, found) ? [{ of, wanted }] : [];
  });
}

/** With fewer specs, all are compiled at once: it is faster, and their documents find room. */
const many = 500;

/**
 * How V8 runs a large run. A collector of several threads waits for itself where all cores are busy; it comes earlier, so that the run
 * fits a small machine. And code is made faster only where it is run for long: there is much of it, each thread makes its own faster,
 * and a third of the time went there.
 */
const largeRun = "--no-parallel-scavenge --heap-growing-percent=40 --interrupt-budget=1500000";

/**
 * The folders of a large run, each compiled by itself, on all cores: its documents and grants are let go before the next. What several
 * say together is judged when all are there. One with a mistake is left to the run, which tells all mistakes.
 */
async function compileAlone(
  kept: KeptRun<Kept>,
  { input, hand, templates, options }: Start,
  known: ReadonlySet<string>,
  { backend, beside, progress }: Omit<FolderCompiler, "run"> & { readonly progress: ReturnType<typeof progressLine> },
): Promise<readonly DoneFolder[]> {
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
    kept.keepFolder(done.folder, done.json);
    found.set(done.folder, done);
    progress({ stacks: known.size + found.size, of: known.size + jobs.length });
  };
  // Not before all threads have begun: V8 takes what it compiled at the build under the flags of the build alone.
  const begun = () => setFlagsFromString(largeRun);
  const threads = threadsFor(jobs.length);
  if (options.backend === "hcl" && threads > 1) {
    const { root, rootName } = input.found;
    await compileAcross(
      threads,
      jobs,
      { root, rootName, out: options.out, target: options.target, templates },
      { begun, done: take },
    );
  } else {
    begun();
    for (const job of jobs) {
      const done = compileFolder(job, { run, beside, backend });
      if (done !== null) take(done);
    }
  }
  // Read once the threads are gone, which need their memory until then.
  return jobs.flatMap(({ folder }) => {
    const done = found.get(folder);
    found.delete(folder);
    if (done === undefined) return [];
    return [{ of: JSON.parse(done.json) as KeptFolder, wanted: done.files.filter((file) => isWanted(file, input)) }];
  });
}

function outcomeOf(folders: readonly KeptFolder[], diagnostics: readonly Diagnostic[]): Outcome {
  const stacks = folders.flatMap((folder) => folder.stacks);
  const made = folders.flatMap((folder) => folder.made ?? []);
  return {
    stacks: stacks.map(({ folder, target }) => ({ folder, directory: directoryOf(folder, target) })),
    functions: stacks.reduce((sum, { functions }) => sum + functions.length, 0),
    statements: made.reduce((sum, { statements }) => sum + statements, 0),
    permissions: made.reduce((sum, { permissions }) => sum + permissions, 0),
    diagnostics,
  };
}

/** Of a stack that PATH names in part, the named specs and the stack's own files. */
function isWanted({ path, source }: { readonly path: string; readonly source: string }, { found, selected }: Input): boolean {
  return /(^|\/)(stack\.tf|cdk\.tf\.json|README\.md)$/.test(path) || selected.has(source.slice(found.rootName.length + 1));
}
