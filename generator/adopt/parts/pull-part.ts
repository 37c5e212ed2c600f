import { pulledBy } from "../../sources/pull-sources.ts";
import { argumentsOfResource } from "../../spec/language/terraform-arguments.ts";
import { type Part, type Told, told } from "../draft.ts";
import { type Existing, qualifierOf } from "../existing.ts";
import { list, object, type StateResource, text } from "../read-state.ts";
import { beginsWithExpression } from "../text/texts.ts";
import { saidArguments } from "./said-arguments.ts";

/** What only streams read, and Kafka in provisioned mode: of all else the state holds zeros there. */
const ofStreams = [
  "maximum_retry_attempts",
  "maximum_record_age_in_seconds",
  "parallelization_factor",
  "tumbling_window_in_seconds",
];

const mappingArguments = argumentsOfResource("aws_lambda_event_source_mapping", [
  "event_source_arn",
  "function_name",
  "region",
  "self_managed_event_source",
  "timeouts",
]);

/** What Lambda polls for the function → `pull`. */
export function pullPart(existing: Existing, own: string | null): Part {
  const findings: Told[] = [];
  const entries = existing.mappings.flatMap((mapping) => {
    const { address, values, sensitive } = mapping;
    const qualifier = qualifierOf(mapping, existing);
    if (qualifier !== null && qualifier !== own) {
      findings.push(
        told(
          "left-out",
          address,
          `it polls for ${qualifier}, and other callers for something else: say function.qualifier by hand`,
        ),
      );
      return [];
    }
    const source = sourceOf(mapping);
    if (source === null) {
      findings.push(
        told(
          "left-out",
          address,
          `it polls ${text(values["event_source_arn"]) ?? "something that has no name here"}, and no key says that`,
        ),
      );
      return [];
    }
    const { arguments: given } = saidArguments(values, sensitive, mappingArguments, defaultsOf(values, source));
    // `enabled: false` says something, unlike other flags.
    const off = values["enabled"] === false ? { enabled: false } : {};
    return [{ from: address, says: { ...source, ...given, ...off } }];
  });
  return { entries, findings };
}

function sourceOf({ values, polls }: StateResource): Readonly<Record<string, unknown>> | null {
  const endpoints = object(object(list(values["self_managed_event_source"])[0])["endpoints"]);
  const servers = text(endpoints["KAFKA_BOOTSTRAP_SERVERS"]);
  if (servers !== null) return { kafka: { bootstrap_servers: servers.split(",") } };
  const arn = text(values["event_source_arn"]);
  const [, , service = ""] = arn?.split(":") ?? [];
  const [key, part] = (polls ?? pulledBy((names) => names.arn === service)?.key)?.split(".") ?? [];
  if (arn === null || key === undefined) return null;
  return { [key]: part !== undefined && beginsWithExpression(arn) ? { [part]: arn } : arn };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping */
function defaultsOf(values: StateResource["values"], source: object): Readonly<Record<string, unknown>> {
  const readsThem = "kinesis" in source || "dynamodb" in source || list(values["provisioned_poller_config"]).length > 0;
  return {
    enabled: true,
    batch_size: "sqs" in source ? 10 : 100,
    maximum_batching_window_in_seconds: 0,
    maximum_retry_attempts: -1,
    maximum_record_age_in_seconds: -1,
    parallelization_factor: 1,
    tumbling_window_in_seconds: 0,
    ...(!readsThem && Object.fromEntries(ofStreams.map((name) => [name, values[name]]))),
  };
}
