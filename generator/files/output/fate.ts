// Whose a file of the out folder is that says that this program made it, and what becomes of it where it is not wanted. Decided here
// alone: the plan removes by it, and what it leaves, whoever looks for hand-written Terraform reads.

import { folderOf, isWithin } from "../paths.ts";
import { type Origin, stackPath } from "./origin.ts";
import type { Claim } from "./owner.ts";

/** What a run is about, as far as it decides on what stands in the out folder. */
export interface Scope {
  /** The own name of the spec root: files with another root's name in their header are another run's. */
  readonly rootName: string;
  /** The folders that were compiled whole, with everything below: what is not wanted there is removed, if it is ours. */
  readonly whole: readonly string[];
  /** The stacks (folders) that have specs. */
  readonly stacks?: Pick<ReadonlySet<string>, "has">;
  /** Whether the out folder belongs to this root; it does where nothing is said. */
  readonly claim?: Claim;
  /** Whether a folder below the root has specs, those too that the run is not about. */
  readonly hasSpecs?: (folder: string) => boolean;
  /** Whether what a header names is a spec of this root that is there no more. */
  readonly isGone?: (source: string) => boolean;
  /** `--prune`: what other roots left is replaced and removed, too. */
  readonly prune?: boolean;
  /** The targets that the run is about; without it, all, and what has no target. */
  readonly targets?: readonly string[];
}

/** `stray`: no run with this out folder made it, whatever it says. `leave`: it is not of what this run is about. */
export type Fate = "remove" | "ask" | "stray" | "leave";

/** What becomes of a file with such a header that is not wanted; `isBeside`: in its directory something is. */
export function fateOf(path: string, origin: Origin, scope: Scope, isBeside: boolean): Fate {
  const { source, target } = origin;
  const { rootName, whole, stacks, claim, prune = false, targets, isGone } = scope;
  if (source === null) return "stray";
  const own = stackPath(path, target);
  const isAsked = targets === undefined || (target !== null && targets.includes(target));
  // In a stack that is named in part, what was made of a spec that is renamed or removed.
  const isLeft = stacks?.has(folderOf(own)) === true && isGone?.(source) === true;
  const isJudged = isAsked && (isLeft || whole.some((folder) => isWithin(own, folder)));
  if (prune && isJudged) return "remove";
  if (!isWithin(source, rootName)) return "leave";
  if (!isInPlace(path, origin) && (isBeside || isNested(folderOf(own), source))) return "stray";
  if (!isJudged) return "leave";
  if (isOfOther(source, scope)) return "ask";
  // Its stack is here, and without it; or the out folder is this root's, where the whole stack is gone.
  return stacks?.has(folderOf(own)) === true || claim === undefined || claim.kind === "own" ? "remove" : "ask";
}

/** Where a run puts what it makes of that, in no target: of a stack, of a spec of it. */
function foldersOf(source: string): readonly string[] {
  const made = source.includes("/") ? source.slice(source.indexOf("/") + 1) : "";
  return [made, folderOf(made)];
}

/** Whether a file lies where a run puts what it makes of what its header names. */
export function isInPlace(path: string, { source, target }: Origin): boolean {
  if (source === null) return false;
  const inTarget = (folder: string) => [target, folder].filter((part) => part !== null && part !== "").join("/");
  return foldersOf(source).some((folder) => folderOf(path) === inTarget(folder));
}

/** Whether a folder lies in an out folder of its own within this one: that of another run, of a root that has the same name. */
function isNested(own: string, source: string): boolean {
  return foldersOf(source).some((folder) => folder === "" || own.endsWith(`/${folder}`));
}

/** Whether another root's spec made a file, as far as one can tell. */
export function isOfOther(source: string | null, { rootName, claim, prune = false }: Scope): boolean {
  if (source === null || prune) return false;
  if (!isWithin(source, rootName)) return true;
  return claim?.kind === "other" && claim.has(source.slice(rootName.length + 1));
}
