// A plan as a patch: what `git diff` would show after the run, and what `git apply` takes.
import type { StructuredPatchHunk } from "diff";
// Not "diff": that entry brings every kind of difference along.
import { formatPatch, structuredPatch } from "diff/lib/patch/create.js";
import { type Change, unpacked } from "./plan.ts";

/** Beyond this many changed lines the shortest difference takes long to find, and nobody reads it line by line. */
const maxEditLength = 2000;

/** One unified diff of all that changes create, update and delete, `nameOf` each path in it; "" if they change nothing. */
export function unifiedPatch(changes: readonly Change[], nameOf: (path: string) => string): string {
  return changes.map((change) => (change.kind === "keep" ? "" : shown(filePatch(change, nameOf(change.path))))).join("");
}

/** What steers a terminal, or ends a line for a CI's log, is never printed, though the patch applies no more: `\r\n` ends lines. */
function shown(patch: string): string {
  return patch.replace(/(?!\t|\n|\r\n)[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\u{fffd}");
}

function filePatch(change: Exclude<Change, { readonly kind: "keep" }>, name: string): string {
  const [before, after] = [`a/${name}`, `b/${name}`];
  switch (change.kind) {
    case "create":
      return gitPatch("/dev/null", after, hunks("", unpacked(change.text)), { isCreate: true });
    case "delete":
      return gitPatch(before, "/dev/null", hunks(change.before, ""), { isDelete: true });
    case "update":
      return gitPatch(before, after, hunks(change.before, unpacked(change.text)), {});
  }
}

function gitPatch(
  oldFileName: string,
  newFileName: string,
  changed: StructuredPatchHunk[],
  kind: { readonly isCreate?: true; readonly isDelete?: true },
): string {
  return formatPatch({
    oldFileName,
    newFileName,
    oldHeader: undefined,
    newHeader: undefined,
    hunks: changed,
    isGit: true,
    ...kind,
  });
}

function hunks(before: string, after: string): StructuredPatchHunk[] {
  const found =
    before === "" || after === "" ? undefined : structuredPatch("", "", before, after, "", "", { context: 3, maxEditLength });
  if (found !== undefined) return found.hunks;
  // All of the one, then all of the other.
  const [removed, added] = [wholeLines("-", before), wholeLines("+", after)];
  const count = (lines: readonly string[]) => lines.filter((line) => !line.startsWith("\\")).length;
  const lines = [...removed, ...added];
  return lines.length === 0 ? [] : [{ oldStart: 1, oldLines: count(removed), newStart: 1, newLines: count(added), lines }];
}

function wholeLines(sign: "-" | "+", text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split("\n").map((line) => sign + line);
  if (lines.at(-1) === sign) return lines.slice(0, -1);
  return [...lines, "\\ No newline at end of file"];
}
