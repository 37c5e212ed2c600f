import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";

/** What makes an event happen is a resource that SAM makes: the spec says who may invoke the function, and the rest is told. */

function adopted(type: string, properties: string) {
  const template = `
Resources:
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: uploads}}
  Pool: {Type: AWS::Cognito::UserPool}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: fn
      Runtime: python3.13
      Handler: a.b
      Events: {E: {Type: ${type}, Properties: ${properties}}}
`;
  const given = readGiven(template, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources: null });
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

const another = "which goes with the stack: before it does, let `subscribe: true` in its entry make another";
const topic = "Topic: arn:aws:sns:eu-west-1:123456789012:news";

describe("an event of a function of SAM", () => {
  it.each([
    ["S3", "{Bucket: !Ref Bucket, Events: ['s3:ObjectCreated:*'], Filter: {}}", "bucket's notification", "Events, Filter"],
    ["SNS", `{${topic}, FilterPolicy: {a: [b]}}`, "topic's subscription", "FilterPolicy"],
    [
      "Schedule",
      "{Name: every, Schedule: rate(5 minutes), Input: '{}', Enabled: false}",
      "rule and its target",
      "Schedule, Input, Enabled",
    ],
    ["EventBridgeRule", "{RuleName: paid, Pattern: {source: [x]}}", "rule and its target", "Pattern"],
    ["CloudWatchEvent", "{RuleName: paid, Pattern: {source: [x]}}", "rule and its target", "Pattern"],
    ["CloudWatchLogs", "{LogGroupName: /shop, FilterPattern: err}", "log group's subscription", "FilterPattern"],
  ])("tells what it does not say: %s", (type, properties, makes, keys) => {
    const { spec, report } = adopted(type, properties);
    expect(spec).toMatch(/^push:\n/m);
    expect(report).toContain(`left out      Fn: Events.E: SAM makes the ${makes} of it (with ${keys}), ${another}`);
    expect(spec).toContain(`# Left out, Fn: Events.E: SAM makes the ${makes} of it`);
  });

  it("without more than its source is noted", () => {
    const { report } = adopted("SNS", `{${topic}}`);
    expect(report).toContain(`note          Fn: Events.E: SAM makes the topic's subscription of it, ${another}`);
  });

  it("that no entry subscribes to says so", () => {
    const { report } = adopted("Cognito", "{UserPool: !Ref Pool, Trigger: PreSignUp}");
    expect(report).toContain(
      "SAM makes the user pool's triggers of it (with Trigger), which goes with the stack: before it does, make another\n",
    );
  });

  it("of an API tells what is not read", () => {
    const { report } = adopted("HttpApi", "{ApiId: abcde12345, Path: /x, Method: get, TimeoutInMillis: 100}");
    expect(report).toContain("left out      Fn: Events.E.TimeoutInMillis: it is not read\n");
    expect(report).not.toContain("Events.E.Path");
  });
});
