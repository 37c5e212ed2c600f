import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { operationOf, waiterOperation } from "../../generator/code/sdk/operations.ts";
import { prefixOf } from "../../generator/code/sdk/services.ts";
import { findAction } from "../../generator/iam/reference/reference.ts";

/** Every operation that AWS's own SDK has, for the services that functions call most: which actions AWS checks for it is known. */

const clients = [
  "bedrock-runtime",
  "cloudwatch",
  "cloudwatch-logs",
  "cognito-identity-provider",
  "dynamodb",
  "eventbridge",
  "firehose",
  "kinesis",
  "kms",
  "lambda",
  "s3",
  "secrets-manager",
  "ses",
  "sesv2",
  "sfn",
  "sns",
  "sqs",
  "ssm",
  "sts",
] as const;

const newer = "the SDK has it, AWS's reference of the day does not yet";
const byToken = "the user's own token stands for the permission: AWS checks no action";

/** What the SDK has and IAM does not, each with its reason. */
const leftOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cloudwatch: Object.fromEntries(
    (
      "AssociateDatasetKmsKey CreateResourceMetricsConfiguration DeleteResourceMetricsConfiguration DescribeAlarmContributors " +
      "DisassociateDatasetKmsKey GetResourceMetricsConfiguration UpdateOTelEnrichment UpdateResourceMetricsConfiguration"
    )
      .split(" ")
      .map((name) => [name, newer]),
  ),
  "cloudwatch-logs": { GetLogObject: newer },
  "cognito-identity-provider": Object.fromEntries([
    ...(
      "CompleteWebAuthnRegistration DeleteWebAuthnCredential GetUserAuthFactors ListUserSessions ListWebAuthnCredentials " +
      "RevokeUserSession StartWebAuthnRegistration"
    )
      .split(" ")
      .map((name) => [name, byToken]),
    ...(
      "AdminListUserSessions AdminRevokeUserSession DescribeTermsByClient GetClientToken GetUserPoolClientSessionConfiguration " +
      "GetUserPoolSessionConfiguration SetUserPoolClientSessionConfiguration SetUserPoolSessionConfiguration"
    )
      .split(" ")
      .map((name) => [name, newer]),
  ]),
  dynamodb: Object.fromEntries(
    "CancelBulkOperation DescribeBulkOperation ListBulkOperations StartBulkPutItems".split(" ").map((name) => [name, newer]),
  ),
  kms: { Decapsulate: newer, Encapsulate: newer },
  s3: { RenameObject: "of directory buckets alone, under s3express:CreateSession" },
  sesv2: { PutAccountDeliveryAttributes: newer },
  ssm: {
    DeregisterDefaultHostManagementConfiguration: newer,
    RegisterDefaultHostManagementConfiguration: newer,
  },
  sts: { GetScopedCredentials: newer },
};

const require = createRequire(import.meta.url);

function operationsOf(client: string): readonly string[] {
  const exported = require(`@aws-sdk/client-${client}`) as Record<string, unknown>;
  return Object.keys(exported).flatMap((name) =>
    /^[A-Z]\w*Command$/.test(name) && typeof exported[name] === "function" ? [name.slice(0, -"Command".length)] : [],
  );
}

describe.each(clients)("%s", (client) => {
  const prefix = prefixOf(client) ?? "";
  const operations = operationsOf(client);
  const reasons = leftOut[client] ?? {};

  it("every operation has its actions, and each is one of AWS's reference", () => {
    expect(operations.length).toBeGreaterThan(9);
    const unknown = operations.filter((name) => operationOf(prefix, name) === null);
    expect(unknown.sort()).toEqual(Object.keys(reasons).sort());
    const actions = operations.flatMap((name) => operationOf(prefix, name)?.actions ?? []);
    expect(actions.filter((action) => findAction(action) === undefined)).toEqual([]);
  });

  it("boto3's and the second SDK's spelling say the same", () => {
    for (const name of operations.filter((operation) => !(operation in reasons))) {
      const snake = name
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
        .toLowerCase();
      const camel = name.charAt(0).toLowerCase() + name.slice(1);
      expect(operationOf(prefix, snake)?.actions, snake).toEqual(operationOf(prefix, name)?.actions);
      expect(operationOf(prefix, camel)?.actions, camel).toEqual(operationOf(prefix, name)?.actions);
    }
  });

  it("every waiter asks an operation that is known", () => {
    const exported = require(`@aws-sdk/client-${client}`) as Record<string, unknown>;
    const waiters = Object.keys(exported).flatMap((name) => /^waitUntil(\w+)$/.exec(name)?.[1] ?? []);
    const asked = waiters.map((name) => waiterOperation(name) ?? `the waiter ${name}`);
    expect(asked.filter((name) => !(name in reasons) && operationOf(prefix, name) === null)).toEqual([]);
  });
});

