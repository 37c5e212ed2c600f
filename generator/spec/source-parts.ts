import { error } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { fillArn, join, literal } from "../iam/arn.ts";
import type { ArnSource, Form } from "../sources/source.ts";
import { nameOf } from "./label.ts";
import { describe, type Mapping } from "./node.ts";
import { writeField } from "./source-field.ts";
import { partsHint } from "./source-hints.ts";
import { type Reading, readText } from "./value.ts";

/** A source as a spec names it: by ARN, expression, short name or parts. */
export interface SourceValue {
  readonly arn: Reference;
  /** Which of the source's forms it has; null where only Terraform knows. */
  readonly form: number | null;
  /** What a person calls it, in comments and labels. */
  readonly name: string;
}

/** Reads the parts as a mapping: `{bus: orders, rule: paid}`; null after a mistake. */
export function readParts(mapping: Mapping, key: string, source: ArnSource, reading: Reading): SourceValue | null {
  const given = new Map(mapping.entries.map((entry) => [entry.key, entry]));
  const known = new Set(source.forms.flatMap((form) => Object.keys(form.parts)));
  const before = reading.diagnostics.length;
  for (const { key: part, keySpan } of mapping.entries) {
    if (!known.has(part))
      reading.diagnostics.push(error("unknown-key", keySpan, `\`${key}\` has no part \`${part}\``, partsHint(key, source)));
  }
  const form = source.forms.find(
    ({ parts }) => Object.keys(parts).length === given.size && Object.keys(parts).every((part) => given.has(part)),
  );
  if (form === undefined) {
    if (reading.diagnostics.length === before) {
      reading.diagnostics.push(
        error("missing-key", mapping.span, `these are not the parts that name one \`${key}\``, partsHint(key, source)),
      );
    }
    return null;
  }
  const values: Record<string, Reference> = {};
  let chosen: Form = form;
  for (const [part, variable] of Object.entries(form.parts)) {
    const field = source.fields[variable];
    const node = given.get(part)?.value;
    if (field === undefined || node === undefined) continue;
    if (node.kind !== "text" && node.kind !== "number") {
      reading.diagnostics.push(error("wrong-type", node.span, `\`${part}\` takes a text, not ${describe(node)}`));
      continue;
    }
    const value = readText(node, reading, "argument");
    if (value === null) continue;
    if (value.kind === "literal" && value.text === field.implied)
      chosen = source.forms.find((other) => !(part in other.parts)) ?? form;
    const written = writeField(value, field, node, reading);
    if (written !== null) values[variable] = written;
  }
  if (reading.diagnostics.length > before) return null;
  const variables = Object.values(chosen.parts);
  return {
    arn: join(fillArn(chosen.arn, reading.home, values), source.suffix ?? ""),
    form: source.forms.indexOf(chosen),
    name: variables.map((variable) => nameOf(values[variable] ?? literal(""))).join("/"),
  };
}
