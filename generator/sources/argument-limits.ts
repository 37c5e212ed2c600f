import type { ArgumentLimit, ArgumentPair, Remark, ValueLimit } from "./argument-rule.ts";
import { noRuntimes, runtimes } from "./runtimes.ts";

/** What AWS takes of arguments that Terraform passes on unseen, by resource; nested with dots. */
type Limits = Readonly<Record<string, ArgumentLimit>>;

/** What of a table holds for a value. */
function byValue<T>(of: (name: string) => T | undefined): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.keys(runtimes).flatMap((name) => {
      const found = of(name);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function remarkOn(name: string, message: string): Remark {
  return { message, hint: `write ${runtimes[name]?.instead}; its days are in ${runtimesPage}` };
}

const runtimesPage = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";

const layerWords = "a layer's ARN with its version: arn:aws:lambda:eu-west-1:123456789012:layer:shared:3";

const instances = "capacity_provider_config.lambda_managed_instances_capacity_provider_config";

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts-identifiers.html */
export const keyArn: ValueLimit = {
  matches: /^arn:[\w-]+:kms:[a-z\d-]+:\d{12}:(key|alias)\/.+$/,
  words: "the ARN of a key",
  names: ["kms/key", "kms/alias"],
};

/**
 * What an account has in each region unless AWS gave it more, and what of it no function may reserve.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export const accountConcurrency = { most: 1000, unreserved: 100 } as const;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const functionLimits: Limits = {
  runtime: {
    oneOf: Object.keys(runtimes).filter((name) => runtimes[name]?.closed === undefined),
    since: byValue((name) => runtimes[name]?.since),
    refuses: {
      ...noRuntimes,
      ...byValue((name) => {
        const closed = runtimes[name]?.closed;
        return closed === undefined ? undefined : remarkOn(name, `AWS makes no function with ${name} any more, since ${closed}`);
      }),
    },
    warns: byValue((name) => {
      const closes = runtimes[name]?.closes;
      return closes === undefined
        ? undefined
        : remarkOn(name, `AWS has deprecated ${name}, and makes no function with it from ${closes} on`);
    }),
  },
  timeout: { from: 1, to: 900 },
  memory_size: { from: 128, to: 10_240 },
  "ephemeral_storage.size": { from: 512, to: 10_240 },
  description: { most: 256 },
  handler: { matches: /^\S+$/, words: "a name without spaces", most: 128 },
  architectures: { atMost: 1, each: { oneOf: ["x86_64", "arm64"] } },
  package_type: { oneOf: ["Zip", "Image"] },
  publish_to: { oneOf: ["LATEST_PUBLISHED"] },
  s3_bucket: { least: 3, most: 63 },
  s3_key: { least: 1, most: 1024 },
  s3_object_version: { least: 1, most: 1024 },
  reserved_concurrent_executions: { from: 0, to: 2_147_483_647, also: [-1] },
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  layers: {
    atMost: 5,
    each: {
      matches: /^arn:[\w-]+:lambda:.+:layer:[\w-]+:\d+$|^arn:[\w-]+:lambda:::awslayer:[\w-]+$/,
      words: layerWords,
      names: ["lambda/layerVersion"],
    },
  },
  code_signing_config_arn: {
    matches: /^arn:[\w-]+:lambda:[a-z\d-]+:\d{12}:code-signing-config:csc-[a-z\d]{17}$/,
    words: "the ARN of a code signing config",
    names: ["lambda/code signing config"],
  },
  "file_system_config.local_mount_path": { matches: /^\/mnt\/[\w.-]+$/, words: "a path such as /mnt/data", most: 160 },
  "image_config.working_directory": { most: 1000 },
  "image_config.command": { atMost: 1500 },
  "image_config.entry_point": { atMost: 1500 },
  "vpc_config.subnet_ids": { atMost: 16, each: { matches: /^subnet-[\da-z]+$/, words: "a subnet's id, subnet-…" } },
  "vpc_config.security_group_ids": { atMost: 5, each: { matches: /^sg-[\da-z]+$/, words: "a security group's id, sg-…" } },
  "tracing_config.mode": { oneOf: ["Active", "PassThrough"] },
  "logging_config.log_format": { oneOf: ["JSON", "Text"] },
  "logging_config.application_log_level": { oneOf: ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] },
  "logging_config.system_log_level": { oneOf: ["DEBUG", "INFO", "WARN"] },
  "snap_start.apply_on": {
    oneOf: ["PublishedVersions"],
    refuses: {
      // hashicorp/aws reads None back as no block at all.
      None: {
        message:
          "a function without `snap_start` has no snapshots, and with `apply_on: None` Terraform would update it at every apply",
        hint: "leave `snap_start` out; to take a default back, write `snap_start: null`",
      },
    },
  },
  "tenancy_config.tenant_isolation_mode": { oneOf: ["PER_TENANT"] },
  "durable_config.execution_timeout": { from: 1, to: 31_622_400 },
  "durable_config.retention_period": { from: 1, to: 90 },
  source_kms_key_arn: keyArn,
  [`${instances}.capacity_provider_arn`]: {
    matches: /^arn:[\w-]+:lambda:[a-z\d-]+:\d{12}:capacity-provider:[\w-]+$/,
    words: "the ARN of a capacity provider",
    most: 140,
    names: ["lambda/capacity provider"],
  },
  [`${instances}.execution_environment_memory_gib_per_vcpu`]: { from: 2, to: 8, fractions: true },
  [`${instances}.per_execution_environment_max_concurrency`]: { from: 1, to: 1600 },
};

/** Arguments that name what must lie in the function's region, and how they name the region. */
export const regionalArguments: readonly { readonly argument: string; readonly region: RegExp; readonly docs: string }[] = [
  {
    argument: "layers",
    region: /^arn:[^:]+:lambda:([^:]+):/,
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html",
  },
  {
    argument: "image_uri",
    region: /^[^/]*\.dkr\.ecr(?:-fips)?\.([^./]+)\./,
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/images-create.html",
  },
];

const vpcLists = ["vpc_config.subnet_ids", "vpc_config.security_group_ids"] as const;

export const functionPairs: readonly ArgumentPair[] = [
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
  ...["application_log_level", "system_log_level"].map((level) => ({
    argument: `logging_config.${level}`,
    needs: { argument: "logging_config.log_format", value: "JSON" },
    message: `Lambda filters logs by \`${level}\` in JSON alone`,
    hint: "write log_format: JSON, or remove the line",
  })),
  // https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html: a function is in a VPC by both, or in none.
  ...vpcLists.map((argument, place) => ({
    argument,
    value: "[]",
    needs: { argument: vpcLists[1 - place] ?? "", value: "[]" },
    message: "AWS takes subnets and security groups, or neither, and here one of the lists is empty",
    hint: "name what is missing, or remove `vpc_config`",
  })),
];

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const aliasLimits: Limits = {
  description: { most: 256 },
  function_version: { matches: /^(\$LATEST(\.PUBLISHED)?|\d+)$/, words: "a version's number, or $LATEST" },
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const invokeConfigLimits: Limits = {
  maximum_event_age_in_seconds: { from: 60, to: 21_600 },
  maximum_retry_attempts: { from: 0, to: 2 },
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html */
export const urlLimits: Limits = {
  invoke_mode: { oneOf: ["BUFFERED", "RESPONSE_STREAM"] },
  "cors.allow_headers": { atMost: 100, each: { most: 1024 } },
  // https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html; OPTIONS is not one: Lambda answers it itself.
  "cors.allow_methods": { atMost: 6, each: { oneOf: ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "*"] } },
  "cors.allow_origins": { atMost: 100, each: { least: 1, most: 253 } },
  "cors.expose_headers": { atMost: 100, each: { most: 1024 } },
  "cors.max_age": { from: 0, to: 86_400 },
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleLimits: Limits = {
  description: {
    matches: /^[\t\n\r -~\u00A1-\u00FF]*$/,
    words: "letters, digits and signs of Latin-1",
    most: 1000,
  },
  path: { matches: /^\/([!-~]+\/)?$/, words: "a path that begins and ends with /", most: 512 },
  max_session_duration: { from: 3600, to: 43_200 },
};

/**
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 is Terraform's word for ever.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export const logLimits: Limits = {
  log_group_class: { oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"] },
  retention_in_days: {
    oneOf: [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  },
};

/**
 * What AWS takes of tags: how many, how long, none of its own.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html
 */
export const tagLimits = {
  most: 50,
  reserved: /^aws:/i,
  key: { least: 1, most: 128 },
  value: { most: 256 },
} as const;

/**
 * The characters that roles and log groups take in them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
export const tagCharacters = {
  matches: /^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u,
  words: "letters, digits, spaces and _ . : / = + - @",
} as const;

/**
 * Names of environment variables that Lambda takes, and how many bytes all names and values have together.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const environmentSize = 4096;
export const environmentName = /^[A-Za-z][A-Za-z0-9_]+$/;

export const reservedEnvironment: ReadonlySet<string> = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);
