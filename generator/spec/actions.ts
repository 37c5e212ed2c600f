import { error } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { type Asked, judgeActions, type Placed } from "../iam/actions.ts";
import { textOf } from "../iam/arn.ts";
import { readConditions, unique } from "./conditions.ts";
import { actionEntryKeys } from "./language.ts";
import { nameRules, readLiteralName } from "./names.ts";
import { describe, entryOf, type Mapping, type Node, type Scalar } from "./node.ts";
import { checkKeys, mappingAt, scalarAt, someAt } from "./shape.ts";
import type { ActionEntry } from "./spec.ts";
import { type Reading, readText } from "./value.ts";

export interface ReadActions {
  readonly entry: ActionEntry;
  readonly asked: Asked;
}

/** Reads one entry of `actions` and has it judged by AWS's reference; null where it is no entry at all. */
export function readActions(node: Node, reading: Reading): ReadActions | null {
  if (node.kind !== "mapping") {
    reading.diagnostics.push(
      error(
        "wrong-type",
        node.span,
        `an entry of \`actions\` is a mapping, not ${describe(node)}`,
        "begin it with `- allow: s3:GetObject`",
      ),
    );
    return null;
  }
  const before = reading.diagnostics.length;
  reading.diagnostics.push(...checkKeys(node, actionEntryKeys, "actions", node.entries[0]?.keySpan ?? node.span));
  const sidNode = scalarAt(node, "sid");
  const sid = sidNode === undefined ? null : readLiteralName(sidNode, nameRules.sid, reading);
  const broadNode = scalarAt(node, "broad");
  if (broadNode !== undefined && broadNode.text.trim() === "") {
    reading.diagnostics.push(error("missing-why", broadNode.span, "`broad` takes the reason why this grant is as wide as it is"));
  }
  const asked = askedOf(node, reading);
  const conditions = readConditions(mappingAt(node, "conditions"), reading);
  // An entry whose words cannot be read is judged once they can.
  const judged = reading.diagnostics
    .slice(before)
    .some(({ code }) => code === "invalid-expression" || code === "wrong-type" || code === "missing-key")
    ? null
    : judgeActions(asked, reading.home);
  reading.diagnostics.push(...(judged?.diagnostics ?? []));
  const granted = (judged?.granted ?? []).map(({ actions, resources }) => ({ actions, resources: unique(resources) }));
  return {
    entry: {
      granted,
      conditions,
      sid,
      why: scalarAt(node, "why")?.text ?? null,
      broad: broadNode?.text ?? null,
      span: node.span,
    },
    asked,
  };
}

function askedOf(node: Mapping, reading: Reading): Asked {
  const placed = (scalar: Scalar): readonly Placed<Reference>[] => {
    const value = readText(scalar, reading, "policy");
    if (value !== null && textOf(value).includes("&{")) {
      // aws_iam_policy_document turns "&{" into "${", which would make a variable of a text.
      reading.diagnostics.push(
        error(
          "invalid-expression",
          scalar.span,
          'Terraform would turn "&{" into "${" here',
          "write `?{` and let the wildcard stand for the &",
        ),
      );
    }
    return value === null ? [] : [{ value, span: scalar.span }];
  };
  return {
    actions: someAt(node, "allow").map((scalar) => ({ value: scalar.text, span: scalar.span })),
    resources: entryOf(node, "resources") === undefined ? null : someAt(node, "resources").flatMap(placed),
    conditions: (mappingAt(node, "conditions")?.entries ?? []).flatMap(({ key: operator, keySpan, value }) =>
      value.kind !== "mapping"
        ? []
        : value.entries.map(({ key: variable, keySpan: variableSpan }) => ({
            operator: { value: operator, span: keySpan },
            variable: { value: variable, span: variableSpan },
            values: someAt(value, variable).flatMap((scalar) => {
              const read = readText(scalar, { ...reading, diagnostics: [] }, "policy");
              return read === null ? [] : [{ value: read, span: scalar.span }];
            }),
          })),
    ),
    broad: (scalarAt(node, "broad")?.text.trim() ?? "") !== "",
    span: node.span,
  };
}
