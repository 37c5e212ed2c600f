import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../../grants.ts";
import { literal, partsOf, textOf } from "../../iam/arn.ts";
import type { AskedCondition } from "../../iam/asked.ts";
import { unknownVariable } from "../../iam/conditions/policy-variables.ts";
import { beyondPolicies } from "../../iam/policy-characters.ts";
import { compareText, onceInOrder } from "../../text-order.ts";
import { nodesAt, someAt } from "../language/at-key.ts";
import { readSymbols, type Session } from "../values/value.ts";
import type { Scalar, YamlEntry, YamlMapping } from "../yaml/yaml-node.ts";

/** Conditions as the spec writes them, operator by key, each with its place. What they mean is judged where their statement is known. */
export function readConditions(mapping: YamlMapping | undefined, session: Session): readonly AskedCondition[] {
  return (mapping?.entries ?? []).flatMap(({ key: operator, keySpan, value }) =>
    value.kind !== "mapping"
      ? []
      : value.entries
          .filter((entry) => isForPolicies(entry, session))
          .map(({ key: variable, keySpan: variableSpan }) => {
            const values = someAt(value, variable).flatMap((scalar) => {
              const read = readConditionValue(scalar, session);
              return read === null ? [] : [{ value: read, span: scalar.span }];
            });
            return {
              operator: { value: operator, span: keySpan },
              variable: { value: variable, span: variableSpan },
              values,
              unread: values.length === 0 || values.length < nodesAt(value, variable).length,
            };
          }),
  );
}

/** One value of a condition; null after a mistake, which is then reported. */
function readConditionValue(scalar: Scalar, session: Session): Reference | null {
  // IAM writes its booleans in small letters.
  const read = scalar.flag === null ? readSymbols(scalar, session, "policy") : literal(String(scalar.flag));
  if (read === null) return null;
  const unknown = unknownVariable(textsOf(read));
  // aws_iam_policy_document turns "&{" into "${", which would make a variable of a text.
  const [message, hint] = textOf(read).includes("&{")
    ? ['Terraform would turn "&{" into "${" here', "write `?{` and let the wildcard stand for the &, with a Like operator"]
    : unknown === null
      ? []
      : [
          `IAM would read ${unknown} as a variable, and knows none of this name`,
          `where the text itself is meant, write \${$}${unknown.slice(1)}`,
        ];
  if (message === undefined) return read;
  session.diagnostics.push(error("invalid-expression", scalar.span, message, hint));
  return null;
}

/** False after a mistake in a key: a tag's may hold any letter, and a policy may not. */
function isForPolicies({ key, keySpan }: YamlEntry, session: Session): boolean {
  const refused = beyondPolicies(literal(key));
  if (refused !== null)
    session.diagnostics.push(error("value-out-of-range", keySpan, refused.message, "name the tag in letters of Latin-1"));
  return refused === null;
}

/** What of a value is text. */
function textsOf(read: Reference): string {
  return partsOf(read)
    .map((part) => (part.kind === "literal" ? part.text : ""))
    .join("\n");
}

/** Conditions in the words of whoever wrote them. */
export function conditionsAsWritten(asked: readonly AskedCondition[]): readonly Condition[] {
  return asked.map(({ operator, variable, values }) => ({
    operator: operator.value,
    variable: variable.value,
    values: values.map(({ value }) => value),
  }));
}

/** One operator and key twice (in another case) would be one condition with more values: wider, and not what is written. */
export function* repeatedConditions(asked: readonly AskedCondition[]): Generator<Diagnostic> {
  const seen = new Set<string>();
  for (const { operator, variable } of asked) {
    const key = `${operator.value}\n${variable.value}`.toLowerCase();
    if (seen.has(key)) {
      yield error(
        "duplicate-key",
        variable.span,
        `${operator.value} on "${variable.value}" stands here twice`,
        "put the values into one list",
      );
    }
    seen.add(key);
  }
}

/** Sorted by operator and key, values sorted and without repeats. */
export function conditionsInOrder(conditions: readonly Condition[]): readonly Condition[] {
  return conditions
    .map((condition) => ({ ...condition, values: onceInOrder(condition.values, textOf) }))
    .sort((a, b) => compareText(a.operator, b.operator) || compareText(a.variable, b.variable));
}
