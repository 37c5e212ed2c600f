import { pulledBy, pullSources } from "../../sources/pull-sources.ts";
import { argumentsOfResource } from "../../spec/language/terraform-arguments.ts";
import { type Part, type Told, told } from "../draft.ts";
import { type Existing, qualifierOf } from "../existing.ts";
import type { StateIndex } from "../found/state-index.ts";
import { list, object, type StateResource, text } from "../read-state.ts";
import { beginsWithExpression, hasExpression } from "../text/texts.ts";
import { saidArguments } from "./said-arguments.ts";

/** What not every source takes: of the others the state holds zeros there. */
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
export function pullPart(existing: Existing, own: string | null, state: StateIndex): Part {
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
    const source = sourceOf(mapping, state, findings);
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

/** What a mapping polls, as an entry says it; null where none does. */
function sourceOf({ address, values, polls }: StateResource, state: StateIndex, findings: Told[]): object | null {
  const endpoints = object(object(list(values["self_managed_event_source"])[0])["endpoints"]);
  const servers = text(endpoints["KAFKA_BOOTSTRAP_SERVERS"]);
  if (servers !== null) return { kafka: { bootstrap_servers: servers.split(",") } };
  const arn = text(values["event_source_arn"]);
  const [, , service = ""] = arn?.split(":") ?? [];
  const [key, part] = (polls ?? pulledBy((names) => names.arn === service)?.key)?.split(".") ?? [];
  if (arn === null || key === undefined) return null;
  if (key === "documentdb") return { documentdb: documentsOf(arn, address, state, findings) };
  return { [key]: part !== undefined && beginsWithExpression(arn) ? { [part]: arn } : arn };
}

/** The poller looks at what a cluster is made with, too, which the cluster itself tells; without it, the compiler refuses the entry. */
function documentsOf(arn: string, from: string, state: StateIndex, findings: Told[]): object {
  const cluster = state.at(arn).find(({ type, values }) => type === "aws_docdb_cluster" && values["arn"] === arn)?.values;
  const named = (attribute: string) => {
    const name = text(cluster?.[attribute]);
    // An expression alone would be an ARN.
    return name !== null && hasExpression(name) ? { name } : name;
  };
  const [parameters, subnets] = [named("db_cluster_parameter_group_name"), named("db_subnet_group_name")];
  if (parameters !== null && subnets !== null) return { cluster: arn, parameter_group: parameters, subnet_group: subnets };
  findings.push(told("note", from, `what was read does not tell the parameter_group and the subnet_group of the cluster ${arn}`));
  return { cluster: arn };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_event_source_mapping */
function defaultsOf(values: StateResource["values"], source: object): Readonly<Record<string, unknown>> {
  const [key = ""] = Object.keys(source);
  // No record is that young, and no shard is read by nobody: such zeros are the state's own.
  const zeroOr = (name: string, value: number) => (values[name] === 0 ? 0 : value);
  return {
    enabled: true,
    batch_size: key === "sqs" ? 10 : 100,
    maximum_batching_window_in_seconds: 0,
    maximum_retry_attempts: -1,
    maximum_record_age_in_seconds: zeroOr("maximum_record_age_in_seconds", -1),
    parallelization_factor: zeroOr("parallelization_factor", 1),
    tumbling_window_in_seconds: 0,
    ...Object.fromEntries(ofStreams.filter((name) => !isTaken(key, name, values)).map((name) => [name, values[name]])),
  };
}

/** Whether a source takes an argument: for itself, and beside what else the mapping says. */
function isTaken(key: string, name: string, values: StateResource["values"]): boolean {
  const { arguments: limits = {}, pairs = [] } = pullSources[key] ?? {};
  const limit = limits[name];
  if (limit !== undefined && "refused" in limit) return false;
  return pairs.every(
    ({ argument, needs }) => argument !== name || needs === undefined || list(values[needs.argument]).length > 0,
  );
}
