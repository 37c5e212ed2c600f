import type { Respelling } from "./respell.ts";

/**
 * Python that the grammar does not know.
 * https://docs.python.org/3/reference/compound_stmts.html, https://docs.python.org/3/reference/lexical_analysis.html
 */
export function respellPython(respelling: Respelling): void {
  // A mark of the encoding, a new page.
  respelling.write(/^\uFEFF/g, () => "\n");
  respelling.write(/^\f/gm, () => "\n");
  // A line that goes on, and is followed by an empty one.
  respelling.blank(/\\(?=\r?\n[ \t]*\r?\n)/g);
  // A yield of nothing gives nothing.
  respelling.write(/^[ \t]*(yield)(?=[ \t]*;?[ \t]*$)/gm, () => "pass ", 1);
  respelling.write(/[(=][ \t]*(yield)(?=[ \t]*(?:\)|$))/gm, () => "None ", 1);
  // t"…" is put together as f"…" is.
  respelling.write(/(?<![\w"])[tT](?="")/g, () => "f");
  cases(respelling);
  contexts(respelling);
}

/** `case A():`, `case []:`, and `match a, b:`. No pattern calls anything; what stands behind its `if` may. */
function cases(respelling: Respelling): void {
  const { code } = respelling;
  for (const { index, 0: word } of code.matchAll(/^[ \t]*(?:case|match)\b/gm)) {
    const from = index + word.length;
    const head = headFrom(respelling, from);
    if (head === null) continue;
    if (word.endsWith("case")) patterns(respelling, from, from + code.slice(from, head.end).search(/\bif\b|$/));
    else if (/^[ \t]*$/m.test(code.slice(head.end + 1).split("\n", 1)[0] ?? ""))
      for (const comma of head.commas) respelling.set(comma, code.slice(comma + 1, head.end).trim() === "" ? " " : "+");
  }
}

/** What is empty: a class without arguments is its name, and an empty list anything. */
function patterns(respelling: Respelling, from: number, to: number): void {
  const pattern = respelling.code.slice(from, to);
  for (const { 0: empty, index } of pattern.matchAll(/\(\s*\)|\[\s*\]|\{\s*\}/g)) {
    const named = /[\w.]$/.test(pattern.slice(0, index));
    respelling.set(from + index, named ? " ".repeat(empty.length) : "_".padEnd(empty.length));
  }
}

/** The colon that ends a statement's head, and the commas that are in no bracket; null where the line ends before. */
function headFrom(respelling: Respelling, from: number): { readonly end: number; readonly commas: readonly number[] } | null {
  const { code } = respelling;
  const commas: number[] = [];
  for (let at = from; at < Math.min(code.length, from + longestHead); at++) {
    const letter = code.charAt(at);
    if (letter === ":") return { end: at, commas };
    if (letter === "\n") return null;
    if (letter === ",") commas.push(at);
    else if ("([{".includes(letter)) at = respelling.closing(at)?.at ?? code.length;
  }
  return null;
}

/** No head that a person wrote is longer. */
const longestHead = 4_000;

/** `with (open("a") as a, open("b") as b):`, on as many lines as it has. */
function contexts(respelling: Respelling): void {
  const { code } = respelling;
  for (const { indices } of code.matchAll(/\bwith[ \t]*(\()/dg)) {
    const [open] = indices?.[1] ?? [0];
    const { at: end, commas } = respelling.closing(open) ?? { at: code.length, commas: [] };
    if (end - open > longestHead || !/^\s*:/.test(code.slice(end + 1))) continue;
    if (!/\bas\b/.test(code.slice(open, end))) continue;
    // Lines become one, and a comment would go on to its end.
    for (let at = open; at <= end; at++) if (/\s/.test(code.charAt(at))) respelling.set(at, " ");
    respelling.set(open, " ");
    respelling.set(end, " ");
    const last = commas.at(-1);
    if (last !== undefined && code.slice(last + 1, end).trim() === "") respelling.set(last, " ");
  }
}
