import type { IntentWord } from "../iam/actions/intents.ts";
import type { PullKey } from "../sources/pull-sources.ts";
import type { PushKey } from "../sources/push-sources.ts";

/**
 * A spec written as an object: the same keys as in YAML. Any text may be a token of another construct. What an argument of
 * Terraform takes is checked as in a file.
 */
export interface SpecObject {
  readonly function: FunctionObject;
  /** Where its code is: `{dir}`, `{zip}`, `{s3}` or `{image}`. */
  readonly code?: CodeObject;
  readonly role?: RoleObject;
  readonly logs?: boolean | Arguments;
  readonly push?: readonly PushEntry[];
  readonly pull?: readonly PullEntry[];
  /** Environment variables that name what the code uses, and what it may do with it. */
  readonly env?: Readonly<Record<string, EnvEntry | null>>;
  readonly actions?: readonly (ActionEntry | DenyEntry | IntentEntry)[];
  /** Who approved what a rule of rules.yaml forbids, and where that is written. */
  readonly approvals?: Readonly<Record<string, string>>;
  /** What differs from target to target; null where there is no such function. */
  readonly targets?: Readonly<
    Record<string, Partial<Omit<SpecObject, "targets" | "function"> & { readonly function: Arguments }> | null>
  >;
}

/** What the user's own keys hold: a variable, a tag, the value of a condition. */
type Datum = string | number | boolean;

/** A number, or a text that is an expression: `${var.timeout}`. */
type Numeric = number | string;

/** Arguments by Terraform's own names, blocks as objects; null takes a default of the stack back. */
interface Arguments {
  readonly [argument: string]: unknown;
}

interface FunctionObject extends Arguments {
  readonly name: string;
  /** Its Terraform label, where the name in snake case will not do. */
  readonly label?: string;
  /** The configuration of hashicorp/aws that makes all of it, where it is not the stack's: `aws.edge`. */
  readonly provider?: string;
  /** The function is managed elsewhere: its role, policy, permissions and mappings are made, the function is not. */
  readonly existing?: boolean;
  /** The alias that permissions and mappings attach to. */
  readonly alias?: string | Arguments;
  readonly qualifier?: string;
  readonly runtime?: string | null;
  readonly handler?: string | null;
  readonly filename?: string | null;
  readonly image_uri?: string | null;
  readonly package_type?: "Zip" | "Image" | null;
  readonly memory_size?: Numeric | null;
  readonly timeout?: Numeric | null;
  readonly architectures?: readonly ("arm64" | "x86_64")[] | null;
  readonly environment?: { readonly variables: string | Readonly<Record<string, Datum | null>> } | null;
}

interface CodeObject {
  readonly dir?: string | null;
  readonly excludes?: readonly string[] | null;
  readonly zip?: string | null;
  readonly s3?: { readonly bucket: string; readonly key: string; readonly object_version?: string } | null;
  readonly image?: string | null;
  readonly deploy?: "elsewhere" | null;
  /** Where its sources are read from, by the commands that look into them. */
  readonly sources?: string | null;
}

interface RoleObject extends Arguments {
  readonly name?: string;
  readonly policy?: "inline" | "managed";
  readonly trust?: "guarded" | { readonly conditions: Conditions };
  readonly services?: readonly string[];
  /** Policies that AWS or somebody else writes, attached as they are. */
  readonly managed_policies?: readonly { readonly arn: string; readonly why: string; readonly label?: string }[] | null;
  readonly deny_network_interfaces_to_code?: boolean;
  /** A role managed elsewhere. */
  readonly existing?: string;
}

/** A source: its ARN, a token, a short name, the digits of an account, or its parts. */
type SourceValue = string | number | readonly string[] | Arguments;

interface EntryKeys {
  readonly why?: string;
  readonly label?: string;
}

interface PushEntryKeys extends EntryKeys {
  readonly statement_id?: string;
  readonly source_arn?: string;
  readonly source_account?: string;
  readonly qualifier?: string;
}

type PushSourceKeys = { readonly [Key in PushKey]?: SourceValue };
type PullSourceKeys = { readonly [Key in PullKey]?: SourceValue };

/** One source that may invoke the function; with `subscribe`, arguments of the resource that connects the two, too. */
type PushEntry = PushSourceKeys & PushEntryKeys & ({ readonly subscribe?: false } | ({ readonly subscribe: true } & Arguments));

/** One source that Lambda polls, with arguments of the event source mapping. */
type PullEntry = PullSourceKeys &
  EntryKeys & { readonly kms_key?: string; readonly engine?: "activemq" | "rabbitmq" } & Arguments;

interface StatementKeys {
  readonly resources?: SomeOf<string>;
  readonly conditions?: Conditions;
  readonly sid?: string;
  readonly why?: string;
}

interface ActionEntry extends StatementKeys {
  readonly allow: SomeOf<string>;
  /** The reason why a wildcard in the resources must be. */
  readonly broad?: string;
}

/** What the function may never do, whatever else allows it. */
interface DenyEntry extends StatementKeys {
  readonly deny: SomeOf<string>;
}

/** A thing: its ARN, a token, or a name below its kind, `{dynamodb: "orders"}`. */
type Intended<Thing> = Thing | Readonly<Record<string, Thing>>;
type IntentKeys<Things> = { readonly [Word in IntentWord]?: Things };

/** What is meant, in the place of actions. */
interface IntentEntry extends IntentKeys<SomeOf<Intended<SomeOf<string>>>> {
  readonly conditions?: Conditions;
  readonly why?: string;
  readonly broad?: string;
}

/** What is meant of the one thing that the variable names. */
type EnvEntry = { readonly why?: string } & (
  | IntentKeys<Intended<string>>
  | { readonly allow: IntentWord | readonly IntentWord[]; readonly resources: string }
);

type SomeOf<Value> = Value | readonly Value[];

/** IAM's operators, then its keys, then one value or a list. */
type Conditions = Readonly<Record<string, Readonly<Record<string, SomeOf<Datum>>>>>;

/** What stack.yaml holds. */
export interface SettingsObject {
  readonly partition?: string;
  readonly region?: string;
  readonly account?: string;
  readonly name_prefix?: string;
  readonly name_suffix?: string;
  /** What the spec may write as `${target.KEY}`. */
  readonly values?: Readonly<Record<string, Datum>>;
  readonly targets?: Readonly<Record<string, Omit<SettingsObject, "targets" | "expressions"> | null>>;
  readonly provider?: string;
  /** Where other configurations lie that functions name as their `provider`. */
  readonly providers?: Readonly<
    Record<string, { readonly partition?: string; readonly region?: string; readonly account?: string } | null>
  >;
  readonly provider_version?: string;
  /** The constraint for Terraform itself. */
  readonly terraform_version?: string;
  readonly tags?: string | Readonly<Record<string, Datum>>;
  readonly function?: Arguments;
  readonly code?: Pick<CodeObject, "deploy" | "sources">;
  readonly role?: Arguments;
  readonly logs?: boolean | Arguments;
  readonly require_why?: boolean;
  readonly expressions?: { readonly functions?: readonly string[]; readonly references?: readonly string[] };
  /** What Terraform and its readers are told of the variables that the specs use. */
  readonly variables?: Readonly<
    Record<string, { readonly type?: string; readonly description?: string; readonly default?: unknown }>
  >;
  /** What to leave out of the stack, or that it is a module. */
  readonly emit?: {
    readonly versions?: boolean;
    readonly variables?: boolean;
    readonly default_tags?: boolean;
    readonly module?: boolean;
  };
}
