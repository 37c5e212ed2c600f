import type { ArgumentLimit, ArgumentPair } from "./argument-rule.ts";
import type { AccessType, PollerGrant } from "./shapes/poller.ts";
import type { Subscription } from "./subscriptions.ts";

/** What an entry of the tables may say. If an entry cannot say something, these types grow, once, for all. */

/** Characters that a name takes, for the test and for the message. */
export interface Characters {
  /** Matches any run of them, so that what is known beside an expression can be tested. */
  readonly test: RegExp;
  readonly words: string;
}

/** One variable of an ARN pattern: `${TopicName}`. */
export interface Field {
  /** The words for it in messages: "topic name". */
  readonly name: string;
  readonly takes: Characters;
  readonly most?: number;
  /** More than characters: what a value that is known whole must look like, in the words of a hint. */
  readonly shape?: { readonly test: RegExp; readonly words: string };
  readonly empty?: boolean;
  /** Names that are well-formed and cannot work all the same; of several that hold, the first is told. */
  readonly refused?: readonly Refusal[];
  /** How the user's words become the ARN's: `ANY` → `*`. */
  readonly written?: (text: string) => string;
  /** The same for an expression, whose code becomes another; `before` is the text in front of it. */
  readonly made?: (code: string, before: string) => string;
  /** True where "/" or ":" is one of its characters. */
  readonly slashes?: boolean;
  /** True where wildcards may stand for the whole of it, because any value is a sensible thing to ask for. */
  readonly any?: boolean;
  /** What is said of wildcards that stand for the whole of it, in a warning: it lets more than one such thing call. */
  readonly wide?: { readonly message: string; readonly hint: string };
  /** Of several that hold, the first is told. */
  readonly doubtful?: readonly Doubt[];
  /** The value that stands for the form without this part, an event bus called `default`; `never`: attributes that are another. */
  readonly implied?: { readonly value: string; readonly never: readonly string[] };
  /** Random characters that AWS puts behind the name, and a label leaves out. */
  readonly random?: RegExp;
}

/** A text that belongs elsewhere, or nowhere, and what to write; `${value}` in both is the text. */
export interface Refusal {
  readonly when: RegExp;
  /** Where it is no source that cannot call this way, but an ARN that none has. */
  readonly code?: "invalid-arn";
  readonly message: string;
  readonly hint: string;
}

/** What a well-formed value is told of where it does not look like this, in a warning; `${value}` in its message is the value. */
export interface Doubt {
  readonly unless: RegExp;
  readonly code: "without-effect" | "invalid-bucket-name";
  readonly message: string;
  readonly hint?: string;
}

/** One shape of an ARN, and the parts that a mapping gives for it. */
export interface Form {
  /** In the notation of AWS's reference: `arn:${Partition}:events:${Region}:${Account}:rule/${RuleName}`. */
  readonly arn: string;
  /** The key of a mapping → the variable of the pattern that it fills. */
  readonly parts: Readonly<Record<string, string>>;
  /** Parts that a mapping may leave out, and what stands in the ARN then. */
  readonly absent?: Readonly<Record<string, string>>;
  /** True for a form that only a mapping has: as text, its ARNs are of other forms. */
  readonly mappingOnly?: boolean;
  /** True for a form that no mapping has: wildcards for all that lies in the first part. */
  readonly all?: boolean;
  /** The part that, alone, says of an ARN that only Terraform knows that it has this form, and what that names. */
  readonly told?: { readonly by: string; readonly noun: string };
}

/** A kind of thing that an ARN names. */
export interface ArnKind {
  /** What the ARN names, in messages: "topic". */
  readonly noun: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** At least one. A short name fills the only part of the first form, where `short` is true. */
  readonly forms: readonly [Form, ...Form[]];
  readonly short: boolean;
  /** What the service sends behind the ARN that Terraform and people know. */
  readonly suffix?: string;
  /** IAM's resource types that the ARN may be of, `service/type`: what a Terraform resource is checked against. */
  readonly types: readonly string[];
  /** Attributes of Terraform resources (`type.attribute`) that hold the first few parts of the resource, and how many. */
  readonly begins?: Readonly<Record<string, number>>;
  /** Attributes of Terraform resources by which a mapping names such a part, and the attribute of the same resource that begins the ARN. */
  readonly heads?: Readonly<Record<string, string>>;
  /** Attributes of Terraform resources (`type.attribute`) that cannot serve, and what to write instead (`${self}` is the resource). */
  readonly refusedTypes?: Readonly<Record<string, { readonly message: string; readonly hint: string }>>;
  /** Resources of none of the forms that belong under another key. */
  readonly refusedResources?: readonly Refusal[];
  /** Terraform's types of what belongs under another key, wherever in the value one stands. */
  readonly otherKind?: Refusal;
}

