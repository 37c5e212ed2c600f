// From what the user typed to the specs that a run is about, below one root.
import { realpathSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve, sep } from "node:path";
import { compareText } from "../text-order.ts";
import { type Choice, choose, commonRoot } from "./choose.ts";
import { errorCode } from "./errno.ts";
import type { FindOptions, FindProblem } from "./find-problem.ts";
import { type EntryProblem, folderLister, isHidden, isOfOthers, isSettings, type ListFolder, settingsOver } from "./folders.ts";
import { nameMistake, pathMistake } from "./path-mistake.ts";
import { below, downTo, fileNameOf, folderOf, isInside, isWithin, outermost, slashes } from "./paths.ts";

/** A spec, or a stack's settings. */
export interface SpecFile {
  /** Below the root, "/"-separated: `media/thumbnailer.yaml`. */
  readonly path: string;
  /** How to show it and, from the current folder, to open it: `specs/media/thumbnailer.yaml`. */
  readonly file: string;
  /** Whether PATH names it or a folder above it. */
  readonly selected: boolean;
  /** True where it is a link, as its folder was listed. */
  readonly linked?: true;
}

export interface Found {
  /** The root folder, as to show and, from the current folder, to open it: `specs`. */
  readonly root: string;
  /** The root folder's own name, also where it was typed as `.` or `..`. */
  readonly rootName: string;
  /** By path, every spec of each stack (a folder) of which at least one spec is selected. */
  readonly specs: readonly SpecFile[];
  /**
   * The settings files from the root down to each of those stacks, and those at and below the folders that were selected, also where no
   * spec is: what is wrong with them is told before one comes there. A folder's come before those of the folders in it.
   */
  readonly settings: readonly SpecFile[];
  /** The folders below the root ("" is the root) that were selected with everything below them; none lies in another. */
  readonly whole: readonly string[];
  /** Settings files above the root, outer ones first: they hold for nothing here. */
  readonly above?: readonly string[];
}

/** What stands in the way. */
export interface NotFound {
  readonly problems: readonly FindProblem[];
  /** Where only some files cannot be taken, by their names or by what they are, the others. */
  readonly rest?: Found;
}

/**
 * Finds the specs that `paths` (spec files, folders, globs; without any, the root) select.
 * Gives the specs with their root, or every problem that stands in the way. A user's mistake is never thrown.
 */
export async function findSpecs(paths: readonly string[], options: FindOptions): Promise<Found | NotFound> {
  const cwd = resolve(options.cwd);
  const typed = paths.length > 0 ? paths : [options.specs ?? "specs"];
  const show = shower(cwd, [...typed, options.specs ?? "."].some(isAbsolute));
  const problems: FindProblem[] = [];
  const entries: EntryProblem[] = [];
  const list = folderLister((problem) => entries.push(problem));

  const choices: Choice[] = [];
  for (const path of typed) {
    const choice = await choose(path, { ...options, cwd }, list);
    if ("kind" in choice) problems.push(choice);
    else choices.push(choice);
  }
  const root = choices.length === 0 ? { problems: [] } : commonRoot(choices, options.specs, cwd, show);
  if (typeof root !== "string") return { problems: [...problems, ...entryProblems(entries, show, () => true), ...root.problems] };

  const byGlobs = new Set(entries);
  const selection = select(choices, root, list);
  const found = collect(selection, root, list, show);
  // What a glob met below the root may be what it was to match.
  const matters = (entry: EntryProblem) =>
    isInside(entry.at, root) && (byGlobs.has(entry) || concerns(selection, slashes(relative(root, entry.at))));
  problems.push(...entryProblems(entries, show, matters));
  // What could not be taken may be why nothing was found.
  const explained = problems.some(({ kind }) => explains.has(kind));
  const misses = selection.problems.filter(({ kind }) => kind !== "no-specs" || !explained);
  const names = [...nameProblems(found)];
  problems.push(...misses, ...names);
  const above = settingsOver(root).map(show);
  if (problems.length === 0) return above.length === 0 ? found : { ...found, above };
  const isOfFile = ({ kind }: FindProblem) => kind === "not-a-file" || kind === "link-outside";
  const unusable = new Set(names.map((problem) => ("path" in problem ? problem.path : "")));
  if (!problems.every((problem) => isOfFile(problem) || names.includes(problem)) || unusable.has(found.root)) return { problems };
  const usable = ({ file }: SpecFile) => !unusable.has(file);
  return { problems, rest: { ...found, specs: found.specs.filter(usable), settings: found.settings.filter(usable) } };
}

const explains: ReadonlySet<FindProblem["kind"]> = new Set(["not-readable", "not-a-file", "link-outside"]);

/** Whether an entry that cannot be taken is any of the run's business: folders above a stack are read for their settings alone. */
function concerns({ stacks, sought }: Selection, path: string): boolean {
  const folder = folderOf(path);
  return isSettings(fileNameOf(path)) || stacks.has(folder) || sought.some((outer) => isWithin(folder, outer));
}

