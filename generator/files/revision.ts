// The specs of a git revision, laid into a temporary folder for as long as they are read.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isHidden, isYaml } from "./folders.ts";
import { downTo, slashes } from "./paths.ts";
import { largestFile } from "./text.ts";

/** A revision that can be read: its commit, and where the current folder lies in the repository. */
export interface Revision {
  readonly commit: string;
  readonly top: string;
}

export type FoundRevision = { readonly kind: "revision"; readonly revision: Revision } | NoRevision;

/** Why a name is none; `refused`: git does not look into the repository, and says why. */
export type NoRevision =
  | { readonly kind: "no-git" | "no-repository" | "unknown" }
  | { readonly kind: "refused"; readonly reason: string };

/** What was asked for that git cannot give, in a sentence. */
export type Unusable = { readonly unusable: string };

/** What git knows by this name, asked from a folder. Nothing that is typed is taken for an option. */
export function findRevision(name: string, cwd: string): FoundRevision {
  const top = git(cwd, ["rev-parse", "--show-toplevel"]);
  if (top === null) return { kind: "no-git" };
  if (top.status !== 0) {
    const reason = reasonIn(top.stderr);
    return /^not a git repository/.test(reason) ? { kind: "no-repository" } : { kind: "refused", reason };
  }
  if (name === "" || name.startsWith("-") || name.includes("\0")) return { kind: "unknown" };
  const commit = git(cwd, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  // Older gits print the option itself before what they found.
  const hash = commit?.stdout.toString("utf8").trim().split("\n").at(-1) ?? "";
  if (commit?.status !== 0 || !/^[0-9a-f]{40,64}$/.test(hash)) return { kind: "unknown" };
  return { kind: "revision", revision: { commit: hash, top: top.stdout.toString("utf8").replace(/\r?\n$/, "") } };
}

/** Lays out another folder of the revision: the files whose path below it is wanted, and links. Gives where it stands. */
export type LayOutMore = (folder: string, wants: (path: string) => boolean) => string;

/**
 * Calls with a folder that stands for `cwd` as the revision has it, and holds what it has of `folder`: YAML files and links alone.
 * The folder is removed afterwards.
 */
export async function withRevision<Result>(
  revision: Revision,
  cwd: string,
  folder: string,
  use: (cwd: string, more: LayOutMore) => Promise<Result>,
): Promise<Result | Unusable> {
  const { commit, top } = revision;
  const here = realpathSync(cwd);
  const inside = pathBelow(top, resolve(here, folder));
  const own = pathBelow(top, here);
  if (inside === null || own === null) return { unusable: `${folder} lies outside of the repository` };
  const made: string[] = [];
  // Each has a folder of its own: what is laid out later must not be made through a link of what is there.
  const layOutApart = (of: readonly TreeEntry[]): string => {
    const temporary = realpathSync(mkdtempSync(join(tmpdir(), "lambdagrant-")));
    made.push(temporary);
    layOut(top, of, temporary);
    return temporary;
  };
  try {
    const entries = entriesOf(top, commit, inside, isYaml);
    if (entries.some(({ path }) => path === slashes(inside)))
      return { unusable: `${folder} is no folder there, but a file or a link` };
    const stands = join(layOutApart(entries), own);
    mkdirSync(stands, { recursive: true });
    return await use(stands, (other, wants) => {
      const path = pathBelow(top, resolve(here, other));
      // What lies outside of the repository is as it is, in every revision.
      return path === null ? resolve(here, other) : join(layOutApart(entriesOf(top, commit, path, wants)), path);
    });
  } catch (thrown) {
    return unusable(thrown);
  } finally {
    for (const temporary of made) rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * The files below a folder that differ between a revision and what stands there now, by their paths below the folder, "" for the folder
 * itself. As git tells them: what it does not hold in either is none.
 */
export function changedBelow({ commit, top }: Revision, cwd: string, folder: string): readonly string[] | Unusable {
  const inside = pathBelow(top, resolve(realpathSync(cwd), folder));
  // What lies outside of the repository is as it is, in every revision.
  if (inside === null) return [];
  const path = slashes(inside);
  const options = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none"];
  try {
    return ask(top, ["diff", ...options, commit, ...(path === "" ? [] : ["--", path])])
      .toString("utf8")
      .split("\0")
      .filter((name) => name !== "")
      .map((name) => (path === "" ? name : name.slice(path.length + 1)));
  } catch (thrown) {
    return unusable(thrown);
  }
}

/** Git has not all of a revision: what is missing would look as if nobody had written it. */
class Incomplete extends Error {}

/** What lies in a submodule is in another repository: of it, a revision knows no file. */
class InSubmodule extends Error {}

function unusable(thrown: unknown): Unusable {
  if (thrown instanceof InSubmodule)
    return { unusable: `${thrown.message} is a submodule, and a revision holds none of its files; diff compares checkouts, too` };
  if (!(thrown instanceof Incomplete)) throw thrown;
  return {
    unusable: `git cannot give all of the revision: ${thrown.message}; git fetch may bring it, and git fsck says what is missing`,
  };
}

function pathBelow(top: string, path: string): string | null {
  const found = relative(top, path);
  return isAbsolute(found) || found === ".." || found.startsWith(`..${sep}`) ? null : found;
}

interface TreeEntry {
  readonly path: string;
  /** Below the folder that is listed. */
  readonly own: string;
  readonly hash: string;
  readonly isLink: boolean;
  readonly isSubmodule: boolean;
  readonly isHidden: boolean;
  readonly size: number;
}

/** Folders come first and links last, so that nothing is made through a link. */
function layOut(top: string, entries: readonly TreeEntry[], temporary: string): void {
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

/** What is wanted below a folder, the links there, and what these may lead to: a link can call any file a spec. */
function entriesOf(top: string, commit: string, folder: string, wants: (path: string) => boolean): readonly TreeEntry[] {
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

function ask(cwd: string, args: readonly string[], input?: string): Buffer {
  const done = git(cwd, args, input);
  if (done === null) throw new Incomplete(`git ${args[0]} gave more than there is room for, or nothing`);
  if (done.status !== 0) throw new Incomplete(`git ${args[0]} says: ${reasonIn(done.stderr)}`);
  return done.stdout;
}

/** The line in which git says why it failed, without what nobody sees. */
function reasonIn(stderr: Buffer): string {
  const lines = stderr.toString("utf8").split(/\r?\n/);
  const line = lines.findLast((one) => one.startsWith("fatal: ")) ?? lines.find((one) => one !== "") ?? "nothing more";
  return line.replace(/^fatal: /, "").replace(/[\p{Cc}\p{Cf}]/gu, "");
}

function git(cwd: string, args: readonly string[], input?: string) {
  const done = spawnSync("git", ["--literal-pathspecs", "--no-pager", ...args], {
    cwd,
    ...(input !== undefined && { input }),
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
  });
  return done.error === undefined ? done : null;
}
