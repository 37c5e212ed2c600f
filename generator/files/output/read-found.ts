// What stands in the out folder, as far as a plan asks.
import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { errorCode, reasonOf } from "../errno.ts";
import { isHidden } from "../folders.ts";
import { hashOf } from "../hash.ts";
import { below, folderOf, nameOf } from "../paths.ts";
import type { Existing, Wanted } from "./plan.ts";

/** A folder of the out folder, or what stands in its place. */
type InOut =
  | { readonly kind: "entries"; readonly entries: ReadonlyMap<string, Dirent> }
  | { readonly kind: "nothing" }
  | Existing;

/**
 * Reads what stands at the wanted paths, and the .tf, .tf.json and README.md files in and below the folders of `whole`.
 * Paths are below `out`; a path that is not in the answer holds nothing. Nothing is thrown: what cannot be read is an entry.
 * `known` are hashes of plain files that were read just now, by path. With `anyEnds`, a file whose lines end in CR LF, as git may lay it
 * out (core.autocrlf), is as wanted where nothing else differs.
 */
export function readOut(
  out: string,
  wanted: readonly Wanted[],
  whole: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
  anyEnds = false,
): ReadonlyMap<string, Existing> {
  const found = new Map<string, Existing>();
  const places = new Map<string, InOut>();
  let realOut: string | undefined;

  // One reading of a folder tells what all of its files are: no file is asked on its own.
  function placeOf(folder: string): InOut {
    let place = places.get(folder);
    if (place === undefined) {
      place = lookUp(folder);
      places.set(folder, place);
    }
    return place;
  }

  function lookUp(folder: string): InOut {
    if (folder === "") return readFolder("");
    const above = placeOf(folderOf(folder));
    if (above.kind !== "entries") return above;
    const entry = above.entries.get(nameOf(folder));
    if (entry === undefined) return { kind: "nothing" };
    if (entry.isDirectory()) return readFolder(folder);
    return { kind: entry.isSymbolicLink() ? "linked-folder" : "file-in-the-way", at: folder };
  }

  function readFolder(folder: string): InOut {
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

  function leadsOutside(path: string): boolean {
    const link = join(out, path);
    realOut ??= realpathSync(out);
    let target: string;
    try {
      target = realpathSync(link);
    } catch {
      target = resolve(realpathSync(dirname(link)), readlinkSync(link));
    }
    return target !== realOut && !target.startsWith(realOut.endsWith(sep) ? realOut : realOut + sep);
  }

  function readFile(path: string, entry: Dirent, as: Wanted | undefined): Existing {
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

  function add(path: string, entry: Dirent, as?: Wanted): void {
    try {
      found.set(path, readFile(path, entry, as));
    } catch (error) {
      found.set(path, { kind: "not-readable", at: path, why: reasonOf(error) });
    }
  }

  function addTerraform(folder: string): void {
    const place = placeOf(folder);
    if (place.kind !== "entries") return;
    for (const [name, entry] of place.entries) {
      const path = below(folder, name);
      if (entry.isDirectory()) {
        if (!isHidden(name)) addTerraform(path);
      } else if (entry.isFile() && /(\.tf|\.tf\.json|^README\.md)$/.test(name) && !found.has(path)) add(path, entry);
    }
  }

  for (const file of wanted) {
    const { path } = file;
    const place = placeOf(folderOf(path));
    if (place.kind === "nothing") continue;
    if (place.kind !== "entries") {
      found.set(path, place);
      continue;
    }
    const entry = place.entries.get(nameOf(path));
    if (entry !== undefined) add(path, entry, file);
  }
  for (const folder of whole) addTerraform(folder);
  // The folder of a target mirrors them; which names are targets' the files themselves say.
  const top = placeOf("");
  if (top.kind === "entries" && !whole.includes(""))
    for (const [name, entry] of top.entries) {
      if (!entry.isDirectory() || isHidden(name)) continue;
      // Asked for one by one: to list all that stands beside would be to read the whole out folder.
      for (const folder of whole) if (existsSync(join(out, name, folder))) addTerraform(below(name, folder));
    }
  return found;
}

function withPlainEnds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

/** Whether a file holds what is wanted. */
export function isAs(bytes: Buffer, wanted: Wanted): boolean {
  return "hash" in wanted ? hashOf(bytes) === wanted.hash : bytes.toString() === wanted.text;
}
