import type { Reference } from "../../grants.ts";
import { expression, join, partsOf, textOf } from "../../iam/arn.ts";

/**
 * Texts of what is adopted. A text from outside is text, whatever stands in it: `${var.x}` is eight characters. A Terraform expression
 * stands in a text between two marks, and only what is made here has them: they are halves of surrogate pairs, which no file can hold.
 * In a whole pair such a half is no mark, hence the `u`.
 */
const [begin, end] = ["\udc00", "\udc01"];
const marked = /\udc00([^\udc01]*)\udc01/u;

/** The same value with each text of it changed, keys of mappings too. */
export function withTexts<T>(value: T, change: (text: string) => string): T {
  const of = (one: unknown): unknown => {
    if (typeof one === "string") return change(one);
    if (Array.isArray(one)) return one.map(of);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, within]) => [change(key), of(within)]));
  };
  return of(value) as T;
}

/** More mappings and lists within each other than any state or template has; all that reads them may go down into them. */
const deepest = 200;

/** Said of what is. */
export const tooDeep = `it is nested more than ${deepest} levels deep, which no state and no template is: give what Terraform or AWS printed`;

function isDeeper(value: unknown, than: number): boolean {
  return (
    typeof value === "object" && value !== null && (than === 0 || Object.values(value).some((one) => isDeeper(one, than - 1)))
  );
}

/**
 * A value from outside, in which no text has a mark: half of a pair becomes what it would become in any file. Throws where it is nested
 * without end.
 */
export function foreign<T>(value: T): T {
  if (isDeeper(value, deepest)) throw new Error(tooDeep);
  return withTexts(value, (text) => text.replaceAll(/\p{Cs}/gu, "\ufffd"));
}

/** JSON from outside; throws where it is none, or nested without end. */
export function foreignJson(text: string): unknown {
  return foreign(JSON.parse(text) as unknown);
}

/** Why a text from outside could not be read: a parser that went down into it until its stack was full says nothing of the text. */
export function whyNotRead(thrown: unknown): string {
  return thrown instanceof RangeError ? tooDeep : thrown instanceof Error ? thrown.message : String(thrown);
}

/** A Terraform variable as a text. No name of one holds code. */
export function variable(name: string): string {
  return `${begin}var.${name.replaceAll(/\W+/g, "_")}${end}`;
}

/** What stands behind the last slash of a text that is one expression; null of any other. */
export function lastOfPath(text: string): string | null {
  const reference = referenceFromText(text);
  return reference.kind === "expression" ? `${begin}reverse(split("/", ${reference.code}))[0]${end}` : null;
}

/** A text as a reference: its text, and the expressions in it. */
export function referenceFromText(text: string): Reference {
  return join(...text.split(marked).map((part, index) => (index % 2 === 0 ? part : expression(part))));
}

/** Whether only Terraform knows some of a text. */
export function hasExpression(text: string): boolean {
  return marked.test(text);
}

/** Whether only Terraform knows all of a text. */
export function holdsExpression(text: string): boolean {
  return referenceFromText(text).kind === "expression";
}

/** Whether only Terraform knows how a text begins. */
export function beginsWithExpression(text: string): boolean {
  return partsOf(referenceFromText(text))[0]?.kind === "expression";
}

/** Whether a value is one text, or what CloudFormation takes for one. */
export function isWord(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** Whether a value is a text of which all is known. */
export function isKnown(value: unknown): value is string {
  return typeof value === "string" && !hasExpression(value);
}

/** A value as people read it: an expression stands in it as `${code}`. */
export function shown<T>(value: T): T {
  return withTexts(value, (text) => textOf(referenceFromText(text)));
}
