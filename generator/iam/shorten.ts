/**
 * A name that AWS takes at most so many characters of: what is cut off still counts, by its FNV-1a hash, so that two long
 * names stay two names and the same name stays the same.
 */
export function shorten(text: string, most: number, joint: "_" | "-"): string {
  if (text.length <= most) return text;
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return `${text.slice(0, most - 9)}${joint}${hash.toString(16).padStart(8, "0")}`;
}
