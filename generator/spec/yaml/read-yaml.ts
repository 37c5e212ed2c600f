import { Composer, type CST, type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, Parser } from "yaml";
import { type Diagnostic, error, firstLine, type Span } from "../../diagnostics/diagnostic.ts";
import { limits } from "./limits.ts";
import { Lines } from "./lines.ts";
import { spaceBehind, spaceMistake } from "./strange-spaces.ts";
import { explainYaml, type YamlMistake } from "./yaml-mistakes.ts";
import type { Node, YamlEntry, YamlMapping } from "./yaml-node.ts";

export interface ReadResult {
  /** One mapping a document; documents with a mistake are left out, but those that say a key twice and are whole all the same. */
  readonly documents: readonly YamlMapping[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The documents of a YAML 1.2 file with the place of every key and value. Errors: yaml-syntax, duplicate-key, yaml-limit, wrong-type. */
export function readYaml(file: string, text: string): ReadResult {
  const start = firstLine(file);
  const refused = (message: string): ReadResult => ({ documents: [], diagnostics: [error("yaml-limit", start, message)] });
  if (text.length > limits.bytes.most) return refused("this file is over 1 MiB; a spec is a page of text");
  const lines = new Lines(text);
  let documents: readonly Document.Parsed[] | null;
  try {
    documents = documentsOf(text);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return refused(`this file is nested deeper than ${limits.depth.most} levels`);
  }
  if (documents === null) return refused(`this file holds more than ${limits.documents.most} documents`);
  const diagnostics: Diagnostic[] = [];
  const found: YamlMapping[] = [];
  const counted = { values: 0, aliases: 0 };
  for (const document of documents) {
    const reader = new Reader(file, text, lines, document, counted);
    const mapping = reader.read();
    diagnostics.push(...reader.diagnostics);
    if (mapping !== null && reader.diagnostics.every(({ code }) => code === "duplicate-key")) found.push(mapping);
    // What is too much for one document is too much for those behind it.
    if (reader.diagnostics.some(({ code }) => code === "yaml-limit")) break;
  }
  return { documents: found, diagnostics };
}

/** As the library's own function for all documents of a file; null where these are too many. Of a mess only the beginning is taken. */
function documentsOf(text: string): readonly Document.Parsed[] | null {
  // Duplicate keys are ours to find: the library compares each key with each other one.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(beginning(new Parser().parse(text)))) {
    if (documents.length === limits.documents.most) return null;
    documents.push(document);
  }
  return documents;
}

/** The first mistake of a file is told, and each that it has costs time. */
function* beginning(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  let mistakes = 0;
  for (const token of tokens) {
    if (token.type === "error" && ++mistakes > 10) return;
    yield token;
  }
}

/** A node that is too much: ends the reading of its document. */
class LimitReached extends Error {}

class Reader {
  readonly diagnostics: Diagnostic[] = [];
  private readonly file: string;
  private readonly text: string;
  private readonly lines: Lines;
  private readonly document: Document.Parsed;
  /** Of all documents of the file. */
  private readonly counted: { values: number; aliases: number };

  constructor(file: string, text: string, lines: Lines, document: Document.Parsed, counted: { values: number; aliases: number }) {
    this.file = file;
    this.text = text;
    this.lines = lines;
    this.document = document;
    this.counted = counted;
  }

  /** The document as a mapping; null for an empty one or one with a mistake. */
  read(): YamlMapping | null {
    // One mistake of form brings others behind it; tags stand each for itself.
    const { errors, warnings } = this.document;
    const problems = errors.length > 0 ? errors.slice(0, 1) : warnings;
    for (const problem of problems) {
      const space = errors.length > 0 ? spaceBehind(this.text, ...problem.pos) : null;
      this.tell(space ?? explainYaml(problem, this.text));
    }
    if (problems.length > 0) return null;
    const { contents } = this.document;
    if (contents === null || (isScalar(contents) && contents.value === null)) return null;
    try {
      const node = this.node(contents, 0);
      if (node.kind === "mapping") return node;
      this.diagnostics.push(error("wrong-type", node.span, "a spec is a mapping that begins with `function:`"));
    } catch (thrown) {
      if (!(thrown instanceof LimitReached)) throw thrown;
    }
    return null;
  }

  private tell({ code, message, hint, from, to }: YamlMistake): void {
    this.diagnostics.push(error(code, this.span(from, to), message, hint));
  }