/** boto3's name, that of the SDK for JavaScript (its second version's class where it has one), and IAM's prefix. */
const services: readonly (readonly [boto3: string, javascript: string, prefix: string])[] = [
  ["apigatewayv2", "apigatewayv2", "apigateway"],
  ["appintegrations", "appintegrations", "app-integrations"],
  ["bedrock-agentcore-control", "bedrock-agentcore-control", "bedrock-agentcore"],
  ["bedrock-data-automation", "bedrock-data-automation", "bedrock"],
  ["chime-sdk-identity", "chime-sdk-identity", "chime"],
  ["chime-sdk-media-pipelines", "chime-sdk-media-pipelines", "chime"],
  ["chime-sdk-meetings", "chime-sdk-meetings", "chime"],
  ["chime-sdk-messaging", "chime-sdk-messaging", "chime"],
  ["chime-sdk-voice", "chime-sdk-voice", "chime"],
  ["cloudcontrol", "cloudcontrol", "cloudformation"],
  ["codeguruprofiler", "codeguruprofiler", "codeguru-profiler"],
  ["connectcampaignsv2", "connectcampaignsv2", "connect-campaigns"],
  ["connectcases", "connectcases", "cases"],
  ["customer-profiles", "customer-profiles", "profile"],
  ["keyspaces", "keyspaces", "cassandra"],
  ["kinesis-video-media", "kinesis-video-media", "kinesisvideo"],
  ["kinesis-video-signaling", "kinesis-video-signaling", "kinesisvideo"],
  ["lex-models", "lex-model-building-service", "lex"],
  ["mailmanager", "mailmanager", "ses"],
  ["marketplace-agreement", "marketplace-agreement", "aws-marketplace"],
  ["migration-hub-refactor-spaces", "migration-hub-refactor-spaces", "refactor-spaces"],
  ["mturk", "mturk", "mechanicalturk"],
  ["partnercentral-selling", "partnercentral-selling", "partnercentral"],
  ["payment-cryptography-data", "payment-cryptography-data", "payment-cryptography"],
  ["qconnect", "qconnect", "wisdom"],
  ["servicecatalog-appregistry", "service-catalog-appregistry", "servicecatalog"],
  ["taxsettings", "taxsettings", "tax"],
  ["workspaces-thin-client", "workspaces-thin-client", "thinclient"],
  ["acm-pca", "ACMPCA", "acm-pca"],
  ["cur", "cost-and-usage-report-service", "cur"],
  ["discovery", "application-discovery-service", "discovery"],
  ["ds-data", "directory-service-data", "ds-data"],
  ["network-firewall", "NetworkFirewall", "network-firewall"],
  ["sdb", "SimpleDB", "sdb"],
  ["serverlessrepo", "ServerlessApplicationRepository", "serverlessrepo"],
];

describe("services whose names are no prefixes", () => {
  it.each(services)("%s and %s are %s", (boto3, javascript, prefix) => {
    expect([prefixOf(boto3), prefixOf(javascript)]).toEqual([prefix, prefix]);
  });

  it("what manages APIs is checked by the method of its request", () => {
    const actions = (method: string) => operationOf("apigateway", method)?.actions;
    expect(actions("create_rest_api")).toEqual(["apigateway:POST"]);
    expect(actions("UpdateStage")).toEqual(["apigateway:PATCH"]);
    expect(actions("getApis")).toEqual(["apigateway:GET"]);
    expect(actions("delete_route")).toEqual(["apigateway:DELETE"]);
    expect(actions("put_method")).toEqual(["apigateway:PUT"]);
    expect(operationOf("execute-api", "post_to_connection")?.actions).toEqual(["execute-api:ManageConnections"]);
  });

  it("operations of other names than their actions", () => {
    expect(operationOf("cassandra", "create_table")?.actions).toEqual(["cassandra:Create"]);
    expect(operationOf("dms", "describe_data_providers")?.actions).toEqual(["dms:ListDataProviders"]);
    expect(operationOf("access-analyzer", "list_findings_v2")?.actions).toEqual(["access-analyzer:ListFindings"]);
  });
});
