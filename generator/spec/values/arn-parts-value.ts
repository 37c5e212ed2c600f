import { error } from "../../diagnostics/diagnostic.ts";
import type { Expression, Reference } from "../../grants.ts";
import { fillArn, literal, outlineText, partsOf } from "../../iam/arn.ts";
import type { ArnKind, Form } from "../../sources/source.ts";
import { describe, type YamlMapping } from "../yaml/yaml-node.ts";
import { refill, writeField } from "./arn-field.ts";
import type { ArnAnswer, ArnQuestion } from "./arn-question.ts";
import { nameOf } from "./label.ts";
import { readGuard, type Session } from "./value.ts";

/** Reads the parts as a mapping: `{bus: orders, rule: paid}`; null after a mistake (missing-key, unknown-key, wrong-type, …). */
export function readParts(mapping: YamlMapping, question: Omit<ArnQuestion, "node">): ArnAnswer | null {
  const { of, key, session } = question;
  const given = new Map(mapping.entries.map((entry) => [entry.key, entry]));
  const form = chooseForm(mapping, key, of, session);
  if (form === null) return null;
  const before = session.diagnostics.length;
  const values: Record<string, Reference> = {};
  let chosen: Form = form;
  for (const [part, variable] of Object.entries(form.parts)) {
    const field = of.fields[variable];
    const node = given.get(part)?.value;
    if (field === undefined || node === undefined) continue;
    if (node.kind !== "text" && node.kind !== "number") {
      session.diagnostics.push(error("wrong-type", node.span, `\`${part}\` takes a text, not ${describe(node)}`));
      continue;
    }
    const value = readGuard(node, session);
    if (value === null) continue;
    if (value.kind === "literal" && value.text === field.implied)
      chosen = of.forms.find((other) => !(part in other.parts)) ?? form;
    const written = writeField(outlineText(value), field, { ...question, node });
    if (written !== null) values[variable] = refill(written, expressionsOf(value));
  }
  if (session.diagnostics.length > before) return null;
  return {
    arn: fillArn(chosen.arn, session.home, values),
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
function chooseForm(mapping: YamlMapping, key: string, of: ArnKind, session: Session): Form | null {
  const known = new Set(of.forms.flatMap(({ parts }) => Object.keys(parts)));
  const given = new Set(mapping.entries.map((entry) => entry.key));
  const hint = `write ${of.forms.map(({ parts }) => `${key}: {${Object.keys(parts).join(", ")}}`).join(" or ")}`;
  const unknown = mapping.entries.filter((entry) => !known.has(entry.key));
  for (const { key: part, keySpan } of unknown)
    session.diagnostics.push(error("unknown-key", keySpan, `\`${key}\` has no part \`${part}\``, hint));
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
  session.diagnostics.push(error("missing-key", mapping.span, wrong, hint));
  return null;
}
