import { Coverage } from "./coverage.ts";
import { encode, Input } from "./input.ts";
import { keys, marks, scalars } from "./words.ts";

/** Tries inputs made of those that reached new code. */

/** Numbers that look random and are the same for the same seed (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export interface Tried {
  readonly runs: number;
  readonly reached: number;
  readonly corpus: readonly Uint8Array[];
}

export interface Job {
  readonly fuzz: (bytes: Uint8Array) => Promise<void>;
  readonly begin: readonly Uint8Array[];
  readonly seed: number;
  /** Told before each input. */
  readonly before: (bytes: Uint8Array) => void;
  /** Told of each input that reaches new code. */
  readonly kept: (bytes: Uint8Array) => void;
  readonly goOn: (tried: Tried) => boolean;
}

const longest = 6000;

export async function explore({ fuzz, begin, seed, before, kept, goOn }: Job): Promise<Tried> {
  const random = randomOf(seed);
  const coverage = new Coverage();
  const corpus: Uint8Array[] = [];
  let runs = 0;
  const attempt = async (bytes: Uint8Array) => {
    before(bytes);
    coverage.reset();
    await fuzz(bytes);
    runs++;
    if (coverage.news().length === 0) return;
    corpus.push(bytes);
    kept(bytes);
  };
  const more = () => goOn({ runs, reached: coverage.reached, corpus });
  const order = [...begin];
  while (order.length > 0 && more()) await attempt(order.splice(random(order.length), 1)[0] ?? new Uint8Array());
  if (corpus.length === 0) corpus.push(new Uint8Array());
  while (more()) {
    // The newest inputs lead where nobody has been.
    const from = random(2) === 0 ? corpus.length - 1 - random(Math.min(corpus.length, 50)) : random(corpus.length);
    const bytes = changed(corpus[from] ?? new Uint8Array(), corpus[random(corpus.length)] ?? new Uint8Array(), random);
    if (bytes.length <= longest) await attempt(bytes);
  }
  return { runs, reached: coverage.reached, corpus };
}

/** An input after one to four changes of its texts or of its decisions; `other` lends some of its own. */
function changed(bytes: Uint8Array, other: Uint8Array, random: (below: number) => number): Uint8Array {
  const [own, foreign] = [bytes, other].map((each) => new Input(each, 2)) as [Input, Input];
  const texts = [...own.texts];
  let decisions = own.decisions.all;
  for (let count = 1 + random(4); count > 0; count--) {
    const at = random(4) === 0 ? 1 : 0;
    // Structure is where most of the compiler lies, and decisions change it.
    if (random(3) > 0) decisions = changedDecisions(decisions, foreign.decisions.all, random);
    else texts[at] = changedText(texts[at] ?? "", foreign.texts[at] ?? "", random);
  }
  return encode(texts, decisions);
}

function changedDecisions(own: readonly number[], foreign: readonly number[], random: (below: number) => number): number[] {
  const at = random(own.length + 1);
  const some = () => Array.from({ length: 1 + random(6) }, () => random(256));
  switch (random(5)) {
    case 0:
      return own.toSpliced(at, 0, ...some());
    case 1:
      return own.toSpliced(at, 1, random(256));
    case 2:
      return own.toSpliced(at, 1 + random(4));
    case 3:
      return [...own.slice(0, at), ...foreign.slice(random(foreign.length + 1))];
    default:
      return [...own, ...some()].slice(-80);
  }
}

const words = [...new Set([...keys, ...marks, ...scalars.map(String)])];

function changedText(own: string, foreign: string, random: (below: number) => number): string {
  const at = random(own.length + 1);
  const to = Math.min(own.length, at + random(12));
  const lines = own.split("\n");
  const line = random(lines.length);
  const others = foreign.split("\n");
  const word = words[random(words.length)] ?? "";
  switch (random(9)) {
    case 0:
      return own.slice(0, at) + word + own.slice(at);
    case 1:
      return own.slice(0, at) + own.slice(to);
    case 2:
      return own.slice(0, at) + String.fromCodePoint(random(3) === 0 ? random(0xd800) : 32 + random(95)) + own.slice(to);
    case 3:
      return lines.toSpliced(line, 1).join("\n");
    case 4:
      return lines.toSpliced(line, 0, others[random(others.length)] ?? "").join("\n");
    case 5:
      return lines.toSpliced(line, 0, ...lines.slice(line, line + 1 + random(5))).join("\n");
    case 6: {
      const from = random(others.length);
      return lines.toSpliced(line, random(3), ...others.slice(from, from + 1 + random(8))).join("\n");
    }
    case 7:
      // The value behind a key, whole.
      return lines
        .with(
          line,
          (lines[line] ?? "").replace(/(:\s+|-\s+)(?!.*:\s).*$/, (_, start) => start + word),
        )
        .join("\n");
    default:
      return lines.with(line, `  `.repeat(random(3)) + (lines[line] ?? "").slice(random(3))).join("\n");
  }
}
