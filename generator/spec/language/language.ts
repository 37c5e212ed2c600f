import { intents } from "../../iam/actions/intents.ts";
import { conditionOperators } from "../../iam/conditions/condition-operators.ts";
import { globalKeys } from "../../iam/reference/global-keys.ts";
import { pushSources } from "../../sources/push-sources.ts";
import { functionConfigs } from "../../sources/shapes/function-configs.ts";
import type { ArnKind, PushSource, RolePushSource } from "../../sources/source.ts";
import type { Subscription } from "../../sources/subscriptions.ts";
import {
  asyncFailureDestinations,
  functionTargets,
  mappingTargets,
  successDestinations,
  targetWords,
} from "../../sources/targets.ts";
import type { Key, Keys, Shape } from "./shape.ts";
import { argumentsOfResource } from "./terraform-arguments.ts";

/** The keys of a spec and of stack.yaml: what each takes, and why some words of Terraform are refused. */

const text: Shape = { kind: "text" };
const flag: Shape = { kind: "flag" };
const texts: Shape = { kind: "some", of: text };
/** What the user's own keys hold: `aws:SecureTransport: true`, a tag `Public: false`. */
const datum: Shape = { kind: "text", booleans: true };
const any: Shape = { kind: "any" };

function refused(message: string, hint?: string): Key {
  return { shape: any, refused: { message, ...(hint !== undefined && { hint }) } };
}

/** Words of other tools for what Terraform calls otherwise. */
function inOurWords(words: Readonly<Record<string, string>>): Keys {
  return Object.fromEntries(
    Object.entries(words).map(([name, ours]) => [
      name,
      refused(`\`function\` takes no \`${name}\`: Terraform calls it otherwise`, `write ${ours}`),
    ]),
  );
}

/** https://developer.hashicorp.com/terraform/language/expressions/type-constraints */
const variableTypes = ["string", "number", "bool", "list(string)", "set(string)", "map(string)", "list(number)"];

const aSchedule = "write push: [{schedule: rate(5 minutes)}]";
const oneSpecEach =
  "write a document for each, with `---` between them; for another stage, an expression in the name: ${var.stage}-worker";

/** What of Terraform's `lifecycle` a resource takes: never that a guard or a grant is left as somebody else made it. */
function lifecycle(flags: readonly ("create_before_destroy" | "prevent_destroy")[], ignorable: readonly string[] = []): Key {
  const abouts = {
    create_before_destroy: "true: a new one is made before the old one goes, where its name is another one.",
    prevent_destroy: "true: Terraform refuses a plan that would destroy it.",
  };
  const keys: Keys = {
    ...Object.fromEntries(flags.map((name) => [name, { shape: flag, about: abouts[name] }])),
    ...(ignorable.length > 0 && {
      ignore_changes: {
        shape: { kind: "list", of: { kind: "choice", of: ignorable } },
        about: `What somebody else changes, a deployment of the code for example, and Terraform leaves as it is: ${ignorable.join(", ")}.`,
      },
    }),
  };
  return {
    shape: { kind: "object", keys },
    about: "When Terraform replaces it: https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
  };
}

export const functionArguments: Keys = argumentsOfResource("aws_lambda_function", ["function_name", "role"]);

/** What of aws_lambda_function_event_invoke_config stands in `function`: the rest is its destinations, and what it belongs to. */
export const retryArguments: Keys = argumentsOfResource("aws_lambda_function_event_invoke_config", [
  "destination_config",
  "function_name",
  "qualifier",
  "region",
]);

/** What Lambda keeps beside a function, in resources of their own. */
export const configArguments: Keys = Object.fromEntries(
  functionConfigs.flatMap(({ resource, arguments: names }) =>
    Object.entries(optional(argumentsOfResource(resource))).filter(([name]) => names.includes(name)),
  ),
);

export const aliasArguments: Keys = optional(argumentsOfResource("aws_lambda_alias", ["function_name", "name"]));

/** Without a version, the alias is of what is published with the function. */
function aliasKeys(): Keys {
  return {
    ...argumentsOfResource("aws_lambda_alias", ["function_name"]),
    ...aliasArguments,
    lifecycle: lifecycle(["prevent_destroy"], ["function_version", "routing_config"]),
  };
}

