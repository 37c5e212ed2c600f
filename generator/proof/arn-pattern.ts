import type { Reference } from "../grants.ts";
import { literal, splitArn } from "../iam/arn.ts";
import { type Answer, contains, meets } from "./containment.ts";
import { ANY, keyOf, type Letter, lettersOf } from "./pattern.ts";

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
}

const made = new Map<string, ArnPattern>();

/** The pattern of a reference. A pattern is made once: most resources stand in several rules. */
export function arnPattern(reference: Reference): ArnPattern {
  const key = keyOf(reference);
  const before = made.get(key);
  if (before !== undefined) return before;
  const whole = lettersOf(reference);
  const parts = splitArn(completed(reference))?.map((part) => lettersOf(part)) ?? null;
  const pattern = { reference, key, whole, parts };
  // Enough for one stack and its neighbours; a watcher runs for days.
  if (made.size > 20_000) made.clear();
  made.set(key, pattern);
  return pattern;
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
