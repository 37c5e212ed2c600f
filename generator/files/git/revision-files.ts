// The files of a revision: which there are, and a copy of those that are wanted.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { isHidden } from "../folders.ts";
import { downTo, pathBelow, slashes } from "../paths.ts";
import { largestFile } from "../text.ts";
import { ask, Incomplete } from "./git.ts";

/** What lies in a submodule is in another repository: of it, a revision knows no file. */
export class InSubmodule extends Error {}

/** A file or a link of a revision, by its path from the top. */
export interface TreeEntry {
  readonly path: string;
  /** Below the folder that is listed. */
  readonly own: string;
  readonly hash: string;
  readonly isLink: boolean;
  readonly isSubmodule: boolean;
  readonly isHidden: boolean;
  readonly size: number;
}

/** Writes what was listed below a folder. Folders come first and links last, so that nothing is made through a link. */
export function layOut(top: string, entries: readonly TreeEntry[], temporary: string): void {
  const large = entries.filter(({ size }) => size > largestFile);
  const small = entries.filter(({ size }) => size <= largestFile);
  for (const folder of new Set(entries.map(({ path }) => dirname(path)))) mkdirSync(join(temporary, folder), { recursive: true });
  for (const { path } of large) writeFileSync(join(temporary, path), Buffer.alloc(largestFile + 1));
  for (const links of [false, true])
    for (const batch of batches(small.filter(({ isLink }) => isLink === links)))
      for (const [{ path }, content] of contentsOf(top, batch))
        if (links) linkTo(content.toString("utf8"), join(temporary, path));
        else writeFileSync(join(temporary, path), content);
}

/** What git is asked for at once, so that a large repository never lies in memory as a whole. */
function* batches(entries: readonly TreeEntry[]): Generator<readonly TreeEntry[]> {
  let batch: TreeEntry[] = [];
  let size = 0;
  for (const entry of entries) {
    batch.push(entry);
    size += entry.size;
    if (size < 64 * 1024 * 1024) continue;
    yield batch;
    [batch, size] = [[], 0];
  }
  yield batch;
}

function linkTo(target: string, file: string): void {
  try {
    symlinkSync(target, file);
  } catch {
    // Not a name that this machine can link to: whoever reads it finds nothing there.
  }
}

/**
 * Where a path from the top of a repository leads by the links that a revision has there, which may be out of it: an absolute path; null
 * where the revision has nothing of that name. Links that lead to each other end at one of them.
 */
export function leadsTo(top: string, commit: string, path: string, links = 40): string | null {
  for (const upper of downTo(slashes(path)).slice(1)) {
    const [line = ""] = ask(top, ["ls-tree", "-z", "-l", "--full-tree", commit, "--", upper]).toString("utf8").split("\0");
    if (line === "") return null;
    const [link] = entryIn(line, upper).filter(({ isLink, size }) => isLink && size <= longestLink);
    if (link === undefined) continue;
    const [[, target] = []] = contentsOf(top, [link]);
    const there = resolve(top, dirname(upper), target?.toString("utf8") ?? "", relative(upper, slashes(path)));
    const inside = pathBelow(top, there);
    return inside === null || links === 0 ? there : (leadsTo(top, commit, inside, links - 1) ?? there);
  }
  return join(top, path);
}

/** What is wanted below a folder, the links there, and what these may lead to: a link can call any file a spec. */
export function entriesOf(top: string, commit: string, folder: string, wants: (path: string) => boolean): readonly TreeEntry[] {
  const path = slashes(folder);
  const list = (...args: readonly string[]) =>
    ask(top, ["ls-tree", "-z", "-l", "--full-tree", ...args])
      .toString("utf8")
      .split("\0");
  const listed = list("-r", commit, ...(path === "" ? [] : ["--", path]));
  // What lies below a submodule is listed as nothing.
  const above = listed.some((line) => line !== "") ? [] : downTo(path).slice(1);
  const aside = above.flatMap((outer) => list(commit, "--", outer));
  const lines = [...listed, ...aside.filter((line) => line.startsWith("160000 "))];
  const all = lines.flatMap((line) => entryIn(line, path));
  // What is hidden is passed over, but where a link leads there.
  const isLinked = all.some(({ isLink, isHidden: hidden }) => isLink && !hidden);
  const usable = all.filter(({ isHidden: hidden }) => isLinked || !hidden);
  for (const { path: name, isSubmodule } of usable) if (isSubmodule) throw new InSubmodule(name);
  const known = ({ path: name, size }: TreeEntry) => {
    if (Number.isNaN(size)) throw new Incomplete(`${name} of it is missing`);
    return true;
  };
  const links = usable.filter((entry) => entry.isLink && known(entry) && entry.size <= longestLink);
  const meant = new Set(contentsOf(top, links).map(([, target]) => basename(target.toString("utf8"))));
  const isWanted = ({ path: name, own, isLink }: TreeEntry) => isLink || name === path || wants(own) || meant.has(basename(name));
  return usable.filter((entry) => isWanted(entry) && known(entry));
}

/** What a line of a listing says, without a size of a blob that is missing; nothing where no folder may hold its name. */
function entryIn(line: string, path: string): readonly TreeEntry[] {
  const [, mode = "", hash = "", size = "", name = ""] = /^(\d+) (?:blob|commit) ([0-9a-f]+) +(\S+)\t([\s\S]+)$/.exec(line) ?? [];
  const own = name === path ? "" : name.slice(path === "" ? 0 : path.length + 1);
  const parts = own === "" ? [] : own.split("/");
  // A tree may hold any name, also one that leads elsewhere, or that git itself would read.
  if (name === "" || parts.some((part) => /^(?:|\.|\.\.|\.git)$/i.test(part)) || name.includes("\\")) return [];
  const [isLink, isSubmodule] = [mode === "120000", mode === "160000"];
  return [{ path: name, own, hash, isLink, isSubmodule, isHidden: parts.some(isHidden), size: Number(size) }];
}

/** In bytes: no machine follows a longer one. */
const longestLink = 4096;

function contentsOf(top: string, entries: readonly TreeEntry[]): readonly (readonly [TreeEntry, Buffer])[] {
  if (entries.length === 0) return [];
  const output = ask(top, ["cat-file", "--batch"], entries.map(({ hash }) => `${hash}\n`).join(""));
  let at = 0;
  return entries.map((entry) => {
    const head = output.indexOf(10, at);
    const start = head + 1;
    if (output.toString("latin1", at, head) !== `${entry.hash} blob ${entry.size}`)
      throw new Incomplete(`${entry.path} of it is missing`);
    at = start + entry.size + 1;
    return [entry, output.subarray(start, start + entry.size)];
  });
}
