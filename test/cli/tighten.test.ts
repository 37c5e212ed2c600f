import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyPatch } from "diff";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** `tighten`: records of what was called against a spec. */

const spec = `function:
  name: orders
  runtime: python3.13
  handler: app.handler
  filename: orders.zip
actions:
  - allow: [dynamodb:PutItem, dynamodb:DescribeTable, dynamodb:UpdateTable] # the table
    resources: arn:aws:dynamodb:eu-west-1:123456789012:table/orders
  - allow: ssm:GetParameter
    resources: arn:aws:ssm:eu-west-1:123456789012:parameter/key
  - allow: ses:SendEmail
    resources: arn:aws:ses:eu-west-1:123456789012:identity/example.com
`;

function event(eventSource: string, eventName: string, more: object = {}) {
  return {
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    managementEvent: true,
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", userName: "orders" } } },
    ...more,
  };
}

const trail = {
  Records: [
    event("dynamodb", "DescribeTable"),
    event("ssm", "GetParameter"),
    event("ssm", "GetParameter"),
    event("kms", "Decrypt"),
    event("sqs", "GetQueueUrl", { errorCode: "AccessDenied" }),
    { ...event("ec2", "RunInstances"), userIdentity: { type: "IAMUser", userName: "orders" } },
  ],
};

function tightened(used: unknown, ...more: readonly string[]) {
  const folder = folderWith({ "specs/orders.yaml": spec });
  writeFileSync(join(folder, "used.json"), JSON.stringify(used));
  return run(folder, "tighten", "--used", "used.json", ...more);
}

describe("tighten", () => {
  it("takes out what a trail would have shown, and says of what it cannot tell", () => {
    const { stdout, stderr, status } = tightened(trail);
    expect(status).toBe(0);
    expect(stderr).toContain("specs/orders.yaml:7 orders never called dynamodb:UpdateTable");
    expect(stderr).toContain("specs/orders.yaml:11 orders never called ses:SendEmail");
    expect(stderr).toContain("does not tell whether it called dynamodb:PutItem");
    expect(stderr).toContain("called kms:Decrypt 1 times, and the spec does not grant it");
    expect(stderr).toContain("was refused sqs:GetQueueUrl");
    expect(stderr).not.toContain("ec2");
    expect(applyPatch(spec, stdout)).toBe(
      spec
        .replace("[dynamodb:PutItem, dynamodb:DescribeTable, dynamodb:UpdateTable]", "[dynamodb:PutItem, dynamodb:DescribeTable]")
        .replace(/ {2}- allow: ses:SendEmail\n.*\n/, ""),
    );
  });

  it("takes out what is meant by a word as a whole, or leaves it", () => {
    const used = { Records: [event("ssm", "GetParameter"), event("secretsmanager", "GetSecretValue")] };
    const before = "function: {name: orders, runtime: python3.13, handler: app.handler, filename: a.zip}\nactions:\n";
    const kept = "  - read: {parameter: key}\n    why: GetParameters is not called, and goes with the word\n";
    const gone =
      "  - write: {parameter: key}\n    list: {parameter: key}\n  - allow: [list, write]\n    resources: arn:aws:ssm:eu-west-1:123456789012:parameter/more\n  - allow: [read, write]\n    resources: arn:aws:ssm:eu-west-1:123456789012:parameter/other\n";
    const folder = folderWith({ "specs/orders.yaml": before + gone + kept });
    writeFileSync(join(folder, "used.json"), JSON.stringify(used));
    const { stdout } = run(folder, "tighten", "--used", "used.json");
    // The same actions on another parameter: CloudTrail's records do not say which was read.
    expect(applyPatch(before + gone + kept, stdout)).toBe(before + gone.slice(gone.indexOf("  - allow: [read")) + kept);
  });

  it("knows a trail that logs data", () => {
    const data = { Records: [...trail.Records, event("dynamodb", "GetItem", { managementEvent: false, eventCategory: "Data" })] };
    const { stderr } = tightened(data);
    expect(stderr).toContain("never called dynamodb:PutItem, dynamodb:UpdateTable");
    expect(stderr).not.toContain("does not tell");
  });

  it("reads what `aws cloudtrail lookup-events` prints, and iamlive's policy", () => {
    const wrapped = { Events: trail.Records.map((record) => ({ CloudTrailEvent: JSON.stringify(record) })) };
    expect(JSON.parse(tightened(wrapped, "--format", "json").stdout)).toEqual(
      JSON.parse(tightened(trail, "--format", "json").stdout),
    );
    const live = {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["dynamodb:PutItem", "ssm:GetParameter"], Resource: "*" }],
    };
    const { functions } = JSON.parse(tightened(live, "--format", "json").stdout);
    expect(functions).toMatchObject([
      {
        function: "orders",
        unused: [
          { line: 7, actions: ["dynamodb:DescribeTable", "dynamodb:UpdateTable"] },
          { line: 11, actions: ["ses:SendEmail"] },
        ],
      },
    ]);
  });

  it("reads findings of unused access", () => {
    const finding = {
      resource: "arn:aws:iam::123456789012:role/service/orders",
      findingDetails: [
        { unusedPermissionDetails: { serviceNamespace: "dynamodb", actions: [{ action: "UpdateTable" }] } },
        { unusedPermissionDetails: { serviceNamespace: "ses" } },
      ],
    };
    const { functions } = JSON.parse(tightened({ findings: [finding] }, "--format", "json").stdout);
    expect(functions).toMatchObject([
      {
        unused: [
          { line: 7, actions: ["dynamodb:UpdateTable"] },
          { line: 11, actions: ["ses:SendEmail"] },
        ],
        unseen: [],
      },
    ]);
  });

  it("refuses what is none of these", () => {
    expect(tightened({ hello: 1 })).toMatchObject({ status: 2 });
    expect(tightened({ Records: [{ ...event("s3", "GetObject"), userIdentity: {} }] }).stderr).toContain(
      "name no role of these functions",
    );
  });
});
