import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../grants.ts";
import type { Outline } from "./arn.ts";
import type { ResourceType } from "./reference/reference.ts";

/** What the rules of `actions` hand to each other: an entry as it was asked, what its resources name, and what it came to. */

/** Something that a person wrote, and where. */
export interface Placed<T> {
  readonly value: T;
  readonly span: Span;
}

/** One entry of `actions` as a person wrote it. */
export interface Asked {
  readonly actions: readonly Placed<string>[];
  /** Null where the entry has no `resources`. A literal without "arn:" that is not "*" is a short name. */
  readonly resources: readonly Placed<Reference>[] | null;
  readonly conditions: readonly AskedCondition[];
  /** True where the entry says why it is as wide as it is, and of a Deny, which may be as wide as it likes. */
  readonly broad: boolean;
  readonly effect: "Allow" | "Deny";
  readonly span: Span;
  /** Whether it has more that could not be read: what stands here may then only seem to be without its partner. */
  readonly unread?: { readonly actions: boolean; readonly resources: boolean };
}

/** One condition of an entry. */
export interface AskedCondition {
  readonly operator: Placed<string>;
  readonly variable: Placed<string>;
  readonly values: readonly Placed<Reference>[];
  /** True where it has more values, which could not be read. */
  readonly unread?: boolean;
}

/** What one resource of an entry names. */
export interface Seen {
  readonly placed: Placed<Reference>;
  /** As it is granted: a short name is an ARN here. */
  readonly reference: Reference;
  /** `"*"`, an ARN, an expression of a known Terraform type, or one that only Terraform knows. */
  readonly kind: "everything" | "arn" | "named" | "unknown";
  /** What it can look like; several where a type has several ARNs. */
  readonly outlines: readonly Outline[];
  /** The types that it names: of the services of the entry's actions, or of its own service where it names none of theirs. */
  readonly named: readonly ResourceType[];
  /** The type of the expression that it begins with. */
  readonly base: ResourceType | null;
  /** The pattern of that expression, where it is the beginning of ARNs alone: an API, whose methods are what a call names. */
  readonly begins: string | null;
}

/** Actions that stand with the same resources, each acting on each. */
export interface Granted {
  /** In AWS's case. */
  readonly actions: readonly string[];
  readonly resources: readonly Reference[];
}

/** What an entry came to. */
export interface Judged {
  /** What can be read of the entry: its actions in AWS's case, each once, and its resources, short names as ARNs. */
  readonly actions: readonly string[];
  readonly resources: readonly Reference[] | null;
  readonly granted: readonly Granted[];
  /** The entry's conditions with AWS's case of operators and keys. */
  readonly conditions: readonly Condition[];
  readonly diagnostics: readonly Diagnostic[];
}
