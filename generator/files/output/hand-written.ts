import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { errorCode } from "../errno.ts";
import { isHidden } from "../folders.ts";
import { hashOf } from "../hash.ts";
import { below } from "../paths.ts";
import { decode, type ReadText, readingInside } from "../text.ts";
import { isOurHcl, isOurs } from "./plan.ts";

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
}

/**
 * The Terraform below the out folder that we did not write. What we wrote is told in `ours`, by its path below the out folder, with
 * its SHA-256.
 */
export function* handWritten(out: string, ours?: Map<string, string>): Generator<HandWritten> {
  const read = readerIn(out);
  const left = read === null ? [] : [out];
  for (let folder = left.pop(); folder !== undefined && read !== null; folder = left.pop()) {
    const entries = entriesOf(folder);
    yield* among(entries, out, folder, read, ours);
    const folders = entries.filter((entry) => entry.isDirectory() && !isHidden(entry.name));
    for (const { name } of folders.toReversed()) left.push(join(folder, name));
  }
}

/** That of the directories alone that may be those of a folder of specs: by itself, or in a target. */
export function* handWrittenBeside(out: string, folder: string, ours: Map<string, string>): Generator<HandWritten> {
  const read = readerIn(out);
  if (read === null) return;
  const targets = entriesOf(out).filter((entry) => entry.isDirectory() && !isHidden(entry.name));
  for (const directory of new Set([folder, ...targets.map(({ name }) => (folder === "" ? name : below(name, folder)))])) {
    const at = join(out, directory);
    if (isReally(at, join(realpathSync(out), directory))) yield* among(entriesOf(at), out, at, read, ours);
  }
}

/** Whether a folder is there, and reached by no link: those are not looked into. */
function isReally(folder: string, real: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true && realpathSync(folder) === real;
}

/** That of one folder alone; what is there under a name of `places` is the output's place, and is not read. */
export function* handWrittenIn(out: string, folder: string, places: ReadonlySet<string>): Generator<HandWritten> {
  const read = readerIn(out);
  const entries = entriesOf(folder).filter(({ name }) => !places.has(name));
  if (read !== null) yield* among(entries, out, folder, read);
}

type Read = ReturnType<typeof readingInside<ReadText | Ours>>;

/** A file that we wrote. */
interface Ours {
  readonly kind: "ours";
  readonly hash: string;
}

function readerIn(out: string): Read | null {
  return statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? readingInside(realpathSync(out), told) : null;
}

/** What is ours is not made a text: a large output is more than a run has room for. */
function told(bytes: Uint8Array, file: string): ReadText | Ours {
  // No file of the output is called so, whatever its first line says.
  if (isOverride(file)) return decode(bytes);
  if (isOurHcl(file, bytes)) return { kind: "ours", hash: hashOf(bytes) };
  const read = decode(bytes);
  return read.kind === "text" && isOurs(file, read.text) ? { kind: "ours", hash: hashOf(bytes) } : read;
}

function* among(
  entries: readonly Dirent[],
  out: string,
  folder: string,
  readOne: Read,
  ours?: Map<string, string>,
): Generator<HandWritten> {
  const directory = relative(out, folder).replaceAll(sep, "/");
  const beginning = join(folder, "x").slice(0, -1);
  for (const entry of entries) {
    if (entry.isDirectory() || !isTerraform(entry.name)) continue;
    const file = beginning + entry.name;
    const read = readOne(file, entry.isFile());
    if (read.kind === "ours") ours?.set(below(directory, entry.name), read.hash);
    else {
      const text = read.kind === "text" ? read.text : null;
      yield { directory, file: file.replaceAll(sep, "/"), text, ...(isOverride(entry.name) && { overrides: true }) };
    }
  }
}

/** Whether Terraform or OpenTofu reads a file of this name: https://opentofu.org/docs/language/files/ */
export function isTerraform(name: string): boolean {
  return /\.(?:tf|tofu)(?:\.json)?$/.test(name);
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
