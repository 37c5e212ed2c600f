import type { Answer } from "../pattern.ts";
import { ANY, hasSymbol, isSymbol, type Letter, ONE } from "../pattern.ts";

/**
 * Whether all texts of one pattern are texts of another, symbols being letters that equal only themselves: by walking the automata of
 * both, in polynomial time.
 *
 * What a wildcard of `inner` stands for is hardest to match where it is a character that no pattern names: only wildcards of `outer`
 * match it, and they match any other as well. So a `?` is one such character and a `*` is some of them, and of a `*` it is enough to
 * ask for none and for more than `outer` has letters.
 *
 * For let `outer` match both of these texts, and look at where the sides of the empty `*` meet. If a `*` of `outer` stands there, it
 * takes any number of characters. Otherwise a run of letters, between two `*`, lies across that place. In the long text, a `*` takes
 * all but a few of the characters, and `?` take these few. Let it come before the run; the other way round, all is mirrored. Where the
 * run takes fewer letters of the left side than there are such `?`, it begins with as many `?`, and moves right with the right side.
 * Where it takes more, everything before the run is read as in the short text, the run and all behind it as in the long one, and `?`
 * for which there are too few characters match the letters of the left side that the run has left.
 *
 * That last step fails where such a letter is a symbol, which no `?` matches; there, each number of characters is asked for.
 */

/** How much work a question may take, in words of 64 places. Patterns of 200 letters stay far below, unless they hold symbols. */
export const mostSteps = 6_000_000;

/** Stands for every character that neither pattern names. */
const OTHER = "other";

/** Whether every text of `inner` is one of `outer`; "unknown" where that takes too long. */
export function within(inner: readonly Letter[], outer: readonly Letter[]): Answer {
  if (outer.length === 1 && outer[0] === ANY) return "yes";
  if (!outer.some((letter) => letter === ANY || letter === ONE)) return same(outer, inner) ? "yes" : "no";
  // The automaton alone would take too long.
  if (outer.length * (outer.length >> 6) > mostSteps) return "unknown";
  const eachNumber = outer.includes(ONE) && hasSymbol(inner);
  const automaton = new Automaton(outer, eachNumber ? mostSteps / 200 : mostSteps);
  // One for each way to choose how many characters the `*` so far stand for.
  let all: readonly Places[] = [automaton.start()];
  for (const letter of inner) {
    if (letter !== ANY) all = all.map((places) => automaton.step(places, letter === ONE ? OTHER : letter));
    else all = hardest(automaton.many(all), eachNumber ? [...all, ...automaton.some(all)] : all);
    if (automaton.left < 0) return "unknown";
    if (all.some((places) => places === 0n)) return "no";
    all = all.filter((places) => !automaton.acceptsAll(places));
    if (all.length === 0) return "yes";
  }
  return all.every((places) => automaton.accepts(places)) ? "yes" : "no";
}

function same(a: readonly Letter[], b: readonly Letter[]): boolean {
  return a.length === b.length && a.every((letter, at) => letter === b[at]);
}

/** The places of a pattern that a text can lead to, a bit each. */
type Places = bigint;

/** Without those that lead wherever another does, and elsewhere: what the other matches, they match. */
function hardest(one: Places, others: readonly Places[]): readonly Places[] {
  return [one, ...new Set(others.filter((places) => (places & one) !== one))];
}

/** The automaton of `outer`. Its places stand before each letter and behind the last; their bits are in one number. */
class Automaton {
  /** How much work is left. */
  left: number;
  private readonly end: number;
  private readonly words: number;
  private readonly letters = new Map<Letter, Places>();
  private readonly ones: Places;
  private readonly stars: Places;
  /** For each `*`, first to last: from where characters that no pattern names lead to it or to a later one. */
  private readonly leading: Places[] = [];
  /** For each `*`, first to last: where more of them lead then. */
  private readonly behind: Places[] = [];

  constructor(pattern: readonly Letter[], most: number) {
    this.left = most;
    this.end = pattern.length;
    this.words = (pattern.length >> 6) + 1;
    for (const [place, letter] of pattern.entries()) this.letters.set(letter, (this.letters.get(letter) ?? 0n) | bit(place));
    this.ones = this.letters.get(ONE) ?? 0n;
    this.stars = this.letters.get(ANY) ?? 0n;
    for (let place = pattern.length - 1, later = 0n; place >= 0; place--) {
      if (pattern[place] !== ANY) continue;
      let [from, to] = [place, place + 1];
      while (pattern[from - 1] === ONE) from--;
      while (pattern[to] === ONE) to++;
      later |= bits(from, place);
      this.leading.unshift(later);
      this.behind.unshift(bits(place, to));
    }
  }

  start(): Places {
    return this.onwards(1n);
  }

  /** Where one more letter of the text leads. */
  step(from: Places, read: Letter): Places {
    this.left -= this.words;
    const equal = this.letters.get(read) ?? 0n;
    return this.onwards(((from & (isSymbol(read) ? equal : equal | this.ones)) << 1n) | (from & this.stars));
  }

  /** With where a `*` of no text leads; none stands beside another. */
  private onwards(from: Places): Places {
    return from | ((from & this.stars) << 1n);
  }

  accepts(at: Places): boolean {
    return at >> BigInt(this.end) === 1n;
  }

  /** Whether a `*` at the end has been reached: whatever follows is accepted. */
  acceptsAll(at: Places): boolean {
    return (at & this.stars & bit(this.end - 1)) !== 0n;
  }

  /**
   * Behind more characters than the pattern has letters, all that counts is the last `*` that was reached. Of several, the first is the
   * hardest: any later one matches what it matches.
   */
  many(all: readonly Places[]): Places {
    let hardest = this.leading.length - 1;
    for (const from of all) {
      this.left -= this.words;
      while (hardest >= 0 && (from & (this.leading[hardest] ?? 0n)) === 0n) hardest--;
    }
    return this.behind[hardest] ?? 0n;
  }

  /** Behind one, two, three characters, until more of them lead nowhere else. */
  some(all: readonly Places[]): readonly Places[] {
    const found: Places[] = [];
    for (const from of all) {
      let [last, next] = [from, this.step(from, OTHER)];
      for (; next !== last && this.left >= 0; [last, next] = [next, this.step(next, OTHER)]) found.push(next);
    }
    return found;
  }
}

function bit(place: number): Places {
  return 1n << BigInt(place);
}

/** From one place to another, both included. */
function bits(from: number, to: number): Places {
  return bit(to + 1) - bit(from);
}
