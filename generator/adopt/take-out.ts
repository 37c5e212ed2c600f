import { isMap, isSeq, type Node, parseDocument } from "yaml";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Draft } from "./draft.ts";
import { object } from "./read-state.ts";

/** What was taken out of a draft. */
export interface Taken {
  readonly draft: Draft;
  readonly section: string;
  readonly says: unknown;
  /** The old resource that said it. */
  readonly from: string;
  /** Whether it denied something: without it, more is allowed. */
  readonly isDeny: boolean;
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
  const at = offsetOf(text, mistake);
  const [section, index, key, item] = pathAt(parseDocument(text).contents, at);
  if (section === undefined || index === undefined) return null;
  if (section === "push" || section === "pull" || section === "actions") {
    const entry = draft[section][Number(index)];
    if (entry === undefined) return null;
    const { from } = entry;
    const isDeny = "deny" in entry.says;
    const list = key === undefined ? undefined : entry.says[key];
    // One action or one resource of several.
    if (section === "actions" && key !== undefined && item !== undefined && Array.isArray(list) && list.length > 1) {
      const left = list.filter((_, number) => number !== Number(item));
      const less = { from, says: { ...entry.says, [key]: left.length === 1 ? left[0] : left } };
      const entries = draft.actions.map((one) => (one === entry ? less : one));
      return { draft: { ...draft, actions: entries }, section, says: { [key]: list[Number(item)] }, from, isDeny };
    }
    const others = { ...draft, [section]: draft[section].filter((one) => one !== entry) };
    return { draft: others, section, says: entry.says, from, isDeny };
  }
  if (section === "function" && index === "name") return null;
  const { [index]: gone, ...rest } = object(draft.parts[section]);
  if (gone === undefined) return null;
  // Of the principals of a role, each stands for itself.
  if (section === "role" && Array.isArray(gone) && gone.length > 1 && key !== undefined) {
    const left = gone.filter((_, number) => number !== Number(key));
    const parts = { ...draft.parts, [section]: { ...object(draft.parts[section]), [index]: left } };
    return { draft: { ...draft, parts }, section, says: { [index]: gone[Number(key)] }, from: draft.from, isDeny: false };
  }
  const { [section]: _, ...others } = draft.parts;
  const parts = Object.keys(rest).length === 0 ? others : { ...draft.parts, [section]: rest };
  return { draft: { ...draft, parts }, section, says: { [index]: gone }, from: draft.from, isDeny: false };
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
