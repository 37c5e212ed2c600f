// Which folder of specs an out folder belongs to. Headers hold the root's own name alone, so that they are the same in every checkout;
// where two roots are called the same, the place tells.
import { lstatSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

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
  const own = realpathSync(root);
  const from = dirname(resolve(cwd, out));
  const above: string[] = [];
  for (let folder = from; ; folder = dirname(folder)) {
    above.push(folder);
    if (dirname(folder) === folder) break;
  }
  const nearest = [...above, cwd].map((folder) => join(folder, rootName)).find(isFolder);
  if (nearest === undefined) return { kind: "unclear" };
  if (realpathSync(nearest) === own) return { kind: "own" };
  const has = (path: string) => lstatSync(join(nearest, path), { throwIfNoEntry: false }) !== undefined;
  return { kind: "other", root: nearest, has };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
