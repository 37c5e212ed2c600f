import {
  type Alias,
  type Cause,
  type Condition,
  type ConnectedResource,
  type FunctionGrants,
  type GuardArgument,
  guardArguments,
  type InvokerRole,
  type LogGroup,
  type Mapping,
  type Order,
  type Permission,
  type Policy,
  type Reference,
  type Role,
  type StackGrants,
  type Statement,
  type Trust,
} from "../../grants.ts";
import {
  code,
  dataSourceTypes,
  functionName,
  mappedFunction,
  outputsOf,
  preconditionsOf,
  qualifierOf,
  replacementOf,
} from "../references.ts";
import type { Printable } from "./print.ts";

/** What each template is given. Every key exists, `null` when absent. */

type View = Readonly<Record<string, Printable | readonly object[] | readonly string[] | null>>;

function label(text: string): Printable {
  return { kind: "label", text };
}

function causeText({ key, why }: Cause): string {
  return why === null ? key : `${key}: ${why}`;
}

/** The values of `policy_document.tf.hbs` for a trust policy. */
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

/** The values of `policy_document.tf.hbs` for a policy of a role. */
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
export function invokerViews({ label: name, name: roleName, arguments: body, statements, checks, cause }: InvokerRole): {
  readonly role: View;
  readonly document: View;
  readonly policy: View;
} {
  const policy: Policy = {
    label: name,
    name: roleName,
    kind: "inline",
    atCreation: false,
    path: null,
    tags: [],
    statements,
    checks: checks.policy,
    replacedWith: [`aws_iam_role.${name}`],
  };
  return {
    role: {
      label: label(name),
      name: roleName,
      trust: label(`${name}_trust`),
      arguments: { kind: "body", body },
      causes: [causeText(cause)],
      checks: preconditionsOf(checks.trust),
    },
    document: documentView(policy),
    policy: policyView(policy, code(`aws_iam_role.${name}.name`)),
  };
}

/** The values of `connected_resource.tf.hbs`: a resource that makes a source call a function, its URL or its invoke configuration. */
export function connectedView(connected: ConnectedResource): View {
  const { type, label: name, arguments: body, dependsOn, cause } = connected;
  return {
    cause: causeText(cause),
    type: label(type),
    label: label(name),
    arguments: { kind: "body", body },
    replacedWith: replacement(connected),
    dependsOn: addresses(dependsOn),
  };
}

/** The values of `role.tf.hbs`. */
export function roleView(name: string, role: Role): View {
  return {
    causes: [],
    label: label(name),
    name: role.name,
    trust: label(`${name}_trust`),
    arguments: { kind: "body", body: role.arguments },
    checks: preconditionsOf(role.checks),
  };
}

/** The values of `role_policy.tf.hbs` and `managed_policy.tf.hbs`. */
export function policyView(policy: Policy, role: Reference): View {
  return {
    label: label(policy.label),
    name: policy.name,
    role,
    path: policy.path,
    tags: { kind: "body", body: policy.tags },
    ...lifecycleOf(policy),
  };
}

/** The values of `log_group.tf.hbs`. */
export function logGroupView(name: string, group: LogGroup): View {
  return { label: label(name), name: group.name, arguments: { kind: "body", body: group.arguments } };
}

/** The values of `function.tf.hbs`. */
export function functionView(of: FunctionGrants): View {
  return {
    label: label(of.label),
    name: of.name,
    role: of.roleArn,
    arguments: { kind: "body", body: of.arguments },
    dependsOn: addresses(of.dependsOn),
  };
}

/** The values of `alias.tf.hbs`. */
export function aliasView(name: string, alias: Alias): View {
  return {
    label: label(name),
    name: alias.name,
    arguments: { kind: "body", body: alias.arguments },
    replacedWith: replacement(alias),
  };
}

/** The values of `permission.tf.hbs`. */
export function permissionView(of: FunctionGrants, permission: Permission): View {
  const { statementId, action, principal, guards } = permission;
  // As templates name them: source_arn is sourceArn.
  const given = Object.keys(guardArguments).map((argument) => [
    argument.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    guards[argument as GuardArgument] ?? null,
  ]);
  return {
    cause: causeText(permission.cause),
    label: label(permission.label),
    statementId,
    action,
    functionName: functionName(of),
    qualifier: qualifierOf(of, permission.qualifier),
    principal,
    ...Object.fromEntries(given),
    ...lifecycleOf(permission),
    dependsOn: addresses(permission.dependsOn),
  };
}

/** The values of `event_source_mapping.tf.hbs`. */
export function mappingView(of: FunctionGrants, mapping: Mapping): View {
  return {
    cause: causeText(mapping.cause),
    label: label(mapping.label),
    functionName: mappedFunction(of),
    arguments: { kind: "body", body: mapping.arguments },
    dependsOn: addresses(mapping.dependsOn),
  };
}

/** The values of `output.tf.hbs`. */
export function outputView(of: FunctionGrants): View {
  return { label: label(of.label), values: { kind: "map", entries: outputsOf(of) } };
}

/** The values of `stack.tf.hbs`: versions, data sources and variables. */
export function stackView(stack: StackGrants): View {
  return {
    versions: stack.emitVersions,
    terraformVersion: stack.terraformVersion,
    providerVersion: stack.providerVersion,
    dataSources: stack.dataSources.map((reading) => ({ type: label(dataSourceTypes[reading]) })),
    variables: stack.variables.map(label) as readonly object[],
  };
}

function lifecycleOf(of: Permission | Policy): View {
  const [checks, replacedWith] = [preconditionsOf(of.checks), replacement(of)];
  return { lifecycle: checks.length > 0 || replacedWith !== null, checks, replacedWith };
}

/** A list of one stands on its line. */
function replacement(order: Pick<Order, "replacedWith">): Printable | null {
  const names = replacementOf(order).map(code);
  return names.length === 0 ? null : names;
}

function addresses(names: readonly string[]): Printable | null {
  return names.length === 0 ? null : { kind: "lines", values: names.map(code) };
}
