import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { policyState } from "../../generator/adopt/policy-state.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readGiven } from "../../generator/adopt/read-given.ts";
import type { StateResource } from "../../generator/adopt/read-state.ts";
import { readSamTemplate } from "../../generator/adopt/sam/template/read-template.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";
import { adoptFolder, adoptNames } from "./adopted-case.ts";

/** Values that are not what belongs where they stand: none crashes, and none vanishes without a word. */

function adopted(given: string, region = "eu-west-1", stackResources: string | null = null) {
  const read = readGiven(given, { region, account: "123456789012", parameters: [], stackResources });
  if ("problem" in read) return { spec: "", report: read.problem };
  const all = adoptFunctions(read.state, undefined, read.known);
  const functions = all.stacks.flatMap((stack) => stack.functions);
  adoptBlocks(functions, "stack");
  return { spec: functions.map(({ spec }) => spec).join("---\n"), report: printAdopted(all) };
}

const parameters = {
  List: { Type: "CommaDelimitedList", Default: "arn:aws:iam::aws:policy/ReadOnlyAccess, AmazonSQSFullAccess" },
};

function template(properties: object, resources: object = {}): string {
  const Fn = {
    Type: "AWS::Serverless::Function",
    Properties: { FunctionName: "fn", Runtime: "python3.13", Handler: "a.b", CodeUri: "src", ...properties },
  };
  return JSON.stringify({ Parameters: parameters, Resources: { Fn, ...resources } });
}

function plain(properties: object): string {
  const code = { FunctionName: "fn", Runtime: "python3.13", Handler: "a.b", Code: { ZipFile: "x" } };
  return JSON.stringify({
    Parameters: parameters,
    Resources: { Fn: { Type: "AWS::Lambda::Function", Properties: { ...code, ...properties } } },
  });
}

const list = { Ref: "List" };

