import {
  kafkaArguments,
  mskCluster,
  mskClusterKind,
  mskFields,
  mskGrants,
  provisioned,
  registryAccess,
  registryGrants,
  signedGrants,
  tokenAccess,
  topicDestination,
} from "./shapes/kafka-shapes.ts";
import {
  docdbThing,
  everywhere,
  filterOf,
  fourteenMinutes,
  keyNeedsFilter,
  networkGrants,
  ninetyOnInstances,
  notForThis,
  readStream,
  refusedArguments,
  secretGrant,
  startingTime,
  streamArguments,
  streamsAlone,
  unauthenticated,
} from "./shapes/pull-shapes.ts";
import { characters, dotted, hyphened, plainCharacters, queue } from "./shapes/things.ts";
import type { OtherNames, PullSource } from "./source.ts";

/** Every kind of source that the Lambda service polls with the function's execution role: the keys of `pull`. */
const entries = {
  sqs: {
    ...queue(),
    ...unauthenticated,
    kind: "arn",
    title: "SQS queue",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    called: {
      arn: "sqs",
      iam: "sqs",
      event: "SQS",
      policy: "AWSLambdaSQSQueueExecutionRole",
      resources: { "AWS::SQS::Queue": null },
    },
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
    // https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
    batches: { most: 10, neverOf: { suffix: ".fifo", noun: "FIFO queue" } },
    required: [],
    arguments: {
      batch_size: { from: 1, to: 10_000 },
      maximum_batching_window_in_seconds: { from: 0, to: 300 },
      "scaling_config.maximum_concurrency": { from: 2, to: 1000 },
      "provisioned_poller_config.minimum_pollers": { from: 2, to: 200 },
      // https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html
      "provisioned_poller_config.maximum_pollers": {
        from: 2,
        to: 10_000,
        // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping
        beyond: {
          over: 2000,
          message: "Lambda takes up to 10,000, and no hashicorp/aws that is known here takes more than 2000: the plan fails",
          hint: "write 2000 until one does",
        },
      },
      ...refusedArguments("it is for Kafka", "provisioned_poller_config.poller_group_name"),
      ...everywhere("EventCount"),
      function_response_types: { oneOf: ["ReportBatchItemFailures"] },
      ...refusedArguments("a queue has no position to start from", "starting_position", "starting_position_timestamp"),
      ...refusedArguments("a queue sends what fails to the dead-letter queue of its redrive policy", "destination_config"),
      ...refusedArguments(
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
    called: {
      arn: "kinesis",
      iam: "kinesis",
      event: "Kinesis",
      policy: "AWSLambdaKinesisExecutionRole",
      resources: { "AWS::Kinesis::Stream": null, "AWS::Kinesis::StreamConsumer": "consumer" },
    },
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
        told: { by: "consumer", noun: "consumer of a Kinesis stream" },
      },
    ],
    short: true,
    types: ["kinesis/stream", "kinesis/consumer"],
    assumedForm: 0,
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
      ...filterOf(
        "data",
        ["kinesis", "partitionKey", "sequenceNumber", "kinesisSchemaVersion", "approximateArrivalTimestamp", "invokeIdentityArn"],
        "https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html",
      ),
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
    called: {
      arn: "dynamodb",
      iam: "dynamodb",
      event: "DynamoDB",
      policy: "AWSLambdaDynamoDBExecutionRole",
      resources: { "AWS::DynamoDB::Table": null, "AWS::DynamoDB::GlobalTable": null },
    },
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
      ...filterOf("dynamodb", ["userIdentity"], "https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html"),
      starting_position: { oneOf: ["LATEST", "TRIM_HORIZON"] },
      ...refusedArguments("a DynamoDB stream cannot start at a time", "starting_position_timestamp"),
    },
    pairs: [keyNeedsFilter],
  },
  msk: {
    ...ninetyOnInstances,
    kind: "arn",
    title: "Amazon MSK cluster, or a connection to one of another account",
    noun: "MSK cluster",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html",
    called: {
      arn: "kafka",
      iam: "kafka-cluster",
      event: "MSK",
      policy: "AWSLambdaMSKExecutionRole",
      resources: { "AWS::MSK::Cluster": null, "AWS::MSK::ServerlessCluster": null },
    },
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
    apartBy: ["amazon_managed_kafka_event_source_config.consumer_group_id"],
    access: { SASL_SCRAM_512_AUTH: { uri: "secret" }, CLIENT_CERTIFICATE_TLS_AUTH: { uri: "secret" } },
    accessRequired: false,
    registry: { argument: "amazon_managed_kafka_event_source_config.schema_registry_config", access: registryAccess },
    topicDestination,
    assumedForm: 0,
    connection: { form: 1, to: mskClusterKind() },
  },
  kafka: {
    ...ninetyOnInstances,
    kind: "servers",
    title: "Self-managed Apache Kafka",
    noun: "Kafka cluster",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html",
    called: { iam: "kafka-cluster", resources: {} },
    grants: [
      [
        secretGrant,
        // https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
        ...signedGrants("self_managed_kafka_event_source_config", { using: ["IAM_AUTH"] }, { part: "cluster" }),
        {
          actions: ["sts:GetWebIdentityToken"],
          on: "*",
          why: "the poller signs in with a token of the role; AWS cannot scope this action",
          using: ["IAM_OAUTHBEARER_AUTH"],
        },
        ...networkGrants.map((grant) => ({ ...grant, using: ["VPC_SUBNET", "VPC_SECURITY_GROUP"] })),
        ...registryGrants("self_managed_kafka_event_source_config.schema_registry_config.schema_registry_uri"),
      ],
    ],
    kmsService: "secretsmanager",
    required: ["starting_position", "topics"],
    arguments: {
      ...kafkaArguments("self_managed_kafka_event_source_config", "amazon_managed_kafka_event_source_config"),
      ...refusedArguments("the value of `kafka` names the servers", "self_managed_event_source"),
    },
    pairs: [keyNeedsFilter, ...startingTime, ...provisioned()],
    namedBy: ["topics"],
    apartBy: ["self_managed_kafka_event_source_config.consumer_group_id"],
    access: {
      SASL_SCRAM_512_AUTH: { uri: "secret" },
      SASL_SCRAM_256_AUTH: { uri: "secret" },
      BASIC_AUTH: { uri: "secret" },
      CLIENT_CERTIFICATE_TLS_AUTH: { uri: "secret" },
      SERVER_ROOT_CA_CERTIFICATE: { uri: "secret" },
      VPC_SUBNET: { uri: { test: /^subnet:/, words: "subnet:SUBNET_ID" }, beside: ["VPC_SECURITY_GROUP"] },
      VPC_SECURITY_GROUP: {
        uri: { test: /^security_group:/, words: "security_group:SECURITY_GROUP_ID" },
        beside: ["VPC_SUBNET"],
      },
      ...tokenAccess,
    },
    accessRequired: false,
    clusterOf: { access: "IAM_AUTH", to: mskClusterKind() },
    registry: { argument: "self_managed_kafka_event_source_config.schema_registry_config", access: registryAccess },
    topicDestination,
  },
  mq: {
    ...fourteenMinutes,
    kind: "arn",
    title: "Amazon MQ broker",
    noun: "MQ broker",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html",
    called: { arn: "mq", iam: "mq", event: "MQ", resources: { "AWS::AmazonMQ::Broker": null } },
    fields: {
      BrokerName: { name: "broker name", takes: plainCharacters, most: 50 },
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
      ...refusedArguments("a queue has no position to start from", "starting_position", "starting_position_timestamp"),
      ...refusedArguments("what failed stays in the broker", "destination_config"),
      ...refusedArguments("it is for streams", ...streamsAlone, "function_response_types"),
      ...refusedArguments("it is for SQS and Kafka", "scaling_config", "provisioned_poller_config"),
      ...refusedArguments(
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
    engines: {
      activemq: { lacks: { VIRTUAL_HOST: "ActiveMQ has no virtual hosts" }, instead: "rabbitmq" },
      rabbitmq: { lacks: {}, instead: "activemq" },
    },
  },
  documentdb: {
    ...fourteenMinutes,
    kind: "things",
    title: "Amazon DocumentDB change stream",
    noun: "DocumentDB cluster",
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html",
    called: { arn: "rds", iam: "rds", event: "DocumentDB", resources: { "AWS::DocDB::DBCluster": null } },
    things: {
      cluster: docdbThing("cluster", hyphened, 63),
      // default.docdb5.0 is AWS's own.
      parameter_group: docdbThing("cluster-pg", dotted),
      // https://docs.aws.amazon.com/documentdb/latest/developerguide/API_CreateDBSubnetGroup.html
      subnet_group: docdbThing("subgrp", characters(/^[A-Za-z0-9._ -]*$/, "letters, digits, spaces and . - _")),
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
      // Filters and their key among them. One page of AWS lists them for this source, the other does not list it; a real account decides:
      // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-documentdb.html
      // https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
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
      ...refusedArguments("a change stream has no destination for what failed", "destination_config"),
      ...refusedArguments("it is for other streams", ...streamsAlone, "function_response_types"),
      ...refusedArguments("it is for SQS and Kafka", "scaling_config", "provisioned_poller_config"),
      ...refusedArguments(
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

/**
 * A source by what others call it, with its key; null where none is called so.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export function pulledBy(is: (names: OtherNames) => boolean): { readonly key: string; readonly names: OtherNames } | null {
  const [key, source] = Object.entries(pullSources).find(([, { called }]) => is(called)) ?? [];
  return key === undefined || source === undefined ? null : { key, names: source.called };
}
