import type { Argument, MapValue, Value } from "../../grants.ts";
import { escapeText, printReference } from "../quote.ts";

/** What a template may be given, beside lists and flags for `each` and `if`. */
export type Printable =
  | Value
  | string
  /** A Terraform name that the compiler made: it stands bare. */
  | { readonly kind: "label"; readonly text: string }
  /** A list with one value a line, whatever its length, so that one more value is one more line. */
  | { readonly kind: "lines"; readonly values: readonly Value[] }
  /** The arguments of a block, one below the other. */
  | { readonly kind: "body"; readonly body: readonly Argument[] };

/** A template puts at a place what cannot stand there, such as what a list of statements holds: its mistake. Any other is ours. */
export class Unprintable extends Error {}

/** Any value as HCL; a plain string is data and comes out quoted. */
export function print(value: Printable): string {
  switch (typeof value) {
    case "string":
      return `"${escapeText(value)}"`;
    case "number":
    case "boolean":
      return String(value);
    default:
      return printStructure(value);
  }
}

function printStructure(value: Exclude<Printable, string | number | boolean> | null): string {
  // Only what we know is a value; a template may name what is an object of another kind.
  if (value === null) throw new Unprintable("nothing stands there");
  if (isList(value)) return value.length < 2 ? `[${value.map(print).join("")}]` : printLines(value);
  switch (value.kind) {
    case "label":
      return labelText(value.text);
    case "lines":
      return value.values.length === 0 ? "[]" : printLines(value.values);
    case "body":
      return printBody(value.body);
    case "map":
      return printMap(value);
    case "literal":
    case "expression":
    case "join":
      return printReference(value);
    default:
      throw new Unprintable(`${JSON.stringify(value)} is no value`);
  }
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

/** Names go into addresses and never hold anything else, whoever made them. Terraform's may hold letters of any script. */
export function labelText(text: string): string {
  if (!/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text)) throw new Error(`"${text}" is no Terraform name`);
  return text;
}

function printLines(values: readonly Value[]): string {
  return ["[", ...values.map((value) => `${print(value)},`), "]"].join("\n");
}

function printMap({ entries }: MapValue): string {
  if (entries.length === 0) return "{}";
  return ["{", ...entries.map(({ key, value }) => `${printKey(key)} = ${print(value)}`), "}"].join("\n");
}

/** Words that HCL would read as something else at the place of a key. */
const reserved = ["for", "true", "false", "null", "if", "in"];

function printKey(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(key) && !reserved.includes(key) ? key : `"${escapeText(key)}"`;
}

function printBody(body: readonly Argument[]): string {
  const attributes = body.flatMap((argument) =>
    argument.kind === "attribute" ? [`${labelText(argument.name)} = ${print(argument.value)}`] : [],
  );
  const blocks = body.flatMap((argument) => {
    if (argument.kind !== "block") return [];
    const inner = printBody(argument.body);
    return [inner === "" ? `${labelText(argument.name)} {}` : `${labelText(argument.name)} {\n${inner}\n}`];
  });
  return [attributes.join("\n"), ...blocks].filter((part) => part !== "").join("\n\n");
}
