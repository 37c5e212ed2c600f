import type { Span } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { compareText, onceInOrder } from "../../text-order.ts";
import { type Home, literal, textOf } from "../arn.ts";
import type { Granted, Seen } from "../asked.ts";
import { isScopable, takesStar } from "../reference/exceptions.ts";
import { type Action, findAction } from "../reference/reference.ts";
import { actsOn, reachesBeyond, reachOf, see } from "./resources.ts";

/** What an entry of `actions` grants: each action on each resource that it acts on, and on nothing else. */

/** How an action and a resource go together. */
export type Fit = "fits" | "mismatch" | "not-scopable" | "broad";

/** `broad` is true where the entry says why it is as wide as it is. */
export function fitOf(action: Action, resource: Seen, broad: boolean): Fit {
  if (resource.kind === "everything") return takesStar(action) || broad ? "fits" : "broad";
  if (resource.kind === "unknown") return "fits";
  if (!isScopable(action)) return "not-scopable";
  if (broad && reachesBeyond(action, resource)) return "fits";
  if (!actsOn(action, resource) && !(resource.outlines[0]?.resource === "*" && resource.named.length === 0))
    return action.types.length === 0 ? "not-scopable" : "mismatch";
  return broad || reachOf(resource) === null ? "fits" : "broad";
}

/** Actions that stand with the same resources come together; groups in the order of their resources. */
export function group(actions: readonly Action[], resources: readonly Seen[], broad: boolean): readonly Granted[] {
  const groups = new Map<string, { readonly actions: string[]; readonly resources: readonly Reference[] }>();
  for (const action of actions) {
    const fitting = resources.flatMap((resource) => (fitOf(action, resource, broad) === "fits" ? [resource.reference] : []));
    const sorted = onceInOrder(fitting, textOf);
    if (sorted.length === 0) continue;
    const key = sorted.map(textOf).join("\n");
    const found = groups.get(key) ?? { actions: [], resources: sorted };
    found.actions.push(action.full);
    groups.set(key, found);
  }
  return [...groups].sort(([a], [b]) => compareText(a, b)).map(([, granted]) => granted);
}

/** What a checked entry grants. */
export function grantsOf(
  names: readonly string[],
  references: readonly Reference[] | null,
  broad: boolean,
  home: Home,
): readonly Granted[] {
  const actions = names.flatMap((name) => findAction(name) ?? []);
  const span: Span = { file: "", line: 0, column: 0, endLine: 0, endColumn: 0 };
  const resources =
    references === null
      ? [everythingSeen(span)]
      : references.flatMap((value) => {
          const [resource] = see({ value, span }, actions, home);
          return resource === null ? [] : [resource];
        });
  return group(actions, resources, broad);
}

/** An entry that comes out as several statements numbers its Sid from the second on. */
export function numberedSid(sid: string | null, index: number): string | null {
  return sid === null || index === 0 ? sid : `${sid}${index + 1}`;
}

/** The `"*"` of actions that AWS cannot scope. */
export function everythingSeen(span: Span): Seen {
  const value = literal("*");
  return { placed: { value, span }, kind: "everything", reference: value, outlines: [], named: [], base: null, begins: null };
}
