import { distance } from "fastest-levenshtein";

/** The nearest of some words, where it is near enough to be what was meant. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  // Two letters that changed places count as two changes.
  const limit = Math.max(word.length < 4 ? 1 : 2, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const other of words) {
    if (Math.abs(other.length - word.length) > limit) continue;
    const far = distance(word.toLowerCase(), other.toLowerCase());
    if (far <= limit && (best === undefined || far < best.far)) best = { word: other, far };
  }
  return best?.word;
}
