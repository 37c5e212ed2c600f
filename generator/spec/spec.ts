import type { Span } from "../diagnostics/diagnostic.ts";
import type { Archive, Argument, Condition, Lifecycle, Reference } from "../grants.ts";
import type { IntentWord } from "../iam/actions/intents.ts";
import type { PullSource, PushSource } from "../sources/source.ts";
import type { Subscription } from "../sources/subscriptions.ts";
import type { Told } from "../sources/targets.ts";
import type { Settings } from "./settings.ts";
import type { YamlMapping } from "./yaml/yaml-node.ts";

/** One checked document: everything that it names is a reference, everything that it may not say is gone. */
export interface Spec {
  /** What it was read from: the proof holds it against the document's own words. */
  readonly document: YamlMapping;
  /** The spec as a header names it: `specs/media/thumbnailer.yaml`. */
  readonly source: string;
  readonly settings: Settings;
  readonly label: string;
  readonly name: Reference;
  /** The place that stands for the function in messages about the whole of it. */
  readonly span: Span;
  /** False for a function that is managed elsewhere. */
  readonly managed: boolean;
  readonly arguments: readonly Argument[];
  /** The archive of the function's code, where Terraform makes it. */
  readonly archive: Archive | null;
  /** The folder that it is made of, as the spec names it. */
  readonly archived: ArchivedFolder | null;
  /** The folder of its sources, below the root of the specs: `catalog/src/price-feed`, `../src/orders`. */
  readonly sources: string | null;
  readonly lifecycle: Lifecycle;
  readonly alias: { readonly name: Reference; readonly arguments: readonly Argument[]; readonly lifecycle: Lifecycle } | null;
  /** The alias or version that permissions and mappings attach to, also where the alias is emitted. */
  readonly qualifier: Reference | null;
  /** The access point that the function mounts, and its file system; null where the access point itself tells. */
  readonly mount: { readonly accessPoint: Reference; readonly fileSystem: Reference | null } | null;
  /** The account whose subnets the function lies in, or what polls for it, where another shares them; null for its own. */
  readonly vpcOwner: Reference | null;
  /** Addresses of what the spec says must be there before the function. */
  readonly dependsOn: readonly string[];
  /** Where the outcome of asynchronous invocations goes. */
  readonly destinations: { readonly onSuccess: Reference | null; readonly onFailure: Reference | null };
  /** How often and for how long an asynchronous invocation is tried. */
  readonly retries: readonly Argument[];
  /** What Lambda keeps beside the function: provisioned concurrency, how it ends loops, when it updates the runtime. */
  readonly configs: readonly Argument[];
  readonly role: RoleSpec;
  /** Null for `logs: false`. */
  readonly logs: LogsSpec | null;
  readonly push: readonly PushEntry[];
  readonly pull: readonly PullEntry[];
  readonly actions: readonly ActionEntry[];
  /** What a company's rule lets this function do, by the name that it asks for. */
  readonly approvals: readonly { readonly name: string; readonly reason: string; readonly span: Span }[];
  /** What the spec says that expressions name, by their text as a person writes it, where they do not tell it themselves. */
  readonly told: ReadonlyMap<string, Told>;
  /** Terraform variables that the document uses. */
  readonly variables: readonly string[];
  /** Arguments that hashicorp/aws 5 does not know, and the version that does. */
  readonly newer: readonly { readonly what: string; readonly since: string; readonly span: Span }[];
}

/** A folder that Terraform makes an archive of. */
export interface ArchivedFolder {
  /** Where the path begins, below the root of the specs. */
  readonly from: string;
  readonly path: string;
  readonly span: Span;
}

export interface LogsSpec {
  readonly arguments: readonly Argument[];
  readonly lifecycle: Lifecycle;
  /** Whether the document itself says something of its log group. */
  readonly asked: boolean;
  /** Whether others manage it. */
  readonly existing: boolean;
}

export interface RoleSpec {
  /** Whether the document itself says something of its role. */
  readonly own: boolean;
  readonly name: Reference;
  /** True where the name begins so, and Terraform makes the rest. */
  readonly isPrefix: boolean;
  readonly lifecycle: Lifecycle;
  readonly span: Span;
  /** Name and ARN of a role that is managed elsewhere. */
  readonly existing: ExistingRole | null;
  readonly arguments: readonly Argument[];
  readonly services: readonly string[];
  readonly principals: readonly TrustedPrincipal[];
  readonly managedPolicies: readonly ManagedPolicy[];
  readonly guarded: boolean;
  readonly conditions: readonly Condition[];
  /** As the role writes them. */
  readonly asked: readonly Condition[];
  readonly policy: "inline" | "managed";
  /** Whether that is asked; it says something of a function in a VPC. */
  readonly denyNetworkInterfaces: boolean;
}