interface Documented {
  readonly title: string;
  /** The AWS page that the facts of the entry come from. */
  readonly docs: string;
  readonly atOnce?: AtOnce;
}

/** The source may call as soon as it is allowed to, so the function can do its work before that. */
interface AtOnce {
  readonly docs: string;
  /** Terraform's types of what AWS makes only where the permission is there. */
  readonly after: readonly string[];
}

/** Who pushes events to a function. */
export type PushSource =
  | ArnPushSource
  | RolePushSource
  /** The guard is a token that the service sends, such as a skill's id. */
  | (Documented & { readonly kind: "token"; readonly principal: string; readonly token: Field })
  /** The service has no ARN to send; the account is the guard. */
  | (Documented & { readonly kind: "source-account"; readonly principal: string })
  /** The function's own URL. */
  | (Documented & { readonly kind: "url" })
  /** The principal is the guard: an account, a role, a user. */
  | (Documented & { readonly kind: "account" })
  | (Documented & { readonly kind: "organization" })
  /** A principal that the table does not know; a guard must stand beside it. */
  | (Documented & { readonly kind: "service" });

/** A source whose ARN stands in the statement of the function's resource policy. */
export interface ArnPushSource extends ArnKind, Documented {
  readonly kind: "arn";
  /** May hold `${Region}`. */
  readonly principal: string;
  /** `arn+account` where the ARN names no account, or AWS's page asks for both. */
  readonly guard: "arn" | "arn+account";
  /** Where its id begins with its region: what finds that in the resource part of its ARN. */
  readonly regionInId?: RegExp;
  /** AWS's page that says that the source lies in the function's own region. */
  readonly sameRegion?: string;
  /**
   * Between regions, one of which an account opts into: the principal of a call, where `${Region}` is the one to opt into, and the
   * function's own where both are; and AWS's page.
   */
  readonly betweenRegions?: { readonly principal: string; readonly docs: string };
  /** True where the source calls the function's URL, which needs two permissions. */
  readonly throughUrl?: boolean;
  /** All such things of an account at once, where a source can be that: the ARN, but for the suffix; it needs a reason. */
  readonly every?: { readonly arn: string; readonly docs: string; readonly message: string; readonly hint: string };
  /** The resource that makes the source call the function, on request. */
  readonly subscription?: Subscription;
  readonly replicates?: Replication;
}

/** A service that copies the function: what that asks of it. */
export interface Replication {
  /** Must be allowed to assume the execution role, too. */
  readonly trusts: string;
  /** The one region where such a function may live. */
  readonly region: string;
  /** Arguments of the function that the service refuses, and why. */
  readonly refused: Readonly<Record<string, string>>;
  readonly architecture: string;
  /** What the service takes of arguments, less than Lambda does. */
  readonly limits: Readonly<Record<string, ArgumentLimit>>;
  /** Before the function's name in the log groups of the copies, which arise in every region. */
  readonly logPrefix: string;
}

/** A service that invokes the function through a role of its own. */
export interface RolePushSource extends ArnKind, Documented {
  readonly kind: "role";
  readonly principal: string;
  readonly subscription?: Subscription;
  /** The source takes one role for all that it calls; where it is false, each schedule, each data source names a role of its own. */
  readonly oneRole: boolean;
  /** What the service sends when it assumes the role: the account and an ARN, an external id, nothing. */
  readonly sends: "account+arn" | "account" | "external-id" | "nothing";
  readonly grants: readonly RoleGrant[];
  /** Of an entry that always makes what calls: the argument that its value is, the key that names the source, and its name without. */
  readonly made?: { readonly argument: string; readonly within: string; readonly otherwise: string };
  /** What the role needs where the resource that calls has an argument: the actions, on what the argument names. */
  readonly implied?: readonly ImpliedRoleGrant[];
}

