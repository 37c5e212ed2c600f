import type { ArgumentPair, ArgumentRule, PullSource } from "./source.ts";
import { characters, dotted, queue } from "./things.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption */
const keyNeedsFilter: ArgumentPair = {
  argument: "kms_key_arn",
  needs: { argument: "filter_criteria" },
  message: "`kms_key_arn` encrypts the filters, and there is no `filter_criteria`",
  hint: "remove the line; the key of the source itself is `kms_key`",
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
const startingTime: readonly ArgumentPair[] = [
  {
    argument: "starting_position",
    value: "AT_TIMESTAMP",
    needs: { argument: "starting_position_timestamp" },
    message: "AT_TIMESTAMP needs the time to start from",
    hint: "add starting_position_timestamp: 2026-01-31T12:00:00Z",
  },
  {
    argument: "starting_position_timestamp",
    needs: { argument: "starting_position", value: "AT_TIMESTAMP" },
    message: "a time to start from goes with `starting_position: AT_TIMESTAMP` alone",
    hint: "remove the line, or start AT_TIMESTAMP",
  },
];

/** Every kind of source that the Lambda service polls with the function's execution role: the keys of `pull`. */
export const pullSources: Readonly<Record<string, PullSource>> = {
  sqs: {
    ...queue(),
    title: "SQS queue",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaSQSQueueExecutionRole.html
    grants: [
      [
        {
          actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
          on: "source",
          why: "the poller reads and deletes messages",
        },
      ],
    ],
    kmsService: "sqs",
    required: [],
    arguments: {
      batch_size: { from: 1, to: 10_000 },
      maximum_batching_window_in_seconds: { from: 0, to: 300 },
      "scaling_config.maximum_concurrency": { from: 2, to: 1000 },
      "provisioned_poller_config.minimum_pollers": { from: 2, to: 200 },
      "provisioned_poller_config.maximum_pollers": { from: 2, to: 2000 },
      function_response_types: { oneOf: ["ReportBatchItemFailures"] },
      ...refuse("a queue has no position to start from", "starting_position", "starting_position_timestamp"),
      ...refuse("a queue sends what fails to the dead-letter queue of its redrive policy", "destination_config"),
      ...refuse(
        "it is for streams",
        "bisect_batch_on_function_error",
        "maximum_record_age_in_seconds",
        "maximum_retry_attempts",
        "parallelization_factor",
        "tumbling_window_in_seconds",
      ),
      ...notForThis(["topics", "queues"]),
    },
    pairs: [
      keyNeedsFilter,
      {
        argument: "scaling_config",
        excludes: "provisioned_poller_config",
        message: "`scaling_config` and `provisioned_poller_config` exclude each other",
        hint: "keep one of them",
      },
    ],
  },
  kinesis: {
    title: "Kinesis data stream, or its enhanced fan-out consumer",
    noun: "Kinesis stream",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html",
    fields: {
      StreamName: { name: "stream name", takes: dotted, most: 128 },
      ConsumerName: { name: "consumer name", takes: dotted, most: 128 },
      ConsumerCreation: { name: "consumer's time of creation", takes: characters(/^[0-9]*$/, "digits"), most: 16 },
    },
    forms: [
      { arn: "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}", parts: { stream: "StreamName" } },
      {
        arn: "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}/consumer/${ConsumerName}:${ConsumerCreation}",
        parts: { stream: "StreamName", consumer: "ConsumerName", created: "ConsumerCreation" },
      },
    ],
    short: true,
    types: ["kinesis/stream", "kinesis/consumer"],
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaKinesisExecutionRole.html
    // kinesis:ListStreams of that policy acts on "*" alone, and the poller does without it.
    grants: [
      [{ actions: readStream(), on: "source", why: "the poller reads the stream" }],
      [
        {
          actions: readStream(),
          on: { until: "/consumer/", attribute: "stream_arn" },
          why: "the poller describes the consumer's stream",
        },
        { actions: ["kinesis:SubscribeToShard"], on: "source", why: "the poller reads through the consumer" },
      ],
    ],
    kmsService: "kinesis",
    required: ["starting_position"],
    arguments: {
      ...streamArguments(),
      starting_position: { oneOf: ["LATEST", "TRIM_HORIZON", "AT_TIMESTAMP"] },
    },
    pairs: [keyNeedsFilter, ...startingTime],
  },
  dynamodb: {
    title: "DynamoDB stream",
    noun: "DynamoDB stream",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html",
    fields: {
      TableName: { name: "table name", takes: dotted, most: 255 },
      StreamLabel: { name: "stream label", takes: characters(/^[0-9T:.-]*$/, "digits, T, and : . -"), most: 32, slashes: true },
    },
    forms: [
      {
        arn: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/stream/${StreamLabel}",
        parts: { table: "TableName", stream: "StreamLabel" },
      },
    ],
    short: false,
    types: ["dynamodb/stream"],
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaDynamoDBExecutionRole.html
    grants: [
      [
        {
          actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          on: "source",
          why: "the poller reads the stream",
        },
        { actions: ["dynamodb:ListStreams"], on: "*", why: "the poller lists streams; AWS cannot scope this action" },
      ],
    ],
    kmsService: "dynamodb",
    required: ["starting_position"],
    arguments: {
      ...streamArguments(),
      starting_position: { oneOf: ["LATEST", "TRIM_HORIZON"] },
      ...refuse("a DynamoDB stream cannot start at a time", "starting_position_timestamp"),
    },
    pairs: [keyNeedsFilter],
  },
};

function readStream(): readonly string[] {
  return [
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
function streamArguments(): Readonly<Record<string, ArgumentRule>> {
  return {
    batch_size: { from: 1, to: 10_000 },
    maximum_batching_window_in_seconds: { from: 0, to: 300 },
    parallelization_factor: { from: 1, to: 10 },
    maximum_retry_attempts: { from: -1, to: 10_000 },
    maximum_record_age_in_seconds: { from: 60, to: 604_800, also: [-1] },
    tumbling_window_in_seconds: { from: 0, to: 900 },
    function_response_types: { oneOf: ["ReportBatchItemFailures"] },
    ...refuse("it is for queues", "scaling_config"),
    ...refuse("it is for SQS and Kafka", "provisioned_poller_config"),
    ...notForThis(["topics", "queues"]),
  };
}

function notForThis(names: readonly string[]): Readonly<Record<string, ArgumentRule>> {
  return refuse(
    "it is for another kind of source",
    ...names,
    "amazon_managed_kafka_event_source_config",
    "self_managed_event_source",
    "self_managed_kafka_event_source_config",
    "document_db_event_source_config",
    "source_access_configuration",
  );
}

function refuse(reason: string, ...names: readonly string[]): Readonly<Record<string, ArgumentRule>> {
  return Object.fromEntries(names.map((name) => [name, { refused: reason }]));
}
