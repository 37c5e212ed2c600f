/** Tuples, objects and the `for` expressions that make them. */

import { type Cursor, close, peek, refuse, take, unexpected } from "./cursor.ts";
import { problem } from "./problem.ts";
import type { Token } from "./token.ts";
import type { Tree } from "./tree.ts";

/** `[a, b]` or `[for …]`. */
export function parseTuple(cursor: Cursor): Tree | null {
  const opener = peek(cursor);
  cursor.next += 1;
  if (take(cursor, "name", "for")) return parseFor(cursor, opener);
  const items: Tree[] = [];
  const list: Tree = { kind: "list", of: items };
  while (!take(cursor, "]")) {
    if (peek(cursor).kind === "end" || peek(cursor).kind === "close-template") return close(cursor, opener, "]", "", list);
    const item = cursor.grammar.expression(cursor);
    if (item === null) return null;
    items.push(item);
    if (!take(cursor, ",")) return close(cursor, opener, "]", "the items of a list are separated by commas", list);
  }
  return list;
}

/** `{ a = b }` or `{ for … }`. */
export function parseObject(cursor: Cursor): Tree | null {
  const opener = peek(cursor);
  cursor.next += 1;
  if (take(cursor, "name", "for")) return parseFor(cursor, opener);
  const entries: Tree[] = [];
  const object: Tree = { kind: "object", of: entries };
  while (!take(cursor, "}")) {
    if (peek(cursor).kind === "end") return close(cursor, opener, "}", "", object);
    const key = parseKey(cursor);
    if (key === null) return null;
    if (!take(cursor, "=") && !take(cursor, ":")) {
      const hint = "put a key that is not a plain name into quotes, and one that is an expression into parentheses";
      return unexpected(cursor, "a key is followed by `=` or `:`", hint);
    }
    const value = cursor.grammar.expression(cursor);
    if (value === null) return null;
    entries.push(key, value);
    if (!take(cursor, ",")) return close(cursor, opener, "}", "the entries of an object are separated by commas", object);
  }
  return object;
}

function parseKey(cursor: Cursor): Tree | null {
  const token = peek(cursor);
  if (take(cursor, "name")) return { kind: "template", parts: [token.text] };
  if (token.kind === "open-quote") return cursor.grammar.quoted(cursor);
  if (take(cursor, "(")) return close(cursor, token, ")", "parentheses hold one expression", cursor.grammar.expression(cursor));
  return unexpected(cursor, "a key is missing", "a key is a name, a quoted text or an expression in parentheses");
}

/** After `[for` or `{ for`: the names, the collection, and what is made of each item. */
function parseFor(cursor: Cursor, opener: Token): Tree | null {
  const makesObject = opener.kind === "{";
  const form = makesObject ? "{ for key, value in collection : key => value }" : "[for value in collection : value]";
  const names: string[] = [];
  do {
    const name = peek(cursor);
    if (!take(cursor, "name")) return unexpected(cursor, "a name must follow `for`", `write \`${form}\``);
    names.push(name.text);
  } while (names.length < 2 && take(cursor, ","));
  if (!take(cursor, "name", "in")) return unexpected(cursor, "`in` must follow the names of `for`", `write \`${form}\``);
  const collection = cursor.grammar.expression(cursor);
  if (collection === null) return null;
  if (!take(cursor, ":")) return unexpected(cursor, "`:` must follow the collection of `for`", `write \`${form}\``);

  const of: Tree[] = [collection];
  cursor.bound.push(...names);
  const first = cursor.grammar.expression(cursor);
  if (first === null) return null;
  of.push(first);
  if (makesObject) {
    if (!take(cursor, "=>")) return unexpected(cursor, "`=>` must follow the key of an object", `write \`${form}\``);
    const value = cursor.grammar.expression(cursor);
    if (value === null) return null;
    of.push(value);
    take(cursor, "...");
  } else if (peek(cursor).kind === "=>" || peek(cursor).kind === "...") {
    const token = peek(cursor);
    const hint = "use braces to make an object: `{ for … }`";
    return refuse(cursor, problem(token.start, token.end, `a list has no use for \`${token.text}\``, hint));
  }
  if (take(cursor, "name", "if")) {
    const condition = cursor.grammar.expression(cursor);
    if (condition === null) return null;
    of.push(condition);
  }
  cursor.bound.length -= names.length;
  return close(cursor, opener, makesObject ? "}" : "]", "a `for` expression ends here", { kind: "for", of });
}
