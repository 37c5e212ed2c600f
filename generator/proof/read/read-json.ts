import { ReadError } from "./terraform-body.ts";

/** JSON whose every value knows its place, and whose objects keep each key as often as it stands. */
export type Json =
  | { readonly kind: "object"; readonly at: number; readonly entries: readonly JsonEntry[] }
  | { readonly kind: "array"; readonly at: number; readonly items: readonly Json[] }
  | { readonly kind: "text" | "number" | "boolean" | "null"; readonly at: number; readonly text: string };

export interface JsonEntry {
  readonly key: string;
  readonly at: number;
  readonly value: Json;
}

/** A mistake in a document, and where it stands. */
export class DocumentError extends ReadError {
  readonly line: number;
  readonly column: number;

  constructor(message: string, text: string, at: number, options?: ErrorOptions) {
    super(message, options);
    const lines = text.slice(0, at).split("\n");
    this.line = lines.length;
    this.column = (lines.at(-1) ?? "").length + 1;
  }
}

/** No policy is as deep as this. */
const mostDepth = 100;

/** Reads JSON; what JavaScript does not take for JSON is none, nor is an object that says one key twice. */
export function readJson(text: string): Json {
  try {
    JSON.parse(text);
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    const at = /at position (\d+)/.exec(said)?.[1];
    throw new DocumentError(`this is no JSON: ${said}`, text, Number(at ?? 0), { cause: thrown });
  }
  // From here on the text is JSON, so its pieces are known by how they begin.
  const pieces = text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s[\]{}:,"]+/g);
  const next = () => {
    const { value } = pieces.next();
    return { piece: value?.[0] ?? "", at: value?.index ?? text.length };
  };
  const value = ({ piece, at }: ReturnType<typeof next>, depth: number): Json => {
    if (depth > mostDepth) throw new DocumentError("no policy is as deep as this", text, at);
    if (piece === "{") return { kind: "object", at, entries: entries(depth) };
    if (piece === "[") {
      const items: Json[] = [];
      for (let item = next(); item.piece !== "]"; item = next()) items.push(value(item, depth + 1));
      return { kind: "array", at, items };
    }
    if (piece.startsWith('"')) return { kind: "text", at, text: JSON.parse(piece) as string };
    if (piece === "null") return { kind: "null", at, text: piece };
    return { kind: piece === "true" || piece === "false" ? "boolean" : "number", at, text: piece };
  };
  const entries = (depth: number): readonly JsonEntry[] => {
    const found = new Map<string, JsonEntry>();
    for (let { piece, at } = next(); piece !== "}"; { piece, at } = next()) {
      const key = JSON.parse(piece) as string;
      if (found.has(key)) throw new DocumentError(`\`${key}\` stands twice in one object: of two, IAM takes one`, text, at);
      found.set(key, { key, at, value: value(next(), depth + 1) });
    }
    return [...found.values()];
  };
  return value(next(), 0);
}
