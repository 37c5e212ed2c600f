import type { Argument, Cause, InvokerRole, Permission, Reference, Statement, Wiring } from "../grants.ts";
import { join, literal } from "../iam/arn.ts";
import { shorten } from "../iam/shorten.ts";
import { mergeStatements } from "../iam/statements.ts";
import type { RoleGrant } from "../sources/source.ts";
import type { PermissionSpec, PushEntry, Spec } from "../spec/spec.ts";

/** What the entries of `push` become: permissions, roles that services assume, the function's URL. */

export function permissionsOf(spec: Spec, entry: PushEntry): readonly Permission[] {
  return entry.permissions.map(({ suffix, ...permission }) => ({
    ...permission,
    label: `${spec.label}_${entry.label}${suffix}`,
    statementId: `${entry.statementId}${suffix}`,
    qualifier: qualifierOf(spec, entry),
    checked: checkedOf(permission, spec.settings.emitVariables),
    cause: causeOf("push", entry),
  }));
}

/** Guards that may be null: not an attribute of AWS's resources, nor a variable, which the stack declares as not nullable. */
function checkedOf(permission: Omit<PermissionSpec, "suffix">, declared: boolean): Permission["checked"] {
  const { principal, sourceArn, sourceAccount, principalOrgId, eventSourceToken } = permission;
  const guards = {
    principal,
    source_arn: sourceArn,
    source_account: sourceAccount,
    principal_org_id: principalOrgId,
    event_source_token: eventSourceToken,
  };
  return Object.entries(guards).flatMap(([argument, value]) => {
    if (value?.kind !== "expression" || /^(data\.)?aws_\w+\.[^()]*$/.test(value.code)) return [];
    return declared && /^var\.[^.[\]()]+$/.test(value.code) ? [] : [{ argument, value }];
  });
}

export function qualifierOf(spec: Spec, entry: PushEntry): Reference | null {
  return entry.qualifier ?? spec.qualifier;
}

/** The role of a service that invokes with one: it may invoke this function and nothing else, and only that service may assume it. */
export function invokersOf(spec: Spec, entry: PushEntry, arn: Reference): readonly InvokerRole[] {
  const { invoker } = entry;
  if (invoker === null) return [];
  const cause = causeOf("push", entry);
  const statement = (actions: readonly string[], resources: readonly Reference[], why: string): Statement => ({
    sid: null,
    effect: "Allow",
    actions,
    resources,
    conditions: [],
    causes: [{ key: `push.${entry.key}`, why }],
  });
  const statements = [
    ...invoker.grants.map((grant) => statement(grant.actions, resourcesOf(grant, arn, qualifierOf(spec, entry)), grant.why)),
    ...invoker.implied.map(({ actions, on, why }) => statement(actions, [on], why)),
  ];
  const unguarded = "the service sends nothing that could guard this role";
  return [
    {
      label: `${spec.label}_${entry.label}`,
      name: roleName(spec.name, entry.label),
      arguments: spec.role.arguments.filter(({ name }) => ["path", "permissions_boundary", "tags"].includes(name)),
      trust: [{ services: [invoker.principal], conditions: invoker.conditions ?? [] }],
      statements: mergeStatements(statements),
      cause:
        invoker.conditions === null ? { ...cause, why: cause.why === null ? unguarded : `${cause.why}; ${unguarded}` } : cause,
    },
  ];
}

function resourcesOf({ on }: RoleGrant, arn: Reference, qualifier: Reference | null): readonly Reference[] {
  return on.map((what) => {
    if (what === "*") return literal("*");
    if (qualifier !== null) return join(arn, ":", qualifier);
    return { function: arn, latest: join(arn, ":$LATEST"), versions: join(arn, ":*") }[what];
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: at most 64 characters. */
function roleName(name: Reference, label: string): Reference {
  const whole = join(name, `-${label.replaceAll("_", "-")}`);
  return whole.kind === "literal" ? literal(shorten(whole.text, 64, "-")) : whole;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
export function urlsOf(spec: Spec, entry: PushEntry): readonly Wiring[] {
  if (entry.url === null) return [];
  const own = functionArguments(spec, qualifierOf(spec, entry));
  const label = `${spec.label}_${entry.label}`;
  return [
    {
      type: "aws_lambda_function_url",
      label,
      arguments: [...own, ...entry.url].sort(byName),
      policyFirst: false,
      dependsOn: [],
      cause: causeOf("push", entry),
    },
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html: of the same qualifier that is invoked. */
export function invokeConfigOf(spec: Spec): readonly Wiring[] {
  const { onSuccess, onFailure } = spec.destinations;
  const destination = (name: string, value: Reference | null): readonly Argument[] =>
    value === null ? [] : [{ kind: "block", name, body: [{ kind: "attribute", name: "destination", value }] }];
  const body = [...destination("on_failure", onFailure), ...destination("on_success", onSuccess)];
  if (body.length === 0) return [];
  const own: readonly Argument[] = [
    { kind: "block", name: "destination_config", body },
    ...functionArguments(spec, spec.qualifier),
  ];
  const key = ["on_success", "on_failure"]
    .filter((name) => (name === "on_success" ? onSuccess : onFailure) !== null)
    .join(" and ");
  return [
    {
      type: "aws_lambda_function_event_invoke_config",
      label: spec.label,
      arguments: [...own].sort(byName),
      // AWS checks that the role may send there when it takes the configuration.
      policyFirst: true,
      dependsOn: [],
      cause: { key: `function.${key}`, why: null },
    },
  ];
}

/** Which function a resource is for, and which alias or version of it. */
function functionArguments(spec: Spec, qualifier: Reference | null): readonly Argument[] {
  return [
    { kind: "attribute", name: "function_name", value: functionName(spec) },
    ...(qualifier === null ? [] : [{ kind: "attribute", name: "qualifier", value: emittedAlias(spec, qualifier) } as const]),
  ];
}

/** Always the one same expression: the provider takes turns by it. */
function functionName(spec: Spec): Reference {
  return spec.managed ? { kind: "expression", code: `aws_lambda_function.${spec.label}.function_name` } : spec.name;
}

function emittedAlias(spec: Spec, qualifier: Reference): Reference {
  return spec.alias !== null && qualifier === spec.qualifier
    ? { kind: "expression", code: `aws_lambda_alias.${spec.label}.name` }
    : qualifier;
}

export function causeOf(
  list: "push" | "pull",
  entry: { readonly key: string; readonly name: string; readonly why: string | null },
): Cause {
  return { key: `${list}.${entry.key} ${entry.name}`.trimEnd(), why: entry.why };
}

function byName(a: Argument, b: Argument): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
