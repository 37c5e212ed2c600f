import type { Span } from "../diagnostics/diagnostic.ts";
import type { Argument, Condition, Reference } from "../grants.ts";
import type { Granted } from "../iam/actions.ts";
import type { PullSource, Replication, RoleGrant } from "../sources/source.ts";
import type { WiringRule } from "../sources/wiring.ts";
import type { Settings } from "./settings.ts";

/** One checked document: everything that it names is a reference, everything that it may not say is gone. */
export interface Spec {
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
  readonly alias: { readonly name: Reference; readonly arguments: readonly Argument[] } | null;
  /** The alias or version that permissions and mappings attach to, also where the alias is emitted. */
  readonly qualifier: Reference | null;
  /** The EFS file system that the function mounts, and the access point that it mounts it through. */
  readonly mount: { readonly fileSystem: Reference; readonly accessPoint: Reference } | null;
  /** Where the outcome of asynchronous invocations goes. */
  readonly destinations: { readonly onSuccess: Reference | null; readonly onFailure: Reference | null };
  readonly role: RoleSpec;
  /** Null for `logs: false`; `asked` where the document itself says something of its log group. */
  readonly logs: { readonly arguments: readonly Argument[]; readonly asked: boolean } | null;
  readonly push: readonly PushEntry[];
  readonly pull: readonly PullEntry[];
  readonly actions: readonly ActionEntry[];
  /** Terraform variables that the document uses. */
  readonly variables: readonly string[];
  /** Arguments that hashicorp/aws 5 does not know, and the version that does. */
  readonly newer: readonly { readonly what: string; readonly since: string; readonly span: Span }[];
}

export interface RoleSpec {
  readonly name: Reference;
  readonly span: Span;
  /** Name and ARN of a role that is managed elsewhere. */
  readonly existing: { readonly name: Reference; readonly arn: Reference } | null;
  readonly arguments: readonly Argument[];
  readonly services: readonly string[];
  readonly guarded: boolean;
  readonly conditions: readonly Condition[];
  readonly policy: "inline" | "managed";
  readonly denyNetworkInterfaces: boolean;
}

export interface PushEntry {
  /** The kind of source: its key. */
  readonly key: string;
  readonly name: string;
  readonly label: string;
  readonly statementId: string;
  /** True where the entry itself gives the statement id. */
  readonly ownId: boolean;
  readonly permissions: readonly PermissionSpec[];
  /** The role that the service assumes, where it invokes with one. */
  readonly invoker: InvokerSpec | null;
  /** Arguments of the function URL that the entry makes. */
  readonly url: readonly Argument[] | null;
  /** The resource that makes the source call the function, where it is asked for. */
  readonly wiring: WiringSpec | null;
  /** What a service that copies the function asks of it. */
  readonly replication: Replication | null;
  /** Null where it is the function's own. */
  readonly qualifier: Reference | null;
  readonly why: string | null;
  readonly span: Span;
}

/** One statement of the resource policy that an entry asks for. */
export interface PermissionSpec {
  /** Behind the entry's label and statement id, where it asks for several. */
  readonly suffix: string;
  readonly action: string;
  readonly principal: Reference;
  readonly sourceArn: Reference | null;
  readonly sourceAccount: Reference | null;
  readonly principalOrgId: Reference | null;
  readonly eventSourceToken: Reference | null;
  readonly functionUrlAuthType: string | null;
  readonly invokedViaFunctionUrl: boolean | null;
}

export interface WiringSpec {
  readonly rule: WiringRule;
  /** What the entry says of the resource. */
  readonly arguments: readonly Argument[];
  readonly source: Reference;
  /** The parts of the source that the resource names. */
  readonly fields: Readonly<Record<string, Reference>>;
}

export interface InvokerSpec {
  readonly principal: string;
  /** Null where the service sends nothing that could guard the role. */
  readonly conditions: readonly Condition[] | null;
  readonly grants: readonly RoleGrant[];
  /** Grants on what an argument of the wiring names. */
  readonly implied: readonly { readonly actions: readonly string[]; readonly on: Reference; readonly why: string }[];
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
  /** What of it becomes a statement each; an entry that comes out as several numbers its Sid from the second on. */
  readonly granted: readonly (Granted & { readonly sid: string | null })[];
  readonly conditions: readonly Condition[];
  readonly why: string | null;
  readonly broad: string | null;
  readonly span: Span;
}
