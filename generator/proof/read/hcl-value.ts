import type { Expression, Literal } from "../../grants.ts";
import { expression, join, literal } from "../../iam/arn.ts";
import { endOfString, endOfTemplate } from "./hcl-cursor.ts";
import { isReadReference, type Read, ReadError, type ReadMap } from "./terraform-body.ts";

/** The text of an HCL expression → the value that it is: a quoted text is taken apart, every other expression stays as it stands. */
export function readHclValue(text: string, line: number): Read {
  if (text === "") throw new ReadError(`line ${line}: a value is missing`);
  if (text.startsWith('"') && endOfString(text, 0) === text.length - 1)
    return join(...readHclTemplate(text.slice(1, -1), line, true));
  // `[for x in y : z]` is an expression and no list.
  if (text.startsWith("[") && closes(text) && !/^\[\s*for\s/.test(text))
    return items(text.slice(1, -1), line).map((item) => readHclValue(item, line));
  if (text.startsWith("{") && closes(text)) return readMap(text.slice(1, -1), line) ?? expression(text);
  return expression(text);
}

/** The entries of a map, one a line or between commas; null for what is more than names and values. */
function readMap(text: string, line: number): ReadMap | null {
  const entries = new Map<string, Read>();
  for (const entry of split(text, ",\n")) {
    if (entry === "") continue;
    const [, bare, quoted, value = ""] =
      /^(?:([A-Za-z_][\w-]*)|("(?:[^"\\]|\\.)*"))[ \t]*=(?![=>])[ \t]*(\S.*)$/s.exec(entry) ?? [];
    const key = quoted === undefined ? null : readHclValue(quoted, line);
    const name = bare ?? (key !== null && isReadReference(key) && key.kind === "literal" ? key.text : undefined);
    if (name === undefined || bare === "for") return null;
    if (entries.has(name)) throw new ReadError(`line ${line}: "${name}" stands twice in one map`);
    entries.set(name, readHclValue(value, line));
  }
  return { kind: "map", entries };
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
  const found = split(text, ",");
  const all = found.at(-1) === "" ? found.slice(0, -1) : found;
  if (all.includes("")) throw new ReadError(`line ${line}: a list has an empty place`);
  return all;
}

/** What stands between these characters, where they stand outside of brackets and strings. */
function split(text: string, separators: string): readonly string[] {
  const found: string[] = [];
  let [depth, from] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === '"') at = endOfString(text, at);
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    else if (depth === 0 && separators.includes(character)) {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...found, text.slice(from).trim()];
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/**
 * The text of a template: between quotes a backslash escapes; in JSON, where the string itself has taken it away, it is one.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function readHclTemplate(text: string, line: number, quoted: boolean): readonly (Literal | Expression)[] {
  if (!/[\\$%]/.test(text)) return [composed(text, line)];
  // Which of the signs belongs to which is read in more than one way.
  if (/\$\$\$\{|%%%\{/.test(text)) throw new ReadError(`line ${line}: three signs stand before a brace`);
  const parts: (Literal | Expression)[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? "";
    const next = text[at + 1] ?? "";
    const unicode = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;
    unicode.lastIndex = at;
    const escaping = quoted && character === "\\";
    const code = escaping ? unicode.exec(text) : null;
    if (code !== null) {
      plain += String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? "", 16));
      at += code[0].length;
    } else if (escaping) {
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
      parts.push(composed(plain, line), expression(text.slice(at + 2, end).trim()));
      plain = "";
      at = end + 1;
    } else if (character === "%" && next === "{") throw new ReadError(`line ${line}: a directive stands in a text`);
    else {
      plain += character;
      at++;
    }
  }
  return [...parts, composed(plain, line)];
}

/** Letters as Terraform takes them, which composes their characters: of two texts that become one, only one could be meant. */
function composed(text: string, line: number): Literal {
  if (text !== text.normalize("NFC")) throw new ReadError(`line ${line}: Terraform writes this text in another way (NFC)`);
  return literal(text);
}
