// The source files of a function's code, below one folder.
import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "./errno.ts";
import { below, isInside } from "./paths.ts";
import { readFileText, type Unread } from "./text.ts";

/** More files, or folders, than this are no folder of sources: a home folder, a monorepo's root. */
const mostSources = 20_000;

/** Larger than this, in bytes, a source is not read: bundles are larger than what people write. */
const largestSource = 5_242_880;

/** What other tools put beside sources: dependencies, builds, caches. */
const notOurs: ReadonlySet<string> = new Set(["node_modules", "__pycache__", "venv", "site-packages", "cdk.out", "coverage"]);

const isSource = (name: string) => /\.(py|[cm]?[jt]s|[jt]sx)$/.test(name);

type Sources =
  /** Path below the folder → text; `unread` are those that are there and could not be read, links to files that lie elsewhere, too. */
  { readonly texts: ReadonlyMap<string, string>; readonly unread: ReadonlyMap<string, Unread> } | { readonly problem: string };

/** Reads the Python and JavaScript below a folder, also behind links; folders that lie elsewhere and what is not ours left out. */
export async function findSources(folder: string): Promise<Sources> {
  const texts = new Map<string, string>();
  const unread = new Map<string, Unread>();
  try {
    const root = realpathSync(folder);
    const paths = sourcesBelow(root);
    if (paths === null) return { problem: `it holds over ${mostSources} source files; name the folder of the function's own` };
    for (const path of paths) {
      const read = readFileText(join(root, path), root, largestSource);
      if (read.kind === "text") texts.set(path, read.text);
      else unread.set(path, read);
    }
  } catch (error) {
    return { problem: reasonOf(error) };
  }
  return { texts, unread };
}

/** The paths of what is called as a source, sorted; null where it is too much. `root` is a real path. */
function sourcesBelow(root: string): readonly string[] | null {
  const found: string[] = [];
  /** With the real folders from the root down to each: a link that leads back to one of them is not followed. */
  const left: { readonly folder: string; readonly way: readonly string[] }[] = [{ folder: "", way: [root] }];
  for (let seen = 1, next = left.pop(); next !== undefined; next = left.pop(), seen++) {
    if (seen > mostSources) return null;
    for (const entry of readdirSync(join(root, next.folder), { withFileTypes: true })) {
      const path = below(next.folder, entry.name);
      if (entry.name.startsWith(".") || notOurs.has(entry.name)) continue;
      const linked = entry.isSymbolicLink() ? linkedFolder(join(root, path)) : null;
      if (linked === null && !entry.isDirectory()) {
        if (isSource(entry.name)) found.push(path);
      } else if (linked === null || (isInside(linked, root) && !next.way.some((place) => isInside(place, linked))))
        left.push({ folder: path, way: [...next.way, linked ?? join(next.way.at(-1) ?? root, entry.name)] });
    }
    if (found.length > mostSources) return null;
  }
  return found.sort();
}

/** The real path of the folder that a link leads to; null where that is none. */
function linkedFolder(link: string): string | null {
  try {
    const real = realpathSync(link);
    return statSync(real).isDirectory() ? real : null;
  } catch {
    // Whoever reads it as a file says what is wrong with it.
    return null;
  }
}
