import type { Condition, Reference } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { keyOf } from "./pattern.ts";

/** Where a need stands in a spec. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * One thing that is needed or allowed: an action on the ARNs of one pattern, under all of the conditions. The statements of every
 * document, and all that a spec asks for, are sets of these.
 */
export interface Rule {
  readonly effect: "Allow" | "Deny";
  /** Whom a trust or resource policy names, `service sns.amazonaws.com`; null in the policy of a role. */
  readonly principal: string | null;
  /** In a document that a person wrote it may hold wildcards. */
  readonly action: string;
  readonly resource: Reference;
  readonly conditions: readonly Condition[];
  /** Of a Deny on all but these, in a document that a person wrote: what they name is left alone. */
  readonly but?: { readonly actions: readonly string[]; readonly resources: readonly Reference[] };
  /** Of the statement that grants it: one with a Sid of its own stands alone, whatever another says. */
  readonly sid: string | null;
  /** What asks for it, or the document that grants it. */
  readonly cause: string;
  readonly place: Place | null;
}

/** A rule as a person and a program read it. */
export interface Pair {
  readonly effect?: "Deny";
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly cause: string;
  readonly file?: string;
  readonly line?: number;
  readonly reason: string;
}

/** A rule for print, with the reason why it is listed. */
export function pairOf(rule: Rule, reason: string): Pair {
  const { effect, principal, action, resource, conditions, cause, place } = rule;
  return {
    ...(effect === "Deny" && { effect }),
    ...(principal !== null && { principal }),
    action,
    resource: textOf(resource),
    ...(conditions.length > 0 && { condition: blockOf(conditions) }),
    cause,
    ...(place !== null && { file: place.file, line: place.line }),
    reason,
  };
}

/** `Deny s3:GetObject on arn:aws:s3:::b/* if {"Bool":…}, for service sns.amazonaws.com`. */
export function pairInWords({ effect, principal, action, resource, condition }: Pair): string {
  return [
    effect === undefined ? "" : "Deny ",
    `${action} on ${resource}`,
    principal === undefined ? "" : ` for ${principal}`,
    condition === undefined ? "" : ` if ${JSON.stringify(condition)}`,
  ].join("");
}

function blockOf(conditions: readonly Condition[]): NonNullable<Pair["condition"]> {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operator, variable, values } of conditions) {
    const texts = values.map(textOf);
    block[operator] = { ...block[operator], [variable]: texts.length === 1 ? (texts[0] ?? "") : texts };
  }
  return block;
}

/** Equal for rules that say the same in the same words. */
export function ruleKey(rule: Rule): string {
  const conditions = rule.conditions
    .map(({ operator, variable, values }) =>
      [operator.toLowerCase(), variable.toLowerCase(), ...values.map(keyOf).sort()].join("\u{F0001}"),
    )
    .sort();
  return [rule.effect, rule.principal ?? "", rule.action.toLowerCase(), keyOf(rule.resource), ...conditions].join("\u{F0002}");
}
