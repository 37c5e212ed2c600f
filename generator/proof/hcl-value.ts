import type { Expression, Literal } from "../grants.ts";
import { expression, join, literal } from "../iam/arn.ts";
import { type Read, ReadError } from "./body.ts";
import { endOfString, endOfTemplate } from "./hcl-cursor.ts";

/** The text of an HCL expression → the value that it is: a quoted text is taken apart, every other expression stays as it stands. */
export function readHclValue(text: string, line: number): Read {
  if (text === "") throw new ReadError(`line ${line}: a value is missing`);
  if (text.startsWith('"') && endOfString(text, 0) === text.length - 1) return join(...readTemplate(text.slice(1, -1), line));
  // `[for x in y : z]` is an expression and no list.
  if (text.startsWith("[") && closes(text) && !/^\[\s*for\s/.test(text))
    return items(text.slice(1, -1), line).map((item) => readHclValue(item, line));
  if (text.startsWith("{") && closes(text)) return { kind: "map" };
  return expression(text);
}

/** Whether the first bracket is closed by the last character. */
function closes(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') at = endOfString(text, at);
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character) && --depth === 0) return at === text.length - 1;
  }
  return false;
}

/** What stands between the commas of a list. */
function items(text: string, line: number): readonly string[] {
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') at = endOfString(text, at);
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  const last = text.slice(from).trim();
  if (last !== "") found.push(last);
  if (found.includes("")) throw new ReadError(`line ${line}: a list has an empty place`);
  return found;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** https://developer.hashicorp.com/terraform/language/expressions/strings */
export function readTemplate(text: string, line: number): readonly (Literal | Expression)[] {
  if (!/[\\$%]/.test(text)) return [literal(text)];
  const parts: (Literal | Expression)[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? "";
    const next = text[at + 1] ?? "";
    const unicode = /\\(?:u([0-9a-f]{4})|U([0-9a-f]{8}))/iy;
    unicode.lastIndex = at;
    const code = character === "\\" ? unicode.exec(text) : null;
    if (code !== null) {
      plain += String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? "", 16));
      at += code[0].length;
    } else if (character === "\\") {
      const plainly = escapes[next];
      if (plainly === undefined) throw new ReadError(`line ${line}: HCL knows no \\${next}`);
      plain += plainly;
      at += 2;
    } else if ((character === "$" || character === "%") && next === character && text[at + 2] === "{") {
      plain += `${character}{`;
      at += 3;
    } else if (character === "$" && next === "{") {
      const end = endOfTemplate(text, at + 2);
      if (end < 0) throw new ReadError(`line ${line}: an expression does not end`);
      parts.push(literal(plain), expression(text.slice(at + 2, end).trim()));
      plain = "";
      at = end + 1;
    } else if (character === "%" && next === "{") throw new ReadError(`line ${line}: a directive stands in a text`);
    else {
      plain += character;
      at++;
    }
  }
  return [...parts, literal(plain)];
}
