import { createHash } from "node:crypto";
import { type Compiled, compile, type Emit } from "../../compile.ts";
import { type Diagnostic, inOrder, isError } from "../../diagnostics/diagnostic.ts";
import type { HandWritten } from "../../files/output/hand-written.ts";
import type { Existing, Wanted } from "../../files/output/plan.ts";
import { readOut } from "../../files/output/read-found.ts";
import { byFolder, folderOf, isWithin } from "../../files/paths.ts";
import type { StackGrants } from "../../grants.ts";
import { directoryOf } from "../../spec/stack.ts";
import type { Neighbours } from "../apart/neighbours.ts";
import type { KeptRun } from "../cache/kept-runs.ts";
import { type KeptFolder, keptFolders, type MadeStack, packFolder, unpackFolder } from "../cache/pack-folder.ts";
import { compileInput, type Input, refusedTarget } from "../input.ts";
import { neighboursOf } from "../neighbours-of.ts";
import { exit } from "../print-output.ts";
import type { ReadTemplates } from "../templates/templates.ts";
import { fail, type GenerateOptions, type Outcome } from "./print-outcome.ts";
import { progressLine } from "./progress-line.ts";

/** What a run starts from, read. */
export interface Start {
  readonly input: Input;
  readonly hand: readonly HandWritten[];
  readonly templates: ReadTemplates | null;
  readonly started: number;
  readonly options: GenerateOptions;
}

/** What a run should leave in the out folder, and what it says. */
export interface Made extends Outcome {
  readonly wanted: readonly Wanted[];
}

/** The same as it is kept, each file by the SHA-256 of its text. */
export interface Kept extends Outcome {
  readonly files: readonly HashedFile[];
}

interface HashedFile {
  readonly path: string;
  readonly hash: string;
}

/** The files as they stand in what was found of the out folder; null where one of them is not what it should be. */
export function standing(files: readonly HashedFile[], found: ReadonlyMap<string, Existing>): readonly Wanted[] | null {
  const wanted = files.flatMap(({ path, hash }): readonly Wanted[] => {
    const there = found.get(path);
    return there?.kind === "file" && hashOf(there.text) === hash ? [{ path, text: there.text }] : [];
  });
  return wanted.length < files.length ? null : wanted;
}

/**
 * Compiles the folders that changed, and takes the others as they were kept, where their output stands as they made it; keeps what is
 * new. Where there are mistakes, they are told, and the exit status is given.
 */
export async function compileChanged(kept: KeptRun<Kept>, start: Start, backend: Emit): Promise<Made | 1 | 2> {
  const { input, options, started } = start;
  const recalled = recallFolders(kept, start);
  const beside = await neighboursOf(start.hand);
  const progress = progressLine(started, options);
  const known = [
    ...recalled,
    ...compileAlone(kept, start, new Set(recalled.map(({ of }) => of.folder)), { backend, beside, progress }),
  ];
  const folders = new Map<string, KeptFolder>(known.map(({ of }) => [of.folder, of]));
  const compiled = compile({ ...compileInput(input, options), ...beside, kept: folders, progress }, backend);
  const judged = beside.judge(compiled);
  const told = [...judged.flat(), ...known.flatMap(({ of }) => of.beside)];
  const diagnostics = inOrder([...compiled.diagnostics, ...told]);
  progress(null);
  if (refusedTarget(options, compiled)) return exit.machine;
  if (diagnostics.some(isError)) {
    fail(diagnostics, exit.input, options, input, compiled.functions);
    return exit.input;
  }
  const fresh = foldersOf(compiled, judged);
  for (const folder of fresh) kept.keepFolder(folder.folder, packFolder(folder));
  const wanted = [...compiled.files.filter((file) => isWanted(file, input)), ...known.flatMap((one) => one.wanted)];
  const outcome = outcomeOf([...known.map(({ of }) => of), ...fresh], diagnostics);
  kept.keep({ ...outcome, files: wanted.map(({ path, text }) => ({ path, hash: hashOf(text) })) });
  return { ...outcome, wanted };
}

