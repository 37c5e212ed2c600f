import { type Json, list, object } from "../read-state.ts";
import { Expression, type Resolver } from "./resolve.ts";

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

const sources = ["Queue", "Stream", "Broker", "Cluster"];

/** Null where it cannot be told what is polled. */
export function mappingValues(said: Json, where: string, resolver: Resolver): Json | null {
  const source = Object.entries(said).find(([key]) => sources.includes(key))?.[1];
  const arn = resolver.textOf(source, where);
  if (arn === undefined) return null;
  const values: Record<string, unknown> = { event_source_arn: arn };
  for (const [key, given] of Object.entries(said)) {
    if (sources.includes(key)) continue;
    const value = resolver.of(given, `${where}.${key}`);
    if (value === undefined) continue;
    const argument = Object.hasOwn(named, key) ? named[key] : undefined;
    if (argument !== undefined && !(value instanceof Expression)) values[argument] = value;
    else if (key === "FilterCriteria")
      values["filter_criteria"] = [
        { filter: list(object(value)["Filters"]).map((one) => ({ pattern: patternOf(object(one)["Pattern"]) })) },
      ];
    else if (key === "ScalingConfig") values["scaling_config"] = [{ maximum_concurrency: object(value)["MaximumConcurrency"] }];
    else if (key === "DestinationConfig") {
      const { Destination: to } = object(object(value)["OnFailure"]);
      const text = to instanceof Expression ? to.text : to;
      values["destination_config"] = [{ on_failure: [{ destination_arn: text }] }];
    } else resolver.untold.push(`${where}.${key}: it is not read`);
  }
  return values;
}

function patternOf(pattern: unknown): string {
  return typeof pattern === "string" ? pattern : JSON.stringify(pattern);
}
