import { warning } from "../../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../../grants.ts";
import { HOLE, hasHole, join, literal, NAME, outlineOf, outlineText, partsOf, splitArn, withoutHoles } from "../../iam/arn.ts";
import { inPattern } from "../../iam/glob.ts";
import { article } from "../../iam/reference/wording.ts";
import { beginsWithSlash, isOneName, traversalOf } from "../../iam/terraform-types.ts";
import type { ArnKind, Field, Form, Refusal } from "../../sources/source.ts";
import { type ArnQuestion, refuseArn, shapesInWords } from "./arn-question.ts";

/** The variables of an ARN's pattern: which text each takes, and how it is written into the ARN. */

/** True where the known characters of a value are such as AWS takes; wildcards and expressions may stand for any. */
export function fits(text: string, field: Field | undefined): boolean {
  return field !== undefined && misfit(text, field) === null;
}

/** Why a value is none of the field's, in words; null where it is one. */
function misfit(text: string, field: Field): string | null {
  const { name, takes, most, shape, empty, slashes } = field;
  const known = withoutHoles(text).replace(/[*?]/g, "");
  if (text === "") return empty === true ? null : `${article(name)} cannot be empty`;
  if (most !== undefined && known.length > most)
    return `${article(name)} has at most ${most} characters, this one has ${known.length}`;
  if (!takes.test.test(known) || (slashes !== true && /[/:]/.test(known))) return `${article(name)} takes ${takes.words}`;
  return known === text && shape !== undefined && !shape.test.test(text) ? `${article(name)} takes ${shape.words}` : null;
}

/** A part of an ARN as AWS writes it; null after a mistake (invalid-arn, unsupported-source, missing-guard, broad-resource). */
export function writeField(text: string, field: Field, question: ArnQuestion, hint?: string): string | null {
  const { refused, written, any, wide, doubtful } = field;
  const wrong = misfit(text, field);
  const refusal = hasHole(text) || /^[*?]+$/.test(text) ? undefined : refused?.find(({ when }) => when.test(text));
  if (refusal !== undefined) {
    const [message, asked] = saidOf(refusal, text);
    const own = asked.replace("NAME-??????", () => (question.wildcards === "none" ? "the whole ARN" : `${text}-??????`));
    return refuseArn(question, refusal.code ?? "unsupported-source", message, own);
  }
  if (wrong !== null) return refuseArn(question, "invalid-arn", wrong, hint);
  const { noun } = question.of;
  if (/[*?]/.test(text) && question.wildcards === "none")
    return refuseArn(
      question,
      "broad-resource",
      `\`${question.key}\` names one ${noun}; a wildcard names none`,
      `write the name of the ${noun}`,
    );
  if (/^[*?]+$/.test(text) && any !== true)
    return refuseArn(
      question,
      "missing-guard",
      `this would let every ${noun} there invoke the function`,
      `name the ${noun} that should, or a part of its name`,
    );
  if (wide !== undefined && /^[*?/]*[*?][*?/]*$/.test(text))
    question.session.diagnostics.push(warning("whole-api", question.node.span, wide.message, wide.hint));
  const doubt = hasHole(text) || /[*?]/.test(text) ? undefined : doubtful?.find(({ unless }) => !unless.test(text));
  if (doubt !== undefined) {
    const message = doubt.message.replace("${value}", () => text);
    question.session.diagnostics.push(warning(doubt.code, question.node.span, message, doubt.hint));
  }
  return written?.(text) ?? text;
}

function saidOf({ message, hint }: Refusal, text: string): readonly [message: string, hint: string] {
  return [message.replaceAll("${value}", () => text), hint.replaceAll("${value}", () => text)];
}

