import type { SuggestedEntry } from "./suggest-entries.ts";

/** What the code needs in one target, and what `${target.KEY}` stands for there. */
interface NeededIn {
  readonly entries: readonly SuggestedEntry[];
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Entries that say in each target what is needed there, and nothing of another target: where their texts differ, they differ by values
 * of the targets. Null where no such entries are found.
 */
export function forAllTargets(targets: readonly NeededIn[]): readonly SuggestedEntry[] | null {
  const [first] = targets;
  if (first === undefined || targets.some(({ entries }) => entries.length !== first.entries.length)) return null;
  const values = targets.map((target) => target.values);
  const common = first.entries.map((entry, index): SuggestedEntry | null => {
    const all = targets.map(({ entries }) => entries[index] ?? entry);
    if (all.some((one) => JSON.stringify(one.allow) !== JSON.stringify(entry.allow))) return null;
    if (all.every(({ resources }) => resources === undefined)) return entry;
    const lists = all.map(({ resources = [] }) => [resources].flat());
    const written =
      lists[0]?.map((_, at) =>
        commonText(
          lists.map((list) => list[at] ?? ""),
          values,
        ),
      ) ?? [];
    const texts = written.filter((text) => text !== null);
    if (texts.length < written.length || lists.some((list) => list.length !== texts.length)) return null;
    return { ...entry, resources: texts.length === 1 ? (texts[0] ?? "") : texts };
  });
  const found = common.filter((entry) => entry !== null);
  return found.length === common.length ? found : null;
}

/** The text that each target makes its own one of; null where there is none. */
function commonText(texts: readonly string[], values: readonly ReadonlyMap<string, string>[]): string | null {
  if (texts.every((text) => text === texts[0])) return texts[0] ?? null;
  if (texts.some((text) => text === "")) return null;
  // What the team says itself goes before what each target has.
  const keys = [...(values[0]?.keys() ?? [])].reverse();
  for (const key of keys) {
    const own = values.map((of) => of.get(key) ?? "");
    const differ = own.some((value) => value !== own[0]);
    if (!differ || own.includes("") || texts.some((text, index) => !text.startsWith(own[index] ?? ""))) continue;
    const rest = commonText(
      texts.map((text, index) => text.slice(own[index]?.length)),
      values,
    );
    if (rest !== null) return `\${target.${key}}${rest}`;
  }
  const [letter = ""] = texts[0] ?? "";
  if (texts.some((text) => !text.startsWith(letter))) return null;
  const rest = commonText(
    texts.map((text) => text.slice(letter.length)),
    values,
  );
  return rest === null ? null : letter + rest;
}
