import type { Policy, Reference, Statement } from "../grants.ts";
import { join, textOf } from "../iam/arn.ts";
import { mergeStatements } from "../iam/policy/merge-statements.ts";
import { packStatements } from "../iam/policy/pack-statements.ts";
import { policyLimits, policySize } from "../iam/policy/policy-size.ts";
import type { Spec } from "../spec/spec.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { policyChecks } from "./checks.ts";
import { isCreatedFirst, roleHost } from "./order.ts";

/** Statements → the policies of the execution role, by its name. */

/**
 * What AWS looks at when it makes the function, or its code needs then (`checked`), stands in a policy of its own, for which the function
 * waits. The rest may name a user pool, a bucket, an API that itself waits for the function: in one policy with it, that would be a cycle.
 */
export function executionPolicies(
  spec: Spec,
  role: Reference,
  checked: readonly Statement[],
  others: readonly Statement[],
): readonly Policy[] {
  // A function that is managed elsewhere is there already.
  if (!spec.managed) return divide(spec, role, mergeStatements([...checked, ...others]), null);
  const creation = mergeStatements(checked);
  const rest = mergeStatements(others.flatMap((statement) => without(statement, creation)));
  return divide(spec, role, rest, creation.length === 0 ? null : withCauses(creation, others));
}

/** What of a statement the policy for the creation does not allow already; a Sid stands for a statement of its own. */
function without(statement: Statement, creation: readonly Statement[]): readonly Statement[] {
  if (statement.sid !== null) return [statement];
  return statement.actions.flatMap((action) => {
    const resources = statement.resources.filter((resource) => !creation.some((one) => allows(one, statement, action, resource)));
    return resources.length === 0 ? [] : [{ ...statement, actions: [action], resources }];
  });
}

/** Statements for the creation, with what else asks for the same. */
function withCauses(creation: readonly Statement[], others: readonly Statement[]): readonly Statement[] {
  const asked = creation.map((one) => {
    const same = others.filter(
      (other) =>
        other.sid === null &&
        other.actions.some((action) => other.resources.some((resource) => allows(one, other, action, resource))),
    );
    return { ...one, causes: [...one.causes, ...same.flatMap(({ causes }) => causes)] };
  });
  return mergeStatements(asked);
}

/** Whether a statement says the same of an action and a resource as another. */
function allows(one: Statement, { effect, conditions }: Statement, action: string, resource: Reference): boolean {
  return (
    one.effect === effect &&
    one.actions.includes(action) &&
    one.resources.some((own) => textOf(own) === textOf(resource)) &&
    JSON.stringify(one.conditions) === JSON.stringify(conditions)
  );
}

/** A policy that is too large for a role's own, or that should be managed, becomes managed policies with the same statements. */
function divide(
  spec: Spec,
  host: Reference,
  statements: readonly Statement[],
  creation: readonly Statement[] | null,
): readonly Policy[] {
  const { role, label, name } = spec;
  const given = argumentAt(role.arguments, "path");
  const common = {
    role: host,
    path: isReference(given) ? given : null,
    tags: role.arguments.filter((argument) => argument.name === "tags"),
    replacedWith: roleHost(spec),
    createBeforeDestroy: isCreatedFirst(spec),
  };
  const inline = role.policy === "inline";
  // Beside the old one it needs a name that is new, too: that of the role, which changes with whatever makes both anew.
  const managedName = role.isPrefix && common.createBeforeDestroy ? host : name;
  // It stays where it is when the rest moves, so that the function is never without it.
  const first: readonly Policy[] =
    creation === null
      ? []
      : [
          {
            ...common,
            label: `${label}_create`,
            name: join(inline ? name : managedName, "-create"),
            kind: inline ? "inline" : "managed",
            atCreation: true,
            statements: creation,
            checks: policyChecks(creation, spec),
          },
        ];
  if (statements.length === 0) return first;
  const whole = { ...common, label, atCreation: false, statements, checks: policyChecks(statements, spec) } as const;
  // A role's own policies share one limit.
  const size = policySize(statements) + policySize(creation ?? []);
  if (inline && size <= policyLimits.inline) return [...first, { ...whole, name, kind: "inline" }];
  if (policySize(statements) <= policyLimits.managed) return [...first, { ...whole, name: managedName, kind: "managed" }];
  const taken = first.filter(({ kind }) => kind === "managed").length + role.managedPolicies.length;
  const most = policyLimits.managedPerRole - taken;
  return [
    ...first,
    ...packStatements(statements, most).map(
      (pack): Policy => ({
        ...common,
        label: `${label}_${pack.name.replaceAll("-", "_")}`,
        name: join(managedName, `-${pack.name}`),
        kind: "managed",
        atCreation: false,
        statements: pack.statements,
        checks: policyChecks(pack.statements, spec),
      }),
    ),
  ];
}
