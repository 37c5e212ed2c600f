import { keyArn } from "../argument-limits.ts";
import type { ArgumentLimit, ArgumentPair } from "../argument-rule.ts";
import type { ArnKind, Characters } from "../source.ts";
import { networkInterfaceParts, networkInterfaces } from "./network-interfaces.ts";
import type { PollerGrant } from "./poller.ts";
import { time } from "./time.ts";

/** Grants, arguments and forms of ARNs that several sources of `pull` share. */

/** As far as is known, by the dates of the releases: https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md */
const kafkaMetrics = { ErrorCount: "6.28", KafkaMetrics: "6.28" } as const;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption */
export const keyNeedsFilter: ArgumentPair = {
  argument: "kms_key_arn",
  needs: { argument: "filter_criteria" },
  message: "`kms_key_arn` encrypts the filters, and there is no `filter_criteria`",
  hint: "remove the line; the key of the source itself is `kms_key`",
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const startingTime: readonly ArgumentPair[] = [
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

export const unauthenticated = { namedBy: [], access: {}, accessRequired: false } as const;

export const streamsAlone = [
  "bisect_batch_on_function_error",
  "maximum_record_age_in_seconds",
  "maximum_retry_attempts",
  "parallelization_factor",
  "tumbling_window_in_seconds",
];

export const secretGrant: PollerGrant = {
  actions: ["secretsmanager:GetSecretValue"],
  on: "secrets",
  why: "the poller signs in with its secrets",
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-configure.html says so of these four, and with-msk-configure.html too. */
export const fourteenMinutes = { longestTimeout: 840 } as const;

/**
 * "Event source mapping invocations (except Amazon MQ and Amazon DocumentDB)" of functions on managed instances take 90 minutes.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html (Timeout)
 */
export const ninetyOnInstances = { ...fourteenMinutes, longestOnInstances: 5400 } as const;

export const failedTo = "destination_config.on_failure.destination_arn";

/**
 * The poller of a source in a VPC makes network interfaces there.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
 */
export const networkGrants: readonly PollerGrant[] = [
  {
    actions: ["ec2:CreateNetworkInterface"],
    on: { arns: networkInterfaceParts },
    why: "the poller makes network interfaces in the source's subnets",
  },
  {
    actions: ["ec2:DeleteNetworkInterface"],
    on: { arns: [networkInterfaces] },
    why: "the poller removes its network interfaces",
  },
  {
    actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
    on: "*",
    why: "the poller looks at the source's network; AWS cannot scope these actions",
  },
];

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html: what every kind of source takes. */
export function everywhere(...metrics: readonly string[]): Readonly<Record<string, ArgumentLimit>> {
  return {
    "filter_criteria.filter.pattern": { most: 4096, holds: "event pattern" },
    starting_position_timestamp: time,
    kms_key_arn: keyArn,
    // https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingMetricsConfig.html
    "metrics_config.metrics": { atMost: 3, each: { oneOf: metrics, since: kafkaMetrics } },
  };
}

/** What every record of a stream has. */
const recordKeys = ["awsRegion", "eventID", "eventName", "eventSource", "eventSourceARN", "eventVersion"];

/** A filter of records: what lies beside their metadata is one thing by its name, and is asked of within that. */
export function filterOf(within: string, keys: readonly string[], docs: string): Readonly<Record<string, ArgumentLimit>> {
  const records = { keys: [within, ...keys, ...recordKeys], within, docs };
  return { "filter_criteria.filter.pattern": { most: 4096, holds: "event pattern", records } };
}

/**
 * Attributes that are names: a cluster has no ARN of its groups, and may use those that AWS made.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/docdb_cluster
 */
const docdbThings = {
  cluster: {
    key: "cluster",
    noun: "DocumentDB cluster",
    name: "cluster's name",
    attributes: ["aws_docdb_cluster.cluster_identifier", "aws_docdb_cluster.id"],
  },
  "cluster-pg": {
    key: "parameter_group",
    noun: "cluster parameter group",
    name: "parameter group's name",
    attributes: [
      "aws_docdb_cluster.db_cluster_parameter_group_name",
      "aws_docdb_cluster_parameter_group.name",
      "aws_docdb_cluster_parameter_group.id",
    ],
  },
  subgrp: {
    key: "subnet_group",
    noun: "subnet group",
    name: "subnet group's name",
    attributes: ["aws_docdb_cluster.db_subnet_group_name", "aws_docdb_subnet_group.name", "aws_docdb_subnet_group.id"],
  },
} as const;

/** A thing of DocumentDB by its word in ARNs, which are those of RDS. */
export function docdbThing(word: keyof typeof docdbThings, takes: Characters, most = 255): ArnKind {
  const { key, noun, name, attributes } = docdbThings[word];
  const refused = (attribute: string) => ({
    message: `this is the name of a ${noun}, not its ARN`,
    hint: `write ${key}: {name: "\${\${self}.${attribute.slice(attribute.indexOf(".") + 1)}}"}`,
  });
  return {
    noun,
    refusedTypes: Object.fromEntries(attributes.map((attribute) => [attribute, refused(attribute)])),
    fields: { Name: { name, takes, most } },
    forms: [{ arn: `arn:\${Partition}:rds:\${Region}:\${Account}:${word}:\${Name}`, parts: { name: "Name" } }],
    short: true,
    types: [`rds/${word}`],
  };
}

/** The actions by which a Kinesis stream is read. */
export function readStream(): readonly string[] {
  return [
    "kinesis:DescribeStream",
    "kinesis:DescribeStreamSummary",
    "kinesis:GetRecords",
    "kinesis:GetShardIterator",
    "kinesis:ListShards",
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export function streamArguments(): Readonly<Record<string, ArgumentLimit>> {
  return {
    batch_size: { from: 1, to: 10_000 },
    maximum_batching_window_in_seconds: { from: 0, to: 300 },
    parallelization_factor: { from: 1, to: 10 },
    maximum_retry_attempts: { from: -1, to: 10_000 },
    maximum_record_age_in_seconds: { from: 60, to: 604_800, also: [-1] },
    tumbling_window_in_seconds: { from: 0, to: 900 },
    ...everywhere("EventCount"),
    function_response_types: { oneOf: ["ReportBatchItemFailures"] },
    ...refusedArguments("it is for queues", "scaling_config"),
    ...refusedArguments("it is for SQS and Kafka", "provisioned_poller_config"),
    ...notForThis(["topics", "queues"]),
  };
}

/** Arguments of other kinds of sources. */
export function notForThis(names: readonly string[]): Readonly<Record<string, ArgumentLimit>> {
  return refusedArguments(
    "it is for another kind of source",
    ...names,
    "amazon_managed_kafka_event_source_config",
    "self_managed_event_source",
    "self_managed_kafka_event_source_config",
    "document_db_event_source_config",
    "source_access_configuration",
  );
}

/** Arguments that AWS refuses, for one reason. */
export function refusedArguments(reason: string, ...names: readonly string[]): Readonly<Record<string, ArgumentLimit>> {
  return Object.fromEntries(names.map((name) => [name, { refused: reason }]));
}
