import type { Reference } from "../../grants.ts";
import { partsOf } from "../../iam/arn.ts";

/**
 * What a text means: its letters, in which `$${` is `${`, and its expressions between marks, without their spaces. Texts and references
 * that mean the same are the same text here.
 */

/** Around an expression: a private character, which no spec can hold. */
const mark = "\u{F000E}";
const marked = new RegExp(`${mark}[^${mark}]*${mark}`, "gu");
const slashed = new RegExp(`/*${mark}([^${mark}]*)${mark}/*`, "gu");

/** IAM's variables: `${aws:username}`, `${*}`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const variable = /\$\{(?:[*?$]|[\w.-]+:(?!:)[^{}]*)\}/y;

/** What HCL writes for a character. https://developer.hashicorp.com/terraform/language/expressions/strings */
const written: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** What a text of a spec means; in a policy, IAM's own variables are letters. */
export function meaningOfText(text: string, where: "argument" | "policy" = "argument"): string {
  return text.includes("${") ? read(text, where === "policy", false) : text;
}

/** What a reference means. */
export function meaningOfReference(reference: Reference): string {
  return partsOf(reference)
    .map((part) => (part.kind === "literal" ? part.text : ofCode(part.code)))
    .join("");
}

/** Whether a meaning begins with an expression. */
export function beginsComputed(meaning: string): boolean {
  return meaning.startsWith(mark);
}

/** The code of a meaning that is one expression; null for any other. */
export function onlyCode(meaning: string): string | null {
  const code = meaning.slice(mark.length, -mark.length);
  return beginsComputed(meaning) && meaning.endsWith(mark) && !code.includes(mark) ? code : null;
}

/** The letters of a meaning alone. */
export function lettersOfMeaning(meaning: string): string {
  return meaning.replace(marked, "");
}

/** Changes the code of each expression, and takes the slashes around it away. */
export function rewordCode(meaning: string, reword: (code: string) => string): string {
  return meaning.replace(slashed, (_, code: string) => mark + reword(code) + mark);
}

/** Changes the letters of a meaning; each expression is one `hole` meanwhile. */
export function rewordLetters(meaning: string, hole: string, reword: (letters: string) => string): string {
  const expressions = meaning.match(marked) ?? [];
  let used = 0;
  return reword(meaning.replace(marked, () => hole)).replaceAll(hole, () => expressions[used++] ?? "");
}

function read(text: string, inPolicy: boolean, inQuotes: boolean): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (text.startsWith("$${", at) || (inQuotes && text.startsWith("%%{", at))) {
      pieces.push(text.slice(at + 1, at + 3));
      at += 3;
    } else if (text.startsWith("${", at)) {
      variable.lastIndex = at;
      const own = inPolicy ? variable.exec(text)?.[0] : undefined;
      const end = own === undefined ? endOfCode(text, at + 2) : at + own.length;
      pieces.push(own ?? ofCode(text.slice(at + 2, end)));
      at = own === undefined ? end + 1 : end;
    } else if (inQuotes && text[at] === "\\") {
      const digits = /^\\(?:u([0-9a-f]{4})|U([0-9a-f]{8}))/i.exec(text.slice(at, at + 10));
      const code = digits?.[1] ?? digits?.[2];
      const plain = text[at + 1] ?? "";
      pieces.push(code === undefined ? (written[plain] ?? plain) : String.fromCodePoint(Number.parseInt(code, 16)));
      at += digits?.[0].length ?? 2;
    } else pieces.push(text[at++] ?? "");
  }
  return pieces.join("");
}

/** Where the brace is closed that was opened before `from`; quotes and braces inside are passed over. */
function endOfCode(text: string, from: number): number {
  const open: ("{" | '"')[] = ["{"];
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (open.at(-1) === '"') {
      if (char === "\\") at++;
      else if (char === '"') open.pop();
      else if (text.startsWith("$${", at)) at += 2;
      else if (text.startsWith("${", at)) {
        open.push("{");
        at++;
      }
    } else if (char === '"' || char === "{") open.push(char);
    else if (char === "}") {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return text.length;
}

/** A text in quotes is that text; any other expression stands for itself. */
function ofCode(code: string): string {
  const trimmed = code.replace(/^[ \t]+|[ \t]+$/g, "");
  if (trimmed.startsWith('"') && endOfQuotes(trimmed) === trimmed.length - 1) return read(trimmed.slice(1, -1), false, true);
  const letters = trimmed.replace(/[ \t]/g, "").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, byNumber);
  // What begins or ends with a brace stands in parentheses in Terraform's own layout.
  return mark + (/^[-{]|\}$/.test(letters) ? `(${letters})` : letters) + mark;
}

function endOfQuotes(code: string): number {
  // Closed as a brace is, with one more brace behind it.
  for (let at = 1; at < code.length; at++) {
    if (code[at] === "\\") at++;
    else if (code[at] === '"') return at;
    else if (code.startsWith("$${", at)) at += 2;
    else if (code.startsWith("${", at)) at = endOfCode(code, at + 2);
  }
  return -1;
}

function byNumber(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Whether a text, or none, is what a reference, or none, was made of. */
export function says(text: string | null, reference: Reference | null): boolean {
  return text === null || reference === null ? text === reference : meaningOfText(text) === meaningOfReference(reference);
}
