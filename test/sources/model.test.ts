import * as sdk from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { aliasLimits, functionLimits, invokeConfigLimits, urlLimits } from "../../generator/sources/argument-limits.ts";
import type { ArgumentLimit, ValueLimit } from "../../generator/sources/argument-rule.ts";
import { functionKinds } from "../../generator/sources/function-kinds.ts";
import table from "../../generator/sources/provider-arguments.json" with { type: "json" };
import { pullSources } from "../../generator/sources/pull-sources.ts";
import { runtimes } from "../../generator/sources/runtimes.ts";
import { configLimits } from "../../generator/sources/shapes/function-configs.ts";
import { nameLimits } from "../../generator/spec/values/names.ts";
import facts from "../facts/lambda-limits.json" with { type: "json" };

/** What we say AWS takes, against the models of Lambda's own API. Where the two differ, a reason stands here. */

interface Argument {
  readonly block?: Readonly<Record<string, Argument>>;
}

interface Limit {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

const limits = facts.limits as Readonly<Record<string, Limit>>;

/** Members that Terraform's schema calls otherwise than by their name in snake case. */
const renamed: Readonly<Record<string, string>> = {
  "Code.ImageUri": "image_uri",
  "Code.S3Bucket": "s3_bucket",
  "Code.S3Key": "s3_key",
  "Code.S3ObjectVersion": "s3_object_version",
  "Code.SourceKMSKeyArn": "source_kms_key_arn",
  FileSystemConfigs: "file_system_config",
  AuthType: "authorization_type",
  "DestinationConfig.OnFailure.Destination": "destination_config.on_failure.destination_arn",
  "FilterCriteria.Filters": "filter_criteria.filter",
  DocumentDBEventSourceConfig: "document_db_event_source_config",
  SourceAccessConfigurations: "source_access_configuration",
  "SchemaRegistryConfig.AccessConfigs": "schema_registry_config.access_config",
  "SchemaRegistryConfig.SchemaValidationConfigs": "schema_registry_config.schema_validation_config",
  RetentionPeriodInDays: "retention_period",
  ExecutionEnvironmentMemoryGiBPerVCpu: "execution_environment_memory_gib_per_vcpu",
};

/** What the API takes and no spec can say, with the reason. */
const unsaid: Readonly<Record<string, string>> = {
  "CreateFunction.Code": "its members are arguments of the function itself",
  "CreateFunction.Code.ZipFile": "Terraform uploads what `filename` names",
  "CreateFunction.Code.S3ObjectStorageMode": "hashicorp/aws has no argument for it",
  "CreateFunction.DurableConfig.KMSKeyArn": "hashicorp/aws has no argument for it",
  "CreateFunction.FileSystemConfigs.S3FilesConfig": "hashicorp/aws has no argument for it",
  "CreateEventSourceMapping.LoggingConfig": "hashicorp/aws has no argument for it",
  "CreateEventSourceMapping.SelfManagedKafkaEventSourceConfig.ConsumptionMode": "hashicorp/aws has no argument for it",
  "CreateEventSourceMapping.DestinationConfig.OnSuccess": "the API takes it for functions alone, and refuses it here",
  "PutFunctionEventInvokeConfig.DestinationConfig.OnFailure.Destination":
    "the key `on_failure`; the provider has a name of its own here",
  "AddPermission.RevisionId": "Terraform keeps the order of changes itself",
};

function snake(member: string): string {
  return member
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** `VpcConfig.SubnetIds[]` → vpc_config.subnet_ids. */
function argumentOf(path: string): string {
  let rest = path.replaceAll("[]", "");
  for (const [member, name] of Object.entries(renamed)) rest = rest.replace(new RegExp(`(^|\\.)${member}(?=\\.|$)`), `$1${name}`);
  return rest
    .split(".")
    .map((part) => (/^[a-z]/.test(part) ? part : snake(part)))
    .join(".");
}

/** The members of a structure of the SDK, those of structures below among them. Its schemas are [kind, namespace, name, traits, names, members]. */
function membersOf(name: string, prefix = ""): readonly string[] {
  const schema = (sdk as unknown as Readonly<Record<string, readonly unknown[]>>)[`${name}$`];
  const names = schema?.[4] as readonly string[] | undefined;
  const members = schema?.[5] as readonly unknown[] | undefined;
  return (names ?? []).flatMap((member, index) => {
    const path = `${prefix}${member}`;
    return [path, ...below(members?.[index]).flatMap((structure) => membersOf(structure, `${path}.`))];
  });
}

/** The structures that a member's schema leads to, through lists and functions that are called late. */
function below(schema: unknown): readonly string[] {
  if (typeof schema === "function") return below((schema as () => unknown)());
  if (!Array.isArray(schema)) return [];
  if (schema[0] === 3) return [String(schema[2])];
  return schema[0] === 1 ? below(schema[4]) : below(schema[0]);
}

function taken(resource: keyof typeof table): ReadonlySet<string> {
  const walk = (args: Readonly<Record<string, Argument>>, prefix: string): readonly string[] =>
    Object.entries(args).flatMap(([name, { block }]) => [`${prefix}${name}`, ...walk(block ?? {}, `${prefix}${name}.`)]);
  return new Set(walk(table[resource] as Readonly<Record<string, Argument>>, ""));
}

const resources = {
  CreateFunction: "aws_lambda_function",
  CreateEventSourceMapping: "aws_lambda_event_source_mapping",
  CreateFunctionUrlConfig: "aws_lambda_function_url",
  CreateAlias: "aws_lambda_alias",
  AddPermission: "aws_lambda_permission",
  PutFunctionEventInvokeConfig: "aws_lambda_function_event_invoke_config",
  PutFunctionRecursionConfig: "aws_lambda_function_recursion_config",
  PutFunctionScalingConfig: "aws_lambda_function_scaling_config",
  PutProvisionedConcurrencyConfig: "aws_lambda_provisioned_concurrency_config",
  PutRuntimeManagementConfig: "aws_lambda_runtime_management_config",
} as const;

describe("the API's members", () => {
  it.each(Object.entries(resources))("of %s are arguments, or have a reason", (operation, resource) => {
    const ours = taken(resource);
    const members = membersOf(`${operation}Request`);
    expect(members.length).toBeGreaterThan(1);
    const excused = (path: string) =>
      Object.keys(unsaid).some((known) => `${operation}.${path}` === known || `${operation}.${path}`.startsWith(`${known}.`));
    const missing = members.filter((path) => !ours.has(argumentOf(path)) && !excused(path));
    expect(missing).toEqual([]);
  });

  it("has a reason for nothing that is said", () => {
    const stale = Object.keys(unsaid).filter((path) => {
      const [operation = "", ...rest] = path.split(".");
      const member = rest.join(".");
      const known = membersOf(`${operation}Request`).includes(member);
      return !known || taken(resources[operation as keyof typeof resources]).has(argumentOf(member));
    });
    expect(stale).toEqual([]);
  });
});

/** The rules of one kind of source, or of all of them for an argument that several have. */
function mappingRule(path: string): readonly ArgumentLimit[] {
  return Object.values(pullSources).flatMap(({ arguments: rules }) => {
    const rule = rules[path];
    return rule === undefined || "refused" in rule ? [] : [rule];
  });
}

const valueRules = (rule: ArgumentLimit): readonly ValueLimit[] =>
  "refused" in rule || "items" in rule ? [] : "atMost" in rule ? (rule.each === undefined ? [] : [rule.each]) : [rule];

describe("the API's values", () => {
  const one = (rule: ArgumentLimit | undefined) => (rule === undefined ? [] : [rule]);
  it.each([
    ["Architecture", one(functionLimits["architectures"])],
    ["PackageType", one(functionLimits["package_type"])],
    ["TracingMode", one(functionLimits["tracing_config.mode"])],
    ["LogFormat", one(functionLimits["logging_config.log_format"])],
    ["ApplicationLogLevel", one(functionLimits["logging_config.application_log_level"])],
    ["SystemLogLevel", one(functionLimits["logging_config.system_log_level"])],
    ["SnapStartApplyOn", one(functionLimits["snap_start.apply_on"])],
    ["TenantIsolationMode", one(functionLimits["tenancy_config.tenant_isolation_mode"])],
    ["FunctionVersionLatestPublished", one(functionLimits["publish_to"])],
    ["InvokeMode", one(urlLimits["invoke_mode"])],
    ["RecursiveLoop", one(configLimits["recursive_loop"])],
    ["UpdateRuntimeOn", one(configLimits["update_runtime_on"])],
    ["EventSourcePosition", mappingRule("starting_position")],
    ["FunctionResponseType", mappingRule("function_response_types")],
    ["EventSourceMappingMetric", mappingRule("metrics_config.metrics")],
    ["FullDocument", mappingRule("document_db_event_source_config.full_document")],
    [
      "SchemaRegistryEventRecordFormat",
      mappingRule("self_managed_kafka_event_source_config.schema_registry_config.event_record_format"),
    ],
    [
      "KafkaSchemaValidationAttribute",
      mappingRule("amazon_managed_kafka_event_source_config.schema_registry_config.schema_validation_config.attribute"),
    ],
  ] as const)("%s", (name, rules) => {
    const theirs = Object.values((sdk as unknown as Readonly<Record<string, Readonly<Record<string, string>>>>)[name] ?? {});
    const ours = new Set(
      rules.flatMap(valueRules).flatMap((rule) =>
        // What AWS takes and Terraform cannot keep is refused with its reason.
        "oneOf" in rule ? [...rule.oneOf.map(String), ...Object.keys(rule.refuses ?? {})] : [],
      ),
    );
    expect(theirs.length).toBeGreaterThan(0);
    expect([...ours].sort()).toEqual([...theirs].sort());
  });

  it.each([
    ["SourceAccessType", sdk.SourceAccessType, Object.values(pullSources).flatMap(({ access }) => Object.keys(access))],
    [
      "KafkaSchemaRegistryAuthType",
      sdk.KafkaSchemaRegistryAuthType,
      Object.values(pullSources).flatMap(({ registry }) => Object.keys(registry?.access ?? {})),
    ],
  ] as const)("%s", (_, theirs, ours) => {
    expect([...new Set(ours)].sort()).toEqual(Object.values(theirs).sort());
  });

  it("Runtime", () => {
    expect(Object.keys(runtimes).sort()).toEqual(Object.values(sdk.Runtime).sort());
    for (const { closed, closes, instead } of Object.values(runtimes)) {
      expect([closed, closes].filter((day) => day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day))).toEqual([]);
      expect(closed !== undefined || closes !== undefined).toBe(instead !== undefined);
      // What is recommended stays.
      if (instead !== undefined) expect(runtimes[instead]).toEqual({ since: expect.any(String) });
    }
  });
});

/** Where our range is another one than the model's, with the reason. */
const narrower: Readonly<Record<string, string>> = {
  "CreateFunction.Timeout": "5400 is for managed instances; the page of CreateFunction says 900 for all others",
  "CreateFunction.MemorySize": "32768 is for managed instances; others have 10240",
  "CreateFunction.EphemeralStorage.Size": "the model allows 32768; its words, the pages and hashicorp/aws say 10240",
  "CreateFunction.Handler": "an empty handler is none",
  "CreateFunction.Layers": "the model has no limit; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html has",
  "CreateFunction.Description": "Terraform takes an empty description for none",
  "CreateFunction.ReservedConcurrentExecutions": "an argument of another operation",
  "CreateEventSourceMapping.ProvisionedPollerConfig.MinimumPollers": "SQS begins at 2, as the model's words say",
  "CreateEventSourceMapping.ProvisionedPollerConfig.MaximumPollers":
    "of Kafka a group of pollers has 2000 at most, as the model's words say",
  "CreateEventSourceMapping.MaximumRecordAgeInSeconds":
    "-1 stands for ever, and below 60 there is nothing, as the page of the operation says",
};

/** Bounds that no table of rules has, and what looks at the value instead. */
const unruled: Readonly<Record<string, string>> = {
  "CreateFunction.FunctionName": "names.ts reads it",
  "CreateFunction.Role": "the compiler makes it",
  "CreateFunction.DeadLetterConfig.TargetArn": "a queue or a topic, which function-checks.ts reads",
  "CreateFunction.KMSKeyArn": "a key, which function-checks.ts reads",
  "CreateFunction.FileSystemConfigs": "Terraform has one block of it",
  "CreateFunction.FileSystemConfigs.Arn": "an access point, which function-targets.ts reads",
  "CreateFunction.LoggingConfig.LogGroup": "a log group's name, which function-checks.ts reads",
  "CreateFunction.DurableConfig.KMSKeyArn": "not an argument",
  "CreateAlias.FunctionName": "the compiler sets it",
  "CreateAlias.Name": "names.ts reads it",
  "CreateFunctionUrlConfig.FunctionName": "the compiler sets it",
  "CreateFunctionUrlConfig.Qualifier": "names.ts reads it",
  "PutFunctionEventInvokeConfig.FunctionName": "the compiler sets it",
  "PutFunctionEventInvokeConfig.Qualifier": "names.ts reads it",
  "PutFunctionEventInvokeConfig.DestinationConfig.OnSuccess.Destination": "a target, which function-targets.ts reads",
  "PutFunctionEventInvokeConfig.DestinationConfig.OnFailure.Destination": "a target, which function-targets.ts reads",
  "CreateEventSourceMapping.EventSourceArn": "the value of the source's key",
  "CreateEventSourceMapping.FunctionName": "the compiler sets it",
  "CreateEventSourceMapping.DestinationConfig.OnSuccess.Destination": "not an argument",
  "CreateEventSourceMapping.DestinationConfig.OnFailure.Destination": "a target, which pull-destination.ts reads",
  "CreateEventSourceMapping.SourceAccessConfigurations": "a block, of which the schema says how many there may be",
  "CreateEventSourceMapping.SourceAccessConfigurations.URI": "what it is follows from the type; pull-value.ts reads it",
  "CreateEventSourceMapping.SelfManagedEventSource.Endpoints": "the value of `kafka`",
  "CreateEventSourceMapping.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaRegistryURI": "any address",
  "CreateEventSourceMapping.AmazonManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs.URI":
    "a secret, which pull-value.ts reads",
  "CreateEventSourceMapping.SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.SchemaRegistryURI": "any address",
  "CreateEventSourceMapping.SelfManagedKafkaEventSourceConfig.SchemaRegistryConfig.AccessConfigs.URI":
    "a secret, which pull-value.ts reads",
};

describe("the API's ranges", () => {
  const operations: readonly (readonly [string, Readonly<Record<string, ArgumentLimit>>])[] = [
    ["CreateFunction", functionLimits],
    ["CreateFunctionUrlConfig", urlLimits],
    ["CreateAlias", aliasLimits],
    ["PutFunctionEventInvokeConfig", invokeConfigLimits],
    ...Object.values(pullSources).map(({ arguments: rules }) => ["CreateEventSourceMapping", rules] as const),
  ];

  const bounded = Object.keys(limits).filter((path) => operations.some(([of]) => path.startsWith(`${of}.`)));
  const ruled = (path: string) => {
    const [operation = "", ...rest] = path.split(".");
    return operations.flatMap(([of, rules]) => {
      const rule = of === operation ? rules[argumentOf(rest.join("."))] : undefined;
      return rule === undefined || "refused" in rule ? [] : [rule];
    });
  };

  it.each(bounded.filter((path) => ruled(path).length > 0 && narrower[path.replace(/\[\]$/, "")] === undefined))("%s", (path) => {
    const limit = limits[path] ?? {};
    for (const rule of ruled(path)) {
      if ("items" in rule) {
        if (!path.endsWith("[]")) expect(limit.max).toBe(rule.items);
      } else if ("atMost" in rule && !path.endsWith("[]")) expect(rule.atMost).toBe(limit.max);
      else for (const value of valueRules(rule)) expect(boundsOf(value, limit)).toEqual({ min: limit.min ?? 0, max: limit.max });
    }
  });

  it("has a rule for every argument that has a bound, or a reason", () => {
    const missing = bounded.filter((path) => ruled(path).length === 0 && unruled[path.replaceAll("[]", "")] === undefined);
    expect(missing).toEqual([]);
  });

  /** What a rule says of a bound, in the model's words; a choice bounds itself. */
  function boundsOf(rule: ValueLimit, limit: Limit): Limit {
    if ("oneOf" in rule) return { min: limit.min ?? 0, max: limit.max ?? 0 };
    if ("from" in rule) return { min: rule.from, max: rule.to };
    // A pattern says more than a length of one, and than a length that no name of its form has.
    const least = "matches" in rule ? (limit.min ?? 0) : (rule.least ?? 0);
    return { min: least, max: rule.most ?? limit.max ?? 0 };
  }

  it("has both limits of managed instances", () => {
    const rules = functionKinds.find(({ noun }) => noun === "on managed instances")?.rules ?? {};
    expect(rules["timeout"]).toEqual({ from: 1, to: limits["CreateFunction.Timeout"]?.max });
    // The least is in the page of best practices alone.
    expect(rules["memory_size"]).toEqual({ from: 2048, to: limits["CreateFunction.MemorySize"]?.max });
  });

  it("has the lengths of names", () => {
    expect(nameLimits.statementId.most).toBe(limits["AddPermission.StatementId"]?.max);
  });
});
