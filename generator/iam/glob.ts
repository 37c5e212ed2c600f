import { HOLE, NAME } from "./arn.ts";

/** Texts with open places, and whether two of them can mean one string: decided exactly, by dynamic programming over both. */

/** Stands for one name that may hold slashes: a path of a role, the name of a parameter or of a log group. */
export const PATH = "\u{F0002}";

/** What one place of a text may be: a character, or any of a class of characters. */
type CharSet = { readonly char: string } | CharClass;

/** The classes of characters that names are made of. */
export type CharClass = "any" | "no slash" | "no colon" | "name";

export interface GlobToken {
  readonly set: CharSet;
  /** Any number of such characters, also none. */
  readonly many: boolean;
}

/** How far IAM's wildcards reach: over everything, as IAM reads them, or within one name, as a person means them. */
export type Reach = "everything" | "name";

/** One name of at least one character. */
export function atLeastOne(set: CharSet): readonly GlobToken[] {
  return [
    { set, many: false },
    { set, many: true },
  ];
}

/**
 * The tokens of a text: `*` and `?` are IAM's, `${aws:username}` is some name, `${*}` `${?}` `${$}` are those very characters.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function tokensOf(text: string, reach: Reach): readonly GlobToken[] {
  const wide: CharSet = reach === "everything" ? "any" : "name";
  const tokens: GlobToken[] = [];
  for (const piece of text.match(/\$\{[^}]*\}|[\s\S]/gu) ?? []) {
    if (piece === "*") tokens.push({ set: wide, many: true });
    else if (piece === "?") tokens.push({ set: wide, many: false });
    else if (piece === HOLE) tokens.push({ set: "any", many: true });
    else if (piece === NAME) tokens.push(...atLeastOne("name"));
    else if (piece === PATH) tokens.push(...atLeastOne("no colon"));
    else if (/^\$\{[*?$]\}$/.test(piece)) tokens.push({ set: { char: piece.charAt(2) }, many: false });
    else if (piece.length > 2 && piece.startsWith("${")) tokens.push(...atLeastOne(wide));
    else tokens.push(tokenOf(piece));
  }
  return tokens;
}

/** The tokens of plain characters, each made once. */
const plain = new Map<string, GlobToken>();

function tokenOf(char: string): GlobToken {
  const known = plain.get(char);
  if (known !== undefined) return known;
  const token = { set: { char }, many: false };
  // Of a text in all scripts of the world the rest are made anew.
  if (plain.size < 1000) plain.set(char, token);
  return token;
}

/** True where some string is both. */
export function tokensMeet(a: readonly GlobToken[], b: readonly GlobToken[]): boolean {
  // Plain text on both sides is compared as such; most pairs are decided here.
  let start = 0;
  for (; start < a.length && start < b.length; start++) {
    const [left, right] = [a[start], b[start]];
    if (left === undefined || right === undefined || typeof left.set === "string" || typeof right.set === "string") break;
    if (left.many || right.many) break;
    if (left.set.char !== right.set.char) return false;
  }
  if (start === a.length) return b.every(({ many }, at) => many || at < start);
  if (start === b.length) return a.every(({ many }, at) => many || at < start);
  // row[j]: a string can have passed the first i tokens of `a` and the first j of `b`.
  let row = new Uint8Array(b.length + 1);
  let next = new Uint8Array(b.length + 1);
  row[start] = 1;
  for (let i = start; i <= a.length; i++) {
    next.fill(0);
    const left = a[i];
    let alive = false;
    for (let j = start; j <= b.length; j++) {
      if (row[j] === 0) continue;
      alive = true;
      const right = b[j];
      if (left?.many) next[j] = 1;
      if (right?.many) row[j + 1] = 1;
      if (left === undefined || right === undefined || !overlap(left.set, right.set)) continue;
      if (left.many && !right.many) row[j + 1] = 1;
      else if (!left.many && right.many) next[j] = 1;
      else if (!left.many) next[j + 1] = 1;
    }
    if (!alive) return false;
    if (i < a.length) [row, next] = [next, row];
  }
  return row[b.length] === 1;
}

/** True where some string matches both texts, read as IAM reads them. */
export function globsMeet(a: string, b: string): boolean {
  return tokensMeet(tokensOf(a, "everything"), tokensOf(b, "everything"));
}

/** True where a text holds one of IAM's wildcards, outside `${…}`. */
export function hasGlob(text: string): boolean {
  if (!text.includes("*") && !text.includes("?")) return false;
  return /[*?]/.test(text.replaceAll(/\$\{[^}]*\}/g, ""));
}

function overlap(a: CharSet, b: CharSet): boolean {
  if (typeof a === "string") return typeof b === "string" || holds(a, b.char);
  return typeof b === "string" ? holds(b, a.char) : a.char === b.char;
}

/** Whether a character is of a class. */
export function holds(set: CharClass, char: string): boolean {
  switch (set) {
    case "any":
      return true;
    case "no slash":
      return char !== "/";
    case "no colon":
      return char !== ":";
    case "name":
      return char !== "/" && char !== ":";
  }
}

/** Text as a piece of a regular expression that matches just it. */
export function inPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
