import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Condition, Reference } from "../../generator/grants.ts";
import { expression, join, literal } from "../../generator/iam/arn.ts";
import { arnContains, arnsMeet } from "../../generator/proof/decide/arn-pattern.ts";
import { implies } from "../../generator/proof/decide/condition-sets.ts";
import { contains, meets } from "../../generator/proof/decide/containment.ts";
import { within } from "../../generator/proof/decide/within.ts";
import type { Answer } from "../../generator/proof/pattern.ts";
import { ANY, isSymbol, type Letter, lettersOf, ONE } from "../../generator/proof/pattern.ts";

/** Containment and intersection of patterns beside brute force. */

/** How many pairs a property tries, where `LAMBDAGRANT_RUNS` says no number. */
const runs = (usual: number) => Number(process.env["LAMBDAGRANT_RUNS"] ?? usual);

/** All words over some characters, up to a length. */
function words(characters: string, most: number): readonly string[] {
  const found = [""];
  for (let from = 0, length = 0; length < most; length++) {
    const to = found.length;
    for (; from < to; from++) for (const character of characters) found.push(`${found[from]}${character}`);
  }
  return found;
}

/** The naive meaning of a pattern, by another way than the one under test. */
function regexOf(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}

/**
 * Whether all texts of one pattern are texts of another, by the textbook: every set of places that a text leads to, for every letter
 * that either pattern names and for one that neither does. It takes long, and needs no thought.
 */
