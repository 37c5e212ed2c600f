import type { HomeOf } from "../draft.ts";
import { type Json, object, own, type StateResource, text } from "../read-state.ts";
import { isWord, shown } from "../text/texts.ts";
import { type Block, blockOf } from "./said-blocks.ts";
import type { Deployment } from "./template/deployment.ts";
import type { Resolver } from "./template/resolve.ts";

/** A function of a template, with what all that SAM makes for it is called by. */
export interface SamFunction {
  readonly logical: string;
  readonly name: string;
  readonly arn: string;
  readonly alias: string | null;
  /** The ARN that callers name: with the alias, where SAM publishes one. */
  readonly qualified: string;
  readonly home: HomeOf;
  readonly properties: Json;
  readonly resolver: Resolver;
  readonly template: Json;
  readonly deployment: Deployment;
  /** Whether SAM makes a role for it, where it names none. */
  readonly makesRole: boolean;
  /** The name of what CloudFormation made, by its logical name and its type. */
  readonly made: (logical: string, type: string) => string | undefined;
  /** A resource that is said below a key of the function. */
  readonly resource: (below: string, type: string) => Omit<StateResource, "values">;
}

/** What the function itself is given, in Terraform's words. */
export function functionValues({ properties, resolver }: SamFunction): Json {
  const values: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(properties)) {
    if (saidElsewhere.includes(key)) continue;
    const value = resolver.of(given, key);
    if (value === undefined) continue;
    const [argument, block] = [own(plainArguments, key), own(blocks, key)];
    if (argument !== undefined) values[argument] = value;
    else if (key === "Tags") values["tags"] = tagsOf(value, key, resolver);
    else if (key === "Tracing") values["tracing_config"] = [{ mode: value }];
    // None is what it is without.
    else if (key === "SnapStart" && object(value)["ApplyOn"] === "None") continue;
    else if (block !== undefined) Object.assign(values, blockOf(block, value, key, resolver));
    else resolver.untold.push(`${key}: it is not read`);
  }
  return values;
}

/**
 * The properties of an `AWS::Lambda::Function` in the words of SAM, which has few of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export function plainFunction(properties: Json): Json {
  const { Code: code, DeadLetterConfig: letters, ...others } = properties;
  const { ImageUri: image, S3Bucket: bucket, S3Key: key, S3ObjectVersion: version, ZipFile: inline, ...more } = object(code);
  return {
    ...others,
    ...(image !== undefined && { ImageUri: image }),
    ...(bucket !== undefined && { CodeUri: { Bucket: bucket, Key: key, Version: version } }),
    ...(inline !== undefined && { InlineCode: inline }),
    ...(letters !== undefined && { DeadLetterQueue: letters }),
    ...Object.fromEntries(Object.entries(more).map(([name, one]) => [`Code.${name}`, one])),
  };
}

/** What becomes a resource of its own, or says where the code is. */
const saidElsewhere = [
  "AssumeRolePolicyDocument",
  "AutoPublishAlias",
  "CodeUri",
  "EventInvokeConfig",
  "Events",
  "FunctionName",
  "FunctionUrlConfig",
  "InlineCode",
  "PermissionsBoundary",
  "Policies",
  "ProvisionedConcurrencyConfig",
  "Role",
  "RolePath",
];

const plainArguments: Readonly<Record<string, string>> = {
  Architectures: "architectures",
  CodeSigningConfigArn: "code_signing_config_arn",
  Description: "description",
  Handler: "handler",
  ImageUri: "image_uri",
  KmsKeyArn: "kms_key_arn",
  Layers: "layers",
  MemorySize: "memory_size",
  PackageType: "package_type",
  ReservedConcurrentExecutions: "reserved_concurrent_executions",
  Runtime: "runtime",
  Timeout: "timeout",
};

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function
 */
const blocks: Readonly<Record<string, Block>> = {
  // Its ARN tells its type.
  DeadLetterQueue: { block: "dead_letter_config", keys: { TargetArn: "target_arn", Type: null } },
  DurableConfig: {
    block: "durable_config",
    keys: { ExecutionTimeout: "execution_timeout", RetentionPeriodInDays: "retention_period" },
  },
  Environment: { block: "environment", keys: { Variables: "variables" } },
  EphemeralStorage: { block: "ephemeral_storage", keys: { Size: "size" } },
  FileSystemConfigs: {
    block: "file_system_config",
    keys: { Arn: "arn", LocalMountPath: "local_mount_path" },
    many: true,
  },
  ImageConfig: {
    block: "image_config",
    keys: { Command: "command", EntryPoint: "entry_point", WorkingDirectory: "working_directory" },
  },
  LoggingConfig: {
    block: "logging_config",
    keys: {
      ApplicationLogLevel: "application_log_level",
      LogFormat: "log_format",
      LogGroup: "log_group",
      SystemLogLevel: "system_log_level",
    },
    otherwise: { log_format: "Text" },
  },
  SnapStart: { block: "snap_start", keys: { ApplyOn: "apply_on" } },
  TracingConfig: { block: "tracing_config", keys: { Mode: "mode" } },
  TenancyConfig: { block: "tenancy_config", keys: { TenantIsolationMode: "tenant_isolation_mode" } },
  VpcConfig: {
    block: "vpc_config",
    keys: {
      Ipv6AllowedForDualStack: "ipv6_allowed_for_dual_stack",
      SecurityGroupIds: "security_group_ids",
      SubnetIds: "subnet_ids",
    },
  },
};

/** The condition under which a resource is made, as people read it; null of one that always is. */
export function conditionOf(resource: unknown): string | null {
  const { Condition: condition } = object(resource);
  return condition === undefined || condition === null ? null : (text(condition) ?? JSON.stringify(condition));
}

/** Whether CloudFormation makes a resource: of one with a condition, where somebody told; else that is told to be left out. */
export function isMade({ deployment, resolver }: SamFunction, id: string, resource: unknown): boolean {
  const condition = conditionOf(resource);
  if (deployment.made.size > 0) return deployment.made.has(id) || condition === null;
  if (condition !== null) resolver.untold.push(`${id}: whether ${condition} holds is decided when the template is deployed`);
  return condition === null;
}

/** A list of keys and values, as CloudFormation has tags; or a mapping, as SAM has them. */
export function tagsOf(tags: unknown, where: string, resolver: Resolver): unknown {
  if (!Array.isArray(tags)) return tags;
  const pairs = tags.flatMap((one: unknown) => {
    const { Key: key, Value: value } = object(one);
    if (isWord(key)) return [[String(key), value] as const];
    resolver.untold.push(`${where}: ${JSON.stringify(shown(one))} is no tag with a Key, so it is not read`);
    return [];
  });
  return Object.fromEntries(pairs);
}
