/**
 * What templates of one's own may say otherwise than the spec asks. It is a list of what is allowed: whatever does not stand here must
 * be exactly what was asked. The README's table is made of it.
 */

/** How far an argument may differ. */
export type May =
  /** Any plain text. */
  | "be another text"
  /** Plain text before and behind what was asked, so that two names stay two. */
  | "have text around it"
  /** Entries beside those that were asked for, each a plain text. */
  | "have more entries"
  /** What is left must be as asked. */
  | "have fewer entries"
  /** Addresses beside those that were asked for. */
  | "name more resources"
  /** `true` or `false`. */
  | "be set"
  /** A type under which a text stays the text that it is. */
  | "be a type of texts"
  /** A condition without `${` that calls nothing but functions that compare texts, and a message in plain text. */
  | "check more"
  /** What the provider takes it for where it is not given. */
  | "be said";

export interface Freedom {
  /** Types of resources and data sources, or `output` and `variable`. */
  readonly of: readonly string[] | "every resource";
  /** An argument, behind the blocks that it stands in. */
  readonly argument: string;
  readonly may: May;
  /** What can be written, as it stands in a template. */
  readonly example: string;
  /** Why it opens nothing. */
  readonly why: string;
}

export const freedoms: readonly Freedom[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html
    of: ["aws_iam_role", "aws_iam_policy", "aws_lambda_function", "aws_cloudwatch_log_group", "aws_lambda_event_source_mapping"],
    argument: "tags",
    may: "have more entries",
    example: 'tags = {\n  team = "media"\n}',
    why: "a tag grants nothing by itself; the spec's own tags stay as they are, and one by which the stack's policies decide is refused. A policy elsewhere that asks for tags trusts whoever writes them",
  },
  {
    of: ["aws_iam_role", "aws_iam_policy", "aws_lambda_function", "aws_lambda_alias"],
    argument: "description",
    may: "be another text",
    example: 'description = "Kept by the media team"',
    why: "nothing reads it",
  },
  {
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html: a policy of the same name would be written over.
    of: ["aws_iam_role", "aws_iam_policy", "aws_iam_role_policy"],
    argument: "name",
    may: "have text around it",
    example: 'name = "team-{{name}}"',
    why: "all else names these by their Terraform address; two names stay two",
  },
  {
    of: ["aws_lambda_permission"],
    argument: "statement_id",
    may: "have text around it",
    example: 'statement_id = "Team{{statementId}}"',
    why: "AWS compares it with the other ids of the function and with nothing else",
  },
  {
    of: "every resource",
    argument: "lifecycle.prevent_destroy",
    may: "be set",
    example: "prevent_destroy = true",
    why: "Terraform refuses a plan, and changes none",
  },
  {
    // https://developer.hashicorp.com/terraform/language/expressions/custom-conditions
    of: "every resource",
    argument: "lifecycle.precondition",
    may: "check more",
    example: 'precondition {\n  condition = length(var.team) > 0\n  error_message = "Say which team."\n}',
    why: "Terraform refuses a plan, and changes none; the spec's own checks stay",
  },
  {
    of: "every resource",
    argument: "depends_on",
    may: "name more resources",
    example: "depends_on = [aws_kms_key.logs]",
    why: "the order alone is another",
  },
  {
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
    of: ["aws_iam_policy_document"],
    argument: "version",
    may: "be said",
    example: 'version = "2012-10-17"',
    why: "it is what the provider writes anyway; under any other version `${aws:username}` is plain text",
  },
  {
    of: ["output"],
    argument: "value",
    may: "have fewer entries",
    example: "value = {\n  function_arn = aws_lambda_function.{{label}}.arn\n}",
    why: "whoever misses one sees it; an output may be left out whole, too",
  },
  {
    of: ["output", "variable"],
    argument: "description",
    may: "be another text",
    example: 'description = "For the modules around"',
    why: "nothing reads it",
  },
  {
    of: ["output", "variable"],
    argument: "sensitive",
    may: "be set",
    example: "sensitive = true",
    why: "Terraform shows less",
  },
  {
    // https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion
    of: ["variable"],
    argument: "type",
    may: "be a type of texts",
    example: "type = string",
    why: "a text stays the text that it is; as a number, an account would lose its leading zeros",
  },
];

/** What the provider takes an argument for that may be said all the same. */
export const said: Readonly<Record<string, string>> = { version: "2012-10-17" };

/**
 * Functions that a check may call: they compare texts and read nothing.
 * https://developer.hashicorp.com/terraform/language/functions
 */
export const checking: ReadonlySet<string> = new Set([
  "alltrue",
  "anytrue",
  "can",
  "contains",
  "element",
  "endswith",
  "join",
  "length",
  "lower",
  "regex",
  "regexall",
  "split",
  "startswith",
  "strcontains",
  "substr",
  "tostring",
  "trimprefix",
  "trimsuffix",
]);

const byPlace = new Map(
  freedoms.flatMap(({ of, argument, may }) =>
    (of === "every resource" ? ["*"] : of).map((type): [string, May] => [`${type} ${argument}`, may]),
  ),
);

/** How far an argument may differ, by the type of what it stands in; undefined where it may not. */
export function freedomOf(type: string, isResource: boolean, argument: string): May | undefined {
  return byPlace.get(`${type} ${argument}`) ?? (isResource ? byPlace.get(`* ${argument}`) : undefined);
}
