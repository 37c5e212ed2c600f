import { networkInterfaceParts, networkInterfaces } from "./shapes/network-interfaces.ts";

/** What an argument of aws_lambda_function implies: grants of the execution role that Lambda itself needs. */
export interface ImpliedGrant {
  /** The argument (nested with dots) whose presence implies the grant. */
  readonly argument: string;
  /** Implied only where the argument has this value. */
  readonly value?: string;
  /** Implied only where an item of the list holds this text. */
  readonly holding?: string;
  readonly docs: string;
  /**
   * Where AWS looks, when it makes the function, whether the role may do this: a page or a report that shows it refuse. Such a
   * grant acts on what the argument names and on nothing else, so that the function can wait for it.
   */
  readonly checked?: string;
  readonly statements: readonly ImpliedStatement[];
}

interface ImpliedStatement {
  readonly actions: readonly string[];
  /**
   * `argument`: the argument's own value; "*": AWS cannot scope the actions; otherwise patterns in the notation of
   * AWS's reference, where `${Function}` is the function's name and `${VpcOwner}` the account of the subnets.
   */
  readonly on: "argument" | "*" | readonly string[];
  /** The statement holds only where the argument is an ARN of this service. */
  readonly service?: string;
  /** `kms:ViaService` of this service in the stack's region. */
  readonly via?: string;
  readonly why: string;
}

export const impliedGrants: readonly ImpliedGrant[] = [
  {
    argument: "tracing_config.mode",
    value: "Active",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    // "The provided execution role does not have permissions to call PutTraceSegments on XRAY", now and then: a race.
    checked: "https://github.com/serverless/serverless/issues/6931",
    statements: [
      {
        actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
        on: "*",
        why: "Lambda sends traces; AWS cannot scope these actions",
      },
    ],
  },
  {
    argument: "vpc_config",
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
    checked: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
    statements: [
      {
        actions: ["ec2:CreateNetworkInterface"],
        on: networkInterfaceParts,
        why: "Lambda makes network interfaces in the function's subnets",
      },
      {
        actions: ["ec2:AssignPrivateIpAddresses", "ec2:DeleteNetworkInterface", "ec2:UnassignPrivateIpAddresses"],
        on: [networkInterfaces],
        why: "Lambda manages its network interfaces",
      },
      {
        actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"],
        on: "*",
        why: "Lambda looks at its network; AWS cannot scope these actions",
      },
    ],
  },
  {
    argument: "dead_letter_config.target_arn",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    checked: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    statements: [
      { actions: ["sqs:SendMessage"], on: "argument", service: "sqs", why: "Lambda sends what failed to the dead-letter queue" },
      { actions: ["sns:Publish"], on: "argument", service: "sns", why: "Lambda sends what failed to the dead-letter topic" },
    ],
  },
  {
    argument: "kms_key_arn",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
    statements: [{ actions: ["kms:Decrypt"], on: "argument", via: "lambda", why: "Lambda decrypts the environment" }],
  },
  {
    argument: "layers",
    holding: ":layer:LambdaInsightsExtension",
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchLambdaInsightsExecutionRolePolicy.html
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights.html",
    statements: [
      {
        actions: ["logs:CreateLogGroup"],
        // The service asks for the group as NAME:log-stream:, so the bare ARN alone would not do.
        on: [
          "arn:${Partition}:logs:${Region}:${Account}:log-group:/aws/lambda-insights",
          "arn:${Partition}:logs:${Region}:${Account}:log-group:/aws/lambda-insights:*",
        ],
        why: "Lambda Insights makes its log group",
      },
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        on: ["arn:${Partition}:logs:${Region}:${Account}:log-group:/aws/lambda-insights:log-stream:*"],
        why: "Lambda Insights writes its log",
      },
    ],
  },
  {
    argument: "durable_config",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html",
    statements: [
      {
        actions: ["lambda:CheckpointDurableExecution", "lambda:GetDurableExecutionState"],
        // The executions belong to versions: the function's bare ARN never matches.
        on: ["arn:${Partition}:lambda:${Region}:${Account}:function:${Function}:*"],
        why: "Lambda keeps the state of durable executions",
      },
    ],
  },
];

/** What a function goes on with when a spec no longer says it. */
interface KeptArgument {
  readonly argument: string;
  /** Kept with this value alone there is something to tell. */
  readonly value?: string;
  readonly docs: string;
  /** What stands in a spec for one apply, so that it ends; `${Function}` is the function's name. */
  readonly instead: string;
}

/**
 * Arguments that hashicorp/aws leaves as AWS has them where they are not given ("Optional" and "Computed" in its schema), and by which
 * the function needs a right. So are `architectures` and `ephemeral_storage`, by which it needs none. `test/life` shows it.
 */
export const keptArguments: readonly KeptArgument[] = [
  {
    argument: "logging_config.log_group",
    docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function#logging_config-configuration-block",
    // The group is Terraform's from then on, where `logs` asks for it.
    instead: '`logging_config: {log_format: Text, log_group: "/aws/lambda/${Function}"}` and `logs: {}`',
  },
  {
    argument: "tracing_config.mode",
    value: "Active",
    docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function#tracing_config-configuration-block",
    instead: "`tracing_config: {mode: PassThrough}`",
  },
];

/**
 * The same of a mapping, with what AWS begins with. No right hangs on them.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export const keptOfMappings: readonly { readonly argument: string; readonly otherwise: number }[] = [
  { argument: "maximum_record_age_in_seconds", otherwise: -1 },
  { argument: "maximum_retry_attempts", otherwise: -1 },
  { argument: "parallelization_factor", otherwise: 1 },
];

/**
 * What a function in a VPC lets its role do, and its code should not.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const networkInterfaceActions: readonly string[] = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DetachNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
];