describe("any value in any place", () => {
  const odd: readonly unknown[] = [
    null,
    "",
    5,
    true,
    [],
    ["a", "b"],
    { odd: "x" },
    [null],
    [[{}]],
    "constructor",
    "arn:constructor:constructor:constructor:constructor:constructor",
    list,
    { Ref: 5 },
    { Ref: "constructor" },
    { "Fn::Join": ["", list] },
    { "Fn::Sub": [{ a: 1 }, 5] },
    { "Fn::GetAtt": [list, "x"] },
    { "Fn::Select": [{}, {}] },
    { "Fn::Split": [] },
    { "Fn::FindInMap": [{}, "constructor"] },
  ];
  const files = adoptNames.flatMap((name) =>
    ["template.yaml", "state.json"].map((file) => join(adoptFolder, name, file)).filter((path) => existsSync(path)),
  );
  const wholes = files.map((file): Readonly<Record<string, unknown>> => {
    const text = readFileSync(file, "utf8");
    if (file.endsWith(".json")) return JSON.parse(text) as Readonly<Record<string, unknown>>;
    const read: Readonly<Record<string, unknown>> = readSamTemplate(text);
    return { ...read, Parameters: { ...(read["Parameters"] as object | undefined), ...parameters } };
  });

  /** A value in the place of one that is a number of keys away. */
  function put(value: unknown, picks: readonly number[], to: unknown): unknown {
    const [pick = 0, ...rest] = picks;
    if (typeof value !== "object" || value === null || picks.length === 0) return to;
    const entries = Object.entries(value);
    const at = entries.length === 0 ? 0 : pick % entries.length;
    const changed = entries.map(([key, one], index) => [key, index === at ? put(one, rest, to) : one] as const);
    return Array.isArray(value) ? changed.map(([, one]) => one) : Object.fromEntries(changed);
  }

  const properties = (
    "Architectures AssumeRolePolicyDocument AutoPublishAlias CodeSigningConfigArn CodeUri DeadLetterQueue Description DurableConfig " +
    "Environment EphemeralStorage EventInvokeConfig Events FileSystemConfigs FunctionUrlConfig Handler ImageConfig ImageUri InlineCode " +
    "KmsKeyArn Layers LoggingConfig MemorySize PackageType PermissionsBoundary Policies ProvisionedConcurrencyConfig " +
    "ReservedConcurrentExecutions Role RolePath Runtime SnapStart Tags TenancyConfig Timeout Tracing VpcConfig"
  ).split(" ");
  const events = (
    "AlexaSkill Api CloudWatchEvent CloudWatchLogs Cognito DocumentDB DynamoDB EventBridgeRule HttpApi IoTRule Kinesis MQ MSK S3 SNS SQS " +
    "Schedule constructor"
  ).split(" ");
  const ofEvents = (
    "ApiId Broker Bucket Cluster DestinationConfig DocumentDBEventSourceConfig EventBusName FilterCriteria LogGroupName Method Name Path " +
    "Queue Queues RestApiId ScalingConfig SkillId SourceAccessConfigurations SqsSubscription Stream Topic Topics UserPool"
  ).split(" ");
  const all = (keys: readonly string[], value: unknown) => Object.fromEntries(keys.map((key) => [key, value]));

  it.each(odd.map((value) => [JSON.stringify(value), value]))(
    "%s for each property, in each event, for each resource",
    (_, value) => {
      const inEvents = Object.fromEntries(events.map((Type) => [Type, { Type, Properties: all(ofEvents, value) }]));
      const one = { ...all(properties, value), Runtime: "python3.13", Handler: "a.b", Role: undefined };
      const types = "Alias EventInvokeConfig EventSourceMapping Permission Url Version".split(" ");
      const beside = types.map((type) => [
        type,
        {
          Type: `AWS::Lambda::${type}`,
          Properties: { ...all([...ofEvents, "Action", "Principal", "Cors"], value), FunctionName: { Ref: "Fn" } },
        },
      ]);
      for (const made of [
        template({ ...one, Events: inEvents, FunctionName: "fn" }, Object.fromEntries(beside)),
        plain({ ...one, Code: value, DeadLetterConfig: value, TracingConfig: value }),
        template(
          { Events: value, FunctionName: value },
          { Odd: value, Role: { Type: value, Properties: value, Condition: value } },
        ),
      ]) {
        const { spec, report } = adopted(made);
        expect(`${spec}${report}`).not.toMatch(/\[object Object\]|native code/);
      }
    },
  );

  it("crashes nothing, and comes out as no [object Object]", { timeout: 120_000 }, () => {
    const pick = fc.record({
      whole: fc.constantFrom(...wholes),
      picks: fc.array(fc.nat(), { minLength: 2, maxLength: 9 }),
      to: fc.constantFrom(...odd),
    });
    fc.assert(
      fc.property(pick, ({ whole, picks, to }) => {
        const { spec, report } = adopted(JSON.stringify(put(whole, picks, to)));
        expect(`${spec}${report}`).not.toMatch(/\[object Object\]|native code/);
      }),
      { numRuns: 20 },
    );
  });

  it("names itself in a circle, and is told", () => {
    const { report } = adopted(
      template(
        { FunctionName: { "Fn::Sub": "${Fn}" }, Environment: { Variables: { Q: { Ref: "Q" } } } },
        {
          Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Q", "QueueName"] } } },
        },
      ),
    );
    expect(report).toContain("Fn stays as it is: its name is known when it is deployed");
    const { report: queue } = adopted(
      template(
        { Environment: { Variables: { Q: { Ref: "Q" } } } },
        {
          Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: { "Fn::GetAtt": ["Q", "QueueName"] } } },
        },
      ),
    );
    expect(queue).toContain("Q: Q.QueueName names itself");
  });
});

