import { addressOf } from "../addresses.ts";
import type { Policy, Reference, Statement } from "../grants.ts";
import { partsOf } from "../iam/arn.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";

/** What must be there before what, and what is replaced together: addresses of the resources of one function. */

/** Through which resource the role holds a policy. */
export function holderOf({ label, kind }: Pick<Policy, "label" | "kind">): string {
  return kind === "inline" ? addressOf.rolePolicy(label) : addressOf.attachment(label);
}

/** For which policy the function waits: AWS looks at it when it makes the function. */
export function creationPolicies(policies: readonly Policy[]): readonly string[] {
  return policies.filter(({ atCreation }) => atCreation).map(holderOf);
}

/** The other policies: whatever may bring the first event waits for them, and the function does not. */
export function laterPolicies(policies: readonly Policy[]): readonly string[] {
  return policies.filter(({ atCreation }) => !atCreation).map(holderOf);
}

/** What a permission waits for. A policy that names something which itself waits for the permission cannot be among it. */
export function beforePermission({ source: { atOnce } }: PushEntry, policies: readonly Policy[]): readonly string[] {
  if (atOnce === undefined) return [];
  return laterPolicies(policies.filter(({ statements }) => !namesType(statements, atOnce.after)));
}

function namesType(statements: readonly Statement[], types: readonly string[]): boolean {
  const named = statements.flatMap(({ resources, conditions }) => [...resources, ...conditions.flatMap(({ values }) => values)]);
  const codes = named.flatMap(partsOf).flatMap((part) => (part.kind === "expression" ? [part.code] : []));
  return types.some((type) => codes.some((code) => new RegExp(`(?<![\\w.-])${type}\\.`).test(code)));
}

/**
 * What of AWS a permission, a URL or a configuration hangs on: the function, or the alias that is made of it. Both keep their `id`
 * when they are updated, and have another one only when they are replaced.
 */
export function hostOf(spec: Spec, qualifier: Reference | null): readonly string[] {
  if (!spec.managed) return [];
  return [(spec.alias !== null && qualifier === spec.qualifier ? addressOf.alias : addressOf.function)(spec.label)];
}

/** Whether the role stands, with its policies, before the old one goes: what a function that is made first runs with is made first, too. */
export function isCreatedFirst({ role, lifecycle }: Spec): boolean {
  return role.existing === null && (role.lifecycle.createBeforeDestroy || lifecycle.createBeforeDestroy);
}

/** The role that a policy hangs on, where it is made here. */
export function roleHost({ role, label }: Spec): readonly string[] {
  return role.existing === null ? [addressOf.role(label)] : [];
}
