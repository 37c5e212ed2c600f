import { addressOf } from "../addresses.ts";
import type { Policy, Reference, Statement } from "../grants.ts";
import { partsOf } from "../iam/arn.ts";
import { policyLimits, policySize } from "../iam/policy/policy-size.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { argumentAt } from "../spec/values/value.ts";

/** What must be there before what, and what is replaced together: addresses of the resources of one function. */

/** Through which resource the role holds a policy. */
export function holderOf({ label, kind }: Pick<Policy, "label" | "kind">): string {
  return kind === "inline" ? addressOf.rolePolicy(label) : addressOf.attachment(label);
}

/** For which policy the function waits: AWS looks at it when it makes the function, or the code runs with it then. */
export function creationPolicies(policies: readonly Policy[]): readonly string[] {
  return policies.filter(({ atCreation }) => atCreation).map(holderOf);
}

/**
 * Whether the function's code runs as soon as it is made, since a version is published with it: for a snapshot, or on managed instances.
 * https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html
 */
export function runsAtOnce({ arguments: body }: Spec): boolean {
  const publishes = argumentAt(body, "publish");
  const begins = ["snap_start", "capacity_provider_config"].some((name) => argumentAt(body, name) !== undefined);
  return begins && publishes !== undefined && publishes !== false;
}

/**
 * What of the statements such a function waits for. What names a resource of Terraform's may name one that waits for the function, and
 * stays with the rest; so does all of it where a deny would come later than what it limits, or where it is more than one policy holds.
 */
export function beforeItRuns(spec: Spec, checked: readonly Statement[], statements: readonly Statement[]): readonly Statement[] {
  if (!runsAtOnce(spec)) return [];
  const early = statements.filter((statement) => waitsForNothing(namedIn(statement)));
  const isLimited = statements.some((one) => one.effect === "Deny" && !early.includes(one));
  return isLimited || policySize([...checked, ...early]) > policyLimits.managed ? [] : early;
}

/** Whether values name no resource of Terraform's: letters, variables, and what the compiler itself reads. */
export function waitsForNothing(named: readonly Reference[]): boolean {
  return codesOf(named).every((code) => !/[\w-]\.[a-z_]/i.test(code.replaceAll(ofNobody, "")));
}

const ofNobody = /(?<![\w.-])(?:var\.[\w-]+|data\.aws_\w+\.lambdagrant\w*\.\w+)/g;

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
  const codes = codesOf(statements.flatMap(namedIn));
  return types.some((type) => codes.some((code) => new RegExp(`(?<![\\w.-])${type}\\.`).test(code)));
}

function namedIn({ resources, conditions }: Statement): readonly Reference[] {
  return [...resources, ...conditions.flatMap(({ values }) => values)];
}

function codesOf(named: readonly Reference[]): readonly string[] {
  return named.flatMap(partsOf).flatMap((part) => (part.kind === "expression" ? [part.code] : []));
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