describe("a list or a text where a mapping belongs", () => {
  it.each(["DeadLetterQueue", "Environment", "FileSystemConfigs", "ImageConfig", "LoggingConfig", "TenancyConfig", "VpcConfig"])(
    "%s is told to be left out",
    (key) => {
      for (const value of [list, "one", ["one"]]) {
        const { spec, report } = adopted(template({ [key]: value }));
        expect(spec).toContain("name: fn");
        expect(report).toMatch(new RegExp(`left out +Fn: ${key}: it is .* where a mapping belongs, so it is not read`));
      }
    },
  );

  it.each(["EventInvokeConfig", "FunctionUrlConfig", "ProvisionedConcurrencyConfig"])("%s is told, too", (key) => {
    expect(adopted(template({ [key]: list })).report).toMatch(
      new RegExp(`left out +Fn: ${key}: it is \\[.*where a mapping belongs`),
    );
  });

  it("of a function of CloudFormation is told as well", () => {
    for (const key of ["DeadLetterConfig", "TracingConfig", "VpcConfig"])
      expect(adopted(plain({ [key]: list })).report).toMatch(/left out +Fn: \w+: it is \[.*where a mapping belongs/);
  });

  it("a key of a block that no argument says is told", () => {
    const { spec, report } = adopted(
      template({
        VpcConfig: { SubnetIds: ["subnet-0123456789abcdef0"], SecurityGroupIds: ["sg-0123456789abcdef0"], Odd: 1 },
        FunctionUrlConfig: { AuthType: "AWS_IAM", Odd: 1 },
      }),
    );
    expect(report).toContain("VpcConfig.Odd: it is not read");
    expect(report).toContain("FunctionUrlConfig.Odd: it is not read");
    expect(spec).toContain("subnet-0123456789abcdef0");
  });

  it("tags and variables that are none are told", () => {
    expect(adopted(template({ Tags: "odd" })).report).toMatch(/left out .*tags/);
    expect(adopted(plain({ Tags: [{ Key: "a", Value: "b" }, "odd"] })).report).toContain('Tags: "odd" is no tag with a Key');
    expect(adopted(template({ Environment: { Variables: list } })).report).toMatch(/left out .*environment/);
  });

  it("of a state stands in the spec as what the compiler refuses", () => {
    const values = {
      function_name: "fn",
      arn: "arn:aws:lambda:eu-west-1:123456789012:function:fn",
      runtime: "python3.13",
      handler: "a.b",
      filename: "x.zip",
      role: "arn:aws:iam::123456789012:role/r",
      vpc_config: ["odd"],
      tags: "odd",
    };
    const resources = [{ address: "aws_lambda_function.fn", mode: "managed", type: "aws_lambda_function", values }];
    const { report } = adopted(JSON.stringify({ values: { root_module: { resources } } }));
    expect(report).toMatch(/left out +aws_lambda_function.fn: function \{"vpc_config"/);
    expect(report).toMatch(/left out +aws_lambda_function.fn: function \{"tags"/);
  });
});

describe("policies of a template", () => {
  it.each([
    ["a list", list],
    ["a list in a list", [list]],
  ])("that are %s are each of them adopted, or told", (_, given) => {
    const { report } = adopted(template({ Policies: given }));
    expect(report).toContain("arn:aws:iam::aws:policy/ReadOnlyAccess is not in what was read");
    expect(report).toContain("arn:aws:iam::aws:policy/AmazonSQSFullAccess is not in what was read");
  });

  it("that are none are told", () => {
    const { report } = adopted(template({ Policies: [{}, ["x"], { Statement: ["odd"] }] }));
    const loop = {
      "Fn::ForEach::Each": ["X", ["a"], { "P${X}": { Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] } }],
    };
    expect(adopted(template({ Policies: [loop] })).report).toMatch(/Policies\.0: it is a Deny/);
    expect(report).toContain("Policies.0: {} is no policy");
    expect(report).toContain('Policies.1: ["x"] is no policy');
    expect(report).toContain('Policies.2.Statement.0: "odd" is no statement');
  });

  it("of a role that it declares are told, too", () => {
    const trust = { Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] };
    const role = { AssumeRolePolicyDocument: trust, ManagedPolicyArns: [list, {}], Policies: [list, { PolicyName: "p" }] };
    const { report } = adopted(
      template({ Role: { "Fn::GetAtt": ["Role", "Arn"] } }, { Role: { Type: "AWS::IAM::Role", Properties: role } }),
    );
    expect(report).toContain("arn:aws:iam::aws:policy/ReadOnlyAccess is not in what was read");
    expect(report).toContain("Role.ManagedPolicyArns.1: {} is no name of a policy");
    expect(report).toContain('Role.Policies.0: "AmazonSQSFullAccess" is no policy');
    expect(report).toContain('Role.Policies.1: {"PolicyName":"p"} is no policy');
  });

  it("whose condition is none are left out: without it, they would allow more", () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
    for (const Condition of [list, "odd", { StringEquals: "odd" }, { StringEquals: { "aws:SourceVpc": [["x"]] } }]) {
      const { spec, report } = adopted(template({ Policies: [{ Statement: [{ ...statement, Condition }] }] }));
      expect(report).toContain("left out      Fn.Policies: its Condition is none of IAM");
      expect(spec).not.toMatch(/^\s+- allow/m);
    }
  });

  it("of which an action is no text are left out: without it, a Deny would deny less", () => {
    const denies = { Effect: "Deny", Action: ["s3:GetObject", list], Resource: "arn:aws:s3:::b/*" };
    const { spec, report } = adopted(template({ Policies: [{ Statement: [denies] }] }));
    expect(report).toMatch(/left out +Fn\.Policies: its Action is none of IAM.*it is a Deny/);
    expect(spec).not.toMatch(/^\s+- deny/m);
  });
});

