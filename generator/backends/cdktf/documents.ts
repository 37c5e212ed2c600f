import type { Condition, Statement, Trust } from "../../grants.ts";
import { causeText } from "../output-file.ts";
import { dataSource, type Element } from "./element.ts";
import { escapeJsonText, type JsonObject, printJsonReference } from "./print.ts";

/** Policy documents, with the same statements as in HCL; what caused a statement is its comment. */

/** The trust policy of a role, a statement for each group of services. */
export function trustDocumentElement(label: string, trust: readonly Trust[]): Element {
  const statements = trust.map(({ services, principal, conditions, cause }) => ({
    ...(cause !== null && { "//": causeText(cause) }),
    effect: "Allow",
    actions: ["sts:AssumeRole"],
    principals: [
      principal === null
        ? { type: "Service", identifiers: services.map(escapeJsonText) }
        : { type: "AWS", identifiers: [printJsonReference(principal)] },
    ],
    ...conditionBlocks(conditions),
  }));
  return dataSource("aws_iam_policy_document", `${label}_trust`, { statement: statements });
}

/** A policy of a role, as the data source that renders it. */
export function policyDocumentElement(label: string, statements: readonly Statement[]): Element {
  return dataSource("aws_iam_policy_document", label, { statement: statements.map(statementBlock) });
}

function statementBlock({ sid, effect, actions, resources, conditions, causes }: Statement): JsonObject {
  return {
    ...(causes.length > 0 && { "//": causes.map(causeText).join("\n") }),
    ...(sid !== null && { sid: escapeJsonText(sid) }),
    effect,
    actions: actions.map(escapeJsonText),
    resources: resources.map(printJsonReference),
    ...conditionBlocks(conditions),
  };
}

function conditionBlocks(conditions: readonly Condition[]): JsonObject {
  if (conditions.length === 0) return {};
  return {
    condition: conditions.map(({ operator, variable, values }) => ({
      test: escapeJsonText(operator),
      variable: escapeJsonText(variable),
      values: values.map(printJsonReference),
    })),
  };
}
