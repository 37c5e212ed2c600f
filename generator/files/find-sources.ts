// The source files of a function's code, below one folder.
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { reasonOf } from "./errno.ts";
import { readFileText, type Unread } from "./text.ts";

/** More files than this are no folder of sources: a home folder, a monorepo's root. */
const mostSources = 20_000;

/** Larger than this, in bytes, a source is not read: bundles are larger than what people write. */
const largestSource = 5_242_880;

/** What other tools put beside sources: dependencies, builds, caches. */
const notOurs = [
  "node_modules",
  ".git",
  "__pycache__",
  ".venv",
  "venv",
  "site-packages",
  "cdk.out",
  ".aws-sam",
  ".terraform",
  "coverage",
].map((name) => `**/${name}/**`);

type Sources =
  /** Path below the folder → text; `unread` are those that are there and could not be read. */
  { readonly texts: ReadonlyMap<string, string>; readonly unread: ReadonlyMap<string, Unread> } | { readonly problem: string };

/** Reads the Python and JavaScript below a folder, links that lead out of it and what is not ours left out. */
export async function findSources(folder: string): Promise<Sources> {
  let root: string;
  try {
    root = realpathSync(folder);
  } catch (error) {
    return { problem: reasonOf(error) };
  }
  const paths = await glob(["**/*.{py,js,mjs,cjs,jsx,ts,mts,cts,tsx}"], {
    cwd: root,
    ignore: notOurs,
    dot: false,
    followSymbolicLinks: false,
    onlyFiles: true,
  });
  if (paths.length > mostSources)
    return { problem: `it holds over ${mostSources} source files; name the folder of the function's own` };
  const texts = new Map<string, string>();
  const unread = new Map<string, Unread>();
  for (const path of paths.sort()) {
    const read = readFileText(join(root, path), root, largestSource);
    if (read.kind === "text") texts.set(path, read.text);
    else unread.set(path, read);
  }
  return { texts, unread };
}
