// What stands in the out folder, as far as a plan asks.
import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { errorCode, reasonOf } from "../errno.ts";
import { isHidden } from "../folders.ts";
import { hashOf } from "../hash.ts";
import { below, fileNameOf, folderOf, isInside } from "../paths.ts";
import type { Existing, Wanted } from "./plan.ts";

/** A folder of the out folder, or what stands in its place. */
type InOut =
  | { readonly kind: "entries"; readonly entries: ReadonlyMap<string, Dirent> }
  | { readonly kind: "nothing" }
  | Existing;

/** The folders below the out folder of which more is looked at than what is wanted there. */
export interface Compared {
  /** With all that is below them, in each target, too. */
  readonly whole: readonly string[];
  /** As they are: those of stacks that the run is about in part. */
  readonly parts?: readonly string[];
}

/**
 * Reads what stands at the wanted paths, and the .tf, .tf.json and README.md files in and below the folders of `whole`, and in those of
 * `parts` alone.
 * Paths are below `out`; a path that is not in the answer holds nothing. Nothing is thrown: what cannot be read is an entry.
 * `known` are hashes of plain files that were read just now, by path. With `anyEnds`, a file whose lines end in CR LF, as git may lay it
 * out (core.autocrlf), is as wanted where nothing else differs.
 */
export function readOut(
  out: string,
  wanted: readonly Wanted[],
  { whole, parts = [] }: Compared,
  known: ReadonlyMap<string, string> = new Map(),
  anyEnds = false,
): ReadonlyMap<string, Existing> {
  const found = new Map<string, Existing>();
  const placeOf = folderReader(out);
  const readFile = fileReader(out, known, anyEnds);

  function addTerraform(folder: string, isDeep = true): void {
    const place = placeOf(folder);
    if (place.kind !== "entries") return;
    for (const [name, entry] of place.entries) {
      const path = below(folder, name);
      if (entry.isDirectory()) {
        if (isDeep && !isHidden(name)) addTerraform(path);
      } else if (entry.isFile() && isTerraform(name) && !found.has(path)) found.set(path, readFile(path, entry));
    }
  }

  for (const file of wanted) {
    const { path } = file;
    const place = placeOf(folderOf(path));
    if (place.kind === "nothing") continue;
    const entry = place.kind === "entries" ? place.entries.get(fileNameOf(path)) : undefined;
    if (place.kind !== "entries") found.set(path, place);
    else if (entry !== undefined) found.set(path, readFile(path, entry, file));
  }
  for (const folder of whole) addTerraform(folder);
  for (const folder of parts) addTerraform(folder, false);
  for (const folder of mirrored(out, placeOf(""), whole)) addTerraform(folder);
  return found;
}

/** The files of an output that may be its own by their names: no spec has a hidden one. */
function isTerraform(name: string): boolean {
  return /^[^.].*\.tf(?:\.json)?$|^README\.md$/s.test(name);
}

/** The folder of a target mirrors the others; which names are targets' the files themselves say. */
function mirrored(out: string, top: InOut, whole: readonly string[]): readonly string[] {
  if (top.kind !== "entries" || whole.includes("")) return [];
  const names = [...top.entries].flatMap(([name, entry]) => (entry.isDirectory() && !isHidden(name) ? [name] : []));
  // Asked for one by one: to list all that stands beside would be to read the whole out folder.
  return names.flatMap((name) => whole.map((folder) => below(name, folder)).filter((folder) => existsSync(join(out, folder))));
}

/** What a folder of the out folder holds, by one reading of it: no file is asked on its own. */
function folderReader(out: string): (folder: string) => InOut {
  const places = new Map<string, InOut>();

  function placeOf(folder: string): InOut {
    let place = places.get(folder);
    if (place === undefined) {
      place = lookUp(folder);
      places.set(folder, place);
    }
    return place;
  }

  function lookUp(folder: string): InOut {
    if (folder === "") return readFolder(out, "");
    const above = placeOf(folderOf(folder));
    if (above.kind !== "entries") return above;
    const entry = above.entries.get(fileNameOf(folder));
    if (entry === undefined) return { kind: "nothing" };
    if (entry.isDirectory()) return readFolder(out, folder);
    return { kind: entry.isSymbolicLink() ? "linked-folder" : "file-in-the-way", at: folder };
  }

  return placeOf;
}

function readFolder(out: string, folder: string): InOut {
  try {
    const entries = readdirSync(join(out, folder), { withFileTypes: true });
    return { kind: "entries", entries: new Map(entries.map((entry) => [entry.name, entry])) };
  } catch (error) {
    // Another run may have removed it since its name was read.
    if (errorCode(error) === "ENOENT") return { kind: "nothing" };
    if (errorCode(error) === "ENOTDIR") return { kind: "file-in-the-way", at: folder };
    return { kind: "not-readable", at: folder, why: reasonOf(error) };
  }
}

type ReadFile = (path: string, entry: Dirent, as?: Wanted) => Existing;

/** Says of a file whether it is as wanted, and of one that is not what it holds. */
function fileReader(out: string, known: ReadonlyMap<string, string>, anyEnds: boolean): ReadFile {
  let realOut: string | undefined;

  function leadsOutside(path: string): boolean {
    const link = join(out, path);
    realOut ??= realpathSync(out);
    let target: string;
    try {
      target = realpathSync(link);
    } catch {
      target = resolve(realpathSync(dirname(link)), readlinkSync(link));
    }
    return !isInside(target, realOut);
  }

  function read(path: string, entry: Dirent, as: Wanted | undefined): Existing {
    if (entry.isDirectory()) return { kind: "folder" };
    if (entry.isSymbolicLink()) {
      if (leadsOutside(path)) return { kind: "link-outside", at: path };
      const target = statSync(join(out, path), { throwIfNoEntry: false });
      if (target?.isDirectory()) return { kind: "folder" };
      if (!target?.isFile()) return { kind: "special" };
    } else if (!entry.isFile()) return { kind: "special" };
    else if (as !== undefined && known.has(path) && known.get(path) === ("hash" in as ? as.hash : hashOf(as.text)))
      return { kind: "as-wanted" };
    const bytes = readFileSync(join(out, path));
    const isWanted = as !== undefined && (isAs(bytes, as) || (anyEnds && isAs(withPlainEnds(bytes), as)));
    return isWanted ? { kind: "as-wanted" } : { kind: "file", text: bytes.toString() };
  }

  return (path, entry, as) => {
    try {
      return read(path, entry, as);
    } catch (error) {
      return { kind: "not-readable", at: path, why: reasonOf(error) };
    }
  };
}

function withPlainEnds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

/** Whether a file holds what is wanted. */
export function isAs(bytes: Buffer, wanted: Wanted): boolean {
  return "hash" in wanted ? hashOf(bytes) === wanted.hash : bytes.toString() === wanted.text;
}
