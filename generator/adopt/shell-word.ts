/** A word as a shell takes it for that word. */
export function shellWord(text: string): string {
  return /^[\w+=,.@:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
