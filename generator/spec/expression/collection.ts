/** Tuples, objects and the `for` expressions that make them. */

import { type Cursor, close, peek, refuse, take, unexpected } from "./cursor.ts";
import { parseExpression, parseQuoted } from "./parse.ts";
import { problem } from "./problem.ts";
import type { Token } from "./token.ts";

/** `[a, b]` or `[for …]`. */
export function parseTuple(cursor: Cursor): boolean {
  const opener = peek(cursor);
  cursor.next += 1;
  if (take(cursor, "name", "for")) return parseFor(cursor, opener);
  while (!take(cursor, "]")) {
    if (peek(cursor).kind === "end" || peek(cursor).kind === "close-template") return close(cursor, opener, "]", "");
    if (!parseExpression(cursor)) return false;
    if (!take(cursor, ",")) return close(cursor, opener, "]", "the items of a list are separated by commas");
  }
  return true;
}

/** `{ a = b }` or `{ for … }`. */
export function parseObject(cursor: Cursor): boolean {
  const opener = peek(cursor);
  cursor.next += 1;
  if (take(cursor, "name", "for")) return parseFor(cursor, opener);
  while (!take(cursor, "}")) {
    if (peek(cursor).kind === "end") return close(cursor, opener, "}", "");
    if (!parseKey(cursor)) return false;
    if (!take(cursor, "=") && !take(cursor, ":")) {
      const hint = "put a key that is not a plain name into quotes, and one that is an expression into parentheses";
      return unexpected(cursor, "a key is followed by `=` or `:`", hint);
    }
    if (!parseExpression(cursor)) return false;
    if (!take(cursor, ",")) return close(cursor, opener, "}", "the entries of an object are separated by commas");
  }
  return true;
}

function parseKey(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (take(cursor, "name")) return true;
  if (token.kind === "open-quote") return parseQuoted(cursor);
  if (take(cursor, "(")) return parseExpression(cursor) && close(cursor, token, ")", "parentheses hold one expression");
  return unexpected(cursor, "a key is missing", "a key is a name, a quoted text or an expression in parentheses");
}

/** After `[for` or `{ for`: the names, the collection, and what is made of each item. */
function parseFor(cursor: Cursor, opener: Token): boolean {
  const makesObject = opener.kind === "{";
  const form = makesObject ? "{ for key, value in collection : key => value }" : "[for value in collection : value]";
  const names: string[] = [];
  do {
    const name = peek(cursor);
    if (!take(cursor, "name")) return unexpected(cursor, "a name must follow `for`", `write \`${form}\``);
    names.push(name.text);
  } while (names.length < 2 && take(cursor, ","));
  if (!take(cursor, "name", "in")) return unexpected(cursor, "`in` must follow the names of `for`", `write \`${form}\``);
  if (!parseExpression(cursor)) return false;
  if (!take(cursor, ":")) return unexpected(cursor, "`:` must follow the collection of `for`", `write \`${form}\``);

  cursor.bound.push(...names);
  if (!parseExpression(cursor)) return false;
  if (makesObject) {
    if (!take(cursor, "=>")) return unexpected(cursor, "`=>` must follow the key of an object", `write \`${form}\``);
    if (!parseExpression(cursor)) return false;
    take(cursor, "...");
  } else if (peek(cursor).kind === "=>" || peek(cursor).kind === "...") {
    const token = peek(cursor);
    const hint = "use braces to make an object: `{ for … }`";
    return refuse(cursor, problem(token.start, token.end, `a list has no use for \`${token.text}\``, hint));
  }
  if (take(cursor, "name", "if") && !parseExpression(cursor)) return false;
  cursor.bound.length -= names.length;
  return close(cursor, opener, makesObject ? "}" : "]", "a `for` expression ends here");
}
