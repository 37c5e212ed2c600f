/** Where in what was emitted of a function the thing stands that somebody points to in its spec. */

/** The line of the text, from 0, that a word of the spec became; the function itself where none tells. */
export function emittedLine(text: string, word: string, key: string | undefined): number {
  const lines = text.split("\n");
  const first = (test: (line: string) => boolean) => lines.findIndex(test);
  const wanted = [
    // An action of a statement.
    () => (word.includes(":") ? first((line) => line.trim().toLowerCase().startsWith(`"${word.toLowerCase()}"`)) : -1),
    // The comment above what an entry became.
    () => (key === undefined ? -1 : first((line) => new RegExp(`^\\s*# (push|pull)\\.${escaped(key)}\\b`).test(line))),
    // A block, or an argument.
    () => (word === "" ? -1 : first((line) => new RegExp(`^\\s*${escaped(word)}\\s*(=|\\{)`).test(line))),
    () => first((line) => line.startsWith('resource "aws_lambda_function"')),
  ];
  for (const find of wanted) {
    const at = find();
    if (at >= 0) return at;
  }
  return 0;
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
