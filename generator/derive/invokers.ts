import type { Condition, InvokerRole, Reference, Statement } from "../grants.ts";
import { join, literal } from "../iam/arn.ts";
import { mergeStatements } from "../iam/policy/merge-statements.ts";
import { shorten } from "../iam/shorten.ts";
import type { RoleGrant, RolePushSource } from "../sources/source.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { policyChecks, roleChecks } from "./checks.ts";
import { causeOf, qualifierOf } from "./push-grants.ts";
import { trustIn } from "./role/execution-role-grants.ts";
import { allow } from "./role-statements.ts";

/** The role of a service that invokes with one: it may invoke this function and nothing else, and only that service may assume it. */
export function invokersOf(spec: Spec, entry: PushEntry, arn: Reference): readonly InvokerRole[] {
  const { source, caller } = entry;
  if (source.kind !== "role" || caller.kind !== "role") return [];
  const cause = causeOf("push", entry);
  const key = `push.${entry.key}`;
  const conditions = guardOf(source, caller.arn, spec);
  const statements = mergeStatements([
    ...source.grants.map((grant) => allow(key, grant.why, grant.actions, resourcesOf(grant, arn, qualifierOf(spec, entry)))),
    ...impliedStatements(key, source, entry),
  ]);
  const trust = [trustIn([source.principal], conditions)];
  const unguarded = "the service sends nothing that could guard this role";
  return [
    {
      label: `${spec.label}_${entry.label}`,
      name: roleName(spec.name, entry.label),
      arguments: spec.role.arguments.filter(({ name }) => ["path", "permissions_boundary", "tags"].includes(name)),
      trust,
      statements,
      checks: { trust: roleChecks(trust, spec, source), policy: policyChecks(statements, spec) },
      cause:
        source.sends === "nothing" ? { ...cause, why: cause.why === null ? unguarded : `${cause.why}; ${unguarded}` } : cause,
    },
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function guardOf({ sends }: RolePushSource, arn: Reference, { settings: { home } }: Spec): readonly Condition[] {
  const equals = (variable: string): Condition => ({ operator: "StringEquals", variable, values: [home.account] });
  switch (sends) {
    case "account+arn":
      return [{ operator: "ArnLike", variable: "aws:SourceArn", values: [arn] }, equals("aws:SourceAccount")];
    case "account":
      return [equals("aws:SourceAccount")];
    case "external-id":
      return [equals("sts:ExternalId")];
    case "nothing":
      return [];
  }
}

/** Grants on what an argument of the subscription names. */
function impliedStatements(key: string, { implied }: RolePushSource, { subscription }: PushEntry): readonly Statement[] {
  return (implied ?? []).flatMap(({ argument, actions, why }) => {
    const on = argumentAt(subscription?.arguments ?? [], argument);
    return isReference(on) ? [allow(key, why, actions, [on])] : [];
  });
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
