/**
 * The waist of the compiler: what one stack of specs grants, in no backend's words.
 * `derive/` makes these values, `backends/` print them, `iam/` renders them as policy documents. Types, and the
 * one table that all of these read.
 */

/** One well-formed Terraform expression on one line, spaced as `terraform fmt` would. */
export interface Expression {
  readonly kind: "expression";
  readonly code: string;
}

/** Text that is data: it arrives in Terraform as the same characters. IAM policy variables (`${aws:username}`) are text. */
export interface Literal {
  readonly kind: "literal";
  readonly text: string;
}

/** Text with expressions in it; at least one part is an expression and no two literals are neighbours. */
export interface Join {
  readonly kind: "join";
  readonly parts: readonly (Literal | Expression)[];
}

export type Reference = Literal | Expression | Join;

/** A value of a Terraform argument. Lists keep their order; maps are printed sorted by key. */
export type Value = Reference | number | boolean | readonly Value[] | MapValue;

export interface MapValue {
  readonly kind: "map";
  readonly entries: readonly { readonly key: string; readonly value: Value }[];
}

/** One argument of a Terraform resource, or one nested block of it, sorted by name. */
export type Argument =
  | { readonly kind: "attribute"; readonly name: string; readonly value: Value }
  | { readonly kind: "block"; readonly name: string; readonly body: readonly Argument[] };

/** What caused a grant: the key of the spec (`push.sns rework`) and the sentence that says why. */
export interface Cause {
  readonly key: string;
  readonly why: string | null;
}

export interface Condition {
  readonly operator: string;
  readonly variable: string;
  readonly values: readonly Reference[];
}

/**
 * What must hold of an expression before Terraform makes anything of it: where a value guards or scopes a grant, null would take the
 * guard away and a wildcard would open it.
 */
export interface Check {
  /** What the value is for: `source_arn`, `resources`. */
  readonly argument: string;
  readonly value: Expression;
  /** A regular expression, the same to Terraform and to JavaScript; null matches none. */
  readonly pattern: string;
  /** Whether the value must not match it. */
  readonly not?: true;
  /** What it takes, in words. */
  readonly takes: string;
}

/** One statement of the execution role's policy. Actions, resources and conditions are sorted and without repeats. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly Reference[];
  readonly conditions: readonly Condition[];
  readonly causes: readonly Cause[];
}

/** Who may assume a role, under conditions: services by their principal, or one role, user or account; one statement each. */
export interface Trust {
  readonly services: readonly string[];
  /** Null for services. */
  readonly principal: Reference | null;
  readonly conditions: readonly Condition[];
  /** What lets them in, beside what AWS asks for. */
  readonly cause: Cause | null;
}

/** What a spec says of how Terraform replaces a resource, and of what Terraform leaves as others make it: never a guard or a grant. */
export interface Lifecycle {
  readonly createBeforeDestroy: boolean;
  readonly preventDestroy: boolean;
  /** Arguments by name, sorted. */
  readonly ignoreChanges: readonly string[];
}

export interface Role {
  readonly name: Reference;
  /** True where the name begins so, and Terraform makes the rest. */
  readonly isPrefix: boolean;
  readonly lifecycle: Lifecycle;
  /** `path`, `description`, `max_session_duration`, `permissions_boundary`, `tags`. */
  readonly arguments: readonly Argument[];
  readonly trust: readonly Trust[];
  /** Of what the trust policy names. */
  readonly checks: readonly Check[];
}

/** When Terraform makes a resource and when it replaces it, as AWS answers. */
export interface Order {
  /** Addresses of what must be there before. */
  readonly dependsOn: readonly string[];
  /** Addresses of what takes this along when it is replaced: with the old one AWS drops all that hung on it. */
  readonly replacedWith: readonly string[];
}

/** One policy document and how it hangs on a role. */
export interface Policy extends Pick<Order, "replacedWith"> {
  /** The name of that role. */
  readonly role: Reference;
  /** Terraform label of the document and of the resources that carry it. */
  readonly label: string;
  readonly name: Reference;
  readonly kind: "inline" | "managed";
  /** True for the policy that AWS looks at, or that code runs with, when the function is made. It names nothing that could wait for the function. */
  readonly atCreation: boolean;
  /** True where the role has the new one before it loses the old. */
  readonly createBeforeDestroy: boolean;
  readonly path: Reference | null;
  readonly tags: readonly Argument[];
  readonly statements: readonly Statement[];
  readonly checks: readonly Check[];
}

