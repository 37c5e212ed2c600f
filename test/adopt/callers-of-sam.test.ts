import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";

/** The permissions that SAM makes for what an API of its own says calls a function, without a resource that says it again. */

function adopted(resources: string, globals = "{}", stackResources: string | null = null) {
  const template = `
Globals: ${globals}
Conditions: {IsProd: !Equals [a, b]}
Parameters: {AuthArn: {Type: String}}
Resources:
  Auth:
    Type: AWS::Serverless::Function
    Properties: {FunctionName: auth, Runtime: python3.13, Handler: a.b, AutoPublishAlias: live}
${resources}`;
  const given = readGiven(template, { region: "eu-west-1", account: "123456789012", parameters: [], stackResources });
  if ("problem" in given) throw new Error(given.problem);
  const all = adoptFunctions(given.state, undefined, given.known);
  const spec = all.stacks[0]?.functions.find(({ name }) => name === "auth")?.spec ?? "";
  return { spec, push: /^push:\n((?: .*\n)+)/m.exec(spec)?.[1] ?? "", report: printAdopted(all) };
}

const api = (type: string, auth: string, more = "") =>
  `  Api: {Type: AWS::Serverless::${type}, Properties: {StageName: prod, Auth: ${auth}}${more}}`;
const arn = "arn:aws:execute-api:eu-west-1:123456789012:${var.api}";

describe("an authorizer of an API of SAM", () => {
  it.each([
    ["Api", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn}}}"],
    ["HttpApi", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn, EnableFunctionDefaultPermissions: true}}}"],
    ["WebSocketApi", "{AuthType: CUSTOM, AuthArn: !GetAtt Auth.Arn}"],
  ])("is invoked by %s", (type, auth) => {
    const { push, report } = adopted(api(type, auth));
    expect(push).toBe(`  - authorizer: ${arn}/authorizers/*\n`);
    expect(report).not.toContain("left out      Api");
  });

  it("is the alias, where the API names that", () => {
    const { spec, push } = adopted(api("Api", "{Authorizers: {A: {FunctionArn: !Ref Auth.Alias}}}"));
    expect(push).toBe(`  - authorizer: ${arn}/authorizers/*\n`);
    expect(spec).toContain("alias:\n    name: live");
  });

  it("has the statement that the stack made", () => {
    const stack = JSON.stringify({
      StackResources: ["Auth", "Api", "ApiAAuthorizerPermission"].map((id) => ({
        StackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/s/1",
        LogicalResourceId: id,
        PhysicalResourceId: id.toLowerCase(),
      })),
    });
    const { push } = adopted(api("Api", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn}}}"), "{}", stack);
    expect(push).toContain("statement_id: apiaauthorizerpermission");
  });

  it.each([
    ["Api", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn, DisableFunctionDefaultPermissions: true}}}"],
    ["HttpApi", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn}}}"],
    ["HttpApi", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn, EnableFunctionDefaultPermissions: false}}}"],
    ["WebSocketApi", "{AuthType: CUSTOM, AuthArn: !GetAtt Auth.Arn, InvokeRole: !Ref AuthArn}"],
  ])("is invoked by none of %s that says so, and nothing is told", (type, auth) => {
    const { push, report } = adopted(api(type, auth));
    expect(push).toBe("");
    expect(report).not.toMatch(/left out|stays as it is/);
  });

  it.each([
    ["Api", "rest"],
    ["HttpApi", "http"],
  ])("of the %s that nobody declares is told by Globals", (kind, name) => {
    const globals = `{${kind}: {Auth: {Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn, EnableFunctionDefaultPermissions: true}}}}}`;
    const routed = `
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: fn
      Runtime: python3.13
      Handler: a.b
      Events: {E: {Type: ${kind}, Properties: {Path: /x, Method: get}}}
`;
    expect(adopted(routed, globals).push).toContain(`serverless_${name}_api}/authorizers/*`);
    expect(adopted("", globals).push).toBe("");
  });

  it.each([
    [
      "which function it is",
      api("Api", "{Authorizers: {A: {FunctionArn: !Ref AuthArn}}}"),
      "nobody can tell which function it calls",
    ],
    [
      "which function it is",
      api("Api", "{Authorizers: {A: {FunctionArn: !If [IsProd, !GetAtt Auth.Arn, !Ref AuthArn]}}}"),
      "nobody can tell which function",
    ],
    [
      "whether there is one",
      api("Api", "{Authorizers: {A: !If [IsProd, {FunctionArn: !GetAtt Auth.Arn}, !Ref AWS::NoValue]}}"),
      "nobody can tell which function",
    ],
    [
      "whether there are any",
      api("Api", "!If [IsProd, {Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn}}}, !Ref AWS::NoValue]"),
      "nobody can tell which function",
    ],
    [
      "whether there is an API",
      api("Api", "{Authorizers: {A: {FunctionArn: !GetAtt Auth.Arn}}}", ", Condition: IsProd"),
      "whether IsProd holds is decided",
    ],
  ])("of which nobody can tell %s is told", (_, resources, why) => {
    const { push, report } = adopted(resources);
    expect(push).toBe("");
    expect(report).toContain(`Api stays as it is: ${why}`);
  });
});

it("a route of a WebSocket API is a caller, and its API has no other protocol", () => {
  const { push } = adopted(`
  Api:
    Type: AWS::Serverless::WebSocketApi
    Properties: {Routes: {$connect: {FunctionArn: !GetAtt Auth.Arn}}, StageName: prod}`);
  expect(push).toBe(`  - websocket: ${arn}/prod/$connect\n`);
});

it("a route at a stage that nobody can tell is told", () => {
  const { push, report } = adopted(`
  Api:
    Type: AWS::Serverless::WebSocketApi
    Properties: {Routes: {sendMessage: {FunctionArn: !GetAtt Auth.Arn}}, StageName: !If [IsProd, a, b]}`);
  expect(push).toBe("");
  expect(report).toContain("Api stays as it is: nobody can tell at which stage it calls");
});

it("a route has the statement that the stack made", () => {
  const stack = JSON.stringify({
    StackResources: ["Auth", "Api", "ApiSendmessagePermission"].map((id) => ({
      StackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/s/1",
      LogicalResourceId: id,
      PhysicalResourceId: id.toLowerCase(),
    })),
  });
  const api =
    "  Api: {Type: AWS::Serverless::WebSocketApi, Properties: {Routes: {sendMessage: {FunctionArn: !GetAtt Auth.Arn}}}}";
  const { push } = adopted(api, "{}", stack);
  expect(push).toContain("websocket: arn:aws:execute-api:eu-west-1:123456789012:api/default/sendMessage");
  expect(push).toContain("statement_id: apisendmessagepermission");
});

it("the authorizers of a GraphQL API are called by it", () => {
  const { push } = adopted(`
  Api:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      Auth:
        Type: API_KEY
        Additional: [{Type: AWS_LAMBDA, LambdaAuthorizer: {AuthorizerUri: !GetAtt Auth.Arn}}]`);
  expect(push).toBe("  - appsync: arn:aws:appsync:eu-west-1:123456789012:apis/${var.api_api_id}\n");
});
