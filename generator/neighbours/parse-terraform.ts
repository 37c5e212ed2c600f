import { createHash } from "node:crypto";
import { Language, type Node, type Parser, Parser as TreeParser } from "web-tree-sitter";
import type { Span } from "../diagnostics/diagnostic.ts";
import { addressOfBlock, addressOfProvider, type Declaration, type Declared, requiredProviders } from "./declaration.ts";

/** Reads what a file of Terraform declares; a file that has not changed is read once. */
export type ParseTerraform = (file: string, text: string) => Declared;

/** The grammar of HCL, compiled to WebAssembly: `engine` runs it. */
export async function terraformParser(engine: Uint8Array, grammar: Uint8Array): Promise<ParseTerraform> {
  await TreeParser.init({ wasmBinary: engine });
  const parser = new TreeParser();
  parser.setLanguage(await Language.load(grammar));
  const read = new Map<string, Declared>();
  return (file, text) => {
    const key = `${file} ${createHash("sha256").update(text).digest("hex")}`;
    const known = read.get(key) ?? parse(parser, file, text);
    read.set(key, known);
    return known;
  };
}

function parse(parser: Parser, file: string, text: string): Declared {
  const tree = parser.parse(endsAsTerraformSees(text));
  if (tree === null) return { declarations: [], isWhole: false };
  const body = tree.rootNode.namedChildren.find((node) => node?.type === "body");
  const declarations = (body?.namedChildren ?? []).flatMap((node) => (node?.type === "block" ? declared(node, file) : []));
  const found = { declarations, isWhole: !tree.rootNode.hasError };
  tree.delete();
  return found;
}

/** What Terraform takes for white space around a word: https://pkg.go.dev/unicode#IsSpace */
const space = "[\\t\\v\\f\\r \\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";

/** A line that holds one word, and nothing else. */
const lone = new RegExp(`^${space}*([\\p{ID_Start}_][\\p{ID_Continue}-]*)${space}*$`, "u");

/**
 * A heredoc ends for Terraform at its word between any white space of Unicode, and for the grammar between blanks alone: a whole file
 * could hide in what is text to the one and code to the other.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/scan_tokens.rl
 */
function endsAsTerraformSees(text: string): string {
  return text.includes("<<") ? text.replace(/[^\n]+/g, (line) => line.replace(lone, "$1")) : text;
}

function declared(block: Node, file: string): readonly Declaration[] {
  const parts = block.namedChildren.filter((node) => node !== null);
  const type = parts[0]?.text ?? "";
  const labels = parts.slice(1).flatMap((node) => {
    if (node.type === "string_lit") return [unescaped(node.text.slice(1, -1))];
    return node.type === "identifier" ? [node.text] : [];
  });
  const body = parts.find((node) => node.type === "body");
  if (type === "locals")
    return attributesOf(body).map(({ name, value, node }) => {
      return { address: `local.${name}`, span: spanOf(node, file), given: new Map([["value", value]]), names: namesIn(node) };
    });
  if (type === "terraform") {
    const inner = (body?.namedChildren ?? []).find(
      (node) => node?.type === "block" && node.namedChildren[0]?.text === "required_providers",
    );
    return inner === undefined || inner === null
      ? []
      : [{ address: requiredProviders, span: spanOf(inner, file), given: new Map(), names: [] }];
  }
  const given = new Map(attributesOf(body).map(({ name, value }) => [name, value]));
  const address = type === "provider" ? addressOfProvider(labels[0] ?? "", given.get("alias")) : addressOfBlock(type, labels);
  if (address === null) return [];
  return [{ address, span: spanOf(block, file), given, names: namesIn(block) }];
}

/** A label may be written by the numbers of its characters: https://developer.hashicorp.com/terraform/language/expressions/strings */
function unescaped(label: string): string {
  const text = (_: string, short: string | undefined, long: string | undefined) => {
    const number = Number.parseInt(short ?? long ?? "", 16);
    return number <= 0x10ffff ? String.fromCodePoint(number) : "";
  };
  return label.replace(/\\u([0-9a-f]{4})|\\U([0-9a-f]{8})/gi, text);
}

function attributesOf(body: Node | undefined): readonly { readonly name: string; readonly value: string; readonly node: Node }[] {
  return (body?.namedChildren ?? []).flatMap((node) => {
    if (node?.type !== "attribute") return [];
    const [name, value] = node.namedChildren;
    return name === undefined || name === null ? [] : [{ name: name.text, value: value?.text ?? "", node }];
  });
}

/** The addresses that a block names: `aws_sqs_queue.jobs`, `data.aws_region.here`, `local.name`. */
function namesIn(node: Node): readonly string[] {
  const found = node.descendantsOfType("variable_expr").flatMap((root) => {
    if (root === null) return [];
    const first = root.nextNamedSibling;
    const second = root.text === "data" ? first?.nextNamedSibling : null;
    const steps = second === null ? [first] : [first, second];
    return steps.every((step) => step?.type === "get_attr") ? [[root, ...steps].map((part) => part?.text ?? "").join("")] : [];
  });
  return [...new Set(found)].sort();
}

/** The first line of a block: what a person looks for. */
function spanOf({ startPosition: { row, column }, text }: Node, file: string): Span {
  const [first = ""] = text.split(/\s*\{?\r?\n/);
  return { file, line: row + 1, column: column + 1, endLine: row + 1, endColumn: column + 1 + Math.max(first.length, 1) };
}
