import {
  type Alias,
  type Archive,
  type Argument,
  type Attachment,
  type Check,
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
  type Role,
  type StackGrants,
} from "../../grants.ts";
import { archiveArguments, archiveProvider, makesArchives } from "../archives.ts";
import { causeText } from "../output-file.ts";
import { preconditionsOf, tagChecksOf } from "../plan-checks.ts";
import {
  composed,
  configurationsOf,
  createdFirst,
  dataSourceTypes,
  emittedQualifier,
  functionName,
  invokerPolicy,
  lifecycleOf,
  outputsOf,
  outputsOfInvoker,
  replacementOf,
} from "../references.ts";
import { bareName, documentView, type View } from "./document-views.ts";
import type { Printable } from "./print.ts";

/** What each template is given. Every key exists, `null` when absent. */

/** The role's trust document stands above it and carries the cause. */
export function invokerViews(invoker: InvokerRole): {
  readonly role: View;
  readonly document: View;
  readonly policy: View;
} {
  const { label: name, name: roleName, arguments: body, checks, cause } = invoker;
  const policy = invokerPolicy(invoker);
  return {
    role: {
      label: bareName(name),
      name: roleName,
      namePrefix: null,
      trust: bareName(`${name}_trust`),
      arguments: { kind: "body", body },
      causes: [causeText(cause)],
      ...lifecycleView([], [], checks.trust),
    },
    document: documentView(policy),
    policy: policyView(policy),
  };
}

/** The values of `connected_resource.tf.hbs`: a resource that makes a source call a function, its URL or its invoke configuration. */
export function connectedView(connected: ConnectedResource): View {
  const { type, label: name, arguments: body, dependsOn, cause } = connected;
  return {
    cause: causeText(cause),
    type: bareName(type),
    label: bareName(name),
    arguments: { kind: "body", body },
    replacedWith: replacement(connected),
    dependsOn: addresses(dependsOn),
  };
}

/** The values of `role.tf.hbs`. */
export function roleView(name: string, role: Role): View {
  return {
    causes: [],
    label: bareName(name),
    name: role.isPrefix ? null : role.name,
    namePrefix: role.isPrefix ? role.name : null,
    trust: bareName(`${name}_trust`),
    arguments: { kind: "body", body: role.arguments },
    ...lifecycleView(lifecycleOf(role.lifecycle), [], role.checks),
  };
}

/** The values of `role_policy.tf.hbs` and `managed_policy.tf.hbs`. */
export function policyView(policy: Policy): View {
  return {
    label: bareName(policy.label),
    name: policy.name,
    role: policy.role,
    path: policy.path,
    tags: { kind: "body", body: policy.tags },
    createBeforeDestroy: policy.createBeforeDestroy,
    ...lifecycleView(policy.createBeforeDestroy ? [createdFirst] : [], policy.replacedWith, policy.checks),
  };
}

/** The values of `policy_attachment.tf.hbs`: a policy that others write. */
export function attachmentView({ label: name, role, policy, cause, ...of }: Attachment): View {
  const lifecycle = lifecycleView(of.createBeforeDestroy ? [createdFirst] : [], of.replacedWith, of.checks);
  return { cause: causeText(cause), label: bareName(name), role, policy, ...lifecycle };
}

/** The values of `log_group.tf.hbs`. */
export function logGroupView(name: string, group: LogGroup): View {
  return {
    label: bareName(name),
    name: group.name,
    arguments: { kind: "body", body: group.arguments },
    ...lifecycleView(lifecycleOf(group.lifecycle)),
  };
}

/** The values of `archive.tf.hbs`. */
export function archiveView(of: FunctionGrants, { source, excludes }: Archive): View {
  const { type, output_path: outputPath, output_file_mode: outputFileMode } = archiveArguments(of);
  return {
    label: bareName(of.label),
    type,
    source,
    excludes: { kind: "lines", values: excludes },
    outputPath,
    outputFileMode,
  };
}

