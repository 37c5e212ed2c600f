import type { KnownFolder } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** What was made of a stack: its files, by the SHA-256 of their texts. */
export interface MadeStack {
  readonly statements: number;
  readonly permissions: number;
  readonly files: readonly { readonly path: string; readonly source: string; readonly hash: string }[];
}

/** A folder that was compiled: what other stacks of a run are judged by, and what it made. It is kept as JSON. */
export interface KeptFolder extends KnownFolder {
  /** In the order of the stacks; null where the folder was checked alone. */
  readonly made: readonly MadeStack[] | null;
  /** Where its stacks and what is written by hand beside them do not fit. */
  readonly beside: readonly Diagnostic[];
}

/** Folders as they are kept: with what each of their stacks made (null where nothing was), and what was judged beside it. */
export function keptFolders(
  folders: readonly KnownFolder[],
  made: readonly MadeStack[] | null,
  beside: readonly (readonly Diagnostic[])[],
): readonly KeptFolder[] {
  let to = 0;
  return folders.map((folder) => {
    const from = to;
    to += folder.stacks.length;
    return { ...folder, made: made?.slice(from, to) ?? null, beside: beside.slice(from, to).flat() };
  });
}
