import { posix } from "node:path";
import { type Diagnostic, warning } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { ArchivedFolder } from "./spec.ts";

/** The folders of sources that Terraform makes archives of, against what there is. */

/** Those of a run, each place in a spec once: all targets may have it. */
export function archivedIn(
  folders: readonly { readonly stacks: readonly { readonly archived: readonly ArchivedFolder[] }[] }[],
): readonly ArchivedFolder[] {
  const all = folders.flatMap(({ stacks }) => stacks.flatMap(({ archived }) => archived));
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** What stands at a path below the root of the specs: whether it is a folder, and else how the folders beside it are called. */
type LookAt = (path: string) => { readonly isFolder: boolean; readonly beside: readonly string[] };

/** Folders that Terraform would find nothing in: it looks for them when it plans, and a build may make them before. */
export function* missingFolders(archived: Iterable<ArchivedFolder>, lookAt: LookAt): Generator<Diagnostic> {
  for (const { from, path, span } of archived) {
    if (lookAt(posix.join(from, path)).isFolder) continue;
    const meant = meantBy(from, path, lookAt);
    yield warning(
      "missing-code",
      span,
      `there is no folder ${path} from here, and Terraform cannot plan without it`,
      meant === null
        ? "give its path from the folder of this file; where a build makes it, let that run before Terraform"
        : `did you mean ${meant}?`,
    );
  }
}

/** The path as it stands from the folder that holds the specs, or with its first name that leads nowhere as the nearest; null for none. */
function meantBy(from: string, path: string, lookAt: LookAt): string | null {
  if (lookAt(posix.join("..", path)).isFolder) return posix.relative(`/specs/${from}`, `/${path}`);
  const names = path.split("/");
  for (const [at, name] of names.entries()) {
    const { isFolder, beside } = lookAt(posix.join(from, ...names.slice(0, at + 1)));
    if (isFolder) continue;
    const near = nearest(name, beside);
    const meant = near === undefined ? null : names.with(at, near).join("/");
    return meant !== null && lookAt(posix.join(from, meant)).isFolder ? meant : null;
  }
  return null;
}
