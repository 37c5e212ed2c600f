import { error } from "../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../grants.ts";
import { HOLE, hasHole, join, literal, outlineOf, outlineText, partsOf, textOf, withoutHoles } from "../iam/arn.ts";
import type { ArnSource, Field, Form } from "../sources/source.ts";
import type { Scalar } from "./node.ts";
import type { Reading } from "./value.ts";

/** The variables of a source's ARN pattern: which text each takes, and how it is written into the ARN. */

/** A part as the spec gives it, as the ARN has it; null after a mistake (invalid-arn, unsupported-source). */
export function writeField(value: Reference, field: Field, node: Scalar, reading: Reading): Reference | null {
  const text = outlineText(value);
  const fail = (code: "invalid-arn" | "unsupported-source", message: string, hint?: string) => {
    reading.diagnostics.push(error(code, node.span, message, hint));
    return null;
  };
  const { refused, name, most } = field;
  if (refused?.when.test(text) === true && !hasHole(text)) return fail("unsupported-source", refused.message, refused.hint);
  if (!fits(text, field)) {
    const long = most !== undefined && withoutHoles(text).length > most;
    return fail(
      "invalid-arn",
      long ? `a ${name} has at most ${most} characters` : `"${textOf(value)}" is no ${name} that AWS gives`,
    );
  }
  const holes = partsOf(value).filter((part): part is Expression => part.kind === "expression");
  return refill(field.written?.(text) ?? text, holes);
}

/** True where the known characters of a value are such as AWS takes; wildcards and expressions may stand for any. */
export function fits(text: string, field: Field | undefined): boolean {
  if (field === undefined || (text === "" && field.empty !== true)) return false;
  const known = withoutHoles(text).replace(/[*?]/g, "");
  if (known.length > (field.most ?? known.length)) return false;
  if (field.slashes !== true && /[/:]/.test(known)) return false;
  return field.characters.test(known) && (known !== text || field.shape === undefined || field.shape.test(text));
}

/** The variables of a pattern's resource part (`rule/${EventBusName}/${RuleName}`) in a resource part. */
export function fieldsOf(text: string, pattern: string, source: ArnSource): Record<string, string> | null {
  const names: string[] = [];
  const expression = pattern
    .split(/(\$\{\w+\})/)
    .map((piece) => {
      const name = /^\$\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      names.push(name);
      return source.fields[name]?.slashes === true ? "(.*)" : "([^/]+)";
    })
    .join("");
  const found = new RegExp(`^${expression}$`, "u").exec(text);
  return found === null ? null : Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

export function resourceOf(form: Form): string {
  return outlineOf(literal(form.arn))?.resource ?? "";
}

/** Puts expressions back where their holes are, in order. */
export function refill(text: string, expressions: readonly Expression[]): Reference {
  const pieces = text.split(HOLE);
  return join(
    ...pieces.flatMap((piece, index) => [piece, ...(index < pieces.length - 1 ? [expressions[index] ?? literal("")] : [])]),
  );
}
