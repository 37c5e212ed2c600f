import { visible } from "../diagnostics/print-text.ts";
import type { Adopted } from "./adopt-functions.ts";
import type { Finding, FindingKind } from "./draft.ts";

const headings: Readonly<Record<FindingKind, string>> = {
  wide: "too wide",
  dead: "never matches",
  unguarded: "unguarded",
  "left-out": "left out",
  note: "note",
};

/** What was found, for people: function by function, the old resource, what it was worth, and what the spec says instead. */
export function printAdopted({ stacks, left }: Adopted): string {
  const functions = stacks.flatMap((stack) => stack.functions);
  return [
    ...functions.flatMap(({ name, from, findings }) => [`${name} (${from})`, ...findings.flatMap(linesOf)]),
    ...left.map(({ from, why }) => `${from} stays as it is: ${why}`),
  ]
    .map(visible)
    .join("\n");
}

function linesOf({ kind, from, what, instead }: Finding): readonly string[] {
  const indent = " ".repeat(16);
  return [`  ${headings[kind].padEnd(14)}${from}: ${what}`, ...(instead === null ? [] : [`${indent}the spec says: ${instead}`])];
}
