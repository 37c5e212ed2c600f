// Writing a plan to the out folder, so that a run that fails leaves it as it was. Nothing else of the program writes there.
import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { errorCode, reasonOf, rethrowOurs } from "../errno.ts";
import { makeFolder } from "../make-folder.ts";
import { downTo, folderOf } from "../paths.ts";
import { type Change, type Plan, type Text, unpacked } from "./plan.ts";
import { isAs } from "./read-found.ts";
import { attempt, endTurn, hasLeftovers, type NoTurn, noteFolders, noteSteps, type Turn, takeTurn } from "./turn.ts";

/** What became of a plan. */
export type Applied =
  | { readonly kind: "applied" }
  /** `path` is the file that could not be written (or removed), the out folder's name included; `changed`: whether others were before it. */
  | { readonly kind: "cannot-write"; readonly path: string; readonly reason: string; readonly changed: boolean }
  /** `path` is below the out folder. */
  | NoTurn
  /** Somebody wrote to a file, below the out folder, after the plan was made: it must be made again. */
  | { readonly kind: "overtaken"; readonly path: string };

/**
 * Carries out a plan in the out folder, which is made if need be, when no other run does. Every new text is first written to a folder
 * of its own there; if that fails (a full disk, a folder that may not be written to), everything is as it was before. Only then the
 * files get their places, one after the other, each at once old or new; then the deletions, and the folders that these leave empty.
 * Throws if the plan has foreign files: a mistake of the caller.
 */
export function applyPlan(out: string, plan: Plan): Applied {
  if (plan.foreign.length > 0) throw new Error("a plan with foreign files must not be carried out");
  if (plan.changes.every(({ kind }) => kind === "keep")) {
    if (hasLeftovers(out)) attempt(() => tidy(out));
    return { kind: "applied" };
  }
  const made: string[] = [];
  try {
    makeFolder(out, made);
    const turn = takeTurn(out);
    if (turn.kind !== "turn") return turn;
    const applied = inTurn(out, turn, () => applyInTurn(out, plan, turn));
    if (applied.kind === "cannot-write" && !applied.changed) undoFolders(made);
    return applied;
  } catch (error) {
    undoFolders(made);
    return { kind: "cannot-write", path: out, reason: reasonOf(error), changed: false };
  }
}

function inTurn<Result>(out: string, turn: Turn, action: () => Result): Result {
  try {
    return action();
  } finally {
    endTurn(out, turn);
  }
}

/** To take a turn is to clear away what others left. */
function tidy(out: string): void {
  const turn = takeTurn(out, 0);
  if (turn.kind === "turn") endTurn(out, turn);
}

/** A file to remove; `target` is where it stands, `path` is below the out folder. */
interface Removal {
  readonly path: string;
  readonly target: string;
}

interface Write extends Removal {
  /** The name under which its text is prepared. */
  readonly prepared: string;
  readonly text: Text;
  readonly replaces: boolean;
}

function applyInTurn(out: string, plan: Plan, turn: Turn): Applied {
  const overtaken = plan.changes.find((change) => !isAsFound(join(out, change.path), change));
  if (overtaken !== undefined) return { kind: "overtaken", path: overtaken.path };
  const writes: Write[] = [];
  const deletions: Removal[] = [];
  for (const change of plan.changes) {
    const target = join(out, change.path);
    // Another run may have removed it meanwhile, with its folder.
    if (change.kind === "delete" && lstatSync(target, { throwIfNoEntry: false }) !== undefined)
      deletions.push({ target, path: change.path });
    if (change.kind !== "create" && change.kind !== "update") continue;
    const prepared = String(writes.length);
    writes.push({ target, path: change.path, prepared, text: change.text, replaces: change.kind === "update" });
  }
  const problem = writeAll(out, writes, deletions, turn);
  if (problem !== undefined) return problem;
  for (const { path } of deletions) removeEmptyFolders(out, folderOf(path));
  return { kind: "applied" };
}

/** Whether what the plan found is still there: a run, an editor or a checkout may have come between. */
function isAsFound(target: string, change: Change): boolean {
  try {
    switch (change.kind) {
      // Another run may have made something else of what this one keeps: the output would be a mixture of both.
      case "keep":
        return isAs(readFileSync(target), change);
      case "create":
        return lstatSync(target, { throwIfNoEntry: false }) === undefined;
      case "update":
        return readFileSync(target, "utf8") === change.before;
      case "delete":
        return !lstatSync(target, { throwIfNoEntry: false }) || readFileSync(target, "utf8") === change.before;
    }
  } catch (error) {
    // Why a folder above is none, or a file cannot be read, is said when it is written to.
    rethrowOurs(error);
    return errorCode(error) !== "ENOENT";
  }
}

function writeAll(out: string, writes: readonly Write[], deletions: readonly Removal[], turn: Turn): Applied | undefined {
  const made: string[] = [];
  let at = out;
  try {
    for (const { target } of deletions) {
      at = target;
      accessSync(dirname(target), constants.W_OK);
    }
    const folders = new Set(writes.map(({ path }) => folderOf(path)));
    const emptied = deletions.flatMap(({ path }) => downTo(folderOf(path)).filter((folder) => folder !== ""));
    noteFolders(turn, [...missingFolders(out, folders), ...emptied]);
    for (const write of writes) {
      at = write.target;
      if (folders.delete(folderOf(write.path))) {
        makeFolder(dirname(at), made);
        accessSync(dirname(at), constants.W_OK);
      }
      prepare(write, turn);
    }
    at = out;
    noteSteps(turn, {
      writes: Object.fromEntries(writes.map(({ prepared, path }) => [prepared, path])),
      removals: deletions.map(({ path }) => path),
    });
  } catch (error) {
    undoFolders(made);
    return { kind: "cannot-write", path: at, reason: reasonOf(error), changed: false };
  }

  // Where a.tf and A.tf are one file, removing the old name last would remove the new file.
  const written = new Set(writes.map(({ path }) => path.toLowerCase()));
  const isRenamed = ({ path }: Removal) => written.has(path.toLowerCase());
  const steps: readonly (readonly [string, () => void])[] = [
    ...deletions.filter(isRenamed).map(({ target }) => [target, () => removeFile(target)] as const),
    ...writes.map(({ target, prepared }) => [target, () => renameSync(join(turn.folder, prepared), target)] as const),
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
    undoFolders(made);
    return { kind: "cannot-write", path: at, reason: reasonOf(error), changed: done > 0 };
  }
}

function prepare({ prepared, text, target, replaces }: Write, turn: Turn): void {
  const file = join(turn.folder, prepared);
  // "wx": never through a link that someone laid there.
  writeFileSync(file, unpacked(text), { flag: "wx" });
  if (replaces) chmodSync(file, statSync(target).mode & 0o7777);
}

/** Those of the folders, and of the folders above them, that are not there; outer ones first. */
function missingFolders(out: string, folders: ReadonlySet<string>): readonly string[] {
  const all = new Set([...folders].flatMap((folder) => downTo(folder)));
  return [...all].filter((folder) => folder !== "" && !lstatSync(join(out, folder), { throwIfNoEntry: false })).sort();
}

/** Removes the folders that a failed run made where they are empty. What cannot be removed stays: the first failure is told. */
function undoFolders(made: readonly string[]): void {
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
