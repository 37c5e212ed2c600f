import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { policyState } from "../../generator/adopt/policy-state.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { compile } from "../../generator/compile.ts";

/** What the statements of one old policy become, each of them alone. */

const table = "arn:aws:dynamodb:us-east-1:123456789012:table/t";

function adopted(...statements: readonly object[]): { readonly spec: string; readonly report: string } {
  const state = policyState({
    function: "foo",
    region: "us-east-1",
    account: "123456789012",
    role: "legacy-role",
    resourcePolicy: null,
    policies: [{ name: "p.json", text: JSON.stringify({ Version: "2012-10-17", Statement: statements }) }],
  });
  if ("problem" in state) throw new Error(state.problem);
  const all = adoptFunctions(state);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

describe("a Deny", () => {
  it.each([
    ["dynamodb:*", table, "dynamodb:DeleteTable"],
    ["sqs:*", "*", "sqs:DeleteQueue"],
    ["s3:Delete*", "arn:aws:s3:::b/*", "s3:DeleteObject"],
    ["s3:*", ["arn:aws:s3:::b", "arn:aws:s3:::b/*"], "s3:GetObject"],
  ])("of %s stays one, action by action", (action, resource, one) => {
    const { spec, report } = adopted({ Effect: "Deny", Action: action, Resource: resource });
    expect(spec).toContain("- deny:\n");
    expect(spec).toContain(`- ${one}\n`);
    expect(spec).not.toContain("allow:");
    expect(report).toContain("the spec says: each of them, and none that AWS adds later");
    expect(report).not.toContain("too wide");
  });

  it.each([
    ["every action", { Action: "*", Resource: "*" }, '* on "*" is every action there is'],
    ["all but some", { NotAction: "s3:GetObject", Resource: "*" }, "denies all but a list"],
    ["an action that is not listed", { Action: "s3:GetObjcet", Resource: "*" }, 's3:GetObjcet on "*": AWS lists no such action'],
    [
      "an action that looks like a variable",
      { Action: "${var.it}", Resource: "*" },
      '${var.it} on "*": AWS lists no such action',
    ],
    ["what is no ARN", { Action: "s3:GetObject", Resource: "arn:aws:s3" }, "s3:GetObject on arn:aws:s3: an ARN has six parts"],
    ["nothing", { Action: "s3:GetObject" }, "it has no Resource"],
    [
      "what carries no such key",
      { Action: "s3:DeleteObject", Resource: "arn:aws:s3:::b/*", Condition: { StringNotEquals: { "s3:prefix": "x" } } },
      'knows no condition key "s3:prefix"',
    ],
  ])("of %s is told to widen, in the report and the spec", (_, statement, why) => {
    const { spec, report } = adopted({ Effect: "Deny", ...statement });
    for (const text of [spec, report]) {
      expect(text).toContain(why);
      expect(text).toContain("it is a Deny, and without it the role may do what it denied");
    }
    expect(report).not.toContain("too wide");
    expect(spec).not.toMatch(/^actions:/m);
  });

  it("is none where nobody can tell the effect", () => {
    const { spec, report } = adopted({ Effect: "${var.effect}", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" });
    expect(spec).not.toMatch(/^actions:/m);
    expect(report).toContain("nobody can tell whether it allows or denies");
  });
});

describe("an Allow under a condition", () => {
  const condition = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["a"] } };

  it("keeps of a wildcard what carries the key, and says only that", () => {
    const { spec, report } = adopted({ Effect: "Allow", Action: "dynamodb:*", Resource: table, Condition: condition });
    expect(spec).toContain("- allow:\n      - read\n      - write\n");
    expect(spec).toContain("dynamodb:LeadingKeys:");
    expect(report).toContain(`the spec says: read, write of ${table}`);
    expect(report).not.toContain("left out");
  });

  it("loses none of its actions with one that does not carry the key", () => {
    const action = ["dynamodb:GetItem", "dynamodb:Scan"];
    const { spec, report } = adopted({ Effect: "Allow", Action: action, Resource: table, Condition: condition });
    expect(spec).toMatch(/^ {2}- allow: dynamodb:GetItem\n/m);
    expect(report).toContain('dynamodb:Scan knows no condition key "dynamodb:LeadingKeys"');
    expect(report).not.toContain('left out      p.json: actions {"allow":"dynamodb:GetItem"');
  });
});

describe("logs:CreateLogGroup", () => {
  const group = (name: string) => `arn:aws:logs:us-east-1:123456789012:log-group:${name}`;
  const create = (resource: string) => adopted({ Effect: "Allow", Action: "logs:CreateLogGroup", Resource: resource });

  it("is kept for groups of others", () => {
    const { spec } = create(group("/tenants/*"));
    expect(spec).toContain(`- allow: logs:CreateLogGroup\n    resources: ${group("/tenants/*")}`);
  });

  it.each([group("/aws/lambda/foo"), group("/aws/lambda/foo:*")])("is not needed for the function's own: %s", (own) => {
    const { spec, report } = create(own);
    expect(spec).not.toContain("CreateLogGroup");
    expect(report).not.toContain("CreateLogGroup");
  });

  it.each(["*", group("/aws/lambda/*"), "arn:aws:logs:*:*:*"])("is told where it reached others, too: %s", (wide) => {
    const { spec, report } = create(wide);
    expect(spec).not.toContain("CreateLogGroup");
    expect(report).toContain(`too wide      p.json: logs:CreateLogGroup on ${wide}\n`);
  });
});

describe("policies of AWS's own", () => {
  const attached = (name: string) => {
    const arn = "arn:aws:lambda:eu-west-1:123456789012:function:one";
    const role = "arn:aws:iam::123456789012:role/one";
    const resource = (type: string, values: object) => ({
      address: `${type}.one`,
      mode: "managed" as const,
      type,
      values,
      sensitive: {},
    });
    return printAdopted(
      adoptFunctions([
        resource("aws_lambda_function", {
          arn,
          function_name: "one",
          role,
          runtime: "python3.13",
          handler: "a.b",
          filename: "f.zip",
        }),
        resource("aws_iam_role", { arn: role, name: "one", managed_policy_arns: [`arn:aws:iam::aws:policy/${name}`] }),
      ] as never),
    );
  };

  it.each([
    [
      "CloudWatchLambdaInsightsExecutionRolePolicy",
      "the function has no layer of Lambda Insights; role.managed_policies keeps it",
    ],
    [
      "AWSXRayDaemonWriteAccess",
      "the function has no `tracing_config: {mode: Active}`; function: {tracing_config: {mode: Active}} grants",
    ],
    ["service-role/AWSLambdaENIManagementAccess", "the function has no `vpc_config`; function: {vpc_config: …} grants it"],
    [
      "AmazonDynamoDBFullAccess",
      "write the actions that the code calls under `actions:`, of those in https://docs.aws.amazon.com/",
    ],
    ["AdministratorAccess", "write the actions that the code calls under `actions:`"],
    ["AmazonS3ReadOnlyAccess", "nobody can tell what of it the code needs; role.managed_policies keeps it, with a reason"],
  ])("say nothing where the function has nothing for them: %s", (name, message) => {
    const report = attached(name);
    expect(report).toContain(message);
    expect(report).not.toContain("too wide");
  });

  it.each([
    "AdministratorAccess",
    "AmazonDynamoDBFullAccess",
    "AmazonS3ReadOnlyAccess",
    "AWSXRayDaemonWriteAccess",
    "aws-service-role/AWSLambdaReplicator",
    "CloudWatchLambdaInsightsExecutionRolePolicy",
    "service-role/AWSLambdaDynamoDBExecutionRole",
    "service-role/AWSLambdaRole",
  ])("are said to be kept by what compiles: %s", (name) => {
    const role = `role: {managed_policies: [{arn: "arn:aws:iam::aws:policy/${name}", why: "kept as it was, until somebody reads it"}]}`;
    const text = `function: {name: one, runtime: python3.13, handler: a.b, filename: f.zip}\n${role}\n`;
    const settings = [{ path: "stack.yaml", file: "stack.yaml", text: "region: us-east-1\naccount: '123456789012'\n" }];
    const { diagnostics } = compile({ rootName: "specs", specs: [{ path: "a.yaml", file: "a.yaml", text }], settings });
    const compiles = diagnostics.every(({ severity }) => severity !== "error");
    expect(attached(name).includes("role.managed_policies keeps it")).toBe(compiles);
  });

  it("say what of them the function uses", () => {
    const report = attached("service-role/AWSLambdaSQSQueueExecutionRole");
    expect(report).toContain("grants on every resource, and the function has no queues under `pull`");
    expect(report).toContain("the spec says: the right to write the streams of its own log group\n".trim());
  });
});
