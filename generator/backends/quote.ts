import type { Expression, Literal, Reference } from "../grants.ts";

/**
 * The one place that makes HCL of text. A quoted template of HCL holds no text that could be code:
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */

/** A reference as an HCL expression: `aws_sns_topic.orders.arn`, `"arn:aws:s3:::b/*"`, `"${var.bucket_arn}/*"`. */
export function printReference(reference: Reference): string {
  return reference.kind === "expression" ? reference.code : `"${insideQuotes(reference)}"`;
}

/** A reference as what stands between the quotes of a string. */
export function insideQuotes(reference: Reference): string {
  const parts: readonly (Literal | Expression)[] = reference.kind === "join" ? reference.parts : [reference];
  return parts
    .map((part, index) => {
      if (part.kind === "expression") return `\${${part.code}}`;
      // A "$" just before an expression would make an escape of its "${".
      const beforeExpression = parts[index + 1]?.kind === "expression" && part.text.endsWith("$");
      return beforeExpression ? `${escapeText(part.text.slice(0, -1))}\\u0024` : escapeText(part.text);
    })
    .join("");
}

/** Text between quotes that means the same text. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/["\\]/g, (character) => `\\${character}`)
      .replaceAll("\n", "\\n")
      .replaceAll("\r", "\\r")
      .replaceAll("\t", "\\t")
      // "${" and "%{" begin code; doubled they are text, but not behind one of their own kind ("$$${" is another thing).
      .replace(/([$%]*)([$%])\{/g, (_, run: string, sign: string) =>
        run.endsWith(sign) ? `${run}${unicode(sign)}{` : `${run}${sign}${sign}{`,
      )
      // What a reviewer would not see, or would see in another order, is written as its number.
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, unicode)
  );
}

function unicode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** Text as one line of a comment: it ends where the line ends. */
export function commentLine(text: string): string {
  return text
    .replace(/[\s\u0085]+/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu, unicode)
    .trim();
}
