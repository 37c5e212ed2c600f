// The text of one file that somebody else may have laid there: a spec, a stack.yaml, a template.
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { errorCode, reasonOf } from "./errno.ts";

/** More than any spec needs, in bytes: what is larger is not read. */
export const largestFile = 1_048_576;

export type ReadText =
  | { readonly kind: "text"; readonly text: string }
  /** A FIFO, a socket, a device, a folder: opening one can wait for ever, or do something. */
  | { readonly kind: "not-a-file" }
  /** The file, or a folder above it, is a link that leads out of the folder. */
  | { readonly kind: "link-outside" }
  | { readonly kind: "too-large" }
  | { readonly kind: "not-text" }
  | { readonly kind: "not-readable"; readonly reason: string };

/**
 * Reads a UTF-8 file of at most `most` bytes. Only a plain file is ever opened, and with `inside` (a folder's real path)
 * only one that really lies in that folder, wherever links lead.
 */
export function readText(file: string, inside?: string, most = largestFile): ReadText {
  try {
    const real = realpathSync.native(file);
    if (inside !== undefined && !liesIn(real, inside)) return { kind: "link-outside" };
    const seen = statSync(real);
    if (!seen.isFile()) return { kind: "not-a-file" };
    return seen.size > most ? { kind: "too-large" } : readPlain(real, seen, most);
  } catch (error) {
    return { kind: "not-readable", reason: reasonOf(error) };
  }
}

/** Whether a path without links is the folder or lies in it. */
export function liesIn(real: string, realFolder: string): boolean {
  return real === realFolder || real.startsWith(realFolder.endsWith(sep) ? realFolder : realFolder + sep);
}

function readPlain(file: string, seen: Stats, most: number): ReadText {
  // Should something else stand there by now, opening it neither waits nor follows it.
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  try {
    const opened = fstatSync(handle);
    if (!opened.isFile() || opened.ino !== seen.ino || opened.dev !== seen.dev) return { kind: "not-a-file" };
    return readAll(handle, seen.size, most);
  } finally {
    closeSync(handle);
  }
}

/** A file can grow, and those of /proc say that they are empty: `size` is a guess. */
function readAll(handle: number, size: number, most: number): ReadText {
  let bytes = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(handle, bytes, length, bytes.length - length, null);
    if (read === 0) return decode(bytes.subarray(0, length));
    length += read;
    if (length > most) return { kind: "too-large" };
    if (length === bytes.length) bytes = Buffer.concat([bytes], Math.min(most, Math.max(2 * length, largestFile)) + 1);
  }
}

/**
 * Reads a file that the user names, which may be the shell's pipe: `<(aws iam get-role-policy …)`, /dev/stdin. Whoever may lay files
 * there does not choose what is read: no link leads out of the current folder, or of its own where it lies elsewhere.
 */
export function readNamed(file: string, most = largestFile): ReadText {
  if (!/^\/dev\/(stdin$|fd\/)|^\/proc\/self\/fd\//.test(file)) {
    try {
      const here = process.cwd();
      return readText(file, realpathSync.native(liesIn(resolve(file), here) ? here : dirname(file)), most);
    } catch (error) {
      return { kind: "not-readable", reason: reasonOf(error) };
    }
  }
  const size = 65_536;
  try {
    // It may be a socket, which cannot be opened anew.
    if (file === "/dev/stdin") return readAll(0, size, most);
    const handle = openSync(file, constants.O_RDONLY);
    try {
      return readAll(handle, size, most);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return { kind: "not-readable", reason: reasonOf(error) };
  }
}

function decode(bytes: Uint8Array): ReadText {
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (errorCode(error) !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw error;
    return { kind: "not-text" };
  }
}