describe("an event of a function", () => {
  const event = (Type: string, Properties: object) => template({ Events: { Odd: { Type, Properties } } });

  it("takes a path and a method that a parameter says", () => {
    const made = JSON.stringify({
      Parameters: { Path: { Type: "String", Default: "/orders/{id}" }, Verb: { Type: "String", Default: "post" } },
      Resources: (
        JSON.parse(event("Api", { Path: { Ref: "Path" }, Method: { Ref: "Verb" }, RestApiId: "abcde12345" })) as {
          Resources: object;
        }
      ).Resources,
    });
    expect(adopted(made).spec).toContain("arn:aws:execute-api:eu-west-1:123456789012:abcde12345/*/POST/orders/*");
  });

  it.each([
    ["Api", { Path: list, Method: "get" }],
    ["Api", { Path: "/x", Method: { Ref: "AWS::StackName" } }],
    ["HttpApi", { Path: "/x", Method: { "Fn::If": ["A", "get", "post"] } }],
    ["SNS", {}],
    ["S3", { Bucket: list }],
    ["CloudWatchLogs", {}],
    ["Schedule", { Name: list }],
    ["SQS", { Queue: list }],
  ])("of the type %s that nobody can tell is told", (type, properties) => {
    const { spec, report } = adopted(event(type, properties));
    expect(report).toContain("Fn: Events.Odd");
    expect(spec).not.toMatch(/^(push|pull):/m);
  });
});

