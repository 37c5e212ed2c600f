import { textOf } from "../../iam/arn.ts";
import { remembered } from "../../remembered.ts";
import { invoked, theRole } from "../function-needs.ts";
import type { Rule } from "../rule.ts";
import type { OutputPermission, OutputStatement } from "./emitted.ts";

/** The rules of statements; in a trust policy the resource is the role itself. */
export const rulesOfStatements = remembered((statements: readonly OutputStatement[], cause: string): readonly Rule[] =>
  statements.flatMap(({ sid, effect, principals, actions, resources, conditions }) =>
    (principals.length === 0 ? [null] : principals).flatMap((principal) =>
      actions.flatMap((action) =>
        (principal === null ? resources : [theRole, ...resources]).map(
          (resource): Rule => ({ effect, principal, action, resource, conditions, sid, cause, place: null }),
        ),
      ),
    ),
  ),
);

/** A permission as the rule that it adds to the function's resource policy. */
export const ruleOfPermission = remembered((permission: OutputPermission): Rule => {
  const { address, statementId, action, principal, conditions, qualifier } = permission;
  const resource = invoked(permission.function, qualifier);
  return {
    effect: "Allow",
    principal: textOf(principal),
    action,
    resource,
    conditions,
    sid: statementId,
    cause: address,
    place: null,
  };
});
