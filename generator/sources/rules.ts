import { noRuntimes, runtimes } from "./runtimes.ts";
import type { ArgumentRule, Remark } from "./source.ts";

/** What AWS takes of arguments that Terraform passes on unseen, by resource; nested with dots. */
type Rules = Readonly<Record<string, ArgumentRule>>;

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

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const functionRules: Rules = {
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
  // Lambda Managed Instances take up to 32 GiB: https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html
  memory_size: { from: 128, to: 32_768 },
  "ephemeral_storage.size": { from: 512, to: 10_240 },
  description: { most: 256 },
  handler: { least: 1, most: 128 },
  architectures: { oneOf: ["x86_64", "arm64"] },
  package_type: { oneOf: ["Zip", "Image"] },
  "tracing_config.mode": { oneOf: ["Active", "PassThrough"] },
  "logging_config.log_format": { oneOf: ["JSON", "Text"] },
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleRules: Rules = {
  description: { most: 1000 },
  max_session_duration: { from: 3600, to: 43_200 },
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; 0 is Terraform's word for ever. */
export const logRules: Rules = {
  retention_in_days: {
    oneOf: [0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
  },
};

/**
 * Names of environment variables that Lambda takes.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const environmentName = /^[A-Za-z][A-Za-z0-9_]*$/;

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
