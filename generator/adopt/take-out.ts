import { isMap, isSeq, type Node, parseDocument } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { functionKeys, logArguments, roleKeys } from "../spec/language/language.ts";
import type { Keys } from "../spec/language/shape.ts";
import { type Draft, withoutDeny } from "./draft.ts";
import { object, own } from "./read-state.ts";
import { spelled } from "./text/spelling.ts";

/** What was taken out of a draft. */
interface Taken {
  readonly draft: Draft;
  readonly section: string;
  readonly says: unknown;
  /** The old resource that said it. */
  readonly from: string;
  /** What is said of it where more is allowed without it. */
  readonly widens: string | null;
}

/** The draft with a label for the entry whose own is taken; null where it has one already, or the mistake is of something else. */
export function withLabel(draft: Draft, text: string, mistake: Diagnostic): Draft | null {
  const [section, index] = pathAt(parseDocument(text).contents, offsetOf(text, mistake));
  if (section !== "push" && section !== "pull") return null;
  const entry = draft[section][Number(index)];
  if (entry === undefined || "label" in entry.says) return null;
  const [key = ""] = Object.keys(entry.says);
  const { statement_id: id, qualifier } = entry.says;
  const label = `${key}_${id ?? qualifier ?? index}`.toLowerCase().replace(/\W+/g, "_");
  const entries = draft[section].map((one) => (one === entry ? { ...one, says: { ...one.says, label } } : one));
  return { ...draft, [section]: entries };
}

/** The draft without the smallest thing on which a mistake stands; null where that is the function itself. */
export function takeOut(draft: Draft, text: string, mistake: Diagnostic): Taken | null {
  const stands = pathAt(parseDocument(text).contents, offsetOf(text, mistake));
  const [section, index, key, item] = stands;
  if (section === undefined || index === undefined) return null;
  if (section === "push" || section === "pull" || section === "actions") {
    const entry = draft[section][Number(index)];
    if (entry === undefined) return null;
    const { from } = entry;
    const widens = "deny" in entry.says ? withoutDeny : null;
    const list = key === undefined ? undefined : entry.says[key];
    // One action or one resource of several.
    if (section === "actions" && key !== undefined && item !== undefined && Array.isArray(list) && list.length > 1) {
      const left = list.filter((_, number) => number !== Number(item));
      const less = { from, says: { ...entry.says, [key]: left.length === 1 ? left[0] : left } };
      const entries = draft.actions.map((one) => (one === entry ? less : one));
      return { draft: { ...draft, actions: entries }, section, says: { [key]: list[Number(item)] }, from, widens };
    }
    const others = { ...draft, [section]: draft[section].filter((one) => one !== entry) };
    return { draft: others, section, says: entry.says, from, widens };
  }
  if (section === "function" && index === "name") return null;
  const gone = own(object(draft.parts[section]), index);
  if (gone === undefined) return null;
  const widens = own(guards, `${section}.${index}`) ?? null;
  const change = (part: unknown) => {
    const { [section]: _, ...others } = draft.parts;
    return { ...draft, parts: part === undefined ? others : { ...draft.parts, [section]: part } };
  };
  // Of the principals of a role, each stands for itself.
  if (section === "role" && Array.isArray(gone) && gone.length > 1 && key !== undefined) {
    const left = gone.filter((_, number) => number !== Number(key));
    const says = { [index]: gone[Number(key)] };
    return { draft: change({ ...object(draft.parts[section]), [index]: left }), section, says, from: draft.from, widens };
  }
  const path = entryPath(section, stands, draft);
  const says = path.reduceRight<unknown>((value, name) => ({ [name]: value }), valueAt(draft.parts[section], path));
  return { draft: change(less(draft.parts[section], path)), section, says, from: draft.from, widens };
}

/** What of a role guards it, or bounds it. */
const guards: Readonly<Record<string, string>> = {
  "role.permissions_boundary": "without it, nothing bounds what the role may do",
  "role.trust": "without it, Lambda may assume the role under no condition",
};

const keysOf: Readonly<Record<string, Keys>> = { function: functionKeys, role: roleKeys, logs: logArguments };

/**
 * The way to what is taken out of a section: to one entry of a mapping whose keys are the user's own, since each tag and each variable
 * stands for itself; else to the whole argument, whose parts mean nothing without each other.
 */
function entryPath(section: string, [, ...written]: readonly string[], { parts }: Draft): readonly string[] {
  const argument = written.slice(0, 1);
  let keys = own(keysOf, section);
  for (const [depth, key] of written.entries()) {
    const shape = keys && own(keys, key)?.shape;
    const below = written[depth + 1];
    if (shape === undefined || below === undefined) return argument;
    if (shape.kind === "map" && shape.of.kind !== "map") {
      const path = written.slice(0, depth + 1);
      const map = object(valueAt(parts[section], path));
      // A key may be spelled another way in the spec than in the draft.
      const number = Object.keys(object(spelled(map, `${section}.${path.join(".")}`))).indexOf(below);
      const name = Object.keys(map)[number];
      return name === undefined ? argument : [...path, name];
    }
    keys = shape.kind === "object" ? shape.keys : undefined;
  }
  return argument;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((within: unknown, name) => own(object(within), name), value);
}

/** A mapping without what stands at the end of a path; undefined where nothing is left of it. */
function less(value: unknown, [key = "", ...rest]: readonly string[]): unknown {
  const { [key]: gone, ...others } = object(value);
  const left = rest.length === 0 ? undefined : less(gone, rest);
  const all = left === undefined ? others : { ...object(value), [key]: left };
  return Object.keys(all).length === 0 ? undefined : all;
}

function offsetOf(text: string, { line, column }: Diagnostic): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
}

/** Keys and numbers that lead to what stands at an offset. */
function pathAt(node: unknown, at: number): readonly string[] {
  const holds = (one: unknown) => {
    const range = (one as Node | null)?.range;
    return range !== undefined && range !== null && at >= range[0] && at < Math.max(range[1], range[0] + 1);
  };
  if (isMap(node)) {
    const pair = node.items.find(({ key, value }) => holds(key) || holds(value));
    return pair === undefined ? [] : [String(pair.key), ...(holds(pair.value) ? pathAt(pair.value, at) : [])];
  }
  if (isSeq(node)) {
    const index = node.items.findIndex(holds);
    return index < 0 ? [] : [String(index), ...pathAt(node.items[index], at)];
  }
  return [];
}