/** A policy that AWS or somebody else writes, on the execution role: what it allows is not ours to say. */
export interface Attachment extends Pick<Order, "replacedWith"> {
  readonly label: string;
  /** The name of that role. */
  readonly role: Reference;
  /** The ARN of the policy. */
  readonly policy: Reference;
  /** True where the role has the new one before it loses the old. */
  readonly createBeforeDestroy: boolean;
  readonly checks: readonly Check[];
  readonly cause: Cause;
}

/**
 * What guards a permission, by Terraform's argument: the condition that it becomes in the function's resource policy, whose key
 * Lambda writes as `stored`.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export const guardArguments = {
  source_account: { operator: "StringEquals", variable: "aws:SourceAccount", stored: "AWS:SourceAccount" },
  principal_org_id: { operator: "StringEquals", variable: "aws:PrincipalOrgID", stored: "aws:PrincipalOrgID" },
  event_source_token: { operator: "StringEquals", variable: "lambda:EventSourceToken", stored: "lambda:EventSourceToken" },
  function_url_auth_type: {
    operator: "StringEquals",
    variable: "lambda:FunctionUrlAuthType",
    stored: "lambda:FunctionUrlAuthType",
  },
  source_arn: { operator: "ArnLike", variable: "aws:SourceArn", stored: "AWS:SourceArn" },
  invoked_via_function_url: {
    operator: "Bool",
    variable: "lambda:InvokedViaFunctionUrl",
    stored: "lambda:InvokedViaFunctionUrl",
  },
} as const satisfies Readonly<Record<string, Omit<Condition, "values"> & { readonly stored: string }>>;

export type GuardArgument = keyof typeof guardArguments;

/** The guards of one permission; what is not there does not guard it. */
export type Guards = {
  readonly [argument in GuardArgument]?: (typeof guardArguments)[argument]["operator"] extends "Bool" ? boolean : Reference;
};

/** One statement of the function's resource policy: who may invoke it, under which guard. */
export interface Permission extends Order {
  readonly label: string;
  readonly statementId: Reference;
  /** The alias or version that the statement is for; null for the unqualified function. */
  readonly qualifier: Reference | null;
  readonly action: string;
  readonly principal: Reference;
  readonly guards: Guards;
  readonly checks: readonly Check[];
  readonly cause: Cause;
}

/** One event source mapping: what the Lambda service polls for the function. */
export interface Mapping extends Pick<Order, "dependsOn"> {
  readonly label: string;
  /**
   * The ARN of what is polled for, as AWS answers it: the function, or the alias or version. Of a name, hashicorp/aws sees no
   * difference to the ARN of an alias that is gone, and of a name with a version always one.
   */
  readonly function: Reference;
  readonly arguments: readonly Argument[];
  readonly cause: Cause;
}

export interface LogGroup {
  readonly name: Reference;
  readonly lifecycle: Lifecycle;
  readonly arguments: readonly Argument[];
}

export interface Alias extends Pick<Order, "replacedWith"> {
  readonly name: Reference;
  readonly lifecycle: Lifecycle;
  readonly arguments: readonly Argument[];
}

/** A role that a service assumes to invoke the function. */
export interface InvokerRole {
  /** The name of the role where it is managed elsewhere: then its policy alone is made, and nothing is said of its trust. */
  readonly existing: Reference | null;
  /** True where the source takes one role for all functions of the stack: this is then a function's share of it, or in a stack the whole. */
  readonly shared: boolean;
  /** The provider of the function, or of all that share it. */
  readonly provider: string | null;
  readonly label: string;
  /** Of the role that is made, and of its policy. */
  readonly name: Reference;
  /** What holds for every role of the function: its path, permissions boundary and tags. */
  readonly arguments: readonly Argument[];
  readonly trust: readonly Trust[];
  readonly statements: readonly Statement[];
  /** Of what the trust policy names, and of what the statements name. */
  readonly checks: { readonly trust: readonly Check[]; readonly policy: readonly Check[] };
  readonly cause: Cause;
}

