import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../generator/compile.ts";
import {
  type FunctionGrants,
  type GuardArgument,
  guardArguments,
  type Reference,
  type Statement,
} from "../../generator/grants.ts";
import { judgeActions } from "../../generator/iam/actions/judge-entry.ts";
import { type Home, literal, textOf } from "../../generator/iam/arn.ts";
import { pullRows, pushRows } from "../../generator/sources/listing.ts";

/** What the compiler emits for each source, compared with facts that were gathered without it (test/facts). */

type Also = { readonly action: string; readonly invoked_via_function_url: boolean };

interface PushFact {
  readonly key: string;
  readonly language_key: string;
  readonly principal: string;
  readonly action: string;
  readonly source_arn: string | null;
  readonly source_account: boolean;
  readonly event_source_token_pattern?: string;
  readonly function_url_auth_type?: string;
  readonly principal_org_id?: string;
  readonly also?: Also;
}

/** An action, and what it acts on. */
type Grant = readonly [action: string, resource: string];

interface RoleFact {
  readonly key: string;
  readonly language_key: string;
  readonly principal: string;
  readonly conditions: readonly (readonly [operator: string, variable: string, value: string])[];
  readonly grants: readonly Grant[];
}

interface PullFact {
  readonly kind: string;
  readonly fact: string;
  readonly authentication: string;
  readonly grants: readonly Grant[];
}

function facts<Fact>(name: string): readonly Fact[] {
  const text = readFileSync(new URL(`../facts/${name}.json`, import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly rows: readonly Fact[] }).rows;
}

const pushFacts = facts<PushFact>("push");
const roleFacts = facts<RoleFact>("roles");
const pullFacts = facts<PullFact>("pull");
const { destinations } = JSON.parse(readFileSync(new URL("../facts/pull.json", import.meta.url), "utf8")) as {
  readonly destinations: readonly { readonly service: string; readonly grants: readonly Grant[] }[];
};

/** What the variables of the facts' patterns stand for. */
const values: Readonly<Record<string, string>> = {
  Partition: "aws",
  Region: "us-east-1",
  Account: "123456789012",
  AccountId: "210987654321",
  ApiId: "a1b2c3d4e5",
  Stage: "prod",
  METHOD: "POST",
  ResourcePath: "orders",
  RoutePath: "orders",
  RouteKey: "$connect",
  AuthorizerId: "f1g2h3",
  BucketName: "uploads",
  TopicName: "orders",
  RuleName: "nightly",
  EventBusName: "shop",
  LogGroupName: "/shop/orders",
  AlarmName: "late",
  TargetGroupName: "orders",
  TargetGroupId: "0123456789abcdef",
  UserPoolId: "us-east-1_AbCdEfGhI",
  AuthorizerName: "devices",
  TemplateName: "fleet",
  RuleSetName: "inbound",
  ConfigRuleId: "config-rule-abc123",
  ServicePrincipal: "config-conforms.amazonaws.com",
  RepositoryName: "shop",
  SecretName: "database",
  "6chars": "AbCdEf",
  BotId: "BOT1234567",
  BotAliasId: "ALIAS12345",
  InstanceId: "0b1c2d3e-1111-2222-3333-444455556666",
  DistributionId: "E123456789ABCD",
  AgentId: "AGENT12345",
  ServerId: "s-0123456789abcdef0",
  OrganizationId: "m-0123456789abcdef0123456789abcdef",
  AppInstanceId: "0b1c2d3e-1111-2222-3333-444455556666",
  Role: "caller",
  uuid: "0b1c2d3e-1111-2222-3333-444455556666",
  Group: "nightly",
  Pipe: "orders",
  StateMachine: "checkout",
  FunctionName: "worker",
  QueueName: "jobs",
  StreamName: "clicks",
  ConsumerName: "worker",
  CreationTimestamp: "1700000000",
  TableName: "orders",
  StreamLabel: "2026-01-01T00:00:00.000",
  ClusterName: "clicks",
  Uuid: "0b1c2d3e-1111-2222-3333-444455556666-7",
  ConsumerGroup: "counter",
  Topic: "views",
  RegistryName: "schemas",
  BrokerName: "mails",
  BrokerId: "b-0b1c2d3e-1111-2222-3333-444455556666",
  ClusterId: "shop",
  ClusterParameterGroup: "shop-parameters",
  SubnetGroup: "shop-subnets",
  Name: "signin",
  KeyId: "0b1c2d3e-1111-2222-3333-444455556666",
  Bucket: "failed",
  Bus: "shop",
  Target: "next",
};

