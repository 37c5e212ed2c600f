import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { errorCode } from "../errno.ts";
import { isHidden } from "../folders.ts";
import { hashOf } from "../hash.ts";
import { below, downTo, folderOf, isWithin, slashes } from "../paths.ts";
import { decode, type ReadText, readingInside } from "../text.ts";
import { fateOf, isInPlace, type Scope } from "./fate.ts";
import { isOurFile, originOf } from "./origin.ts";
import { placesIn, placesInTarget, placesOf } from "./places.ts";

/** A file of Terraform that a person wrote beside the output. */
export interface HandWritten {
  /** Below the out folder: `prod/media`. */
  readonly directory: string;
  /** As to show it: `out/orders/resources.tf`. */
  readonly file: string;
  /** Null where it is not read. */
  readonly text: string | null;
  /** True where Terraform lays it over the others. */
  readonly overrides?: true;
  /** True where OpenTofu reads it in the place of a file of the output. */
  readonly replaces?: true;
  /** True where it is no file, but a link in the place of the directory, or of a folder above it: nobody looks behind it. */
  readonly linked?: true;
}

/** Whose output it is: a root of specs, and how a run makes its files. */
export interface OutputOf {
  readonly rootName: string;
  /** Its specs, by their paths below the root. */
  readonly specs: readonly { readonly path: string }[];
  /** By constructs, each stack is one file; where nothing is said, a spec has its own. */
  readonly byConstructs?: boolean;
  /** What the plan of the run is about: what it removes, or tells, nobody needs to read. Without it, all that names this root. */
  readonly judged?: Pick<Scope, "whole" | "prune" | "targets" | "isGone">;
}

/**
 * The Terraform below the out folder that we did not write. What we wrote is told in `ours`, by its path below the out folder, with
 * its SHA-256. Anybody can write a header: one that names another root makes a file no less a neighbour of what this one makes.
 */
export function* handWritten(out: string, of: OutputOf, ours?: Map<string, string>): Generator<HandWritten> {
  const read = readerIn(out, of);
  const left = read === null ? [] : [out];
  for (let folder = left.pop(); folder !== undefined && read !== null; folder = left.pop()) {
    const entries = entriesOf(folder);
    yield* among(entries, out, folder, read, ours);
    for (const entry of entries) if (isLink(entry)) yield* behind(out, join(folder, entry.name), of);
    const folders = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name));
    for (const { name } of folders.toReversed()) left.push(join(folder, name));
  }
}

/** That of the directories alone that may be those of a folder of specs: by itself, or in a target. */
export function* handWrittenBeside(out: string, folder: string, of: OutputOf, ours: Map<string, string>): Generator<HandWritten> {
  const read = readerIn(out, of);
  if (read === null) return;
  const targets = entriesOf(out).filter((entry) => (entry.isDirectory() || isLink(entry)) && !isHidden(entry.name));
  for (const directory of new Set([folder, ...targets.map(({ name }) => (folder === "" ? name : below(name, folder)))])) {
    const link = downTo(directory).find(
      (at) => at !== "" && lstatSync(join(out, at), { throwIfNoEntry: false })?.isSymbolicLink(),
    );
    if (link !== undefined) yield linked(directory, join(out, link));
    else yield* among(entriesOf(join(out, directory)), out, join(out, directory), read, ours);
  }
}

/** Whether a link may stand in the place of a folder. */
function isLink(entry: Dirent): boolean {
  return entry.isSymbolicLink() && !isHidden(entry.name) && !isTerraform(entry.name);
}

/** The directories that folders of specs may have at a link and below it: by themselves, or in a target. */
function* behind(out: string, link: string, { specs }: OutputOf): Generator<HandWritten> {
  const at = slashes(relative(out, link));
  const [target = "", ...rest] = at.split("/");
  const folders = new Set(specs.map(({ path }) => folderOf(path)));
  const alone = [...folders].filter((folder) => isWithin(folder, at));
  const mirrored = [...folders].filter((folder) => isWithin(folder, rest.join("/")));
  const directories = [...alone, ...mirrored.map((folder) => (folder === "" ? target : below(target, folder)))];
  for (const directory of new Set(directories)) yield linked(directory, link);
}

function linked(directory: string, link: string): HandWritten {
  return { directory, file: slashes(link), text: null, linked: true };
}

/** That of one folder alone; what is there under a name of `places` is the output's place, and is not read. */
export function* handWrittenIn(out: string, folder: string, of: OutputOf, places: ReadonlySet<string>): Generator<HandWritten> {
  const read = readerIn(out, of);
  const entries = entriesOf(folder).filter(({ name }) => !places.has(name));
  if (read !== null) yield* among(entries, out, folder, read);
}

/** How the files of an out folder are read: what says that it is ours is not made a text, unless it is a neighbour. */
interface Reader {
  readonly headed: (file: string, isPlain: boolean) => ReadText | Headed;
  readonly text: (file: string, isPlain: boolean) => ReadText;
  /** Of one directory below the out folder. */
  readonly oursIn: (directory: string, entries: readonly Dirent[]) => IsOurs;
  /** Whether the output has a file of this name there, by any backend. */
  readonly isPlace: (directory: string, name: string) => boolean;
}

