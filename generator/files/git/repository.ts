import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize, resolve } from "node:path";
import { errorCode } from "../errno.ts";
import { pathBelow, slashes } from "../paths.ts";
import { git } from "./git.ts";

/** The top of the repository that a folder lies in; null where git knows of none. */
export function repositoryTop(cwd: string): string | null {
  const found = git(cwd, ["rev-parse", "--show-toplevel"]);
  return found?.status === 0 ? topIn(found.stdout) : null;
}

/** What git prints of a top, without the end of its line. */
export function topIn(stdout: Buffer): string {
  return stdout.toString("utf8").replace(/\r?\n$/, "");
}

/** An absolute path from the top of a repository, "" for the top; null outside of it. Links that lead into it are followed. */
export function pathInside(top: string, path: string): string | null {
  return pathBelow(top, path) ?? pathBelow(top, realPath(path));
}

/** Where an absolute path really leads; what is not there, or not any more, lies in the folder above it that is. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (thrown) {
    if (errorCode(thrown) === undefined) throw thrown;
    return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
  }
}

/**
 * How a patch calls what is named from the current folder: from the top of the repository, as git does, and by no link, through which git
 * applies nothing. Elsewhere `git apply` takes names from the folder where it runs.
 */
export function patchNames(cwd: string): (path: string) => string {
  return namesFrom(repositoryTop(cwd), cwd);
}

/**
 * How whoever shows a repository calls what is named from the current folder: from its top, too. Where git does not say, as of a checkout
 * of another user, from the folder that GitHub's runner says is its own: it makes annotations of names from there.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support#location-object
 */
export function checkoutNames(cwd: string): (path: string) => string {
  const workspace = process.env["GITHUB_WORKSPACE"] ?? "";
  return namesFrom(repositoryTop(cwd) ?? (isAbsolute(workspace) ? realPath(workspace) : null), cwd);
}

function namesFrom(top: string | null, cwd: string): (path: string) => string {
  return (path) => {
    const at = resolve(cwd, path);
    const inside = top === null ? null : (pathBelow(top, realPath(at)) ?? pathInside(top, at));
    return slashes((inside ?? pathBelow(cwd, at) ?? normalize(path)) || ".");
  };
}
