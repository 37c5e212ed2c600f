// Globs, matched over the same listing as folders are walked with, so that both pass over the same files and links.
import { join, resolve } from "node:path";
import type { FileSystemAdapter } from "tinyglobby";
import type { Folder, ListFolder } from "./folders.ts";

const wildcard = /[*?[{]|[!@+]\(/;

/** Whether a path that names nothing may be meant as a glob. */
export function isGlob(path: string): boolean {
  return wildcard.test(path);
}

/** The folder before the first wildcard: "specs/media" of "specs/media/*.yaml", "" of "*.yaml". */
export function globPrefix(glob: string): string {
  const parts = glob.split("/");
  const prefix = parts.slice(0, parts.findIndex(isGlob));
  return prefix.length === 1 && prefix[0] === "" ? "/" : prefix.join("/");
}

/**
 * The specs, settings and folders that a glob matches, as absolute paths.
 * `home` is its prefix made absolute; other files are passed over. `top` says out of which folder no link of a folder may lead.
 */
export async function globFiles(
  glob: string,
  home: string,
  list: ListFolder,
  top: (folder: string) => string,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
  // Only here: most runs name a folder, and start faster without it.
  const { globSync } = await import("tinyglobby");
  const pattern = glob.split("/").filter((part) => part !== "");
  const rest = pattern.slice(pattern.findIndex(isGlob)).join("/");
  const matches = globSync(rest, {
    cwd: home,
    dot: true, // What is hidden is not listed, and the home itself may be.
    onlyFiles: false,
    expandDirectories: false,
    fs: listingAsFileSystem((folder) => list(folder, top(folder))),
  });
  const files: string[] = [];
  const folders: string[] = rest === "**" ? [home] : [];
  for (const match of matches) {
    const at = join(home, match);
    if (match.endsWith("/")) folders.push(resolve(at));
    else files.push(at);
  }
  return { files, folders };
}

/** All that the crawler asks of a file system is the entries of a folder. */
function listingAsFileSystem(list: (folder: string) => Folder): FileSystemAdapter {
  const entry = (name: string, isFile: boolean) => ({
    name,
    isFile: () => isFile,
    isDirectory: () => !isFile,
    isSymbolicLink: () => false,
  });
  const readdirSync = (folder: string) => {
    const { specs, settings, folders } = list(resolve(folder));
    return [...specs, ...settings].map((name) => entry(name, true)).concat(folders.map((name) => entry(name, false)));
  };
  return { readdirSync } as unknown as FileSystemAdapter;
}
