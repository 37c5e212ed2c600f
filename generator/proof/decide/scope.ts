import type { Condition } from "../../grants.ts";
import { partsOf, textOf } from "../../iam/arn.ts";
import type { FunctionNeeds } from "../function-needs.ts";
import { keyOf } from "../pattern.ts";
import type { Attached, OutputFunction, OutputRole } from "../read/emitted.ts";
import type { Checked } from "../read/preconditions.ts";
import { type Purpose, uncheckedIn } from "./checked.ts";

/** Whether the documents of a role say, or have checked, what they are about: an expression may be a wildcard. In sentences, why not. */

/** Of the policies on a role, but for what the spec says to be wide. */
export function* unscoped(
  attached: readonly Attached[],
  { broad }: FunctionNeeds,
  assured: ReadonlySet<string>,
): Generator<string> {
  const wide = new Set(broad.map(({ rule }) => `${rule.action.toLowerCase()} ${keyOf(rule.resource)}`));
  for (const { document, statements, checked } of attached) {
    for (const { effect, actions, resources, conditions } of statements) {
      if (effect === "Deny") continue;
      const narrow = resources.filter(
        (resource) =>
          resource.kind !== "literal" && actions.some((action) => !wide.has(`${action.toLowerCase()} ${keyOf(resource)}`)),
      );
      for (const resource of narrow) yield* sentence(document, uncheckedIn(resource, "resource", checked, assured));
      if (narrow.length > 0 || resources.every(({ kind }) => kind === "literal"))
        for (const code of uncompared(conditions, checked, assured)) yield* sentence(document, code);
    }
  }
}

/** Of the trust policy of a role, and of its boundary: null and wildcards would let others assume it, null would lift the boundary. */
export function* untrusted(
  label: string,
  { trust, boundary, checked }: OutputRole,
  assured: ReadonlySet<string>,
): Generator<string> {
  for (const { conditions, identities } of trust) {
    const isGuard = ({ operator, variable }: Condition) =>
      identities.length > 0 && Object.hasOwn(identityGuards, `${operator} ${variable}`.toLowerCase());
    for (const code of uncompared(
      conditions.filter((one) => !isGuard(one)),
      checked,
      assured,
    ))
      yield* sentence(`the trust of ${label}`, code);
    const guards = conditions.filter(isGuard);
    for (const { operator, variable, values } of guards) {
      const place = identityGuards[`${operator} ${variable}`.toLowerCase()] ?? "compared";
      for (const value of values) yield* sentence(`the trust of ${label}`, uncheckedIn(value, place, checked, assured));
    }
    const alone = guards.length === 0;
    for (const identity of identities) {
      yield* sentence(`the trust of ${label}`, uncheckedIn(identity, alone ? "one caller" : "caller", checked, assured));
      if (alone && identity.kind !== "expression" && !/:iam::[^:]*:(role|user)\/[^*?]+$/.test(textOf(identity)))
        yield `the trust of ${label}: nothing guards ${textOf(identity)}, which is no role and no user`;
    }
  }
  if (boundary !== null) yield* sentence(`the boundary of ${label}`, uncheckedIn(boundary, "managed policy", checked, assured));
}

/** What the names of functions are made of: AWS takes no wildcard there. */
export function assuredBy(functions: Iterable<OutputFunction>): ReadonlySet<string> {
  const names = [...functions].flatMap(({ name }) => partsOf(name));
  return new Set(names.flatMap((part) => (part.kind === "expression" ? [part.code] : [])));
}

/** Conditions of which one at least says who of an account may assume a role. */
const identityGuards: Readonly<Record<string, Purpose>> = {
  "stringequals sts:externalid": "external id",
  "stringequals aws:principalorgid": "organization",
  "arnlike aws:principalarn": "resource",
};

const places: Readonly<Record<string, Purpose>> = { "aws:sourcearn": "source", "aws:sourceaccount": "account" };

/** Keys of whose the caller is are checked whatever compares them; of the others, what reads wildcards: Like, and what compares ARNs. */
function uncompared(
  conditions: readonly Condition[],
  checked: readonly Checked[],
  assured: ReadonlySet<string>,
): readonly string[] {
  return conditions.flatMap(({ operator, variable, values }) => {
    const place = places[variable.toLowerCase()];
    if (place === undefined && (!/like|arnequals/i.test(operator) || /not/i.test(operator))) return [];
    return values.flatMap((value) => uncheckedIn(value, place ?? "compared", checked, assured) ?? []);
  });
}

function* sentence(where: string, code: string | null): Generator<string> {
  if (code !== null) yield `${where}: nothing checks ${code}, which could be null or a wildcard`;
}
