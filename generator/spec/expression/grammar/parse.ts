/**
 * Terraform's expressions, by recursive descent: one well-formed expression with references that make sense, as a tree.
 * Which operator binds tighter matters to nobody who asks.
 * https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/parser.go
 */

import { referenceProblem } from "./allowed-reference.ts";
import { parseObject, parseTuple } from "./collection.ts";
import { type Cursor, close, peek, refuse, take, unexpected } from "./cursor.ts";
import { foreignSyntax } from "./foreign.ts";
import { type Lexed, lex } from "./lex.ts";
import { problem, type TemplateProblem } from "./problem.ts";
import { meaningOfQuoted } from "./quoted.ts";
import { keywords, type Token } from "./token.ts";
import { parseCall, parseTraversal } from "./traversal.ts";
import type { Tree } from "./tree.ts";

/** Deeper expressions are refused, so that no input exhausts the stack, ours or Terraform's. */
const maximumDepth = 60;
const maximumTokens = 20_000;

const operators: ReadonlySet<string> = new Set("+ - * / % == != < <= > >= && ||".split(" "));
const number = /^\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** Reads the expression of the `${` at `open`; null if all is well. Adds the addresses that it refers to. */
export function parseTemplateExpression(
  text: string,
  open: number,
  lexed: Lexed,
  references: Set<string>,
): TemplateProblem | null {
  const last = lexed.tokens[maximumTokens];
  if (last !== undefined) {
    const hint = "write it in `locals`, in a file beside the output, and name it: ${local.NAME}";
    return problem(last.start, last.end, `this expression has more than ${maximumTokens} words`, hint);
  }
  const cursor = begin(text, lexed, references);
  parseTemplate(cursor, { kind: "open-template", text: "${", start: open, end: open + 2 });
  return cursor.problem;
}

/** The tree of an expression that was read before; null for text that is none. */
export function parseCode(code: string): Tree | null {
  const cursor = begin(code, lex(code, 0), new Set());
  const tree = parseExpression(cursor);
  return peek(cursor).kind === "end" ? tree : null;
}

const grammar = { expression: parseExpression, quoted: parseQuoted };

function begin(text: string, { tokens, problem: wrong }: Lexed, references: Set<string>): Cursor {
  return { text, tokens, wrong, next: 0, depth: 0, bound: [], references, problem: null, grammar };
}

/** After a `${`: one expression and the `}`. */
function parseTemplate(cursor: Cursor, opener: Token): Tree | null {
  const token = peek(cursor);
  if (token.kind === "close-template") {
    const hint = "write a reference such as `${var.name}`, or `$${}` if the text itself is meant";
    return refuse(cursor, problem(opener.start, token.end, "`${}` holds no expression", hint));
  }
  const wanted = "`${ }` holds one expression and nothing after it";
  const nothing: Tree = { kind: "constant", text: "" };
  if (token.kind === "end") return close(cursor, opener, "close-template", "", nothing);
  return close(cursor, opener, "close-template", wanted, parseExpression(cursor));
}

/** One expression, from operators and conditionals down. */
function parseExpression(cursor: Cursor): Tree | null {
  if (cursor.depth === maximumDepth) return tooDeep(cursor);
  cursor.depth += 1;
  const branches: Tree[] = [];
  for (let tree = parseOperations(cursor); tree !== null; tree = parseOperations(cursor)) {
    branches.push(tree);
    if (!take(cursor, "?")) {
      cursor.depth -= 1;
      return branches.length === 1 ? tree : { kind: "conditional", of: branches };
    }
    const one = parseExpression(cursor);
    if (one === null) return null;
    branches.push(one);
    if (!take(cursor, ":")) return unexpected(cursor, "a conditional is written `condition ? one : other`");
  }
  return null;
}

function parseOperations(cursor: Cursor): Tree | null {
  const operands: Tree[] = [];
  let plain = true;
  do {
    let signs = 0;
    while (take(cursor, "-") || take(cursor, "!")) {
      signs += 1;
      if (signs > maximumDepth) return tooDeep(cursor);
    }
    const operand = parseOperand(cursor);
    if (operand === null) return null;
    operands.push(operand);
    plain = operands.length === 1 && signs === 0;
  } while (operators.has(peek(cursor).kind) && take(cursor, peek(cursor).kind));
  const [first] = operands;
  return plain && first !== undefined ? first : { kind: "operation", of: operands };
}