/** `on`: what the argument names, by the service of its ARN. */
interface ImpliedRoleGrant {
  readonly argument: string;
  readonly actions: readonly string[];
  readonly on: Readonly<Record<string, ArnKind>>;
  readonly why: string;
}

export interface RoleGrant {
  readonly actions: readonly string[];
  /**
   * Where the function has no qualifier: itself, its latest version, all its versions. With a qualifier each is that one.
   * "*": AWS cannot scope the actions.
   */
  readonly on: readonly ("function" | "latest" | "versions" | "*")[];
  readonly why: string;
}

/** What the Lambda service polls for a function. */
export type PullSource = PullRules &
  Documented &
  (
    | (ArnKind & { readonly kind: "arn" })
    /** No ARN: bootstrap servers. */
    | { readonly kind: "servers"; readonly noun: string }
    /** Several things, each by a key of a mapping; the first is the source. */
    | { readonly kind: "things"; readonly noun: string; readonly things: Readonly<Record<string, ArnKind>> }
  );

/** What those call it that do not know its key. */
export interface OtherNames {
  /** The service in its ARN; none of what has no ARN. */
  readonly arn?: string;
  /** What the actions of IAM begin with by which the poller reads it. */
  readonly iam: string;
  /** The type of an event of SAM, and the policy of AWS that SAM attaches for it. */
  readonly event?: string;
  readonly policy?: string;
  /** Types of CloudFormation's resources, each with the part of the source's value that says what an ARN is of; null where any ARN does. */
  readonly resources: Readonly<Record<string, string | null>>;
}

interface PullRules {
  readonly called: OtherNames;
  /** One list of grants a form of the ARN, in the order of the forms. */
  readonly grants: readonly (readonly PollerGrant[])[];
  /** The service of `kms:ViaService` for a customer-managed key. */
  readonly kmsService: string;
  /** Engines that its ARN does not tell (`engine: rabbitmq`), and the ways to authenticate that one does not know, each with the word to say. */
  readonly engines?: Readonly<Record<string, { readonly lacks: Readonly<Record<string, string>>; readonly instead: string }>>;
  /** How batches grow: over `most` they need a window to fill them, which a source whose name has the suffix never takes. */
  readonly batches?: { readonly most: number; readonly neverOf: { readonly suffix: string; readonly noun: string } };
  readonly required: readonly string[];
  /** Argument of aws_lambda_event_source_mapping (nested with dots) → what AWS takes of it for this kind. */
  readonly arguments: Readonly<Record<string, ArgumentLimit>>;
  readonly pairs: readonly ArgumentPair[];
  /** Arguments that tell two mappings of one source apart: those that belong to its name, and others. */
  readonly namedBy: readonly string[];
  readonly apartBy?: readonly string[];
  /** The ways to authenticate; empty where there are none. */
  readonly access: Readonly<Record<string, AccessType>>;
  /** One of them must be used. */
  readonly accessRequired: boolean;
  /** Argument that configures a schema registry, and its ways to authenticate. */
  readonly registry?: { readonly argument: string; readonly access: Readonly<Record<string, AccessType>> };
  /** The longest timeout of a function that this is polled for, where it is shorter than Lambda's own. */
  readonly longestTimeout?: number;
  /** The same on managed instances, where it is another. */
  readonly longestOnInstances?: number;
  /** How a topic of the source itself is written, where what failed may go there, and the first hashicorp/aws that takes it. */
  readonly topicDestination?: Field & { readonly scheme: string; readonly since: string };
  /** The form that an expression is taken to have of which nothing is known. */
  readonly assumedForm?: number;
  /** The form of a connection, which does not tell its cluster: another key names that. */
  readonly connection?: { readonly form: number; readonly to: ArnKind };
  /** A way to authenticate by which the role acts on a cluster that nothing else names: another key does. */
  readonly clusterOf?: { readonly access: string; readonly to: ArnKind };
}
