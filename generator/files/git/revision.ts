// The specs of a git revision, laid into a temporary folder for as long as they are read.
import { existsSync, lstatSync, mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { isYaml } from "../folders.ts";
import { downTo, pathBelow, slashes } from "../paths.ts";
import { withTemporaryFolders } from "../temporary.ts";
import { ask, git, Incomplete, reasonIn } from "./git.ts";
import { pathInside, realPath, topIn } from "./repository.ts";
import { entriesOf, InSubmodule, layOut, leadsTo, type TreeEntry } from "./revision-files.ts";

/** A revision that can be read: its commit, and where the current folder lies in the repository. */
export interface Revision {
  readonly commit: string;
  readonly top: string;
}

type FoundRevision = { readonly kind: "revision"; readonly revision: Revision } | NoRevision;

/** Why a name is none; `refused`: git does not look into the repository, and says why. */
export type NoRevision =
  | { readonly kind: "no-git" | "no-repository" | "unknown" }
  | { readonly kind: "refused"; readonly reason: string };

/** What was asked for that git cannot give, in a sentence. */
export interface Unusable {
  readonly unusable: string;
}

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
  return { kind: "revision", revision: { commit: hash, top: topIn(top.stdout) } };
}

/** Lays out another folder of the revision: the files whose path below it is wanted, and links. Gives where it stands. */
export type LayOutMore = (folder: string, wants: (path: string) => boolean) => string;

/** A folder as a revision has it, for as long as it stands. */
interface LaidOut {
  /** What stands for the current folder. */
  readonly cwd: string;
  /** The folder, from there: what was typed may be the path of the working tree's. */
  readonly folder: string;
  readonly more: LayOutMore;
}

/** Calls with what a revision has of a folder: YAML files and links alone. They are removed afterwards, so what takes long is not done here. */
export async function withRevision<Result>(
  revision: Revision,
  cwd: string,
  folder: string,
  use: (there: LaidOut) => Promise<Result>,
): Promise<Result | Unusable> {
  const { commit, top } = revision;
  const here = realpathSync(cwd);
  const inside = pathInside(top, resolve(here, folder));
  const own = pathInside(top, here);
  if (inside === null || own === null) return { unusable: `${folder} lies outside of the repository` };
  try {
    return await withTemporaryFolders(async (make) => {
      // Each has a folder of its own: what is laid out later must not be made through a link of what is there.
      const layOutApart = (of: readonly TreeEntry[]): string => {
        const temporary = make();
        layOut(top, of, temporary);
        return temporary;
      };
      const real = pathBelow(top, leadsTo(top, commit, inside) ?? join(top, inside));
      if (real === null) return { unusable: `${folder} is a link there that leads out of the repository` };
      const entries = entriesOf(top, commit, real, isYaml);
      if (entries.some(({ path }) => path === slashes(real)))
        return { unusable: `${folder} is no folder there, but a file or a link` };
      if (entries.length === 0 && real !== inside)
        return { unusable: `${folder} is a link there that leads to no spec of the revision` };
      const laid = layOutApart(entries);
      const stands = join(laid, own);
      mkdirSync(stands, { recursive: true });
      // Under the name that was typed, as in the working tree.
      if (entries.length > 0 && !existsSync(join(laid, inside))) {
        mkdirSync(dirname(join(laid, inside)), { recursive: true });
        symlinkSync(join(laid, real), join(laid, inside), "junction");
      }
      const more: LayOutMore = (other, wants) => {
        const at = pathInside(top, resolve(here, other));
        // What lies outside of the repository is as it is, in every revision.
        if (at === null) return resolve(here, other);
        const there = leadsTo(top, commit, at) ?? join(top, at);
        const path = pathBelow(top, there);
        return path === null ? there : join(layOutApart(entriesOf(top, commit, path, wants)), path);
      };
      return await use({ cwd: stands, folder: relative(own, inside) || ".", more });
    });
  } catch (thrown) {
    return unusable(thrown);
  }
}

/**
 * The files below a folder that differ between a revision and what stands there now, by their paths below the folder, "" for the folder
 * itself. As git tells them: what it does not hold in either is none.
 */
export function changedBelow({ commit, top }: Revision, cwd: string, folder: string): readonly string[] | Unusable {
  const inside = pathInside(top, resolve(realpathSync(cwd), folder));
  // What lies outside of the repository is as it is, in every revision.
  if (inside === null) return [];
  const options = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none"];
  const changed = (path: string): readonly string[] =>
    ask(top, ["diff", ...options, commit, ...(path === "" ? [] : ["--", path])])
      .toString("utf8")
      .split("\0")
      .filter((name) => name !== "")
      .map((name) => (path === "" ? name : name.slice(path.length + 1)));
  try {
    const [then, now] = [leadsTo(top, commit, inside), realPath(join(top, inside))];
    // Behind another link, all may be another.
    if (then !== null && then !== now) return [""];
    const isLink = (path: string) => lstatSync(join(top, path), { throwIfNoEntry: false })?.isSymbolicLink() === true;
    const link = downTo(slashes(inside)).slice(1).find(isLink);
    if (link !== undefined && changed(link).length > 0) return [""];
    const path = pathBelow(top, now);
    return path === null ? [] : changed(slashes(path));
  } catch (thrown) {
    return unusable(thrown);
  }
}

function unusable(thrown: unknown): Unusable {
  if (thrown instanceof InSubmodule)
    return { unusable: `${thrown.message} is a submodule, and a revision holds none of its files; diff compares checkouts, too` };
  if (!(thrown instanceof Incomplete)) throw thrown;
  return {
    unusable: `git cannot give all of the revision: ${thrown.message}; git fetch may bring it, and git fsck says what is missing`,
  };
}
