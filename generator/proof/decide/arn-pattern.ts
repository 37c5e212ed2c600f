import type { Reference } from "../../grants.ts";
import { literal, splitArn } from "../../iam/arn.ts";
import type { Answer } from "../pattern.ts";
import { ANY, isSymbol, keyOf, type Letter, lettersOf, ONE } from "../pattern.ts";
import { contains, meets } from "./containment.ts";

/**
 * Patterns of ARNs. IAM compares ARNs by their six parts, so that a wildcard stays within its part; only the last part may hold
 * colons of its own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export interface ArnPattern {
  readonly reference: Reference;
  readonly key: string;
  readonly whole: readonly Letter[];
  /** The five parts behind `arn:`; null for what is not known to have them, such as a whole expression. */
  readonly parts: readonly (readonly Letter[])[] | null;
  /** What every ARN of it begins and ends with, as letters: up to the first wildcard, and behind the last one. */
  readonly start: string;
  readonly end: string;
  /** True where it holds no wildcard. */
  readonly plain: boolean;
  /** What it begins with up to the first wildcard or symbol: of two that share an ARN, one begins as the other does. */
  readonly known: string;
}

const made = new Map<string, ArnPattern>();

/** The pattern of a reference. A pattern is made once: most resources stand in several rules. */
export function arnPattern(reference: Reference): ArnPattern {
  const key = keyOf(reference);
  const before = made.get(key);
  if (before !== undefined) return before;
  const complete = completed(reference);
  const whole = lettersOf(complete);
  const parts = splitArn(complete)?.map((part) => lettersOf(part)) ?? null;
  const pattern = { reference, key, whole, parts, ...endsOf(parts === null ? whole : completeLetters(parts)) };
  // Enough for one stack and its neighbours; a watcher runs for days.
  if (made.size > 4000) made.clear();
  made.set(key, pattern);
  return pattern;
}

function completeLetters(parts: readonly (readonly Letter[])[]): readonly Letter[] {
  return ["arn", ...parts].flatMap((part, index) => (index === 0 ? part : [":", ...part]));
}

function endsOf(letters: readonly Letter[]): Pick<ArnPattern, "start" | "end" | "plain" | "known"> {
  const isWild = (letter: Letter) => letter === ANY || letter === ONE;
  const first = letters.findIndex(isWild);
  const open = letters.findIndex((letter) => isWild(letter) || isSymbol(letter));
  const upTo = (place: number) => (place < 0 ? letters : letters.slice(0, place)).join("");
  return {
    start: upTo(first),
    end: letters.slice(letters.findLastIndex(isWild) + 1).join(""),
    plain: first < 0,
    known: upTo(open),
  };
}

/** "AWS automatically completes the ARN by adding wildcard characters to all missing fields": `arn:aws:sqs`. */
function completed(reference: Reference): Reference {
  if (reference.kind !== "literal" || !reference.text.startsWith("arn:")) return reference;
  const colons = reference.text.replaceAll(/\$\{[^}]*\}/g, "").split(":").length - 1;
  return colons >= 5 ? reference : literal(reference.text + ":*".repeat(5 - colons));
}

/** Whether every ARN of `inner` is one of `outer`. */
export function arnContains(outer: Reference, inner: Reference): Answer {
  const [out, inn] = [arnPattern(outer), arnPattern(inner)];
  if (out.key === inn.key || isEverything(out)) return "yes";
  return decide(out, inn, contains);
}

/** Whether some ARN is one of both. */
export function arnsMeet(a: Reference, b: Reference): Answer {
  const [left, right] = [arnPattern(a), arnPattern(b)];
  if (left.key === right.key || isEverything(left) || isEverything(right)) return "yes";
  return decide(left, right, meets);
}

/** Whether the pattern is `*` alone. */
export function isEverything({ whole }: ArnPattern): boolean {
  return whole.length === 1 && whole[0] === ANY;
}

function decide(a: ArnPattern, b: ArnPattern, ask: (a: readonly Letter[], b: readonly Letter[]) => Answer): Answer {
  if (a.parts === null || b.parts === null) return ask(a.whole, b.whole);
  let answer: Answer = "yes";
  for (const [index, part] of a.parts.entries()) {
    const other = b.parts[index] ?? [];
    const found = same(part, other) ? "yes" : ask(part, other);
    if (found === "no") return "no";
    if (found === "unknown") answer = "unknown";
  }
  return answer;
}

function same(a: readonly Letter[], b: readonly Letter[]): boolean {
  return a.length === b.length && a.every((letter, index) => letter === b[index]);
}