/** Conditions are IAM's own operators and keys, so their names are the user's; an editor offers those that stand in every policy. */
function conditions(keys: readonly string[]): Shape {
  // An empty one was meant to narrow the grant, and would not.
  return {
    kind: "map",
    filled: true,
    of: { kind: "map", filled: true, of: { kind: "some", of: datum }, offers: keys },
    offers: conditionOperators,
  };
}

const keysOfEveryCall = globalKeys
  .filter(({ name, never, listed }) => never === undefined && listed === undefined && !name.includes("${"))
  .map(({ name }) => name);

/** What an ARN that only Terraform knows names, by a key: `{sqs: "${var.dlq_arn}"}`. */
function target(kinds: Readonly<Record<string, ArnKind>>): Shape {
  const keys = Object.entries(targetWords).flatMap(([word, service]) => {
    const kind = Object.hasOwn(kinds, service) ? kinds[service] : undefined;
    const about = `This is a ${kind?.noun}: its ARN, its name, or any expression.`;
    return kind === undefined ? [] : [[word, { shape: { kind: "arn", of: kind }, about } satisfies Key] as const];
  });
  return { kind: "either", text, mapping: { kind: "object", keys: Object.fromEntries(keys), one: true } };
}

/** Keys of which those at some paths take such a thing. */
function withTargets(keys: Keys, targets: Readonly<Record<string, Readonly<Record<string, ArnKind>>>>): Keys {
  return Object.entries(targets).reduce((all, [path, kinds]) => withShape(all, path.split("."), target(kinds)), keys);
}

function withShape(keys: Keys, [first = "", ...rest]: readonly string[], shape: Shape): Keys {
  const key = keys[first];
  if (key === undefined) return keys;
  if (rest.length === 0) return { ...keys, [first]: { ...key, shape } };
  const own = key.shape;
  if (own.kind === "object") return { ...keys, [first]: { ...key, shape: { ...own, keys: withShape(own.keys, rest, shape) } } };
  if (own.kind !== "some" || own.of.kind !== "object") return keys;
  return { ...keys, [first]: { ...key, shape: { ...own, of: { ...own.of, keys: withShape(own.of.keys, rest, shape) } } } };
}

export const functionKeys: Keys = {
  ...withTargets(functionArguments, functionTargets),
  ...retryArguments,
  ...configArguments,
  name: {
    shape: text,
    required: true,
    about: "The function's name in AWS: 1 to 64 letters, digits, - and _, or with expressions in it.",
  },
  label: { shape: text, about: "Its Terraform label, where the name in snake case will not do." },
  existing: {
    shape: flag,
    about:
      "true: the function is managed elsewhere. Its permissions and mappings are made, and a role where the spec asks something of one; the function is not.",
  },
  alias: {
    about:
      "The alias that permissions and mappings attach to: the name of one that is there, or {name} to make it for what is published with the function; {name, function_version} for another version.",
    shape: { kind: "either", text, mapping: { kind: "object", keys: aliasKeys() } },
  },
  qualifier: { shape: text, about: "The alias or version that permissions and mappings attach to." },
  function_name: refused("`function` takes no `function_name`", "write `name`"),
  ...Object.fromEntries(
    ["source", "source_dir", "source_path", "code", "code_uri"].map((name) => [
      name,
      refused(
        "where the code is stands beside `function`",
        "write code: {dir: src}, {zip: build/function.zip}, {s3: …} or {image: …}",
      ),
    ]),
  ),
  lifecycle: lifecycle(
    ["create_before_destroy", "prevent_destroy"],
    ["code_sha256", "filename", "image_uri", "s3_bucket", "s3_key", "s3_object_version", "source_code_hash"],
  ),
  for_each: refused("a spec is one function, and is compiled before Terraform counts", oneSpecEach),
  count: refused("a spec is one function, and is compiled before Terraform counts", oneSpecEach),
  schedule: refused("what calls the function stands under `push`", aSchedule),
  events: refused("what calls the function stands under `push`, and what is polled for it under `pull`", "move it there"),
  triggers: refused("what calls the function stands under `push`, and what is polled for it under `pull`", "move it there"),
  ...inOurWords({
    env: "environment: {variables: {MODE: fast}}; or, of what the code uses, env: {TABLE: {read: …}} beside `function`",
    environment_variables: "environment: {variables: {MODE: fast}}",
    vpc: "vpc_config: {subnet_ids: [subnet-…], security_group_ids: [sg-…]}",
    concurrency: "reserved_concurrent_executions: 5",
    reserved_concurrency: "reserved_concurrent_executions: 5",
    provisioned_concurrency: "provisioned_concurrent_executions: 5",
    tracing: "tracing_config: {mode: Active}",
    dead_letter_queue: "dead_letter_config: {target_arn: …}, or on_failure: …",
  }),
  policies: refused("what the code may do stands under `actions`", "write actions: [{allow: s3:GetObject, resources: …}]"),
  ...Object.fromEntries(
    ["managed_policies", "managed_policy_arns", "policy_arns"].map((name) => [
      name,
      refused("the policies of a function are those of its role", "write role: {managed_policies: [{arn: …, why: …}]}"),
    ]),
  ),
  role: refused("the compiler makes the role of a function", "say what it should be under the key `role:` beside `function:`"),
  file_system: {
    shape: text,
    about: "The EFS file system of the access point in file_system_config, where an expression does not tell it: its ARN or id.",
  },
  vpc_owner: {
    shape: text,
    about:
      "The account whose subnets the function lies in, or what polls for it, where another account shares its VPC with this one: their ARNs are the owner's, and the role makes network interfaces there.",
  },
  provider: {
    shape: text,
    about:
      "The configuration of hashicorp/aws that makes all of this function, where it is not the stack's: aws.edge. Where that lies, `providers` of stack.yaml says, else it is read when Terraform plans.",
  },
  depends_on: {
    shape: { kind: "list", of: text },
    about:
      "What must be there before the function, where no argument says so: addresses of resources or modules, such as the mount targets of its file system.",
  },
  on_success: {
    shape: target(successDestinations),
    about: "Where the outcome of an asynchronous invocation goes: a queue, a topic, an event bus or a function.",
  },
  on_failure: {
    shape: target(asyncFailureDestinations),
    about: "Where a failed asynchronous invocation goes: a queue, a topic, an event bus, a function or a bucket.",
  },
};