function entryProblems(
  entries: readonly EntryProblem[],
  show: (path: string) => string,
  matters: (entry: EntryProblem) => boolean,
): readonly FindProblem[] {
  return entries
    .filter((entry) => entry.kind === "not-readable" || matters(entry))
    .sort((a, b) => compareText(a.at, b.at))
    .map((problem) => {
      const path = show(problem.at);
      return problem.kind === "not-readable"
        ? { kind: problem.kind, path, reason: problem.reason }
        : { kind: problem.kind, path };
    });
}

/** What the choices select, as paths below the root. */
interface Selection {
  readonly files: ReadonlySet<string>;
  readonly whole: readonly string[];
  /** The folders that are named, those too in which no spec was found. */
  readonly sought: readonly string[];
  readonly stacks: ReadonlySet<string>;
  /** The folders at and below those that are named which have settings, and no stack at or below them that these would hold for. */
  readonly idle: ReadonlySet<string>;
  /** The choices that select nothing. */
  readonly problems: readonly FindProblem[];
}

/** False for a folder that is gone since it was found. */
function leadsOutside(folder: string, root: string): boolean {
  try {
    return !isInside(realpathSync(folder), realpathSync(root));
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return false;
    throw thrown;
  }
}

function select(choices: readonly Choice[], root: string, list: ListFolder): Selection {
  const [files, whole, stacks, idle] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  const sought: string[] = [];
  const problems: FindProblem[] = [];

  /** Adds the stacks at and below a folder; false if there are none. */
  function addStacks(folder: string): boolean {
    const { specs, settings, folders } = list(join(root, folder), root);
    if (specs.length > 0) stacks.add(folder);
    let some = specs.length > 0;
    for (const name of folders) some = addStacks(below(folder, name)) || some;
    if (!some && settings.length > 0) idle.add(folder);
    return some;
  }

  for (const choice of choices) {
    const pathsOf = (places: readonly string[]) =>
      places.filter((place) => isInside(place, root)).map((place) => slashes(relative(root, place)));
    const visible = (path: string) => !path.split("/").some(isHidden);
    const chosenFolders = pathsOf(choice.folders).filter(visible);
    const chosenFiles = pathsOf(choice.files).filter(visible);
    const outside = chosenFolders.find((folder) => leadsOutside(join(root, folder), root));
    if (outside !== undefined) {
      problems.push({ kind: "link-outside", path: choice.typed });
      continue;
    }
    let some = chosenFiles.length > 0;
    sought.push(...chosenFolders);
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
  return { files, whole: outermost(whole), sought, stacks, idle, problems };
}

function collect(selection: Selection, root: string, list: ListFolder, show: (path: string) => string): Found {
  const { files, whole, stacks, idle } = selection;
  const isWhole = (folder: string) => whole.some((outer) => isWithin(folder, outer));
  /** Files of a folder, by their names; of thousands, to make each path by itself takes long. */
  const filesIn = (folder: string, names: Iterable<string>, selected: boolean): readonly SpecFile[] => {
    const { links } = list(join(root, folder), root);
    const beginning = show(join(root, below(folder, "x"))).slice(0, -1);
    return [...names].map((name) => {
      const path = below(folder, name);
      const file = beginning + name;
      return { path, file, selected: selected || files.has(path), ...(links.has(name) && { linked: true }) };
    });
  };
  const specs: SpecFile[] = [];
  const folders = new Set(idle);
  for (const stack of stacks) {
    const selected = isWhole(stack);
    for (const file of filesIn(stack, list(join(root, stack), root).specs, selected)) specs.push(file);
    for (const folder of downTo(stack)) folders.add(folder);
  }
  const settings: SpecFile[] = [];
  for (const folder of [...folders].sort(compareText)) {
    const isMeant = (name: string) => !idle.has(folder) || !isOfOthers(join(root, folder, name));
    const names = list(join(root, folder), root).settings.filter(isMeant).sort(compareText);
    settings.push(...filesIn(folder, names, isWhole(folder)));
  }
  return {
    root: show(root),
    rootName: basename(root),
    specs: specs.sort((a, b) => compareText(a.path, b.path)),
    settings,
    whole,
  };
}

function* nameProblems({ root, rootName, specs, settings }: Found): Iterable<FindProblem> {
  const why = nameMistake(rootName);
  if (why !== null) yield { kind: "unusable-name", path: root, why };
  for (const { path, file } of settings) {
    const mistake = pathMistake(path);
    if (mistake !== null) yield { kind: "unusable-name", path: file, why: mistake };
  }
  const paths = new Set(specs.map(({ path }) => path));
  for (const { path, file } of specs) {
    const mistake = pathMistake(path);
    if (mistake !== null) yield { kind: "unusable-name", path: file, why: mistake };
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