/** The variables of a pattern's resource part (`rule/${EventBusName}/${RuleName}`) in a resource part; null where it has another shape. */
export function fieldsOf(text: string, form: Form, { fields }: ArnKind): Record<string, string> | null {
  if (form.mappingOnly === true) return null;
  const names: string[] = [];
  const pieces = resourceOf(form).split(/(\$\{\w+\})/);
  const last = pieces.findLastIndex((piece) => piece.startsWith("${"));
  const expression = pieces
    .map((piece, index) => {
      const name = /^\$\{(\w+)\}$/.exec(piece)?.[1];
      if (name === undefined) return inPattern(piece);
      names.push(name);
      // What does not belong into the last one is found there, and said.
      return fields[name]?.slashes === true || index === last ? "(.*)" : "([^/]+)";
    })
    .join("");
  const found = new RegExp(`^${expression}$`, "u").exec(text);
  if (found === null || (form.all === true && !/^[*?/]+$/.test(found.at(-1) ?? ""))) return null;
  return Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

/** The resource part of a form's pattern. */
function resourceOf(form: Form): string {
  return outlineOf(literal(form.arn))?.resource ?? "";
}

/** What a resource part says: its form, its text as AWS writes it, and the name in it. */
interface Matched {
  readonly form: number;
  readonly resource: string;
  readonly name: string;
  /** The variables in their order, and the text of each. */
  readonly values: Readonly<Record<string, string>>;
}

/** The form of a resource part, in which holes stand for expressions; null after a mistake. */
export function matchResource(resource: string, question: ArnQuestion): Matched | null {
  const { of, key } = question;
  const text = of.suffix !== undefined && resource.endsWith(of.suffix) ? resource.slice(0, -of.suffix.length) : resource;
  let near: { readonly field: Field; readonly variable: string; readonly value: string } | null = null;
  for (const [index, form] of of.forms.entries()) {
    const values = fieldsOf(text, form, of);
    if (values === null) continue;
    const wrong = Object.entries(values).find(([variable, value]) => !fits(value, of.fields[variable]));
    if (wrong !== undefined) {
      near ??= { field: of.fields[wrong[0]] as Field, variable: wrong[0], value: wrong[1] };
      continue;
    }
    return writeAll(values, form, index, question);
  }
  if (near === null) {
    const elsewhere = of.refusedResources?.find(({ when }) => when.test(text));
    const [message, hint] =
      elsewhere === undefined ? ["this ARN names something else", shapesInWords(of)] : saidOf(elsewhere, text);
    return refuseArn(question, "resource-type-mismatch", `\`${key}\` takes ${article(of.noun)}; ${message}`, hint);
  }
  const { field, variable, value } = near;
  const known = withoutHoles(value).replace(/[*?]/g, "");
  const head = withoutHoles(value).split(/[/:]/)[0] ?? "";
  // "uploads/*" for a bucket, "orders:5f3c…" for a topic: a good ARN of something that lies in one.
  if (/[/:]/.test(known) && fits(known.replace(/[/:].*$/, ""), field) && misfit(known, field) !== null) {
    const hint = fits(head, field) ? shapesInWords(of, { variable, text: head }) : shapesInWords(of);
    return refuseArn(
      question,
      "resource-type-mismatch",
      `\`${key}\` takes ${article(of.noun)}; this ARN names something in one`,
      hint,
    );
  }
  writeField(value, field, question, shapesInWords(of));
  return null;
}

function writeAll(values: Record<string, string>, form: Form, index: number, question: ArnQuestion): Matched | null {
  const { of } = question;
  const names: string[] = [];
  for (const [variable, value] of Object.entries(values)) {
    const field = of.fields[variable] as Field;
    if (value === field.implied?.value) {
      const shorter = of.forms.find(({ parts }) => !Object.values(parts).includes(variable)) ?? form;
      const right = resourceOf(shorter).replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
      return refuseArn(
        question,
        "invalid-arn",
        `the ARN of ${article(of.noun)} does not name the bus "${value}", so this one never matches`,
        `write …:${right}`,
      );
    }
    const written = writeField(value, field, question);
    if (written === null) return null;
    values[variable] = written;
    names.push(field.random === undefined ? written : written.replace(field.random, ""));
  }
  return {
    form: index,
    resource: resourceOf(form).replace(/\$\{(\w+)\}/g, (_, variable: string) => values[variable] ?? ""),
    name: names.join("/"),
    values,
  };
}

/**
 * The part of an ARN that only Terraform knows, and the value of it that makes the ARN name nothing: a bus called `default` has no part
 * of its own. Null where there is none.
 */
export function impliedPart(arn: Reference, of: ArnKind): { readonly part: Expression; readonly value: string } | null {
  const last = splitArn(arn)?.at(-1);
  if (last === undefined) return null;
  const matches = of.forms.map((form) => fieldsOf(outlineText(last), form, of));
  const values = matches.find(
    (found) => found !== null && Object.entries(found).every(([name, text]) => fits(text, of.fields[name])),
  );
  const expressions = partsOf(last).filter((part): part is Expression => part.kind === "expression");
  for (const [name, part] of Object.entries(fieldReferences(values ?? {}, expressions))) {
    const implied = of.fields[name]?.implied;
    if (implied === undefined || part.kind !== "expression") continue;
    const traversal = traversalOf(part.code);
    const attribute = traversal === null || traversal.data ? "" : `${traversal.terraformType}.${traversal.attribute}`;
    if (!implied.never.includes(attribute)) return { part, value: implied.value };
  }
  return null;
}

/** Puts expressions back where their holes are, in order. */
export function refill(text: string, expressions: readonly Expression[]): Reference {
  const pieces = text.replaceAll(NAME, HOLE).split(HOLE);
  return join(
    ...pieces.flatMap((piece, index) => [piece, ...(index < pieces.length - 1 ? [expressions[index] ?? literal("")] : [])]),
  );
}

/** The expressions of a match, in the order of their holes, as Terraform makes the ARN's text of them. */
export function made(
  values: Readonly<Record<string, string>>,
  expressions: readonly Expression[],
  { fields }: Pick<ArnKind, "fields">,
): readonly Expression[] {
  let used = 0;
  return Object.entries(values).flatMap(([variable, text]) => {
    const pieces = text.replaceAll(NAME, HOLE).split(HOLE);
    const own = expressions.slice(used, used + pieces.length - 1);
    used += own.length;
    return own.map((expression, index): Expression => {
      const code = fields[variable]?.made?.(expression.code, pieces.slice(0, index + 1).join(HOLE));
      return code === undefined || beginsWithSlash(expression.code) || isOneName(expression.code)
        ? expression
        : { kind: "expression", code };
    });
  });
}

/** The variables of a match as references: expressions stand in the order of their holes. */
export function fieldReferences(
  values: Readonly<Record<string, string>>,
  expressions: readonly Expression[],
): Readonly<Record<string, Reference>> {
  let used = 0;
  return Object.fromEntries(
    Object.entries(values).map(([variable, text]) => {
      const holes = text.replaceAll(NAME, HOLE).split(HOLE).length - 1;
      const reference = refill(text, expressions.slice(used, used + holes));
      used += holes;
      return [variable, reference];
    }),
  );
}
