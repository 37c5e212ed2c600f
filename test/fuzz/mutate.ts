import type { Decisions } from "./input.ts";
import { donors, keys, marks, scalars, type Tree } from "./words.ts";

/** Changes of structure, as decisions say: another value, another key, an entry more or less, a text with a mark in it. */

type Container = Tree[] | Record<string, Tree>;

/** A place in a tree: the list or mapping, the index or key in it, and the key that it stands under. */
interface Place {
  readonly of: Container;
  readonly at: string;
  readonly under: string;
}

/** The tree after as many changes as there are decisions, at most `most`. */
export function mutate(tree: Tree, decisions: Decisions, most = 12): Tree {
  const root: Record<string, Tree> = { "": structuredClone(tree) };
  for (let count = 0; count < most && decisions.more; count++) {
    const place = decisions.pick([...placesOf(root, "")]);
    if (place !== undefined) changes[decisions.below(changes.length)]?.(place, decisions);
  }
  return root[""] ?? null;
}

function* placesOf(of: Container, under: string): Generator<Place> {
  for (const [at, value] of Object.entries(of)) {
    const key = Array.isArray(of) ? under : at;
    yield { of, at, under: key };
    if (typeof value === "object" && value !== null) yield* placesOf(value as Container, key);
  }
}

function get({ of, at }: Place): Tree {
  return (of as Record<string, Tree>)[at] ?? null;
}

function set({ of, at }: Place, value: Tree | undefined): void {
  if (value !== undefined) put(of, at, structuredClone(value));
}

/** `__proto__` is a key like any other in a spec. */
function put(of: Container, at: string, value: Tree): void {
  Object.defineProperty(of, at, { value, enumerable: true, configurable: true, writable: true });
}

const changes: readonly ((place: Place, decisions: Decisions) => void)[] = [
  (place, decisions) => set(place, decisions.pick(scalars)),
  (place, decisions) => set(place, decisions.pick(donors.get(place.under) ?? [])),
  (place, decisions) => set(place, decisions.pick(donors.get(decisions.pick(keys) ?? "") ?? [])),
  // One more like those that stand here.
  (place, decisions) => {
    const value = get(place);
    const donor = decisions.pick(donors.get(place.under) ?? []);
    if (donor === undefined) return;
    if (Array.isArray(value)) set(place, [...value, ...(Array.isArray(donor) ? donor : [donor])]);
    else if (typeof value === "object" && value !== null && typeof donor === "object" && !Array.isArray(donor))
      set(place, { ...value, ...(donor as Record<string, Tree>) });
    else set(place, [value, donor]);
  },
  (place, decisions) => {
    const value = get(place);
    const key = decisions.pick(keys) ?? "";
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const copy = { ...(value as Record<string, Tree>) };
    put(copy, key, structuredClone(decisions.pick(donors.get(key) ?? scalars) ?? null));
    set(place, copy);
  },
  ({ of, at }) => {
    if (Array.isArray(of)) of.splice(Number(at), 1);
    else delete of[at];
  },
  ({ of, at }, decisions) => {
    if (Array.isArray(of)) {
      of.splice(decisions.below(of.length + 1), 0, structuredClone(of[Number(at)] ?? null));
      return;
    }
    const value = of[at] ?? null;
    delete of[at];
    put(of, decisions.pick(keys) ?? at, value);
  },
  (place, decisions) => {
    const value = get(place);
    if (typeof value === "object" && value !== null) return;
    const text = String(value ?? "");
    const from = decisions.below(text.length + 1);
    const to = Math.min(text.length, from + decisions.below(4));
    set(place, text.slice(0, from) + decisions.pick(marks) + text.slice(to));
  },
  (place, decisions) => {
    const value = get(place);
    if (Array.isArray(value) && value.length > 0) set(place, decisions.pick(value as Tree[]));
    else set(place, [value]);
  },
  // What stands elsewhere in the spec.
  (place, decisions) => {
    const key = decisions.pick(["function", "role", "logs", "push", "pull", "actions", "allow", "resources", "conditions"]);
    set(place, decisions.pick(donors.get(key) ?? []));
  },
  (place, decisions) => {
    const value = get(place);
    if (typeof value === "string") set(place, value.repeat(1 + decisions.below(40)).slice(0, 5000));
  },
];
