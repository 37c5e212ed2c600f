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
  - allow: ses:GetSendQuota
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
    expect(stderr).toContain("specs/orders.yaml:11 orders never called ses:GetSendQuota");
    expect(stderr).toContain("do not tell whether it used dynamodb:PutItem, so this stays");
    expect(stderr).toContain("actions alone were compared, not the resources");
    expect(stderr).toContain("called kms:Decrypt 1 times, and the spec does not grant it");
    expect(stderr).toContain("was refused sqs:GetQueueUrl");
    expect(stderr).not.toContain("ec2");
    expect(applyPatch(spec, stdout)).toBe(
      spec
        .replace("[dynamodb:PutItem, dynamodb:DescribeTable, dynamodb:UpdateTable]", "[dynamodb:PutItem, dynamodb:DescribeTable]")
        .replace(/ {2}- allow: ses:GetSendQuota\n/, ""),
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

  it("leaves what a trail that logs data does not show: of which resources it logs them, it does not say", () => {
    const data = { Records: [...trail.Records, event("dynamodb", "GetItem", { managementEvent: false, eventCategory: "Data" })] };
    const { stderr, stdout } = tightened(data);
    expect(stderr).toContain("nothing shows that it called dynamodb:PutItem; take these out where the trail logs data of all");
    expect(stderr).not.toContain("do not tell");
    expect(stdout).toContain("+  - allow: [dynamodb:PutItem, dynamodb:DescribeTable]");
  });

  it("leaves what no record shows, whatever is not in it", () => {
    const entries = [
      ["iam:PassRole", "arn:aws:iam::123456789012:role/tasks"],
      ["rds-db:connect", "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-ABC/app"],
      ["sagemaker:InvokeEndpoint", "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/model"],
      ["appsync:GraphQL", "arn:aws:appsync:eu-west-1:123456789012:apis/abc/*"],
      ["iot:Publish", "arn:aws:iot:eu-west-1:123456789012:topic/lamps"],
      ["verifiedpermissions:IsAuthorized", "arn:aws:verifiedpermissions::123456789012:policy-store/abc"],
      ["ses:SendEmail", "arn:aws:ses:eu-west-1:123456789012:identity/example.com"],
      ["events:PutEvents", "arn:aws:events:eu-west-1:123456789012:event-bus/shop"],
      ["dynamodb:TagResource", "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"],
      // A trail may leave AWS KMS out, and what is global is logged in one region.
      ["kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1234"],
      ["iam:GetRole", "arn:aws:iam::123456789012:role/tasks"],
    ];
    const written = `function: {name: orders, runtime: python3.13, handler: app.handler, filename: a.zip}
actions:
${entries.map(([action, on]) => `  - allow: ${action}\n    resources: ${on}\n`).join("")}`;
    const folder = folderWith({ "specs/orders.yaml": written });
    const used = { Records: [event("ssm", "GetParameter")] };
    writeFileSync(join(folder, "used.json"), JSON.stringify(used));
    const { stdout, stderr } = run(folder, "tighten", "--used", "used.json");
    expect(stdout).toBe("1 function\n");
    expect(stderr).not.toContain("never called");
    for (const [action] of entries) expect(stderr).toContain(action);
    // Nothing of IAM is used, says the finding, which does not follow what is passed.
    const finding = {
      resource: "arn:aws:iam::123456789012:role/orders",
      findingDetails: [{ unusedPermissionDetails: { serviceNamespace: "iam" } }],
    };
    writeFileSync(join(folder, "used.json"), JSON.stringify({ findings: [finding] }));
    const found = run(folder, "tighten", "--used", "used.json");
    expect(found.stderr).toContain("never called iam:GetRole");
    expect(found.stderr).not.toContain("iam:PassRole");
    // Nor does what iamlive sees.
    const live = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ssm:GetParameter", Resource: "*" }] };
    writeFileSync(join(folder, "used.json"), JSON.stringify(live));
    const seen = run(folder, "tighten", "--used", "used.json");
    expect(seen.stderr).toContain("never called sagemaker:InvokeEndpoint");
    expect(seen.stderr).toContain(
      "do not tell whether it used appsync:GraphQL, dynamodb:TagResource, iam:PassRole, iot:Publish, rds-db:connect",
    );
  });

  it("tells what only reads as unused where the trail logs what reads", () => {
    const writing = { Records: [event("dynamodb", "UpdateTable", { readOnly: false })] };
    const { stderr } = tightened(writing);
    expect(stderr).not.toContain("never called");
    expect(stderr).toContain(
      "do not tell whether it used dynamodb:DescribeTable, dynamodb:PutItem, ses:GetSendQuota, ssm:GetParameter",
    );
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
          { line: 11, actions: ["ses:GetSendQuota"] },
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
          { line: 11, actions: ["ses:GetSendQuota"] },
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
