import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { pathBelow } from "./paths.ts";

/** What a stranger names, kept within one folder: no path leads out of it, and no revision is read as an option. */

/** What git takes as the name of a revision, without anything that it reads otherwise: no option, no path, no range. */
const revision = /^(?!-)[\p{L}\p{N}_./@^~{}#+=-]+$/u;

/** Why a path is refused; null where it stays within the folder, its links followed. */
export function leadsOut(root: string, path: string): string | null {
  if (/^-|[\p{Cc}\p{Cf}]/u.test(path)) return `"${path}" is no path`;
  const outside = `"${path}" leads out of the folder in which the server runs`;
  if (isAbsolute(path) || path.split(/[\\/]/).includes("..")) return outside;
  // A path is judged to the letter, whatever wildcards it has: one that is there is no glob. Of a glob, the folders in front of its
  // first wildcard are there, and behind that no link is followed that leads out.
  const inside = realpathSync(root);
  return onTheWay(root, path).every((real) => pathBelow(inside, real) !== null) ? null : outside;
}

/**
 * Why one side of a comparison is refused; null where it is a folder within the root, or names a revision. A folder that stands for one
 * above the root of the specs has them where that has them, wherever that is.
 */
export function isNoSide(root: string, side: string, specs: string): string | null {
  if (!revision.test(side) || side.includes("..")) return `"${side}" is neither a folder nor the name of a git revision`;
  const typed = resolve(root, specs);
  const ends = [typed, ...onTheWay(root, specs).slice(0, 1)].flatMap((path) => endsOf(path));
  return [side, ...ends.map((end) => join(side, end))].map((path) => leadsOut(root, path)).find((why) => why !== null) ?? null;
}

/** The real paths of what is there of a path below the root, and of each folder above it: the deepest one first. */
function onTheWay(root: string, path: string): readonly string[] {
  const found: string[] = [];
  for (let at = resolve(root, path); at !== resolve(root) && at !== dirname(at); at = dirname(at)) {
    try {
      found.push(realpathSync(at));
    } catch {
      // Nothing is there, or nothing that anybody could read.
    }
  }
  return found;
}

/** A path as each of the folders above it calls it: of /a/b/c it is c, b/c and a/b/c. */
function endsOf(path: string): readonly string[] {
  const parts = path.split(/[\\/]/).filter((part) => part !== "");
  return parts.map((_, index) => parts.slice(index).join("/"));
}
