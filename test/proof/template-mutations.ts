import type { TemplateName } from "../../generator/backends/hcl/precompiled.js";

/** The built-in templates with one thing changed that a team's own may not change. */

export interface TemplateMutation {
  readonly name: string;
  readonly template: TemplateName;
  readonly edit: (text: string) => string;
  /** What the refusal names. */
  readonly says: string;
}

type Edit = TemplateMutation["edit"];

/** What resources each template makes; the first line of the first is where an argument is put. */
const resources: Readonly<Partial<Record<TemplateName, string>>> = {
  alias: "aws_lambda_alias",
  connected_resource: "{{type}}",
  event_source_mapping: "aws_lambda_event_source_mapping",
  function: "aws_lambda_function",
  log_group: "aws_cloudwatch_log_group",
  managed_policy: "aws_iam_policy",
  permission: "aws_lambda_permission",
  role: "aws_iam_role",
  role_policy: "aws_iam_role_policy",
};

/** Puts lines first into the block that begins so. */
export function into(start: string, ...lines: readonly string[]): Edit {
  return (text) => text.replace(new RegExp(`^${escaped(start)}.*\\{$`, "m"), (line) => [line, ...lines].join("\n"));
}

function instead(from: string, to: string): Edit {
  return (text) => text.replace(from, () => to);
}

/** Takes away the lines that hold a text. */
function without(...parts: readonly string[]): Edit {
  return (text) =>
    text
      .split("\n")
      .filter((line) => !parts.some((part) => line.includes(part)))
      .join("\n");
}

