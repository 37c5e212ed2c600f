import type { Condition, Role, Trust } from "../../grants.ts";
import { fillArn } from "../../iam/arn.ts";
import { functionPattern, lambdaPrincipal, qualifiedPattern } from "../../sources/role-facts.ts";
import type { Spec, TrustedPrincipal } from "../../spec/spec.ts";
import { compareText } from "../../text-order.ts";
import { roleChecks } from "../checks.ts";
import { isCreatedFirst } from "../order.ts";
import { replicationOf } from "../role-statements.ts";

/** The execution role, and who may assume it. */

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
export function executionRoleOf(spec: Spec): Role {
  const { name, role, settings, push } = spec;
  const { home } = settings;
  const replicated = push.flatMap((entry) => replicationOf(entry)?.trusts ?? []);
  const others = [...new Set([...role.services, ...replicated])].filter((service) => service !== lambdaPrincipal).sort();
  const guard: readonly Condition[] = [
    {
      operator: "ArnLike",
      variable: "aws:SourceArn",
      values: [functionPattern, qualifiedPattern].map((pattern) => fillArn(pattern, home, { FunctionName: name })),
    },
    { operator: "StringEquals", variable: "aws:SourceAccount", values: [home.account] },
  ];
  // What Lambda sends of the function is not what another service sends.
  const ofServices: readonly Trust[] = role.guarded
    ? [trustIn([lambdaPrincipal], guard), ...(others.length > 0 ? [trustIn(others, role.conditions)] : [])]
    : [trustIn([lambdaPrincipal, ...others].sort(), role.conditions)];
  const trust = [...ofServices, ...role.principals.map(trustInPrincipal)];
  return {
    name: role.name,
    isPrefix: role.isPrefix,
    lifecycle: { ...role.lifecycle, createBeforeDestroy: isCreatedFirst(spec) },
    arguments: role.arguments,
    trust,
    checks: roleChecks(trust, spec, null),
  };
}

/** Services in a statement of a trust policy. */
export function trustIn(services: readonly string[], conditions: readonly Condition[]): Trust {
  return { services, principal: null, conditions, cause: null };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html */
function trustInPrincipal({ principal, externalId, organization, roles, conditions, why }: TrustedPrincipal): Trust {
  const guards: readonly Condition[] = [
    ...(roles.length === 0 ? [] : [{ operator: "ArnLike", variable: "aws:PrincipalArn", values: roles }]),
    ...(organization === null ? [] : [{ operator: "StringEquals", variable: "aws:PrincipalOrgID", values: [organization] }]),
    ...(externalId === null ? [] : [{ operator: "StringEquals", variable: "sts:ExternalId", values: [externalId] }]),
  ];
  const all = [...guards, ...conditions].sort((a, b) =>
    compareText(`${a.operator} ${a.variable}`, `${b.operator} ${b.variable}`),
  );
  return { services: [], principal, conditions: all, cause: { key: "role.principals", why } };
}
