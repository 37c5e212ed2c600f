import type { Diagnostic } from "./diagnostic.ts";

/** So many that say the same are shown whole; who has mended these knows what to do with the others. */
const shownWhole = 5;

/** A mistake that is shown whole, and those that say the same elsewhere or of other functions, and need no more than their places. */
interface Shown {
  readonly diagnostic: Diagnostic;
  readonly others: readonly Diagnostic[];
}

/**
 * What people read of many mistakes: each sentence a few times, and then where else it holds. Of one place, such as a default that a
 * stack gives to all of its functions, it is said once. Nothing is left out but what has been said.
 */
export function toldTogether(diagnostics: readonly Diagnostic[]): readonly Shown[] {
  const groups = new Map<string, { readonly whole: Diagnostic[]; readonly others: Diagnostic[] }>();
  for (const diagnostic of diagnostics) {
    const group = groups.get(sentenceOf(diagnostic)) ?? { whole: [], others: [] };
    groups.set(sentenceOf(diagnostic), group);
    const isShown = group.whole.length < shownWhole && !group.whole.some((one) => placeOf(one) === placeOf(diagnostic));
    (isShown ? group.whole : group.others).push(diagnostic);
  }
  return diagnostics.flatMap((diagnostic) => {
    const { whole, others } = groups.get(sentenceOf(diagnostic)) ?? { whole: [], others: [] };
    if (!whole.includes(diagnostic)) return [];
    return [{ diagnostic, others: diagnostic === whole.at(-1) ? others : [] }];
  });
}

/** So many others are named. */
const named = 5;

/** `995 more like it: specs/shop/a.yaml:4:11, … and 990 others`; at one place they are of other functions. */
export function othersWords({ diagnostic, others }: Shown, nameOf: (place: Diagnostic) => string): string {
  const words = others
    .slice(0, named)
    .map((one) => (placeOf(one) === placeOf(diagnostic) ? (one.of?.[0] ?? nameOf(one)) : nameOf(one)));
  const more = others.length - named;
  const rest = more > 0 ? ` and ${more} other${more === 1 ? "" : "s"}; \`check --format json\` has all of them` : "";
  return `${others.length} more like it: ${words.join(", ")}${rest}`;
}

function placeOf({ file, line, column }: Diagnostic): string {
  return JSON.stringify([file, line, column]);
}

/** What it says, whosever mistake it is. */
function sentenceOf({ severity, code, message, hint = "", of = [] }: Diagnostic): string {
  const nameless = (text: string) => of.reduce((left, name) => left.replaceAll(name, "\0"), text);
  return JSON.stringify([severity, code, nameless(message), nameless(hint)]);
}
