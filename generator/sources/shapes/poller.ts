/** What a poller needs: of the role, and to sign in. */

/** Actions of the execution role that the poller needs. */
export interface PollerGrant {
  readonly actions: readonly string[];
  readonly on: PollerTarget;
  readonly why: string;
  /** Granted only where one of these ways to authenticate is used, or none of them is. */
  readonly using?: readonly string[];
  readonly without?: readonly string[];
  /** Granted only where this argument is an ARN of the service, or a text that begins so. */
  readonly given?: { readonly argument: string; readonly service?: string; readonly begins?: string };
}

/** What the poller's actions act on. */
type PollerTarget =
  /** The source itself, or everything where AWS cannot scope the actions. */
  | "source"
  | "*"
  /** The part of the source's ARN before a text, which a Terraform resource has as an attribute. */
  | { readonly until: string; readonly attribute: string }
  /** Something of the same cluster: the ARN of the source, or of a part, with another word in it, and an argument's value behind it. */
  | { readonly swap: readonly [string, string]; readonly behind: string; readonly part?: string }
  /** The secrets of the ways to authenticate that are used, with the source or with its schema registry. */
  | "secrets"
  | "registry secrets"
  /** Another thing that the value names beside the source. */
  | { readonly part: string }
  /** Patterns in the stack's own region and account. */
  | { readonly arns: readonly string[] }
  /** The value of an argument, and what lies in it: its ARN with another word, and a text behind it. */
  | { readonly argument: string; readonly within?: readonly [string, string]; readonly behind?: string };

/** A way to authenticate, of `source_access_configuration`: what its `uri` is. */
export interface AccessType {
  /** `none`: the role itself signs in, and AWS takes no `uri`. */
  readonly uri: "secret" | "none" | { readonly test: RegExp; readonly words: string };
  /** Others, of which one must stand beside it. */
  readonly beside?: readonly string[];
  /** Others that exclude it. */
  readonly excludes?: readonly string[];
  /** The first hashicorp/aws that knows it, where 5.0 does not. */
  readonly since?: string;
}
