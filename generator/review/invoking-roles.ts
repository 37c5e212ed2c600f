import { textOf } from "../iam/arn.ts";
import type { RoleNeeds } from "../proof/function-needs.ts";
import { causesOf } from "./cause.ts";
import type { GrantCause, GrantChange, RoleChange } from "./change.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/**
 * One more role that is made for a service to invoke the function with, or one less, where no grant tells it: it may do what another role
 * of the service may already. Whoever may hand a role of the service on may hand on this one, too.
 */
export function* invokingRoleChanges(
  base: ReviewedFunction,
  head: ReviewedFunction,
  grants: readonly GrantChange[],
): Generator<RoleChange> {
  const [before, after] = [madeRoles(base), madeRoles(head)];
  const told = new Set(grants.flatMap(({ causes }) => causes.map(keyOf)));
  for (const service of new Set([...before, ...after].map((role) => role.service))) {
    const [had, has] = [before, after].map((roles) => roles.filter((role) => role.service === service));
    if (had === undefined || has === undefined || had.length === 0 || has.length === 0) continue;
    const [more, less] = has.length > had.length ? [has, had] : [had, has];
    const keys = new Set(less.map(({ key }) => key));
    const alone = more.filter(({ key }) => !keys.has(key)).slice(0, more.length - less.length);
    for (const { name, causes } of alone) {
      if (causes.some((cause) => told.has(keyOf(cause)))) continue;
      const common = { about: "invoking role", causes } as const;
      yield more === has
        ? { ...common, change: "widened", before: null, after: name }
        : { ...common, change: "narrowed", before: name, after: null };
    }
  }
}

interface MadeRole {
  readonly key: string;
  readonly service: string;
  readonly name: string;
  readonly causes: readonly GrantCause[];
}

/** The roles that the output makes for services, each once: of some, several entries share one. */
function madeRoles(of: ReviewedFunction): readonly MadeRole[] {
  const made = (role: RoleNeeds): readonly (readonly [string, MadeRole])[] => {
    const [rule] = role.trust ?? [];
    const known = of.grants.invokers.find(({ label }) => `role ${label}` === role.key);
    if (rule === undefined) return [];
    const name = known === undefined ? role.key.replace(/^role /, "") : textOf(known.name);
    return [[role.key, { key: role.key, service: rule.principal ?? "", name, causes: causesOf([rule], of) }]];
  };
  return [...new Map(of.needs.invokers.flatMap(made)).values()];
}

function keyOf({ entry, file, line }: GrantCause): string {
  return JSON.stringify([entry, file, line]);
}
