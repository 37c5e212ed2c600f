import { ANY, type Answer, hasSymbol, isSymbol, type Letter, ONE } from "../pattern.ts";
import { mostSteps, within } from "./within.ts";

/** Whether all texts of one pattern are texts of another, and whether two patterns share a text: decided exactly. */

/** Whether every text of `inner` is one of `outer`, whatever the symbols turn out to be. */
export function contains(outer: readonly Letter[], inner: readonly Letter[]): Answer {
  const [out, inn] = withoutSharedEnds(outer, inner);
  const answer = within(inn, out);
  if (answer !== "no" || (!hasSymbol(out) && !hasSymbol(inn))) return answer;
  return share(out, inn, containing) === "no" ? "no" : "unknown";
}

/** Whether some text is one of both. */
export function meets(a: readonly Letter[], b: readonly Letter[]): Answer {
  const [left, right] = withoutSharedEnds(a, b);
  const answer = share(left, right, surely);
  if (answer !== "no" || (!hasSymbol(left) && !hasSymbol(right))) return answer;
  return share(left, right, maybe) === "no" ? "no" : "unknown";
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

/**
 * How two patterns are read side by side: which letters may stand for the same piece of text, which may be any text, and which of
 * the first may be left out.
 */
interface SideBySide {
  readonly agree: (a: Kind, b: Kind, same: boolean) => boolean;
  readonly manyA: (kind: Kind) => boolean;
  readonly manyB: (kind: Kind) => boolean;
  readonly noneA: (kind: Kind) => boolean;
}

/** What a letter is, read once. */
type Kind = "any" | "one" | "symbol" | "character";

function kindOf(letter: Letter): Kind {
  if (letter === ANY) return "any";
  if (letter === ONE) return "one";
  return isSymbol(letter) ? "symbol" : "character";
}

function isAny(kind: Kind): boolean {
  return kind === "any";
}

function mayBeAnyText(kind: Kind): boolean {
  return kind === "any" || kind === "symbol";
}

const surely: SideBySide = {
  agree: (a, b, same) => same || a === "any" || b === "any" || (a === "one" && b !== "symbol") || (b === "one" && a !== "symbol"),
  manyA: isAny,
  manyB: isAny,
  noneA: isAny,
};

const maybe: SideBySide = {
  agree: (a, b, same) => surely.agree(a, b, same) || a === "symbol" || b === "symbol",
  manyA: mayBeAnyText,
  manyB: mayBeAnyText,
  noneA: mayBeAnyText,
};

/**
 * Some values of the symbols may make the first contain the second: a `*` of the second needs a `*` of the first, a `?` needs one of
 * either; a symbol may be any text but no wildcard. A `?` of the first is left out where that helps, since a symbol that is no text
 * may bring it beside a `*`, where it can come first or last. So a "no" is sure.
 */
const containing: SideBySide = {
  agree: (outer, inner, same) => {
    if (outer === "any") return true;
    if (inner === "any") return false;
    if (inner === "one" || outer === "one") return outer === "one";
    return same || outer === "symbol" || inner === "symbol";
  },
  manyA: mayBeAnyText,
  manyB: (kind) => kind === "symbol",
  noneA: (kind) => mayBeAnyText(kind) || kind === "one",
};

function share(a: readonly Letter[], b: readonly Letter[], { agree, manyA, manyB, noneA }: SideBySide): Answer {
  if (a.length * b.length > mostSteps) return "unknown";
  const kinds = b.map(kindOf);
  const many = kinds.map(manyB);
  // row[j]: a text can have passed the first i letters of `a` and the first j of `b`.
  let row = new Uint8Array(b.length + 1);
  row[0] = 1;
  for (const left of a) {
    const next = new Uint8Array(b.length + 1);
    const kind = kindOf(left);
    const [leftMany, leftNone] = [manyA(kind), noneA(kind)];
    for (let j = 0; j <= b.length; j++) {
      if (row[j] === 0) continue;
      if (leftNone) next[j] = 1;
      const right = kinds[j];
      if (right === undefined) continue;
      if (many[j]) row[j + 1] = 1;
      if (!agree(kind, right, left === b[j])) continue;
      if (leftMany) row[j + 1] = 1;
      if (many[j]) next[j] = 1;
      if (!leftMany && !many[j]) next[j + 1] = 1;
    }
    row = next;
  }
  // What is left of `b` must be able to be no text.
  for (let j = 0; j < b.length; j++) if (row[j] === 1 && many[j]) row[j + 1] = 1;
  return row[b.length] === 1 ? "yes" : "no";
}
