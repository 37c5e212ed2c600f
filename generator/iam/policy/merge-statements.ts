import type { Cause, Condition, Reference, Statement } from "../../grants.ts";
import { compareText, onceInOrder } from "../../text-order.ts";
import { textOf } from "../arn.ts";

/**
 * Statements with the same effect, resources, conditions and reasons become one, which grants nothing new; a `Sid` belongs to its own
 * statement. The order depends on what a statement is about, so that one more action never moves it.
 */
export function mergeStatements(statements: readonly Statement[]): readonly Statement[] {
  const merged = new Map<string, Statement>();
  for (const statement of withAllReasons(statements)) {
    const key = keyOf(statement);
    const other = merged.get(key);
    const { actions, causes } = statement;
    merged.set(key, {
      ...statement,
      actions: sorted([...(other?.actions ?? []), ...actions]),
      resources: onceInOrder(statement.resources, textOf),
      causes: sortedCauses([...(other?.causes ?? []), ...causes]),
    });
  }
  return [...merged].sort(([a], [b]) => compareText(a, b)).map(([, statement]) => statement);
}

/** What is asked for more than once, an action on a resource for several reasons, stands once, with all of them. */
function withAllReasons(statements: readonly Statement[]): readonly Statement[] {
  const reasons = new Map<string, Cause[]>();
  const each = statements.flatMap((statement) => {
    const about = keyOf({ ...statement, resources: [], causes: [] });
    return statement.actions.map((action) => ({ statement, action, about: `${about}\n${action}` }));
  });
  for (const { statement, about } of each)
    for (const resource of statement.resources) {
      const key = `${about}\n${textOf(resource)}`;
      const found = reasons.get(key);
      if (found === undefined) reasons.set(key, [...statement.causes]);
      else found.push(...statement.causes);
    }
  return each.flatMap(({ statement, action, about }) => {
    const groups = new Map<string, { readonly resources: Reference[]; readonly causes: readonly Cause[] }>();
    for (const resource of statement.resources) {
      const causes = reasons.get(`${about}\n${textOf(resource)}`) ?? [];
      const key = causes.length === statement.causes.length ? "" : JSON.stringify(sortedCauses(causes));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { resources: [resource], causes });
      else group.resources.push(resource);
    }
    return [...groups.values()].map((group) => ({ ...statement, actions: [action], ...group }));
  });
}

/** What a statement is about, without its actions. */
function keyOf({ effect, sid, resources, conditions, causes }: Statement): string {
  const about = [onceInOrder(resources, textOf).map(textOf), conditions.map(conditionKey), effect, sid, ownReasons(causes)];
  return JSON.stringify(about);
}

/** A reason that an entry of the spec gives is for the actions of that entry, and stands above no others. */
function ownReasons(causes: readonly Cause[]): readonly Cause[] {
  return sortedCauses(causes.filter(({ key, why }) => isOwnReason(key) && why !== null));
}

/** Whether the reason of a cause is one that an entry of the spec gives for what its code may do. */
export function isOwnReason(key: string): boolean {
  return key === "actions" || key === "broad" || key.startsWith("env.");
}

function conditionKey({ operator, variable, values }: Condition): readonly unknown[] {
  return [operator, variable, values.map(textOf)];
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort(compareText);
}

function sortedCauses(causes: readonly Cause[]): readonly Cause[] {
  return onceInOrder(causes, ({ key, why }) => JSON.stringify([key, why]));
}
