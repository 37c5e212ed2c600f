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
