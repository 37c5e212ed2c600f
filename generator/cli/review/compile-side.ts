import { existsSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type CompileInput, compile, derive } from "../../compile.ts";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { settingsNames } from "../../files/folders.ts";
import { pathInside, repositoryTop } from "../../files/git/repository.ts";
import { findRevision, type NoRevision, type Revision, type Unusable, withRevision } from "../../files/git/revision.ts";
import { folderOf, isWithin, pathBelow } from "../../files/paths.ts";
import { functionsOf, type Side } from "../../review/reviewed.ts";
import type { CompanyRule } from "../../rules/read-rules.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { compileInput, readInput, withOthers } from "../input.ts";
import { exit } from "../print-output.ts";
import { rulesBelow } from "./rules-below.ts";

/** One side of a comparison, compiled; specs that have a mistake are left out of it, and said to be. */
export interface CompiledSide {
  /** As it was named: a folder, a revision, or the working tree. */
  readonly name: string;
  readonly side: Side;
  /** The errors that keep specs from being compared. */
  readonly errors: readonly Diagnostic[];
  readonly sources: readonly SourceFile[];
  /** What its rules.yaml forbid. */
  readonly rules: readonly CompanyRule[];
  /** The folders whose rules.yaml has a mistake, or was not read: what is forbidden there and below is not known. */
  readonly unread: readonly string[];
  /** Every target that a stack of it has. */
  readonly targets: readonly string[];
}

/** Where a side is found. */
export type SidePlace =
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "revision"; readonly name: string; readonly revision: Revision };

/** What BASE or HEAD names: a folder, or a git revision. What is both is asked for again. */
export function findSide(name: string, cwd: string): SidePlace | Unusable {
  const isFolder = isFolderThere(resolve(cwd, name));
  if (isFolder && /^\.{0,2}\/|^\.{1,2}$|\/$/.test(name)) return { kind: "folder", folder: name };
  const found = findRevision(name, cwd);
  if (found.kind !== "revision" && isFolder) return { kind: "folder", folder: name };
  if (found.kind !== "revision")
    return { unusable: `there is no folder ${name}, and ${rangeMeant(name) ?? whyNoRevision(found)}` };
  if (isFolder) return { unusable: `${name} is a folder and a git revision: write ./${name}, or ${name}~0 for the revision` };
  return { kind: "revision", name, revision: found.revision };
}

/** How to write what `git diff` takes as one word: no name of a revision holds two dots. */
function rangeMeant(name: string): string | null {
  const [, from = "", dots, to = ""] = /^([^.\s][^\s]*?)?(\.{2,3})([^.\s][^\s]*)?$/.exec(name) ?? [];
  if (dots === undefined || (from === "" && to === "")) return null;
  const [base, head] = [from, to].map((end) => (end === "" ? "HEAD" : end));
  return `a range is no revision: write diff ${dots === ".." ? base : `$(git merge-base ${base} ${head})`} ${head}`;
}

/** What cannot be asked, as `origin/main` where there is a file `origin`, is none. */
function isFolderThere(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Why a name is no revision, as the end of a sentence. */
export function whyNoRevision(none: NoRevision): string {
  switch (none.kind) {
    case "no-git":
      return "no git here that could know a revision of this name";
    case "no-repository":
      return "this folder lies in no git repository";
    case "refused": {
      const [dubious, folder = "FOLDER"] = /dubious ownership(?:.* at '([^']+)')?/.exec(none.reason) ?? [];
      return dubious === undefined
        ? `git does not look into this repository: ${none.reason}`
        : `git does not look into this repository, which belongs to another user; where you trust it, say so: git config --global --add safe.directory ${folder}`;
    }
    case "unknown":
      return "git knows no such revision here; in a shallow clone, fetch it first (git fetch --depth=1 origin REVISION)";
  }
}

/** What the command line says of both sides: the root of the specs, and the targets that the run is about. */
interface AskedSide {
  readonly specs?: string;
  readonly target?: readonly string[];
}

/** Reads and compiles a side; null is the working tree. `other` is what it is compared with. */
export async function compileSide(
  place: SidePlace | null,
  other: SidePlace | null,
  asked: AskedSide,
  cwd: string,
): Promise<CompiledSide | Unusable> {
  const typed = asked.specs ?? "specs";
  if (place?.kind === "revision") {
    const { name, revision } = place;
    const read = await withRevision(revision, cwd, typed, ({ cwd: there, folder }) =>
      readSide(name, folder, { ...asked, specs: folder }, there),
    );
    return typeof read === "function" ? read() : read;
  }
  const folder = place === null ? shownFrom(typed, cwd) : folderOfSpecs(place.folder, other, typed, cwd);
  if (typeof folder !== "string") return folder;
  return (await readSide(place?.folder ?? folder, folder, { ...asked, specs: folder }, cwd))();
}