  private span(from: number, to: number): Span {
    const start = this.lines.place(from);
    // A block ends where the next token begins; what a person calls its end is the last character that is not white space.
    let last = Math.max(to, from + 1);
    while (last > from + 1 && /\s/.test(this.text[last - 1] ?? "")) last--;
    const end = this.lines.place(last);
    return { file: this.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  }

  private stop(span: Span, message: string): never {
    this.diagnostics.push(error("yaml-limit", span, message));
    throw new LimitReached();
  }

  private node(parsed: ParsedNode | null, depth: number, as: "key" | "value" = "value"): Node {
    const range = parsed?.range ?? [0, 0, 0];
    const span = this.span(range[0], range[1]);
    if (++this.counted.values > limits.values.most) this.stop(span, `this file holds more than ${limits.values.most} values`);
    if (depth > limits.depth.most) this.stop(span, `this file is nested deeper than ${limits.depth.most} levels`);
    if (parsed === null) return { kind: "null", text: "", flag: null, span, verbatim: false };
    if (isAlias(parsed)) {
      if (++this.counted.aliases > limits.aliases.most)
        this.stop(span, `this file uses more than ${limits.aliases.most} aliases`);
      const target = parsed.resolve(this.document) as ParsedNode | undefined;
      if (target === undefined) {
        this.diagnostics.push(
          error("yaml-syntax", span, `the alias *${parsed.source} has no anchor &${parsed.source} before it`),
        );
        return this.nothing(span);
      }
      // An anchor inside itself ends at the limit of depth.
      return this.node(target, depth + 1);
    }
    if ((isSeq(parsed) || isMap(parsed)) && parsed.items.length > limits.entries.most)
      this.stop(span, `${isSeq(parsed) ? "a list" : "a mapping"} has at most ${limits.entries.most} entries`);
    if (isSeq(parsed))
      return { kind: "list", items: parsed.items.map((item) => this.node(item as ParsedNode | null, depth + 1)), span };
    if (isMap(parsed)) return { kind: "mapping", entries: this.entries(parsed, depth), span };
    const { value, source } = parsed;
    if (typeof value === "string") {
      const isOpen = parsed.type === "PLAIN" && /[^ -~]/.test(value);
      const space = isOpen ? spaceMistake(this.text, range[0], range[1], as) : null;
      if (space !== null) this.tell(space);
      const text = asTerraformWrites(value);
      const verbatim = this.text.slice(range[0], range[1]).includes(text);
      const bad = unfitCharacter(text);
      if (bad !== null) this.diagnostics.push(error("yaml-syntax", span, `this text holds ${bad}`));
      return { kind: "text", text, flag: null, span, verbatim };
    }
    const kind =
      typeof value === "number" || typeof value === "bigint" ? "number" : typeof value === "boolean" ? "boolean" : "null";
    return { kind, text: source ?? String(value), flag: typeof value === "boolean" ? value : null, span, verbatim: true };
  }

  private entries(map: { readonly items: readonly unknown[] }, depth: number): YamlEntry[] {
    const entries = new Map<string, YamlEntry>();
    const merged: YamlEntry[] = [];
    for (const pair of map.items as readonly { key: ParsedNode | null; value: ParsedNode | null }[]) {
      const key = this.node(pair.key, depth + 1, "key");
      if (key.kind === "list" || key.kind === "mapping") {
        this.diagnostics.push(
          error(
            "yaml-syntax",
            key.span,
            "a key is a word, not a list or a mapping",
            "put quotes around a value that begins with [ or {",
          ),
        );
        continue;
      }
      const value = pair.value === null ? this.nothing(key.span) : this.node(pair.value, depth + 1);
      // YAML's merge key, as in `<<: *defaults`: the keys beside it win.
      const mappings = value.kind === "list" ? value.items : [value];
      if (
        key.text === "<<" &&
        mappings.length > 0 &&
        mappings.every((mapping): mapping is YamlMapping => mapping.kind === "mapping")
      )
        merged.push(...mappings.flatMap((mapping) => mapping.entries));
      else if (entries.has(key.text)) {
        const first = entries.get(key.text);
        if (first !== undefined && depth === 0) entries.set(key.text, { ...first, value: together(first.value, value) });
        this.diagnostics.push(
          error(
            "duplicate-key",
            key.span,
            `"${key.text}" stands here a second time (first on line ${first?.keySpan.line})`,
            first?.value.kind === value.kind && (value.kind === "list" || value.kind === "mapping")
              ? `put the entries of both below one \`${key.text}:\``
              : "keep one of them",
          ),
        );
      } else entries.set(key.text, { key: key.text, keySpan: key.span, value });
    }
    for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    return [...entries.values()];
  }

  /** A key without a value has its place at the key. */
  private nothing(span: Span): Node {
    return { kind: "null", text: "", flag: null, span, verbatim: false };
  }
}

/**
 * Two parts of a document that have one name, as what follows judges them: the entries of both. Deeper, where two entries may have
 * run into one, only the first value of a key is sure to belong to its neighbours.
 */
function together(first: Node, second: Node): Node {
  if (first.kind === "list" && second.kind === "list") {
    const items = [...first.items, ...second.items];
    return items.length > limits.entries.most ? first : { ...first, items };
  }
  if (first.kind !== "mapping" || second.kind !== "mapping") return first;
  const keys = new Set(first.entries.map(({ key }) => key));
  return { ...first, entries: [...first.entries, ...second.entries.filter(({ key }) => !keys.has(key))] };
}

/**
 * Terraform composes the characters of each string (NFC): what is granted, and what rules and proofs are about, is that. A Kelvin
 * sign is the letter K there. https://developer.hashicorp.com/terraform/language/expressions/types
 */
function asTerraformWrites(text: string): string {
  return /[\u0080-\uffff]/.test(text) ? text.normalize("NFC") : text;
}

/** Names the first character that cannot travel through this program unchanged; null where there is none. */
function unfitCharacter(text: string): string | null {
  // Some private characters mark expressions in ARNs here.
  if (/[\u{F0000}-\u{F000F}]/u.test(text)) return "a private character of Unicode, which this program needs for itself";
  return /\p{Surrogate}/u.test(text) ? "half of a character (a lone surrogate), which no file can hold" : null;
}
