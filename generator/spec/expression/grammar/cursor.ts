/** Where the parser stands, what it has found, and what it says when it cannot go on. */

import { problem, type TemplateProblem } from "./problem.ts";
import type { Token, TokenKind } from "./token.ts";
import type { Tree } from "./tree.ts";

export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Why the last token is "wrong". */
  readonly wrong: TemplateProblem | null;
  next: number;
  depth: number;
  /** Names of the enclosing `for` expressions. */
  readonly bound: string[];
  readonly references: Set<string>;
  problem: TemplateProblem | null;
  /** What the parts of the grammar ask of each other goes through here: an expression holds lists, and a list expressions. */
  readonly grammar: Grammar;
}

interface Grammar {
  /** One expression, from operators and conditionals down. */
  readonly expression: (cursor: Cursor) => Tree | null;
  /** A text in quotes. */
  readonly quoted: (cursor: Cursor) => Tree | null;
}

const nowhere: Token = { kind: "end", text: "", start: 0, end: 0 };

/** The next token, or the one `ahead` of it; the last one again where there are no more. */
export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.next + ahead] ?? cursor.tokens.at(-1) ?? nowhere;
}

/** Takes the next token if it is of this kind (and has this text). */
export function take(cursor: Cursor, kind: TokenKind, text?: string): boolean {
  const token = peek(cursor);
  if (token.kind !== kind || (text !== undefined && token.text !== text)) return false;
  cursor.next += 1;
  return true;
}

/** Remembers what is wrong; always null, the answer of every parsing function that could not go on. */
export function refuse(cursor: Cursor, why: TemplateProblem): null {
  cursor.problem ??= why;
  return null;
}

/** The next token does not fit here. */
export function unexpected(cursor: Cursor, wanted: string, hint?: string): null {
  const token = peek(cursor);
  if (token.kind === "wrong" && cursor.wrong !== null) return refuse(cursor, cursor.wrong);
  return refuse(cursor, problem(token.start, token.end, `${wanted}, but ${nameOf(token)}`, hint));
}

/** The tree, with what closes `opener` taken; null where that is missing, which is then said, and where there is no tree. */
export function close(cursor: Cursor, opener: Token, kind: TokenKind, wanted: string, tree: Tree | null): Tree | null {
  if (tree === null || take(cursor, kind)) return tree;
  const found = peek(cursor).kind;
  if (found !== "end" && found !== "close-template") return unexpected(cursor, wanted);
  const mark = kind === "close-template" ? "}" : kind;
  const hint =
    opener.text === "${" ? "close it with `}`, or write `$${` if the text itself is meant" : `close it with \`${mark}\``;
  return refuse(cursor, problem(opener.start, opener.end, `\`${opener.text}\` is never closed`, hint));
}

function nameOf(token: Token): string {
  switch (token.kind) {
    case "end":
      return "the text ends here";
    case "close-template":
      return "`}` ends the expression here";
    case "open-quote":
      return "a quoted text follows";
    default:
      return `\`${token.text}\` follows`;
  }
}