describe("where a template is deployed", () => {
  const jobs = { Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } } };
  const url = { Environment: { Variables: { URL: { Ref: "Jobs" }, END: { Ref: "AWS::URLSuffix" } } } };

  it.each([
    ["eu-west-1", "amazonaws.com", "aws"],
    ["cn-north-1", "amazonaws.com.cn", "aws-cn"],
    ["us-gov-west-1", "amazonaws.com", "aws-us-gov"],
    ["eusc-de-east-1", "amazonaws.eu", "aws-eusc"],
    ["us-iso-east-1", "c2s.ic.gov", "aws-iso"],
  ])("the URL of a queue is that of its partition: %s", (region, suffix) => {
    const { spec } = adopted(template(url, jobs), region);
    expect(spec).toContain(`URL: https://sqs.${region}.${suffix}/123456789012/jobs\n`);
    expect(spec).toContain(`END: ${suffix}\n`);
  });

  it("a region that AWS does not list is refused: its partition is not known", () => {
    expect(adopted(template({}), "eu-wst-1").report).toContain('AWS lists no region "eu-wst-1"');
  });

  const stack = (resources: Readonly<Record<string, string>>) =>
    JSON.stringify({
      StackResources: Object.entries(resources).map(([LogicalResourceId, PhysicalResourceId]) => ({
        StackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1",
        LogicalResourceId,
        PhysicalResourceId,
      })),
    });

  it("!Ref is the id that CloudFormation has of a resource", () => {
    const ids = { Fn: "fn", Jobs: "https://sqs.eu-west-1.amazonaws.com/123456789012/shop-Jobs-1", Group: "sg-0123456789abcdef0" };
    const other = { Group: { Type: "AWS::EC2::SecurityGroup" } };
    const variables = { Environment: { Variables: { URL: { Ref: "Jobs" }, GROUP: { Ref: "Group" } } } };
    const { spec } = adopted(template(variables, { ...jobs, ...other }), "eu-west-1", stack(ids));
    expect(spec).toContain(`URL: ${ids.Jobs}\n`);
    expect(spec).toContain("GROUP: sg-0123456789abcdef0\n");
  });

  it("the rule of a bus is called `bus|rule`, and its ARN has both", () => {
    const rule = {
      Paid: { Type: "AWS::Events::Rule", Properties: { EventBusName: "shop" } },
      May: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          FunctionName: { Ref: "Fn" },
          Action: "lambda:InvokeFunction",
          Principal: "events.amazonaws.com",
          SourceArn: { "Fn::GetAtt": ["Paid", "Arn"] },
        },
      },
    };
    const ids = stack({ Fn: "fn", Paid: "shop|s-Paid-1ABC", May: "fn|s-May-1" });
    const { spec, report } = adopted(template({}, rule), "eu-west-1", ids);
    expect(spec).toContain(
      "- eventbridge: arn:aws:events:eu-west-1:123456789012:rule/shop/s-Paid-1ABC\n    statement_id: s-May-1",
    );
    expect(report).not.toContain("does not send");
  });

  it("a rule on a bus that nobody can tell guards nothing", () => {
    const rule = {
      Paid: { Type: "AWS::Events::Rule", Properties: { Name: "paid", EventBusName: { "Fn::If": ["A", "b", "c"] } } },
      May: {
        Type: "AWS::Lambda::Permission",
        Properties: {
          FunctionName: { Ref: "Fn" },
          Action: "lambda:InvokeFunction",
          Principal: "events.amazonaws.com",
          SourceArn: { "Fn::GetAtt": ["Paid", "Arn"] },
        },
      },
    };
    const { spec, report } = adopted(template({}, rule));
    expect(spec).not.toMatch(/^push:/m);
    expect(report).toContain("May: nobody can tell whom it lets in");
  });
});