/** What of `role` are arguments of aws_iam_role; the rest is ours. */
export const roleArguments: Keys = argumentsOfResource("aws_iam_role", [
  "assume_role_policy",
  "inline_policy",
  "managed_policy_arns",
  "name",
  "name_prefix",
]);

/** Keys of an entry of `principals`. */
const principalKeys: Keys = {
  account: {
    shape: text,
    required: true,
    about: "Who: the ARN of a role or user, or an account, self for the stack's own, with one of the guards below.",
  },
  external_id: { shape: text, about: "What they must send: sts:ExternalId." },
  organization: { shape: text, about: "The organization that they must be of: o-…" },
  roles: { shape: texts, about: "The roles of the account that may: ARNs, with wildcards behind some of the name." },
  conditions: { shape: conditions([]), about: "When they may: IAM's operators, then its keys, then one value or a list." },
  why: { shape: text, about: "The reason, for whoever reviews it." },
};

/** Keys of an entry of `managed_policies`. */
const managedPolicyKeys: Keys = {
  arn: {
    shape: text,
    required: true,
    about: "The policy: its ARN, arn:aws:iam::aws:policy/NAME for one of AWS's, or an expression that is one.",
  },
  why: { shape: text, required: true, about: "The reason, for whoever reviews it: what the policy allows, no proof can tell." },
  label: { shape: text, about: "Its Terraform label, where the one made of the policy's name is taken or will not do." },
};

