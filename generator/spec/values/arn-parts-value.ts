import { error } from "../../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../../grants.ts";
import { fillArn, literal, outlineText, partsOf } from "../../iam/arn.ts";
import type { ArnKind, Form } from "../../sources/source.ts";
import { describe, type Mapping } from "../yaml/yaml-node.ts";
import { refill, writeField } from "./arn-field.ts";
import type { ArnAnswer, ArnQuestion } from "./arn-question.ts";
import { nameOf } from "./label.ts";
import { type Reading, readGuard } from "./value.ts";

/** Reads the parts as a mapping: `{bus: orders, rule: paid}`; null after a mistake (missing-key, unknown-key, wrong-type, …). */
export function readParts(mapping: Mapping, question: Omit<ArnQuestion, "node">): ArnAnswer | null {
  const { of, key, reading } = question;
  const given = new Map(mapping.entries.map((entry) => [entry.key, entry]));
  const form = chooseForm(mapping, key, of, reading);
  if (form === null) return null;
  const before = reading.diagnostics.length;
  const values: Record<string, Reference> = {};
  let chosen: Form = form;
  for (const [part, variable] of Object.entries(form.parts)) {
    const field = of.fields[variable];
    const node = given.get(part)?.value;
    if (field === undefined || node === undefined) continue;
    if (node.kind !== "text" && node.kind !== "number") {
      reading.diagnostics.push(error("wrong-type", node.span, `\`${part}\` takes a text, not ${describe(node)}`));
      continue;
    }
    const value = readGuard(node, reading);
    if (value === null) continue;
    if (value.kind === "literal" && value.text === field.implied)
      chosen = of.forms.find((other) => !(part in other.parts)) ?? form;
    const written = writeField(outlineText(value), field, { ...question, node });
    if (written !== null) values[variable] = refill(written, expressionsOf(value));
  }
  if (reading.diagnostics.length > before) return null;
  return {
    arn: fillArn(chosen.arn, reading.home, values),
    form: of.forms.indexOf(chosen),
    name: Object.values(chosen.parts)
      .map((variable) => nameOf(values[variable] ?? literal("")))
      .join("/"),
    fields: values,
  };
}

/** The Terraform expressions in a reference. */
export function expressionsOf(value: Reference): readonly Expression[] {
  return partsOf(value).filter((part): part is Expression => part.kind === "expression");
}

/** The form that has exactly the given parts. */
function chooseForm(mapping: Mapping, key: string, of: ArnKind, reading: Reading): Form | null {
  const known = new Set(of.forms.flatMap(({ parts }) => Object.keys(parts)));
  const given = new Set(mapping.entries.map((entry) => entry.key));
  const hint = `write ${of.forms.map(({ parts }) => `${key}: {${Object.keys(parts).join(", ")}}`).join(" or ")}`;
  const unknown = mapping.entries.filter((entry) => !known.has(entry.key));
  for (const { key: part, keySpan } of unknown)
    reading.diagnostics.push(error("unknown-key", keySpan, `\`${key}\` has no part \`${part}\``, hint));
  const form = of.forms.find(
    ({ parts }) => Object.keys(parts).length === given.size && Object.keys(parts).every((part) => given.has(part)),
  );
  if (form !== undefined) return form;
  if (unknown.length > 0) return null;
  // The form that lacks least of what is there and least beside it.
  const [least] = of.forms
    .map(({ parts }) => ({
      missing: Object.keys(parts).filter((part) => !given.has(part)),
      extra: [...given].filter((part) => !(part in parts)),
    }))
    .sort((a, b) => a.extra.length + a.missing.length - b.extra.length - b.missing.length);
  const wrong =
    least === undefined || least.extra.length > 0
      ? `\`${least?.extra.join("` and `")}\` does not go with the other parts`
      : `\`${least.missing.join("` and `")}\` ${least.missing.length === 1 ? "is" : "are"} missing`;
  reading.diagnostics.push(error("missing-key", mapping.span, wrong, hint));
  return null;
}