function behind(...lines: readonly string[]): Edit {
  return (text) => `${text}\n${lines.join("\n")}\n`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** What Terraform takes in every resource. https://developer.hashicorp.com/terraform/language/meta-arguments */
const metaArguments: readonly (readonly [string, readonly string[], string])[] = [
  ["none of it", ["count = 0"], "`count`"],
  ["two of it", ["count = 2"], "`count`"],
  ["one for each", ['for_each = toset(["a", "b"])'], "`for_each`"],
  ["another provider", ["provider = aws.other"], "`provider`"],
  ["changes ignored", ["lifecycle {", "ignore_changes = all", "}"], "lifecycle"],
  // AWS keeps these names unique: the new one would fail beside the old, or go with it.
  ["the new one first", ["lifecycle {", "create_before_destroy = true", "}"], "lifecycle"],
  ["a provisioner", ['provisioner "local-exec" {', 'command = "id"', "}"], 'provisioner "local-exec"'],
  ["a connection", ["connection {", 'host = "example.org"', "}"], "`connection`"],
  ["a dynamic block", ['dynamic "tags" {', "for_each = []", "}"], 'dynamic "tags"'],
];

const everywhere: readonly TemplateMutation[] = Object.entries(resources).flatMap(([template, type]) =>
  metaArguments.map(
    ([name, lines, says]): TemplateMutation => ({
      name: `${type}: ${name}`,
      template: template as TemplateName,
      edit: into(`resource "${type}"`, ...lines),
      says,
    }),
  ),
);

/** Blocks that are no part of any resource of ours. */
const strangers: readonly (readonly [string, readonly string[], string])[] = [
  ["locals", ["locals {", 'opened = "*"', "}"], "locals"],
  ["a null_resource", ['resource "null_resource" "x" {', "}"], "null_resource.x"],
  ["terraform_data", ['resource "terraform_data" "x" {', "}"], "terraform_data.x"],
  ["an external program", ['data "external" "x" {', 'program = ["id"]', "}"], "data.external.x"],
  ["an http call", ['data "http" "x" {', 'url = "https://example.org"', "}"], "data.http.x"],
  ["a module", ['module "x" {', 'source = "./x"', "}"], "module"],
  ["an import", ["import {", "to = aws_iam_role.x", 'id = "admin"', "}"], "import"],
  ["a move", ["moved {", "from = aws_iam_role.x", "to = aws_iam_role.y", "}"], "moved"],
  ["a removal", ["removed {", "from = aws_iam_role.x", "}"], "removed"],
  ["a check", ['check "x" {', "assert {", "condition = true", 'error_message = "x"', "}", "}"], "check.x"],
  ["an ephemeral resource", ['ephemeral "aws_secretsmanager_secret_version" "x" {', 'secret_id = "x"', "}"], "ephemeral"],
  ["a provider", ['provider "aws" {', 'region = "us-east-1"', "}"], "provider.aws"],
  ["a backend", ["terraform {", 'backend "http" {', 'address = "https://example.org"', "}", "}"], "terraform"],
  ["an output that reads a file", ['output "x" {', 'value = file("/etc/passwd")', "}"], "output.x"],
  ["a variable", ['variable "x" {', 'default = "*"', "}"], "variable.x"],
  [
    "an open function URL",
    ['resource "aws_lambda_function_url" "x" {', 'function_name = "x"', 'authorization_type = "NONE"', "}"],
    "aws_lambda_function_url.x",
  ],
  [
    "a permission for everybody",
    [
      'resource "aws_lambda_permission" "x" {',
      'statement_id = "x"',
      'action = "lambda:InvokeFunction"',
      'function_name = "x"',
      'principal = "*"',
      "}",
    ],
    "aws_lambda_permission.x",
  ],
  [
    "a layer's permission",
    ['resource "aws_lambda_layer_version_permission" "x" {', "}"],
    "aws_lambda_layer_version_permission.x",
  ],
  ["a user", ['resource "aws_iam_user" "x" {', 'name = "x"', "}"], "aws_iam_user.x"],
  ["a resource of another script", ['resource "aws_lаmbda_permission" "x" {', "}"], "aws_lаmbda_permission.x"],
];

const besides: readonly TemplateMutation[] = strangers.map(([name, lines, says]) => ({
  name: `beside the function: ${name}`,
  template: "function",
  edit: behind(...lines),
  says,
}));

type Row = readonly [string, Edit, string];

function of(template: TemplateName, rows: readonly Row[]): readonly TemplateMutation[] {
  return rows.map(([name, edit, says]) => ({ name: `${template}: ${name}`, template, edit, says }));
}

const document = 'data "aws_iam_policy_document"';

const own: readonly TemplateMutation[] = [
  ...of("policy_document", [
    ["dynamic statements", into(document, 'dynamic "statement" {', "for_each = var.more", "}"), 'dynamic "statement"'],
    ["the version before variables", into(document, 'version = "2008-10-17"'), "2008-10-17"],
    ["a version by expression", into(document, "version = var.version"), "var.version"],
    ["documents merged into it", into(document, "source_policy_documents = [var.more]"), "source_policy_documents"],
    ["documents laid over it", into(document, "override_policy_documents = [var.more]"), "override_policy_documents"],
    ["another statement", into(document, "statement {", 'actions = ["iam:*"]', 'resources = ["*"]', "}"), "iam:*"],
    [
      "a statement twice",
      (text) => text.replace("{{/each}}\n}", () => 'statement {\nactions = ["s3:GetObject"]\nresources = ["*"]\n}\n{{/each}}\n}'),
      "s3:GetObject",
    ],
    ["everything but", into("  statement", "not_actions = []"), "not_actions"],
    ["every resource but", into("  statement", "not_resources = []"), "not_resources"],
    ["everybody but", into("  statement", "not_principals {", 'type = "AWS"', 'identifiers = ["*"]', "}"), "not_principals"],
    ["all actions", instead("actions = {{actions}}", 'actions = ["*"]'), "*"],
    ["actions of a function", instead("{{actions}}", 'concat({{actions}}, ["iam:PassRole"])'), "is no list"],
    ["all resources", instead("resources = {{resources}}", 'resources = ["*"]'), "*"],
    ["another effect", instead("{{effect}}", '"Deny"'), "Deny"],
    ["no effect", without("{{effect}}"), "`statement.effect`"],
    ["no conditions", (text) => text.replace(/\{\{#each conditions\}\}[\s\S]*?\{\{\/each\}\}/, ""), "condition"],
    ["another operator", instead("{{operator}}", '"StringLike"'), "StringLike"],
    ["an operator that lets pass", instead("{{operator}}", '"{{operator}}IfExists"'), "IfExists"],
    ["another key", instead("{{variable}}", '"aws:username"'), "aws:username"],
    ["other values", instead("values = {{values}}", 'values = ["*"]'), "*"],
    [
      "statements with conditions alone",
      (text) =>
        text.replace("  statement {", "{{#if conditions}}\n  statement {").replace("  {{/each}}\n}", "{{/if}}\n  {{/each}}\n}"),
      "needs",
    ],
    ["no Sid", (text) => text.replace(/\{\{#if sid\}\}[\s\S]*?\{\{\/if\}\}/, ""), "sid"],
    ["any principal", instead("{{principals}}", '["*"]'), "*"],
    ["principals of another kind", instead("{{principalType}}", '"AWS"'), "AWS"],
    ["a count", into(document, "count = 0"), "count"],
    ["one for each", into(document, "for_each = var.more"), "for_each"],
    ["another provider", into(document, "provider = aws.other"), "provider"],
    ["an id", into(document, 'policy_id = "x"'), "policy_id"],
    ["a wait", into(document, "depends_on = [aws_iam_role.x]"), "depends_on"],
  ]),
  ...of("permission", [
    ["everybody", instead("{{principal}}", '"*"'), "anybody"],
    ["another service", instead("{{principal}}", '"ec2.amazonaws.com"'), "ec2.amazonaws.com"],
    ["no source ARN", without("{{sourceArn}}"), "source_arn"],
    ["an open source ARN", instead("{{sourceArn}}", '"*"'), "source_arn"],
    ["a local in its place", instead("{{sourceArn}}", "local.source"), "local.source"],
    ["a source ARN that goes on", instead("{{sourceArn}}", '"{{sourceArn}}*"'), "*"],
    ["no source account", without("{{sourceAccount}}"), "source_account"],
    ["another account", instead("{{sourceAccount}}", '"999999999999"'), "999999999999"],
    ["no organization", without("{{principalOrgId}}"), "anybody may invoke"],
    ["another action", instead("action = {{action}}", 'action = "lambda:UpdateFunctionCode"'), "lambda:UpdateFunctionCode"],
    ["all actions", instead("action = {{action}}", 'action = "lambda:*"'), "lambda:*"],
    ["another function", instead("{{functionName}}", '"other"'), "other"],
    ["no qualifier", without("{{qualifier}}"), "qualifier"],
    ["another authorization type", instead("{{functionUrlAuthType}}", '"AWS_IAM"'), "AWS_IAM"],
    ["a prefix for its id", instead("statement_id = {{statementId}}", 'statement_id_prefix = "x"'), "statement_id"],
    ["one id for all", instead("{{statementId}}", '"Same"'), "statement_id"],
    ["an id that reads a file", instead("{{statementId}}", 'file("/etc/passwd")'), "statement_id"],
    ["no checks", (text) => text.replace(/\{\{#each checks\}\}[\s\S]*\{\{\/each\}\}/, ""), "null"],
    ["a check of nothing", instead("{{condition}}", "true"), "null"],
    ["a check or else", instead("{{condition}}", "true || {{condition}}"), "null"],
    ["a message that reads a file", instead("{{message}}", 'file("/etc/passwd")'), "precondition"],
    [
      "a check by a function of a provider",
      instead(
        "    {{#each checks}}",
        'precondition {\ncondition = provider::aws::arn_parse("x") == "y"\nerror_message = "x"\n}\n{{#each checks}}',
      ),
      "precondition",
    ],
    [
      "a check that reads a file",
      instead(
        "    {{#each checks}}",
        'precondition {\ncondition = file("/etc/passwd") == ""\nerror_message = "x"\n}\n{{#each checks}}',
      ),
      "precondition",
    ],
    [
      "the guard ignored",
      instead("    {{#each checks}}", "ignore_changes = [source_arn]\n{{#each checks}}"),
      "lifecycle.ignore_changes",
    ],
    ["replaced at will", instead("{{replacedWith}}", "[aws_iam_role.x]"), "lifecycle.replace_triggered_by"],
    [
      "a postcondition",
      instead("    {{#each checks}}", 'postcondition {\ncondition = true\nerror_message = "x"\n}\n{{#each checks}}'),
      "lifecycle.postcondition",
    ],
    ["another region", into('resource "aws_lambda_permission"', 'region = "us-east-1"'), "region"],
    [
      "twice",
      (text) =>
        `${text}\n${text.replace("{{label}}", "{{label}}_again").replace("= {{statementId}}", '= "Again{{statementId}}"')}`,
      "_again",
    ],
    ["twice under one address", (text) => `${text}\n${text}`, "stands twice"],
    ["none", () => "# Nothing here.\n", "needs lambda:InvokeFunction"],
    ["a waiting for an expression", into('resource "aws_lambda_permission"', "depends_on = concat([], [])"), "depends_on"],
  ]),
  ...of("role", [
    [
      "a trust of its own",
      instead(
        "data.aws_iam_policy_document.{{trust}}.json",
        'jsonencode({ Statement = [{ Effect = "Allow", Action = "*", Principal = "*" }] })',
      ),
      "assume_role_policy",
    ],
    ["a trust from a file", instead("data.aws_iam_policy_document.{{trust}}.json", 'file("trust.json")'), "assume_role_policy"],
    ["another document as trust", instead("{{trust}}.json", "{{label}}.json"), "assume"],
    [
      "managed policies",
      into('resource "aws_iam_role"', 'managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]'),
      "managed_policy_arns",
    ],
    ["an inline policy", into('resource "aws_iam_role"', "inline_policy {", 'name = "x"', "}"), "inline_policy"],
    [
      "another boundary",
      (text) => text.replace("{{arguments}}", 'permissions_boundary = "arn:aws:iam::aws:policy/AdministratorAccess"'),
      "permissions_boundary",
    ],
    ["none of its arguments", without("{{arguments}}"), "permissions boundary"],
    [
      "its boundary unchecked",
      (text) => text.replace(/ *\{\{#if lifecycle\}\}[\s\S]*?\n {2}\{\{\/if\}\}\n/, ""),
      "nothing checks var.boundary_arn",
    ],
    ["longer sessions", into('resource "aws_iam_role"', "max_session_duration = 43200"), "max_session_duration"],
    ["one name for all", instead("{{name}}", '"same"'), "`name`"],
    ["a name from a file", instead("{{name}}", 'file("/etc/passwd")'), "`name`"],
    ["a name with a path in it", instead("{{name}}", '"admin/{{name}}"'), "`name`"],
    ["a prefix for its name", instead("name = {{name}}", 'name_prefix = "x"'), "name_prefix"],
    ["a description from a file", into('resource "aws_iam_role"', 'description = file("/etc/passwd")'), "description"],
    ["tags from elsewhere", into('resource "aws_iam_role"', "tags = var.tags"), "tags"],
    ["a tag by expression", into('resource "aws_iam_role"', "tags = {", "a = path.cwd", "}"), "tags"],
    [
      "another policy attached",
      behind(
        'resource "aws_iam_role_policy_attachment" "{{label}}_more" {',
        "role = aws_iam_role.{{label}}.name",
        'policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
        "}",
      ),
      "AdministratorAccess",
    ],
    [
      "policies detached elsewhere",
      behind(
        'resource "aws_iam_role_policies_exclusive" "{{label}}" {',
        "role_name = aws_iam_role.{{label}}.name",
        "policy_names = []",
        "}",
      ),
      "aws_iam_role_policies_exclusive",
    ],
  ]),
  ...of("function", [
    ["another role", instead("{{role}}", '"arn:aws:iam::123456789012:role/admin"'), "admin"],
    ["another name", instead("{{name}}", '"other"'), "functions of this name"],
    ["a name with text around it", instead("{{name}}", '"team-{{name}}"'), "functions of this name"],
    ["other code", into('resource "aws_lambda_function"', 's3_bucket = "another"'), "s3_bucket"],
    [
      "another handler",
      (text) => text.replace("{{arguments}}", 'handler = "evil.handler"\nruntime = "python3.13"\nfilename = "app.zip"'),
      "handler",
    ],
    ["a layer", into('resource "aws_lambda_function"', 'layers = ["arn:aws:lambda:eu-west-1:999999999999:layer:x:1"]'), "layers"],
    [
      "variables",
      into('resource "aws_lambda_function"', "environment {", "variables = {", 'NODE_OPTIONS = "-r /opt/x"', "}", "}"),
      "environment",
    ],
    [
      "a network",
      into('resource "aws_lambda_function"', "vpc_config {", "subnet_ids = []", "security_group_ids = []", "}"),
      "vpc_config",
    ],
    ["a wrapper", into('resource "aws_lambda_function"', 'image_uri = "x"'), "image_uri"],
    ["no signature", into('resource "aws_lambda_function"', 'code_signing_config_arn = ""'), "code_signing_config_arn"],
    ["none of its arguments", without("{{arguments}}"), "is missing"],
    ["no waiting", without("depends_on"), "depends_on"],
    ["a block in the place of an argument", into('resource "aws_lambda_function"', "role {", "}"), "role"],
    ["timeouts", into('resource "aws_lambda_function"', "timeouts {", 'create = "1m"', "}"), "timeouts"],
    ["a label that goes on", instead('"{{label}}"', '"{{label}}_x"'), "_x"],
  ]),
  ...of("log_group", [
    ["another name", instead("{{name}}", '"/other"'), "`name`"],
    [
      "shorter retention",
      into('resource "aws_cloudwatch_log_group"', 'log_group_class = "INFREQUENT_ACCESS"'),
      "log_group_class",
    ],
    [
      "another key",
      into('resource "aws_cloudwatch_log_group"', 'kms_key_id = "arn:aws:kms:eu-west-1:999999999999:key/x"'),
      "kms_key_id",
    ],
    ["kept when it is destroyed", into('resource "aws_cloudwatch_log_group"', "skip_destroy = true"), "skip_destroy"],
  ]),
  ...of("event_source_mapping", [
    ["another function", instead("{{functionName}}", '"other"'), "function_name"],
    [
      "another source",
      (text) => text.replace("{{arguments}}", 'event_source_arn = "arn:aws:sqs:eu-west-1:999999999999:q"'),
      "event_source_arn",
    ],
    ["switched off", into('resource "aws_lambda_event_source_mapping"', "enabled = false"), "enabled"],
    ["a filter", into('resource "aws_lambda_event_source_mapping"', "filter_criteria {", "}"), "filter_criteria"],
    [
      "failures sent elsewhere",
      into(
        'resource "aws_lambda_event_source_mapping"',
        "destination_config {",
        "on_failure {",
        'destination_arn = "x"',
        "}",
        "}",
      ),
      "destination_config",
    ],
    ["no waiting for the policy", without("depends_on"), "depends_on"],
  ]),
  ...of("alias", [
    ["another function", instead("aws_lambda_function.{{label}}.function_name", '"other"'), "function_name"],
    [
      "some calls to another version",
      into('resource "aws_lambda_alias"', "routing_config {", "additional_version_weights = {", "}", "}"),
      "routing_config",
    ],
    ["another name", instead("{{name}}", '"other"'), "name"],
    ["no version", without("{{arguments}}"), "function_version"],
  ]),
  ...of("managed_policy", [
    [
      "AWS's in its place",
      instead("aws_iam_policy.{{label}}.arn", '"arn:aws:iam::aws:policy/AdministratorAccess"'),
      "AdministratorAccess",
    ],
    ["a policy from a file", instead("data.aws_iam_policy_document.{{label}}.json", 'file("policy.json")'), "policy"],
    ["on another role", instead("role = {{role}}", 'role = "admin"'), "admin"],
    ["on nothing", (text) => text.replace(/resource "aws_iam_role_policy_attachment"[\s\S]*$/, ""), "needs"],
    [
      "on everybody",
      behind('resource "aws_iam_policy_attachment" "{{label}}" {', 'name = "x"', "}"),
      "aws_iam_policy_attachment",
    ],
    ["another path", instead("{{path}}", '"/admin/"'), "path"],
  ]),
  ...of("role_policy", [
    ["on another role", instead("role = {{role}}", 'role = "admin"'), "admin"],
    ["a policy of its own", instead("data.aws_iam_policy_document.{{label}}.json", "jsonencode({})"), "policy"],
    ["one name for all", instead("{{name}}", '"same"'), "`name`"],
    ["a prefix for its name", instead("name = {{name}}", 'name_prefix = "x"'), "name_prefix"],
    ["none", () => "# Nothing here.\n", "needs"],
  ]),
  ...of("output", [
    ["a file", instead("{{values}}", 'file("/etc/passwd")'), "value"],
    ["another entry", instead("{{values}}", '{\nsecret = file("/etc/passwd")\n}'), "value"],
    ["an entry changed", instead("{{values}}", '{\nrole_arn = "x"\n}'), "value"],
    ["merged with more", instead("{{values}}", "merge({{values}}, {})"), "value"],
    ["a precondition", into("output", "precondition {", "condition = true", 'error_message = "x"', "}"), "precondition"],
    ["ephemeral", into("output", "ephemeral = true"), "ephemeral"],
    ["a wait", into("output", "depends_on = [aws_iam_role.x]"), "depends_on"],
    ["a description from a file", into("output", 'description = file("/etc/passwd")'), "description"],
  ]),
  ...of("stack", [
    ["another provider under the name", instead("hashicorp/aws", "evil/aws"), "evil/aws"],
    ["another version of the provider", instead("{{providerVersion}}", '"1.0.0"'), "1.0.0"],
    ["one more provider", into("  required_providers", "evil = {", 'source = "evil/evil"', "}"), "required_providers.evil"],
    ["aliases of the provider", into("    aws =", "configuration_aliases = [aws.other]"), "required_providers.aws"],
    ["another version of terraform", instead("{{terraformVersion}}", '"0.12"'), "0.12"],
    ["a backend", into("terraform", 'backend "http" {', 'address = "https://example.org"', "}"), 'backend "http"'],
    ["a cloud", into("terraform", "cloud {", 'organization = "x"', "}"), "cloud"],
    ["experiments", into("terraform", "experiments = [x]"), "experiments"],
    ["provider_meta", into("terraform", 'provider_meta "aws" {', "}"), "provider_meta"],
    ["a second terraform block", behind("terraform {", "}"), "terraform"],
    ["a default", into("variable", 'default = "*"'), "default"],
    ["a default that is null", into("variable", "default = null"), "default"],
    ["null allowed", instead("nullable = false", "nullable = true"), "null"],
    ["null not spoken of", without("nullable"), "null"],
    ["a number as type", into("variable", "type = number"), "type"],
    ["any type", into("variable", "type = any"), "type"],
    ["ephemeral", into("variable", "ephemeral = true"), "ephemeral"],
    ["const", into("variable", "const = true"), "const"],
    ["a validation", into("variable", "validation {", "condition = true", 'error_message = "x"', "}"), "validation"],
    ["a variable left out", (text) => text.replace(/\{\{#each variables\}\}[\s\S]*$/, ""), "var"],
    ["another region read", (text) => text.replace('"{{label}}" {}', '"{{label}}" {\nregion = "us-east-1"\n}'), "region"],
    ["data sources left out", (text) => text.replace(/\{\{#each dataSources\}\}[\s\S]*?\{\{\/each\}\}/, ""), "data.aws_"],
    ["the provider's settings", behind('provider "aws" {', "assume_role {", 'role_arn = "x"', "}", "}"), "provider.aws"],
  ]),
  ...of("connected_resource", [
    [
      "an open URL",
      (text) =>
        text.replace("{{arguments}}", 'function_name = aws_lambda_function.hello.function_name\nauthorization_type = "NONE"'),
      "authorization_type",
    ],
    [
      "another target",
      (text) => text.replace("{{arguments}}", 'protocol = "https"\nendpoint = "https://example.org"'),
      "endpoint",
    ],
    ["more arguments", into('resource "{{type}}"', "raw_message_delivery = true"), "raw_message_delivery"],
    ["no waiting for the permission", without("depends_on"), "depends_on"],
    ["another type", instead('"{{type}}"', '"aws_sns_topic_policy"'), "aws_sns_topic_policy"],
    ["who may call it", into('resource "{{type}}"', "cors {", 'allow_origins = ["*"]', "}"), "cors"],
  ]),
];

/** What reads in one way for a person and in another for a program. */
const written: readonly TemplateMutation[] = of("role", [
  ["a name that nobody sees", instead("  name = {{name}}", "  # \u202e\n  name = {{name}}"), "U+202E"],
  ["a carriage return", instead("  name = {{name}}", "  # a\rb\n  name = {{name}}"), "U+000D"],
  ["a character of no width", instead("{{arguments}}", 'description = "a\u200bb"\n{{arguments}}'), "U+200B"],
  ["two blocks on a line", behind('resource "null_resource" "x" {', '} resource "null_resource" "y" {', "}"), "behind a brace"],
  ["a block on one line", behind("locals { a = 1 }"), "behind a brace"],
  ["a comment behind a value", instead("  name = {{name}}", "  name = {{name}} // as asked"), "a comment stands behind a value"],
  ["an argument twice", instead("  name = {{name}}", "  name = {{name}}\n  name = {{name}}"), "stands twice"],
  ["a name without quotes", behind("resource null_resource x {", "}"), "between quotes"],
  ["an argument of another script", into('resource "aws_iam_role"', 'dеscription = "x"'), "dеscription"],
  ["a tag twice", into('resource "aws_iam_role"', "tags = {", "a = 1", "a = 2", "}"), "stands twice"],
  ["code outside of all blocks", behind('x = "y"'), "outside of all blocks"],
]);

export const templateMutations: readonly TemplateMutation[] = [...everywhere, ...besides, ...own, ...written];
