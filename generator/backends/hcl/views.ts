import type {
  Alias,
  Cause,
  Condition,
  FunctionGrants,
  InvokerRole,
  LogGroup,
  Mapping,
  Permission,
  Policy,
  Reference,
  Role,
  StackGrants,
  Statement,
  Trust,
  Wiring,
} from "../../grants.ts";
import type { Printable } from "./print.ts";

/** What each template is given. Every key exists, `null` when absent. */

type View = Readonly<Record<string, Printable | readonly object[] | readonly string[] | null>>;

function label(text: string): Printable {
  return { kind: "label", text };
}

function code(text: string): Reference {
  return { kind: "expression", code: text };
}

function causeText({ key, why }: Cause): string {
  return why === null ? key : `${key}: ${why}`;
}

export function trustView(name: string, trust: readonly Trust[]): View {
  const statements = trust.map(({ services, conditions }) => ({
    causes: [],
    sid: null,
    effect: "Allow",
    actions: lines(["sts:AssumeRole"]),
    resources: null,
    principals: lines(services),
    conditions: conditions.map(conditionView),
  }));
  return { label: label(`${name}_trust`), statements };
}

export function documentView({ label: name, statements }: Policy): View {
  return { label: label(name), statements: statements.map(statementView) };
}

function statementView({ sid, effect, actions, resources, conditions, causes }: Statement): object {
  return {
    causes: causes.map(causeText),
    sid,
    effect,
    actions: lines(actions),
    resources: { kind: "lines", values: resources },
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

/** The role's trust document stands above it and carries the cause. */
export function invokerViews({ label: name, name: roleName, statements, cause }: InvokerRole): {
  readonly role: View;
  readonly document: View;
  readonly policy: View;
} {
  const policy: Policy = { label: name, name: roleName, kind: "inline", path: null, tags: [], statements };
  return {
    role: {
      label: label(name),
      name: roleName,
      trust: label(`${name}_trust`),
      arguments: { kind: "body", body: [] },
      causes: [causeText(cause)],
    },
    document: documentView(policy),
    policy: policyView(policy, code(`aws_iam_role.${name}.name`)),
  };
}

export function wiringView(
  policies: readonly string[],
  { type, label: name, arguments: body, policyFirst, dependsOn, cause }: Wiring,
): View {
  return {
    cause: causeText(cause),
    type: label(type),
    label: label(name),
    arguments: { kind: "body", body },
    dependsOn: addresses([...(policyFirst ? policies : []), ...dependsOn]),
  };
}

export function roleView(name: string, role: Role): View {
  return {
    causes: [],
    label: label(name),
    name: role.name,
    trust: label(`${name}_trust`),
    arguments: { kind: "body", body: role.arguments },
  };
}

export function policyView(policy: Policy, role: Reference): View {
  return { label: label(policy.label), name: policy.name, role, path: policy.path, tags: { kind: "body", body: policy.tags } };
}

export function logGroupView(name: string, group: LogGroup): View {
  return { label: label(name), name: group.name, arguments: { kind: "body", body: group.arguments } };
}

export function functionView(of: FunctionGrants): View {
  const dependsOn = [
    ...(of.logGroup === null ? [] : [`aws_cloudwatch_log_group.${of.label}`]),
    ...(of.needsPolicyFirst ? policyAddresses(of) : []),
  ];
  return {
    label: label(of.label),
    name: of.name,
    role: of.roleArn,
    arguments: { kind: "body", body: of.arguments },
    dependsOn: addresses(dependsOn),
  };
}

export function aliasView(name: string, alias: Alias): View {
  return { label: label(name), name: alias.name, arguments: { kind: "body", body: alias.arguments } };
}

export function permissionView(of: FunctionGrants, permission: Permission): View {
  const {
    statementId,
    action,
    principal,
    sourceArn,
    sourceAccount,
    principalOrgId,
    eventSourceToken,
    functionUrlAuthType,
    invokedViaFunctionUrl,
  } = permission;
  return {
    cause: causeText(permission.cause),
    label: label(permission.label),
    statementId,
    action,
    functionName: functionName(of),
    qualifier: qualifierOf(of, permission.qualifier),
    principal,
    sourceArn,
    sourceAccount,
    principalOrgId,
    eventSourceToken,
    functionUrlAuthType,
    invokedViaFunctionUrl,
    checks: permission.checked.map(({ argument, value }) => ({
      condition: code(`${isPlain(value.code) ? value.code : `(${value.code})`} != null`),
      message: `${argument} guards this permission and must not be null.`,
    })),
  };
}

/** Names and indexes alone need no brackets beside an operator. */
function isPlain(text: string): boolean {
  return /^[\w.-]+$/.test(text);
}

export function mappingView(of: FunctionGrants, mapping: Mapping): View {
  return {
    cause: causeText(mapping.cause),
    label: label(mapping.label),
    functionName: mappedFunction(of),
    arguments: { kind: "body", body: mapping.arguments },
    // AWS checks that the role may read the source when the mapping is made.
    dependsOn: addresses(policyAddresses(of)),
  };
}

export function outputView(of: FunctionGrants): View {
  const entries = [
    ...(of.managed ? functionOutputs(of) : []),
    { key: "role_name", value: of.roleName },
    { key: "role_arn", value: of.roleArn },
  ];
  return { label: label(of.label), values: { kind: "map", entries } };
}

function functionOutputs(of: FunctionGrants): readonly { readonly key: string; readonly value: Reference }[] {
  const resource = `aws_lambda_function.${of.label}`;
  return [
    { key: "function_name", value: code(`${resource}.function_name`) },
    { key: "function_arn", value: code(`${resource}.arn`) },
    { key: "invoke_arn", value: invokeArn(of, resource) },
  ];
}

/** What API Gateway calls: the qualifier that the permissions are for, too. */
function invokeArn(of: FunctionGrants, resource: string): Reference {
  if (of.alias !== null) return code(`aws_lambda_alias.${of.label}.invoke_arn`);
  if (of.qualifier === null) return code(`${resource}.invoke_arn`);
  const parts = of.qualifier.kind === "join" ? of.qualifier.parts : [of.qualifier];
  const qualifier = parts.map((part) => (part.kind === "literal" ? part.text : `\${${part.code}}`)).join("");
  return code(`replace(${resource}.invoke_arn, "/invocations", ":${qualifier}/invocations")`);
}

export function stackView(stack: StackGrants): View {
  const types = { partition: "aws_partition", region: "aws_region", account: "aws_caller_identity" } as const;
  return {
    versions: stack.emitVersions,
    terraformVersion: stack.terraformVersion,
    providerVersion: stack.providerVersion,
    dataSources: stack.readings.map((reading) => ({ type: label(types[reading]) })),
    variables: stack.variables.map(label) as readonly object[],
  };
}

/** Always the one same expression: the provider takes turns by it. */
function functionName(of: FunctionGrants): Reference {
  return of.managed ? code(`aws_lambda_function.${of.label}.function_name`) : of.name;
}

function qualifierOf(of: FunctionGrants, qualifier: Reference | null): Reference | null {
  return of.alias !== null && qualifier === of.qualifier ? code(`aws_lambda_alias.${of.label}.name`) : qualifier;
}

function mappedFunction(of: FunctionGrants): Reference {
  if (of.alias !== null) return code(`aws_lambda_alias.${of.label}.arn`);
  const name = functionName(of);
  if (of.qualifier === null) return name;
  const parts = [name, { kind: "literal", text: ":" } as const, of.qualifier].flatMap((part) =>
    part.kind === "join" ? part.parts : [part],
  );
  return { kind: "join", parts };
}

export function policyAddresses(of: FunctionGrants): readonly string[] {
  return of.policies.map(({ label: name, kind }) =>
    kind === "inline" ? `aws_iam_role_policy.${name}` : `aws_iam_role_policy_attachment.${name}`,
  );
}

function addresses(names: readonly string[]): Printable | null {
  return names.length === 0 ? null : { kind: "lines", values: names.map(code) };
}
