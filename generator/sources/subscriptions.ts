import type { ArgumentLimit, ArgumentPair } from "./argument-rule.ts";
import { cron, cronOnLastDay } from "./shapes/cron.ts";
import { bucketEvents } from "./shapes/written-events.ts";

/**
 * Resources that make a source call the function, on request (`subscribe: true`): what the compiler sets of them. The rest are
 * the entry's own arguments, which provider-arguments.json lists by the type of the resource.
 */
export interface Subscription {
  readonly resource:
    | "aws_sns_topic_subscription"
    | "aws_cloudwatch_event_rule"
    | "aws_cloudwatch_event_target"
    | "aws_cloudwatch_log_subscription_filter"
    | "aws_lb_target_group_attachment"
    | "aws_s3_bucket_notification"
    | "aws_scheduler_schedule";
  readonly docs: string;
  readonly set: readonly SetArgument[];
  /** Where the source must be as the stack is: the resource names it by less than its ARN, or its service asks for it. */
  readonly near: readonly ("region" | "account")[];
  /** The argument that makes the resource in the source's own region, and the first hashicorp/aws that has it. */
  readonly elsewhere?: { readonly argument: string; readonly since: string };
  /** Keys that stand beside the source for an argument within a block, or with a longer name; the path of each. */
  readonly lifted?: Readonly<Record<string, string>>;
  /** What AWS takes of the entry's arguments. */
  readonly limits?: Readonly<Record<string, ArgumentLimit>>;
  readonly pairs?: readonly ArgumentPair[];
  /** How many such resources AWS takes: of one source, as the source itself, of one source and one function, or of one source and one name. */
  readonly takes?: { readonly most: number; readonly of: "source" | "itself" | "function" | "name"; readonly docs: string };
  /** What the source is where the spec says that it is made, too: one of the arguments `by` stands beside it. */
  readonly first?: { readonly by: readonly string[]; readonly made: Subscription; readonly aloneOn?: AloneOn };
  /** The block in which the arguments stand, where one resource holds those of several functions. */
  readonly merged?: string;
}

/** An argument that AWS takes of one such thing alone: where a part of its ARN is this. */
interface AloneOn {
  readonly argument: string;
  readonly field: string;
  readonly value: string;
  readonly words: string;
}

export interface SetArgument {
  readonly name: string;
  /** The block that the argument stands in. */
  readonly in?: string;
  readonly value:
    | "source"
    /** The function, or the alias or version that the entry's permission is for. */
    | "function"
    /** The role that the entry makes. */
    | "role"
    /** The function's and the entry's labels. */
    | "label"
    | { readonly text: string }
    /** A part of the source's ARN, which a Terraform resource has as an attribute. */
    | { readonly field: string; readonly attribute: string };
  /** How many characters AWS takes of it. */
  readonly most?: number;
  /** Set only where the entry does not say otherwise, or the source has no such part. */
  readonly unless?: "given" | "absent";
}

