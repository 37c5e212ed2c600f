import type { Condition, Reference } from "../grants.ts";
import { join, literal, textOf } from "../iam/arn.ts";
import { invoked, type RoleNeeds } from "../proof/needs.ts";
import { guards } from "../proof/read-permission.ts";
import type { Rule } from "../proof/rule.ts";
import type { RoleGrant } from "../sources/source.ts";
import type { PermissionSpec, PushEntry, Spec } from "../spec/spec.ts";
import { allow, assume, boundaryOf, functionArn, placeOf } from "./rules.ts";

/** Who may invoke a function: by a permission, or through a role of the service. */

export function invokerRole(spec: Spec, entry: PushEntry, invoker: NonNullable<PushEntry["invoker"]>): RoleNeeds {
  const cause = `push.${entry.key} ${entry.name}`.trimEnd();
  const place = placeOf(entry.span);
  const key = `role ${spec.label}_${entry.label}`;
  return {
    key,
    runsWith: key,
    trust: [assume(invoker.principal, invoker.conditions ?? [], cause, place)],
    // A team that limits its roles limits this one, too.
    boundary: boundaryOf(spec),
    rules: [
      ...invoker.grants.flatMap((grant) => allow(grant.actions, invokedBy(grant, spec, entry), cause, place)),
      ...invoker.implied.flatMap(({ actions, on }) => allow(actions, [on], cause, place)),
    ],
  };
}

/** A role for one alias or version invokes that alone. */
function invokedBy({ on }: RoleGrant, spec: Spec, entry: PushEntry): readonly Reference[] {
  const arn = functionArn(spec);
  const qualifier = entry.qualifier ?? spec.qualifier;
  const found = on.map((what): Reference => {
    if (what === "*") return literal("*");
    if (qualifier !== null) return join(arn, ":", qualifier);
    return what === "function" ? arn : join(arn, what === "latest" ? ":$LATEST" : ":*");
  });
  return [...new Map(found.map((reference) => [textOf(reference), reference])).values()];
}

export function invocation(spec: Spec, entry: PushEntry, permission: PermissionSpec): Rule {
  const given: Readonly<Record<string, Reference | string | boolean | null>> = {
    source_arn: permission.sourceArn,
    source_account: permission.sourceAccount,
    principal_org_id: permission.principalOrgId,
    event_source_token: permission.eventSourceToken,
    function_url_auth_type: permission.functionUrlAuthType,
    invoked_via_function_url: permission.invokedViaFunctionUrl,
  };
  const conditions = Object.entries(guards).flatMap(([argument, guard]): readonly Condition[] => {
    const value = given[argument] ?? null;
    if (value === null) return [];
    return [{ ...guard, values: [typeof value === "object" ? value : literal(String(value))] }];
  });
  return {
    effect: "Allow",
    principal: textOf(permission.principal),
    action: permission.action,
    resource: invoked(spec.name, entry.qualifier ?? spec.qualifier),
    conditions,
    sid: null,
    cause: `push.${entry.key} ${entry.name}`.trimEnd(),
    place: placeOf(entry.span),
  };
}
