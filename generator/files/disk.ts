// Writing a plan to the out folder, so that a run that fails leaves it as it was. Nothing else of the program writes there.
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { errorCode, reasonOf } from "./errno.ts";
import { folderOf } from "./paths.ts";
import type { Plan } from "./plan.ts";

/** What became of a plan. */
export type Applied =
  | { readonly kind: "applied" }
  /** `path` is the file that could not be written (or removed), the out folder's name included; `changed`: whether others were before it. */
  | { readonly kind: "cannot-write"; readonly path: string; readonly reason: string; readonly changed: boolean };

/**
 * Carries out a plan in the out folder, which is made if need be. Every new text is first written beside its file, under a
 * temporary name; if that fails (a full disk, a folder that may not be written to), everything is as it was before. Only then the files
 * get their names, one after the other, each at once old or new; then the deletions, and the folders that these leave empty.
 * Throws if the plan has foreign files: a mistake of the caller.
 */
export function applyPlan(out: string, plan: Plan): Applied {
  if (plan.foreign.length > 0) throw new Error("a plan with foreign files must not be carried out");
  for (const folder of new Set(plan.changes.map(({ path }) => folderOf(path)))) sweep(join(out, folder));
  const writes: Write[] = [];
  const deletions: Removal[] = [];
  for (const change of plan.changes) {
    const target = join(out, change.path);
    if (change.kind === "delete") deletions.push({ target, path: change.path });
    if (change.kind !== "create" && change.kind !== "update") continue;
    const temporary = join(dirname(target), `${temporaryPrefix}${process.pid}-${writes.length}`);
    writes.push({ target, path: change.path, temporary, text: change.text, replaces: change.kind === "update" });
  }
  const problem = writeAll(writes, deletions);
  if (problem !== undefined) return problem;
  for (const { path } of deletions) removeEmptyFolders(out, folderOf(path));
  return { kind: "applied" };
}

/** A file to remove; `target` is where it stands, `path` is below the out folder. */
interface Removal {
  readonly path: string;
  readonly target: string;
}

interface Write extends Removal {
  readonly temporary: string;
  readonly text: string;
  readonly replaces: boolean;
}

const temporaryPrefix = ".lambdagrant-";

function writeAll(writes: readonly Write[], deletions: readonly Removal[]): Applied | undefined {
  const made: string[] = [];
  let at = "";
  try {
    for (const { target } of deletions) {
      at = target;
      accessSync(dirname(target), constants.W_OK);
    }
    const ready = new Set<string>();
    for (const write of writes) {
      at = write.target;
      const folder = dirname(at);
      if (!ready.has(folder)) makeFolder(folder, made);
      ready.add(folder);
      writeTemporary(write);
    }
  } catch (error) {
    undo(writes, made);
    return { kind: "cannot-write", path: at, reason: reasonOf(error), changed: false };
  }

  // Where a.tf and A.tf are one file, removing the old name last would remove the new file.
  const written = new Set(writes.map(({ path }) => path.toLowerCase()));
  const isRenamed = ({ path }: Removal) => written.has(path.toLowerCase());
  const steps: readonly (readonly [string, () => void])[] = [
    ...deletions.filter(isRenamed).map(({ target }) => [target, () => removeFile(target)] as const),
    ...writes.map(({ target, temporary }) => [target, () => renameSync(temporary, target)] as const),
    ...deletions.filter((removal) => !isRenamed(removal)).map(({ target }) => [target, () => removeFile(target)] as const),
  ];
  let done = 0;
  try {
    for (const [target, step] of steps) {
      at = target;
      step();
      done += 1;
    }
    return undefined;
  } catch (error) {
    undo(writes, made);
    return { kind: "cannot-write", path: at, reason: reasonOf(error), changed: done > 0 };
  }
}

function writeTemporary({ temporary, text, target, replaces }: Write): void {
  // "wx": never through a link that someone laid there.
  writeFileSync(temporary, text, { flag: "wx" });
  if (replaces) chmodSync(temporary, statSync(target).mode & 0o7777);
}

/** Makes a folder and those above it; says in `made` which are new, outer ones first. */
function makeFolder(folder: string, made: string[]): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST" && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    if (code !== "ENOENT" || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder), made);
    mkdirSync(folder);
  }
  made.push(folder);
}

/** Removes the temporary files of a failed run, and the folders it made where they are empty. What cannot be removed stays: the first failure is told. */
function undo(writes: readonly Write[], made: readonly string[]): void {
  for (const { temporary } of writes) attempt(() => unlinkSync(temporary));
  for (const folder of made.toReversed()) attempt(() => rmdirSync(folder));
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}

/** Removes a folder if it is empty, and then those above it, but not the out folder. */
function removeEmptyFolders(out: string, folder: string): void {
  for (let path = folder; path !== ""; path = folderOf(path)) {
    if (!attempt(() => rmdirSync(join(out, path)))) return;
  }
}

/** Removes the temporary files that an interrupted run left in a folder. Those of a run that still goes on are left to it. */
function sweep(folder: string): void {
  attempt(() => {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(temporaryPrefix)) continue;
      const pid = Number(/^\d+(?=-\d+$)/.exec(name.slice(temporaryPrefix.length))?.[0] ?? Number.NaN);
      if (Number.isInteger(pid) && (pid === process.pid || !isRunning(pid))) unlinkSync(join(folder, name));
    }
  });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** Whether it went without an error of the operating system. */
function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    reasonOf(error);
    return false;
  }
}
