import type { HomeOf } from "../draft.ts";
import { type Json, list, object, type StateResource, text } from "../read-state.ts";
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
  /** The id of what CloudFormation made, by its logical name. */
  readonly made: (logical: string) => string | undefined;
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
    const argument = Object.hasOwn(plainArguments, key) ? plainArguments[key] : undefined;
    if (argument !== undefined) values[argument] = value;
    else if (Object.hasOwn(blocks, key)) Object.assign(values, blocks[key]?.(object(value), value));
    else resolver.untold.push(`${key}: it is not read`);
  }
  return values;
}

/**
 * The properties of an `AWS::Lambda::Function` in the words of SAM, which has few of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export function plainFunction(properties: Json): Json {
  const { Code: code, DeadLetterConfig: letters, Tags: tags, TracingConfig: tracing, ...others } = properties;
  const { ImageUri: image, S3Bucket: bucket, S3Key: key, S3ObjectVersion: version, ZipFile: inline } = object(code);
  return {
    ...others,
    ...(image !== undefined && { ImageUri: image }),
    ...(bucket !== undefined && { CodeUri: { Bucket: bucket, Key: key, Version: version } }),
    ...(inline !== undefined && { InlineCode: inline }),
    ...(letters !== undefined && { DeadLetterQueue: letters }),
    ...(tags !== undefined && { Tags: tagsOf(tags) }),
    ...(tracing !== undefined && { Tracing: object(tracing)["Mode"] }),
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
  Tags: "tags",
  Timeout: "timeout",
};

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function */
const blocks: Readonly<Record<string, (said: Json, value: unknown) => object>> = {
  DeadLetterQueue: (said) => ({ dead_letter_config: [{ target_arn: said["TargetArn"] }] }),
  DurableConfig: (said) => ({
    durable_config: [{ execution_timeout: said["ExecutionTimeout"], retention_period: said["RetentionPeriodInDays"] }],
  }),
  Environment: (said) => ({ environment: [{ variables: said["Variables"] }] }),
  EphemeralStorage: (said) => ({ ephemeral_storage: [{ size: said["Size"] }] }),
  FileSystemConfigs: (_, value) => ({
    file_system_config: (value as readonly unknown[]).map((one) => ({
      arn: object(one)["Arn"],
      local_mount_path: object(one)["LocalMountPath"],
    })),
  }),
  ImageConfig: (said) => ({
    image_config: [{ command: said["Command"], entry_point: said["EntryPoint"], working_directory: said["WorkingDirectory"] }],
  }),
  LoggingConfig: (said) => ({
    logging_config: [
      {
        log_format: said["LogFormat"] ?? "Text",
        log_group: said["LogGroup"],
        application_log_level: said["ApplicationLogLevel"],
        system_log_level: said["SystemLogLevel"],
      },
    ],
  }),
  // None is what it is without.
  SnapStart: (said) => ({ snap_start: said["ApplyOn"] === "None" ? [] : [{ apply_on: said["ApplyOn"] }] }),
  TenancyConfig: (said) => ({ tenancy_config: [{ tenant_isolation_mode: said["TenantIsolationMode"] }] }),
  Tracing: (_, value) => ({ tracing_config: [{ mode: value }] }),
  VpcConfig: (said) => ({
    vpc_config: [{ security_group_ids: said["SecurityGroupIds"], subnet_ids: said["SubnetIds"] }],
  }),
};

/** Whether CloudFormation makes a resource: of one with a condition, where somebody told; else that is told to be left out. */
export function isMade({ deployment, resolver }: SamFunction, id: string, resource: unknown): boolean {
  const condition = text(object(resource)["Condition"]);
  if (deployment.made.size > 0) return deployment.made.has(id) || condition === null;
  if (condition !== null) resolver.untold.push(`${id}: whether ${condition} holds is decided when the template is deployed`);
  return condition === null;
}

/** A list of keys and values, as CloudFormation has tags; or a mapping, as SAM has them. */
export function tagsOf(tags: unknown): unknown {
  if (!Array.isArray(tags)) return tags;
  return Object.fromEntries(list(tags).map((one) => [String(object(one)["Key"]), object(one)["Value"]]));
}
