/** The tokens of a Terraform expression; punctuation is its own kind. */

export const punctuation = [
  "...",
  "==",
  "!=",
  ">=",
  "<=",
  "&&",
  "||",
  "::",
  "=>",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ".",
  ",",
  "*",
  "/",
  "%",
  "+",
  "-",
  "=",
  "<",
  ">",
  "!",
  "?",
  ":",
] as const;

/** Names that are values, not references. */
export const keywords: ReadonlySet<string> = new Set(["true", "false", "null"]);

type Punctuation = (typeof punctuation)[number];

export type TokenKind =
  | Punctuation
  | "name"
  | "number"
  | "open-quote"
  | "close-quote"
  /** What stands between quotes, as it is written there: with its escapes. */
  | "text"
  /** `${` inside quotes, and the `}` that belongs to it or to the template's own `${`. */
  | "open-template"
  | "close-template"
  /** The text is over. */
  | "end"
  /** Nothing that Terraform knows, or nothing that we pass on. */
  | "wrong";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}
