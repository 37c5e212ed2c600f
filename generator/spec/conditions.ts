import { error } from "../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import type { Mapping } from "./node.ts";
import { someAt } from "./shape.ts";
import { compareText, type Reading, readText } from "./value.ts";

/** Conditions as IAM has them, operator by key, sorted and without repeats. Their operators and keys are checked where the actions are known. */
export function readConditions(mapping: Mapping | undefined, reading: Reading): readonly Condition[] {
  const conditions = (mapping?.entries ?? []).flatMap(({ key: operator, value }) =>
    value.kind !== "mapping"
      ? []
      : value.entries.map(({ key: variable }): Condition => {
          const values = someAt(value, variable).flatMap((scalar) => {
            const read = readText(scalar, reading, "policy");
            // aws_iam_policy_document turns "&{" into "${", which would make a variable of a text.
            if (read !== null && textOf(read).includes("&{")) {
              reading.diagnostics.push(
                error(
                  "invalid-expression",
                  scalar.span,
                  'Terraform would turn "&{" into "${" here',
                  "write `?{` and let the wildcard stand for the &, with a Like operator",
                ),
              );
            }
            return read === null ? [] : [read];
          });
          return { operator, variable, values: unique(values) };
        }),
  );
  return conditions.sort((a, b) => compareText(a.operator, b.operator) || compareText(a.variable, b.variable));
}

/** Sorted by their text, each once. */
export function unique(references: readonly Reference[]): readonly Reference[] {
  const byText = new Map(references.map((reference) => [textOf(reference), reference]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, reference]) => reference);
}
