import { Document, isMap, isScalar, stringify } from "yaml";
import { commentLine } from "../backends/quote.ts";
import type { Draft, HomeOf, Refused, Told } from "./draft.ts";
import { spelled } from "./text/spelling.ts";

/** A draft as the text of a spec. */

/** The sections that are lists of entries. */
const lists: readonly string[] = ["push", "pull", "actions"];

const options = { lineWidth: 0, flowCollectionPadding: false, aliasDuplicateObjects: false } as const;

/** The spec; what was left out stands as comments at its end. */
export function specText(draft: Draft, refused: readonly Refused[], findings: readonly Told[]): string {
  const { from, parts, push, pull, actions } = draft;
  const entries = Object.entries({ push, pull, actions }).filter(([, some]) => some.length > 0);
  const sections = { ...parts, ...Object.fromEntries(entries.map(([key, some]) => [key, some.map(({ says }) => says)])) };
  const document = new Document(
    Object.fromEntries(Object.entries(sections).map(([section, says]) => [section, spelled(says, section)])),
    // Conditions of one statement stand with each of its entries: a mistake is found where it is.
    { aliasDuplicateObjects: false },
  );
  if (isMap(document.contents)) for (const { key } of document.contents.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
  document.commentBefore = ` Adopted from ${commentLine(from)}.`;
  const open = findings.filter(({ kind, instead }) => instead === null && ["wide", "unguarded", "left-out"].includes(kind));
  const left = [
    ...open.map(({ from: old, what }) => ` Left out, ${commentLine(`${old}: ${what}`)}`),
    ...refused.flatMap(commented),
  ];
  if (left.length > 0) document.comment = left.join("\n").replaceAll(/^(?=\S)/gm, " ");
  return document.toString(options);
}

function commented({ section, says, message }: Refused): readonly string[] {
  const text = stringify({ [section]: spelled(lists.includes(section) ? [says] : says, section) }, options).trimEnd();
  return [` Left out: ${commentLine(message)}`, ...text.split("\n").map((line) => `   ${line}`)];
}

/** The stack.yaml of specs that all live in one place. */
export function settingsText({ partition, region, account }: HomeOf): string {
  return stringify({ ...(partition !== "aws" && { partition }), region, account }, options);
}
