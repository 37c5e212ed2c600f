// The text of one file that somebody else may have laid there: a spec, a stack.yaml, a template.
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { errorCode, reasonOf } from "./errno.ts";
import { isInside } from "./paths.ts";

/** More than any spec needs, in bytes: what is larger is not read. */
export const largestFile = 1_048_576;

export type ReadText = { readonly kind: "text"; readonly text: string } | Unread;

/** Why a file was not read. */
export type Unread =
  /** A FIFO, a socket, a device, a folder: opening one can wait for ever, or do something. */
  | { readonly kind: "not-a-file" }
  /** The file, or a folder above it, is a link that leads out of the folder. */
  | { readonly kind: "link-outside" }
  | { readonly kind: "too-large" }
  | { readonly kind: "not-text" }
  | { readonly kind: "not-readable"; readonly reason: string };

/** What becomes of the bytes of a file: they are there for as long as this runs. */
type Take<Of> = (bytes: Uint8Array, file: string) => Of;

/**
 * Reads a UTF-8 file of at most `most` bytes. Only a plain file is ever opened, and with `inside` (a folder's real path)
 * only one that really lies in that folder, wherever links lead.
 */
export function readFileText(file: string, inside?: string, most = largestFile): ReadText {
  return readFile(file, inside, most, decode);
}

function readFile<Of>(file: string, inside: string | undefined, most: number, take: Take<Of>): Of | Unread {
  try {
    const real = realpathSync.native(file);
    if (inside !== undefined && !isInside(real, inside)) return { kind: "link-outside" };
    const seen = statSync(real);
    if (!seen.isFile()) return { kind: "not-a-file" };
    return seen.size > most ? { kind: "too-large" } : readPlain(real, seen, most, take);
  } catch (error) {
    return { kind: "not-readable", reason: reasonOf(error) };
  }
}

/**
 * Reads file after file as `readFileText` does, each inside of one folder (a real path). What a folder's own real path is, is asked once:
 * to be made anew for each run. `isPlain`: a listing of the file's folder has just said that it is a plain file.
 */
export function textsInside(inside: string): (file: string, isPlain?: boolean) => ReadText {
  return readingInside(inside, decode);
}

/** The same, of which something else is taken than the text. */
export function readingInside<Of>(inside: string, take: Take<Of>): (file: string, isPlain?: boolean) => Of | Unread {
  /** Folders as they are really called, each with the separator behind it: of thousands of files, to join paths takes long. */
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const real = join(realpathSync.native(folder), sep);
    folders.set(folder, real);
    return real;
  };
  return (file, isPlain = false) => {
    try {
      const real = realFolder(dirname(file)) + basename(file);
      if (isPlain && isInside(real, inside)) return readPlain(real, null, largestFile, take);
      const seen = lstatSync(real);
      if (seen.isSymbolicLink() || !isInside(real, inside)) return readFile(file, inside, largestFile, take);
      if (!seen.isFile()) return { kind: "not-a-file" };
      return seen.size > largestFile ? { kind: "too-large" } : readPlain(real, seen, largestFile, take);
    } catch (error) {
      return { kind: "not-readable", reason: reasonOf(error) };
    }
  };
}

function readPlain<Of>(file: string, seen: Stats | null, most: number, take: Take<Of>): Of | Unread {
  // Should something else stand there by now, opening it neither waits nor follows it.
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  try {
    const opened = fstatSync(handle);
    const isAnother = seen !== null && (opened.ino !== seen.ino || opened.dev !== seen.dev);
    if (!opened.isFile() || isAnother) return { kind: "not-a-file" };
    if (opened.size > most) return { kind: "too-large" };
    const bytes = readAll(handle, opened.size, most, true);
    return bytes === null ? { kind: "too-large" } : take(bytes, file);
  } finally {
    closeSync(handle);
  }
}

/** Where small files are read to, one after the other: memory for each of thousands would have to be collected. */
const scratch = Buffer.allocUnsafeSlow(65_536);

/**
 * The bytes, until the next ones are read; null where there are too many. A file can grow, and those of /proc say that they are empty:
 * `size` is a guess. A plain file that gives less than is asked has ended.
 */
function readAll(handle: number, size: number, most: number, isPlain = false): Uint8Array | null {
  let bytes = size < scratch.length ? scratch : Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const read = readSync(handle, bytes, length, bytes.length - length, null);
    length += read;
    if (read === 0 || (isPlain && length === size)) return bytes.subarray(0, length);
    if (length > most) return null;
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
      return readFileText(file, realpathSync.native(isInside(resolve(file), here) ? here : dirname(file)), most);
    } catch (error) {
      return { kind: "not-readable", reason: reasonOf(error) };
    }
  }
  const whole = (handle: number): ReadText => {
    const bytes = readAll(handle, 65_536, most);
    return bytes === null ? { kind: "too-large" } : decode(bytes);
  };
  try {
    // It may be a socket, which cannot be opened anew.
    if (file === "/dev/stdin") return whole(0);
    const handle = openSync(file, constants.O_RDONLY);
    try {
      return whole(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return { kind: "not-readable", reason: reasonOf(error) };
  }
}

/** What programs print is larger than what people write: a state of many functions, a trail of many calls. In bytes. */
const largestPrinted = 268_435_456;

/** Reads what another program printed, "-" from standard input; where that cannot be, the problem as the end of a sentence. */
export function readPrinted(file: string): { readonly text: string } | { readonly problem: string } {
  const read = readNamed(file === "-" ? "/dev/stdin" : file, largestPrinted);
  switch (read.kind) {
    case "text":
      return { text: read.text };
    case "not-readable":
      return { problem: `${file} cannot be read: ${read.reason}` };
    case "too-large":
      return { problem: `${file} cannot be read: it is over ${largestPrinted / 1024 / 1024} MiB` };
    default:
      return { problem: `${file} cannot be read: ${read.kind.replaceAll("-", " ")}` };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text of bytes, where they are some. */
export function decode(bytes: Uint8Array): ReadText {
  try {
    return { kind: "text", text: utf8.decode(bytes) };
  } catch (error) {
    if (errorCode(error) !== "ERR_ENCODING_INVALID_ENCODED_DATA") throw error;
    return { kind: "not-text" };
  }
}