function parseOperand(cursor: Cursor): Tree | null {
  const token = peek(cursor);
  switch (token.kind) {
    case "number":
      return parseNumber(cursor);
    case "name":
      cursor.next += 1;
      if (peek(cursor).kind === "(" || peek(cursor).kind === "::") return parseTraversal(cursor, parseCall(cursor, token));
      if (keywords.has(token.text)) return parseTraversal(cursor, { kind: "constant", text: token.text });
      return parseReference(cursor, token);
    case "open-quote": {
      const quoted = parseQuoted(cursor);
      // A forgotten comma, in `join("," ["a"])`: an index of a mere text is well-formed, but never means anything.
      if (quoted !== null && isPlain(cursor, token) && startsTraversal(cursor))
        return unexpected(cursor, "a quoted text has no parts", "is a comma missing?");
      return parseTraversal(cursor, quoted);
    }
    case "(":
      cursor.next += 1;
      return parseTraversal(cursor, close(cursor, token, ")", "parentheses hold one expression", parseExpression(cursor)));
    case "[":
      return parseTraversal(cursor, parseTuple(cursor));
    case "{":
      return parseTraversal(cursor, parseObject(cursor));
    default:
      return unexpected(cursor, "a value is missing", token.kind === "=" ? "a comparison is `==`" : undefined);
  }
}

function parseNumber(cursor: Cursor): Tree | null {
  const token = peek(cursor);
  if (!number.test(token.text)) {
    return refuse(cursor, problem(token.start, token.end, `\`${token.text}\` is not a number`, "write `12`, `1.5` or `1e3`"));
  }
  cursor.next += 1;
  // terraform fmt would draw `1 .5` together into another number.
  if (startsTraversal(cursor)) return unexpected(cursor, "a number has no parts");
  return { kind: "constant", text: token.text };
}

function parseReference(cursor: Cursor, root: Token): Tree | null {
  const alone = cursor.next === 1;
  const path: Token[] = [];
  const bound = cursor.bound.includes(root.text);
  const tree = parseTraversal(cursor, { kind: bound ? "bound" : "root", name: root.text }, path);
  if (tree === null || bound) return tree;
  const names = [root.text, ...path.map((step) => step.text)];
  const span = { start: root.start, end: path.at(-1)?.end ?? root.end };
  const why = referenceProblem(names, span, alone && peek(cursor).kind === "close-template");
  if (why !== null) return refuse(cursor, why);
  const address = names.slice(0, root.text === "data" ? 3 : 2);
  if (root.text !== "path" && root.text !== "terraform") cursor.references.add(address.join("."));
  return tree;
}

/** A text in quotes, with templates of its own. */
function parseQuoted(cursor: Cursor): Tree | null {
  const parts: (string | Tree)[] = [];
  cursor.next += 1;
  for (;;) {
    const token = peek(cursor);
    switch (token.kind) {
      case "text":
        cursor.next += 1;
        parts.push(meaningOfQuoted(token.text));
        break;
      case "close-quote":
        cursor.next += 1;
        return { kind: "template", parts };
      case "open-template": {
        const foreign = foreignSyntax(cursor.text, token.start);
        if (foreign !== null) return refuse(cursor, foreign);
        cursor.next += 1;
        const inner = parseTemplate(cursor, token);
        if (inner === null) return null;
        parts.push(inner);
        break;
      }
      default:
        return unexpected(cursor, "a quoted text ends with a quote");
    }
  }
}

/** Whether the quoted text just taken, since `opener`, has no template in it. */
function isPlain(cursor: Cursor, opener: Token): boolean {
  return peek(cursor, -2) === opener || peek(cursor, -3) === opener;
}

function startsTraversal(cursor: Cursor): boolean {
  return peek(cursor).kind === "." || peek(cursor).kind === "[";
}

function tooDeep(cursor: Cursor): null {
  const token = peek(cursor);
  const hint = "make a part of it a value of `locals`, and write `local.name` here";
  return refuse(cursor, problem(token.start, token.end, `this expression is nested deeper than ${maximumDepth} levels`, hint));
}
