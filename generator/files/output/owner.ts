// Which folder of specs an out folder belongs to. Headers hold the root's own name alone, so that they are the same in every checkout;
// where two roots are called the same, the place tells.
import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isYaml } from "../folders.ts";
import { pathMistake } from "../path-mistake.ts";
import { isWithin } from "../paths.ts";

/** How the root at hand stands to an out folder. */
export type Claim =
  /** It is the nearest folder of its name beside the out folder or above it, or in the current folder. */
  | { readonly kind: "own" }
  /** Nothing tells that it is, and nothing that another one is. */
  | { readonly kind: "unclear" }
  /** Another folder of the same name is nearer; `has` says whether a spec or a folder of specs, below it, is there. */
  | { readonly kind: "other"; readonly root: string; readonly has: (path: string) => boolean };

/** Looks for the folder of specs that an out folder belongs to: `root` and `out` as to open them, `rootName` the root's own name. */
export function claimOf(root: string, rootName: string, out: string, cwd: string): Claim {
  // With its last spec, the root itself may have gone.
  const realPath = (folder: string) => (isFolder(folder) ? realpathSync(folder) : folder);
  const at = resolve(cwd, root);
  const from = dirname(resolve(cwd, out));
  const above: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    above.push(folder);
    if (dirname(folder) === folder) break;
  }
  const nearest = [...above, cwd].map((folder) => join(folder, rootName)).find((folder) => folder === at || isFolder(folder));
  if (nearest === undefined) return { kind: "unclear" };
  if (realPath(nearest) === realPath(at)) return { kind: "own" };
  const has = (path: string) => lstatSync(join(nearest, path), { throwIfNoEntry: false }) !== undefined;
  return { kind: "other", root: nearest, has };
}

/** Whether what a header names, with the root's own name before it, is a spec of this root that is renamed or removed by now. */
export function goneFrom(root: string, rootName: string): (source: string) => boolean {
  return (source) => {
    if (source === rootName || !isWithin(source, rootName) || !isYaml(source) || pathMistake(source) !== null) return false;
    return lstatSync(join(root, source.slice(rootName.length + 1)), { throwIfNoEntry: false }) === undefined;
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
