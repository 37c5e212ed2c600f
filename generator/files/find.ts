// From what the user typed to the specs that a run is about, below one root.
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Choice, choose, commonRoot, isInside } from "./choose.ts";
import type { FindProblem } from "./find-problem.ts";
import { type Folder, folderLister, isHidden } from "./folders.ts";
import { below, compare, downTo, folderOf, isWithin, outermost } from "./paths.ts";

/** A spec, or a stack's settings. */
export interface SpecFile {
  /** Below the root, "/"-separated: `media/thumbnailer.yaml`. */
  readonly path: string;
  /** How to show it and, from the current folder, to open it: `specs/media/thumbnailer.yaml`. */
  readonly file: string;
  /** Whether PATH names it or a folder above it. */
  readonly selected: boolean;
}

export interface Found {
  /** The root folder, as to show and, from the current folder, to open it: `specs`. */
  readonly root: string;
  /** The root folder's own name, also where it was typed as `.` or `..`. */
  readonly rootName: string;
  /** By path, every spec of each stack (a folder) of which at least one spec is selected. */
  readonly specs: readonly SpecFile[];
  /** The settings files from the root down to each of those stacks; a folder's come before those of the folders in it. */
  readonly settings: readonly SpecFile[];
  /** The folders below the root ("" is the root) that were selected with everything below them; none lies in another. */
  readonly whole: readonly string[];
}

export interface FindOptions {
  /** `--specs`: the root, whatever the paths are. */
  readonly specs?: string;
  /** The current folder; relative paths start here. */
  readonly cwd: string;
}

/**
 * Finds the specs that `paths` (spec files, folders, globs; without any, the root) select.
 * Gives the specs with their root, or every problem that stands in the way. A user's mistake is never thrown.
 */
export async function findSpecs(
  paths: readonly string[],
  options: FindOptions,
): Promise<Found | { readonly problems: readonly FindProblem[] }> {
  const cwd = resolve(options.cwd);
  const typed = paths.length > 0 ? paths : [options.specs ?? "specs"];
  const show = shower(cwd, [...typed, options.specs ?? "."].some(isAbsolute));
  const problems: FindProblem[] = [];
  const list = folderLister((folder, reason) => problems.push({ kind: "not-readable", path: show(folder), reason }));

  const choices: Choice[] = [];
  for (const path of typed) {
    const choice = await choose(path, cwd, list);
    if ("kind" in choice) problems.push(choice);
    else choices.push(choice);
  }
  if (choices.length === 0) return { problems };
  const root = commonRoot(choices, options.specs, cwd, show);
  if (typeof root !== "string") return { problems: [...problems, ...root.problems] };

  const selection = select(choices, root, list);
  const found = collect(selection, root, list, show);
  // What could not be read may be why nothing was found.
  const misses = problems.some(({ kind }) => kind === "not-readable") ? [] : selection.problems;
  problems.push(...misses, ...nameProblems(found));
  return problems.length > 0 ? { problems } : found;
}

/** What the choices select, as paths below the root. */
interface Selection {
  readonly files: ReadonlySet<string>;
  readonly whole: readonly string[];
  readonly stacks: ReadonlySet<string>;
  /** The choices that select nothing. */
  readonly problems: readonly FindProblem[];
}

function select(choices: readonly Choice[], root: string, list: (folder: string) => Folder): Selection {
  const files = new Set<string>();
  const whole = new Set<string>();
  const stacks = new Set<string>();
  const problems: FindProblem[] = [];

  /** Adds the stacks at and below a folder; false if there are none. */
  function addStacks(folder: string): boolean {
    const { specs, folders } = list(join(root, folder));
    if (specs.length > 0) stacks.add(folder);
    let some = specs.length > 0;
    for (const name of folders) some = addStacks(below(folder, name)) || some;
    return some;
  }

  for (const choice of choices) {
    const pathsOf = (places: readonly string[]) =>
      places.filter((place) => isInside(place, root)).map((place) => slashes(relative(root, place)));
    const visible = (path: string) => !path.split("/").some(isHidden);
    const chosenFolders = pathsOf(choice.folders).filter(visible);
    const chosenFiles = pathsOf(choice.files).filter(visible);
    let some = chosenFiles.length > 0;
    for (const folder of chosenFolders) {
      if (!whole.has(folder) && !addStacks(folder)) continue;
      whole.add(folder);
      some = true;
    }
    for (const file of chosenFiles) {
      files.add(file);
      stacks.add(folderOf(file));
    }
    if (some) continue;
    const hidden = !choice.isGlob && chosenFolders.length === 0;
    problems.push({ kind: hidden ? "hidden" : "no-specs", path: choice.typed });
  }
  return { files, whole: outermost(whole), stacks, problems };
}

function collect(selection: Selection, root: string, list: (folder: string) => Folder, show: (path: string) => string): Found {
  const { files, whole, stacks } = selection;
  const isWhole = (folder: string) => whole.some((outer) => isWithin(folder, outer));
  const fileIn = (folder: string, name: string, selected: boolean): SpecFile => {
    const path = below(folder, name);
    return { path, file: show(join(root, path)), selected: selected || files.has(path) };
  };
  const specs: SpecFile[] = [];
  const folders = new Set<string>();
  for (const stack of stacks) {
    const selected = isWhole(stack);
    for (const name of list(join(root, stack)).specs) specs.push(fileIn(stack, name, selected));
    for (const folder of downTo(stack)) folders.add(folder);
  }
  const settings: SpecFile[] = [];
  for (const folder of [...folders].sort(compare)) {
    const names = [...list(join(root, folder)).settings].sort(compare);
    for (const name of names) settings.push(fileIn(folder, name, isWhole(folder)));
  }
  return { root: show(root), rootName: basename(root), specs: specs.sort((a, b) => compare(a.path, b.path)), settings, whole };
}

function* nameProblems({ rootName, specs }: Found): Iterable<FindProblem> {
  const paths = new Set(specs.map(({ path }) => path));
  for (const { path, file } of specs) {
    if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(`${rootName}/${path}`)) yield { kind: "unusable-name", path: file };
    if (path.endsWith(".yml") && paths.has(withYaml(path))) yield { kind: "same-name", path: file, other: withYaml(file) };
  }
}

function withYaml(path: string): string {
  return path.replace(/\.yml$/, ".yaml");
}

/** Shows an absolute path as a user would type it: inside the current folder from there, elsewhere as they typed. */
function shower(cwd: string, typedAbsolute: boolean): (path: string) => string {
  const inside = cwd.endsWith(sep) ? cwd : cwd + sep;
  return (path) => {
    if (path === cwd) return ".";
    if (path.startsWith(inside)) return slashes(path.slice(inside.length));
    return slashes(typedAbsolute ? path : relative(cwd, path));
  };
}

function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
