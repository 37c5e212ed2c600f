import type { PageData, PageEnd, PageFunction, PageRow } from "./page-data.ts";
import type { Choice } from "./view.ts";

/** Which functions are chosen, and which of their grants. */

export interface Chosen {
  readonly function: PageFunction;
  readonly rows: readonly PageRow[];
}

/** A function is chosen where one of its grants is all that is asked for; then the grants that are. */
export function chosenOf(data: PageData, choice: Choice): readonly Chosen[] {
  const words = choice.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return data.functions.flatMap((one): readonly Chosen[] => {
    if (choice.stack !== "" && one.stack !== stackOf(choice.stack)) return [];
    if (choice.target !== "" && one.target !== choice.target) return [];
    if (words.length > 0) {
      const text = textOf(one, data.ends);
      if (!words.every((word) => text.includes(word))) return [];
    }
    const { finding } = choice;
    const warned = finding === "warning" && choice.service === "" && choice.level === "" && choice.broad === "";
    if (warned || (finding === "any" && one.warnings > 0 && one.rows.every(({ marks }) => marks.length === 0)))
      return one.warnings > 0 && one.rows.some((row) => touches(row, choice, data.ends))
        ? [{ function: one, rows: one.rows }]
        : [];
    if (finding === "warning" && one.warnings === 0) return [];
    const rows = one.rows.filter((row) => isAsked(row, choice, data.ends));
    const asksNothing = [choice.service, choice.level, finding, choice.broad, choice.end].every((asked) => asked === "");
    return rows.length > 0 || asksNothing ? [{ function: one, rows }] : [];
  });
}

function isAsked(row: PageRow, choice: Choice, ends: readonly PageEnd[]): boolean {
  const { service, level, finding, broad } = choice;
  return (
    (service === "" || row.service === service) &&
    (level === "" || row.levels.some((one) => one === level)) &&
    (finding === "" || finding === "warning" || (finding === "any" ? row.marks.length > 0 : row.marks.includes(finding))) &&
    (broad === "" || row.marks.includes("broad")) &&
    touches(row, choice, ends)
  );
}

function touches(row: PageRow, { end }: Choice, ends: readonly PageEnd[]): boolean {
  const at = ends[row.end];
  return end === "" || (at !== undefined && endKey(at) === end);
}

/** An end, as an address names it. */
export function endKey({ kind, full }: PageEnd): string {
  return `${kind} ${full}`;
}

/** The stack of the root has no name; an address needs one. */
const rootStack = ".";

/** A stack, as an address names it. */
export function stackKey(stack: string): string {
  return stack === "" ? rootStack : stack;
}

function stackOf(key: string): string {
  return key === rootStack ? "" : key;
}

const texts = new WeakMap<PageFunction, string>();

/** All that a search finds a function by. */
function textOf(one: PageFunction, ends: readonly PageEnd[]): string {
  const known = texts.get(one);
  if (known !== undefined) return known;
  const rows = one.rows.flatMap(({ end, actions, service }) => {
    const { name = "", full = "" } = ends[end] ?? {};
    return [service, name, full, ...actions];
  });
  const text = [one.name, one.stack, one.target ?? "", one.file, ...one.why, ...rows].join("\n").toLowerCase();
  texts.set(one, text);
  return text;
}
