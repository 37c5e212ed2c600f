import type { Expression, Literal, Reference } from "../../grants.ts";
import { join, literal, outlineText, partsOf } from "../../iam/arn.ts";
import { beginsWithSlash } from "../../iam/terraform-types.ts";
import { fieldsOf } from "./arn-field.ts";
import type { ArnQuestion } from "./arn-question.ts";

/** Paths in ARNs, where an expression may bring its own slash: there is one between a method and its path, never two. */

/** The text without the slash before an expression that begins with one. */
export function withoutSecondSlash(reference: Reference): Reference {
  const parts = partsOf(reference);
  const doubled = (index: number) => {
    const next = parts[index + 1];
    return next?.kind === "expression" && beginsWithSlash(next.code);
  };
  if (!parts.some((_, index) => doubled(index))) return reference;
  return join(
    ...parts.map((part, index) => (part.kind === "literal" && doubled(index) ? literal(part.text.replace(/\/+$/, "")) : part)),
  );
}

/**
 * The text with a slash before each expression that begins with one, so that it has the shape of an ARN; `withoutSecondSlash`
 * takes it away. Of an expression right behind a method, nothing else makes sense: `…/GET${var.path}`.
 */
export function withFirstSlash(reference: Reference, { of }: ArnQuestion, begun = ""): Reference {
  const known = divided(reference, (_, { code }) => beginsWithSlash(code));
  if (Object.values(of.fields).every(({ made }) => made === undefined)) return known;
  const matches = (text: Reference) => of.forms.some((form) => fieldsOf(begun + outlineText(text), form, of) !== null);
  if (matches(known)) return known;
  const tried = divided(known, (before) => /\/([A-Z]+|\*)$/.test(before));
  return matches(tried) ? tried : known;
}

function divided(reference: Reference, begins: (before: string, expression: Expression) => boolean): Reference {
  const parts: (Literal | Expression)[] = [];
  for (const part of partsOf(reference)) {
    const before = parts.at(-1);
    if (part.kind === "expression" && begins(before?.kind === "literal" ? before.text : "", part)) parts.push(literal("/"));
    parts.push(part);
  }
  return join(...parts);
}
