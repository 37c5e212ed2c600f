import { judgeActions } from "../../iam/actions/judge-entry.ts";
import { fitOf } from "../../iam/actions/pairs.ts";
import { type Home, textOf } from "../../iam/arn.ts";
import type { Placed, Seen } from "../../iam/asked.ts";
import type { Action } from "../../iam/reference/reference.ts";
import { lies } from "../../proof/decide/judge.ts";
import type { Rule } from "../../proof/rule.ts";
import { type Told, told, withoutDeny } from "../draft.ts";
import type { OldPolicy } from "../existing.ts";
import { type Json, object, text } from "../read-state.ts";
import { referenceFromText } from "../text/texts.ts";

/** What is left of an old statement where the compiler grants some of it by itself, and some can never match. */

/** These are called for the function and not by its code: what grants them elsewhere grants too much. */
const forTheFunction = /^(logs|pull\.|function\.(vpc_config|tracing_config))/;

/** One statement of an old policy. */
export interface Asking {
  readonly policy: OldPolicy;
  readonly statement: Json;
  readonly resources: readonly (Seen & { readonly written: string })[];
  readonly home: Home;
  /** What the spec needs without any `actions`. */
  readonly needs: readonly Rule[];
  readonly findings: Told[];
  /** Old resource → the actions that were allowed on it, and what they are allowed on now. */
  readonly narrowed: Map<string, { readonly actions: Set<string>; readonly on: Set<string> }>;
}

/** `Sid: `, before what is said of a statement. */
export function statementName(statement: Json): string {
  const sid = text(statement["Sid"]);
  return sid === null ? "" : `${sid}: `;
}

/** Whether a statement takes away. */
export function isDeny(statement: Json): boolean {
  return statement["Effect"] === "Deny";
}

/** What of a statement nothing says any more: of a Deny, that more is allowed without it. */
export function leaveOut({ policy, statement, findings }: Pick<Asking, "policy" | "statement" | "findings">, what: string): void {
  const widens = isDeny(statement) ? `; ${withoutDeny}` : "";
  findings.push(told("left-out", policy.from, `${statementName(statement)}${what}${widens}`));
}

/** An action with the resources on which it is kept. */
export interface Kept {
  readonly action: Action;
  readonly on: readonly string[];
  readonly isBroad: boolean;
  /** Whether it carries the keys of all conditions: one that does not stands apart, so that it takes no other with it. */
  readonly isGuarded: boolean;
}

/** The resources of a statement that an action acts on, as IAM reads their wildcards. */
export function fitting(action: Action, { resources }: Asking) {
  return resources.filter((resource) => fitOf(action, resource, true) === "fits");
}

/** What is left of one action: where it can act, without what is granted anyway. `written`: as the policy has it, null from a wildcard. */
export function keep(action: Action, written: string | null, asking: Asking): readonly Kept[] {
  const { policy, statement, needs, findings, resources } = asking;
  const where = statementName(statement);
  const able = fitting(action, asking);
  if (written !== null)
    for (const { written: resource } of resources.filter((one) => !able.includes(one) && able.length === 0))
      findings.push(told("dead", policy.from, `${where}${written} never acts on ${resource}`));
  if (isDeny(statement))
    return able.length === 0
      ? []
      : [{ action, on: able.map((one) => one.written), isBroad: false, isGuarded: carriesKeys(action, able, asking) }];
  const same = needs.filter((need) => need.action.toLowerCase() === action.full.toLowerCase());
  const left = able.filter((resource) => {
    const rule: Rule = {
      effect: "Allow",
      principal: null,
      action: action.full,
      resource: resource.reference,
      conditions: conditionsOf(statement),
      sid: null,
      cause: "",
      place: null,
    };
    if (same.some((need) => lies(rule, need))) return false;
    const narrower = same.filter(
      (need) => forTheFunction.test(need.cause) && lies({ ...need, conditions: [] }, { ...rule, conditions: [] }),
    );
    for (const need of written === null ? [] : narrower.filter((one) => !isOwnLog(resource.written, one))) {
      const found = asking.narrowed.get(resource.written) ?? { actions: new Set(), on: new Set() };
      found.actions.add(written ?? action.full);
      found.on.add(textOf(need.resource));
      asking.narrowed.set(resource.written, found);
    }
    return (
      narrower.length === 0 &&
      (action.full !== "logs:CreateLogGroup" || !isOfOwnLog(rule, resource.written, written !== null, asking))
    );
  });
  if (left.length === 0) return [];
  const isBroad = left.some((one) => fitOf(action, one, false) !== "fits");
  return [{ action, on: left.map((one) => one.written), isBroad, isGuarded: carriesKeys(action, left, asking) }];
}

/** Whether an action carries each key of the statement's conditions. */
function carriesKeys(action: Action, on: Asking["resources"], { statement, home }: Asking): boolean {
  const span = { file: "", line: 0, column: 0, endLine: 0, endColumn: 0 };
  const placed = <T>(value: T): Placed<T> => ({ value, span });
  const conditions = conditionsOf(statement).map(({ operator, variable, values }) => ({
    operator: placed(operator),
    variable: placed(variable),
    values: values.map(placed),
  }));
  if (conditions.length === 0) return true;
  const resources = on.map(({ placed: one }) => one);
  const effect = isDeny(statement) ? "Deny" : "Allow";
  const { diagnostics } = judgeActions(
    { actions: [placed(action.full)], resources, conditions, broad: true, effect, span },
    home,
  );
  return !diagnostics.some(({ code }) => code === "unknown-condition-key");
}

/** The function's own log group is made before it, and it may not bring the group back; that it might make others is told. */
function isOfOwnLog(rule: Rule, old: string, isWritten: boolean, { policy, statement, needs, findings }: Asking): boolean {
  const own = needs.filter(({ cause }) => cause.startsWith("logs"));
  const names = own.map(({ resource }) => textOf(resource).replace(/:log-stream:\*$/, ""));
  if (names.some((name) => old === name || old.startsWith(`${name}:`))) return true;
  if (!own.some((need) => lies({ ...need, conditions: [] }, { ...rule, conditions: [] }))) return false;
  const what = `${statementName(statement)}${rule.action} on ${old}`;
  if (isWritten)
    findings.push(told("wide", policy.from, what, "nothing of it: the function's log group is there before it runs"));
  return true;
}

/** The log group and all in it is what a function needs to write its streams, in other words. */
function isOwnLog(written: string, { cause, resource }: Rule): boolean {
  return cause.startsWith("logs") && written.startsWith(textOf(resource).replace(/log-stream:\*$/, ""));
}

function conditionsOf(statement: Json): Rule["conditions"] {
  return Object.entries(object(statement["Condition"])).flatMap(([operator, keys]) =>
    Object.entries(object(keys)).map(([variable, values]) => ({
      operator,
      variable,
      values: valuesOf(values).map(referenceFromText),
    })),
  );
}

/** A condition's values: `true` and `1` are texts there. */
function valuesOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