export const roleKeys: Keys = {
  ...roleArguments,
  name: { shape: text, about: "The role's name, at most 64 characters; the function's own where it is not given." },
  name_prefix: { shape: text, about: "What the role's name begins with, at most 38 characters; Terraform makes the rest." },
  lifecycle: lifecycle(["create_before_destroy", "prevent_destroy"]),
  policy: {
    shape: { kind: "choice", of: ["inline", "managed"] },
    about: "Whether the policy stands in the role (inline, the default) or by itself (managed).",
  },
  trust: {
    about:
      "Who else must agree before Lambda assumes the role. guarded: calls for this function and account alone. {conditions: …}: conditions of your own.",
    shape: {
      kind: "either",
      text: { kind: "choice", of: ["guarded"] },
      mapping: {
        kind: "object",
        keys: {
          conditions: {
            shape: conditions([]),
            required: true,
            about: "Conditions of the trust policy: IAM's operators, then its keys.",
          },
        },
      },
    },
  },
  services: {
    shape: { kind: "list", of: text },
    about: "Services that may assume the role beside Lambda, such as edgelambda.amazonaws.com.",
  },
  principals: {
    about:
      "Roles, users and accounts that may assume the role beside Lambda. An account needs a guard: external_id, organization or roles.",
    shape: { kind: "list", of: { kind: "object", keys: principalKeys } },
  },
  managed_policies: {
    about:
      "Policies that AWS or somebody else writes, attached to the role as they are: what they allow stands outside of the proof.",
    shape: { kind: "list", of: { kind: "object", keys: managedPolicyKeys, instead: "write {arn: …, why: …}, with the reason" } },
  },
  deny_network_interfaces_to_code: {
    shape: flag,
    about:
      "For a function in a VPC: denies its code the network interface actions that Lambda needs. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  },
  existing: {
    shape: text,
    about: "A role managed elsewhere, by name, ARN or expression: the policy is attached to it, and no role is made.",
  },
  assume_role_policy: refused("the compiler makes the trust policy", "write `services` or `trust: {conditions: …}`"),
  inline_policy: refused("the compiler makes the policy", "say what the code may do under `actions:`"),
  ...Object.fromEntries(
    ["managed_policy", "managed_policy_arns", "policies", "policy_arns"].map((name) => [
      name,
      refused(
        `\`role\` takes no \`${name}\``,
        "say what the code may do under `actions:`; a policy that others write stands under managed_policies: [{arn: …, why: …}]",
      ),
    ]),
  ),
};

export const logArguments: Keys = argumentsOfResource("aws_cloudwatch_log_group", ["name", "name_prefix"]);

const namesGroup = "write function: {logging_config: {log_format: Text, log_group: /app/NAME}} beside `logs: {}`";

export const logsShape: Shape = {
  kind: "either",
  flag,
  mapping: {
    kind: "object",
    keys: {
      ...logArguments,
      name: refused("the name of the log group is an argument of the function", namesGroup),
      name_prefix: refused("a log group has the name that the function writes to", namesGroup),
      lifecycle: lifecycle(["prevent_destroy"]),
      existing: {
        shape: flag,
        about: "true: the log group is managed elsewhere. The right to write its streams is granted, the group is not made.",
      },
    },
  },
};

const why: Key = {
  shape: text,
  about: "The reason, for whoever reviews it: becomes a comment in the Terraform. Plain text, also where it holds ${…}.",
};

const label: Key = {
  shape: text,
  about: "Its Terraform label, where the one made of the source's name is taken or will not do.",
};

const subscribed = Object.entries(pushSources)
  .filter(([, source]) => source.kind === "url" || subscriptionOf(source) !== null)
  .map(([key]) => key);

/** Keys of an entry of `push` beside the source. */
export const pushEntryKeys: Keys = {
  why,
  statement_id: {
    shape: text,
    about: "The permission's statement id, expressions in it too; its Terraform label where it is not given.",
  },
  source_account: {
    shape: text,
    about: "The account that the source must belong to: 12 digits, an expression, or self for the stack's own.",
  },
  qualifier: { shape: text, about: "The alias or version that this source may invoke, where it is not the function's own." },
  label,
  subscribe: refused(
    `\`subscribe\` is for ${subscribed.join(", ")} alone`,
    "name the function in the source's own resource: a pipe's `target`, an alarm's `alarm_actions`",
  ),
};

/** A service with a role of its own needs no permission, so nothing of one can be said. */
const roleEntryKeys: Keys = {
  ...Object.fromEntries(Object.entries(pushEntryKeys).filter(([key]) => key !== "statement_id" && key !== "source_account")),
  role: {
    shape: {
      kind: "object",
      keys: {
        existing: { shape: text, required: true, about: "The role: its name, its ARN, or an expression that gives its name." },
      },
    },
    about: "The role that the service assumes, where it is managed elsewhere: the policy is attached to it, and none is made.",
  },
};

/** `service` needs a guard, which only the spec can name. */
const serviceEntryKeys: Keys = {
  ...pushEntryKeys,
  source_arn: { shape: text, about: "The ARN that the service names as the source of its call." },
};

export const urlArguments: Keys = argumentsOfResource("aws_lambda_function_url", ["function_name", "qualifier"]);

/** The keys of `url`. */
export const urlKeys: Keys = {
  ...urlArguments,
  authorization_type: {
    shape: { kind: "choice", of: ["AWS_IAM", "NONE"] },
    required: true,
    about: "Who may call the URL: AWS_IAM, whom the policies allow; NONE, the whole world.",
  },
  principal: {
    shape: { kind: "either", text },
    about: "Who of another account may call it: an account id, or the ARN of a role or user.",
  },
};

/** What stands beside `url` and belongs into it. */
const argumentsOfUrl: Keys = Object.fromEntries(
  Object.keys(urlKeys).map((key) => [
    key,
    refused(
      `\`${key}\` is an argument of the URL itself`,
      `write url: {${key === "authorization_type" ? "" : "authorization_type: AWS_IAM, "}${key}: …}`,
    ),
  ]),
);

/** What may stand beside a source of `push`. */
export function keysBeside(source: PushSource): Keys {
  const own = source.kind === "role" ? roleEntryKeys : source.kind === "service" ? serviceEntryKeys : pushEntryKeys;
  const rule = subscriptionOf(source);
  if (rule === null && source.kind !== "url") return own;
  const subscribe: Key = { shape: flag, about: "true: also make the resource that makes the source call the function." };
  const given = rule === null ? {} : { ...optional(subscriptionKeys(rule)), ...liftedKeys(rule) };
  if (source.kind === "url") return { ...argumentsOfUrl, ...own, subscribe, ...given };
  return source.kind === "role" && source.made !== undefined
    ? { ...own, ...given, ...keysOfMade(source, source.made) }
    : { ...own, subscribe, ...given };
}

/** An argument within a block, as a key beside the source. */
function liftedKeys(rule: Subscription): Keys {
  return Object.fromEntries(
    Object.entries(rule.lifted ?? {}).flatMap(([name, path]) => {
      const found = keyAt(subscriptionKeys(rule), path.split("."));
      return found === undefined ? [] : [[name, { ...found, about: `\`${path}\` of the resource that is made.` }]];
    }),
  );
}

function keyAt(keys: Keys, [first = "", ...path]: readonly string[]): Key | undefined {
  const key = keys[first];
  if (path.length === 0 || key?.shape.kind !== "object") return path.length === 0 ? key : undefined;
  return keyAt(key.shape.keys, path);
}

/** Beside a value that is an argument already. */
function keysOfMade(source: RolePushSource, { argument, within, otherwise }: NonNullable<RolePushSource["made"]>): Keys {
  return {
    [within]: {
      shape: { kind: "arn", of: source },
      about: `The ${source.noun}: its name, its ARN, or an expression; ${otherwise} where it is not given.`,
    },
    [argument]: refused(`the value of the entry is the \`${argument}\``, "remove the line"),
    subscribe: refused("this entry always makes the resource that calls the function", "remove the line"),
  };
}

/** The resource that makes a source call the function; null where there is none of Terraform's. */
export function subscriptionOf(source: PushSource): Subscription | null {
  return source.kind === "arn" || source.kind === "role" ? (source.subscription ?? null) : null;
}

/** What an entry may say of that resource, and of the source where that is made, too. */
export function subscriptionKeys({ resource, first }: Subscription): Keys {
  return { ...argumentsOfResource(resource), ...(first === undefined ? {} : argumentsOfResource(first.made.resource)) };
}

/** What we set of aws_lambda_permission; some of it is newer than hashicorp/aws 5. */
export const permissionArguments: Keys = argumentsOfResource("aws_lambda_permission");

export const mappingArguments: Keys = withoutUri(
  argumentsOfResource("aws_lambda_event_source_mapping", ["event_source_arn", "function_name"]),
);

/** Some ways to authenticate have no `uri`, which the provider asks for in each. */
function withoutUri(keys: Keys): Keys {
  const access = keys["source_access_configuration"];
  if (access?.shape.kind !== "some" || access.shape.of.kind !== "object") return keys;
  const { type, uri } = access.shape.of.keys;
  if (type === undefined || uri === undefined) return keys;
  const of = { kind: "object", keys: { type, uri: { ...uri, required: false } } } as const;
  return { ...keys, source_access_configuration: { ...access, shape: { ...access.shape, of } } };
}

/** The value of a source that has no ARN but servers. */
export const serversKeys: Keys = {
  bootstrap_servers: {
    shape: { kind: "some", of: text },
    required: true,
    about: "The brokers to begin with, each as host:port.",
  },
};

/** The value of a source that is several things. */
export function thingsKeys(things: Readonly<Record<string, ArnKind>>): Keys {
  return Object.fromEntries(
    Object.entries(things).map(([key, of]) => [
      key,
      {
        shape: { kind: "arn", of },
        required: true,
        about: `The ${of.noun}: its name, its ARN, an expression that is one, or {name}, where an expression may be the name.`,
      },
    ]),
  );
}

/** Keys of an entry of `pull` beside the source. */
export const pullEntryKeys: Keys = {
  ...withTargets(mappingArguments, mappingTargets),
  why,
  label,
  engine: {
    shape: { kind: "choice", of: ["activemq", "rabbitmq"] },
    about: "Of an MQ broker: ActiveMQ unless this or a VIRTUAL_HOST says otherwise.",
  },
  kms_key: {
    shape: text,
    about:
      "The customer-managed key of the source itself, or of the secrets that the poller signs in with: the role may decrypt with it, through that service alone.",
  },
  cluster: {
    shape: text,
    about:
      "The ARN of the MSK cluster itself, where the source does not tell it: of a connection to one of another account, and of servers that IAM_AUTH signs in to.",
  },
  event_source_arn: refused("the compiler sets `event_source_arn`", "the value of the source's own key is the ARN"),
  function_name: refused("the compiler sets `function_name`", "remove the line"),
};

/** What a word for an intent is said of: a thing that its ARN tells, or one below its kind. */
export const intendedKinds: Keys = Object.fromEntries(
  intents.map(({ key, service, type }) => [
    key,
    { shape: texts, about: `A name, an ARN or an expression: ${service}, ${type}.` },
  ]),
);
export const intended: Shape = {
  kind: "some",
  of: { kind: "either", text, mapping: { kind: "object", keys: intendedKinds, one: true } },
};

export const actionEntryKeys: Keys = {
  allow: {
    shape: texts,
    about:
      "One action of AWS or a list of them, such as s3:GetObject; or read, list, write, for the actions that they mean on `resources`. A wildcard is always refused.",
  },
  deny: {
    shape: texts,
    about: "In the place of `allow`: actions that are denied whatever else allows them, here or in another policy of the role.",
  },
  read: {
    shape: intended,
    about:
      "In the place of `allow` and `resources`: what the code may read, as an ARN, an expression, or a name below its kind, {dynamodb: orders}.",
  },
  list: { shape: intended, about: "What the code may walk over: objects of a bucket, all items of a table; as for `read`." },
  write: { shape: intended, about: "What the code may put, change and delete things in; as for `read`." },
  resources: {
    shape: texts,
    about:
      'What the actions act on: ARNs, expressions or short names. "*", or none, for actions that AWS cannot scope; for others "*" needs `broad`.',
  },
  conditions: {
    shape: conditions(keysOfEveryCall),
    about: "When it is allowed: IAM's operators, then its keys, then one value or a list.",
  },
  sid: { shape: text, about: "The statement's Sid: letters and digits, once in a policy." },
  why,
  action: refused("the actions of an entry stand under `allow`", "write allow: s3:GetObject"),
  broad: { shape: text, about: "The reason why a wildcard in the resources must be: without it, it is refused." },
};

const notInEnv = refused(
  "a variable says what the code may do by read, list and write alone",
  "write the entry under `actions`, and the variable in function: {environment: {variables: …}}",
);

/** Keys of an entry of `env`: what is meant, of one thing. */
export const envEntryKeys: Keys = {
  ...Object.fromEntries(
    Object.entries(actionEntryKeys).filter(([key]) => ["read", "list", "write", "allow", "resources", "why"].includes(key)),
  ),
  allow: {
    shape: texts,
    about: "Several of read, list, write, with the thing in `resources`: {allow: [read, write], resources: ARN}.",
  },
  resources: { shape: text, about: "The one thing that the variable names, beside `allow`: an ARN or an expression." },
  ...Object.fromEntries(["deny", "conditions", "sid", "broad", "action"].map((key) => [key, notInEnv])),
};

const s3Keys: Keys = {
  bucket: { shape: text, required: true, about: "The bucket that holds the archive." },
  key: { shape: text, required: true, about: "The archive's key in it." },
  object_version: { shape: text, about: "The version of the object: another one is deployed." },
};

/** Where the function's code is. */
export const codeKeys: Keys = {
  dir: {
    shape: text,
    about: "A folder of sources, from the folder of this file: Terraform makes an archive of it, and deploys what changes in it.",
  },
  excludes: { shape: { kind: "list", of: text }, about: "What is left out of `dir`: patterns such as tests/**." },
  zip: { shape: text, about: "An archive, from the folder of this file: deployed when its content changes." },
  s3: { shape: { kind: "object", keys: s3Keys }, about: "An archive in a bucket: {bucket, key, object_version}." },
  image: { shape: text, about: "The URI of a container image." },
  sources: {
    shape: text,
    about: "The folder of the sources, from the folder of this file, where no `dir` says it: what `check --code` reads.",
  },
  deploy: {
    shape: { kind: "choice", of: ["elsewhere"] },
    about: "elsewhere: something else ships new code, and Terraform leaves it as it finds it.",
  },
};

/** A default for every function says who ships the code, and not which it is. */
const codeDefaults: Keys = {
  deploy: { ...codeKeys["deploy"], shape: { kind: "choice", of: ["elsewhere"] } },
  sources: { shape: text, about: "The folder of the sources, from the folder of each spec: what `check --code` reads." },
};

export const specKeys: Keys = {
  function: {
    shape: any,
    required: true,
    holds: functionKeys,
    about: "The function: its name, and any argument of aws_lambda_function, blocks as mappings.",
  },
  code: {
    shape: any,
    holds: codeKeys,
    about: "Where its code is: {dir}, {zip}, {s3} or {image}; and `deploy: elsewhere` where something else ships it.",
  },
  role: {
    shape: any,
    holds: roleKeys,
    about: "The execution role: arguments of aws_iam_role, and how its policy and trust are made.",
  },
  logs: {
    shape: any,
    about: "The function's log group: arguments of aws_cloudwatch_log_group, or false to make and grant nothing.",
  },
  push: {
    shape: { kind: "list", of: any },
    about: "Who may invoke the function: each entry names one source, and becomes one guarded permission.",
  },
  pull: {
    shape: { kind: "list", of: any },
    about:
      "What Lambda polls for the function: each entry names one source, and becomes a mapping and the grants that the poller needs.",
  },
  env: {
    shape: { kind: "map", of: any, filled: true },
    about:
      'Environment variables that name what the code uses, and what it may do with it: ORDERS_TABLE: {read: "${aws_dynamodb_table.orders.arn}"}. A plain value stands in `function`: {environment: {variables}}.',
  },
  actions: {
    shape: { kind: "list", of: any },
    about: "What the function's code may do: the least-privilege policy, one grant an entry.",
  },
  approvals: {
    shape: { kind: "map", of: text, filled: true },
    about: "What a rule of rules.yaml forbids, and this function may do all the same: the name that the rule asks for, and why.",
  },
  targets: {
    shape: any,
    about:
      "What differs from target to target: its name, and below it what stands there in place of the same keys here. null: there is no such function in it.",
  },
};

/** Defaults need not be whole. */
function optional(keys: Keys): Keys {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, { ...key, required: false }]));
}

