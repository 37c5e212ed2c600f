import { compile, type Emit } from "../../compile.ts";
import { type Diagnostic, inOrder, isError } from "../../diagnostics/diagnostic.ts";
import { hashOf } from "../../files/hash.ts";
import type { Standing, Wanted } from "../../files/output/plan.ts";
import { readOut } from "../../files/output/read-found.ts";
import { folderOf } from "../../files/paths.ts";
import { archivedIn } from "../../spec/archived-folders.ts";
import { directoryOf } from "../../spec/stack.ts";
import { foldersOf } from "../alone/compile-folder.ts";
import { eachFolder } from "../alone/each-folder.ts";
import type { KeptFolder } from "../cache/kept-folders.ts";
import type { KeptRun } from "../cache/kept-runs.ts";
import { compileInput, type Input } from "../input.ts";
import { neighboursOf } from "../neighbours-of.ts";
import { exit } from "../print-output.ts";
import { refusedTarget } from "../refused-target.ts";
import { holeMistake } from "../templates/templates.ts";
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
  try {
    return await compileFolders(kept, start, backend, held);
  } catch (thrown) {
    const mistake = holeMistake(thrown, start.templates);
    if (mistake === null) throw thrown;
    fail([mistake], exit.input, start.options, { sources: start.templates?.templates ?? [] });
    return { folders: [], made: exit.input };
  }
}

async function compileFolders(
  kept: KeptRun<Kept>,
  start: Start,
  backend: Emit,
  held: readonly DoneFolder[] | null,
): Promise<Changed> {
  const { input, options, started } = start;
  const recalled = held ?? recallFolders(kept, start);
  const beside = await neighboursOf(start.hand);
  const progress = progressLine(started, options);
  const alone = await eachFolder(start, {
    known: new Set(recalled.map(({ of }) => of.folder)),
    work: { compiler: { beside, backend }, thread: options.backend === "hcl" ? { templates: start.templates } : null },
    keep: kept.keepFolder,
    progress,
  });
  const known = [...recalled, ...alone.map(({ of, files }) => ({ of, wanted: files.filter((file) => isWanted(file, input)) }))];
  const folders = new Map<string, KeptFolder>(known.map(({ of }) => [of.folder, of]));
  const compiled = compile({ ...compileInput(input, options), ...beside, kept: folders, progress }, backend);
  const judged = beside.judge(compiled);
  const told = [...judged.flat(), ...known.flatMap(({ of }) => of.beside)];
  const diagnostics = inOrder([...compiled.diagnostics, ...told]);
  progress(null);
  // Where the last spec is gone, no stack is left that could have a target.
  if (input.specs.length > 0 && refusedTarget(options, compiled)) return { folders: [], made: exit.machine };
  if (diagnostics.some(isError)) {
    const sources = [...input.sources, ...start.hand];
    fail(diagnostics, exit.input, options, { ...input, sources }, compiled.functions);
    return { folders: [], made: exit.input };
  }
  const fresh = foldersOf(compiled, judged).map((of): DoneFolder => {
    kept.keepFolder(of.folder, () => JSON.stringify(of));
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
  return "hash" in file ? { path: file.path, hash: file.hash } : { path: file.path, hash: hashOf(file.text) };
}

/** The folders that need not be compiled. */
function recallFolders(kept: KeptRun<Kept>, { input, options, ours }: Start): readonly DoneFolder[] {
  const known = kept.recallFolders().filter(({ made }) => made !== null);
  const filesOf = ({ made }: KeptFolder) => (made ?? []).flatMap(({ files }) => files.filter((file) => isWanted(file, input)));
  const found = readOut(options.out, known.flatMap(filesOf), { whole: [] }, ours);
  return known.flatMap((of): readonly DoneFolder[] => {
    const wanted = filesOf(of).map(({ path, hash }) => ({ path, hash }));
    return stand(wanted, found) ? [{ of, wanted }] : [];
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
    archived: archivedIn(folders),
  };
}

/** Of a stack that PATH names in part, the named specs and the stack's own files. */
function isWanted({ path, source }: { readonly path: string; readonly source: string }, { found, selected }: Input): boolean {
  return /(^|\/)(stack\.tf|cdk\.tf\.json|README\.md)$/.test(path) || selected.has(source.slice(found.rootName.length + 1));
}
