// One run at a time writes to an out folder. It prepares its files in a folder there, which tells the next run, should this one be
// ended, what was still to do.
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { errorCode, rethrowOurs } from "../errno.ts";
import { pathMistake } from "../path-mistake.ts";
import { isInside } from "../paths.ts";

/** The folder of the run whose turn it is; a run that waits for its turn has one with its process's number behind the name. */
const turnName = ".lambdagrant";

/** In the folder: who has it, what a run is about to do, and the folders that it made. The files to come are called by numbers. */
const ownerName = /^owner-(\d+)$/;
const stepsName = "steps";
const foldersName = "folders";

/** In milliseconds, what no change of a folder's owner takes. */
const longestChange = 1000;

/** No run takes as long; after that, another process has its number. */
const longestRun = 60 * 60 * 1000;

export interface Turn {
  readonly kind: "turn";
  /** Where to prepare files. */
  readonly folder: string;
}

/** No turn can be had: another run (a process's number) does not end, or what stands in the place of its folder is no run's. */
export type NoTurn = { readonly kind: "busy"; readonly pid: number } | { readonly kind: "in-the-way"; readonly path: string };

/** What a run will do once all is prepared; paths are below the out folder. */
interface Steps {
  /** By the name of the prepared file, where it will stand. */
  readonly writes: Readonly<Record<string, string>>;
  readonly removals: readonly string[];
}

/** Takes the turn in an out folder that exists, waiting for another run to end. What one that was ended left is cleared away. */
export function takeTurn(out: string, patience = 10_000): Turn | NoTurn {
  const folder = join(out, turnName);
  const own = join(out, `${turnName}-${process.pid}`);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) return { kind: "in-the-way", path: turnName };
  // A process of the same number can have left one.
  clear(out, own);
  mkdirSync(own);
  try {
    writeFileSync(join(own, `owner-${process.pid}`), "", { flag: "wx" });
    const taken = awaitTurn(out, folder, own, patience);
    if (taken.kind === "turn") for (const left of leftBehind(out)) clear(out, left);
    return taken;
  } finally {
    // It is the turn's folder now, or not needed.
    clear(out, own);
  }
}

function awaitTurn(out: string, folder: string, own: string, patience: number): ReturnType<typeof takeTurn> {
  for (let waited = 0, unowned = 0; ; waited += 20) {
    // Where a folder stands that is not empty, this fails: one of all runs that try at once has the turn.
    if (attempt(() => renameSync(own, folder), ["EEXIST", "ENOTEMPTY", "EPERM"])) return { kind: "turn", folder };
    const pid = ownerOf(folder);
    if (pid !== undefined && !isRunning(pid, folder)) {
      // So has one of those that find it left.
      if (!attempt(() => renameSync(join(folder, `owner-${pid}`), join(folder, `owner-${process.pid}`)), ["ENOENT"])) continue;
      clearAllBut(out, folder, `owner-${process.pid}`);
      return { kind: "turn", folder };
    }
    // While one run takes the folder over from another, it may seem to be nobody's, and no longer than that.
    unowned = pid === undefined ? unowned + 20 : 0;
    if (pid === undefined && (unowned > longestChange || waited >= patience))
      return { kind: "in-the-way", path: [turnName, ...list(folder).slice(0, 1)].join("/") };
    if (pid !== undefined && waited >= patience) return { kind: "busy", pid };
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

/** Gives the turn back; what is still prepared is thrown away. */
export function endTurn(out: string, { folder }: Turn): void {
  const own = join(out, `${turnName}-${process.pid}`);
  clearAllBut(out, folder, `owner-${process.pid}`);
  attempt(() => renameSync(folder, own));
  clear(out, own);
}

/** Notes the folders that will be made or may be left empty, so that they go where nothing is in them. */
export function noteFolders({ folder }: Turn, folders: readonly string[]): void {
  writeFileSync(join(folder, foldersName), JSON.stringify(folders));
}

/** Notes what will be done: from here on, the next run knows. */
export function noteSteps({ folder }: Turn, steps: Steps): void {
  writeFileSync(join(folder, `${stepsName}-new`), JSON.stringify(steps));
  renameSync(join(folder, `${stepsName}-new`), join(folder, stepsName));
}

/** The files that a run that was ended had still to write or to remove, by path below the out folder; none where a run goes on. */
export function unfinished(out: string): readonly string[] {
  const folder = join(out, turnName);
  const pid = ownerOf(folder);
  if (pid === undefined || isRunning(pid, folder)) return [];
  const steps = readJson(join(folder, stepsName)) as Partial<Steps> | undefined;
  const writes = Object.entries(steps?.writes ?? {}).filter(([name]) => isThere(join(folder, name)));
  const removals = Array.isArray(steps?.removals) ? steps.removals : [];
  return [...writes.map(([, path]) => path), ...removals.filter((path) => isPath(path) && isThere(join(out, path)))]
    .filter(isPath)
    .sort();
}

/** Whether a run that was ended left anything in an out folder. */
export function hasLeftovers(out: string): boolean {
  const folder = join(out, turnName);
  const pid = ownerOf(folder);
  return (pid !== undefined && !isRunning(pid, folder)) || leftBehind(out).length > 0;
}

function isPath(path: unknown): path is string {
  return typeof path === "string" && pathMistake(path) === null;
}

/** Folders of runs that were ended while they waited for their turn, or gave it back. */
function leftBehind(out: string): readonly string[] {
  const pidOf = (name: string) => Number(name.slice(turnName.length + 1));
  return list(out)
    .filter((name) => new RegExp(`^\\${turnName}-\\d+$`).test(name) && !isRunning(pidOf(name), join(out, name)))
    .map((name) => join(out, name));
}

function ownerOf(folder: string): number | undefined {
  const [pid] = list(folder).flatMap((name) => ownerName.exec(name)?.[1] ?? []);
  return pid === undefined ? undefined : Number(pid);
}

/** Removes a run's folder with what this program puts into one; a link, or a folder with anything else, stays. */
function clear(out: string, folder: string): void {
  clearAllBut(out, folder, null);
  attempt(() => rmdirSync(folder));
}

function clearAllBut(out: string, folder: string, kept: string | null): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const made = readJson(join(folder, foldersName));
  if (Array.isArray(made)) for (const path of made.toReversed()) if (isPath(path)) removeIfEmpty(out, path);
  for (const name of list(folder)) {
    const isOurs = /^\d+$/.test(name) || ownerName.test(name) || [stepsName, `${stepsName}-new`, foldersName].includes(name);
    if (isOurs && name !== kept) attempt(() => unlinkSync(join(folder, name)));
  }
}

/** The note can be anybody's: nothing outside of the out folder is touched. */
function removeIfEmpty(out: string, path: string): void {
  attempt(() => {
    const at = join(out, path);
    if (isInside(realpathSync(dirname(at)), realpathSync(out))) rmdirSync(at);
  });
}

function isRunning(pid: number, folder: string): boolean {
  const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (pid === process.pid || age > longestRun) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    rethrowOurs(error);
    return [];
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) rethrowOurs(error);
    return undefined;
  }
}

/** Whether it went without an error of the operating system; with `codes`, others than these are thrown. */
export function attempt(action: () => void, codes?: readonly string[]): boolean {
  try {
    action();
    return true;
  } catch (error) {
    rethrowOurs(error);
    if (codes !== undefined && !codes.includes(errorCode(error) ?? "")) throw error;
    return false;
  }
}
