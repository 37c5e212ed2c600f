import { distance } from "fastest-levenshtein";

/** The nearest of some words, where it is near enough to be what was meant. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly word: string; readonly far: number } | undefined;
  for (const other of words) {
    if (Math.abs(other.length - word.length) > limit) continue;
    const far = distance(word.toLowerCase(), other.toLowerCase());
    if (far <= limit && (best === undefined || far < best.far)) best = { word: other, far };
  }
  return best?.word;
}
