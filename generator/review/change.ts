import type { Pair } from "../proof/rule.ts";

/** What a change of specs does to what is granted, as values; the JSON of `diff` is these. */

/** Who may invoke the function; what its role may do; who may assume its role. */
export type About = "invoke" | "role" | "trust";

/** One rule as a reader sees it: an action on the ARNs of one pattern, under all of its conditions. */
export interface Grant {
  readonly effect: "Allow" | "Deny";
  /** Who is let in; null for what the function's own role may do. */
  readonly principal: string | null;
  readonly action: string;
  readonly resource: string;
  readonly condition: NonNullable<Pair["condition"]> | null;
}

/** The entry of a spec that a grant comes from. */
export interface GrantCause {
  /** `push.sns uploads`, `actions`, `logs`. */
  readonly entry: string;
  readonly file: string;
  readonly line: number;
  /** What the spec says of it. */
  readonly why: string | null;
  /** What it is for where the tables say it: Lambda writes the function's log. */
  readonly because: string | null;
  /** AWS's page. */
  readonly docs: string | null;
}

/** What a reviewer should look at twice. */
export interface Mark {
  readonly kind: "public" | "outside" | "escalation" | "permissions management" | "broad";
  readonly says: string;
}

/** How an action touches things, in the words of AWS's reference. */
export type Level = "list" | "read" | "write" | "tagging" | "permissions management";

/** A rule that one side has and the other has not, or has wider or narrower. */
export interface GrantChange {
  readonly about: About;
  /** Of what is allowed: a Deny that goes away widens, a new one narrows. */
  readonly change: "gained" | "lost" | "widened" | "narrowed";
  /** Of the side that allows more; a Deny, of the side that denies more. */
  readonly grant: Grant;
  /** Of what is widened or narrowed: what the other side has of it. */
  readonly rest: readonly Grant[];
  readonly level: Level | null;
  readonly marks: readonly Mark[];
  /** Why it may be less than it seems: what only Terraform knows. */
  readonly note: string | null;
  readonly causes: readonly GrantCause[];
}

/**
 * What limits or stands for all of a role's rules, or by which configuration of the provider, in which account, region and partition all
 * of the function is made; or a role that a service invokes it with, beside others that may the same. A managed policy is written by others: whether it widens what the function may, nobody here knows.
 */
export interface RoleChange {
  readonly about: "boundary" | "execution role" | "managed policy" | "invoking role" | "provider" | "home";
  readonly change: "widened" | "narrowed" | "changed";
  readonly before: string | null;
  readonly after: string | null;
  readonly causes: readonly GrantCause[];
}

export type Change = GrantChange | RoleChange;
export type ChangeKind = Change["change"];

/**
 * What changed of what keeps grants away: a rule of rules.yaml, or an approval by which one function may break one. It grants nothing by
 * itself; what comes after it may.
 */
export interface GuardrailChange {
  readonly kind: "rule" | "approval";
  /** `loosened`: something may be granted that could not be. What also forbids more is loosened all the same. */
  readonly change: "loosened" | "tightened";
  /** The rule's sentence, or the approval's name. */
  readonly says: string;
  /** Whose approval it is; null for a rule. */
  readonly function: string | null;
  readonly before: Guardrail | null;
  readonly after: Guardrail | null;
}

/** A rule or an approval on one side. */
export interface Guardrail {
  readonly file: string;
  readonly line: number;
  /** What the rule asks of a grant; why it was approved. */
  readonly text: string;
}

/** Where a function stands on one side. */
export interface Standing {
  readonly function: string;
  /** The environment; null in a stack that has none. */
  readonly target: string | null;
  /** The stack's folder below the root of the specs. */
  readonly stack: string;
  readonly file: string;
  readonly line: number;
}

/** One function of either side, and what changed of it. */
export interface FunctionChange {
  /** `not compared`: on the other side its spec does not compile; what it has stands here as gained or lost, and is counted nowhere. */
  readonly status: "new" | "deleted" | "renamed" | "moved" | "changed" | "not compared";
  readonly before: Standing | null;
  readonly after: Standing | null;
  readonly changes: readonly Change[];
  /** What Terraform makes of it otherwise than one may think; no change of a permission. */
  readonly notes: readonly string[];
}

/** `wider`: something may be done that could not be done; `unknown`: a side does not compile, or its settings cannot be read. */
export type Direction = "none" | "narrower" | "wider" | "unknown";

/** All that changed. */
export interface PermissionDiff {
  readonly verdict: Direction;
  readonly summary: Readonly<Record<ChangeKind | GuardrailChange["change"], number>> & { readonly functions: number };
  readonly functions: readonly FunctionChange[];
  /** Rules and approvals; the verdict is of permissions alone. */
  readonly guardrails: readonly GuardrailChange[];
}

/** Whether somebody may do what could not be done before, or may for all that is known. */
export function isWidening({ change }: Change): boolean {
  return change === "gained" || change === "widened" || change === "changed";
}

/** Whether a change is of one rule. */
export function isGrantChange(change: Change): change is GrantChange {
  const ofRole: readonly Change["about"][] = [
    "boundary",
    "execution role",
    "managed policy",
    "invoking role",
    "provider",
    "home",
  ];
  return !ofRole.includes(change.about);
}
