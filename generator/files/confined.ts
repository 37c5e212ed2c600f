import { realpathSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import { pathBelow } from "./paths.ts";

/** What a stranger names, kept within one folder: no path leads out of it, and no revision is read as an option. */

/** What git takes as the name of a revision, without anything that it reads otherwise: no option, no path, no range. */
const revision = /^(?!-)[\p{L}\p{N}_./@^~{}#+=-]+$/u;

/** Why a path is refused; null where it stays within the folder, its links followed. */
export function leadsOut(root: string, path: string): string | null {
  if (/^-|[\p{Cc}\p{Cf}]/u.test(path)) return `"${path}" is no path`;
  const outside = `"${path}" leads out of the folder in which the server runs`;
  if (isAbsolute(path)) return outside;
  // A glob is judged by the folder in front of its first wildcard.
  const plain = path.replace(/(^|\/)[^/]*[*?[{!(].*$/, "$1");
  const below = pathBelow(realpathSync(root), nearestReal(resolve(root, plain)));
  return below !== null && !path.split(/[\\/]/).includes("..") ? null : outside;
}

/** Why one side of a comparison is refused; null where it is a folder within the root, or names a revision. */
export function isNoSide(root: string, side: string): string | null {
  if (!revision.test(side) || side.includes("..")) return `"${side}" is neither a folder nor the name of a git revision`;
  return leadsOut(root, side);
}

/** The real path of the deepest part that is there. */
function nearestReal(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    try {
      return realpathSync(at);
    } catch {
      if (at === dirname(at)) return at;
    }
  }
}
