import { lstatSync, mkdirSync, statSync } from "node:fs";
import { dirname, normalize } from "node:path";
import { errorCode } from "./errno.ts";

/**
 * Makes a folder and those above it; says in `made` which are new, outer ones first. Throws what the operating system says; node's own
 * `recursive` never ends where nothing can be made, as below /proc.
 */
export function makeFolder(path: string, made: string[] = [], mode = 0o777): void {
  // Of "new/.", the system makes no part: "new" is not there, and then all is.
  const folder = normalize(path);
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST" && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    if (code !== "ENOENT" || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder), made, mode);
    mkdirSync(folder, mode);
  }
  made.push(folder);
}

/** What stands where a folder is meant, in words; null where it is one, or nothing yet. */
export function standsForFolder(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return lstatSync(path, { throwIfNoEntry: false }) === undefined ? null : "a link that leads nowhere";
  return found.isDirectory() ? null : found.isFile() ? "a file" : "no folder";
}
