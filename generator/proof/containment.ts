import { ANY, hasSymbol, isSymbol, type Letter, ONE } from "./pattern.ts";

/**
 * Whether all texts of one pattern are texts of another, and whether two patterns share a text: decided exactly, by walking the
 * automata of both. "unknown" is only for patterns with symbols, where it depends on what the symbols turn out to be.
 */
export type Answer = "yes" | "no" | "unknown";

/** Whether every text of `inner` is one of `outer`, whatever the symbols turn out to be. */
export function contains(outer: readonly Letter[], inner: readonly Letter[]): Answer {
  const [out, inn] = withoutSharedEnds(outer, inner);
  if (containsSurely(out, inn)) return "yes";
  if (!hasSymbol(out) && !hasSymbol(inn)) return "no";
  return share(out, inn, containing) ? "unknown" : "no";
}

/** Whether some text is one of both. */
export function meets(a: readonly Letter[], b: readonly Letter[]): Answer {
  const [left, right] = withoutSharedEnds(a, b);
  if (share(left, right, surely)) return "yes";
  if (!hasSymbol(left) && !hasSymbol(right)) return "no";
  return share(left, right, maybe) ? "unknown" : "no";
}

/** What both begin and end with decides nothing, and most patterns differ in little else. */
function withoutSharedEnds(a: readonly Letter[], b: readonly Letter[]): readonly [readonly Letter[], readonly Letter[]] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start] && a[start] !== ANY) start++;
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end] &&
    a[a.length - 1 - end] !== ANY
  )
    end++;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}

/** Stands for every character that neither pattern names. */
const OTHER = "other";

/**
 * Walks `inner` letter by letter together with all places where `outer` can then be; a text ends inside `inner` where `outer`
 * cannot end is a text too many.
 */
function containsSurely(outer: readonly Letter[], inner: readonly Letter[]): boolean {
  if (outer.length === 1 && outer[0] === ANY) return true;
  const named = [
    ...new Set([...outer, ...inner].filter((letter) => letter !== ANY && letter !== ONE && !isSymbol(letter))),
    OTHER,
  ];
  const seen = new Set<string>();
  const waiting: (readonly [number, readonly number[]])[] = [[0, closure(outer, [0])]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, places] = next;
    const key = `${at}:${places.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const letter = inner[at];
    if (letter === undefined) {
      if (!places.includes(outer.length)) return false;
      continue;
    }
    const after = letter === ANY ? at : at + 1;
    if (letter === ANY) waiting.push([at + 1, places]);
    // A symbol of a wildcard's own text is one of its characters already: what it hides has been asked by them.
    for (const read of letter === ANY || letter === ONE ? named : [letter]) waiting.push([after, step(outer, places, read)]);
  }
  return true;
}

/** Where a pattern can be behind one more letter of the text. */
function step(pattern: readonly Letter[], places: readonly number[], read: Letter): readonly number[] {
  const next: number[] = [];
  for (const place of places) {
    const letter = pattern[place];
    if (letter === ANY) next.push(place);
    else if (letter === read || (letter === ONE && !isSymbol(read))) next.push(place + 1);
  }
  return closure(pattern, next);
}

/** With every place that a `*` of no text leads to; sorted, each once. */
function closure(pattern: readonly Letter[], places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (let place of places) {
    all.add(place);
    while (pattern[place] === ANY) all.add(++place);
  }
  return [...all].sort((a, b) => a - b);
}

/**
 * How two patterns are read side by side: which letters may stand for the same piece of text, which may be any text, and which of
 * the first may be left out.
 */
interface Reading {
  readonly agree: (a: Letter, b: Letter) => boolean;
  readonly manyA: (letter: Letter) => boolean;
  readonly manyB: (letter: Letter) => boolean;
  readonly noneA: (letter: Letter) => boolean;
}

function isAny(letter: Letter): boolean {
  return letter === ANY;
}

function mayBeAnyText(letter: Letter): boolean {
  return letter === ANY || isSymbol(letter);
}

const surely: Reading = {
  agree: (a, b) => a === ANY || b === ANY || a === b || (a === ONE && !isSymbol(b)) || (b === ONE && !isSymbol(a)),
  manyA: isAny,
  manyB: isAny,
  noneA: isAny,
};

const maybe: Reading = {
  agree: (a, b) => surely.agree(a, b) || isSymbol(a) || isSymbol(b),
  manyA: mayBeAnyText,
  manyB: mayBeAnyText,
  noneA: mayBeAnyText,
};

/**
 * Some values of the symbols may make the first contain the second: a `*` of the second needs a `*` of the first, a `?` needs one of
 * either; a symbol may be any text but no wildcard. A `?` of the first is left out where that helps, since a symbol that is no text
 * may bring it beside a `*`, where it can come first or last. So a "no" is sure.
 */
const containing: Reading = {
  agree: (outer, inner) => {
    if (outer === ANY) return true;
    if (inner === ANY) return false;
    if (inner === ONE || outer === ONE) return outer === ONE;
    return isSymbol(outer) || isSymbol(inner) || outer === inner;
  },
  manyA: mayBeAnyText,
  manyB: isSymbol,
  noneA: (letter) => mayBeAnyText(letter) || letter === ONE,
};

function share(a: readonly Letter[], b: readonly Letter[], { agree, manyA, manyB, noneA }: Reading): boolean {
  // row[j]: a text can have passed the first i letters of `a` and the first j of `b`.
  let row = new Uint8Array(b.length + 1);
  row[0] = 1;
  for (let i = 0; i < a.length + 1; i++) {
    const next = new Uint8Array(b.length + 1);
    const left = a[i];
    for (let j = 0; j <= b.length; j++) {
      if (row[j] === 0) continue;
      const right = b[j];
      const [leftMany, rightMany] = [left !== undefined && manyA(left), right !== undefined && manyB(right)];
      if (left !== undefined && noneA(left)) next[j] = 1;
      if (rightMany) row[j + 1] = 1;
      if (left === undefined || right === undefined || !agree(left, right)) continue;
      if (leftMany) row[j + 1] = 1;
      if (rightMany) next[j] = 1;
      if (!leftMany && !rightMany) next[j + 1] = 1;
    }
    if (left === undefined) break;
    row = next;
  }
  return row[b.length] === 1;
}
