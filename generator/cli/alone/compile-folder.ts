import { type Compiled, type CompileInput, compile, derive, type Emit } from "../../compile.ts";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { hashOf } from "../../files/hash.ts";
import type { HandWritten } from "../../files/output/hand-written.ts";
import { folderOf } from "../../files/paths.ts";
import type { StackGrants } from "../../grants.ts";
import type { SourceFile } from "../../spec/stack.ts";
import type { Neighbours } from "../apart/neighbours.ts";
import { type KeptFolder, keptFolders, type MadeStack } from "../cache/kept-folders.ts";
import { type Pack, pack } from "./pack.ts";

/** A folder that is compiled by itself: texts alone, so that another thread can be asked. */
export interface FolderJob {
  readonly folder: string;
  readonly specs: readonly SourceFile[];
  /** Those of the folder and of all above it. */
  readonly settings: readonly SourceFile[];
  /** What is written by hand where its output stands. */
  readonly hand: readonly HandWritten[];
}

/** What became of it. */
export interface FolderDone {
  readonly folder: string;
  /** A `KeptFolder`, in JSON. */
  readonly of: Pack;
  /** The texts of its files, as they stand in that one, in JSON; null where it was checked. */
  readonly texts: Pack | null;
}

/** What compiles it. */
export interface FolderCompiler {
  /** The run without its files. */
  readonly run: Omit<CompileInput, "specs" | "settings">;
  readonly beside: Neighbours;
  /** Null where the folder is checked alone. */
  readonly backend: Emit | null;
}

/** Compiles or checks a folder; null where it has a mistake, which is told with all others. */
export function compileFolder(
  { folder, specs, settings }: FolderJob,
  { run, beside, backend }: FolderCompiler,
): FolderDone | null {
  const input = { ...run, ...beside, specs, settings };
  const compiled = backend === null ? null : compile(input, backend);
  const derived = compiled ?? derive(input);
  const judged = beside.judge(derived);
  const [of] = compiled === null ? keptFolders(derived.folders, null, judged) : foldersOf(compiled, judged);
  if (of === undefined || [...derived.diagnostics, ...judged.flat()].some(isError)) return null;
  const texts = new Map(compiled?.files.map(({ path, text }) => [path, text]));
  const made = of.made?.flatMap(({ files }) => files.map(({ path }) => texts.get(path)));
  return { folder, of: pack(JSON.stringify(of)), texts: made === undefined ? null : pack(JSON.stringify(made)) };
}

/** The folders of what was compiled, with what was made of each. */
export function foldersOf(compiled: Compiled, judged: readonly (readonly Diagnostic[])[]): readonly KeptFolder[] {
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