/** A topic sends to other regions and accounts, too. https://docs.aws.amazon.com/sns/latest/dg/lambda-console.html */
export const topicSubscription: Subscription = {
  resource: "aws_sns_topic_subscription",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_subscription",
  near: [],
  // https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html: a subscription is made where the topic is.
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
  elsewhere: { argument: "region", since: "6.0" },
  // https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
  limits: {
    filter_policy_scope: { oneOf: ["MessageAttributes", "MessageBody"] },
    // https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html: 256 KB
    filter_policy: { most: 262_144, holds: "event pattern" },
  },
  takes: { most: 1, of: "function", docs: "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html" },
  set: [
    { name: "topic_arn", value: "source" },
    { name: "protocol", value: { text: "lambda" } },
    { name: "endpoint", value: "function" },
  ],
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule.html */
const eventRule: Subscription = {
  resource: "aws_cloudwatch_event_rule",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_rule",
  near: ["region", "account"],
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
  limits: {
    event_pattern: { most: 4096, holds: "pattern of a rule" },
    description: { most: 512 },
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
    schedule_expression: {
      matches: new RegExp(`^(${cron}|rate\\((1 (minute|hour|day)|([2-9]|[1-9]\\d+) (minutes|hours|days))\\))$`, "i"),
      words: "rate(1 hour), rate(5 minutes) or cron(0 12 * * ? *)",
      instead: cronOnLastDay,
      most: 256,
    },
    state: { oneOf: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] },
  },
  takes: { most: 1, of: "itself", docs: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html" },
  set: [
    { name: "name", value: { field: "RuleName", attribute: "name" } },
    { name: "event_bus_name", value: { field: "EventBusName", attribute: "event_bus_name" }, unless: "absent" },
  ],
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html */
export const eventTarget: Subscription = {
  resource: "aws_cloudwatch_event_target",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_event_target",
  near: ["region", "account"],
  // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html
  limits: {
    input: { most: 8192 },
    input_path: { most: 256 },
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    "dead_letter_config.arn": {
      matches: /^arn:[\w-]+:sqs:[a-z\d-]+:\d{12}:[\w-]+$/,
      words: "the ARN of a queue that is not FIFO",
      names: ["sqs/queue"],
    },
    target_id: { matches: /^[.\w-]+$/, words: "letters, digits and . _ -", most: 64 },
    "input_transformer.input_template": { least: 1, most: 8192 },
    "retry_policy.maximum_event_age_in_seconds": { from: 60, to: 86_400 },
    "retry_policy.maximum_retry_attempts": { from: 0, to: 185 },
  },
  takes: { most: 5, of: "source", docs: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html" },
  first: {
    by: ["event_pattern", "schedule_expression"],
    made: eventRule,
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
    aloneOn: {
      argument: "schedule_expression",
      field: "EventBusName",
      value: "default",
      words: "a rule with a schedule is on the default bus alone",
    },
  },
  set: [
    { name: "rule", value: { field: "RuleName", attribute: "name" } },
    { name: "event_bus_name", value: { field: "EventBusName", attribute: "event_bus_name" }, unless: "absent" },
    { name: "arn", value: "function" },
  ],
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
export const logSubscription: Subscription = {
  resource: "aws_cloudwatch_log_subscription_filter",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_subscription_filter",
  near: ["region", "account"],
  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
  limits: { distribution: { oneOf: ["Random", "ByLogStream"] }, filter_pattern: { most: 1024 } },
  takes: {
    most: 2,
    of: "source",
    docs: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html",
  },
  set: [
    { name: "name", value: "label", most: 512 },
    { name: "log_group_name", value: { field: "LogGroupName", attribute: "name" } },
    { name: "destination_arn", value: "function" },
  ],
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
export const targetAttachment: Subscription = {
  resource: "aws_lb_target_group_attachment",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group_attachment",
  near: ["region"],
  takes: {
    most: 1,
    of: "source",
    docs: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html",
  },
  set: [
    { name: "target_group_arn", value: "source" },
    { name: "target_id", value: "function" },
  ],
};

const keyPart = { matches: /^[^*]*$/, most: 1024 } as const;

/** A notification holds all that a bucket notifies: two of them would erase each other. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html */
export const bucketNotification: Subscription = {
  resource: "aws_s3_bucket_notification",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification",
  near: [],
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
  limits: {
    events: { oneOf: bucketEvents },
    filter_prefix: { ...keyPart, words: "what keys begin with, without a wildcard" },
    filter_suffix: { ...keyPart, words: "what keys end with, without a wildcard" },
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html: it replaces what was there.
  takes: { most: 1, of: "source", docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html" },
  set: [
    { name: "bucket", value: { field: "BucketName", attribute: "id" } },
    { name: "lambda_function_arn", in: "lambda_function", value: "function" },
  ],
  merged: "lambda_function",
};
