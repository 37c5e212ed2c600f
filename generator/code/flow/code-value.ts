import type { CallExpr, ClassNode, Expr, FunctionNode, Module } from "../syntax/module.ts";

/** Text as far as it is known: characters, the value of an environment variable, or something that is known only at run time. */
export type TextPart = { readonly text: string } | { readonly env: string } | { readonly unknown: true };

/** One step away from what a library gives. */
export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "index"; readonly key: string | null }
  | { readonly kind: "item" }
  | { readonly kind: "call"; readonly call: CallExpr };

/** What an expression may be. */
export type Value =
  | { readonly kind: "text"; readonly parts: readonly TextPart[] }
  /** A name of a library, or of the language (`global`), and the way from there: `boto3` `.client` `("s3")`. */
  | { readonly kind: "external"; readonly from: string; readonly steps: readonly Step[] }
  | { readonly kind: "module"; readonly module: Module }
  | { readonly kind: "function"; readonly made: FunctionNode }
  | { readonly kind: "class"; readonly made: ClassNode }
  /** With the call that makes it, where one is seen. */
  | { readonly kind: "instance"; readonly of: ClassNode; readonly made: CallExpr | null }
  | { readonly kind: "map"; readonly expr: Extract<Expr, { kind: "map" }> }
  | { readonly kind: "list"; readonly expr: Extract<Expr, { kind: "list" }> };

export type ExternalValue = Extract<Value, { kind: "external" }>;

/** Several readings of one name are told apart; more than this many say no more than the first. */
export const mostValues = 12;

/** A way from a library that is longer is none that a person follows. */
const longestWay = 16;

/** One step further from a library's name; empty where the way is too long. */
export function further(value: ExternalValue, step: Step): readonly ExternalValue[] {
  return value.steps.length >= longestWay ? [] : [{ ...value, steps: [...value.steps, step] }];
}

/** What a library's value is called in full: `global.Object.freeze`, `collections.namedtuple()`; node's own modules without `node:`. */
export function wayOf({ from, steps }: ExternalValue): string {
  const words = steps.map((step) => (step.kind === "member" ? `.${step.name}` : step.kind === "call" ? "()" : "[]"));
  return [from.replace(/^node:/, ""), ...words].join("");
}

/** No name or ARN of AWS's is longer; a text that is put together from itself has no end. */
const longestText = 4_096;
const mostParts = 64;

/** The parts of a text, neighbours joined; what is longer than any name ends with what only the run knows. */
export function joinedParts(parts: readonly TextPart[]): readonly TextPart[] {
  const made: TextPart[] = [];
  let left = longestText;
  for (const part of parts) {
    left -= "text" in part ? part.text.length : 0;
    if (left < 0 || made.length === mostParts) return [...made, { unknown: true }];
    const last = made.at(-1);
    if (last !== undefined && "text" in last && "text" in part) made[made.length - 1] = { text: last.text + part.text };
    else if (!("text" in part) || part.text !== "") made.push(part);
  }
  return made;
}

/** The characters of a text that is known whole. */
export function knownCharacters(parts: readonly TextPart[]): string | null {
  if (parts.length === 0) return "";
  const [only] = parts;
  return parts.length === 1 && only !== undefined && "text" in only ? only.text : null;
}
