import { closeSync, lstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "./errno.ts";

/** What became of a file that was asked for by name. */
type PlacedFile =
  | { readonly kind: "placed" }
  /** Something else stands there, and stays. */
  | { readonly kind: "foreign" }
  | { readonly kind: "cannot-write"; readonly reason: string };

/**
 * Writes one file, whole or not at all. What stands there is replaced only where it begins as all of our files of this kind do: a name
 * that was mistyped costs nothing.
 */
export function placeFile(path: string, text: string, beginning: string): PlacedFile {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found !== undefined && !(found.isFile() && beginsWith(path, beginning))) return { kind: "foreign" };
    writeFileSync(temporary, text, { flag: "wx" });
    renameSync(temporary, path);
    return { kind: "placed" };
  } catch (error) {
    const reason = reasonOf(error);
    try {
      rmSync(temporary, { force: true });
    } catch {
      // Where it cannot be looked for, it was not made.
    }
    return { kind: "cannot-write", reason };
  }
}

function beginsWith(path: string, beginning: string): boolean {
  const bytes = Buffer.alloc(Buffer.byteLength(beginning));
  const handle = openSync(path, "r");
  try {
    return readSync(handle, bytes, 0, bytes.length, 0) === bytes.length && bytes.toString("utf8") === beginning;
  } finally {
    closeSync(handle);
  }
}
