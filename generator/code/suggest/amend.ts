import { isMap, isSeq, type Pair, parseAllDocuments, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import type { SuggestedEntry } from "./suggest-entries.ts";

/** Changes of a spec's `actions` as text: what stands there stays as it was written, comments and all. */

export interface Amendment {
  /** The function of the document that is meant, where a file holds several. */
  readonly function: string;
  readonly add: readonly SuggestedEntry[];
  /** Actions to take out of entries, by the line on which the entry stands. */
  readonly remove: readonly { readonly line: number; readonly actions: readonly string[] }[];
}

/** One replacement of text. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The spec's text with the changes; null where its `actions` are written in a way that cannot be changed line by line. */
export function amend(text: string, { function: name, add, remove }: Amendment): string | null {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  if (!Array.isArray(documents)) return null;
  const document = documents.find((one) => documents.length === 1 || one.getIn(["function", "name"]) === name);
  const root = document?.contents;
  if (document === undefined || !isMap(root) || root.flow === true) return null;
  const pair = root.items.find(({ key }) => String(key) === "actions") as Pair<unknown, unknown> | undefined;
  const list = pair?.value;
  if (pair !== undefined && (!isSeq(list) || list.flow === true)) return null;
  const removed = isSeq(list) ? remove.map((one) => removal(text, list, one)) : [];
  if (removed.includes(null)) return null;
  const edits = removed.filter((edit): edit is Edit => edit !== null);
  if (add.length > 0) edits.push(isSeq(list) ? addition(text, list, add) : newList(text, root, add));
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((changed, { from, to, text: put }) => changed.slice(0, from) + put + changed.slice(to), text);
}

function addition(text: string, list: YAMLSeq, add: readonly SuggestedEntry[]): Edit {
  const [first] = list.items;
  const start = rangeOf(first)?.[0] ?? 0;
  const dash = text.lastIndexOf("-", start);
  const indent = dash - (text.lastIndexOf("\n", dash) + 1);
  const end = endOfLine(text, rangeOf(list.items.at(-1))?.[1] ?? text.length);
  return { from: end, to: end, text: `${end > 0 && text[end - 1] !== "\n" ? "\n" : ""}${indented(stringified(add), indent)}` };
}

function newList(text: string, root: YAMLMap, add: readonly SuggestedEntry[]): Edit {
  const last = root.items.at(-1)?.value;
  const end = endOfLine(text, rangeOf(last)?.[1] ?? text.length);
  return {
    from: end,
    to: end,
    text: `${end > 0 && text[end - 1] !== "\n" ? "\n" : ""}\nactions:\n${indented(stringified(add), 2)}`,
  };
}

/** Takes actions out of the entry that stands on a line, or the whole entry. */
function removal(text: string, list: YAMLSeq, { line, actions }: Amendment["remove"][number]): Edit | null {
  const item = list.items.find((one) => lineOf(text, rangeOf(one)?.[0] ?? 0) === line);
  const range = rangeOf(item);
  if (!isMap(item) || range === null) return null;
  const allow = item.items.find(({ key }) => String(key) === "allow");
  const written = allow === undefined ? [] : isSeq(allow.value) ? allow.value.items.map(String) : [String(allow.value)];
  const gone = new Set(actions.map((action) => action.toLowerCase()));
  // An entry that says `read` goes as a whole: its words are no actions.
  const left = written.filter((action) => action.includes(":") && !gone.has(action.toLowerCase()));
  if (left.length === 0) {
    const dash = text.lastIndexOf("-", range[0]);
    return { from: text.lastIndexOf("\n", dash) + 1, to: endOfLine(text, range[1]), text: "" };
  }
  const key = rangeOf(allow?.key);
  const value = rangeOf(allow?.value);
  if (key === null || value === null) return null;
  return { from: key[1], to: value[1], text: `: ${left.length === 1 ? left[0] : `[${left.join(", ")}]`}` };
}

function stringified(add: readonly SuggestedEntry[]): string {
  return stringify(add, { lineWidth: 0 });
}

function indented(block: string, by: number): string {
  return block.replace(/^(?=.)/gm, " ".repeat(by));
}

function rangeOf(node: unknown): readonly [number, number, number] | null {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
  return Array.isArray(range) ? (range as [number, number, number]) : null;
}

/** Behind the line on which a place lies. */
function endOfLine(text: string, at: number): number {
  const from = at > 0 && text[at - 1] === "\n" ? at - 1 : at;
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
