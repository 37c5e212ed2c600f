/** An expression that is nothing but a quoted text is taken out of its quotes, as `terraform fmt` does with `"${var.x}"`. */

import type { Expression, Literal } from "../../grants.ts";
import { formatTokens } from "./expression-format.ts";
import { meaningOfQuoted } from "./grammar/quoted.ts";
import type { Token } from "./grammar/token.ts";

type Part = Literal | Expression;

/** What the tokens of one expression say: that expression, or the parts of the text that it writes. */
export function unwrap(tokens: readonly Token[]): readonly Part[] {
  if (tokens[0]?.kind !== "open-quote" || endOf(tokens, 0) !== tokens.length - 1) {
    return [{ kind: "expression", code: formatTokens(tokens) }];
  }
  const parts: Part[] = [];
  for (let at = 1; at < tokens.length - 1; at += 1) {
    const token = tokens[at];
    if (token?.kind === "text") parts.push({ kind: "literal", text: meaningOfQuoted(token.text) });
    else {
      const end = endOf(tokens, at);
      for (const part of unwrap(tokens.slice(at + 1, end))) parts.push(part);
      at = end;
    }
  }
  return parts;
}

/** Where the quote or template that opens at `at` is closed. */
function endOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let end = at; end < tokens.length; end += 1) {
    const kind = tokens[end]?.kind;
    if (kind === "open-quote" || kind === "open-template") depth += 1;
    if (kind === "close-quote" || kind === "close-template") depth -= 1;
    if (depth === 0) return end;
  }
  return tokens.length;
}

/** One text of all the parts: literals that meet become one, empty ones none. */
export function joinParts(parts: readonly Part[]): readonly Part[] {
  const joined: Part[] = [];
  for (let at = 0; at < parts.length; ) {
    const part = parts[at];
    if (part === undefined) break;
    if (part.kind === "expression") {
      joined.push(part);
      at += 1;
      continue;
    }
    const texts: string[] = [];
    for (let next = parts[at]; next?.kind === "literal"; next = parts[++at]) texts.push(next.text);
    joined.push(...splitDollars(texts.join(""), at < parts.length));
  }
  return joined;
}

// A dollar just before a template (`${"$"}${var.x}`) has no other spelling in HCL: outside, `$${` is an escape.
function splitDollars(text: string, beforeExpression: boolean): readonly Part[] {
  let end = text.length;
  while (beforeExpression && text[end - 1] === "$") end -= 1;
  return [
    ...(end > 0 ? [{ kind: "literal", text: text.slice(0, end) } as const] : []),
    ...(end < text.length ? [{ kind: "expression", code: `"${text.slice(end)}"` } as const] : []),
  ];
}
