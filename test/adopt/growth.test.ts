import { beforeEach, describe, expect, it, vi } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import { samState } from "../../generator/adopt/sam/sam-state.ts";
import type { Deployment } from "../../generator/adopt/sam/template/deployment.ts";

/** What `adopt` takes grows with what it is given: counted, since clocks are not alike. */

const work = vi.hoisted(() => ({ checked: 0 }));
vi.mock("../../generator/spec/document.ts", async (original) => {
  const real = await original<typeof import("../../generator/spec/document.ts")>();
  const checkDocument: typeof real.checkDocument = (...given) => {
    work.checked++;
    return real.checkDocument(...given);
  };
  return { ...real, checkDocument };
});

beforeEach(() => {
  work.checked = 0;
});

const home = { partition: "aws", region: "eu-west-1", account: "123456789012" };
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

function resource(type: string, name: string, values: object): StateResource {
  return { address: `${type}.${name}`, mode: "managed", type, values: { ...values }, sensitive: {} };
}

/** Functions, each with a role, a policy, a log group, callers that permissions do not tell, and entries that are refused. */
function state(functions: number, refused: (index: number) => number): readonly StateResource[] {
  return Array.from({ length: functions }, (_, index) => {
    const [name, role] = [`f${index}`, `arn:aws:iam::123456789012:role/r${index}`];
    const allowed = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::b${index}/*` };
    const permission = (id: string, principal: string, more: object) =>
      resource("aws_lambda_permission", `${id}_${index}`, {
        ...{ function_name: name, statement_id: id, action: "lambda:InvokeFunction", principal },
        ...more,
      });
    return [
      resource("aws_lambda_function", name, {
        ...{ function_name: name, arn: arn("lambda", `function:${name}`), role, runtime: "python3.13", handler: "app.handler" },
        filename: "app.zip",
      }),
      resource("aws_iam_role", name, { name: `r${index}`, arn: role }),
      resource("aws_iam_role_policy", name, {
        ...{ name: "own", role: `r${index}` },
        policy: JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }),
      }),
      resource("aws_cloudwatch_log_group", name, { name: `/aws/lambda/${name}` }),
      permission("any", "events.amazonaws.com", {}),
      resource("aws_cloudwatch_event_rule", name, { name: `rule${index}`, arn: arn("events", `rule/rule${index}`) }),
      resource("aws_cloudwatch_event_target", name, { rule: `rule${index}`, arn: arn("lambda", `function:${name}`) }),
      permission("api", "apigateway.amazonaws.com", { source_arn: arn("execute-api", `api${index}/*/GET/orders`) }),
      resource("aws_apigatewayv2_api", name, { id: `api${index}`, protocol_type: "HTTP" }),
      ...Array.from({ length: refused(index) }, (_, number) =>
        permission(`no${number}`, "sns.amazonaws.com", { source_arn: arn("sns", `no topic ${number}`) }),
      ),
    ];
  }).flat();
}

/** Counts how often something of each is asked. */
function counting<Of extends object>(asked: { times: number }, all: readonly Of[]): readonly Of[] {
  const get = (of: Of, key: string | symbol) => {
    asked.times++;
    return Reflect.get(of, key);
  };
  return all.map((one) => new Proxy(one, { get }));
}

describe("a state", () => {
  const asks = (functions: number) => {
    const asked = { times: 0 };
    const { stacks } = adoptFunctions(
      counting(
        asked,
        state(functions, () => 0),
      ),
    );
    expect(stacks[0]?.functions[1]?.spec).toContain("httpapi:");
    expect(stacks[0]?.functions[1]?.spec).toContain("rule/rule1");
    return asked.times;
  };

  it("of twice the functions is asked twice as much", () => {
    expect(asks(80) / asks(40)).toBeLessThan(2.1);
  });

  it("has one document checked anew for each entry that is taken out, whichever of the functions has it", () => {
    const [functions, refused] = [30, 20];
    const [first, ...others] = adoptFunctions(state(functions, (index) => (index === 3 ? refused : 0))).stacks;
    expect(others).toEqual([]);
    const findings = first?.functions[3]?.findings.filter(({ kind }) => kind === "left-out");
    expect(findings).toHaveLength(refused);
    // Each once without its actions, and once with them.
    expect(work.checked).toBe(2 * functions + refused);
  });

  it("names some of many functions that run with one role, and counts the others", () => {
    const shared = state(25, () => 0).map((one) => ({ ...one, values: { ...one.values } }));
    const role = "arn:aws:iam::123456789012:role/r0";
    for (const { type, values } of shared) if (type === "aws_lambda_function") Object.assign(values, { role });
    const told = adoptFunctions(shared).stacks[0]?.functions.map(({ findings }) =>
      findings.find(({ what }) => what.includes("run with one role")),
    );
    expect(new Set(told?.map((one) => one?.what))).toEqual(
      new Set([expect.stringMatching(/^f0, f1, f10, .* and 5 more run with one role, so each may do what any may$/)]),
    );
  });
});

describe("a template", () => {
  /** Functions of SAM, each with a role, a policy of the role, a permission, a log group, and what only Terraform will know. */
  const template = (functions: number, asked: { times: number }) => {
    const made = Array.from({ length: functions }, (_, index): readonly (readonly [string, object])[] => {
      const own = { "Fn::GetAtt": [`F${index}`, "Arn"] };
      const document = {
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: { "Fn::GetAtt": ["T", "StreamArn"] } }],
      };
      const policy = { PolicyName: "own", Roles: [{ Ref: `R${index}` }], PolicyDocument: document };
      const said = { Action: "lambda:InvokeFunction", FunctionName: own, Principal: "123456789012" };
      return [
        [`F${index}`, { Type: "AWS::Serverless::Function", Properties: { Role: { "Fn::GetAtt": [`R${index}`, "Arn"] } } }],
        [`R${index}`, { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } }],
        [`P${index}`, { Type: "AWS::IAM::Policy", Properties: policy }],
        [`Q${index}`, { Type: "AWS::Lambda::Permission", Properties: said }],
        [`L${index}`, { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: `/aws/lambda/F${index}` } }],
        [`A${index}`, { Type: "AWS::Serverless::HttpApi", Properties: {} }],
      ];
    }).flat();
    const all = [...made, ["T", { Type: "AWS::DynamoDB::Table" }] as const];
    const counted = counting(
      asked,
      all.map(([, one]) => one),
    );
    return { Resources: Object.fromEntries(all.map(([id], index) => [id, counted[index]])) };
  };
  const deployment: Deployment = { home, parameters: {}, made: new Map() };
  const asks = (functions: number) => {
    const asked = { times: 0 };
    const { resources } = samState(template(functions, asked), deployment);
    for (const type of ["aws_lambda_permission", "aws_iam_role_policy", "aws_cloudwatch_log_group", "aws_apigatewayv2_api"])
      expect(resources.filter((one) => one.type === type)).toHaveLength(functions);
    return asked.times;
  };

  it("of twice the functions is asked twice as much", () => {
    expect(asks(80) / asks(40)).toBeLessThan(2.1);
  });
});

describe("what leads to a policy of a template", () => {
  const template = (policies: string, roleName = "") => `Parameters: {Env: {Type: String}}
Resources:
  F: {Type: AWS::Serverless::Function, Properties: {Runtime: python3.13, Handler: a.b, Role: !GetAtt R.Arn}}
  R: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}${roleName}}}
