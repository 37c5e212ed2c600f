// What a run changes in the out folder: wanted against found. Pure: read-found.ts reads, disk.ts writes.

import { compareText } from "../../text-order.ts";
import { downTo, folderOf, isWithin } from "../paths.ts";
import { fateOf, isOfOther, type Scope } from "./fate.ts";
import { header, isOurs, originOf } from "./origin.ts";

/** A file as it must be. `path` is below the out folder, "/"-separated. */
export interface MadeFile {
  readonly path: string;
  readonly text: string;
}

/** A file that must be as it was found before, by its SHA-256: nobody holds its text. */
export interface Standing {
  readonly path: string;
  readonly hash: string;
}

/** A file as it must be, whose text is unpacked when it is asked for. */
export interface PackedFile extends Standing {
  readonly text: () => string;
}

export type Wanted = MadeFile | Standing | PackedFile;

/** The text of a file, at hand or packed. */
export type Text = (MadeFile | PackedFile)["text"];

/** A text, unpacked where it must be. */
export function unpacked(text: Text): string {
  return typeof text === "string" ? text : text();
}

/** What stands in the out folder where something is wanted or may be removed. */
export type Existing =
  | { readonly kind: "file"; readonly text: string }
  /** A file that is as it is wanted. */
  | { readonly kind: "as-wanted" }
  | { readonly kind: "folder" }
  /** A socket, a device, a link that leads nowhere. */
  | { readonly kind: "special" }
  /** A symbolic link that leads out of the out folder. */
  | { readonly kind: "link-outside"; readonly at: string }
  /** A symbolic link in the place of a folder above the entry (`at`): what a person wrote behind it, nobody would read. */
  | { readonly kind: "linked-folder"; readonly at: string }
  /** Something else than a folder stands at `at`, above the entry. */
  | { readonly kind: "file-in-the-way"; readonly at: string }
  | { readonly kind: "not-readable"; readonly at: string; readonly why: string };

export type Change =
  | { readonly kind: "create"; readonly path: string; readonly text: Text }
  | { readonly kind: "update"; readonly path: string; readonly text: Text; readonly before: string }
  | ({ readonly kind: "keep" } & Wanted)
  | { readonly kind: "delete"; readonly path: string; readonly before: string };

/** Something that is not ours where a file of ours must be. `path` is below the out folder, "" the out folder itself. */
export interface Foreign {
  readonly path: string;
  readonly reason:
    | "not-ours"
    | "other-root"
    | "other-stack"
    | "stray"
    | "folder"
    | "link-outside"
    | "linked-folder"
    | "file-in-the-way"
    | "not-readable";
  /** For `not-readable`, in words; for `other-root`, `other-stack` and `stray`, what the file's header names. */
  readonly why?: string;
}

export interface Plan {
  /** By path, one for each wanted file and each file to remove. */
  readonly changes: readonly Change[];
  /** By path. If there is anything, nothing may be written. */
  readonly foreign: readonly Foreign[];
}

/**
 * Compares the wanted files with what was found (by path, see `readOut`).
 * Throws if two wanted files have one path, a path leads out, or what should stand does not: mistakes of the caller.
 */
export function planFiles(wanted: readonly Wanted[], found: ReadonlyMap<string, Existing>, scope: Scope): Plan {
  const wantedPaths = pathsOf(wanted);
  const holding = new Set(wanted.map(({ path }) => folderOf(path)));
  const wantedFolders = new Set([...holding].flatMap((folder) => downTo(folder)));
  const changes: Change[] = [];
  const foreign = new Map<string, Foreign>();
  for (const file of wanted) {
    // "a.yaml" beside a folder "a.tf" that has specs: a.tf cannot be both.
    const entry = wantedFolders.has(file.path) ? ({ kind: "folder" } as const) : found.get(file.path);
    const step = place(file, entry, scope);
    if ("reason" in step) foreign.set(step.path, step);
    else changes.push(step);
  }
  for (const [path, entry] of found) {
    if (wantedPaths.has(path) || entry.kind !== "file") continue;
    const origin = originOf(path, entry.text);
    const why = origin.source ?? "";
    switch (fateOf(path, origin, scope, holding.has(folderOf(path)))) {
      case "remove":
        changes.push({ kind: "delete", path, before: entry.text });
        break;
      case "ask":
        foreign.set(path, { path, reason: "other-root", why });
        break;
      case "stray":
        // Terraform reads it with the output, and who sees its first line takes it for that.
        if (holding.has(folderOf(path)) && isOurs(path, entry.text) && !path.endsWith(".md"))
          foreign.set(path, { path, reason: "stray", ...(why !== "" && { why }) });
        break;
      case "leave":
        break;
    }
  }
  const byPath = (a: { readonly path: string }, b: { readonly path: string }) => compareText(a.path, b.path);
  return { changes: changes.sort(byPath), foreign: [...foreign.values()].sort(byPath) };
}

function pathsOf(wanted: readonly Wanted[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const { path } of wanted) {
    if (/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) throw new Error(`not below a folder: ${path}`);
    if (paths.has(path)) throw new Error(`two files are wanted at ${path}`);
    paths.add(path);
  }
  return paths;
}

function place(wanted: Wanted, entry: Existing | undefined, scope: Scope): Change | Foreign {
  const { path } = wanted;
  if (entry?.kind === "as-wanted") return { kind: "keep", ...wanted };
  if (entry !== undefined && entry.kind !== "file") return inTheWay(path, entry);
  if (!("text" in wanted)) throw new Error(`it does not stand any more: ${path}`);
  const { text } = wanted;
  if (entry === undefined) return { kind: "create", path, text };
  if (entry.text === unpacked(text)) return { kind: "keep", ...wanted };
  if (header(path, entry.text) === undefined) return { path, reason: "not-ours" };
  const { source } = originOf(path, entry.text);
  if (isOfOther(source, scope)) return { path, reason: "other-root", why: source ?? "" };
  return isOfOtherStack(path, source, unpacked(text), scope)
    ? { path, reason: "other-stack", why: source ?? "" }
    : { kind: "update", path, text, before: entry.text };
}

/** Whether the stack's own file is that of another folder, which still has specs, and which nobody compiles now: its directory is one with this. */
function isOfOtherStack(path: string, source: string | null, text: string, { rootName, whole, hasSpecs }: Scope): boolean {
  if (source === null || !/(?:^|\/)(?:stack\.tf|cdk\.tf\.json)$/.test(path)) return false;
  const folder = source === rootName ? "" : source.slice(rootName.length + 1);
  if (source === originOf(path, text).source || whole.some((outer) => isWithin(folder, outer))) return false;
  return hasSpecs?.(folder) === true;
}

function inTheWay(path: string, entry: Exclude<Existing, { readonly kind: "file" | "as-wanted" }>): Foreign {
  switch (entry.kind) {
    case "folder":
      return { path, reason: "folder" };
    case "special":
      return { path, reason: "not-ours" };
    case "link-outside":
    case "linked-folder":
    case "file-in-the-way":
      return { path: entry.at, reason: entry.kind };
    case "not-readable":
      return { path: entry.at, reason: entry.kind, why: entry.why };
  }
}