describe("a trust policy", () => {
  const lambda = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const other = { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sts:AssumeRole" };

  it("whose condition is none lets nobody in", () => {
    for (const Condition of [list, "odd", { StringEquals: list }]) {
      const given = { Version: "2012-10-17", Statement: [lambda, { ...other, Condition }] };
      const { spec, report } = adopted(template({ AssumeRolePolicyDocument: given }));
      expect(report).toContain("nobody can tell whom its trust policy lets in, since its Condition is none of IAM");
      expect(spec).not.toContain("principals:");
    }
  });

  it("keeps a condition under a key that every object has", () => {
    const Condition = { StringEquals: { constructor: "x" } };
    const { spec } = adopted(template({ AssumeRolePolicyDocument: { Statement: [lambda, { ...other, Condition }] } }));
    expect(spec).toContain("constructor: x");
    expect(spec).not.toContain("native code");
  });
});

describe("policies that AWS printed", () => {
  const permission = {
    Sid: "one",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: "arn:aws:lambda:eu-west-1:123456789012:function:fn",
  };
  const printed = (more: object) =>
    policyState({ resourcePolicy: JSON.stringify({ Statement: [{ ...permission, ...more }] }), policies: [] });

  it.each([
    { Condition: "odd" },
    { Condition: { ArnLike: "odd" } },
    { Principal: { AWS: ["123456789012", {}] } },
    { Action: [{}] },
  ])("are refused where a part of them is none: %j", (more) => {
    expect(printed(more)).toMatchObject({ problem: expect.stringContaining("is none of IAM") as string });
  });

  it("are of the partition of their region, where none of them says it", () => {
    const of = { function: "fn", account: "123456789012", role: "r", resourcePolicy: null };
    const policies = [{ name: "p", text: JSON.stringify({ Statement: [permission] }) }];
    const [fn] = policyState({ ...of, region: "cn-north-1", policies }) as readonly StateResource[];
    expect(fn?.values["arn"]).toBe("arn:aws-cn:lambda:cn-north-1:123456789012:function:fn");
    expect(policyState({ ...of, region: "nowhere-1", policies })).toMatchObject({
      problem: expect.stringContaining('AWS lists no region "nowhere-1"') as string,
    });
  });
});

describe("keys that every object has", () => {
  it("are no parameters, no resources, no kinds of sources", () => {
    const { report } = adopted(template({ Environment: { Variables: { A: { Ref: "constructor" } } } }));
    expect(report).toContain("nothing in the template is called constructor");
    const values = {
      function_name: "fn",
      event_source_arn: "arn:aws:constructor:eu-west-1:123456789012:x",
      uuid: "1",
    };
    const fn = { function_name: "fn", arn: "arn:aws:lambda:eu-west-1:123456789012:function:fn", runtime: "python3.13" };
    const resources = [
      { address: "aws_lambda_function.fn", mode: "managed", type: "aws_lambda_function", values: { ...fn, handler: "a.b" } },
      { address: "aws_lambda_event_source_mapping.m", mode: "managed", type: "aws_lambda_event_source_mapping", values },
    ];
    expect(adopted(JSON.stringify({ values: { root_module: { resources } } })).report).toContain("and no key says that");
  });
});

describe("what is nested without end", () => {
  const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
  const why = "it is nested more than 200 levels deep";

  it.each([300, 5_000, 50_000])("is refused with a sentence, at %i levels", (levels) => {
    expect(adopted(`{"values": ${deep(levels, "[", "]")}}`).report).toContain(why);
    expect(adopted(`{"Resources": {"Fn": ${deep(levels, "[", "]")}}}`).report).toContain(why);
    expect(adopted(`Resources: ${deep(levels, "[", "]")}`).report).toContain(why);
  });

  it("is told where it is a policy in a text", () => {
    const role = "arn:aws:iam::123456789012:role/r";
    const fn = { function_name: "fn", arn: "arn:aws:lambda:eu-west-1:123456789012:function:fn", runtime: "python3.13", role };
    const resources = [
      { address: "aws_lambda_function.fn", mode: "managed", type: "aws_lambda_function", values: { ...fn, handler: "a.b" } },
      {
        address: "aws_iam_role.r",
        mode: "managed",
        type: "aws_iam_role",
        values: { name: "r", arn: role, inline_policy: [null] },
      },
      {
        address: "aws_iam_role_policy.p",
        mode: "managed",
        type: "aws_iam_role_policy",
        values: { name: "p", role: "r", policy: deep(300, "[", "]") },
      },
      {
        address: "aws_iam_role_policy_attachment.a",
        mode: "managed",
        type: "aws_iam_role_policy_attachment",
        values: { role: "r", policy_arn: ["odd"] },
      },
    ];
    const { report } = adopted(JSON.stringify({ values: { root_module: { resources } } }));
    expect(report).toContain("aws_iam_role_policy.p: the policy p: no statements of it are in what was read");
    expect(report).toContain("the policy aws_iam_role_policy_attachment.a: no statements of it are in what was read");
  });
});

describe("what the compiler refuses", () => {
  it("of variables and tags is taken out alone", () => {
    const { spec, report } = adopted(
      template({
        Environment: { Variables: { TABLE: "orders", "BAD-NAME": "x", "${odd}": "y" } },
        Tags: { team: "shop", "aws:x": "y" },
      }),
    );
    expect(spec).toContain("TABLE: orders");
    expect(spec).toContain("team: shop");
    expect(report).toContain('function {"environment":{"variables":{"BAD-NAME":"x"}}}: ');
    expect(report).toContain('function {"environment":{"variables":{"${odd}":"y"}}}: ');
    expect(report).toContain('function {"tags":{"aws:x":"y"}}: ');
  });

  it("of the only one takes the argument with it", () => {
    const { spec, report } = adopted(template({ Environment: { Variables: { "BAD-NAME": "x" } } }));
    expect(spec).not.toMatch(/^ +environment/m);
    expect(report).toContain('function {"environment":{"variables":{"BAD-NAME":"x"}}}: ');
  });

  it("of a role's bounds is told to allow more", () => {
    const { report } = adopted(template({ PermissionsBoundary: "arn:aws:iam::aws" }));
    expect(report).toMatch(/role \{"permissions_boundary":.*without it, nothing bounds what the role may do/);
  });
});
