import type { Span } from "../../diagnostics/diagnostic.ts";

/** A YAML document whose every key and value knows its place. */
export type Node = Scalar | List | YamlMapping;

export interface Scalar {
  readonly kind: "text" | "number" | "boolean" | "null";
  /** The characters as written (quotes and escapes resolved): an account id keeps its leading zero, a version its last one. */
  readonly text: string;
  /** What a boolean says, however it is written (`True`); null for what is none. */
  readonly flag: boolean | null;
  readonly span: Span;
  /** True where the file holds the very characters of `text`, so that a place inside it can be shown. */
  readonly verbatim: boolean;
}

export interface List {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly span: Span;
}

export interface YamlEntry {
  readonly key: string;
  /** The key in the file, where the entry was brought to another place: messages say what a person wrote. */
  readonly written?: string;
  readonly keySpan: Span;
  readonly value: Node;
}

export interface YamlMapping {
  readonly kind: "mapping";
  readonly entries: readonly YamlEntry[];
  readonly span: Span;
}

/** A text, or a number where a text belongs: it keeps the form in which it is written. */
export function isText(node: Node | undefined): node is Scalar {
  return node?.kind === "text" || node?.kind === "number";
}

/** The entry of a mapping at a key. */
export function entryOf(mapping: YamlMapping, key: string): YamlEntry | undefined {
  return mapping.entries.find((entry) => entry.key === key);
}

/** The stretch of a scalar between two offsets of its text; the whole of it where escapes or folds moved the characters. */
export function stretchOf(scalar: Scalar, start: number, end: number): Span {
  const { span } = scalar;
  if (!scalar.verbatim || span.line !== span.endLine) return span;
  const first = span.endColumn - span.column > scalar.text.length ? span.column + 1 : span.column;
  return { ...span, column: first + start, endColumn: first + Math.max(end, start + 1) };
}

/** What a node is, in the words of a message. */
export function describe(node: Node): string {
  switch (node.kind) {
    case "list":
      return "a list";
    case "mapping":
      return "a mapping";
    case "null":
      return "nothing";
    case "number":
      return `the number ${node.text}`;
    case "boolean":
      return node.text;
    case "text":
      return node.text.length > 40 ? "a text" : `"${node.text}"`;
  }
}

/** A value as it is written between brackets or braces: in quotes where YAML would read something else. */
export function inFlow({ kind, text }: Pick<Scalar, "kind" | "text">): string {
  const plain = /^[\w./][\w./@+-]*(?::[\w./@+-]+)*$/.test(text) && !/^(?:true|false|null|~|[\d.+-].*)$/i.test(text);
  return plain || kind !== "text" ? text : JSON.stringify(text);
}

/** A node as JSON has it. */
export function jsonOf(node: Node): unknown {
  switch (node.kind) {
    case "list":
      return node.items.map(jsonOf);
    case "mapping":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, jsonOf(value)]));
    case "null":
      return null;
    case "number":
      return Number.isFinite(Number(node.text)) ? Number(node.text) : node.text;
    case "boolean":
      return node.flag;
    case "text":
      return node.text;
  }
}

/**
 * Defaults under a mapping: mappings merge key by key, the upper one's value wins; anything else is replaced, and `null` takes
 * the default back. Every node keeps the place that it came from.
 */
export function layered(lower: Node | undefined, upper: Node | undefined): Node | undefined {
  if (lower === undefined || upper === undefined) return upper ?? lower;
  if (lower.kind !== "mapping" || upper.kind !== "mapping") return upper;
  const entries = new Map<string, YamlEntry>(lower.entries.map((entry) => [entry.key, entry]));
  for (const entry of upper.entries) {
    const below = entries.get(entry.key);
    if (below !== undefined && isTakenBack(entry.value)) entries.delete(entry.key);
    else entries.set(entry.key, { ...entry, value: layered(below?.value, entry.value) ?? entry.value });
  }
  return { ...upper, entries: [...entries.values()] };
}

/** A null that is written out; a key without a value was forgotten. */
export function isTakenBack(node: Node): boolean {
  return node.kind === "null" && node.text !== "";
}