/** A checkout that has a folder of specs stands for it; one that has none, beside one that has, or by its git, has no specs. */
function folderOfSpecs(folder: string, other: SidePlace | null, root: string, cwd: string): string | Unusable {
  const isThere = (...path: readonly string[]) => existsSync(resolve(cwd, ...path));
  const places = rootsIn(folder, root, cwd);
  const inside = places.find((place) => isThere(place));
  if (inside !== undefined) return inside;
  const isOtherOne = other?.kind === "folder" && rootsIn(other.folder, root, cwd).some((place) => isThere(place));
  const isCheckout = isThere(folder, ".git") || isOtherOne;
  const isRoot =
    basename(resolve(cwd, folder)) === basename(resolve(cwd, root)) || settingsNames.some((name) => isThere(folder, name));
  if (!isCheckout || isRoot) return folder;
  const [place] = places;
  return (
    place ?? {
      unusable: `${root} lies outside of the current folder and of its repository, so which folder of ${folder} is meant cannot be told: name that folder in its place`,
    }
  );
}

/** Where the root may lie in a folder that stands for the repository, as git's own top does, or for the current folder. */
function rootsIn(folder: string, root: string, cwd: string): readonly string[] {
  const [top, here] = [repositoryTop(cwd), realpathSync(cwd)];
  const at = resolve(here, root);
  const [fromTop, fromHere] = [top === null ? null : pathInside(top, at), pathInside(here, at)];
  const isTop = existsSync(resolve(cwd, folder, ".git"));
  return (isTop ? [fromTop, fromHere] : [fromHere, fromTop]).flatMap((path) => (path === null ? [] : [join(folder, path)]));
}

/** A folder as it is shown from the current one, where it lies in it, and else as it was typed. */
function shownFrom(folder: string, cwd: string): string {
  const below = pathBelow(cwd, resolve(cwd, folder));
  return below === null ? folder : below || ".";
}

/** Reads a side; what it gives compiles it, and needs no file any more. */
async function readSide(name: string, folder: string, asked: AskedSide, cwd: string): Promise<() => CompiledSide | Unusable> {
  // Before the first spec and after the last one there is nothing, and that can be compared.
  const isThere = isFolderThere(resolve(cwd, folder));
  const { rules, unread, errors } = isThere ? rulesBelow(folder, cwd) : { rules: [], unread: [], errors: [] };
  const nothing: Side = { functions: [], broken: [], unread: unread.length > 0 };
  const none: CompiledSide = { name, side: nothing, errors, sources: [], rules, unread, targets: [] };
  if (!isThere && !existsSync(resolve(cwd, folder))) return () => none;
  const read = await readInput([folder], asked.specs, cwd);
  if ("diagnostics" in read) {
    if (read.diagnostics.every(({ code }) => code === "no-specs")) return () => none;
    const [first] = read.diagnostics;
    if (read.status === exit.machine)
      return () => ({ unusable: `${first?.file ?? folder}: ${first?.message ?? "it cannot be read"}` });
    return () => {
      const told = withOthers(read, derive);
      const broken: Side = { functions: [], broken: null };
      return { ...none, side: broken, errors: told.diagnostics.filter(isError), sources: told.sources, unread: [""] };
    };
  }
  return () => ({ ...compileSpecs(compileInput(read.input, asked)), name, sources: read.input.sources, rules, unread });
}

/** Compiles all specs, or those that have no mistake. */
export function compileSpecs(input: CompileInput): Pick<CompiledSide, "side" | "errors" | "targets"> {
  const whole = compile(input);
  const errors = whole.diagnostics.filter(isError);
  const { targets } = whole;
  if (errors.length === 0) return { side: { functions: functionsOf(whole), broken: [] }, errors, targets };
  const files = new Set(errors.map(({ file }) => file));
  const isSound = ({ file }: SourceFile) => !files.has(file);
  const folders = input.settings.filter((file) => !isSound(file)).map(({ path }) => folderOf(path));
  const isUsable = (spec: SourceFile) => isSound(spec) && !folders.some((folder) => isWithin(folderOf(spec.path), folder));
  // What stands below settings with a mistake goes with them.
  const rest = compile({ ...input, specs: input.specs.filter(isUsable), settings: input.settings.filter(isSound) });
  const some = !rest.diagnostics.some(isError);
  const broken = input.specs.filter((spec) => !some || !isUsable(spec)).map(({ path }) => path);
  return { side: { functions: some ? functionsOf(rest) : [], broken, unread: folders.length > 0 }, errors, targets };
}
