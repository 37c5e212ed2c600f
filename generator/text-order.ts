/** The order of texts: by UTF-16 code units, the same on every machine, whatever its language. */

/** -1, 0 or 1, as `sort` asks. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Arguments, and whatever else has a name. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compareText(a.name, b.name);
}

/** Resources, by what tells them apart in a configuration. */
export function byLabel(a: { readonly label: string }, b: { readonly label: string }): number {
  return compareText(a.label, b.label);
}

/** Each once, in the order of its text: of what has one text, the last. */
export function onceInOrder<Of>(all: readonly Of[], textOf: (one: Of) => string): readonly Of[] {
  if (all.length < 2) return all;
  const byText = new Map(all.map((one) => [textOf(one), one]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one);
}