type IsOurs = (entry: Dirent, headed: Headed) => boolean;

/** A file that says that this program made it, and of what. */
interface Headed {
  readonly kind: "headed";
  readonly hash: string;
  /** The beginning that says of what, while the file is at hand: nearly every one stands in its own place, and is not asked. */
  readonly header: () => string;
}

function readerIn(out: string, of: OutputOf): Reader | null {
  if (statSync(out, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  const inside = realpathSync(out);
  const isPlace = (directory: string, name: string) =>
    [false, true].some((byConstructs) => placesIn(placesOf(of.specs, byConstructs), directory).some((all) => all.has(name)));
  return { headed: readingInside(inside, told), text: readingInside(inside, decode), oursIn: oursOf(of), isPlace };
}

/** A large output is more than a run has room for. */
function told(bytes: Uint8Array, file: string): ReadText | Headed {
  if (!isOurFile(file, bytes)) return decode(bytes);
  const header = () => (file.endsWith(".json") ? Buffer.from(bytes).toString() : firstLine(bytes));
  return { kind: "headed", hash: hashOf(bytes), header };
}

function firstLine(bytes: Uint8Array): string {
  const end = bytes.indexOf(10);
  return Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString();
}

/**
 * Whether a file with a header is none that a person wrote: what stands in a place of the output is held against what is made, and so is
 * what the plan removes or asks about. What another root made lies where this one makes nothing.
 */
function oursOf({ rootName, specs, byConstructs = false, judged = { whole: [""] } }: OutputOf): Reader["oursIn"] {
  const places = placesOf(specs, byConstructs);
  const scope: Scope = { rootName, stacks: places, ...judged };
  return (directory, entries) => {
    const namesHere = placesIn(places, directory);
    const byTheOther = byConstructs ? "stack.tf" : "cdk.tf.json";
    return (entry, { header }) => {
      if (namesHere.every((names) => names.has(entry.name))) return true;
      // A link is none of the files that a plan removes.
      if (!entry.isFile()) return false;
      const path = below(directory, entry.name);
      const origin = originOf(path, header());
      // A folder may be called as a target could be: of the two readings, its header says which is its own.
      const read = isInPlace(path, origin) ? placesInTarget(places, directory, origin.target) : undefined;
      if (namesHere.length > 1 && read?.has(entry.name) === true) return true;
      switch (fateOf(path, origin, scope, namesHere.length > 0)) {
        case "remove":
        case "ask":
          return true;
        case "stray":
          return false;
        case "leave":
          // A stack that is named in part and stands by the other backend is refused as a whole.
          return (
            isWithin(origin.source ?? "", rootName) &&
            entries.some(({ name }) => name === byTheOther) &&
            placesIn(placesOf(specs, !byConstructs), directory).every((names) => names.has(entry.name))
          );
      }
    };
  };
}

function* among(
  entries: readonly Dirent[],
  out: string,
  folder: string,
  reader: Reader,
  ours?: Map<string, string>,
): Generator<HandWritten> {
  const directory = slashes(relative(out, folder));
  const beginning = join(folder, "x").slice(0, -1);
  const isOurOwn = reader.oursIn(directory, entries);
  for (const entry of entries) {
    if (entry.isDirectory() || !isTerraform(entry.name)) continue;
    const path = below(directory, entry.name);
    const file = beginning + entry.name;
    const overrides = isOverride(entry.name);
    const first = reader.headed(file, entry.isFile());
    // No file of the output is called as an override is, or as OpenTofu alone reads it, whatever its first line says.
    const mayBeOurs = !overrides && /\.tf(?:\.json)?$/.test(entry.name);
    if (first.kind === "headed" && mayBeOurs && isOurOwn(entry, first)) {
      ours?.set(path, first.hash);
      continue;
    }
    const read = first.kind === "headed" ? reader.text(file, entry.isFile()) : first;
    const text = read.kind === "text" ? read.text : null;
    // https://opentofu.org/docs/language/files/
    const replaces =
      /\.tofu(?:\.json)?$/.test(entry.name) && reader.isPlace(directory, entry.name.replace(/\.tofu(?=(?:\.json)?$)/, ".tf"));
    yield { directory, file: slashes(file), text, ...(overrides && { overrides }), ...(replaces && { replaces }) };
  }
}

/**
 * Whether Terraform or OpenTofu reads a file of this name: https://opentofu.org/docs/language/files/. Both pass over what begins with a
 * dot, as an editor's lock and what macOS lays beside a file do (`IsIgnoredFile`):
 * https://github.com/hashicorp/terraform/blob/main/internal/configs/parser_config_dir.go
 */
export function isTerraform(name: string): boolean {
  return /^[^.].*\.(?:tf|tofu)(?:\.json)?$/s.test(name);
}

/** By its name, a file that Terraform lays over the others: https://developer.hashicorp.com/terraform/language/files/override */
function isOverride(file: string): boolean {
  return /(?:^|[/\\_])override\.(?:tf|tofu)(?:\.json)?$/.test(file);
}

/** What lies in a folder; nothing, where another run has removed it meanwhile. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return [];
    throw error;
  }
}