/** What one function or role alone can be called: a default would give it to all. */
function ofOne(name: string, of: string): Key {
  return refused(`a default for every ${of} cannot hold \`${name}\``, `write it in the spec of the one ${of}`);
}

export const functionDefaults: Keys = {
  ...optional(functionKeys),
  name: ofOne("name", "function"),
  label: ofOne("label", "function"),
  existing: ofOne("existing", "function"),
  provider: refused("what makes every function makes the whole stack", "write `provider` beside `function`"),
};

export const roleDefaults: Keys = { ...roleKeys, name: ofOne("name", "role") };

const homeKeys: Keys = {
  partition: { shape: text, about: "aws, aws-cn or aws-us-gov; the region's own, or read when Terraform plans." },
  region: { shape: text, about: "The region of short names, such as eu-west-1; without it, it is read when Terraform plans." },
  account: {
    shape: text,
    about: "The account of short names: 12 digits in quotes; without it, it is read when Terraform plans.",
  },
};

export const stackKeys: Keys = {
  ...homeKeys,
  provider_version: {
    shape: text,
    about: 'The constraint for hashicorp/aws, such as ">= 5.0, < 7.0"; the lowest that the stack needs where it is not given.',
  },
  provider: {
    shape: text,
    about: "The configuration of hashicorp/aws that makes all of the stack, where it is not the default one: aws.edge.",
  },
  providers: {
    shape: { kind: "map", of: { kind: "object", keys: homeKeys } },
    about:
      "Where other configurations lie that functions name as their `provider`: {aws.edge: {region: us-east-1}}. What is not said is read when Terraform plans.",
  },
  terraform_version: { shape: text, about: 'The constraint for Terraform itself, such as ">= 1.5".' },
  tags: {
    shape: { kind: "map", of: datum, expression: true },
    about: "Tags of every function, role and log group of the stack; their own win.",
  },
  function: {
    shape: { kind: "object", keys: functionDefaults },
    about: "Defaults for every function of the stack: mappings merge key by key, and the function's own wins.",
  },
  code: {
    shape: { kind: "object", keys: codeDefaults },
    about: "deploy: elsewhere: something else ships the code of every function; sources: where it is read from.",
  },
  role: { shape: { kind: "object", keys: roleDefaults }, about: "Defaults for every role of the stack." },
  logs: { shape: logsShape, about: "Defaults for every log group of the stack; false makes and grants none." },
  expressions: {
    about: "What the expressions of the stack's specs may use; a folder below can narrow it, never widen it.",
    shape: {
      kind: "object",
      keys: {
        functions: {
          shape: { kind: "list", of: text },
          about:
            "The functions that they may call, and no others. Where it is not given, all but those that read the machine that runs Terraform, such as file.",
        },
        references: {
          shape: { kind: "list", of: text },
          about: "What they may refer to, and nothing else, by how it begins: var, local, aws_sns_topic, module.network.",
        },
      },
    },
  },
  variables: {
    about: "What Terraform and its readers are told of the variables that the specs use: ${var.stage}.",
    shape: {
      kind: "map",
      of: {
        kind: "object",
        keys: {
          type: { shape: { kind: "choice", of: variableTypes }, about: "Terraform's type." },
          description: { shape: text, about: "What it is for." },
          default: { shape: any, about: "What it is where nobody says it; without it, everybody must." },
        },
      },
    },
  },
  name_prefix: { shape: text, about: "What the names of the stack's functions and roles begin with, before their own: shop-." },
  name_suffix: {
    shape: text,
    about: "What the names of the stack's functions and roles end with, after their own: -${target.name}.",
  },
  values: {
    shape: { kind: "map", of: datum },
    about: "Words that the stack's files may write as ${target.KEY}: filled in for each target before anything is read.",
  },
  targets: {
    shape: any,
    about:
      "Environments, each compiled into a folder of its own, out/TARGET/STACK: its name, and the settings that differ in it.",
  },
  require_why: { shape: flag, about: "true: every entry of push, pull, env and actions must give its reason." },
  emit: {
    about:
      "What to leave out of stack.tf, for a stack that is compiled into a Terraform directory with its own; or that it is a module.",
    shape: {
      kind: "object",
      keys: {
        versions: { shape: flag, about: "false: no terraform block with the versions." },
        variables: { shape: flag, about: "false: the variables that the specs use are not declared." },
        default_tags: {
          shape: flag,
          about:
            "true: the `tags` of the stack stand on no resource, since the provider gives them by its default_tags; where it does not, the plan fails.",
        },
        module: {
          shape: flag,
          about: "true: the directory is a module that other Terraform calls, with typed variables and a README of them.",
        },
      },
    },
  },
};

/** A target's name is a folder of the output and a part of names in AWS. */
export const targetName = /^(?!node_modules$)[a-z][a-z0-9_-]{0,31}$/;

/** What of a stack.yaml may differ from target to target. */
export const targetKeys: Keys = without(stackKeys, ["targets", "expressions"]);

/** What of a spec may. */
export const targetSpecKeys: Keys = without(specKeys, ["targets"]);

function without(keys: Keys, names: readonly string[]): Keys {
  return optional(Object.fromEntries(Object.entries(keys).filter(([name]) => !names.includes(name))));
}
