/** From the characters of a Terraform expression to its tokens. */

import { endOfName, startsName } from "./name.ts";
import { problem, type TemplateProblem } from "./problem.ts";
import { endOfQuotedText } from "./quoted.ts";
import { punctuation, type Token, type TokenKind } from "./token.ts";

export interface Lexed {
  /** The last one closes the template that the expression stands in, or is "end", or "wrong". */
  readonly tokens: readonly Token[];
  /** Why the last token is "wrong". */
  readonly problem: TemplateProblem | null;
}

interface Opening {
  readonly by: "${" | "{" | '"';
  readonly at: number;
}

/** The tokens of the expression that begins at `from`, after its `${`, up to the `}` that closes it. Linear in their length. */
export function lex(text: string, from: number): Lexed {
  const tokens: Token[] = [];
  const open: Opening[] = [{ by: "${", at: from - 2 }];
  let at = from;
  const emit = (kind: TokenKind, end: number): void => {
    tokens.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  };
  const stop = (why: TemplateProblem): Lexed => {
    tokens.push({ kind: "wrong", text: text.slice(why.start, why.end), start: why.start, end: why.end });
    return { tokens, problem: why };
  };

  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    if (inner.by === '"') {
      const end = endOfQuotedText(text, at);
      if (typeof end !== "number") return stop(end);
      if (end > at) emit("text", end);
      if (end === text.length)
        return stop(problem(inner.at, inner.at + 1, "the quoted text that begins here never ends", 'close it with `"`'));
      if (text[at] === '"') {
        open.pop();
        emit("close-quote", at + 1);
      } else {
        open.push({ by: "${", at });
        emit("open-template", at + 2);
      }
      continue;
    }

    while (text[at] === " " || text[at] === "\t") at += 1;
    if (at >= text.length) {
      emit("end", at);
      break;
    }
    const token = tokenAt(text, at);
    if (token.kind === "problem") return stop(token);
    if (token.kind === "}") {
      open.pop();
      emit(inner.by === "{" ? "}" : "close-template", token.end);
      continue;
    }
    if (token.kind === "{") open.push({ by: "{", at });
    if (token.kind === "open-quote") open.push({ by: '"', at });
    emit(token.kind, token.end);
  }
  return { tokens, problem: null };
}

function tokenAt(text: string, at: number): { readonly kind: TokenKind; readonly end: number } | TemplateProblem {
  const char = text[at] ?? "";
  if (startsName(char)) return { kind: "name", end: endOfName(text, at) };
  if (isDigit(char)) return { kind: "number", end: endOfNumber(text, at) };
  if (char === '"') return { kind: "open-quote", end: at + 1 };
  const refusal = refusalAt(text, at);
  if (refusal !== null) return refusal;
  const kind = punctuation.find((mark) => text.startsWith(mark, at));
  if (kind !== undefined) return { kind, end: at + kind.length };
  const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return problem(at, at + whole.length, `\`${whole}\` means nothing in a Terraform expression`, wrongCharacters[whole]);
}

// As Terraform's scanner: digits, dots and exponents in any order, but no dot at the end. The parser wants more.
function endOfNumber(text: string, at: number): number {
  let end = at + 1;
  let solid = end;
  for (;;) {
    const char = text[end];
    if (isDigit(char)) end += 1;
    else if (char === ".") {
      end += 1;
      continue;
    } else if (char === "e" || char === "E") {
      const signed = text[end + 1] === "+" || text[end + 1] === "-" ? 1 : 0;
      if (!isDigit(text[end + 1 + signed])) return solid;
      end += 2 + signed;
    } else return solid;
    solid = end;
  }
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9";
}

/** What Terraform knows, but what does not fit into one line of somebody else's file. */
function refusalAt(text: string, at: number): TemplateProblem | null {
  const two = text.slice(at, at + 2);
  if (two[0] === "#" || two === "//" || two === "/*") {
    return problem(at, at + (two[0] === "#" ? 1 : 2), "a comment cannot stand inside `${ }`", "write it as a YAML comment");
  }
  if (two[0] === "\n" || two[0] === "\r") {
    return problem(at, at + 1, "an expression must stand on one line", "join the lines; in YAML, `>-` folds them into one");
  }
  if (two === "<<")
    return problem(at, at + 2, "a heredoc cannot stand inside `${ }`", "write the text in quotes, with `\\n` for a line break");
  if (two === "~}" || two[0] === "~") {
    return problem(at, at + 1, "strip markers (`${~` and `~}`) are not passed on", "leave the `~` out");
  }
  if (two === "${")
    return problem(at, at + 2, "`${` opens a second time", "inside `${ }` write the name alone: `${var.x}`, not `${${var.x}}`");
  return null;
}

const wrongCharacters: Readonly<Record<string, string>> = {
  "'": 'quotes in an expression are `"`',
  "“": 'quotes in an expression are `"`',
  "”": 'quotes in an expression are `"`',
  "`": 'quotes in an expression are `"`',
  "\\": 'inside `${ }` a quote stands without a backslash: `${lookup(var.x, "a")}`',
  "&": "both of two conditions is `&&`",
  "|": "one of two conditions is `||`",
  ";": "separate items by a comma",
  "\u00a0": "this is a no-break space: write a plain one",
};
