import type { ArgumentLimit, ArgumentPair } from "../argument-rule.ts";

/** What Lambda keeps beside a function, each a resource of Terraform's: keys of `function` are its arguments. */
interface FunctionConfig {
  readonly resource:
    | "aws_lambda_provisioned_concurrency_config"
    | "aws_lambda_function_recursion_config"
    | "aws_lambda_function_scaling_config"
    | "aws_lambda_runtime_management_config";
  readonly docs: string;
  /** The arguments that a spec gives, of which any asks for the resource. */
  readonly arguments: readonly string[];
  /** What it belongs to: the function, the alias or version that it is invoked by, without which it is nothing, or what this names. */
  readonly of: "function" | "qualifier" | { readonly qualifier: string };
  /** Whether code runs when it is made, so that the policies must be there before. */
  readonly runsCode: boolean;
}

export const functionConfigs: readonly FunctionConfig[] = [
  {
    resource: "aws_lambda_provisioned_concurrency_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html",
    arguments: ["provisioned_concurrent_executions"],
    of: "qualifier",
    // https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html: environments are initialized ahead of calls.
    runsCode: true,
  },
  {
    resource: "aws_lambda_function_recursion_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html",
    arguments: ["recursive_loop"],
    of: "function",
    runsCode: false,
  },
  {
    resource: "aws_lambda_runtime_management_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html",
    arguments: ["runtime_version_arn", "update_runtime_on"],
    // It takes a published version or $LATEST, never an alias; of a new version it is what $LATEST had.
    of: "function",
    runsCode: false,
  },
  {
    resource: "aws_lambda_function_scaling_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionScalingConfig.html",
    arguments: ["function_scaling_config"],
    // It takes a numbered version or this one, which every published version becomes; never an alias.
    of: { qualifier: "$LATEST.PUBLISHED" },
    runsCode: true,
  },
];

/** What AWS takes of these arguments: the pages above. */
export const configLimits: Readonly<Record<string, ArgumentLimit>> = {
  provisioned_concurrent_executions: { from: 1, to: 2_147_483_647 },
  recursive_loop: { oneOf: ["Allow", "Terminate"] },
  "function_scaling_config.min_execution_environments": { from: 0, to: 15_000 },
  "function_scaling_config.max_execution_environments": { from: 0, to: 15_000 },
  update_runtime_on: { oneOf: ["Auto", "FunctionUpdate", "Manual"] },
  runtime_version_arn: {
    matches: /^arn:[\w-]+:lambda:[a-z\d-]+::runtime:.+$/,
    words: "the ARN of a runtime version: arn:aws:lambda:eu-west-1::runtime:…",
    most: 2048,
  },
};

export const configPairs: readonly ArgumentPair[] = [
  // What a function has by itself, 128 MB, is less than managed instances take.
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-best-practices.html
  {
    argument: "capacity_provider_config",
    needs: { argument: "memory_size" },
    message: "a function on managed instances has 2048 MB or more, and Terraform gives one that says nothing 128",
    hint: "add memory_size: 2048",
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html
  {
    argument: "function_scaling_config",
    needs: { argument: "capacity_provider_config" },
    message: "only a function on managed instances has execution environments to count",
    hint: "for one that Lambda scales by itself write reserved_concurrent_executions or provisioned_concurrent_executions",
  },
  // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html
  {
    argument: "runtime_version_arn",
    needs: { argument: "update_runtime_on", value: "Manual" },
    message: "a runtime version is held where `update_runtime_on` is Manual alone",
    hint: "write update_runtime_on: Manual, or remove the line",
  },
  {
    argument: "update_runtime_on",
    value: "Manual",
    needs: { argument: "runtime_version_arn" },
    message: "`update_runtime_on: Manual` holds the version that `runtime_version_arn` names, and there is none",
    hint: "add runtime_version_arn: arn:aws:lambda:REGION::runtime:…, which the START and INIT_START lines of its log show",
  },
];
