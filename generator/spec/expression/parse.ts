/**
 * Terraform's expressions, by recursive descent. The answer is only whether the tokens are one well-formed expression
 * with references that make sense; which operator binds tighter does not matter for that.
 * https://github.com/hashicorp/hcl/blob/v2.23.0/hclsyntax/parser.go
 */

import { parseObject, parseTuple } from "./collection.ts";
import { type Cursor, close, peek, refuse, take, unexpected } from "./cursor.ts";
import { foreignSyntax } from "./foreign.ts";
import type { Lexed } from "./lex.ts";
import { problem, type TemplateProblem } from "./problem.ts";
import { referenceProblem } from "./reference.ts";
import { keywords, type Token } from "./token.ts";
import { parseCall, parseTraversal } from "./traversal.ts";

/** Deeper expressions are refused, so that no input exhausts the stack, ours or Terraform's. */
const maximumDepth = 60;

const operators: ReadonlySet<string> = new Set("+ - * / % == != < <= > >= && ||".split(" "));
const number = /^\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/** Reads the expression of the `${` at `open`; null if all is well. Adds the Terraform variables that it uses. */
export function parseTemplateExpression(
  text: string,
  open: number,
  lexed: Lexed,
  variables: Set<string>,
): TemplateProblem | null {
  const cursor: Cursor = {
    text,
    tokens: lexed.tokens,
    wrong: lexed.problem,
    next: 0,
    depth: 0,
    bound: [],
    variables,
    problem: null,
  };
  parseTemplate(cursor, { kind: "open-template", text: "${", start: open, end: open + 2 });
  return cursor.problem;
}

/** After a `${`: one expression and the `}`. */
function parseTemplate(cursor: Cursor, opener: Token): boolean {
  const token = peek(cursor);
  if (token.kind === "close-template") {
    const hint = "write a reference such as `${var.name}`, or `$${}` if the text itself is meant";
    return refuse(cursor, problem(opener.start, token.end, "`${}` holds no expression", hint));
  }
  if (token.kind === "end") return close(cursor, opener, "close-template", "");
  const wanted = "`${ }` holds one expression and nothing after it";
  return parseExpression(cursor) && close(cursor, opener, "close-template", wanted);
}

/** One expression, from operators and conditionals down. */
export function parseExpression(cursor: Cursor): boolean {
  if (cursor.depth === maximumDepth) return tooDeep(cursor);
  cursor.depth += 1;
  while (parseOperations(cursor)) {
    if (!take(cursor, "?")) {
      cursor.depth -= 1;
      return true;
    }
    if (!parseExpression(cursor)) return false;
    if (!take(cursor, ":")) return unexpected(cursor, "a conditional is written `condition ? one : other`");
  }
  return false;
}

function parseOperations(cursor: Cursor): boolean {
  do {
    let signs = 0;
    while (take(cursor, "-") || take(cursor, "!")) {
      signs += 1;
      if (signs > maximumDepth) return tooDeep(cursor);
    }
    if (!parseOperand(cursor)) return false;
  } while (operators.has(peek(cursor).kind) && take(cursor, peek(cursor).kind));
  return true;
}

function parseOperand(cursor: Cursor): boolean {
  const token = peek(cursor);
  switch (token.kind) {
    case "number":
      return parseNumber(cursor);
    case "name":
      cursor.next += 1;
      if (peek(cursor).kind === "(" || peek(cursor).kind === "::")
        return parseCall(cursor, token) && parseTraversal(cursor) !== null;
      if (keywords.has(token.text)) return parseTraversal(cursor) !== null;
      return parseReference(cursor, token);
    case "open-quote":
      if (!parseQuoted(cursor)) return false;
      // A forgotten comma, in `join("," ["a"])`: an index of a mere text is well-formed, but never means anything.
      if (isPlain(cursor, token) && startsTraversal(cursor))
        return unexpected(cursor, "a quoted text has no parts", "is a comma missing?");
      return parseTraversal(cursor) !== null;
    case "(":
      cursor.next += 1;
      return (
        parseExpression(cursor) && close(cursor, token, ")", "parentheses hold one expression") && parseTraversal(cursor) !== null
      );
    case "[":
      return parseTuple(cursor) && parseTraversal(cursor) !== null;
    case "{":
      return parseObject(cursor) && parseTraversal(cursor) !== null;
    default:
      return unexpected(cursor, "a value is missing", token.kind === "=" ? "a comparison is `==`" : undefined);
  }
}

function parseNumber(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (!number.test(token.text)) {
    return refuse(cursor, problem(token.start, token.end, `\`${token.text}\` is not a number`, "write `12`, `1.5` or `1e3`"));
  }
  cursor.next += 1;
  // terraform fmt would draw `1 .5` together into another number.
  if (startsTraversal(cursor)) return unexpected(cursor, "a number has no parts");
  return true;
}

function parseReference(cursor: Cursor, root: Token): boolean {
  const alone = cursor.next === 1;
  const path = parseTraversal(cursor);
  if (path === null) return false;
  if (cursor.bound.includes(root.text)) return true;
  const names = [root.text, ...path.map((step) => step.text)];
  const span = { start: root.start, end: path.at(-1)?.end ?? root.end };
  const why = referenceProblem(names, span, alone && peek(cursor).kind === "close-template");
  if (why !== null) return refuse(cursor, why);
  if (root.text === "var" && names[1] !== undefined) cursor.variables.add(names[1]);
  return true;
}

/** A text in quotes, with templates of its own. */
export function parseQuoted(cursor: Cursor): boolean {
  cursor.next += 1;
  for (;;) {
    const token = peek(cursor);
    switch (token.kind) {
      case "text":
        cursor.next += 1;
        break;
      case "close-quote":
        cursor.next += 1;
        return true;
      case "open-template": {
        const foreign = foreignSyntax(cursor.text, token.start);
        if (foreign !== null) return refuse(cursor, foreign);
        cursor.next += 1;
        if (!parseTemplate(cursor, token)) return false;
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

function tooDeep(cursor: Cursor): false {
  const token = peek(cursor);
  const hint = "make a part of it a value of `locals`, and write `local.name` here";
  return refuse(cursor, problem(token.start, token.end, `this expression is nested deeper than ${maximumDepth} levels`, hint));
}
