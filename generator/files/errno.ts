// What the operating system says no with, in words: the end of a sentence such as "cannot write out/media/x.tf: …".

import { dirname } from "node:path";

const words: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EBUSY: "it is in use",
  EDQUOT: "the disk quota is used up",
  EEXIST: "a file stands where a folder is needed",
  EFBIG: "files may not be as large",
  EIO: "the disk reports an error",
  EISDIR: "a folder stands where a file is needed",
  ELOOP: "its symbolic links lead in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENFILE: "too many files are open",
  ENOENT: "there is no such file or folder",
  ENOSPC: "the disk is full",
  ENOTDIR: "a file stands where a folder is needed",
  EPERM: "the operation is not permitted",
  EROFS: "the file system is read-only",
};

/** The error's code (`ENOENT`); undefined for what is no error of the operating system or of Node's own file functions. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** What the operating system refused, in a sentence; null for what it did not. */
export function machineRefusal(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || errorCode(error) === undefined) return null;
  const path = "path" in error && typeof error.path === "string" ? error.path : null;
  if (error.syscall === "uv_cwd") return "the current folder is gone";
  if (error.syscall === "mkdtemp" && path !== null)
    return `no temporary folder can be made in ${dirname(path)}: ${reasonOf(error)}`;
  return path === null ? reasonOf(error) : `${path} cannot be used: ${reasonOf(error)}`;
}

/** Throws again what is no error of the operating system: a mistake of ours, which nobody may pass over. */
export function rethrowOurs(error: unknown): void {
  if (errorCode(error) === undefined) throw error;
}

/** The reason in words. An error without a code is a mistake of ours: it is thrown again. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === undefined) throw error;
  return words[code] ?? (error as Error).message;
}
