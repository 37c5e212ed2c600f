import type { Reference } from "../../grants.ts";
import { isLiteral, textOf } from "../../iam/arn.ts";
import type { Settings } from "../settings.ts";
import type { Spec } from "../spec.ts";

/** What tells one thing of AWS from all others: keys, so that nobody compares each with each. */

/** A folder of specs in one target, as far as this is about it. */
export interface StackOfSpecs {
  readonly folder: string;
  readonly settings: Settings;
  readonly specs: readonly Spec[];
}

/** A stack, in one target, by what it claims. */
export interface Claiming<Of> {
  readonly target: string | null;
  readonly claims: Of;
}

/** Text over all stacks; what only Terraform knows may be another thing in another stack, so it is itself within its own alone. */
export function withinStack({ folder, settings }: StackOfSpecs, ...parts: readonly Reference[]): string {
  return JSON.stringify(parts.map((part) => (isLiteral(part) ? part.text : [folder, settings.target, textOf(part)])));
}

/** The same, but where a stack says nothing of its account or region it may well be that of another that says nothing. */
export function perhapsWithin(stack: StackOfSpecs, ...parts: readonly Reference[]): string {
  const isUnsaid = (text: string) => /^\$\{data\.aws_\w+\.lambdagrant(?:_[\w-]+)?\.\w+\}$/.test(text);
  return JSON.stringify(parts.map((part) => (isUnsaid(textOf(part)) ? textOf(part) : withinStack(stack, part))));
}

/** A function in its account and region. */
export function functionKey(stack: StackOfSpecs, { name, settings: { home } }: Pick<Spec, "name" | "settings">): string {
  return withinStack(stack, home.account, home.region, name);
}

/** Who had a key first: a function that takes a key and whoever claims it, and gives the first claimant, null where it is this one. */
export function firstClaims<T>(): (key: string, claimant: T) => T | null {
  const first = new Map<string, T>();
  return (key, claimant) => {
    const before = first.get(key);
    if (before === undefined) first.set(key, claimant);
    return before ?? null;
  };
}
