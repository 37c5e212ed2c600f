// What lies in a folder of specs: the one place that says what a spec is, what is passed over, and where links end.
import { type Dirent, existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "./errno.ts";
import { isInside } from "./paths.ts";
import { readFileText } from "./text.ts";

/** Names only, without order; other files mean nothing here. */
export interface Folder {
  readonly specs: readonly string[];
  readonly settings: readonly string[];
  readonly folders: readonly string[];
  /** Specs and settings that are links to files. */
  readonly links: ReadonlySet<string>;
}

/** Lists a folder; no link in it may lead out of `top`. Both are absolute paths. */
export type ListFolder = (folder: string, top: string) => Folder;

/** What is told of an entry that cannot be taken; `at` is an absolute path. */
export type EntryProblem =
  | { readonly kind: "not-readable"; readonly at: string; readonly reason: string }
  /** A link to a folder, a spec or a stack's settings elsewhere. */
  | { readonly kind: "link-outside"; readonly at: string }
  /** Called as a spec, but a FIFO, a socket or a device; called as a stack's settings, which would hold for nothing, but a folder. */
  | { readonly kind: "not-a-file"; readonly at: string };

/** `stack.yaml` and `stack.yml` hold a stack's settings, `rules.yaml` and `rules.yml` what is never granted in it. */
export function isSettings(name: string): boolean {
  return settingsNames.includes(name);
}

/** What they may be called. */
export const settingsNames: readonly string[] = ["stack.yaml", "stack.yml", "rules.yaml", "rules.yml"];

/** Whether a file holds rules, by its name. */
export function isRules(name: string): boolean {
  return name === "rules.yaml" || name === "rules.yml";
}

/** By its name, a spec or a stack's settings. */
export function isYaml(name: string): boolean {
  return name.endsWith(".yaml") || name.endsWith(".yml");
}

/** Whether a file or folder is passed over: `.git`, `.terraform`, an editor's `.#x.yaml`, `node_modules`. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/**
 * A function that lists a folder, reading each folder once. What cannot be taken is told and left out.
 * Links to folders are folders, but for those that lead back to where they stand; such a link seems not to be there.
 */
export function folderLister(tell: (problem: EntryProblem) => void): ListFolder {
  const listed = new Map<string, Folder>();
  // By folder, the real folders whose links were followed to get there.
  const followed = new Map<string, readonly string[]>();
  const reals = new Map<string, string>();

  function realOf(folder: string): string {
    const known = reals.get(folder) ?? realpathSync(folder);
    reals.set(folder, known);
    return known;
  }

  function entriesOf(folder: string): readonly Dirent[] {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      tell({ kind: "not-readable", at: folder, reason: reasonOf(error) });
      return [];
    }
  }

  /** What a link leads to; null where it is not taken. */
  function followLink(folder: string, name: string, top: string): Kind | null {
    const at = join(folder, name);
    const { kind, target } = lookThrough(at);
    if (kind === "folder") {
      const from = [...(followed.get(folder) ?? []), realOf(folder)];
      if (from.some((place) => isInside(place, target))) return null;
      followed.set(at, from);
    }
    const isTaken = kind === "folder" || isYaml(name);
    if (!isTaken || target === "" || isInside(target, realOf(top))) return kind;
    tell({ kind: "link-outside", at });
    return null;
  }

  function list(folder: string, top: string): Folder {
    const found = { specs: [] as string[], settings: [] as string[], folders: [] as string[], links: new Set<string>() };
    const from = followed.get(folder);
    for (const entry of entriesOf(folder)) {
      const { name } = entry;
      if (isHidden(name)) continue;
      const at = join(folder, name);
      const isLink = entry.isSymbolicLink();
      const kind = isLink ? followLink(folder, name, top) : kindOf(entry);
      if (kind === null) continue;
      if (isLink) found.links.add(name);
      else if (kind === "folder" && from !== undefined) followed.set(at, from);

      if (kind === "folder" && !isSettings(name)) found.folders.push(name);
      else if (isYaml(name) && kind !== "file") tell({ kind: "not-a-file", at });
      else if (isYaml(name)) (isSettings(name) ? found.settings : found.specs).push(name);
    }
    return found;
  }

  return (folder, top) => {
    let found = listed.get(folder);
    if (found === undefined) {
      found = list(folder, top);
      listed.set(folder, found);
    }
    return found;
  };
}

type Kind = "file" | "folder" | "special";

function kindOf(found: Pick<Dirent, "isFile" | "isDirectory">): Kind {
  return found.isFile() ? "file" : found.isDirectory() ? "folder" : "special";
}

/** What a link leads to, and its real path. */
function lookThrough(link: string): { readonly kind: Kind; readonly target: string } {
  try {
    const target = realpathSync(link);
    return { kind: kindOf(statSync(target)), target };
  } catch {
    // A broken link is taken for a file: whoever reads the spec says what is wrong with it.
    return { kind: "file", target: "" };
  }
}

/**
 * The settings files in the folders above a root: from that of the repository on, or, where there is none, from above a folder `specs`;
 * where there is neither, in the next one alone.
 */
export function settingsOver(root: string): readonly string[] {
  const folders: string[] = [];
  const isTop = (folder: string) => dirname(folder) === folder || existsSync(join(folder, ".git"));
  for (let at = root; !isTop(at); folders.unshift(at)) at = dirname(at);
  const specs = folders.findIndex((folder) => basename(folder) === "specs");
  const isRepository = folders.some((folder) => existsSync(join(folder, ".git")));
  const seen = isRepository ? folders : folders.slice(specs > 0 ? specs - 1 : -1);
  return seen.flatMap((folder) =>
    settingsNames.map((name) => join(folder, name)).filter((file) => existsSync(file) && !isOfOthers(file)),
  );
}

/** That settings files above a root hold for nothing, and what helps; null where there are none. `asRoot` is how to say the root. */
export function aboveWords(above: readonly string[], root: string, asRoot: (folder: string) => string): string | null {
  const [first] = above;
  if (first === undefined) return null;
  const [does, they, helps] = above.length === 1 ? ["lies", "it says", "it does"] : ["lie", "they say", "they do"];
  return `${above.join(", ")} ${does} above ${root}, which is the root of this run: nothing that ${they} holds; in ${root} ${helps}, or with ${asRoot(dirname(first))}`;
}

/** Keys of other programs' files that have these names, and none of ours: Haskell's Stack, and Prometheus. */
const keysOfOthers = /^(?:resolver|snapshot|groups)\s*:/m;

/** Whether a file that is called as settings are says by its keys that it is another program's: asked where it would hold for nothing. */
export function isOfOthers(file: string): boolean {
  const read = readFileText(file);
  return read.kind === "text" && keysOfOthers.test(read.text);
}

/** What stands at a path below a root, or beside it: whether it is a folder, and else the folders beside it, none behind a link. */
export function lookBelow(root: string): (path: string) => { readonly isFolder: boolean; readonly beside: readonly string[] } {
  return (path) => {
    const at = join(root, path);
    if (statSync(at, { throwIfNoEntry: false })?.isDirectory() === true) return { isFolder: true, beside: [] };
    try {
      const folder = dirname(at);
      const isLinked = !isInside(realpathSync(folder), dirname(realpathSync(root)));
      const entries = isLinked ? [] : readdirSync(folder, { withFileTypes: true });
      return { isFolder: false, beside: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name) };
    } catch {
      return { isFolder: false, beside: [] };
    }
  };
}