/** The values of `function.tf.hbs`. */
export function functionView(of: FunctionGrants): View {
  return {
    leftovers: of.leftovers,
    label: bareName(of.label),
    name: of.name,
    role: of.runsWith?.arn ?? null,
    arguments: { kind: "body", body: of.arguments },
    ...lifecycleView(lifecycleOf(of.lifecycle)),
    dependsOn: addresses(of.dependsOn),
  };
}

/** The values of `alias.tf.hbs`. */
export function aliasView(name: string, alias: Alias): View {
  return {
    label: bareName(name),
    name: alias.name,
    arguments: { kind: "body", body: alias.arguments },
    ...lifecycleView(lifecycleOf(alias.lifecycle), alias.replacedWith),
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
    label: bareName(permission.label),
    statementId,
    action,
    functionName: functionName(of),
    qualifier: emittedQualifier(of, permission.qualifier),
    principal,
    ...Object.fromEntries(given),
    ...lifecycleView([], permission.replacedWith, permission.checks),
    dependsOn: addresses(permission.dependsOn),
  };
}

/** The values of `event_source_mapping.tf.hbs`. */
export function mappingView(mapping: Mapping): View {
  return {
    cause: causeText(mapping.cause),
    label: bareName(mapping.label),
    functionName: mapping.function,
    arguments: { kind: "body", body: mapping.arguments },
    dependsOn: addresses(mapping.dependsOn),
  };
}

/** The values of `output.tf.hbs`. */
export function outputView(of: FunctionGrants): View {
  return { label: bareName(of.label), values: { kind: "map", entries: outputsOf(of) } };
}

/** The values of `output.tf.hbs` for a role that a source takes. */
export function invokerOutputView(invoker: InvokerRole): View {
  return { label: bareName(invoker.label), values: { kind: "map", entries: outputsOfInvoker(invoker) } };
}

/** The values of `stack.tf.hbs`: versions, data sources and variables. */
export function stackView(stack: StackGrants): View {
  const configurations = configurationsOf(stack);
  return {
    versions: stack.emitVersions,
    terraformVersion: stack.terraformVersion,
    providerVersion: stack.providerVersion,
    configurations: configurations.length === 0 ? null : configurations.map(composed),
    archiveSource: makesArchives(stack) ? archiveProvider.source : null,
    archiveVersion: makesArchives(stack) ? archiveProvider.version : null,
    dataSources: stack.dataSources.map(({ of, label: name, provider }) => ({
      type: bareName(dataSourceTypes[of]),
      label: bareName(name),
      provider: provider === null ? null : composed(provider),
      byDefault: provider === null,
    })),
    defaultTags: stack.defaultTags.map((tags) => {
      return { label: bareName(tags.label), provider: tags.provider && composed(tags.provider), checks: tagChecksOf(tags) };
    }),
    variables: stack.variables.map(({ name, type, description, default: start }) => ({
      name: bareName(name),
      description,
      type: type === null ? null : composed(type),
      hasDefault: start !== null,
      default: start,
    })),
  };
}

/** What stands in `lifecycle`: what the spec says, what the resource is replaced with, what is checked of it. */
function lifecycleView(said: readonly Argument[], replacedWith: readonly string[] = [], checked: readonly Check[] = []): View {
  const [checks, replaced] = [preconditionsOf(checked), replacement({ replacedWith })];
  return {
    lifecycle: said.length > 0 || checks.length > 0 || replaced !== null,
    said: { kind: "body", body: said },
    checks,
    replacedWith: replaced,
  };
}

/** A list of one stands on its line. */
function replacement(order: Pick<Order, "replacedWith">): Printable | null {
  const names = replacementOf(order).map(composed);
  return names.length === 0 ? null : names;
}

function addresses(names: readonly string[]): Printable | null {
  return names.length === 0 ? null : { kind: "lines", values: names.map(composed) };
}