function fill(pattern: string): string {
  return pattern.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the facts name \${${name}}, and this test has no value for it`);
    return value;
  });
}

const home: Home = { partition: literal("aws"), region: literal("us-east-1"), account: literal("123456789012") };
const stack = 'region: us-east-1\naccount: "123456789012"\n';

function compiled(
  body: object,
  own: object = {},
): { readonly of: FunctionGrants; readonly files: string; readonly provider: string } {
  const code = { name: "worker", runtime: "python3.13", handler: "app.handler", filename: "build/app.zip" };
  const text = JSON.stringify({ function: { ...code, ...own }, logs: false, ...body });
  const { stacks, diagnostics, files } = compile({
    rootName: "specs",
    specs: [{ path: "spec.yaml", file: "spec.yaml", text }],
    settings: [{ path: "stack.yaml", file: "stack.yaml", text: stack }],
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const of = stacks[0]?.functions[0];
  if (of === undefined) throw new Error("nothing was compiled");
  return { of, files: files.map((file) => file.text).join("\n"), provider: stacks[0]?.providerVersion ?? "" };
}

const text = (reference: Reference | null) => (reference === null ? null : textOf(reference));

/** The value of the language's key for a fact: its ARN where it has one, else what the language takes for a guard. */
function pushEntry(fact: PushFact): object {
  switch (fact.language_key) {
    case "url":
      return fact.function_url_auth_type === "NONE"
        ? { url: { authorization_type: "NONE" }, why: "everybody" }
        : { url: { authorization_type: "AWS_IAM", principal: fill("arn:${Partition}:iam::${AccountId}:role/${Role}") } };
    case "account":
      return { account: fill("arn:${Partition}:iam::${AccountId}:role/${Role}") };
    case "organization":
      return { organization: "o-a1b2c3d4e5" };
    case "metrics":
    case "chime":
      return { [fact.language_key]: "self" };
    default:
      return { [fact.language_key]: fill(fact.source_arn ?? fact.event_source_token_pattern ?? "") };
  }
}

/** The arguments of a permission as the provider gets them. */
function printed({ permissions: [...permissions] }: FunctionGrants): readonly object[] {
  return permissions
    .map((permission) => ({
      action: permission.action,
      principal: text(permission.principal),
      ...Object.fromEntries(
        Object.keys(guardArguments).map((argument) => {
          const value = permission.guards[argument as GuardArgument] ?? null;
          return [argument, typeof value === "boolean" ? value : text(value)];
        }),
      ),
    }))
    .sort((a, b) => (a.action < b.action ? 1 : -1));
}

function expectedPermissions(fact: PushFact): readonly object[] {
  const role = fill("arn:${Partition}:iam::${AccountId}:role/${Role}");
  const first = {
    action: fact.action,
    principal: fact.principal.includes("|") ? role : fill(fact.principal),
    source_arn: fact.source_arn === null ? null : fill(fact.source_arn),
    source_account: fact.source_account ? values["Account"] : null,
    event_source_token: fact.event_source_token_pattern === undefined ? null : fill(fact.event_source_token_pattern),
    principal_org_id: fact.principal_org_id === undefined ? null : "o-a1b2c3d4e5",
    function_url_auth_type: fact.function_url_auth_type ?? null,
    invoked_via_function_url: null,
  };
  return fact.also === undefined
    ? [first]
    : [
        first,
        {
          ...first,
          action: fact.also.action,
          function_url_auth_type: null,
          invoked_via_function_url: fact.also.invoked_via_function_url,
        },
      ];
}

describe("push", () => {
  it("has facts for every key of the language", () => {
    const known = new Set([...pushFacts, ...roleFacts].map(({ language_key }) => language_key));
    expect(
      pushRows()
        .map(({ key }) => key)
        .filter((key) => !known.has(key)),
    ).toEqual(["service"]);
  });

  it.each(pushFacts.map((fact) => [fact.key, fact] as const))("%s", (_, fact) => {
    const { of, files, provider } = compiled({ push: [pushEntry(fact)] }, fact.language_key === "edge" ? { publish: true } : {});
    const expected = expectedPermissions(fact);
    expect(printed(of)).toEqual(expected);
    // What stands in the file is the same: every argument of every permission, and nothing that is null.
    for (const permission of expected) {
      for (const [argument, value] of Object.entries(permission)) {
        if (value === null) continue;
        const printedValue = typeof value === "string" ? JSON.stringify(value) : String(value);
        expect(files).toMatch(
          new RegExp(`^  ${argument} += ${printedValue.replace(/[.*+?^${}()|[\]\\]/g, (char) => `\\${char}`)}$`, "m"),
        );
      }
    }
    expect(provider).toBe(fact.also === undefined ? ">= 5.76, < 7.0" : ">= 6.29, < 7.0");
    expect(of.invokers).toEqual([]);
  });

  it("gives every permission of a service the qualifier that the function has", () => {
    for (const fact of pushFacts.filter(({ language_key }) => language_key !== "edge")) {
      const { of } = compiled({ push: [pushEntry(fact)] }, { alias: "live" });
      expect(of.permissions.map(({ qualifier }) => text(qualifier))).toEqual(of.permissions.map(() => "live"));
    }
  });
});

/** Every (action, resource) that statements allow. */
function grantsOf(statements: readonly Statement[]): readonly Grant[] {
  return statements
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource): Grant => [action, textOf(resource)])),
    )
    .sort(compareGrants);
}

function compareGrants(a: Grant, b: Grant): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

const filled = (grants: readonly Grant[]) =>
  grants.map(([action, resource]): Grant => [action, fill(resource)]).sort(compareGrants);

/** What AWS's reference says against statements: an action that does not act on what it is granted on. */
function dead(statements: readonly Statement[]): readonly string[] {
  const span = { file: "spec.yaml", line: 1, column: 1, endLine: 1, endColumn: 1 };
  return statements.flatMap(({ actions, resources, conditions }) =>
    actions.flatMap((action) =>
      resources.flatMap((resource) => {
        const { diagnostics } = judgeActions(
          {
            actions: [{ value: action, span }],
            resources: [{ value: resource, span }],
            conditions: conditions.map(({ operator, variable, values: given }) => ({
              operator: { value: operator, span },
              variable: { value: variable, span },
              values: given.map((value) => ({ value, span })),
            })),
            broad: true,
            effect: "Allow",
            span,
          },
          home,
        );
        return diagnostics
          .filter(({ severity }) => severity === "error")
          .map(({ code, message }) => `${action} on ${textOf(resource)}: ${code}: ${message}`);
      }),
    ),
  );
}

describe("services with a role of their own", () => {
  const sources: Readonly<Record<string, string>> = {
    scheduler: "nightly",
    schedule: "rate(5 minutes)",
    pipes: "orders",
    stepfunctions: "checkout",
    firehose: "clicks",
    appsync_datasource: "a1b2c3d4e5",
    apigateway_role: "a1b2c3d4e5",
    codepipeline: "release",
    s3batch: "0b1c2d3e-1111-2222-3333-444455556666",
    rds: "shop",
  };

  it.each(roleFacts.map((fact) => [fact.key, fact] as const))("%s", (_, fact) => {
    const source = sources[fact.language_key];
    for (const [own, qualifier] of [
      [{}, null],
      [{ alias: "live" }, "live"],
    ] as const) {
      const { of } = compiled({ push: [{ [fact.language_key]: source }] }, own);
      expect(of.permissions).toEqual([]);
      expect(of.invokers).toHaveLength(1);
      const [invoker] = of.invokers;
      expect(invoker?.trust.map(({ services }) => services)).toEqual([[fact.principal]]);
      const conditions = invoker?.trust.flatMap((trust) =>
        trust.conditions.flatMap(({ operator, variable, values: given }) =>
          given.map((value) => [operator, variable, textOf(value)]),
        ),
      );
      expect(conditions).toEqual(fact.conditions.map(([operator, variable, value]) => [operator, variable, fill(value)]));
      const bare = fill("arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}");
      const wanted = filled(fact.grants).map(
        ([action, resource]): Grant => [
          action,
          qualifier === null || !resource.startsWith(bare) ? resource : `${bare}:${qualifier}`,
        ],
      );
      // With a qualifier, several resources of the facts are the one.
      expect(grantsOf(invoker?.statements ?? [])).toEqual(
        [...new Set(wanted.map((grant) => JSON.stringify(grant)))].map((grant) => JSON.parse(grant) as Grant),
      );
      expect(dead(invoker?.statements ?? [])).toEqual([]);
    }
  });
});

const secret = fill("arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${Name}-AbCdEf");
const key = fill("arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}");
const group = { consumer_group_id: values["ConsumerGroup"] };
const access = (...types: readonly string[]) => ({
  source_access_configuration: types.map((type) => ({
    type,
    uri:
      type === "VPC_SUBNET"
        ? "subnet:subnet-1"
        : type === "VPC_SECURITY_GROUP"
          ? "security_group:sg-1"
          : type === "VIRTUAL_HOST"
            ? "/"
            : secret,
  })),
});

/** An entry of `pull` for each way to authenticate of the facts. */
function pullEntry({ kind, fact, authentication }: PullFact): object {
  const kms = authentication.includes("customer-managed key") ? { kms_key: key } : {};
  const stream = { starting_position: "LATEST", ...kms };
  const topic = { topics: [values["Topic"]], ...stream };
  switch (fact) {
    case "sqs":
      return { sqs: values["QueueName"], ...kms };
    case "kinesis":
      return { kinesis: values["StreamName"], ...stream };
    case "kinesis_consumer":
      return {
        kinesis: fill(
          "arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}/consumer/${ConsumerName}:${CreationTimestamp}",
        ),
        ...stream,
      };
    case "dynamodb_stream":
      return {
        dynamodb: fill("arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/stream/${StreamLabel}"),
        ...stream,
      };
    case "msk": {
      const msk = fill("arn:${Partition}:kafka:${Region}:${Account}:cluster/${ClusterName}/${Uuid}");
      const type = authentication.split(",")[0] ?? "";
      if (!authentication.startsWith("IAM")) return { msk, ...topic, ...access(type) };
      const registry = authentication.includes("registry")
        ? {
            schema_registry_config: {
              schema_registry_uri: fill("arn:${Partition}:glue:${Region}:${Account}:registry/${RegistryName}"),
              event_record_format: "JSON",
              schema_validation_config: [{ attribute: "VALUE" }],
            },
          }
        : {};
      const pollers = authentication.includes("registry") ? { provisioned_poller_config: { minimum_pollers: 1 } } : {};
      return { msk, ...topic, ...pollers, amazon_managed_kafka_event_source_config: { ...group, ...registry } };
    }
    case "self_managed_kafka": {
      const types =
        authentication === "VPC" ? ["VPC_SUBNET", "VPC_SECURITY_GROUP"] : authentication === "none" ? [] : [authentication];
      return { kafka: { bootstrap_servers: ["b-1.example.com:9092"] }, ...topic, ...(types.length > 0 ? access(...types) : {}) };
    }
    case "mq_activemq":
    case "mq_rabbitmq": {
      const types = fact === "mq_rabbitmq" ? ["BASIC_AUTH", "VIRTUAL_HOST"] : ["BASIC_AUTH"];
      const mq = fill("arn:${Partition}:mq:${Region}:${Account}:broker:${BrokerName}:${BrokerId}");
      return { mq, queues: ["mails"], ...access(...types), ...kms };
    }
    case "documentdb":
      return {
        documentdb: {
          cluster: values["ClusterId"],
          parameter_group: values["ClusterParameterGroup"],
          subnet_group: values["SubnetGroup"],
        },
        document_db_event_source_config: { database_name: "shop" },
        ...stream,
        ...access("BASIC_AUTH"),
      };
    default:
      throw new Error(`no entry of pull for ${kind}`);
  }
}

const statementsOf = ({ policies }: FunctionGrants) => policies.flatMap(({ statements }) => statements);

describe("pull", () => {
  it("has facts for every key of the language", () => {
    expect(new Set(pullFacts.map(({ kind }) => kind))).toEqual(new Set(pullRows().map((row) => row.key)));
  });

  for (const fact of pullFacts) {
    it(`${fact.fact} by ${fact.authentication} grants the minimum and nothing else`, () => {
      const { of } = compiled({ pull: [pullEntry(fact)] });
      expect(grantsOf(statementsOf(of))).toEqual(filled(fact.grants));
    });
  }

  it.each(pullFacts.map((fact) => [`${fact.fact} by ${fact.authentication}`, fact] as const))(
    "%s grants nothing dead and permits no service",
    (_, fact) => {
      const { of } = compiled({ pull: [pullEntry(fact)] });
      expect(dead(statementsOf(of))).toEqual([]);
      expect(of.permissions).toEqual([]);
      // A key decrypts what its own service gives out, and nothing else.
      for (const { actions, conditions } of statementsOf(of)) {
        if (!actions.includes("kms:Decrypt")) continue;
        const service = fact.kind === "mq" || fact.kind === "msk" ? "secretsmanager" : fact.kind;
        expect(conditions).toEqual([
          { operator: "StringEquals", variable: "kms:ViaService", values: [literal(`${service}.us-east-1.amazonaws.com`)] },
        ]);
      }
    },
  );
});

describe("destinations", () => {
  const arns: Readonly<Record<string, string>> = {
    sqs: fill("arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"),
    sns: fill("arn:${Partition}:sns:${Region}:${Account}:${TopicName}"),
    s3: fill("arn:${Partition}:s3:::${Bucket}"),
    eventbridge: fill("arn:${Partition}:events:${Region}:${Account}:event-bus/${Bus}"),
    lambda: fill("arn:${Partition}:lambda:${Region}:${Account}:function:${Target}"),
  };

  it.each(destinations.map((fact) => [fact.service, fact] as const))("on_failure to %s", (service, { grants }) => {
    const { of } = compiled({}, { on_failure: arns[service] });
    expect(grantsOf(statementsOf(of))).toEqual(filled(grants));
    expect(dead(statementsOf(of))).toEqual([]);
  });

  it.each(["sqs", "sns", "s3"])("of a stream to %s", (service) => {
    const entry = { starting_position: "LATEST", destination_config: { on_failure: { destination_arn: arns[service] } } };
    const { of } = compiled({ pull: [{ kinesis: "clicks", ...entry }] });
    // The rest of the statements is the stream's own.
    const sent = grantsOf(statementsOf(of)).filter(([action]) => !action.startsWith("kinesis:"));
    expect(sent).toEqual(filled(destinations.find((fact) => fact.service === service)?.grants ?? []));
    expect(dead(statementsOf(of))).toEqual([]);
  });
});
