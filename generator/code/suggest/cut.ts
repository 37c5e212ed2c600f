import { isCollection, isPair, isScalar, type YAMLSeq } from "yaml";

/** Items of a YAML list taken out of its text: only what they say themselves goes. */

/** One replacement of text. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text with replacements that do not overlap. */
export function applied(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((changed, { from, to, text: put }) => changed.slice(0, from) + put + changed.slice(to), text);
}

/** Takes all items but those that stay out of a list, however it is written. */
export function withoutItems(text: string, list: YAMLSeq, stays: ReadonlySet<unknown>): readonly Edit[] {
  const gone = list.items.filter((item) => !stays.has(item));
  if (list.flow !== true) return gone.map((item) => lines(text, dashOf(list, item), endOf(item)));
  const [from, to] = extentOf(list);
  const written = text.slice(from, to);
  if (written.includes("\n")) return gone.map((item) => withoutOne(text, ...extentOf(item)));
  const pad = written.startsWith("[ ") ? " " : "";
  const kept = list.items.filter((item) => stays.has(item)).map((item) => text.slice(...extentOf(item)));
  return [{ from, to, text: `[${pad}${kept.join(", ")}${pad}]` }];
}

/** Takes a list with its key out, once nothing of it stays; comments between its entries are a person's words, and stay. */
export function withoutList(text: string, key: unknown, list: YAMLSeq): readonly Edit[] {
  const [from, to] = extentOf(key);
  if (list.flow === true) return [lines(text, from, extentOf(list)[1])];
  return [lines(text, from, to), ...withoutItems(text, list, new Set())];
}

/** One item of a list in brackets that takes several lines: its line, where it has one of its own. */
function withoutOne(text: string, from: number, to: number): Edit {
  const before = text.slice(startOfLine(text, from), from);
  const [behind = "", comma] = /^[ \t]*(,?)[ \t]*(?:#.*)?\r?\n/.exec(text.slice(to)) ?? [];
  if (before.trim() === "" && behind !== "") return lines(text, from, to + (comma ?? "").length);
  return { from, to: to + (/^[ \t]*,[ \t]*/.exec(text.slice(to))?.[0].length ?? 0), text: "" };
}

function lines(text: string, from: number, to: number): Edit {
  return { from: startOfLine(text, from), to: endOfLine(text, to), text: "" };
}

/** Where the dash of an item stands. */
export function dashOf(list: YAMLSeq, item: unknown): number {
  const token = list.srcToken;
  const dashes =
    token?.type === "block-seq"
      ? token.items.flatMap(({ start }) => start.filter(({ type }) => type === "seq-item-ind").map(({ offset }) => offset))
      : [];
  return dashes[list.items.indexOf(item)] ?? extentOf(item)[0];
}

/** Behind the last word of a node: what YAML counts to it goes on to the next one. */
export function endOf(node: unknown): number {
  if (isPair(node)) return node.value === null ? endOf(node.key) : Math.max(endOf(node.key), endOf(node.value));
  if (!isCollection(node) || node.flow === true || node.items.length === 0) return extentOf(node)[1];
  return endOf(node.items.at(-1));
}

/** Where a node that was read begins and ends. */
export function extentOf(node: unknown): readonly [number, number] {
  const range = isCollection(node) || isScalar(node) ? node.range : null;
  return range === null || range === undefined ? [0, 0] : [range[0], range[1]];
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Behind the line on which a place lies. */
export function endOfLine(text: string, at: number): number {
  const from = at > 0 && text[at - 1] === "\n" ? at - 1 : at;
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

/** The line of a place, from 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
