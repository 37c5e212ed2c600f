import { addressOf } from "../../addresses.ts";
import type {
  Archive,
  Argument,
  Attachment,
  Cause,
  Check,
  ConnectedResource,
  FunctionGrants,
  InvokerRole,
  Lifecycle,
  LogGroup,
  Order,
  Permission,
  Policy,
  Reference,
  Role,
  StackGrants,
} from "../../grants.ts";
import { archiveArguments } from "../archives.ts";
import { preconditionsOf, tagChecksOf } from "../plan-checks.ts";
import {
  composed,
  dataSourceTypes,
  emittedQualifier,
  functionName,
  invokerPolicy,
  lifecycleOf,
  outputsOf,
  outputsOfInvoker,
  replacementOf,
} from "../references.ts";
import { policyDocumentElement, trustDocumentElement } from "./documents.ts";
import { dataSource, type Element, madeBy, resource } from "./element.ts";
import { escapeJsonText, type JsonObject, printBody, printJsonReference } from "./print.ts";

/** Grants → what stands at each address. */

/** Null where nothing is waited for. */
function dependencies(addresses: readonly string[]): readonly string[] | null {
  return addresses.length === 0 ? null : addresses;
}

/** What all functions of a stack share: what is read when Terraform plans, and the resources of several functions. */
export function stackElements(stack: StackGrants): readonly Element[] {
  return [
    ...stack.dataSources.flatMap(({ of, label, provider }) => madeBy(provider, [dataSource(dataSourceTypes[of], label, {})])),
    ...stack.defaultTags.flatMap((tags) => {
      const postcondition = tagChecksOf(tags).map(({ condition, message }) => ({
        condition: printJsonReference(condition),
        error_message: printJsonReference(message),
      }));
      return madeBy(tags.provider, [dataSource("aws_default_tags", tags.label, { lifecycle: { postcondition } })]);
    }),
    ...stack.connected.flatMap((connected) => madeBy(connected.provider, [connectedElement(connected)])),
  ];
}

/** Roles of sources that call several functions with one. */
export function sharedElements({ invokers }: StackGrants): readonly Element[] {
  return invokers.flatMap((invoker) => madeBy(invoker.provider, invokerElements(invoker)));
}

/** The resources of one function, in the order of the HCL backend. */
export function functionElements(of: FunctionGrants): readonly Element[] {
  const { label, role, logGroup, alias } = of;
  return madeBy(of.provider, [
    ...(role === null ? [] : [trustDocumentElement(label, role.trust), executionRole(label, role)]),
    ...of.policies.flatMap(policyElements),
    ...of.attachments.map(attachmentElement),
    ...(logGroup === null ? [] : [logGroupElement(label, logGroup)]),
    ...(of.archive === null ? [] : [archiveElement(of, of.archive)]),
    ...(of.managed ? [functionElement(of)] : []),
    ...(alias === null
      ? []
      : [
          resource(
            "aws_lambda_alias",
            label,
            { name: alias.name, function_name: functionName(of), lifecycle: lifecycle(alias, [], alias.lifecycle) },
            alias.arguments,
          ),
        ]),
    ...of.permissions.map((permission) => permissionElement(of, permission)),
    ...of.invokers.filter(({ shared }) => !shared).flatMap(invokerElements),
    ...of.connected.map((connected) => connectedElement(connected)),
    ...of.mappings.map(({ label: name, function: polled, arguments: body, dependsOn, cause }) =>
      resource(
        "aws_lambda_event_source_mapping",
        name,
        { function_name: polled, depends_on: dependencies(dependsOn) },
        body,
        cause,
      ),
    ),
  ]);
}

function archiveElement(of: FunctionGrants, { source, excludes }: Archive): Element {
  const body = { ...archiveArguments(of), source_dir: source, excludes: excludes.map(printJsonReference) };
  return dataSource("archive_file", of.label, body);
}

function functionElement(of: FunctionGrants): Element {
  const body = {
    function_name: of.name,
    role: of.runsWith?.arn ?? null,
    lifecycle: lifecycle(unordered, [], of.lifecycle),
    depends_on: dependencies(of.dependsOn),
  };
  const said = of.leftovers.length === 0 ? undefined : { key: of.leftovers.join("; "), why: null };
  return resource("aws_lambda_function", of.label, body, of.arguments, said);
}

function logGroupElement(label: string, group: LogGroup): Element {
  const body = { name: group.name, lifecycle: lifecycle(unordered, [], group.lifecycle) };
  return resource("aws_cloudwatch_log_group", label, body, group.arguments);
}

function executionRole(label: string, role: Role): Element {
  const own = lifecycle(unordered, role.checks, role.lifecycle);
  return roleElement(label, { [role.isPrefix ? "name_prefix" : "name"]: role.name, lifecycle: own }, role.arguments);
}

