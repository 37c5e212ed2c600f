/** What an entry of the tables may say. If an entry cannot say something, these types grow, once, for all. */

/** One variable of an ARN pattern: `${TopicName}`. */
export interface Field {
  /** The words for it in messages: "topic name". */
  readonly name: string;
  /** The characters that AWS allows in it; matches any run of them, so that what is known beside an expression can be tested. */
  readonly characters: RegExp;
  /** More than characters: what a value that is known whole must look like. */
  readonly shape?: RegExp;
  readonly empty?: boolean;
  readonly most?: number;
  /** Names that are well-formed and cannot work all the same. */
  readonly refused?: { readonly when: RegExp; readonly message: string; readonly hint: string };
  /** How the user's words become the ARN's: `ANY` → `*`. */
  readonly written?: (text: string) => string;
  /** True where "/" is one of its characters, or ":". */
  readonly slashes?: boolean;
  /** The value that stands for the form without this part: an event bus called `default`. */
  readonly implied?: string;
}

/** One shape of a source's ARN, and the parts that a mapping gives for it. */
export interface Form {
  /** In the notation of AWS's reference: `arn:${Partition}:events:${Region}:${Account}:rule/${RuleName}`. */
  readonly arn: string;
  /** The key of a mapping → the variable of the pattern that it fills. */
  readonly parts: Readonly<Record<string, string>>;
}

/** A source that is known by an ARN. */
export interface ArnSource {
  readonly title: string;
  /** The AWS page that the facts of the entry come from. */
  readonly docs: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** At least one. A short name fills the only part of the first form, where `short` is true. */
  readonly forms: readonly Form[];
  readonly short: boolean;
  /** True where `"*"` may stand alone, because AWS gives the id only after it has checked the permission. */
  readonly any?: boolean;
  /** What the service sends behind the ARN that Terraform and people know. */
  readonly suffix?: string;
  /** IAM's resource types that the ARN may be of, `service/type`: what a Terraform resource is checked against. */
  readonly types: readonly string[];
  /** Attributes of Terraform resources (`type.attribute`) that cannot serve alone, and what to write instead. */
  readonly refusedTypes?: Readonly<Record<string, { readonly message: string; readonly hint: string }>>;
}

/** Who pushes events to a function: what stands in the statement of its resource policy. */
export type PushSource =
  | (ArnSource & {
      readonly kind: "arn";
      readonly principal: string;
      /** `arn+account` where the ARN names no account, or AWS's page asks for both. */
      readonly guard: "arn" | "arn+account";
    })
  /** The principal is the guard: an account, a role, a user. */
  | { readonly kind: "account"; readonly title: string; readonly docs: string }
  | { readonly kind: "organization"; readonly title: string; readonly docs: string }
  /** A principal that the table does not know; a guard must stand beside it. */
  | { readonly kind: "service"; readonly title: string; readonly docs: string };

/** Why an argument is refused for a kind of source, or the range that AWS takes. */
export type ArgumentRule =
  | { readonly refused: string }
  | { readonly from: number; readonly to: number; readonly also?: readonly number[] }
  | { readonly oneOf: readonly string[] };

/** One action of the execution role on the source itself, or on "*" where AWS cannot scope it. */
export interface PollerGrant {
  readonly actions: readonly string[];
  /** `source`: the source's own ARN; otherwise the part of it before a text, which a Terraform resource has as an attribute. */
  readonly on: "source" | "*" | { readonly until: string; readonly attribute: string };
  readonly why: string;
}

/** What the Lambda service polls for a function. */
export interface PullSource extends ArnSource {
  /** One list of grants a form, in the order of the forms. */
  readonly grants: readonly (readonly PollerGrant[])[];
  /** The service of `kms:ViaService` for a customer-managed key. */
  readonly kmsService: string;
  readonly required: readonly string[];
  /** Argument of aws_lambda_event_source_mapping (nested with dots) → what AWS takes of it for this kind. */
  readonly arguments: Readonly<Record<string, ArgumentRule>>;
}
