import type { Json } from "./read-state.ts";
import { shown } from "./text/texts.ts";

/** What a spec will say, before the compiler has judged it: texts as `text/` has them, and none in the spelling of a spec. */

export interface Draft {
  readonly name: string;
  /** The old function. */
  readonly from: string;
  /** `function`, `code`, `role`, `logs`: each a mapping, or a plain value. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly push: readonly Entry[];
  readonly pull: readonly Entry[];
  readonly actions: readonly Entry[];
}

/** One entry of a list, and the old resource that it says again. */
export interface Entry {
  readonly says: Json;
  readonly from: string;
}

/** What the compiler refused, with its message: it stands in the spec as a comment. */
export interface Refused {
  readonly section: string;
  readonly says: unknown;
  readonly message: string;
}

/** Where a function lives, from its ARN. */
export interface HomeOf {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** What the old grants were worth: too wide, of no use, open to others; what the spec leaves out; what one should know. */
export type FindingKind = "wide" | "dead" | "unguarded" | "left-out" | "note";

export interface Finding {
  readonly kind: FindingKind;
  readonly function: string;
  /** The old resource. */
  readonly from: string;
  readonly what: string;
  /** What the spec says instead; null where it says nothing of it. */
  readonly instead: string | null;
}

/** Told without the function, which whoever collects them knows. */
export type Told = Omit<Finding, "function">;

/** A finding. */
export function told(kind: FindingKind, from: string, what: string, instead: string | null = null): Told {
  return { kind, from: shown(from), what: shown(what), instead: shown(instead) };
}

/** Said of a Deny that is left out, wherever that is: what it took away is there again. */
export const withoutDeny = "it is a Deny, and without it the role may do what it denied";

/** What is made of some old resources: entries of a spec, and what is to be said of them. */
export interface Part {
  readonly entries: readonly Entry[];
  readonly findings: readonly Told[];
}
