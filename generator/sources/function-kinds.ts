import { functionLimits } from "./argument-limits.ts";
import type { ArgumentLimit } from "./argument-rule.ts";
import { runtimesWhere } from "./runtimes.ts";
import { configLimits } from "./shapes/function-configs.ts";

/** What an argument makes of a function: what such a function takes of the others, and who may call it. */
export interface FunctionKind {
  /** In messages, after "a function". */
  readonly noun: string;
  readonly docs: string;
  /** The kind holds where one of these arguments is given, with this value where there is one. */
  readonly when: readonly { readonly argument: string; readonly value?: string }[];
  /** True where what the stack gives every function, and the kind refuses, is left out: nobody asked for it here. */
  readonly leavesDefaults?: true;
  /** Arguments whose rule is another one than a function's, and arguments that are refused. */
  readonly rules: Readonly<Record<string, ArgumentLimit>>;
  /** Invoked by a version or an alias alone. */
  readonly qualified?: true;
  /** The only kinds of `push` that reach it, and whether Lambda polls for it. */
  readonly push?: readonly string[];
  readonly pull?: { readonly refused: string };
  /** What a function may take at most of an argument where whoever calls it waits for its end: pollers, and these kinds of `push`. */
  readonly awaited?: {
    readonly push: readonly string[];
    readonly argument: string;
    readonly most: number;
    readonly why: string;
  };
}

const snapStart = { argument: "snap_start.apply_on", value: "PublishedVersions" } as const;
const noImage = "a container image has its own";

/** `python3.13` → 3.13 as 313, `java8.al2` → 8. */
function versionOf(name: string): number {
  const [, major = "0", minor] = /^[a-z]+(\d+)(?:\.(\d+))?/.exec(name) ?? [];
  return minor === undefined ? Number(major) : Number(major) * 100 + Number(minor);
}

export const functionKinds: readonly FunctionKind[] = [
  {
    noun: "from a container image",
    docs: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
    when: [{ argument: "image_uri" }, { argument: "package_type", value: "Image" }],
    leavesDefaults: true,
    rules: {
      runtime: { refused: noImage },
      handler: { refused: noImage },
      layers: { refused: "what a layer would add is built into the image" },
      // https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html
      update_runtime_on: { refused: "its runtime is built into the image" },
      runtime_version_arn: { refused: "its runtime is built into the image" },
    },
  },
  {
    noun: "on managed instances",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html",
    when: [{ argument: "capacity_provider_config" }],
    rules: {
      // The API's model allows so much; the page of CreateFunction tells the limit of other functions.
      timeout: { from: 1, to: 5400 },
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-best-practices.html
      memory_size: { from: 2048, to: 32_768 },
      // https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-runtimes.html
      runtime: runtimesWhere(
        (name) =>
          (name.startsWith("java") && versionOf(name) >= 21) ||
          (name.startsWith("python") && versionOf(name) >= 313) ||
          (name.startsWith("nodejs") && versionOf(name) >= 22) ||
          (name.startsWith("dotnet") && versionOf(name) >= 8) ||
          // For Rust and what else makes its own runtime.
          name.startsWith("provided"),
      ),
    },
  },
  {
    noun: "with SnapStart",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html",
    when: [snapStart],
    rules: {
      runtime: runtimesWhere(
        (name) =>
          (name.startsWith("java") && versionOf(name) >= 11) ||
          (name.startsWith("python") && versionOf(name) >= 312) ||
          (name.startsWith("dotnet") && versionOf(name) >= 8),
      ),
      image_uri: { refused: "SnapStart is for AWS's own runtimes" },
      file_system_config: { refused: "a snapshot keeps no file system that others change" },
      "ephemeral_storage.size": { from: 512, to: 512 },
      tenancy_config: { refused: "a snapshot is of all tenants" },
      capacity_provider_config: { refused: "managed instances start without snapshots" },
      provisioned_concurrent_executions: { refused: "Lambda keeps snapshots or started environments, not both" },
    },
  },
  {
    noun: "with tenant isolation",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html",
    when: [{ argument: "tenancy_config" }],
    rules: {
      // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.TenancyConfig.html
      provisioned_concurrent_executions: { refused: "what is kept ready belongs to no tenant" },
    },
    // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.TenancyConfig.html; callers by the API name the tenant.
    push: ["apigateway", "apigateway_role", "stepfunctions", "account", "organization", "service"],
    pull: { refused: "the poller names no tenant" },
  },
  {
    noun: "that is durable",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html",
    when: [{ argument: "durable_config" }],
    rules: {},
    qualified: true,
    // What these services call without waiting for an answer, they do not call at all.
    awaited: {
      push: ["alb", "authorizer", "cognito", "httpapi", "lex"],
      argument: "durable_config.execution_timeout",
      most: 900,
      why: "whoever waits for the end does so for 15 minutes",
    },
  },
];

/** What any kind of function may take, for the editor, which does not tell them apart. */
export const anyFunctionRules: Readonly<Record<string, ArgumentLimit>> = {
  ...functionLimits,
  ...configLimits,
  timeout: { from: 1, to: 5400 },
  memory_size: { from: 128, to: 32_768 },
};
