import type { ArgumentLimit, ArgumentPair } from "../argument-rule.ts";

/** What Lambda keeps beside a function, each a resource of Terraform's: keys of `function` are its arguments. */
export interface FunctionConfig {
  readonly resource:
    | "aws_lambda_provisioned_concurrency_config"
    | "aws_lambda_function_recursion_config"
    | "aws_lambda_runtime_management_config";
  readonly docs: string;
  /** The arguments that a spec gives, of which any asks for the resource. */
  readonly arguments: readonly string[];
  /** Whether it belongs to the alias or version that the function is invoked by, and is nothing without one. */
  readonly qualified: boolean;
  /** Whether code runs when it is made, so that the policies must be there before. */
  readonly runsCode: boolean;
}

export const functionConfigs: readonly FunctionConfig[] = [
  {
    resource: "aws_lambda_provisioned_concurrency_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html",
    arguments: ["provisioned_concurrent_executions"],
    qualified: true,
    // https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html: environments are initialized ahead of calls.
    runsCode: true,
  },
  {
    resource: "aws_lambda_function_recursion_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html",
    arguments: ["recursive_loop"],
    qualified: false,
    runsCode: false,
  },
  {
    resource: "aws_lambda_runtime_management_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_PutRuntimeManagementConfig.html",
    arguments: ["runtime_version_arn", "update_runtime_on"],
    // It takes a published version or $LATEST, never an alias; of a new version it is what $LATEST had.
    qualified: false,
    runsCode: false,
  },
];

/** What AWS takes of these arguments: the pages above. */
export const configLimits: Readonly<Record<string, ArgumentLimit>> = {
  provisioned_concurrent_executions: { from: 1, to: 2_147_483_647 },
  recursive_loop: { oneOf: ["Allow", "Terminate"] },
  update_runtime_on: { oneOf: ["Auto", "FunctionUpdate", "Manual"] },
  runtime_version_arn: {
    matches: /^arn:[\w-]+:lambda:[a-z\d-]+::runtime:.+$/,
    words: "the ARN of a runtime version: arn:aws:lambda:eu-west-1::runtime:…",
    most: 2048,
  },
};

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html */
export const configPairs: readonly ArgumentPair[] = [
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