/** A role that is managed elsewhere. */
export interface ExistingRole {
  readonly name: Reference;
  readonly arn: Reference;
}

/** A policy that AWS or somebody else writes, attached to the role as it is. */
export interface ManagedPolicy {
  readonly arn: Reference;
  readonly name: string;
  readonly label: string;
  readonly why: string;
  readonly span: Span;
}

/** Who may assume the role beside services, and what keeps all others out. */
export interface TrustedPrincipal {
  /** The ARN of a role or user, or of an account's root; or an expression that may be either, or the account's id. */
  readonly principal: Reference;
  readonly kind: "caller" | "account" | "unknown";
  readonly externalId: Reference | null;
  readonly organization: Reference | null;
  /** Those of the account that may. */
  readonly roles: readonly Reference[];
  readonly conditions: readonly Condition[];
  /** As the entry writes them. */
  readonly asked: readonly Condition[];
  readonly why: string | null;
  readonly span: Span;
}

export interface PushEntry {
  /** The kind of source: its key. */
  readonly key: string;
  readonly name: string;
  readonly label: string;
  readonly statementId: Reference;
  /** True where the entry itself gives the statement id. */
  readonly ownId: boolean;
  readonly source: PushSource;
  readonly caller: Caller;
  /** The resource that makes the source call the function, where it is asked for. */
  readonly subscription: SubscriptionSpec | null;
  /** The alias or version that the entry itself names. */
  readonly qualifier: Reference | null;
  readonly why: string | null;
  readonly span: Span;
}

/** Who calls the function, as the entry says it; what that takes is found from the tables of sources. */
export type Caller =
  /** A source by its ARN, and the account that stands beside it. */
  | { readonly kind: "arn"; readonly arn: Reference; readonly account: Account | null }
  /** A source whose service assumes a role: one that is made for it, or one that is managed elsewhere. */
  | { readonly kind: "role"; readonly arn: Reference; readonly existing: ExistingRole | null }
  | { readonly kind: "token"; readonly token: Reference }
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "principal"; readonly principal: Reference }
  | { readonly kind: "organization"; readonly organization: Reference }
  /** A service that the table does not know, by its principal, with a guard at least. */
  | {
      readonly kind: "service";
      readonly principal: string;
      readonly arn: Reference | null;
      readonly account: Account | null;
    }
  /** The function's URL, and whom it is open to; null for callers of the same account. */
  | {
      readonly kind: "url";
      readonly authorization: "NONE" | "AWS_IAM";
      readonly principal: Reference | null;
      readonly arguments: readonly Argument[];
    };

/** An account as it is written: `self` is the stack's own. */
export type Account = Reference | "self";

export interface SubscriptionSpec {
  readonly facts: Subscription;
  /** What the entry says of the resource. */
  readonly arguments: readonly Argument[];
  readonly source: Reference;
  /** Where the entry names the source. */
  readonly sourceSpan: Span;
  /** The parts of the source that the resource names. */
  readonly fields: Readonly<Record<string, Reference>>;
  /** The source itself, where it is made, too. */
  readonly first: Pick<SubscriptionSpec, "facts" | "arguments"> | null;
}

export interface PullEntry {
  readonly key: string;
  readonly name: string;
  readonly label: string;
  readonly source: PullSource;
  /** Null for a source without an ARN. */
  readonly arn: Reference | null;
  readonly form: number;
  /** The ARNs of other things that the value names. */
  readonly parts: Readonly<Record<string, Reference>>;
  readonly arguments: readonly Argument[];
  /** The ways to authenticate that are used, and their secrets. */
  readonly access: readonly string[];
  readonly secrets: readonly Reference[];
  /** The secrets that the poller signs in to the schema registry with. */
  readonly registrySecrets: readonly Reference[];
  readonly kmsKey: Reference | null;
  readonly why: string | null;
  readonly span: Span;
}

export interface ActionEntry {
  readonly effect: "Allow" | "Deny";
  /** In AWS's case. */
  readonly actions: readonly string[];
  /** ARNs, expressions and `"*"`, in the entry's order; null where it names none. */
  readonly resources: readonly Reference[] | null;
  readonly conditions: readonly Condition[];
  /** As the entry writes them. */
  readonly asked: readonly Condition[];
  /** The words for which these actions stand, where the entry says `read`, `list` or `write` in their place. */
  readonly intent: readonly IntentWord[];
  /** The environment variable by which code names what it acts on, of an entry of `env`; null for one of `actions`. */
  readonly variable: string | null;
  readonly sid: string | null;
  readonly why: string | null;
  readonly broad: string | null;
  readonly span: Span;
}
