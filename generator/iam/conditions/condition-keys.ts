import type { Seen } from "../asked.ts";
import { type GlobalKey, globalKeys } from "../reference/global-keys.ts";
import { type Action, type ConditionKey, findService, type ResourceType } from "../reference/reference.ts";

/** Which condition keys a call of an action can carry. */

/** The key as AWS writes it, the variable part as the user wrote it; and its type. */
export interface FoundKey {
  readonly name: string;
  /** Without `ArrayOf`. */
  readonly type: string;
  /** True for `aws:RequestTag/team`, where the user chose a part. */
  readonly open: boolean;
}

/** A global key by its name, whatever its case. */
export function findGlobalKey(variable: string): (FoundKey & { readonly global: GlobalKey }) | undefined {
  for (const global of globalKeys) {
    const found = match(global, variable);
    if (found !== undefined) return { ...found, global };
  }
  return undefined;
}

/** A key of a service, whichever of its actions know it. */
export function findKeyOfService(prefix: string, variable: string): FoundKey | undefined {
  for (const key of findService(prefix)?.keys ?? []) {
    const found = match(key, variable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The key among those that an action knows on the resources of its entry; undefined where it knows no such key. */
export function findKeyOf(action: Action, resources: readonly Seen[], variable: string): FoundKey | undefined {
  for (const key of conditionKeysOf(action, resources)) {
    const found = match(key, variable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every key that an action knows: its own, those of the types that the entry names, and those that the reference gives to no action. */
export function* conditionKeysOf(action: Action, resources: readonly Seen[]): Generator<ConditionKey> {
  yield* action.keys;
  for (const type of typesOf(action, resources)) {
    yield* type.keys;
    yield* action.keysWith.get(type) ?? [];
  }
  yield* unassigned(action.service);
}

/** The actions of a service that know a key, for hints. */
export function actionsWithKey(service: string, variable: string): readonly string[] {
  const known = findService(service);
  return (known?.actionNames ?? []).filter((full) => {
    const action = known?.action(full.slice(service.length + 1));
    return action !== undefined && findKeyOf(action, [], variable) !== undefined;
  });
}

/** The types of an action that the entry's resources name; all of them where that is not known. */
function typesOf(action: Action, resources: readonly Seen[]): readonly ResourceType[] {
  const open = resources.length === 0 || resources.some(({ kind }) => kind === "everything" || kind === "unknown");
  const named = open ? action.types : action.types.filter((type) => resources.some((resource) => resource.named.includes(type)));
  return named.length > 0 ? named : action.types;
}

const unassignedKeys = new Map<string, readonly ConditionKey[]>();

/** Keys that the reference lists for a service and for none of its actions and types: it is silent, so they count for every action. */
function unassigned(prefix: string): readonly ConditionKey[] {
  const before = unassignedKeys.get(prefix);
  if (before !== undefined) return before;
  const service = findService(prefix);
  const assigned = new Set<ConditionKey>(service?.types.flatMap(({ keys }) => keys));
  for (const full of service?.actionNames ?? []) {
    const action = service?.action(full.slice(prefix.length + 1));
    for (const key of [...(action?.keys ?? []), ...[...(action?.keysWith.values() ?? [])].flat()]) assigned.add(key);
  }
  const keys = (service?.keys ?? []).filter((key) => !assigned.has(key));
  unassignedKeys.set(prefix, keys);
  return keys;
}

/** Key names do not mind case; a variable part (`${TagKey}`, `<key>`, `tag-key`) may be any text. */
function match(key: ConditionKey, variable: string): FoundKey | undefined {
  const type = key.type.replace(/^ArrayOf/, "");
  if (key.name.toLowerCase() === variable.toLowerCase()) return { name: key.name, type, open: false };
  const [start, hole, end] = key.name.split(/(\$\{\w+\}|<\w+>|tag-key$)/);
  if (hole === undefined || start === undefined || end === undefined) return undefined;
  const lower = variable.toLowerCase();
  if (
    !lower.startsWith(start.toLowerCase()) ||
    !lower.endsWith(end.toLowerCase()) ||
    variable.length <= start.length + end.length
  )
    return undefined;
  return { name: start + variable.slice(start.length, variable.length - end.length) + end, type, open: true };
}
