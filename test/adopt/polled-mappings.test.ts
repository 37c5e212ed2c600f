import { describe, expect, it } from "vitest";
import { type Adopted, adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";
import { compile } from "../../generator/compile.ts";

/** Old mappings as a state has them, with zeros and empty lists where AWS says nothing: each is one entry of `pull`. */

const resource = (address: string, values: StateResource["values"]): StateResource => ({
  address,
  mode: "managed",
  type: address.split(".")[0] ?? "",
  values,
  sensitive: {},
});
const arn = "arn:aws:lambda:eu-west-1:123456789012:function:one";
const base = [
  resource("aws_lambda_function.one", {
    arn,
    function_name: "one",
    runtime: "python3.13",
    handler: "a.b",
    filename: "f.zip",
    role: "arn:aws:iam::123456789012:role/one",
  }),
  resource("aws_iam_role.one", { arn: "arn:aws:iam::123456789012:role/one", name: "one" }),
];

function mapping(name: string, values: StateResource["values"]): StateResource {
  return resource(`aws_lambda_event_source_mapping.${name}`, {
    amazon_managed_kafka_event_source_config: [],
    bisect_batch_on_function_error: false,
    destination_config: [],
    document_db_event_source_config: [],
    enabled: true,
    filter_criteria: [],
    function_arn: arn,
    function_name: arn,
    function_response_types: [],
    kms_key_arn: "",
    maximum_batching_window_in_seconds: 0,
    maximum_record_age_in_seconds: 0,
    maximum_retry_attempts: 0,
    metrics_config: [],
    parallelization_factor: 0,
    provisioned_poller_config: [],
    queues: [],
    scaling_config: [],
    self_managed_event_source: [],
    self_managed_kafka_event_source_config: [],
    source_access_configuration: [],
    starting_position: "",
    starting_position_timestamp: "",
    topics: [],
    tumbling_window_in_seconds: 0,
    uuid: `uuid-${name}`,
    ...values,
  });
}

function adopted(...more: readonly StateResource[]) {
  const all = adoptFunctions([...base, ...more]);
  const functions = all.stacks.flatMap((stack) => stack.functions);
  const { spec = "", landing } = functions[0] ?? {};
  return {
    spec,
    settings: all.stacks[0]?.settings ?? "",
    pull: pullOf(all),
    report: printAdopted(all),
    blocks: adoptBlocks(functions, "state"),
    moves: (landing?.moves ?? []).filter(({ from }) => from.startsWith("aws_lambda_event_source_mapping.")),
  };
}

function ofTemplate(resources: string, event: string) {
  const template = `
Resources:
${resources}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: fn
      Runtime: python3.13
      Handler: a.b
      Events:
        E:
          ${event}
`;
  const given = readGiven(template, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources: null });
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  return { pull: pullOf(all), report: printAdopted(all) };
}

function pullOf({ stacks }: Adopted): string {
  const spec = stacks[0]?.functions[0]?.spec ?? "";
  return /^pull:\n((?: .*\n)+)/m.exec(spec)?.[1] ?? "";
}

const group = [{ consumer_group_id: "orders", schema_registry_config: [] }];
const cluster = "arn:aws:kafka:eu-west-1:123456789012:cluster/c/11111111-1111-1111-1111-111111111111-1";

describe("a mapping in provisioned mode", () => {
  it("of a queue says its pollers alone", () => {
    const { pull, report, blocks } = adopted(
      mapping("queue", {
        event_source_arn: "arn:aws:sqs:eu-west-1:123456789012:jobs",
        batch_size: 10,
        provisioned_poller_config: [{ minimum_pollers: 2, maximum_pollers: 20, poller_group_name: "" }],
      }),
    );
    expect(pull).toBe(`  - sqs: arn:aws:sqs:eu-west-1:123456789012:jobs
    provisioned_poller_config:
      maximum_pollers: 20
      minimum_pollers: 2
`);
    expect(report).not.toContain("left out");
    expect(blocks).toContain('"uuid-queue"');
    expect(blocks).not.toContain("goes: aws_lambda_event_source_mapping");
  });

  it.each([
    ["as many as AWS makes by itself", -1, -1, ""],
    ["none at all", 0, 0, "    maximum_retry_attempts: 0\n"],
    ["some", 4, 600, "    maximum_record_age_in_seconds: 600\n    maximum_retry_attempts: 4\n"],
  ])("of Kafka says its retries: %s", (_, retries, age, said) => {
    const { pull, report } = adopted(
      mapping("topic", {
        amazon_managed_kafka_event_source_config: group,
        event_source_arn: cluster,
        batch_size: 100,
        maximum_record_age_in_seconds: age,
        maximum_retry_attempts: retries,
        provisioned_poller_config: [{ minimum_pollers: 1, maximum_pollers: 5, poller_group_name: "" }],
        starting_position: "LATEST",
        topics: ["orders"],
      }),
    );
    expect(report).not.toContain("left out");
    expect(pull).toContain("minimum_pollers: 1\n");
    expect((pull.match(/^ {4}maximum_.*\n/gm) ?? []).sort().join("")).toBe(said);
  });
});