/** A resource beside the function that connects it with something: its URL, a subscription, a target. */
export interface ConnectedResource extends Order {
  /** Terraform's type of the resource. */
  readonly type: string;
  readonly label: string;
  /** The provider of the function, or of all that share it. */
  readonly provider: string | null;
  readonly arguments: readonly Argument[];
  readonly cause: Cause;
}

/** The archive that Terraform makes of a folder of sources. */
export interface Archive {
  readonly source: Reference;
  /** Patterns of what is left out, sorted. */
  readonly excludes: readonly Reference[];
}

/** All that one spec document declares and grants. */
export interface FunctionGrants {
  /** The spec, below its root and with the root's own folder name before it: `specs/media/thumbnailer.yaml`. */
  readonly spec: string;
  readonly label: string;
  readonly name: Reference;
  /** The function's own ARN, composed: known before the function exists. */
  readonly arn: Reference;
  /** False for a function that is managed elsewhere. */
  readonly managed: boolean;
  /** The configuration of hashicorp/aws that all of it is made by, `aws.edge`; null for the default one. */
  readonly provider: string | null;
  readonly archive: Archive | null;
  readonly arguments: readonly Argument[];
  readonly lifecycle: Lifecycle;
  /** The alias or version that permissions and mappings attach to. */
  readonly qualifier: Reference | null;
  readonly alias: Alias | null;
  /** Null where the role is managed elsewhere, and where the spec asks for none. */
  readonly role: Role | null;
  /** Null where the spec asks for no role: whoever manages the function manages its role, and nothing here needs one. */
  readonly runsWith: { readonly name: Reference; readonly arn: Reference } | null;
  readonly policies: readonly Policy[];
  readonly attachments: readonly Attachment[];
  readonly logGroup: LogGroup | null;
  /** Addresses of what must be there before the function. */
  readonly dependsOn: readonly string[];
  /** What outlives the function or holds it up when it is destroyed: sentences, each with AWS's page. */
  readonly leftovers: readonly string[];
  readonly permissions: readonly Permission[];
  readonly mappings: readonly Mapping[];
  readonly invokers: readonly InvokerRole[];
  readonly connected: readonly ConnectedResource[];
}

/** What the compiler must read at plan time because nobody says it. */
export interface DataSource {
  readonly of: "partition" | "region" | "account";
  readonly label: string;
  readonly provider: string | null;
}

/** The tags that a configuration of the provider gives everything that it makes. */
export interface DefaultTags {
  readonly label: string;
  readonly provider: string | null;
  readonly tags: readonly { readonly key: string; readonly value: Reference }[];
}

/** A Terraform variable that the stack declares, for whoever calls it; never null. */
export interface Variable {
  readonly name: string;
  /** One of Terraform's types, `list(string)`; null where the stack does not say. */
  readonly type: string | null;
  readonly description: Literal | null;
  /** Null where every caller must say it. */
  readonly default: Value | null;
}

/** One folder of specs, in one target: one Terraform directory. */
export interface StackGrants {
  /** The folder below the root: `media`, `""` for the root itself. */
  readonly folder: string;
  /** The environment; null in a stack that has none. */
  readonly target: string | null;
  /** The Terraform directory below the out folder: `media`, in a target `prod/media`. */
  readonly directory: string;
  /** The same with the root's own folder name before it, as the header prints it: `specs/media`. */
  readonly source: string;
  readonly providerVersion: string;
  /** The configuration of hashicorp/aws that makes all of whose function says no other, `aws.edge`; null for the default one. */
  readonly provider: string | null;
  readonly terraformVersion: string | null;
  readonly emitVersions: boolean;
  /** Whether other Terraform calls it: it says which configuration of the provider it takes, and has a README of its own. */
  readonly isModule: boolean;
  readonly dataSources: readonly DataSource[];
  /** What the configurations that make the stack must give by default; none where each resource has its tags. */
  readonly defaultTags: readonly DefaultTags[];
  readonly variables: readonly Variable[];
  /** Resources that hold what several functions ask of one source. */
  readonly connected: readonly ConnectedResource[];
  /** Roles of sources that call several functions with one. */
  readonly invokers: readonly InvokerRole[];
  readonly functions: readonly FunctionGrants[];
}
