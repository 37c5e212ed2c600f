import type { Argument, Expression, Literal, Reference, Value } from "../../grants.ts";

/**
 * The one place that makes Terraform's JSON of values. A string there is a template without quotes: a backslash means
 * itself, and only "${" and "%{" begin code: https://developer.hashicorp.com/terraform/language/syntax/json
 */

export type Json = string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A reference as a string: `arn:aws:s3:::b/*`, `${aws_sns_topic.orders.arn}`, `${var.bucket_arn}/*`. */
export function printJsonReference(reference: Reference): string {
  const parts: readonly (Literal | Expression)[] = reference.kind === "join" ? reference.parts : [reference];
  return parts
    .map((part, index) => {
      if (part.kind === "expression") return `\${${part.code}}`;
      if (parts[index + 1]?.kind !== "expression") return escapeJsonText(part.text);
      // A "$" just before an expression would make an escape of its "${".
      const [, text = "", signs = ""] = /^(.*?)(\$*)$/s.exec(part.text) ?? [];
      return escapeJsonText(text) + (signs === "" ? "" : asCode(signs));
    })
    .join("");
}

/** Text that means the same text. */
export function escapeJsonText(text: string): string {
  return text.replace(/[$%]*\r|([$%]*)([$%#&!@])\{(TfToken\[)?/g, (all, run?: string, sign?: string, token?: string) => {
    // Behind a carriage return terraform sees no "${".
    if (run === undefined || sign === undefined) return asCode(all);
    // What cdktf would take for a token of its own; and "$$${", where one sign more would be another thing.
    if (token !== undefined || run.endsWith(sign)) return asCode(all);
    return sign === "$" || sign === "%" ? `${run}${sign}${sign}{` : all;
  });
}

/** Text as a string in an expression, where a character can be written as its number. */
function asCode(text: string): string {
  const characters = [...text].map((character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`);
  return `\${"${characters.join("")}"}`;
}

/** A value as Terraform's JSON form has it. https://developer.hashicorp.com/terraform/language/syntax/json */
export function printValue(value: Value): Json {
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(printValue);
  if (value.kind !== "map") return printJsonReference(value);
  // Terraform reads the keys of a map as it reads its values.
  return Object.fromEntries(value.entries.map(({ key, value: inner }) => [escapeJsonText(key), printValue(inner)]));
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

/** The arguments of a block by name; blocks of one name are a list, in their order. */
export function printBody(body: readonly Argument[]): JsonObject {
  const printed: Record<string, Json> = {};
  for (const argument of body) {
    if (argument.kind === "attribute") printed[argument.name] = printValue(argument.value);
    else printed[argument.name] = [...((printed[argument.name] as readonly Json[] | undefined) ?? []), printBody(argument.body)];
  }
  return printed;
}
