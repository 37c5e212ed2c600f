import type {
  Argument,
  Cause,
  Condition,
  FunctionGrants,
  Mapping,
  Permission,
  Policy,
  Reference,
  Role,
  Statement,
} from "../grants.ts";
import { fillArn, join } from "../iam/arn.ts";
import { mergeStatements } from "../iam/statements.ts";
import type { Spec } from "../spec/spec.ts";
import { argumentAt, isReference } from "../spec/value.ts";
import { actionStatements, denyToCode, impliedStatements, logStatements, pollerStatements } from "./statements.ts";

/** What one checked spec grants. Total: everything that can be wrong was found when the spec was checked. */
export function deriveFunction(spec: Spec): FunctionGrants {
  const { home } = spec.settings;
  const arn = fillArn("arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}", home, { FunctionName: spec.name });
  const logGroup = logGroupName(spec);
  const statements = mergeStatements([
    ...logStatements(spec, logGroup),
    ...impliedStatements(spec),
    ...pollerStatements(spec),
    ...actionStatements(spec),
    ...denyToCode(spec, arn),
  ]);
  return {
    spec: spec.source,
    label: spec.label,
    name: spec.name,
    arn,
    managed: spec.managed,
    arguments: spec.arguments,
    qualifier: spec.qualifier,
    alias: spec.alias,
    role: spec.role.existing === null ? roleOf(spec, arn) : null,
    roleName: spec.role.existing?.name ?? attribute(spec, "name"),
    roleArn: spec.role.existing?.arn ?? attribute(spec, "arn"),
    policies: policiesOf(spec, statements),
    logGroup: emitsLogGroup(spec) && spec.logs !== null ? { name: logGroup, arguments: spec.logs.arguments } : null,
    needsPolicyFirst: ["vpc_config", "dead_letter_config"].some((name) => argumentAt(spec.arguments, name) !== undefined),
    permissions: spec.push.map((entry) => permissionOf(spec, entry)).sort(byLabel),
    mappings: spec.pull.map((entry) => mappingOf(spec, entry)).sort(byLabel),
    invokeConfig: null,
  };
}

function attribute(spec: Spec, name: string): Reference {
  return { kind: "expression", code: `aws_iam_role.${spec.label}.${name}` };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html */
function logGroupName(spec: Spec): Reference {
  const given = argumentAt(spec.arguments, "logging_config.log_group");
  return isReference(given) ? given : join("/aws/lambda/", spec.name);
}

/** A log group that the function shares with others, or a function that others manage, has its owner already. */
function emitsLogGroup(spec: Spec): boolean {
  return spec.logs?.asked === true || (spec.managed && argumentAt(spec.arguments, "logging_config.log_group") === undefined);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
function roleOf(spec: Spec, arn: Reference): Role {
  const { role, settings } = spec;
  const guard: readonly Condition[] = [
    { operator: "ArnLike", variable: "aws:SourceArn", values: [arn, join(arn, ":*")] },
    { operator: "StringEquals", variable: "aws:SourceAccount", values: [settings.home.account] },
  ];
  return {
    name: role.name,
    arguments: role.arguments,
    trust: {
      services: [...new Set(["lambda.amazonaws.com", ...role.services])].sort(),
      conditions: role.guarded ? guard : role.conditions,
    },
  };
}

function policiesOf(spec: Spec, statements: readonly Statement[]): readonly Policy[] {
  if (statements.length === 0) return [];
  const { role, label } = spec;
  const tags = role.arguments.filter(({ name }) => name === "tags");
  const path = role.arguments.find(
    (argument): argument is Extract<Argument, { kind: "attribute" }> => argument.name === "path" && argument.kind === "attribute",
  );
  return [
    {
      label,
      name: spec.name,
      kind: role.policy,
      path: path !== undefined && isReference(path.value) ? path.value : null,
      tags,
      statements,
    },
  ];
}

function permissionOf(spec: Spec, entry: Spec["push"][number]): Permission {
  const { principal, sourceArn, sourceAccount, principalOrgId, statementId } = entry;
  return {
    label: `${spec.label}_${entry.label}`,
    statementId,
    qualifier: entry.qualifier ?? spec.qualifier,
    action: "lambda:InvokeFunction",
    principal,
    sourceArn,
    sourceAccount,
    principalOrgId,
    eventSourceToken: null,
    functionUrlAuthType: null,
    invokedViaFunctionUrl: null,
    cause: causeOf("push", entry),
  };
}

function mappingOf(spec: Spec, entry: Spec["pull"][number]): Mapping {
  const source: Argument = { kind: "attribute", name: "event_source_arn", value: entry.arn };
  return {
    label: `${spec.label}_${entry.label}`,
    arguments: [...entry.arguments, source].sort((a, b) => (a.name < b.name ? -1 : 1)),
    cause: causeOf("pull", entry),
  };
}

function causeOf(
  list: "push" | "pull",
  entry: { readonly key: string; readonly name: string; readonly why: string | null },
): Cause {
  return { key: `${list}.${entry.key} ${entry.name}`, why: entry.why };
}

function byLabel(a: { readonly label: string }, b: { readonly label: string }): number {
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}