describe("zeros of a state", () => {
  it("say nothing of Kafka without provisioned pollers, nor of a broker", () => {
    const { pull, report } = adopted(
      mapping("topic", {
        amazon_managed_kafka_event_source_config: group,
        event_source_arn: cluster,
        batch_size: 100,
        starting_position: "LATEST",
        topics: ["orders"],
      }),
      mapping("broker", {
        event_source_arn: "arn:aws:mq:eu-west-1:123456789012:broker:b:b-0b1c2d3e-1111-2222-3333-444455556666",
        batch_size: 100,
        queues: ["jobs"],
        source_access_configuration: [
          { type: "BASIC_AUTH", uri: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf" },
        ],
      }),
    );
    expect(report).not.toContain("left out");
    expect(pull).not.toMatch(/maximum_|parallelization|tumbling/);
    expect(pull.match(/^ {2}- /gm)).toHaveLength(2);
  });

  it("are what a stream says of its retries, but for an age and a factor that there are none of", () => {
    const { pull } = adopted(
      mapping("stream", {
        event_source_arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/s",
        batch_size: 100,
        starting_position: "LATEST",
      }),
    );
    expect(pull).toBe(`  - kinesis: arn:aws:kinesis:eu-west-1:123456789012:stream/s
    maximum_retry_attempts: 0
    starting_position: LATEST
`);
  });
});

describe("mappings that poll alike", () => {
  const started = { batch_size: 100, starting_position: "LATEST", topics: ["orders"] };
  const served = (name: string, servers: string, consumer_group_id = "orders") =>
    mapping(name, {
      ...started,
      self_managed_event_source: [{ endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } }],
      self_managed_kafka_event_source_config: [{ consumer_group_id, schema_registry_config: [] }],
      source_access_configuration: [{ type: "BASIC_AUTH", uri: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf" }],
    });
  const grouped = (name: string, consumer_group_id: string) =>
    mapping(name, {
      ...started,
      amazon_managed_kafka_event_source_config: [{ consumer_group_id, schema_registry_config: [] }],
      event_source_arn: cluster,
    });
  const documents = (name: string, collection_name: string) =>
    mapping(name, {
      batch_size: 100,
      document_db_event_source_config: [{ collection_name, database_name: "shop", full_document: "" }],
      event_source_arn: "arn:aws:rds:eu-west-1:123456789012:cluster:docs",
      source_access_configuration: [{ type: "BASIC_AUTH", uri: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf" }],
      starting_position: "LATEST",
    });
  const docs = resource("aws_docdb_cluster.docs", {
    arn: "arn:aws:rds:eu-west-1:123456789012:cluster:docs",
    db_cluster_parameter_group_name: "default.docdb5.0",
    db_subnet_group_name: "private",
  });

  it.each([
    ["servers", served("green", "green-2:9092,green-1:9092"), served("blue", "blue:9092")],
    ["groups of own servers", served("green", "one:9092", "green"), served("blue", "one:9092", "blue")],
    ["groups of a cluster", grouped("green", "green"), grouped("blue", "blue")],
    ["collections", documents("green", "green"), documents("blue", "blue")],
    ["a collection and all", documents("green", ""), documents("blue", "blue")],
  ])("are told apart by their %s, and each is imported once", (_, ...both) => {
    const { spec, settings, pull, blocks, moves } = adopted(...both, docs);
    expect(pull.match(/^ {2}- /gm)).toHaveLength(2);
    const { stacks } = compile({
      rootName: "adopted",
      specs: [{ path: "one.yaml", file: "one.yaml", text: spec }],
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
    });
    const made = stacks.flatMap(({ functions }) => functions).flatMap(({ mappings }) => mappings);
    expect(moves.map(({ id }) => id).sort()).toEqual(["uuid-blue", "uuid-green"]);
    for (const { from, to, id } of moves) {
      expect(from.replace("aws_lambda_event_source_mapping.", "uuid-")).toBe(id);
      const same = made.find(({ label }) => to === `aws_lambda_event_source_mapping.${label}`);
      expect(JSON.stringify(same?.arguments).includes('"text":"blue')).toBe(id === "uuid-blue");
    }
    expect(blocks).not.toContain("goes: aws_lambda_event_source_mapping");
  });
});

describe("a DocumentDB cluster", () => {
  const cluster = "arn:aws:rds:eu-west-1:123456789012:cluster:docs";
  const documents = mapping("documents", {
    batch_size: 100,
    document_db_event_source_config: [{ collection_name: "", database_name: "shop", full_document: "Default" }],
    event_source_arn: cluster,
    source_access_configuration: [{ type: "BASIC_AUTH", uri: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf" }],
    starting_position: "LATEST",
  });
  const made = { db_cluster_parameter_group_name: "default.docdb5.0", db_subnet_group_name: "private" };

  it("tells its groups, where the state has it", () => {
    const { pull, report, blocks } = adopted(
      documents,
      resource("aws_docdb_cluster.other", { ...made, arn: `${cluster}-2`, db_subnet_group_name: "public" }),
      resource("aws_docdb_cluster.docs", { ...made, arn: cluster }),
    );
    expect(pull).toContain(`  - documentdb:
      cluster: ${cluster}
      parameter_group: default.docdb5.0
      subnet_group: private
`);
    expect(report).not.toContain("left out");
    expect(blocks).toContain('"uuid-documents"');
  });

  it("that is not there is left out, with what is missing", () => {
    const { pull, report } = adopted(documents);
    expect(pull).toBe("");
    expect(report).toContain(`what was read does not tell the parameter_group and the subnet_group of the cluster ${cluster}`);
    expect(report).toContain("`documentdb` needs `parameter_group`");
  });

  it("of a template tells them, too", () => {
    const { pull } = ofTemplate(
      `  Groups: {Type: AWS::DocDB::DBClusterParameterGroup}
  Docs: {Type: AWS::DocDB::DBCluster, Properties: {DBClusterParameterGroupName: !Ref Groups, DBSubnetGroupName: private}}`,
      `Type: DocumentDB
          Properties:
            Cluster: !Sub arn:aws:rds:\${AWS::Region}:\${AWS::AccountId}:cluster:\${Docs}
            DatabaseName: shop
            StartingPosition: LATEST
            SourceAccessConfigurations:
              - {Type: BASIC_AUTH, URI: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:docs-AbCdEf"}`,
    );
    expect(pull).toContain(`  - documentdb:
      cluster: arn:aws:rds:eu-west-1:123456789012:cluster:\${var.docs}
      parameter_group:
        name: \${var.groups}
      subnet_group: private
`);
  });
});

describe("the time from which a template polls", () => {
  const starting = (time: string) =>
    ofTemplate(
      "  Time: {Type: AWS::SSM::Parameter}",
      `Type: Kinesis
          Properties:
            Stream: arn:aws:kinesis:eu-west-1:123456789012:stream/s
            StartingPosition: AT_TIMESTAMP
            StartingPositionTimestamp: ${time}`,
    );

  it.each(["1700000000", '"1700000000"', "1700000000.75", "1.7e9"])("is said as Terraform has it: %s", (time) => {
    const { pull, report } = starting(time);
    expect(pull).toContain("    starting_position_timestamp: 2023-11-14T22:13:20Z\n");
    expect(report).not.toContain("StartingPositionTimestamp");
  });

  it.each(["yesterday", '""', "-5", "1e15", "[1]", "{a: 1}", "!Ref Time"])("is told, where it is none: %s", (time) => {
    const { pull, report } = starting(time);
    expect(pull).toBe("");
    expect(report).toContain("Events.E.StartingPositionTimestamp: nobody can tell which time it is");
    expect(report).toContain("AT_TIMESTAMP needs the time to start from");
  });
});
