import { pulledBy } from "../../sources/pull-sources.ts";
import { isMapping, type Json, list, object, own, text } from "../read-state.ts";
import { isWord, shown } from "../text/texts.ts";
import { type Block, blockOf } from "./said-blocks.ts";
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

const kafkaGroup = "amazon_managed_kafka_event_source_config";
const documents = "document_db_event_source_config";

/** What becomes a block, or the part of one: SAM says some of their arguments without one. */
const blocks: Readonly<Record<string, Block>> = {
  AmazonManagedKafkaEventSourceConfig: { block: kafkaGroup, keys: { ConsumerGroupId: "consumer_group_id" } },
  DestinationConfig: {
    block: "destination_config",
    // Its ARN tells its type.
    keys: { OnFailure: { block: "on_failure", keys: { Destination: "destination_arn", Type: null } } },
  },
  DocumentDBEventSourceConfig: {
    block: documents,
    keys: { CollectionName: "collection_name", DatabaseName: "database_name", FullDocument: "full_document" },
  },
  FilterCriteria: {
    block: "filter_criteria",
    keys: { Filters: { block: "filter", keys: { Pattern: "pattern" }, many: true } },
  },
  MetricsConfig: { block: "metrics_config", keys: { Metrics: "metrics" } },
  ProvisionedPollerConfig: {
    block: "provisioned_poller_config",
    keys: { MaximumPollers: "maximum_pollers", MinimumPollers: "minimum_pollers", PollerGroupName: "poller_group_name" },
  },
  ScalingConfig: { block: "scaling_config", keys: { MaximumConcurrency: "maximum_concurrency" } },
  SourceAccessConfigurations: { block: "source_access_configuration", keys: { Type: "type", URI: "uri" }, many: true },
};

/** Arguments of blocks that SAM says without one. */
const withoutBlock: Readonly<Record<string, readonly [string, string]>> = {
  CollectionName: [documents, "collection_name"],
  ConsumerGroupId: [kafkaGroup, "consumer_group_id"],
  DatabaseName: [documents, "database_name"],
  FullDocument: [documents, "full_document"],
};

/** CloudFormation has it in seconds since 1970; Terraform as a time in UTC. */
const startingTime = "StartingPositionTimestamp";

const sources = ["EventSourceArn", "Queue", "Stream", "Broker", "Cluster"];

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
    const [argument, block, within] = [own(named, key), own(blocks, key), own(withoutBlock, key)];
    if (key === startingTime) Object.assign(values, timeOf(value, `${where}.${key}`, resolver));
    else if (argument !== undefined) values[argument] = value;
    else if (block !== undefined) Object.assign(values, blockOf(block, withPatterns(value), `${where}.${key}`, resolver));
    else if (within === undefined) resolver.untold.push(`${where}.${key}: it is not read`);
    else values[within[0]] = [{ ...object(list(values[within[0]])[0]), [within[1]]: value }];
  }
  return values;
}

/** The seconds of a time that a year of four digits has; none of what nobody can tell, or what is none. */
function timeOf(value: unknown, where: string, { untold }: SamFunction["resolver"]): Json {
  const seconds = isWord(value) && /^\d+(\.\d+)?$/.test(String(value)) ? Number(value) : Number.NaN;
  if (seconds >= 0 && seconds < Date.UTC(10_000, 0) / 1000)
    return { starting_position_timestamp: new Date(Math.floor(seconds) * 1000).toISOString().replace(".000Z", "Z") };
  untold.push(`${where}: nobody can tell which time it is: ${JSON.stringify(shown(value))}`);
  return {};
}

/**
 * The key of `pull` for what a value names, and the part that says what an ARN is that does not tell it; null where the template does
 * not make it.
 */
export function polledKey(value: unknown, template: Json): string | null {
  const type = typeNamed(value, template);
  const { key, names } = pulledBy(({ resources }) => Object.hasOwn(resources, type)) ?? {};
  const part = names?.resources[type];
  return key === undefined ? null : part === null ? key : `${key}.${part}`;
}

/** The type of the resource of the template that a value names; empty where it names none. */
function typeNamed(value: unknown, template: Json): string {
  const { "Fn::GetAtt": attribute, Ref: ref } = object(value);
  const [logical = ""] = Array.isArray(attribute) ? attribute.map(String) : String(attribute ?? ref).split(".");
  return text(object(own(object(template["Resources"]), logical))["Type"]) ?? "";
}

/** Filters as Lambda has them, each pattern a text of JSON; SAM takes them as mappings, too. */
function withPatterns(value: unknown): unknown {
  const { Filters: filters, ...others } = object(value);
  if (!Array.isArray(filters)) return value;
  const patterns = filters.map((one: unknown) => {
    const { Pattern: pattern } = object(one);
    return isMapping(pattern) ? { ...object(one), Pattern: JSON.stringify(pattern) } : one;
  });
  return { ...others, Filters: patterns };
}
