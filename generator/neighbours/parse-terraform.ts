import { createHash } from "node:crypto";
import { Language, type Node, type Parser, Parser as TreeParser } from "web-tree-sitter";
import type { Span } from "../diagnostics/diagnostic.ts";
import { addressOfBlock, addressOfProvider, type Declaration, type Declared, requiredProviders } from "./declaration.ts";
import { hideTexts, withoutBlanks } from "./hide-texts.ts";
import { unescapedHcl } from "./unescaped.ts";

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

/** A file of which the grammar saw the code: what is written in a place of it stands in the text. */
interface Seen {
  readonly file: string;
  readonly text: string;
}

function parse(parser: Parser, file: string, text: string): Declared {
  const code = hideTexts(text);
  // What Terraform would refuse may say what somebody is about to write.
  const tree = parser.parse(code ?? text);
  if (tree === null) return { declarations: [], isWhole: false };
  const body = tree.rootNode.namedChildren.find((node) => node?.type === "body");
  const blocks = (body?.namedChildren ?? []).filter((node) => node?.type === "block");
  const declarations = blocks.flatMap((node) => (node === null ? [] : declared(node, { file, text })));
  const found = { declarations, isWhole: code !== null && !tree.rootNode.hasError };
  tree.delete();
  return found;
}

function declared(block: Node, seen: Seen): readonly Declaration[] {
  const parts = block.namedChildren.filter((node) => node !== null);
  const type = parts[0]?.text ?? "";
  const labels = parts.slice(1).flatMap((node) => {
    if (node.type === "string_lit") return [unescapedHcl(writtenAt(node, seen).slice(1, -1))];
    return node.type === "identifier" ? [node.text] : [];
  });
  const body = parts.find((node) => node.type === "body");
  if (type === "locals")
    return attributesOf(body, seen).map(({ name, value, node }) => {
      return { address: `local.${name}`, span: spanOf(node, seen), given: new Map([["value", value]]), names: namesIn(node) };
    });
  if (type === "terraform") {
    const inner = (body?.namedChildren ?? []).find(
      (node) => node?.type === "block" && node.namedChildren[0]?.text === "required_providers",
    );
    return inner === undefined || inner === null
      ? []
      : [{ address: requiredProviders, span: spanOf(inner, seen), given: new Map(), names: [] }];
  }
  const given = new Map(attributesOf(body, seen).map(({ name, value }) => [name, value]));
  const address = type === "provider" ? addressOfProvider(labels[0] ?? "", given.get("alias")) : addressOfBlock(type, labels);
  if (address === null) return [];
  return [{ address, span: spanOf(block, seen), given, names: namesIn(block) }];
}

interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly node: Node;
}

function attributesOf(body: Node | undefined, seen: Seen): readonly Attribute[] {
  return (body?.namedChildren ?? []).flatMap((node) => {
    if (node?.type !== "attribute") return [];
    const [name, value] = node.namedChildren;
    if (name === undefined || name === null) return [];
    const text = value === undefined || value === null ? "" : writtenAt(value, seen);
    return [{ name: name.text, value: withoutBlanks(text, "expression"), node }];
  });
}

function writtenAt({ startIndex, endIndex }: Node, { text }: Seen): string {
  return text.slice(startIndex, endIndex);
}

/** The addresses that a block names: `aws_sqs_queue.jobs`, `data.aws_region.here`, `local.name`. */
function namesIn(node: Node): readonly string[] {
  const found = new Set<string>();
  // By depth, what has begun there and waits for the next step. To ask a node for its sibling takes as long as it lies deep.
  const begun: (readonly string[] | undefined)[] = [];
  const cursor = node.walk();
  for (let depth = 0; ; ) {
    const { nodeType } = cursor;
    const before = nodeType === "get_attr" ? begun[depth] : undefined;
    const steps = nodeType === "variable_expr" || before !== undefined ? [...(before ?? []), cursor.nodeText] : undefined;
    const isWhole = steps !== undefined && steps.length === (steps[0] === "data" ? 3 : 2);
    if (isWhole) found.add(steps.join(""));
    if (cursor.nodeIsNamed) begun[depth] = isWhole ? undefined : steps;
    if (cursor.gotoFirstChild()) {
      depth += 1;
      begun[depth] = undefined;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      depth -= 1;
      if (depth <= 0 || !cursor.gotoParent()) {
        cursor.delete();
        return [...found].sort();
      }
    }
  }
}

/** The first line of a block: what a person looks for. */
function spanOf(node: Node, seen: Seen): Span {
  const { row, column } = node.startPosition;
  const [first = ""] = writtenAt(node, seen).split(/\s*\{?\r?\n/);
  return {
    file: seen.file,
    line: row + 1,
    column: column + 1,
    endLine: row + 1,
    endColumn: column + 1 + Math.max(first.length, 1),
  };
}
