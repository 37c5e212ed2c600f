import { realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { CompileInput, Derived } from "../compile.ts";
import type { Code } from "../diagnostics/codes.ts";
import { type Diagnostic, error, firstLine, inOrder } from "../diagnostics/diagnostic.ts";
import { type Found, findSpecs, type NotFound, type SpecFile } from "../files/find.ts";
import type { FindProblem } from "../files/find-problem.ts";
import { aboveWords, isSettings } from "../files/folders.ts";
import { fileNameOf, isInside } from "../files/paths.ts";
import { largestFile, type ReadText, textsInside } from "../files/text.ts";
import type { SourceFile } from "../spec/stack.ts";
import { type CommonOptions, type Exit, exit, printReport, say } from "./print-output.ts";

/** The specs of a run, read. */
export interface Input {
  readonly found: Found;
  readonly specs: readonly SourceFile[];
  readonly settings: readonly SourceFile[];
  /** All that was read: the text that a mistake is shown in. */
  readonly sources: readonly SourceFile[];
  /** Below the root: the specs that PATH names. */
  readonly selected: ReadonlySet<string>;
}

export type ReadInput = { readonly input: Input } | Unread;

/**
 * Finds and reads what PATH names, from the current folder or from another; where it cannot, or not all of it, diagnostics and the exit
 * status.
 */
export async function readInput(
  paths: readonly string[],
  rootFolder: string | undefined,
  cwd = process.cwd(),
  alone = false,
): Promise<ReadInput> {
  const sought = await seek(paths, rootFolder, cwd);
  const found = "problems" in sought ? sought.rest : sought;
  const told = "problems" in sought ? refusal(sought) : null;
  if (found === undefined) return told ?? { diagnostics: [], status: exit.input };
  const { read, mistakes } = reader(found, cwd);
  const specs = found.specs.filter(({ selected }) => selected || !alone).flatMap(read);
  const settings = found.settings.flatMap(read);
  const input: Input = {
    found,
    specs,
    settings,
    sources: [...specs, ...settings],
    selected: new Set(found.specs.filter(({ selected }) => selected).map(({ path }) => path)),
  };
  const unread = [told, mistakes()].filter((one) => one !== null);
  return unread.length === 0 ? { input } : unreadBeside(unread, input);
}

/** Why nothing was read, or not all, and the exit status. */
export interface Unread {
  readonly diagnostics: readonly Diagnostic[];
  readonly status: Exit;
  /** What PATH names, as it was typed, that is not there or holds no spec, where that is all that is wrong. */
  readonly nothing?: readonly string[];
  /** What was read all the same; not where settings were not: without them nobody knows what is a mistake. */
  readonly rest?: Input;
}

function unreadBeside(unread: readonly Unread[], rest: Input): Unread {
  const diagnostics = inOrder(unread.flatMap((one) => one.diagnostics));
  const status = unread.some((one) => one.status === exit.machine) ? exit.machine : exit.input;
  const isKnown = !diagnostics.some(({ file }) => isSettings(fileNameOf(file)));
  return { diagnostics, status, ...(isKnown && { rest }) };
}

/** Half of a compilation, which a command loads as it is bundled. */
type Derive = (input: CompileInput) => Pick<Derived, "diagnostics">;

/** Prints why nothing was read, or not all, and what is wrong with the rest. */
export function reportUnread(unread: Unread, options: CommonOptions, derive: Derive): Exit {
  printReport({ ...withOthers(unread, derive), files: 0, functions: 0 }, options);
  return unread.status;
}

/** Files that were not read hide no mistake of those that were: all are told in one run. */
export function withOthers(
  { diagnostics, rest }: Unread,
  derive: Derive,
): { readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly SourceFile[] } {
  if (rest === undefined) return { diagnostics, sources: [] };
  const { sources, selected } = rest;
  const asked = new Set(sources.flatMap(({ path, file }) => (selected.has(path) || isSettings(fileNameOf(path)) ? file : [])));
  const others = derive(compileInput(rest, {})).diagnostics.filter(({ file }) => asked.has(file));
  return { diagnostics: inOrder([...diagnostics, ...others]), sources };
}

/** Finds what PATH names, and reads nothing of it. */
export async function findInput(paths: readonly string[], rootFolder: string | undefined, cwd: string): Promise<Found | Unread> {
  const found = await seek(paths, rootFolder, cwd);
  return "problems" in found ? refusal(found) : found;
}

async function seek(paths: readonly string[], rootFolder: string | undefined, cwd: string): Promise<Found | NotFound> {
  const sought = await findSpecs(paths.length === 0 ? [rootFolder ?? "specs"] : paths, {
    ...(rootFolder !== undefined && { specs: rootFolder }),
    cwd,
  });
  if (!("problems" in sought)) tellAbove(sought);
  return sought;
}

/** What was told of settings above a root: once is enough, however often its specs are read. */
const toldAbove = new Set<string>();

function tellAbove({ above = [], root }: Found): void {
  const told = aboveWords(above, root, (folder) => `--specs ${folder}`);
  if (told === null || toldAbove.has(told)) return;
  say(`lambdagrant: ${told}`);
  toldAbove.add(told);
}

function refusal({ problems }: NotFound): Unread {
  const nothing = problems.flatMap((problem) => (problem.kind === "missing" || problem.kind === "no-specs" ? problem.path : []));
  const isAll = nothing.length === problems.length;
  return { diagnostics: problems.map(findDiagnostic), status: statusOf(problems), ...(isAll && { nothing }) };
}

/** Reads one file of what was found after the other; `mistakes` is why some were not, null where all were. */
export function reader(
  { root }: Found,
  cwd: string,
): { readonly read: (file: SpecFile) => SourceFile | []; readonly mistakes: () => Unread | null } {
  const diagnostics: Diagnostic[] = [];
  const failed: Exit[] = [];
  const readText = textsInside(realpathSync(resolve(cwd, root)));
  return {
    read: ({ path, file, linked = false }) => {
      const result = readText(resolve(cwd, file), !linked);
      if (result.kind === "text") return { path, file, text: result.text };
      failed.push(result.kind === "not-readable" ? exit.machine : exit.input);
      diagnostics.push(unread(file, result));
      return [];
    },
    mistakes: () =>
      diagnostics.length === 0 ? null : { diagnostics, status: failed.includes(exit.machine) ? exit.machine : exit.input },
  };
}

/** What PATH names and its settings, without its neighbours: for what is asked of one spec, their mistakes do not matter. */
export async function readAlone(paths: readonly string[], rootFolder: string | undefined): Promise<ReadInput> {
  return readInput(paths, rootFolder, process.cwd(), true);
}

/** What is compiled of it; `target` names the targets that the run is about. */
export function compileInput(
  { found, specs, settings }: Pick<Input, "specs" | "settings"> & { readonly found: Pick<Found, "root" | "rootName"> },
  { target, out = "out" }: { readonly target?: readonly string[]; readonly out?: string },
): CompileInput {
  const toRoot = wayToRoot(found.root, out);
  return {
    rootName: found.rootName,
    specs,
    settings,
    ...(toRoot !== null && { toRoot }),
    ...(target !== undefined && { targets: target }),
  };
}

/** The way from a Terraform directory to the root; null where it is the usual one. */
export function wayToRoot(root: string, out: string): ((directory: string) => string) | null {
  // What is written elsewhere will be moved to where an output belongs, beside the specs.
  if (!isInside(resolve(out), dirname(resolve(root)))) return null;
  return (directory) => relative(join(resolve(out), directory), resolve(root)).replaceAll(sep, "/");
}

/** Why a file was not read. */
export function unread(
  file: string,
  why: Exclude<ReadText, { readonly kind: "text" }>,
  of: "spec" | "document" | "template" = "spec",
): Diagnostic {
  const at = firstLine(file);
  switch (why.kind) {
    case "not-a-file":
      return error(
        "unreadable-file",
        at,
        "this is no plain file: a folder says nothing here, and a FIFO, a socket or a device is never opened",
      );
    case "link-outside":
      return error(
        "unreadable-file",
        at,
        `this is a link that leads out of the folder${of === "spec" ? " of specs" : ""}; it is not read`,
        of === "spec"
          ? "put the file itself here, or name a folder that holds both with --specs DIR"
          : "put the file itself here",
      );
    case "too-large":
      return error("yaml-limit", at, `this file is over ${largestFile / 1024 / 1024} MiB; a ${of} is a page of text`);
    case "not-text":
      return error("unreadable-file", at, "this file is not UTF-8 text");
    case "not-readable":
      return error("unreadable-file", at, `this file cannot be read: ${why.reason}`);
  }
}

/** What is wrong with the names and files of the input is the input's fault; what was typed, and what the machine refuses, is not. */
function statusOf(problems: readonly FindProblem[]): Exit {
  const ofInput: ReadonlySet<FindProblem["kind"]> = new Set(["not-a-file", "link-outside", "unusable-name", "same-name"]);
  return problems.every(({ kind }) => ofInput.has(kind)) ? exit.input : exit.machine;
}

/** Where a repository has no specs yet. */
const toBegin = "`lambdagrant init` writes one to start from";

function findDiagnostic(problem: FindProblem): Diagnostic {
  const told = (code: Code, message: string, hint?: string) =>
    error(code, firstLine("roots" in problem ? (problem.roots[0] ?? ".") : problem.path), message, hint);
  switch (problem.kind) {
    case "missing":
      return told("unreadable-file", "there is no such file or folder", problem.path === "specs" ? toBegin : undefined);
    case "no-specs":
      return told("no-specs", "there is no spec here", `a spec is a .yaml file; ${toBegin}`);
    case "not-yaml":
      return told("no-specs", "a spec is a .yaml or .yml file");
    case "not-a-file":
    case "link-outside":
      return unread(problem.path, problem);
    case "not-a-folder":
      return told("no-specs", "`--specs` names a folder");
    case "hidden":
      return told("no-specs", "hidden files and folders hold no specs");
    case "unusable-name":
      return told("invalid-name", `this name ${problem.why}`, "rename it");
    case "not-readable":
      return told("unreadable-file", `this cannot be read: ${problem.reason}`);
    case "same-name":
      return told("duplicate-output", `this and ${problem.other} would write one file`, "rename one of them");
    case "several-roots": {
      const message = `the paths lie in several folders of specs: ${problem.roots.join(", ")}`;
      return told("no-specs", message, "say which folder is the root with --specs DIR");
    }
    case "outside-root":
      return told("no-specs", `this lies outside of the folder of specs, ${problem.root}`);
  }
}
