import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import { compile } from "../../generator/compile.ts";
import type { Argument, FunctionGrants, Reference, Value } from "../../generator/grants.ts";
import { textOf } from "../../generator/iam/arn.ts";
import { policyDocuments } from "../../generator/iam/policy/policy-document.ts";
import { ruleKey } from "../../generator/proof/rule.ts";
import { caseNames, runCase } from "../support/case.ts";

/** What the compiler made of a case, as a state would have it, is adopted as a spec that grants the same. */

/** What a state holds for a value; an expression is known nowhere, and a case that has one is left out. */
class Unknown extends Error {}

function known(reference: Reference): string {
  if (reference.kind !== "literal") throw new Unknown();
  return reference.text;
}

function jsonOf(value: Value): unknown {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(jsonOf);
  const one = value as Exclude<typeof value, readonly Value[]>;
  if (one.kind === "map") return Object.fromEntries(one.entries.map(({ key, value: of }) => [key, jsonOf(of)]));
  return known(one);
}

function valuesOf(given: readonly Argument[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const argument of given) {
    if (argument.kind === "attribute") values[argument.name] = jsonOf(argument.value);
    else values[argument.name] = [...((values[argument.name] as unknown[]) ?? []), valuesOf(argument.body)];
  }
  return values;
}

/** The resources of a function, as AWS would have answered for them. */
function stateOf(of: FunctionGrants): readonly StateResource[] {
  const resource = (type: string, label: string, values: object): StateResource => ({
    address: `${type}.old_${label}`,
    mode: "managed",
    type,
    values: values as StateResource["values"],
    sensitive: {},
  });
  const [name, arn] = [known(of.name), known(of.arn)];
  const own = of.role ?? of.runsWith;
  const role = own === null ? null : known(own.name);
  const roleArn = `arn:aws:iam::123456789012:role/${role}`;
  const qualifier = of.qualifier === null ? null : known(of.qualifier);
  for (const { statements } of of.policies)
    for (const { resources, conditions } of statements)
      for (const one of [...resources, ...conditions.flatMap(({ values }) => values)]) known(one);
  // The function's own alias is one that it refers to.
  const qualifierOf = (given: readonly Argument[]) => {
    const found = given.find((one) => one.name === "qualifier");
    if (found?.kind !== "attribute") return null;
    try {
      return jsonOf(found.value);
    } catch {
      return qualifier;
    }
  };
  const documents = policyDocuments(of);
  const withoutNames = (given: readonly Argument[]) =>
    given.filter(({ name: one }) => one !== "function_name" && one !== "qualifier");
  return [
    resource("aws_lambda_function", of.label, { ...valuesOf(of.arguments), arn, function_name: name, role: roleArn }),
    ...(of.role === null
      ? []
      : [
          resource("aws_iam_role", of.label, {
            ...valuesOf(of.role.arguments),
            name: role,
            arn: roleArn,
            assume_role_policy: JSON.stringify(documents.trust),
          }),
        ]),
    ...(documents.execution === null
      ? []
      : [resource("aws_iam_role_policy", of.label, { name: "old", role, policy: JSON.stringify(documents.execution) })]),
    ...(of.logGroup === null
      ? []
      : [resource("aws_cloudwatch_log_group", of.label, { ...valuesOf(of.logGroup.arguments), name: known(of.logGroup.name) })]),
    ...(of.alias === null
      ? []
      : [
          resource("aws_lambda_alias", of.label, {
            ...valuesOf(of.alias.arguments),
            name: known(of.alias.name),
            function_name: name,
          }),
        ]),
    ...of.permissions.map((one) =>
      resource("aws_lambda_permission", one.label, {
        action: one.action,
        function_name: name,
        principal: known(one.principal),
        statement_id: known(one.statementId),
        qualifier: one.qualifier === null ? "" : known(one.qualifier),
        ...Object.fromEntries(
          Object.entries(one.guards).map(([key, guard]) => [key, typeof guard === "boolean" ? guard : known(guard as Reference)]),
        ),
      }),
    ),
    ...of.mappings.map((one) =>
      resource("aws_lambda_event_source_mapping", one.label, {
        enabled: true,
        ...valuesOf(one.arguments),
        function_name: qualifier === null ? arn : `${arn}:${qualifier}`,
        uuid: one.label,
      }),
    ),
    ...of.connected
      .filter(({ type }) => type.startsWith("aws_lambda_"))
      .map((one) =>
        resource(one.type, one.label, {
          ...valuesOf(withoutNames(one.arguments)),
          function_name: name,
          qualifier: qualifierOf(one.arguments),
        }),
      ),
  ];
}

function permissionsOf(of: FunctionGrants | undefined): readonly string[] {
  return (of?.permissions ?? [])
    .map(({ action, principal, qualifier, guards, statementId }) =>
      JSON.stringify([action, textOf(principal), qualifier, textOf(statementId), Object.entries(guards).sort()]),
    )
    .sort();
}

function mappingsOf(of: FunctionGrants | undefined): readonly string[] {
  return (of?.mappings ?? []).map((one) => JSON.stringify(one.arguments)).sort();
}

/** What no resource of a function tells: the cluster that a token is for, the names of a cluster's groups, whose a role is. */
const untold = ["pull/kafka-tokens", "pull/documentdb-names", "role/existing-shared"];

const rooms = caseNames.filter(
  (name) => !untold.includes(name) && /^(push|pull|actions|role|function|logs|policy|whole|values|yaml)\//.test(name),
);

describe("what was compiled is adopted as it is", () => {
  it.each(rooms)("%s", (name) => {
    const { compiled } = runCase(name);
    for (const [number, { functions }] of compiled.stacks.entries()) {
      for (const [index, of] of functions.entries()) {
        if (!of.managed) continue;
        let state: readonly StateResource[];
        try {
          state = stateOf(of);
        } catch (thrown) {
          if (thrown instanceof Unknown) continue;
          throw thrown;
        }
        const { stacks, left } = adoptFunctions(state);
        expect(left).toEqual([]);
        const [stack] = stacks;
        const [again] = stack?.functions ?? [];
        const result = compile({
          rootName: "specs",
          specs: [{ path: "a.yaml", file: "a.yaml", text: again?.spec ?? "" }],
          settings: [{ path: "stack.yaml", file: "stack.yaml", text: stack?.settings ?? "" }],
        });
        const at = compiled.stacks.slice(0, number).reduce((sum, one) => sum + one.functions.length, index);
        const rules = (proven: (typeof compiled.proven)[number] | undefined) =>
          [...new Set((proven?.needs.role?.rules ?? []).map(ruleKey))].sort();
        const mine = result.stacks[0]?.functions[0];
        expect({
          spec: again?.spec,
          findings: again?.findings,
          rules: rules(result.proven[0]),
          permissions: permissionsOf(mine),
          mappings: mappingsOf(mine),
        }).toEqual({
          spec: again?.spec,
          findings: again?.findings,
          rules: rules(compiled.proven[at]),
          permissions: permissionsOf(of),
          mappings: mappingsOf(of),
        });
      }
    }
  });
});
