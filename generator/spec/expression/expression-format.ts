/**
 * The spaces between tokens, as `terraform fmt` puts them.
 * https://github.com/hashicorp/hcl/blob/v2.23.0/hclwrite/format.go (spaceAfterToken): same rules, same order.
 */

import type { Token, TokenKind } from "./grammar/token.ts";

const opening: ReadonlySet<TokenKind> = new Set(["(", "[", "{", "open-template"]);
const closing: ReadonlySet<TokenKind> = new Set([")", "]", "}", "close-template"]);

// A minus after one of these is a sign. `${`, `=>`, `in` and `if` are missing in Terraform's own list: `"${- 1}"`.
const beforeSign: ReadonlySet<string> = new Set("( { [ = : , ? + * / % - == != > >= < <= && || !".split(" "));

/** The tokens as code that `terraform fmt` leaves alone, both as a whole argument and inside `"${ }"`. */
export function formatTokens(tokens: readonly Token[]): string {
  const pieces: string[] = [];
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    pieces.push(token.text);
    if (next !== undefined && spaceAfter(token, tokens[index - 1], next)) pieces.push(" ");
  });
  const code = pieces.join("");
  // terraform fmt writes `x = -1` but `"${- 1}"`, `x = {}.a` but `"${ {}.a}"`: only parentheses are alike in both.
  const differs = tokens[0]?.kind === "-" || tokens[0]?.kind === "{" || tokens.at(-1)?.kind === "}";
  return differs ? `(${code})` : code;
}

function spaceAfter(token: Token, before: Token | undefined, after: Token): boolean {
  const is = token.kind;
  const next = after.kind;
  if (is === "name" && next === "(") return false;
  if ((is === "name" && next === "::") || (is === "::" && next === "name")) return false;
  if (is === "." || next === ".") return false;
  if (next === "," || next === "...") return false;
  if (is === ",") return true;
  if (is === "text" || is === "open-quote" || next === "text" || next === "close-quote") return false;
  // `for x in [1]`, not `in[1]`, which looks like an index.
  if (is === "name" && token.text === "in" && before?.kind === "name") return true;
  if (next === "[" && (is === "name" || is === "number" || closing.has(is))) return false;
  if (is === "!") return false;
  if (is === "-") return before !== undefined && !beforeSign.has(before.kind);
  if (is === "{" || next === "}") return !(is === "{" && next === "}");
  if (is === "open-template" && next === "{") return true;
  if (is === "}" && next === "close-template") return true;
  if (is === "close-template" && next === "open-template") return false;
  return !opening.has(is) && !closing.has(next);
}
