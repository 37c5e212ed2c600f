// Paths below a root: "/"-separated, "" is the root itself.
import { isAbsolute, relative, sep } from "node:path";
import { compareText } from "../text-order.ts";

/** "media" and "a.yaml" give "media/a.yaml". */
export function below(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** From the root down: "a/b" gives "", "a", "a/b". */
export function downTo(folder: string): readonly string[] {
  const parts = folder === "" ? [] : folder.split("/");
  return ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}

/** Whether a path is the folder or lies in it, however deep. */
export function isWithin(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** The folders that lie in none of the others, sorted. */
export function outermost(folders: Iterable<string>): readonly string[] {
  const kept: string[] = [];
  for (const folder of [...folders].sort(compareText)) if (!kept.some((outer) => isWithin(folder, outer))) kept.push(folder);
  return kept;
}

/** Files by the folders that they lie in, both in the order in which they come. */
export function byFolder<File extends { readonly path: string }>(files: readonly File[]): ReadonlyMap<string, readonly File[]> {
  const found = new Map<string, File[]>();
  for (const file of files) {
    const list = found.get(folderOf(file.path));
    if (list === undefined) found.set(folderOf(file.path), [file]);
    else list.push(file);
  }
  return found;
}

/** Whether an absolute path of this machine is the folder or lies in it. */
export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A path of this machine from a folder that it lies in; null where it does not. */
export function pathBelow(folder: string, path: string): string | null {
  const found = relative(folder, path);
  return isAbsolute(found) || found === ".." || found.startsWith(`..${sep}`) ? null : found;
}

/** A path of this machine with "/" between its parts. */
export function slashes(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