/** A folder that need not be compiled any more. */
interface Recalled {
  readonly of: KeptFolder;
  readonly wanted: readonly Wanted[];
}

/** The folders that need not be compiled. */
function recallFolders(kept: KeptRun<Kept>, { input, options }: Start): readonly Recalled[] {
  const known = kept.recallFolders().filter(({ made }) => made !== null);
  const filesOf = ({ made }: KeptFolder) => (made ?? []).flatMap(({ files }) => files.filter((file) => isWanted(file, input)));
  const found = readOut(
    options.out,
    known.flatMap(filesOf).map(({ path }) => path),
    [],
  );
  return known.flatMap((of): readonly Recalled[] => {
    const wanted = standing(filesOf(of), found);
    return wanted === null ? [] : [{ of, wanted }];
  });
}

/** With fewer specs, all are compiled at once: it is faster, and their documents find room. */
const many = 500;

/**
 * The folders of a large run, each compiled by itself: its documents and grants are let go before the next. What several say together
 * is judged when all are there. One with a mistake is left to the run, which tells all mistakes.
 */
function* compileAlone(
  kept: KeptRun<Kept>,
  { input, options }: Start,
  known: ReadonlySet<string>,
  {
    backend,
    beside,
    progress,
  }: { readonly backend: Emit; readonly beside: Neighbours; readonly progress: ReturnType<typeof progressLine> },
): Generator<Recalled> {
  const whole = compileInput(input, options);
  if (whole.specs.length < many) return;
  const folders = byFolder(whole.specs);
  let stacks = 0;
  for (const [folder, specs] of folders) {
    progress({ stacks: stacks++, of: folders.size });
    if (known.has(folder)) continue;
    const settings = whole.settings.filter(({ path }) => isWithin(folder, folderOf(path)));
    const compiled = compile({ ...whole, ...beside, specs, settings }, backend);
    const judged = beside.judge(compiled);
    const [of] = foldersOf(compiled, judged);
    if (of === undefined || [...compiled.diagnostics, ...judged.flat()].some(isError)) continue;
    const packed = packFolder(of);
    kept.keepFolder(folder, packed);
    yield { of: unpackFolder(packed), wanted: compiled.files.filter((file) => isWanted(file, input)) };
  }
}

function foldersOf(compiled: Compiled, judged: readonly (readonly Diagnostic[])[]): readonly KeptFolder[] {
  const made = compiled.stacks.map((stack) => madeOf(stack, compiled.files));
  return keptFolders(compiled.folders, made, judged);
}

function madeOf({ directory, functions }: StackGrants, files: Compiled["files"]): MadeStack {
  const own = files.filter(({ path }) => folderOf(path) === directory);
  return {
    statements: functions.flatMap(({ policies }) => policies).reduce((sum, policy) => sum + policy.statements.length, 0),
    permissions: functions.reduce((sum, of) => sum + of.permissions.length, 0),
    files: own.map(({ path, source, text }) => ({ path, source, hash: hashOf(text) })),
  };
}

function outcomeOf(folders: readonly KeptFolder[], diagnostics: readonly Diagnostic[]): Outcome {
  const stacks = folders.flatMap((folder) => folder.stacks);
  const made = folders.flatMap((folder) => folder.made ?? []);
  return {
    stacks: stacks.map(({ folder, settings }) => ({ folder, directory: directoryOf(folder, settings.target) })),
    functions: stacks.reduce((sum, { specs }) => sum + specs.length, 0),
    statements: made.reduce((sum, { statements }) => sum + statements, 0),
    permissions: made.reduce((sum, { permissions }) => sum + permissions, 0),
    diagnostics,
  };
}

/** Of a stack that PATH names in part, the named specs and the stack's own files. */
function isWanted({ path, source }: { readonly path: string; readonly source: string }, { found, selected }: Input): boolean {
  return /(^|\/)(stack\.tf|cdk\.tf\.json|README\.md)$/.test(path) || selected.has(source.slice(found.rootName.length + 1));
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
