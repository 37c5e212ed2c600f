import { type Json, list, object, text } from "../read-state.ts";
import type { SamFunction } from "./sam-function.ts";

/** What an event that is polled says → the arguments of its mapping. */

/** SAM's names, in Terraform's words: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
const named: Readonly<Record<string, string>> = {
  BatchSize: "batch_size",
  BisectBatchOnFunctionError: "bisect_batch_on_function_error",
  Enabled: "enabled",
  FunctionResponseTypes: "function_response_types",
  KmsKeyArn: "kms_key_arn",
  MaximumBatchingWindowInSeconds: "maximum_batching_window_in_seconds",
  MaximumRecordAgeInSeconds: "maximum_record_age_in_seconds",
  MaximumRetryAttempts: "maximum_retry_attempts",
  ParallelizationFactor: "parallelization_factor",
  Queues: "queues",
  StartingPosition: "starting_position",
  Topics: "topics",
  TumblingWindowInSeconds: "tumbling_window_in_seconds",
};

/** What becomes a block: SAM says some of their arguments without one. */
const blocks: Readonly<Record<string, (said: Json, value: unknown) => Json>> = {
  AmazonManagedKafkaEventSourceConfig: (said) => kafkaGroup(said["ConsumerGroupId"]),
  CollectionName: (_, value) => ({ collection_name: value }),
  ConsumerGroupId: (_, value) => kafkaGroup(value),
  DatabaseName: (_, value) => ({ database_name: value }),
  DestinationConfig: (said) => ({
    destination_config: [{ on_failure: [{ destination_arn: object(said["OnFailure"])["Destination"] }] }],
  }),
  DocumentDBEventSourceConfig: (said) => ({
    collection_name: said["CollectionName"],
    database_name: said["DatabaseName"],
    full_document: said["FullDocument"],
  }),
  FilterCriteria: (said) => ({
    filter_criteria: [{ filter: list(said["Filters"]).map((one) => ({ pattern: patternOf(object(one)["Pattern"]) })) }],
  }),
  FullDocument: (_, value) => ({ full_document: value }),
  ProvisionedPollerConfig: (said) => ({
    provisioned_poller_config: [{ maximum_pollers: said["MaximumPollers"], minimum_pollers: said["MinimumPollers"] }],
  }),
  ScalingConfig: (said) => ({ scaling_config: [{ maximum_concurrency: said["MaximumConcurrency"] }] }),
  SourceAccessConfigurations: (_, value) => ({
    source_access_configuration: list(value).map((one) => ({ type: object(one)["Type"], uri: object(one)["URI"] })),
  }),
};

function kafkaGroup(id: unknown): Json {
  return { amazon_managed_kafka_event_source_config: [{ consumer_group_id: id }] };
}

const sources = ["EventSourceArn", "Queue", "Stream", "Broker", "Cluster"];
const ofDocuments = ["collection_name", "database_name", "full_document"];

/** What a mapping says; null where it cannot be told what is polled. */
export function mappingValues(said: Json, where: string, { resolver }: SamFunction): Json | null {
  const source = Object.entries(said).find(([key]) => sources.includes(key))?.[1];
  const before = resolver.untold.length;
  const arn = resolver.textOf(source, where);
  if (arn === undefined) {
    if (resolver.untold.length === before) resolver.untold.push(`${where}: nobody can tell what is polled`);
    return null;
  }
  const values: Record<string, unknown> = { event_source_arn: arn };
  for (const [key, given] of Object.entries(said)) {
    if (sources.includes(key)) continue;
    const value = resolver.of(given, `${where}.${key}`);
    if (value === undefined) continue;
    const argument = Object.hasOwn(named, key) ? named[key] : undefined;
    const block = Object.hasOwn(blocks, key) ? blocks[key] : undefined;
    if (argument !== undefined) values[argument] = value;
    else if (block !== undefined) Object.assign(values, block(object(value), value));
    else resolver.untold.push(`${where}.${key}: it is not read`);
  }
  const { collection_name, database_name, full_document, ...others } = values;
  const documents = Object.keys(values).some((key) => ofDocuments.includes(key))
    ? { document_db_event_source_config: [{ collection_name, database_name, full_document }] }
    : {};
  return { ...others, ...documents };
}

/** What is polled by the type of the resource that a value names, as a key of `pull`: its ARN may be a variable that does not tell it. */
const keysOfTypes: Readonly<Record<string, string>> = {
  "AWS::AmazonMQ::Broker": "mq",
  "AWS::DocDB::DBCluster": "documentdb",
  "AWS::DynamoDB::GlobalTable": "dynamodb",
  "AWS::DynamoDB::Table": "dynamodb",
  "AWS::Kinesis::Stream": "kinesis",
  "AWS::Kinesis::StreamConsumer": "kinesis.consumer",
  "AWS::MSK::Cluster": "msk",
  "AWS::MSK::ServerlessCluster": "msk",
  "AWS::SQS::Queue": "sqs",
};

/**
 * The key of `pull` for what a value names, and the part that says what an ARN is that does not tell it; null where the template does
 * not make it.
 */
export function polledKey(value: unknown, template: Json): string | null {
  const type = typeNamed(value, template);
  return Object.hasOwn(keysOfTypes, type) ? (keysOfTypes[type] ?? null) : null;
}

/** The type of the resource of the template that a value names; empty where it names none. */
function typeNamed(value: unknown, template: Json): string {
  const { "Fn::GetAtt": attribute, Ref: ref } = object(value);
  const [logical = ""] = Array.isArray(attribute) ? attribute.map(String) : String(attribute ?? ref).split(".");
  return text(object(object(template["Resources"])[logical])["Type"]) ?? "";
}

function patternOf(pattern: unknown): unknown {
  return typeof pattern === "string" ? pattern : JSON.stringify(pattern);
}
