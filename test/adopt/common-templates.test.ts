import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";

/** What many templates say: things that are parameters, images that SAM builds, lists as people write them. */

function adopted(properties: string, resources = "") {
  const template = `
Parameters:
  Arn: {Type: String}
  Subnets: {Type: CommaDelimitedList, Default: "subnet-0aaaaaaa1, subnet-0aaaaaaa2 ,subnet-0aaaaaaa3"}
  Groups: {Type: "List<AWS::EC2::SecurityGroup::Id>", Default: "sg-0aaaaaaa1, sg-0aaaaaaa2"}
Conditions: {IsProd: !Equals [a, b]}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Metadata: {Dockerfile: Dockerfile, DockerContext: ./app, DockerTag: v1}
    Properties: {FunctionName: fn, ${properties}}
${resources}`;
  const given = readGiven(template, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources: null });
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  return { spec: all.stacks[0]?.functions[0]?.spec ?? "", report: printAdopted(all) };
}

const zip = "Runtime: python3.13, Handler: a.b, CodeUri: src";
const permission = (principal: string, arn: string) =>
  `  P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Fn, Action: "lambda:InvokeFunction", Principal: ${principal}, SourceArn: ${arn}}}`;

describe("a source whose ARN only Terraform knows", () => {
  it.each([
    ["of an event", adopted(`${zip}, Events: {E: {Type: SNS, Properties: {Topic: !Ref Arn}}}`), "- sns: ${var.arn}"],
    ["of an export", adopted(`${zip}, Events: {E: {Type: SNS, Properties: {Topic: !ImportValue t}}}`), "- sns: ${var.t}"],
    ["of SNS", adopted(zip, permission("sns.amazonaws.com", "!Ref Arn")), "- sns: ${var.arn}"],
    ["of EventBridge", adopted(zip, permission("events.amazonaws.com", "!ImportValue rule")), "- eventbridge: ${var.rule}"],
    ["of a load balancer", adopted(zip, permission("elasticloadbalancing.amazonaws.com", "!Ref Arn")), "- alb: ${var.arn}"],
  ])("is told by the service: %s", (_, { spec, report }, says) => {
    expect(spec).toContain(`push:\n  ${says}\n`);
    expect(report).not.toContain("left out");
  });

  it("is guarded by the account, where the service asks for both", () => {
    const { spec, report } = adopted(zip, permission("s3.amazonaws.com", "!Ref Arn"));
    expect(spec).toContain("push:\n  - s3: ${var.arn}\n");
    expect(report).toContain("${var.arn} without an account: whoever takes its name may invoke the function");
  });

  it.each([
    ["apigateway.amazonaws.com", "!Ref Arn", "which of apigateway, httpapi, websocket and authorizer that is"],
    ["sns.amazonaws.com", '!Sub "${Arn}-topic"', "what that is"],
    ["logs.amazonaws.com", "!Ref Arn", "what that is"],
  ])("is told with the reason, where the service %s does not tell which: %s", (principal, arn, what) => {
    const { spec, report } = adopted(zip, permission(principal, arn));
    expect(spec).not.toContain("push:");
    expect(report).toContain(`, and only Terraform knows ${what}`);
    expect(report).not.toContain("does not send");
  });
});

it("a user pool that is a parameter is none of the template", () => {
  const { report } = adopted(`${zip}, Events: {E: {Type: Cognito, Properties: {UserPool: !Ref Arn, Trigger: PreSignUp}}}`);
  expect(report).toContain("left out      Fn: Events.E: the user pool is none of the template");
});

describe("an image", () => {
  it.each([
    ["that SAM builds", "PackageType: Image", "what SAM builds of Dockerfile in ./app"],
    ["that a condition decides", "PackageType: Image, ImageUri: !If [IsProd, a, b]", "its image"],
  ])("%s is a variable", (_, properties, what) => {
    const { spec, report } = adopted(properties);
    expect(spec).toContain("code:\n  image: ${var.fn_image_uri}\n  deploy: elsewhere");
    expect(spec).not.toContain("handler");
    expect(report).toContain(what);
    expect(report).toContain("the spec says: ${var.fn_image_uri}");
  });

  it("that the template names is that", () => {
    const { spec } = adopted("PackageType: Image, ImageUri: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/my:1");
    expect(spec).toContain("image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/my:1");
  });
});

it("a list that is written with spaces has none in its values", () => {
  const { spec, report } = adopted(`${zip}, VpcConfig: {SubnetIds: !Ref Subnets, SecurityGroupIds: !Ref Groups}`);
  for (const id of ["subnet-0aaaaaaa1", "subnet-0aaaaaaa2", "subnet-0aaaaaaa3", "sg-0aaaaaaa1", "sg-0aaaaaaa2"])
    expect(spec).toContain(`- ${id}\n`);
  expect(report).not.toContain("left out");
});
