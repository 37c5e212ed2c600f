import type { Reference } from "../grants.ts";
import { partsOf } from "../iam/arn.ts";

/**
 * Texts with IAM's wildcards, as letters: a character, any one character (`?`), any text (`*`), or a symbol. A symbol is text that
 * nobody knows yet, an expression of Terraform or a variable of IAM (`${aws:username}`): equal symbols are equal texts, and none of
 * them holds a wildcard.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type Letter = string;

/** Any one character, and any text; longer than one character, as symbols are, so that no character is taken for one. */
export const ONE = "one";
export const ANY = "any";

/** Symbols begin so; what follows tells them apart. */
const TERRAFORM = "tf:";
const IAM = "iam:";

/** Whether a letter is text that nobody knows yet. */
export function isSymbol(letter: Letter): boolean {
  return letter.startsWith(TERRAFORM) || letter.startsWith(IAM);
}

/** Whether a pattern holds text that nobody knows yet. */
export function hasSymbol(letters: readonly Letter[]): boolean {
  return letters.some(isSymbol);
}

/** The letters of a reference. Where `globs` is false, as for StringEquals, `*` and `?` are characters. */
export function lettersOf(reference: Reference, globs = true): readonly Letter[] {
  return normalised(
    partsOf(reference).flatMap((part) => (part.kind === "expression" ? [TERRAFORM + part.code] : textLetters(part.text, globs))),
  );
}

function textLetters(text: string, globs: boolean): readonly Letter[] {
  return (text.match(/\$\{[^}]*\}|[\s\S]/gu) ?? []).map((piece) => {
    if (piece === "*") return globs ? ANY : piece;
    if (piece === "?") return globs ? ONE : piece;
    // `${*}`, `${?}` and `${$}` are those very characters.
    if (/^\$\{[*?$]\}$/.test(piece)) return piece.charAt(2);
    return piece.startsWith("${") ? IAM + piece : piece;
  });
}

/** Among neighbouring wildcards, each `?` stands before one `*`: the same texts, one way to write them. */
function normalised(letters: readonly Letter[]): readonly Letter[] {
  const result: Letter[] = [];
  let any = false;
  for (const letter of letters) {
    if (letter === ANY) {
      any = true;
      continue;
    }
    if (letter !== ONE && any) {
      result.push(ANY);
      any = false;
    }
    result.push(letter);
  }
  if (any) result.push(ANY);
  return result;
}

/**
 * What is answered of two patterns. "unknown" is for patterns with symbols, where it depends on what the symbols turn out to be, and
 * for patterns whose wildcards are too many to decide in the time that a proof may take.
 */
export type Answer = "yes" | "no" | "unknown";

/** A key that is equal for equal references alone: an expression and a text that looks like one differ. */
export function keyOf(reference: Reference): string {
  return reference.kind === "literal" ? reference.text : partsOf(reference).map(keyOfPart).join("\u{F0000}");
}

function keyOfPart(part: ReturnType<typeof partsOf>[number]): string {
  return part.kind === "literal" ? part.text : `${TERRAFORM}${part.code}`;
}
