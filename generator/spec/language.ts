import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import { argumentsOf } from "./arguments.ts";
import type { Key, Keys, Shape } from "./shape.ts";

/** The keys of a spec and of stack.yaml: what each takes, and why some words of Terraform are refused. */

const text: Shape = { kind: "text" };
const flag: Shape = { kind: "flag" };
const texts: Shape = { kind: "some", of: text };
const any: Shape = { kind: "any" };

function refused(message: string, hint?: string): Key {
  return { shape: any, refused: { message, ...(hint !== undefined && { hint }) } };
}

function notYet(what: string): Key {
  return { shape: any, refused: { code: "not-yet", message: `${what} is not compiled by this version` } };
}

export const functionArguments: Keys = argumentsOf("aws_lambda_function", ["function_name", "role"]);

/** Conditions are IAM's own operators and keys, so their names are the user's. */
const conditions: Shape = { kind: "map", of: { kind: "map", of: texts } };

export const functionKeys: Keys = {
  ...functionArguments,
  name: { shape: text, required: true },
  label: { shape: text },
  existing: { shape: flag },
  alias: {
    shape: { kind: "either", text, mapping: { kind: "object", keys: argumentsOf("aws_lambda_alias", ["function_name"]) } },
  },
  qualifier: { shape: text },
  function_name: refused("`function` takes no `function_name`", "write `name`"),
  role: refused("the compiler makes the role of a function", "say what it should be under the key `role:` beside `function:`"),
  file_system_config: notYet("`file_system_config`"),
  on_success: notYet("`on_success`"),
  on_failure: notYet("`on_failure`"),
};

export const aliasArguments: Keys = argumentsOf("aws_lambda_alias", ["function_name", "name"]);

/** What of `role` are arguments of aws_iam_role; the rest is ours. */
export const roleArguments: Keys = argumentsOf("aws_iam_role", [
  "assume_role_policy",
  "force_detach_policies",
  "inline_policy",
  "managed_policy_arns",
  "name",
  "name_prefix",
]);

export const roleKeys: Keys = {
  ...roleArguments,
  name: { shape: text },
  policy: { shape: { kind: "choice", of: ["inline", "managed"] } },
  trust: {
    shape: {
      kind: "either",
      text: { kind: "choice", of: ["guarded"] },
      mapping: { kind: "object", keys: { conditions: { shape: conditions, required: true } } },
    },
  },
  services: { shape: { kind: "list", of: text } },
  deny_network_interfaces_to_code: { shape: flag },
  existing: { shape: text },
  assume_role_policy: refused("the compiler makes the trust policy", "write `services` or `trust: {conditions: …}`"),
  inline_policy: refused("the compiler makes the policy", "say what the code may do under `actions:`"),
  managed_policy_arns: refused("a managed policy grants more than the code needs", "say what the code may do under `actions:`"),
};

export const logArguments: Keys = argumentsOf("aws_cloudwatch_log_group", ["name", "name_prefix"]);

export const logsShape: Shape = { kind: "either", flag, mapping: { kind: "object", keys: logArguments } };

const pushKinds = [
  "lattice",
  "metrics",
  "iot_authorizer",
  "iot_provisioning",
  "ses",
  "codecommit",
  "lex",
  "connect",
  "alexa",
  "alexa_smart_home",
  "url",
  "cloudfront",
  "edge",
  "bedrock",
  "appsync",
  "transfer",
  "workmail",
  "chime",
  "chime_messaging",
  "scheduler",
  "pipes",
  "stepfunctions",
  "firehose",
  "appsync_datasource",
  "apigateway_role",
  "codepipeline",
  "s3batch",
  "rds",
];

/** Keys of the language that this version does not compile yet. */
export const laterPushKinds: readonly string[] = pushKinds.filter((kind) => !Object.hasOwn(pushSources, kind));
export const laterPullKinds: readonly string[] = ["msk", "kafka", "mq", "documentdb"].filter(
  (kind) => !Object.hasOwn(pullSources, kind),
);

/** Words that people try, and what to say to them. */
export const unsupportedSources: Readonly<Record<string, { readonly message: string; readonly hint: string }>> = {
  cloudformation: {
    message: "CloudFormation calls a custom resource's function with the deployer's own permissions",
    hint: "remove the entry: it needs no permission",
  },
  cognito_sync: {
    message: "Cognito Sync is a legacy service",
    hint: "write `service: cognito-sync.amazonaws.com` with its source_arn, if it must be",
  },
  pinpoint: { message: "Amazon Pinpoint has ended", hint: "remove the entry" },
  lex_v1: { message: "Lex V1 has ended", hint: "move the bot to Lex V2" },
  s3_object_lambda: {
    message: "S3 Object Lambda calls with its caller's own permissions",
    hint: "remove the entry: it needs no permission",
  },
};

/** Keys of an entry of `push` beside the source. */
export const pushEntryKeys: Keys = {
  why: { shape: text },
  statement_id: { shape: text },
  source_account: { shape: text },
  qualifier: { shape: text },
  label: { shape: text },
  subscribe: notYet("`subscribe`"),
};

/** `service` needs a guard, which only the spec can name. */
export const serviceEntryKeys: Keys = { ...pushEntryKeys, source_arn: { shape: text } };

export const mappingArguments: Keys = argumentsOf("aws_lambda_event_source_mapping", ["event_source_arn", "function_name"]);

/** Keys of an entry of `pull` beside the source. */
export const pullEntryKeys: Keys = {
  ...mappingArguments,
  why: { shape: text },
  label: { shape: text },
  kms_key: { shape: text },
  event_source_arn: refused("the compiler sets `event_source_arn`", "the value of the source's own key is the ARN"),
  function_name: refused("the compiler sets `function_name`", "remove the line"),
};

export const actionEntryKeys: Keys = {
  allow: { shape: texts, required: true },
  resources: { shape: texts },
  conditions: { shape: conditions },
  sid: { shape: text },
  why: { shape: text },
  broad: { shape: text },
};

export const specKeys: Keys = {
  function: { shape: any, required: true },
  role: { shape: any },
  logs: { shape: any },
  push: { shape: { kind: "list", of: any } },
  pull: { shape: { kind: "list", of: any } },
  actions: { shape: { kind: "list", of: any } },
};

/** Defaults need not be whole. */
function optional(keys: Keys): Keys {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { ...key, required: false }]));
}

const defaults = Object.entries(optional(functionKeys)).filter(([name]) => !["name", "label", "existing"].includes(name));

export const stackKeys: Keys = {
  partition: { shape: text },
  region: { shape: text },
  account: { shape: text },
  provider_version: { shape: text },
  terraform_version: { shape: text },
  tags: { shape: { kind: "map", of: text, expression: true } },
  function: { shape: { kind: "object", keys: Object.fromEntries(defaults) } },
  role: { shape: { kind: "object", keys: roleKeys } },
  logs: { shape: logsShape },
  require_why: { shape: flag },
  emit: { shape: { kind: "object", keys: { versions: { shape: flag }, variables: { shape: flag } } } },
};