function bySubsets(outer: readonly Letter[], inner: readonly Letter[]): boolean {
  const characters = [...new Set([...outer, ...inner]), "other"].filter(
    (letter) => ![ANY, ONE].includes(letter) && !isSymbol(letter),
  );
  const onwards = (places: ReadonlySet<number>) => {
    const all = new Set(places);
    for (const place of all) if (outer[place] === ANY) all.add(place + 1);
    return all;
  };
  const seen = new Set<string>();
  const waiting: (readonly [at: number, places: ReadonlySet<number>])[] = [[0, onwards(new Set([0]))]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, places] = next;
    const key = `${at}:${[...places].sort().join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const letter = inner[at];
    if (letter === undefined && !places.has(outer.length)) return false;
    if (letter === undefined) continue;
    if (letter === ANY) waiting.push([at + 1, places]);
    for (const read of letter === ANY || letter === ONE ? characters : [letter]) {
      const reached = [...places].flatMap((place) => {
        const wanted = outer[place];
        if (wanted === ANY) return [place];
        return wanted === read || (wanted === ONE && !isSymbol(read)) ? [place + 1] : [];
      });
      waiting.push([letter === ANY ? at : at + 1, onwards(new Set(reached))]);
    }
  }
  return true;
}

type Letters = readonly Letter[];

/** A pattern, often with symbols in it. */
const patternWithSymbols = (maxLength: number) =>
  fc
    .array(fc.constantFrom(...["a", "b", "*", "*", "?", "?"].map(literal), expression("x"), expression("y")), { maxLength })
    .map((list) => lettersOf(join(...list)));

/** Letters that lie within a pattern more often than chance would have it: its wildcards become something. */
function narrowed(pattern: readonly Letter[], choices: readonly number[]): readonly Letter[] {
  let at = 0;
  const choose = (from: readonly (readonly string[])[]) => (from[(choices[at++] ?? 0) % from.length] ?? []).map(literal);
  return lettersOf(
    join(
      ...pattern.flatMap((letter): readonly Reference[] => {
        if (letter === ANY) return choose([[], ["a"], ["*"], ["?"], ["b", "*"], ["*", "a", "*"], ["a", "b"], ["*", "?", "?"]]);
        if (letter === ONE) return choose([["a"], ["b"], ["?"]]);
        return [isSymbol(letter) ? expression(letter.slice(3)) : literal(letter)];
      }),
    ),
  );
}

function ask(decide: typeof contains, a: string, b: string): Answer {
  return decide(lettersOf(literal(a)), lettersOf(literal(b)));
}

describe("patterns", () => {
  it("of up to four letters agree with all texts of up to seven", () => {
    // "c" stands for every character that no pattern names; no shortest counterexample is longer than seven.
    const texts = words("abc", 7);
    const patterns = words("ab*?", 4);
    const sets = patterns.map((pattern) => {
      const regex = regexOf(pattern);
      const bits = new Uint32Array(Math.ceil(texts.length / 32));
      texts.forEach((text, index) => {
        if (regex.test(text)) bits[index >> 5] = (bits[index >> 5] ?? 0) | (1 << (index & 31));
      });
      return bits;
    });
    let pairs = 0;
    const wrong: string[] = [];
    for (const [i, outer] of patterns.entries()) {
      for (const [j, inner] of patterns.entries()) {
        const [out, inn] = [sets[i] ?? new Uint32Array(), sets[j] ?? new Uint32Array()];
        const within = inn.every((bits, at) => (bits & ~(out[at] ?? 0)) === 0);
        const share = inn.some((bits, at) => (bits & (out[at] ?? 0)) !== 0);
        pairs++;
        if (ask(contains, outer, inner) !== (within ? "yes" : "no")) wrong.push(`${inner} within ${outer}: ${within}`);
        if (ask(meets, outer, inner) !== (share ? "yes" : "no")) wrong.push(`${inner} meets ${outer}: ${share}`);
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    console.log(`patterns: ${pairs} pairs beside ${texts.length} texts`);
  });

  it("agree with texts on longer patterns", () => {
    const letters = fc.constantFrom("a", "b", "*", "?");
    const pattern = fc.array(letters, { maxLength: 9 }).map((list) => list.join(""));
    const texts = words("abc", 6);
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        const [out, inn] = [regexOf(outer), regexOf(inner)];
        const within = ask(contains, outer, inner) === "yes";
        const share = ask(meets, outer, inner) === "yes";
        for (const text of texts) {
          if (!inn.test(text)) continue;
          if (within && !out.test(text)) return false;
          if (!share && out.test(text)) return false;
        }
        return true;
      }),
      { numRuns: runs(5_000) },
    );
  });

  it("agree with the subset construction, with symbols and without", () => {
    const outer = patternWithSymbols(10);
    const choices = fc.array(fc.nat(23), { maxLength: 10 });
    const found = { yes: 0, no: 0 };
    // None and many characters for the `*` match, one does not.
    const x = expression("x");
    const rare: [Letters, Letters, number[]] = [lettersOf(join("*", x, x, "??*")), lettersOf(join(x, x, "*", x, "bb")), []];
    fc.assert(
      fc.property(outer, outer, choices, (out, other, chosen) => {
        for (const inn of [other, narrowed(out, chosen)]) {
          const surely = bySubsets(out, inn);
          found[surely ? "yes" : "no"]++;
          expect([out, inn, within(inn, out)]).toEqual([out, inn, surely ? "yes" : "no"]);
        }
      }),
      { numRuns: runs(3_000), examples: [rare] },
    );
    console.log(`subsets: ${JSON.stringify(found)}`);
    expect(Math.min(found.yes, found.no)).toBeGreaterThan(500);
  });

  /** Milliseconds of the processor, the best of three. */
  const best = (ask: () => unknown) => {
    const times = [0, 1, 2].map(() => {
      const from = process.cpuUsage();
      ask();
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };
  const hard: readonly (readonly [outer: string, inner: string])[] = [
    ["b/*a????????????????????", `b/${"*a".repeat(30)}*?`],
    ["*a".repeat(500), `${"*a".repeat(500)}b`],
    ["*a".repeat(500), "*a*b".repeat(250)],
    [`*a${"?".repeat(198)}`, "*a".repeat(100)],
    [`*a${"?".repeat(98)}*a${"?".repeat(98)}`, "*a".repeat(100)],
    [`*${"a?".repeat(99)}`, "a*a".repeat(66)],
    [`*aa?${"?".repeat(150)}a*`, "aa*".repeat(66)],
    [`*${"a?".repeat(50)}*a${"?".repeat(90)}`, "a*a?".repeat(50)],
  ];

  it.each(hard)("hard pair %# is decided in a moment", (outer, inner) => {
    expect(ask(contains, outer, inner)).not.toBe("unknown");
    expect(best(() => ask(contains, outer, inner))).toBeLessThan(200);
    expect(best(() => ask(meets, outer, inner))).toBeLessThan(200);
    // With a symbol the answer may be that nobody knows, but it comes as soon.
    const [out, inn] = [join(outer, expression("x"), "*"), join(inner, expression("x"), "?*")];
    expect(best(() => contains(lettersOf(out), lettersOf(inn)))).toBeLessThan(200);
  });

  it("of 200 letters take less than 0.2 s a pair", () => {
    const pattern = fc
      .constantFrom("a*", "aa*?", "a?????????*", "a?", "a??????????????????????*")
      .chain((letters) => fc.array(fc.constantFrom(...letters), { minLength: 200, maxLength: 200 }))
      .map((list) => lettersOf(literal(list.join(""))));
    let worst = 0;
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        const took = best(() => expect(contains([ANY, ...outer], inner)).not.toBe("unknown"));
        worst = Math.max(worst, took);
        return took < 200;
      }),
      { numRuns: 300 },
    );
    console.log(`200 letters: ${worst.toFixed(1)} ms the worst of 300 pairs`);
  });

  it("that would take too long are unknown, which proves nothing", () => {
    const [outer, inner] = ["*a".repeat(20_000), "*a*b".repeat(10_000)];
    expect(ask(contains, outer, inner)).toBe("unknown");
    expect(ask(meets, outer, inner)).toBe("unknown");
  });

  it("with symbols are sure of what holds for every value, and of what holds for none", () => {
    const piece = fc.constantFrom<Reference>(
      literal("a"),
      literal("b"),
      literal("*"),
      literal("?"),
      expression("x"),
      expression("y"),
    );
    const pattern = fc.array(piece, { maxLength: 5 }).map((list) => join(...list));
    const values = words("abc", 2);
    const fill = (reference: Reference, x: string, y: string): string =>
      (reference.kind === "join" ? reference.parts : [reference])
        .map((part) => (part.kind === "literal" ? part.text : part.code === "x" ? x : y))
        .join("");
    const seen = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        for (const decide of [contains, meets]) {
          const answer = decide(lettersOf(outer), lettersOf(inner));
          seen[answer]++;
          if (answer === "unknown") continue;
          for (const x of values)
            for (const y of values) if (ask(decide, fill(outer, x, y), fill(inner, x, y)) !== answer) return false;
        }
        return true;
      }),
      { numRuns: runs(2_000) },
    );
    console.log(`symbols: ${JSON.stringify(seen)}`);
    expect(Math.min(seen.yes, seen.no, seen.unknown)).toBeGreaterThan(100);
  });

  it.each<[outer: Reference | string, inner: Reference | string, within: Answer, meet: Answer]>([
    ["*", "arn:aws:s3:::b/x", "yes", "yes"],
    ["arn:aws:s3:::b/*", "*", "no", "yes"],
    ["arn:aws:s3:::b/in/*", "arn:aws:s3:::b/in*", "no", "yes"],
    ["arn:aws:s3:::b/in*", "arn:aws:s3:::b/in/*", "yes", "yes"],
    ["arn:aws:s3:::b/*", "arn:aws:s3:::b", "no", "no"],
    // A wildcard stays in its part, but in the last one.
    ["arn:aws:sqs:*:queue", "arn:aws:sqs:eu-west-1:123456789012:queue", "no", "no"],
    ["arn:aws:logs:*:123456789012:log-group:*", "arn:aws:logs:eu-west-1:123456789012:log-group:/g:log-stream:s", "yes", "yes"],
    // Missing parts are completed by wildcards.
    ["arn:aws:sqs", "arn:aws:sqs:eu-west-1:123456789012:queue", "yes", "yes"],
    // IAM's variables are symbols, and `${*}` is a character.
    ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/${aws:username}/x", "yes", "yes"],
    ["arn:aws:s3:::home/*", "arn:aws:s3:::home/${aws:username}/*", "yes", "yes"],
    ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/anna/*", "unknown", "unknown"],
    ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/*", "no", "yes"],
    ["arn:aws:s3:::b/${*}", "arn:aws:s3:::b/*", "no", "yes"],
    // An expression is one text that nobody knows.
    [join(expression("aws_s3_bucket.b.arn"), "/*"), join(expression("aws_s3_bucket.b.arn"), "/in/*"), "yes", "yes"],
    [join(expression("aws_s3_bucket.b.arn"), "/*"), join(expression("aws_s3_bucket.c.arn"), "/in/*"), "unknown", "unknown"],
    [join(expression("aws_s3_bucket.b.arn"), "/*"), "arn:aws:s3:::b/in/*", "unknown", "unknown"],
    [expression("aws_sqs_queue.q.arn"), "arn:aws:sqs:eu-west-1:123456789012:*", "no", "unknown"],
    ["*", expression("aws_sqs_queue.q.arn"), "yes", "yes"],
    // A text that looks like an expression is none.
    [literal("arn:aws:s3:::${x.y}/*"), join("arn:aws:s3:::", expression("x.y"), "/*"), "unknown", "unknown"],
  ])("ARN %# %o around %o", (outer, inner, within, meet) => {
    const [out, inn] = [outer, inner].map((one) => (typeof one === "string" ? literal(one) : one)) as [Reference, Reference];
    expect([arnContains(out, inn), arnsMeet(out, inn)]).toEqual([within, meet]);
  });

  const condition = (operator: string, variable: string, ...values: string[]): Condition => ({
    operator,
    variable,
    values: values.map(literal),
  });
  it.each<[stricter: readonly Condition[], wider: readonly Condition[], answer: Answer]>([
    [[condition("StringEquals", "aws:a", "x")], [], "yes"],
    [[], [condition("StringEquals", "aws:a", "x")], "no"],
    [[condition("StringEquals", "aws:a", "x")], [condition("stringequals", "AWS:A", "x", "y")], "yes"],
    [[condition("StringEquals", "aws:a", "x", "y")], [condition("StringEquals", "aws:a", "x")], "no"],
    [[condition("StringNotEquals", "aws:a", "x", "y")], [condition("StringNotEquals", "aws:a", "x")], "yes"],
    [[condition("StringNotEquals", "aws:a", "x")], [condition("StringNotEquals", "aws:a", "x", "y")], "no"],
    [[condition("StringEquals", "aws:a", "xy")], [condition("StringLike", "aws:a", "x*")], "yes"],
    [[condition("StringLike", "aws:a", "x*")], [condition("StringEquals", "aws:a", "x*")], "no"],
    [[condition("StringEquals", "aws:a", "x")], [condition("StringEqualsIfExists", "aws:a", "x")], "yes"],
    [[condition("StringEqualsIfExists", "aws:a", "x")], [condition("StringEquals", "aws:a", "x")], "no"],
    [[condition("ArnEquals", "aws:a", "arn:aws:s3:::b/x")], [condition("ArnLike", "aws:a", "arn:aws:s3:::b/*")], "yes"],
    [[condition("ForAnyValue:StringEquals", "aws:a", "x")], [condition("StringEquals", "aws:a", "x")], "no"],
    [[condition("Bool", "aws:a", "true")], [condition("Bool", "aws:a", "false")], "no"],
    // A negated operator holds without the key, and so does ForAllValues; ForAnyValue does not, unless it says so.
    [[condition("StringNotEqualsIfExists", "aws:a", "x")], [condition("StringNotEquals", "aws:a", "x")], "yes"],
    [[condition("StringNotEquals", "aws:a", "x")], [condition("StringNotEqualsIfExists", "aws:a", "x")], "yes"],
    [[condition("ForAllValues:StringLikeIfExists", "aws:a", "x*")], [condition("ForAllValues:StringLike", "aws:a", "x*")], "yes"],
    [
      [condition("ForAnyValue:StringNotEqualsIfExists", "aws:a", "x")],
      [condition("ForAnyValue:StringNotEquals", "aws:a", "x")],
      "no",
    ],
    [[condition("NumericLessThanIfExists", "aws:a", "5")], [condition("NumericLessThan", "aws:a", "5")], "no"],
    // Without a wildcard, one text is one text.
    [[condition("StringLike", "aws:a", "x")], [condition("StringEquals", "aws:a", "x")], "yes"],
    [[condition("StringLike", "aws:a", "x?")], [condition("StringEquals", "aws:a", "x?")], "no"],
    [[condition("StringNotLike", "aws:a", "x*")], [condition("StringNotEquals", "aws:a", "xy")], "yes"],
    [[condition("StringNotEquals", "aws:a", "xy")], [condition("StringNotLike", "aws:a", "x*")], "no"],
    [[condition("StringEquals", "aws:a", "X")], [condition("StringEqualsIgnoreCase", "aws:a", "x")], "yes"],
    [[condition("StringEqualsIgnoreCase", "aws:a", "x")], [condition("StringEquals", "aws:a", "x")], "no"],
    [
      [condition("StringEquals", "aws:a", "arn:aws:sns:eu-west-1:123456789012:t")],
      [condition("ArnLike", "aws:a", "arn:aws:sns:*:123456789012:t")],
      "yes",
    ],
    [
      [condition("ArnEquals", "aws:a", "arn:aws:sns:eu-west-1:123456789012:t")],
      [condition("StringEquals", "aws:a", "arn:aws:sns:eu-west-1:123456789012:t")],
      "yes",
    ],
    [[condition("StringLike", "aws:a", "arn:aws:s3:::b*")], [condition("ArnLike", "aws:a", "arn:aws:s3:::b*")], "no"],
    [[condition("StringEquals", "aws:a", "x"), condition("Bool", "aws:b", "true")], [condition("Bool", "aws:b", "true")], "yes"],
  ])("conditions %#", (stricter, wider, answer) => {
    expect(implies(stricter, wider)).toBe(answer);
  });
});
