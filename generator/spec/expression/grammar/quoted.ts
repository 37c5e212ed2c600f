/** What stands between two quotes of an expression: text with escapes, up to the next `${`. */

import { problem, type TemplateProblem } from "./problem.ts";

const escapeAt = /\\(?:[nrt"\\]|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/y;
const escapes = /\\(?:([nrt"\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))|\$\$\{|%%\{/g;
const escaped: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The end of the text that begins at `at`: at a quote, at a `${`, or where everything ends. */
export function endOfQuotedText(text: string, at: number): number | TemplateProblem {
  for (let end = at; ; ) {
    switch (text[end]) {
      case undefined:
      case '"':
        return end;
      case "\n":
      case "\r":
        return problem(
          end,
          end + 1,
          "a quoted text in an expression cannot go over a line break",
          "write the line break as `\\n`",
        );
      case "\\": {
        const next = endOfEscape(text, end);
        if (typeof next !== "number") return next;
        end = next;
        break;
      }
      case "$":
        if (text.startsWith("$${", end)) end += 3;
        else if (text[end + 1] === "{") return end;
        else end += 1;
        break;
      case "%":
        if (text.startsWith("%%{", end)) end += 3;
        else if (text[end + 1] === "{") {
          return problem(
            end,
            end + 2,
            "template directives (`%{ }`) are not passed on",
            "write `%%{` if the text itself is meant, or use `condition ? a : b` or a `for` expression",
          );
        } else end += 1;
        break;
      default:
        end += 1;
    }
  }
}

function endOfEscape(text: string, at: number): number | TemplateProblem {
  escapeAt.lastIndex = at;
  const match = escapeAt.exec(text);
  if (match === null) {
    const what = text.slice(at, at + 2);
    const hint =
      'Terraform knows `\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\u` with 4 and `\\U` with 8 hexadecimal digits; write a backslash as `\\\\`';
    return problem(at, at + what.length, `\`${what}\` is not an escape that Terraform knows`, hint);
  }
  const code = Number.parseInt(match[1] ?? match[2] ?? "0", 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    return problem(at, escapeAt.lastIndex, `\`${match[0]}\` is not a character`);
  }
  return escapeAt.lastIndex;
}

/** The text that is meant by what stands between quotes. */
export function meaningOfQuoted(quoted: string): string {
  return quoted.replace(escapes, (all, plain?: string, short?: string, long?: string) => {
    if (plain !== undefined) return escaped[plain] ?? plain;
    const code = short ?? long;
    return code === undefined ? all.slice(1) : String.fromCodePoint(Number.parseInt(code, 16));
  });
}