${policies}`;
  const policy = (roles: string) =>
    `  P: {Type: AWS::IAM::Policy, Properties: {PolicyName: p, Roles: [${roles}], PolicyDocument: {Statement: []}}}`;
  const told = (text: string) => {
    const given = readGiven(text, { region: home.region, account: home.account, parameters: [], stackResources: null });
    if ("problem" in given) throw new Error(given.problem);
    const has = given.state.some(({ type }) => type === "aws_iam_role_policy");
    return has || given.known?.told.get("F")?.some(({ what }) => what.includes("whether it is a policy of the role")) === true;
  };
  const named = ", RoleName: shop";
  const byParameter = ', RoleName: !Sub "${Env}-shop"';

  it.each([
    ["the role itself", policy("!Ref R"), ""],
    ["its name", policy("shop"), named],
    ["a name that a parameter makes", policy("!Ref Env"), named],
    ["what another stack exports", policy("!ImportValue roles"), named],
    ["its name, among what nobody can tell", policy("!If [A, shop, other]"), named],
    ["any name, where a parameter makes its own", policy("dev-shop"), byParameter],
  ])("%s", (_, policies, roleName) => {
    expect(told(template(policies, roleName))).toBe(true);
  });

  it.each([
    ["another role", policy("other"), named],
    ["the name of a role whose own is known", policy("!Ref S"), named],
  ])("and not %s", (_, policies, roleName) => {
    expect(told(template(`${policies}\n  S: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}`, roleName))).toBe(
      false,
    );
  });
});
