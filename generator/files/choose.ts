// From one PATH of the command line to the files and folders it names, and from all of them to their root.
import { type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode, reasonOf } from "./errno.ts";
import type { FindOptions, FindProblem } from "./find-problem.ts";
import { isSettings, isYaml, type ListFolder } from "./folders.ts";
import { globFiles, globPrefix, isGlob } from "./path-glob.ts";
import { isInside } from "./paths.ts";

/** One PATH, looked up. All but `typed` are absolute; in `files` are specs alone. */
export interface Choice {
  readonly typed: string;
  readonly isGlob: boolean;
  /** The folder that PATH names or lies in; of a glob, the folder before its first wildcard. */
  readonly home: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** What one PATH names, or why that is nothing. A path that exists is no glob, whatever characters it has. */
export async function choose(typed: string, { cwd, specs }: FindOptions, list: ListFolder): Promise<Choice | FindProblem> {
  const at = resolve(cwd, typed);
  const found = typed === "" ? undefined : lookAt(at);
  if (typeof found === "string") return { kind: "not-readable", path: typed, reason: found };
  if (found === undefined) return isGlob(typed) ? chooseByGlob(typed, cwd, specs, list) : { kind: "missing", path: typed };
  if (found.isDirectory()) return { typed, isGlob: false, home: at, files: [], folders: [at] };
  if (!isYaml(at)) return { kind: "not-yaml", path: typed };
  if (!found.isFile()) return { kind: "not-a-file", path: typed };
  const home = dirname(at);
  // A stack's settings reach all of its specs and the folders below.
  return isSettings(basename(at))
    ? { typed, isGlob: false, home, files: [], folders: [home] }
    : { typed, isGlob: false, home, files: [at], folders: [] };
}

/** A glob selects what the paths it matches would, but files that are no YAML are passed over. */
async function chooseByGlob(typed: string, cwd: string, specs: string | undefined, list: ListFolder): Promise<Choice> {
  const home = resolve(cwd, globPrefix(typed));
  // What will be the root where the folder lies in it: see `commonRoot`.
  const root = specs === undefined ? usualRoot(cwd) : resolve(cwd, specs);
  const top = (folder: string) => (isInside(folder, root) || specs !== undefined ? root : home);
  const found = lookAt(home);
  const exists = typeof found === "object" && found.isDirectory();
  const { files, folders } = exists ? await globFiles(typed, home, list, top) : { files: [], folders: [] };
  const stacks = files.filter((file) => isSettings(basename(file))).map((file) => dirname(file));
  return {
    typed,
    isGlob: true,
    home,
    files: files.filter((file) => !isSettings(basename(file))),
    folders: [...folders, ...stacks],
  };
}

/** The root that is taken where nothing else is said. */
export function usualRoot(cwd: string): string {
  return join(cwd, "specs");
}

/** The one root of all choices (at least one), absolute. `show` makes a path fit to be shown. */
export function commonRoot(
  choices: readonly Choice[],
  specs: string | undefined,
  cwd: string,
  show: (path: string) => string,
): string | { readonly problems: readonly FindProblem[] } {
  if (specs !== undefined) return givenRoot(choices, specs, cwd, show);
  const usual = usualRoot(cwd);
  const roots = new Set(choices.map((choice) => (liesIn(choice, usual, "every") ? usual : choice.home)));
  const [root, ...others] = roots;
  return root === undefined || others.length > 0 ? { problems: [{ kind: "several-roots", roots: [...roots].map(show) }] } : root;
}

function givenRoot(choices: readonly Choice[], specs: string, cwd: string, show: (path: string) => string) {
  const root = resolve(cwd, specs);
  const found = lookAt(root);
  const problems: FindProblem[] = [];
  if (found === undefined) problems.push({ kind: "missing", path: specs });
  else if (typeof found === "string") problems.push({ kind: "not-readable", path: specs, reason: found });
  else if (!found.isDirectory()) problems.push({ kind: "not-a-folder", path: specs });
  else {
    for (const choice of choices) {
      if (!liesIn(choice, root, "some")) problems.push({ kind: "outside-root", path: choice.typed, root: show(root) });
    }
  }
  return problems.length > 0 ? { problems } : root;
}

/** A glob can begin above the root, as "{specs/media,specs/api}/*.yaml" does: then its matches say where it lies. */
function liesIn(choice: Choice, root: string, how: "some" | "every"): boolean {
  if (isInside(choice.home, root)) return true;
  const matches = [...choice.files, ...choice.folders];
  return matches.length > 0 && matches[how]((match) => isInside(match, root));
}

/** What stands there, undefined for nothing, or the reason why that cannot be said. */
function lookAt(path: string): Stats | string | undefined {
  try {
    return statSync(path);
  } catch (error) {
    const code = errorCode(error);
    // A glob can be too long for a file name.
    return code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG" ? undefined : reasonOf(error);
  }
}
