import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run, top } from "../support/program.ts";

/** `adopt` on the command line: what it prints, what it writes, and what it does not write over. */

const state = readFileSync(join(top, "test/adopt/api-and-schedule/state.json"), "utf8");
const worker = readFileSync(join(top, "test/adopt/queue-in-a-module/state.json"), "utf8");

describe("adopt", () => {
  it("prints specs, and on standard error what was found", () => {
    const { stdout, stderr, status } = run(
      folderWith({ "state.json": state }),
      "adopt",
      "state.json",
      "--function",
      "orders-api",
    );
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync(join(top, "test/adopt/api-and-schedule/orders-api.yaml"), "utf8"));
    expect(stderr).toContain(
      "never matches aws_iam_policy.shop: dynamodb:Quary on arn:aws:dynamodb:eu-west-1:123456789012:table/orders: AWS lists no such action",
    );
    expect(stderr).not.toContain("orders-nightly (");
  });

  it("writes a folder that compiles and is proven, and writes over nothing", () => {
    const folder = folderWith({ "state.json": worker });
    const { stdout, status } = run(folder, "adopt", "state.json", "--output", "specs/worker");
    expect(status).toBe(0);
    expect(stdout).toContain("wrote 3 files to specs/worker");
    expect(readFileSync(join(folder, "specs/worker/adopt.tf"), "utf8")).toContain('id = "0b1c2d3e-1111-2222-3333-444455556666"');
    expect(run(folder, "generate").status).toBe(0);
    expect(existsSync(join(folder, "out/worker/worker.tf"))).toBe(true);
    const again = run(folder, "adopt", "state.json", "--output", "specs/worker");
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("is there already; nothing was written");
  });

  it("writes nothing where nothing is taken over, and says why", () => {
    const folder = folderWith({ "state.json": worker.replace(/"runtime": *"[^"]*"/, '"runtime": "cobol85"') });
    const { stdout, stderr, status } = run(folder, "adopt", "state.json", "--output", "specs/worker");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("stays as it is");
    expect(existsSync(join(folder, "specs"))).toBe(false);
  });

  it("gives all of it as JSON", () => {
    const { stdout, status } = run(
      folderWith({ "state.json": worker }),
      "adopt",
      "state.json",
      "--same-state",
      "--format",
      "json",
    );
    expect(status).toBe(0);
    const { functions, left, files } = JSON.parse(stdout) as {
      functions: { name: string; from: string; landing: { moves: object[] }; findings: { kind: string; function: string }[] }[];
      left: unknown[];
      files: { path: string; text: string }[];
    };
    expect(functions.map(({ name, from }) => `${name} ${from}`)).toEqual([
      'worker module.worker["eu"].aws_lambda_function.this[0]',
    ]);
    expect(functions[0]?.landing.moves).toContainEqual({
      from: 'module.worker["eu"].aws_iam_role.lambda[0]',
      to: "aws_iam_role.worker",
      id: "worker",
    });
    expect(functions[0]?.findings.map(({ kind }) => kind)).toContain("wide");
    expect(left).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(["stack.yaml", "worker.yaml", "adopt.tf"]);
  });

  it.each([
    ["{", "state.json: "],
    ['{"version": 4, "serial": 1, "resources": []}', "the state's own file"],
    ['{"values": {"root_module": {"resources": []}}}', "there are no resources in it"],
    [
      '{"values": {"root_module": {"resources": [{"address": "aws_sns_topic.a", "type": "aws_sns_topic"}]}}}',
      "there is no aws_lambda_function in it",
    ],
    [
      '{"values": {"root_module": {"resources": [{"address": "a b", "type": "aws_sns_topic"}]}}}',
      '"a b" is no address of a resource',
    ],
  ])("refuses %s", (text, message) => {
    const { status, stderr } = run(folderWith({ "state.json": text }), "adopt", "state.json");
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  it("takes over what a stack of CloudFormation made of a template", () => {
    const at = (file: string) => readFileSync(join(top, "test/adopt/sam-media", file), "utf8");
    const folder = folderWith({ "template.yaml": at("template.yaml"), "stack.json": at("stack-resources.json") });
    const { status, stdout } = run(
      folder,
      "adopt",
      "template.yaml",
      "--stack-resources",
      "stack.json",
      "--output",
      "specs/media",
    );
    expect(status).toBe(0);
    expect(stdout).toContain("wrote 3 files to specs/media");
    expect(readFileSync(join(folder, "specs/media/adopt.tf"), "utf8")).toContain("DeletionPolicy: Retain");
    expect(run(folder, "generate").status).toBe(0);
  });

  const sam = (properties: string) =>
    `Resources:\n  Api:\n    Type: AWS::Serverless::Function\n    Properties:\n      Handler: a.b\n      Runtime: python3.13\n${properties}`;

  it.each([
    [sam(""), [], 2, "give --region and --account"],
    [
      "Resources: {A: {Type: AWS::SNS::Topic}}",
      ["--region", "eu-west-1", "--account", "123456789012"],
      2,
      "no AWS::Serverless::Function",
    ],
    ["a: [", [], 2, "template.yaml: "],
    ["a: 1", [], 2, "it has no Resources"],
    [sam(""), ["--region", "eu-west-1", "--account", "123456789012", "--parameter", "x"], 2, "--parameter takes NAME=VALUE"],
    [
      sam("      FunctionName: !Sub ${AWS::StackName}-api\n"),
      ["--region", "eu-west-1", "--account", "123456789012"],
      1,
      "Api stays as it is: its name is known when it is deployed",
    ],
    [
      sam("      FunctionName: !Sub ${AWS::StackName}-api\n      Policies: [NoSuchPolicy: {}]\n"),
      ["--region", "eu-west-1", "--account", "123456789012", "--parameter", "AWS::StackName=shop"],
      0,
      "SAM's list has no policy template NoSuchPolicy",
    ],
  ])("says of %j with %j", (template, options, expected, message) => {
    const { status, stderr } = run(folderWith({ "template.yaml": template }), "adopt", "template.yaml", ...options);
    expect(stderr).toContain(message);
    expect(status).toBe(expected);
  });

  const policyOf = (statement: object) => JSON.stringify({ Policy: JSON.stringify({ Statement: [statement] }) });
  const arn = "arn:aws:lambda:eu-west-1:123456789012:function:legacy";
  const allow = {
    Sid: "a",
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: arn,
  };

  it.each([
    [["--policy", "p.json"], allow, "give --function, --region and --account"],
    [
      ["--policy", "p.json", "--function", "legacy", "--region", "eu-west-1", "--account", "123456789012"],
      allow,
      "--policy takes --role",
    ],
    [["--resource-policy", "r.json", "--function", "other"], allow, "is of the function legacy, and not of other"],
    [["--resource-policy", "r.json"], { ...allow, Resource: "*" }, "is not the policy of one function"],
    [["--resource-policy", "r.json"], { ...allow, Effect: "Deny" }, "a permission can only allow"],
    [
      ["--resource-policy", "r.json"],
      { ...allow, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } },
      "a permission has no guard for IpAddress aws:SourceIp",
    ],
    [
      ["--resource-policy", "r.json"],
      { ...allow, Principal: { Service: ["a.amazonaws.com", "b.amazonaws.com"] } },
      "more than one permission",
    ],
    [["--resource-policy", "p.json", "--policy", "p.json"], allow, "--resource-policy takes what"],
    [["r.json", "--role", "x"], allow, "leave the file out"],
    [[], allow, "give a file, or --resource-policy or --policy"],
  ])("refuses %j", (options, statement, message) => {
    const folder = folderWith({ "r.json": policyOf(statement), "p.json": '{"a": 1}' });
    const { status, stderr } = run(folder, "adopt", ...options);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it("leaves a function that is not made yet, and says so", () => {
    const text =
      '{"planned_values": {"root_module": {"resources": [{"address": "aws_lambda_function.a", "mode": "managed", "type": "aws_lambda_function", "values": {"function_name": "a"}}]}}}';
    const { status, stderr } = run(folderWith({ "state.json": text }), "adopt", "state.json");
    expect(status).toBe(1);
    expect(stderr).toContain("aws_lambda_function.a stays as it is");
  });
});
