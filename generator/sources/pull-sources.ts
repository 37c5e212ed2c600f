import { keyArn, time } from "./argument-limits.ts";
import type { ArgumentPair, ArgumentRule } from "./argument-rule.ts";
import type { ArnKind, Field, Form, PollerGrant, PullSource } from "./source.ts";
import { characters, dotted, hyphened, plain, queue } from "./things.ts";

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

/** As far as is known, by the dates of the releases: https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md */
const kafkaMetrics = { ErrorCount: "6.28", KafkaMetrics: "6.28" } as const;

const unauthenticated = { namedBy: [], access: {}, accessRequired: false } as const;

/** Ways to authenticate with Kafka that take the place of IAM. */
const authenticated = ["SASL_SCRAM_512_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"];

const streamsAlone = [
  "bisect_batch_on_function_error",
  "maximum_record_age_in_seconds",
  "maximum_retry_attempts",
  "parallelization_factor",
  "tumbling_window_in_seconds",
];

const secretGrant: PollerGrant = {
  actions: ["secretsmanager:GetSecretValue"],
  on: "secrets",
  why: "the poller signs in with its secrets",
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-configure.html says so of these four, and with-msk-configure.html too. */
const fourteenMinutes = { longestTimeout: 840 } as const;

/** https://docs.aws.amazon.com/lambda/latest/api/API_KafkaSchemaRegistryAccessConfig.html: each is a secret. */
const registryAccess: PullSource["access"] = {
  BASIC_AUTH: { uri: "secret" },
  CLIENT_CERTIFICATE_TLS_AUTH: { uri: "secret" },
  SERVER_ROOT_CA_CERTIFICATE: { uri: "secret" },
};

const failedTo = "destination_config.on_failure.destination_arn";

/**
 * A topic of the same cluster: https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 * What a topic may be called: https://docs.aws.amazon.com/lambda/latest/api/API_OnFailure.html
 */
const topicDestination = {
  scheme: "kafka://",
  // https://github.com/hashicorp/terraform-provider-aws/pull/45802
  since: "6.28",
  name: "topic name",
  takes: { ...dotted, words: "letters, digits and . _ -" },
  most: 249,
} as const;

/** Of Kafka's mappings, only those with provisioned pollers take these. */
function provisioned(): readonly ArgumentPair[] {
  // https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
  const errors = [
    "bisect_batch_on_function_error",
    "function_response_types",
    "maximum_record_age_in_seconds",
    "maximum_retry_attempts",
  ];
  // https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html
  const registries = [
    "amazon_managed_kafka_event_source_config.schema_registry_config",
    "self_managed_kafka_event_source_config.schema_registry_config",
  ];
  return [...errors, ...registries].map((argument) => ({
    argument,
    needs: { argument: "provisioned_poller_config" },
    message: `of Kafka's mappings, only those in provisioned mode take \`${argument.split(".").at(-1)}\``,
    hint: "add provisioned_poller_config: {minimum_pollers: 1}, or remove the line",
  }));
}

/** The ARN of a cluster, and which parts of it a mapping gives. */
const mskCluster: Form = {
  arn: "arn:${Partition}:kafka:${Region}:${Account}:cluster/${ClusterName}/${Uuid}",
  parts: { cluster: "ClusterName", uuid: "Uuid" },
};

const mskFields: Readonly<Record<string, Field>> = {
  ClusterName: { name: "cluster name", takes: hyphened, most: 64 },
  Uuid: { name: "cluster's UUID", takes: plain, most: 64 },
};

/** What the poller does with a cluster: with the source itself, or with what a connection leads to. */
function mskGrants(cluster: "source" | { readonly part: string }): readonly PollerGrant[] {
  const part = cluster === "source" ? {} : cluster;
  return [
    // kafka:DescribeCluster does not answer for serverless clusters.
    { actions: ["kafka:DescribeClusterV2"], on: cluster, why: "the poller describes the cluster" },
    { actions: ["kafka:GetBootstrapBrokers"], on: "*", why: "the poller finds the brokers; AWS cannot scope this action" },
    ...networkGrants,
    {
      actions: ["kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"],
      on: cluster,
      why: "the poller connects by IAM",
      without: authenticated,
    },
    {
      actions: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
      on: { swap: [":cluster/", ":group/"], behind: "amazon_managed_kafka_event_source_config.consumer_group_id", ...part },
      why: "the poller joins its consumer group",
      without: authenticated,
    },
    {
      actions: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
      on: { swap: [":cluster/", ":topic/"], behind: "topics", ...part },
      why: "the poller reads the topic",
      without: authenticated,
    },
    {
      actions: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
      on: { swap: [":cluster/", ":topic/"], behind: failedTo, ...part },
      why: "the poller writes what failed to its topic",
      without: authenticated,
      given: { argument: failedTo, begins: topicDestination.scheme },
    },
    {
      actions: ["kafka:ListScramSecrets"],
      on: cluster,
      why: "the poller finds the cluster's secrets",
      using: ["SASL_SCRAM_512_AUTH"],
    },
    secretGrant,
    ...registryGrants("amazon_managed_kafka_event_source_config.schema_registry_config.schema_registry_uri"),
  ];
}

const ec2 = (type: string) => `arn:\${Partition}:ec2:\${Region}:\${Account}:${type}/*`;

/**
 * The poller of a source in a VPC makes network interfaces there.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
 */
const networkGrants: readonly PollerGrant[] = [
  {
    actions: ["ec2:CreateNetworkInterface"],
    on: { arns: [ec2("network-interface"), ec2("security-group"), ec2("subnet")] },
    why: "the poller makes network interfaces in the source's subnets",
  },
  {
    actions: ["ec2:DeleteNetworkInterface"],
    on: { arns: [ec2("network-interface")] },
    why: "the poller removes its network interfaces",
  },
  {
    actions: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
    on: "*",
    why: "the poller looks at the source's network; AWS cannot scope these actions",
  },
];

/** Every kind of source that the Lambda service polls with the function's execution role: the keys of `pull`. */
const entries = {
  sqs: {
    ...queue(),
    ...unauthenticated,
    kind: "arn",
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
      // https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html
      "provisioned_poller_config.maximum_pollers": { from: 2, to: 10_000 },
      ...refuse("it is for Kafka", "provisioned_poller_config.poller_group_name"),
      ...everywhere("EventCount"),
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
    ...unauthenticated,
    kind: "arn",
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
    ...unauthenticated,
    kind: "arn",
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
  msk: {
    ...fourteenMinutes,
    kind: "arn",
    title: "Amazon MSK cluster, or a connection to one of another account",
    noun: "MSK cluster",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html",
    fields: {
      ...mskFields,
      ClusterAccount: { name: "account", takes: characters(/^[0-9]*$/, "12 digits"), most: 12 },
    },
    forms: [
      mskCluster,
      // https://docs.aws.amazon.com/lambda/latest/dg/msk-cross-account.html
      {
        arn: "arn:${Partition}:kafka:${Region}:${Account}:vpc-connection/${ClusterAccount}/${ClusterName}/${Uuid}",
        parts: { cluster_account: "ClusterAccount", cluster: "ClusterName", uuid: "Uuid" },
      },
    ],
    short: false,
    types: ["kafka/cluster", "kafka/vpc-connection"],
    grants: [
      mskGrants("source"),
      [
        { actions: ["kafka:DescribeVpcConnection"], on: "source", why: "the poller describes the connection to the cluster" },
        ...mskGrants({ part: "cluster" }),
      ],
    ],
    kmsService: "secretsmanager",
    required: ["starting_position", "topics"],
    arguments: kafkaArguments(
      "amazon_managed_kafka_event_source_config",
      "self_managed_event_source",
      "self_managed_kafka_event_source_config",
    ),
    pairs: [keyNeedsFilter, ...startingTime, ...provisioned()],
    namedBy: ["topics"],
    access: { SASL_SCRAM_512_AUTH: { uri: "secret" }, CLIENT_CERTIFICATE_TLS_AUTH: { uri: "secret" } },
    accessRequired: false,
    registry: { argument: "amazon_managed_kafka_event_source_config.schema_registry_config", access: registryAccess },
    topicDestination,
    assumedForm: 0,
    connection: { form: 1, to: mskClusterKind() },
  },
  kafka: {
    ...fourteenMinutes,
    kind: "servers",
    title: "Self-managed Apache Kafka",
    noun: "Kafka cluster",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html",
    grants: [
      [
        secretGrant,
        ...networkGrants.map((grant) => ({ ...grant, using: ["VPC_SUBNET", "VPC_SECURITY_GROUP"] })),
        ...registryGrants("self_managed_kafka_event_source_config.schema_registry_config.schema_registry_uri"),
      ],
    ],
    kmsService: "secretsmanager",
    required: ["starting_position", "topics"],
    arguments: {
      ...kafkaArguments("self_managed_kafka_event_source_config", "amazon_managed_kafka_event_source_config"),
      ...refuse("the value of `kafka` names the servers", "self_managed_event_source"),
    },
    pairs: [keyNeedsFilter, ...startingTime, ...provisioned()],
    namedBy: ["topics"],
    access: {
      SASL_SCRAM_512_AUTH: { uri: "secret" },
      SASL_SCRAM_256_AUTH: { uri: "secret" },
      BASIC_AUTH: { uri: "secret" },
      CLIENT_CERTIFICATE_TLS_AUTH: { uri: "secret" },
      SERVER_ROOT_CA_CERTIFICATE: { uri: "secret" },
      VPC_SUBNET: { uri: { test: /^subnet:/, words: "subnet:SUBNET_ID" }, beside: "VPC_SECURITY_GROUP" },
      VPC_SECURITY_GROUP: {
        uri: { test: /^security_group:/, words: "security_group:SECURITY_GROUP_ID" },
        beside: "VPC_SUBNET",
      },
    },
    accessRequired: false,
    registry: { argument: "self_managed_kafka_event_source_config.schema_registry_config", access: registryAccess },
    topicDestination,
  },
  mq: {
    ...fourteenMinutes,
    kind: "arn",
    title: "Amazon MQ broker",
    noun: "MQ broker",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
    fields: {
      BrokerName: { name: "broker name", takes: plain, most: 50 },
      BrokerId: { name: "broker id", takes: hyphened, most: 64 },
    },
    forms: [
      {
        arn: "arn:${Partition}:mq:${Region}:${Account}:broker:${BrokerName}:${BrokerId}",
        parts: { broker: "BrokerName", id: "BrokerId" },
      },
    ],
    short: false,
    types: ["mq/brokers"],
    grants: [
      [{ actions: ["mq:DescribeBroker"], on: "source", why: "the poller describes the broker" }, secretGrant, ...networkGrants],
    ],
    kmsService: "secretsmanager",
    required: ["queues", "source_access_configuration"],
    arguments: {
      ...everywhere("EventCount"),
      batch_size: { from: 1, to: 10_000 },
      queues: { items: 1 },
      maximum_batching_window_in_seconds: { from: 0, to: 300 },
      ...refuse("a queue has no position to start from", "starting_position", "starting_position_timestamp"),
      ...refuse("what failed stays in the broker", "destination_config"),
      ...refuse("it is for streams", ...streamsAlone, "function_response_types"),
      ...refuse("it is for SQS and Kafka", "scaling_config", "provisioned_poller_config"),
      ...refuse(
        "it is for another kind of source",
        "topics",
        "amazon_managed_kafka_event_source_config",
        "self_managed_event_source",
        "self_managed_kafka_event_source_config",
        "document_db_event_source_config",
      ),
    },
    pairs: [keyNeedsFilter],
    namedBy: ["queues"],
    access: { BASIC_AUTH: { uri: "secret" }, VIRTUAL_HOST: { uri: { test: /^/, words: "the virtual host, such as /" } } },
    accessRequired: true,
  },
  documentdb: {
    ...fourteenMinutes,
    kind: "things",
    title: "Amazon DocumentDB change stream",
    noun: "DocumentDB cluster",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html",
    // The ARNs of DocumentDB are those of RDS.
    things: {
      cluster: rdsThing("DocumentDB cluster", "cluster", "cluster's name", "rds/cluster"),
      parameter_group: rdsThing("cluster parameter group", "cluster-pg", "parameter group's name", "rds/cluster-pg"),
      subnet_group: rdsThing("subnet group", "subgrp", "subnet group's name", "rds/subgrp"),
    },
    grants: [
      [
        { actions: ["rds:DescribeDBClusters"], on: "source", why: "the poller describes the cluster" },
        {
          actions: ["rds:DescribeDBClusterParameters"],
          on: { part: "parameter_group" },
          why: "the poller reads the cluster's parameters",
        },
        { actions: ["rds:DescribeDBSubnetGroups"], on: { part: "subnet_group" }, why: "the poller finds the cluster's subnets" },
        secretGrant,
        ...networkGrants,
      ],
    ],
    kmsService: "secretsmanager",
    required: ["starting_position", "document_db_event_source_config", "source_access_configuration"],
    arguments: {
      batch_size: { from: 1, to: 10_000 },
      maximum_batching_window_in_seconds: { from: 0, to: 300 },
      starting_position: { oneOf: ["LATEST", "TRIM_HORIZON", "AT_TIMESTAMP"] },
      ...everywhere("EventCount"),
      // https://docs.aws.amazon.com/lambda/latest/api/API_DocumentDBEventSourceConfig.html
      "document_db_event_source_config.full_document": { oneOf: ["UpdateLookup", "Default"] },
      "document_db_event_source_config.database_name": {
        matches: /^[^ /.$"]+$/,
        words: 'a name without spaces and / . $ "',
        most: 63,
      },
      "document_db_event_source_config.collection_name": {
        matches: /^(?!system\.)\w[^$]*$/,
        words: "a name that begins with a letter, digit or _, and not with system.",
        most: 57,
      },
      ...refuse("a change stream has no destination for what failed", "destination_config"),
      // https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
      ...refuse("Lambda filters no change streams", "filter_criteria", "kms_key_arn"),
      ...refuse("it is for other streams", ...streamsAlone, "function_response_types"),
      ...refuse("it is for SQS and Kafka", "scaling_config", "provisioned_poller_config"),
      ...refuse(
        "it is for another kind of source",
        "topics",
        "queues",
        "amazon_managed_kafka_event_source_config",
        "self_managed_event_source",
        "self_managed_kafka_event_source_config",
      ),
    },
    pairs: [keyNeedsFilter, ...startingTime],
    namedBy: ["document_db_event_source_config.database_name", "document_db_event_source_config.collection_name"],
    access: { BASIC_AUTH: { uri: "secret" } },
    accessRequired: true,
  },
} satisfies Readonly<Record<string, PullSource>>;

/** The keys by name, for whoever writes a spec as an object. */
export type PullKey = keyof typeof entries;

export const pullSources: Readonly<Record<string, PullSource>> = entries;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html: a registry of AWS Glue is read with the role. */
function registryGrants(argument: string): readonly PollerGrant[] {
  const given = { argument, service: "glue" };
  return [
    {
      actions: ["secretsmanager:GetSecretValue"],
      on: "registry secrets",
      why: "the poller signs in to the schema registry with its secrets",
    },
    {
      actions: ["glue:GetRegistry"],
      on: { argument },
      why: "the poller reads the schema registry",
      given,
    },
    {
      actions: ["glue:GetSchemaVersion"],
      on: { argument, within: [":registry/", ":schema/"], behind: "/*" },
      why: "the poller reads the registry's schemas",
      given,
    },
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html: what every kind of source takes. */
function everywhere(...metrics: readonly string[]): Readonly<Record<string, ArgumentRule>> {
  return {
    "filter_criteria.filter.pattern": { most: 4096 },
    starting_position_timestamp: time,
    kms_key_arn: keyArn,
    // https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingMetricsConfig.html
    "metrics_config.metrics": { atMost: 3, each: { oneOf: metrics, since: kafkaMetrics } },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_KafkaSchemaRegistryConfig.html */
function kafkaConfig(argument: string): Readonly<Record<string, ArgumentRule>> {
  return {
    [`${argument}.consumer_group_id`]: {
      matches: /^[ \w\-/*:+=.@]+$/,
      words: "letters, digits and - / * : _ + = . @",
      most: 200,
    },
    [`${argument}.schema_registry_config.event_record_format`]: { oneOf: ["JSON", "SOURCE"] },
    [`${argument}.schema_registry_config.schema_validation_config.attribute`]: { oneOf: ["KEY", "VALUE"] },
  };
}

function kafkaArguments(own: string, ...others: readonly string[]): Readonly<Record<string, ArgumentRule>> {
  return {
    ...everywhere("EventCount", "ErrorCount", "KafkaMetrics"),
    ...kafkaConfig(own),
    "provisioned_poller_config.poller_group_name": { matches: /^[\w-]*$/, words: "letters, digits and - _", most: 128 },
    batch_size: { from: 1, to: 10_000 },
    topics: { items: 1 },
    maximum_batching_window_in_seconds: { from: 0, to: 300 },
    starting_position: { oneOf: ["LATEST", "TRIM_HORIZON", "AT_TIMESTAMP"] },
    "provisioned_poller_config.minimum_pollers": { from: 1, to: 200 },
    "provisioned_poller_config.maximum_pollers": { from: 1, to: 2000 },
    maximum_retry_attempts: { from: -1, to: 10_000 },
    maximum_record_age_in_seconds: { from: 60, to: 604_800, also: [-1] },
    function_response_types: { oneOf: ["ReportBatchItemFailures"] },
    ...refuse("it is for Kinesis and DynamoDB", "parallelization_factor", "tumbling_window_in_seconds"),
    ...refuse("it is for queues", "scaling_config"),
    ...refuse("it is for another kind of source", "queues", "document_db_event_source_config", ...others),
  };
}

/** A cluster alone: what a connection leads to. */
function mskClusterKind(): ArnKind {
  return { noun: "MSK cluster", fields: mskFields, forms: [mskCluster], short: false, types: ["kafka/cluster"] };
}

function rdsThing(noun: string, word: string, name: string, type: string): ArnKind {
  return {
    noun,
    fields: { Name: { name, takes: hyphened, most: 255 } },
    forms: [{ arn: `arn:\${Partition}:rds:\${Region}:\${Account}:${word}:\${Name}`, parts: { name: "Name" } }],
    short: true,
    types: [type],
  };
}

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
    ...everywhere("EventCount"),
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
