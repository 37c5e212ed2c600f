import type { ArgumentLimit, ArgumentPair } from "../argument-rule.ts";
import type { ArnKind, Field, Form, PullSource } from "../source.ts";
import type { PollerGrant } from "./poller.ts";
import { everywhere, failedTo, networkGrants, refusedArguments, secretGrant } from "./pull-shapes.ts";
import { dotted, hyphened, plainCharacters } from "./things.ts";

/** What Kafka's sources share, of Amazon MSK and of one's own. */

/** Ways to authenticate with Kafka that take the place of IAM. */
const authenticated = ["SASL_SCRAM_512_AUTH", "CLIENT_CERTIFICATE_TLS_AUTH"];

/** https://docs.aws.amazon.com/lambda/latest/api/API_KafkaSchemaRegistryAccessConfig.html: each is a secret. */
export const registryAccess: PullSource["access"] = {
  BASIC_AUTH: { uri: "secret" },
  CLIENT_CERTIFICATE_TLS_AUTH: { uri: "secret" },
  SERVER_ROOT_CA_CERTIFICATE: { uri: "secret" },
  // As far as is known, by the dates of the releases: the API has it since October 2026.
  OAUTHBEARER_AUTH: { uri: "secret", since: "6.70" },
};

/**
 * Tokens, of an identity provider or of the role itself, and IAM's signature, for a Kafka that Lambda does not manage. As far as is
 * known, by the dates of the releases, hashicorp/aws has them since the version here.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
 */
export const tokenAccess: PullSource["access"] = {
  OAUTHBEARER_AUTH: { uri: "secret", since: "6.70" },
  OAUTHBEARER_SCOPE: { uri: text("the scope"), beside: ["OAUTHBEARER_AUTH"], since: "6.70" },
  OAUTHBEARER_AUDIENCE: { uri: text("the audience"), beside: ["OAUTHBEARER_AUTH", "IAM_OAUTHBEARER_AUTH"], since: "6.70" },
  OAUTHBEARER_LOGICAL_CLUSTER: { uri: text("the cluster's id"), beside: ["OAUTHBEARER_AUTH"], since: "6.70" },
  OAUTHBEARER_IDENTITY_POOL: { uri: text("the identity pool's id"), beside: ["OAUTHBEARER_AUTH"], since: "6.70" },
  IAM_AUTH: { uri: "none", since: "6.70" },
  IAM_OAUTHBEARER_AUTH: {
    uri: "none",
    beside: ["OAUTHBEARER_AUDIENCE"],
    excludes: ["OAUTHBEARER_AUTH", "OAUTHBEARER_SCOPE", "OAUTHBEARER_LOGICAL_CLUSTER", "OAUTHBEARER_IDENTITY_POOL"],
    since: "6.70",
  },
};

function text(words: string) {
  return { test: /./, words };
}

/**
 * A topic of the same cluster: https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html
 * What a topic may be called: https://docs.aws.amazon.com/lambda/latest/api/API_OnFailure.html
 */
export const topicDestination = {
  scheme: "kafka://",
  // https://github.com/hashicorp/terraform-provider-aws/pull/45802
  since: "6.28",
  name: "topic name",
  takes: { ...dotted, words: "letters, digits and . _ -" },
  most: 249,
} as const;

/** Of Kafka's mappings, only those with provisioned pollers take these. */
export function provisioned(): readonly ArgumentPair[] {
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
export const mskCluster: Form = {
  arn: "arn:${Partition}:kafka:${Region}:${Account}:cluster/${ClusterName}/${Uuid}",
  parts: { cluster: "ClusterName", uuid: "Uuid" },
};

export const mskFields: Readonly<Record<string, Field>> = {
  ClusterName: { name: "cluster name", takes: hyphened, most: 64 },
  Uuid: { name: "cluster's UUID", takes: plainCharacters, most: 64 },
};

/** What the poller does with a cluster: with the source itself, or with what a connection leads to. */
export function mskGrants(cluster: "source" | { readonly part: string }): readonly PollerGrant[] {
  return [
    // kafka:DescribeCluster does not answer for serverless clusters.
    { actions: ["kafka:DescribeClusterV2"], on: cluster, why: "the poller describes the cluster" },
    { actions: ["kafka:GetBootstrapBrokers"], on: "*", why: "the poller finds the brokers; AWS cannot scope this action" },
    ...networkGrants,
    ...signedGrants("amazon_managed_kafka_event_source_config", { without: authenticated }, cluster),
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

/** What the poller does with a cluster of MSK that it signs in to by IAM; `config` is the block with its consumer group. */
export function signedGrants(
  config: string,
  when: Pick<PollerGrant, "using" | "without">,
  cluster: "source" | { readonly part: string },
): readonly PollerGrant[] {
  const part = cluster === "source" ? {} : cluster;
  return [
    {
      actions: ["kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"],
      on: cluster,
      why: "the poller connects by IAM",
      ...when,
    },
    {
      actions: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
      on: { swap: [":cluster/", ":group/"], behind: `${config}.consumer_group_id`, ...part },
      why: "the poller joins its consumer group",
      ...when,
    },
    {
      actions: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
      on: { swap: [":cluster/", ":topic/"], behind: "topics", ...part },
      why: "the poller reads the topic",
      ...when,
    },
    {
      actions: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
      on: { swap: [":cluster/", ":topic/"], behind: failedTo, ...part },
      why: "the poller writes what failed to its topic",
      ...when,
      given: { argument: failedTo, begins: topicDestination.scheme },
    },
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-consume-kafka-events.html: a registry of AWS Glue is read with the role. */
export function registryGrants(argument: string): readonly PollerGrant[] {
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

/** https://docs.aws.amazon.com/lambda/latest/api/API_KafkaSchemaRegistryConfig.html */
function kafkaConfig(argument: string): Readonly<Record<string, ArgumentLimit>> {
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

/** What AWS takes of the arguments of Kafka's mappings: `own` configures this kind, `others` are for other kinds. */
export function kafkaArguments(own: string, ...others: readonly string[]): Readonly<Record<string, ArgumentLimit>> {
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
    ...refusedArguments("it is for Kinesis and DynamoDB", "parallelization_factor", "tumbling_window_in_seconds"),
    ...refusedArguments("it is for queues", "scaling_config"),
    ...refusedArguments("it is for another kind of source", "queues", "document_db_event_source_config", ...others),
  };
}

/** A cluster alone: what a connection leads to. */
export function mskClusterKind(): ArnKind {
  return { noun: "MSK cluster", fields: mskFields, forms: [mskCluster], short: false, types: ["kafka/cluster"] };
}