function roleElement(
  label: string,
  given: Readonly<Record<string, Reference | JsonObject | null>>,
  more: readonly Argument[],
  cause?: Cause,
): Element {
  const trust = composed(`${addressOf.trustDocument(label)}.json`);
  return resource("aws_iam_role", label, { ...given, assume_role_policy: trust }, more, cause);
}

function policyElements(of: Policy): readonly Element[] {
  const { label, name, role, kind, path, tags, statements, checks } = of;
  const document = policyDocumentElement(label, statements);
  const first = { ...noLifecycle, createBeforeDestroy: of.createBeforeDestroy };
  const policy = composed(`${addressOf.document(label)}.json`);
  if (kind === "inline")
    return [document, resource("aws_iam_role_policy", label, { name, role, policy, lifecycle: lifecycle(of, checks, first) })];
  return [
    document,
    resource("aws_iam_policy", label, { name, path, policy, lifecycle: lifecycle(unordered, checks) }, tags),
    resource("aws_iam_role_policy_attachment", label, {
      role,
      policy_arn: composed(`${addressOf.managedPolicy(label)}.arn`),
      lifecycle: lifecycle(of, [], first),
    }),
  ];
}

function attachmentElement(of: Attachment): Element {
  const { label, role, policy, createBeforeDestroy, checks, cause } = of;
  const own = lifecycle(of, checks, { ...noLifecycle, createBeforeDestroy });
  return resource("aws_iam_role_policy_attachment", label, { role, policy_arn: policy, lifecycle: own }, [], cause);
}

function permissionElement(of: FunctionGrants, permission: Permission): Element {
  return resource(
    "aws_lambda_permission",
    permission.label,
    {
      statement_id: permission.statementId,
      action: permission.action,
      function_name: functionName(of),
      qualifier: emittedQualifier(of, permission.qualifier),
      principal: permission.principal,
      ...permission.guards,
      lifecycle: lifecycle(permission, permission.checks),
      depends_on: dependencies(permission.dependsOn),
    },
    [],
    permission.cause,
  );
}

function invokerElements(invoker: InvokerRole): readonly Element[] {
  const { existing, label, name, arguments: body, trust, checks, cause } = invoker;
  const policy = policyElements(invokerPolicy(invoker));
  if (existing !== null) return policy;
  const role = roleElement(label, { name, lifecycle: lifecycle(unordered, checks.trust) }, body, cause);
  return [trustDocumentElement(label, trust), role, ...policy];
}

function connectedElement(connected: ConnectedResource): Element {
  const body = { lifecycle: lifecycle(connected), depends_on: dependencies(connected.dependsOn) };
  return resource(connected.type, connected.label, body, connected.arguments, connected.cause);
}

/** A resource that is replaced with no other. */
const unordered = { replacedWith: [] } as const;

const noLifecycle: Lifecycle = { createBeforeDestroy: false, preventDestroy: false, ignoreChanges: [] };

/** What the spec says of how a resource is replaced, what Terraform checks of it, and what it is replaced with; null for none of these. */
function lifecycle(
  order: Pick<Order, "replacedWith">,
  checks: readonly Check[] = [],
  said: Lifecycle = noLifecycle,
): JsonObject | null {
  const replaced = replacementOf(order);
  const precondition = preconditionsOf(checks).map(({ condition, message }) => ({
    condition: printJsonReference(condition),
    error_message: escapeJsonText(message),
  }));
  // In JSON a name stands as text, where HCL has code.
  const { ignoreChanges } = said;
  const body = printBody(lifecycleOf({ ...said, ignoreChanges: [] }));
  if (replaced.length === 0 && precondition.length === 0 && ignoreChanges.length === 0 && Object.keys(body).length === 0)
    return null;
  return {
    ...body,
    ...(ignoreChanges.length > 0 && { ignore_changes: ignoreChanges }),
    ...(precondition.length > 0 && { precondition }),
    ...(replaced.length > 0 && { replace_triggered_by: replaced }),
  };
}

/** What the stack tells the modules around it, by the name of the output. */
export function outputsOfStack({ functions, invokers }: StackGrants): ReadonlyMap<string, JsonObject> {
  const printed = (outputs: ReturnType<typeof outputsOf>) =>
    Object.fromEntries(outputs.map(({ key, value }) => [key, printJsonReference(value)]));
  return new Map([
    ...functions.filter((of) => outputsOf(of).length > 0).map((of) => [of.label, printed(outputsOf(of))] as const),
    ...invokers.map((invoker) => [invoker.label, printed(outputsOfInvoker(invoker))] as const),
  ]);
}
