import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Condition } from "../../grants.ts";
import type { Asked, AskedCondition, Judged, Seen } from "../asked.ts";
import { globalKeys } from "../reference/global-keys.ts";
import { type Action, findService } from "../reference/reference.ts";
import { listing } from "../reference/wording.ts";
import { actionsWithKey, conditionKeysOf, type FoundKey, findGlobalKey, findKeyOf } from "./condition-keys.ts";
import { checkTypes, type Operator, readOperator, unknownOperator } from "./condition-operators.ts";
import { impossibleConditions } from "./impossible-conditions.ts";
import { type ReadCondition, vacuousConditions } from "./vacuous-conditions.ts";

/**
 * The rules of `conditions`: an operator that IAM knows, a key that every action of the entry can carry, values that fit both.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */

/** Judges the conditions of an entry against its actions and the resources that they stand with. */
export function judgeConditions(
  asked: Asked,
  actions: readonly Action[],
  resources: readonly Seen[],
): { readonly conditions: readonly Condition[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const conditions: Condition[] = [];
  const read: ReadCondition[] = [];
  for (const condition of asked.conditions) {
    const operator = readOperator(condition.operator.value);
    if (operator === null) diagnostics.push(unknownOperator(condition));
    const key = findKey(condition, operator, actions, resources);
    if ("severity" in key) diagnostics.push(key);
    if (operator === null) continue;
    const found = "severity" in key ? null : key;
    if (found !== null) {
      const mistakes = [...checkTypes(condition, operator, found)];
      diagnostics.push(...mistakes);
      if (mistakes.length === 0 && condition.unread !== true) read.push({ asked: condition, operator, key: found });
    }
    const values = condition.values.map(({ value }) => value);
    conditions.push({ operator: operator.name, variable: found?.name ?? condition.variable.value, values });
  }
  // A Deny for every call that leaves a key out is the usual form of one; what would never deny says nothing.
  diagnostics.push(...(asked.effect === "Deny" ? [] : vacuousConditions(read, "code")), ...impossibleConditions(read, "code"));
  return { conditions, diagnostics };
}

/**
 * Judges the extra conditions of a role's trust policy, where the caller is a service: there aws:SourceArn and
 * aws:SourceAccount are what it sends.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function judgeTrustConditions(asked: readonly AskedCondition[]): Pick<Judged, "conditions" | "diagnostics"> {
  const diagnostics: Diagnostic[] = [];
  const assume = findService("sts")?.action("AssumeRole");
  const read: ReadCondition[] = [];
  const conditions = asked.flatMap((condition): readonly Condition[] => {
    const { value: variable, span } = condition.variable;
    const operator = readOperator(condition.operator.value);
    if (operator === null) diagnostics.push(unknownOperator(condition));
    const key = findGlobalKey(variable) ?? (assume === undefined ? undefined : findKeyOf(assume, [], variable));
    if (key === undefined)
      diagnostics.push(error("unknown-condition-key", span, `sts:AssumeRole knows no condition key "${variable}"`));
    if (operator === null || key === undefined) return [];
    const mistakes = [...checkTypes(condition, operator, key)];
    diagnostics.push(...mistakes);
    if (mistakes.length === 0 && condition.unread !== true) read.push({ asked: condition, operator, key });
    return [{ operator: operator.name, variable: key.name, values: condition.values.map(({ value }) => value) }];
  });
  diagnostics.push(...vacuousConditions(read, "service"), ...impossibleConditions(read, "service"));
  return { conditions, diagnostics };
}

/** The key, or why the entry's actions never carry it. */
function findKey(
  { variable }: AskedCondition,
  operator: Operator | null,
  actions: readonly Action[],
  resources: readonly Seen[],
): FoundKey | Diagnostic {
  const { value, span } = variable;
  const global = findGlobalKey(value);
  if (global?.global.never !== undefined) {
    return error(
      "unknown-condition-key",
      span,
      `"${global.name}" is never there when a function calls: ${global.global.never}`,
      neverHint(global.name),
    );
  }
  if (global !== undefined && global.global.listed === undefined) return global;
  const found = actions.map((action) => findKeyOf(action, resources, value));
  const [first] = found.flatMap((key) => key ?? []);
  if (actions.length === 0)
    return (
      global ??
      inService(value) ??
      error("unknown-condition-key", span, `AWS lists no condition key "${value}"`, nearKey(value, actions, resources))
    );
  const without = actions.filter((_, index) => found[index] === undefined);
  if (first !== undefined && without.length === 0) return first;
  const names = listing(without.map(({ full }) => full));
  const knows = without.length === 1 ? "knows" : "know";
  if (first === undefined) {
    return error(
      "unknown-condition-key",
      span,
      `${names} ${knows} no condition key "${value}"`,
      otherKey(value, actions, resources),
    );
  }
  const effect = operator?.holdsWithout ? "is not guarded by it" : "would never be allowed";
  const message = `${names} ${knows} no condition key "${value}", so it ${effect}`;
  return error(
    "unknown-condition-key",
    span,
    without.length === 1 ? message : message.replace("so it is", "so they are").replace("so it would", "so they would"),
    `put ${names} into an entry without this condition`,
  );
}

/** A service's own key, where no action of the entry could be read. */
function inService(variable: string): FoundKey | undefined {
  const prefix = variable.slice(0, variable.indexOf(":"));
  const [knows] = findService(prefix) === undefined ? [] : actionsWithKey(prefix.toLowerCase(), variable);
  const action = knows === undefined ? undefined : findService(prefix)?.action(knows.slice(prefix.length + 1));
  return action === undefined ? undefined : findKeyOf(action, [], variable);
}

function neverHint(name: string): string | undefined {
  if (name === "aws:SourceArn")
    return "a function's own calls carry lambda:SourceFunctionArn; the resource's account is aws:ResourceAccount";
  if (name === "aws:SourceAccount") return "the account of the resource is aws:ResourceAccount";
  return undefined;
}

/** Who knows the key, or the key that was meant. */
function otherKey(value: string, actions: readonly Action[], resources: readonly Seen[]): string | undefined {
  const knowing = [...new Set(actions.map(({ service }) => service))].flatMap((service) => actionsWithKey(service, value));
  if (knowing.length > 0) return `${listing(knowing, 3)} ${knowing.length === 1 ? "knows" : "know"} it`;
  return nearKey(value, actions, resources);
}

function nearKey(value: string, actions: readonly Action[], resources: readonly Seen[]): string | undefined {
  const names = [
    ...actions.flatMap((action) => [...conditionKeysOf(action, resources)]),
    ...globalKeys.filter(({ never }) => never === undefined),
  ].map(({ name }) => name);
  const slash = value.indexOf("/");
  if (slash < 0) {
    const near = nearest(value, names);
    return near === undefined ? undefined : `did you mean ${near}?`;
  }
  // "aws:RequestTags/team": compared without the part that the user chose.
  const near = nearest(
    value.slice(0, slash),
    names.flatMap((name) => (name.includes("/") ? [name.slice(0, name.indexOf("/"))] : [])),
  );
  if (near === undefined) return undefined;
  return value.endsWith("/") ? `say which behind the slash: ${near}/team` : `did you mean ${near}${value.slice(slash)}?`;
}
