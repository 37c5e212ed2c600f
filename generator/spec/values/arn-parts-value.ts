import { error, isError } from "../../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../../grants.ts";
import { expression, fillArn, join, literal, outlineText, partsOf } from "../../iam/arn.ts";
import { misplaced } from "../../iam/embedded.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { ArnKind, Form } from "../../sources/source.ts";
import { describe, type YamlMapping } from "../yaml/yaml-node.ts";
import { made, refill, writeField } from "./arn-field.ts";
import { type ArnAnswer, type ArnQuestion, isOtherKind } from "./arn-question.ts";
import { spokenName } from "./label.ts";
import { readGuard, type Session } from "./value.ts";

/** Reads the parts as a mapping: `{bus: orders, rule: paid}`; null after a mistake (missing-key, unknown-key, wrong-type, …). */
export function readParts(mapping: YamlMapping, question: Omit<ArnQuestion, "node">): ArnAnswer | null {
  const { of, key, session } = question;
  const given = new Map(mapping.entries.map((entry) => [entry.key, entry]));
  const form = chooseForm(mapping, key, of, session);
  if (form === null) return null;
  const before = session.diagnostics.length;
  const values: Record<string, Reference> = {};
  const names: Record<string, string> = {};
  let chosen: Form = form;
  for (const [part, variable] of Object.entries(form.parts)) {
    const field = of.fields[variable];
    const node = given.get(part)?.value;
    const absent = node === undefined ? form.absent?.[part] : undefined;
    if (absent !== undefined) {
      values[variable] = literal(absent);
      names[variable] = absent;
    }
    if (field === undefined || node === undefined) continue;
    if (node.kind !== "text" && node.kind !== "number") {
      session.diagnostics.push(error("wrong-type", node.span, `\`${part}\` takes a text, not ${describe(node)}`));
      continue;
    }
    const value = readGuard(node, session);
    if (value === null || isOtherKind(value, { ...question, node })) continue;
    const wrong = headOf(value, of) === null ? misplaced(value, true) : null;
    if (wrong !== null) session.diagnostics.push(error("resource-type-mismatch", node.span, wrong.message, wrong.hint));
    if (value.kind === "literal" && value.text === field.implied?.value)
      chosen = of.forms.find((other) => !(part in other.parts)) ?? form;
    const written = writeField(outlineText(value), field, { ...question, node });
    if (written === null) continue;
    const expressions = expressionPartsOf(value);
    values[variable] = refill(written, made({ [variable]: written }, expressions, of));
    // What people call it is what they wrote.
    names[variable] = spokenName(refill(written, expressions));
  }
  if (session.diagnostics.slice(before).some(isError)) return null;
  return {
    arn: fillParts(chosen, of, values, session),
    form: of.forms.indexOf(chosen),
    name: Object.values(chosen.parts)
      .map((variable) => names[variable] ?? "")
      .join("/"),
    fields: values,
  };
}

/** Where a resource has an attribute that begins the ARN, that begins it: it says its region and account, too. */
function fillParts({ arn, parts }: Form, of: ArnKind, values: Readonly<Record<string, Reference>>, session: Session): Reference {
  const [first = ""] = Object.values(parts);
  const value = values[first];
  const head = value === undefined ? null : headOf(value, of);
  if (head === null) return fillArn(arn, session.home, values);
  const rest = arn.slice(arn.indexOf(`\${${first}}`) + `\${${first}}`.length);
  return join(head, fillArn(rest, session.home, values));
}

/** The attribute that begins the ARN of what this one names; null where there is none. */
function headOf(value: Reference, { heads }: ArnKind): Expression | null {
  const traversal = value.kind === "expression" ? traversalOf(value.code) : null;
  const attribute = traversal === null ? undefined : heads?.[`${traversal.terraformType}.${traversal.attribute}`];
  return traversal === null || attribute === undefined ? null : expression(`${traversal.resource}.${attribute}`);
}

/** Every key that the parts of an ARN may have. */
export function partKeys({ forms }: ArnKind): readonly string[] {
  return forms.flatMap(({ parts, told }) => [...Object.keys(parts), ...(told === undefined ? [] : [told.by])]);
}

/** The Terraform expressions in a reference. */
export function expressionPartsOf(value: Reference): readonly Expression[] {
  return partsOf(value).filter((part): part is Expression => part.kind === "expression");
}

/** The form that has exactly the given parts, but for those that may be left out. */
function chooseForm(mapping: YamlMapping, key: string, of: ArnKind, session: Session): Form | null {
  const forms = of.forms.filter(({ all }) => all !== true);
  const known = new Set(forms.flatMap(({ parts }) => Object.keys(parts)));
  const given = new Set(mapping.entries.map((entry) => entry.key));
  const words = forms.flatMap(({ parts, absent, told }) => {
    const names = Object.keys(parts).filter((part) => absent?.[part] === undefined);
    return [`${key}: {${names.join(", ")}}`, ...(told === undefined ? [] : [`${key}: {${told.by}: ARN}`])];
  });
  const hint = `write ${words.join(" or ")}`;
  const unknown = mapping.entries.filter((entry) => !known.has(entry.key));
  for (const { key: part, keySpan } of unknown)
    session.diagnostics.push(error("unknown-key", keySpan, `\`${key}\` has no part \`${part}\``, hint));
  const missingOf = ({ parts, absent }: Form) =>
    Object.keys(parts).filter((part) => !given.has(part) && absent?.[part] === undefined);
  const form = forms.find((one) => missingOf(one).length === 0 && [...given].every((part) => part in one.parts));
  if (form !== undefined) return form;
  if (unknown.length > 0) return null;
  // The form that lacks least of what is there and least beside it.
  const [least] = forms
    .map((one) => ({ missing: missingOf(one), extra: [...given].filter((part) => !(part in one.parts)) }))
    .sort((a, b) => a.extra.length + a.missing.length - b.extra.length - b.missing.length);
  const wrong =
    least === undefined || least.extra.length > 0
      ? `\`${least?.extra.join("` and `")}\` does not go with the other parts`
      : `\`${least.missing.join("` and `")}\` ${least.missing.length === 1 ? "is" : "are"} missing`;
  session.diagnostics.push(error("missing-key", mapping.span, wrong, hint));
  return null;
}
