import type { Condition, Policy, Statement, Trust } from "../../grants.ts";
import { causeText } from "../output-file.ts";
import type { Printable } from "./print.ts";

/** What the templates of policy documents are given. */

/** The values of a template by name. */
export type View = Readonly<Record<string, Printable | readonly object[] | readonly string[] | null>>;

/** A name that the compiler made. */
export function bareName(text: string): Printable {
  return { kind: "label", text };
}

/** The values of `policy_document.tf.hbs` for a trust policy. */
export function trustView(name: string, trust: readonly Trust[]): View {
  const statements = trust.map(({ services, principal, conditions, cause }) => ({
    causes: cause === null ? [] : [causeText(cause)],
    sid: null,
    effect: "Allow",
    actions: lines(["sts:AssumeRole"]),
    resources: null,
    principalType: principal === null ? "Service" : "AWS",
    principals: principal === null ? lines(services) : { kind: "lines", values: [principal] },
    conditions: conditions.map(conditionView),
  }));
  return { label: bareName(`${name}_trust`), statements };
}

/** The values of `policy_document.tf.hbs` for a policy of a role. */
export function documentView({ label: name, statements }: Policy): View {
  return { label: bareName(name), statements: statements.map(statementView) };
}

function statementView({ sid, effect, actions, resources, conditions, causes }: Statement): object {
  return {
    causes: causes.map(causeText),
    sid,
    effect,
    actions: lines(actions),
    resources: { kind: "lines", values: resources },
    principalType: null,
    principals: null,
    conditions: conditions.map(conditionView),
  };
}

function conditionView({ operator, variable, values }: Condition): object {
  return { operator, variable, values: { kind: "lines", values } };
}

function lines(texts: readonly string[]): Printable {
  return { kind: "lines", values: texts.map((text) => ({ kind: "literal", text })) };
}
