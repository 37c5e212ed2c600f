import { describe, expect, it } from "vitest";
import { compile } from "../../generator/compile.ts";
import * as library from "../../generator/index.ts";
import { askedResources } from "../../generator/review/ask/asked-question.ts";
import { explanationOf } from "../../generator/review/ask/explanation.ts";
import { askedReference, functionsNamed, type WhoCan, whoCan, whoCanInvoke } from "../../generator/review/ask/who-can.ts";
import { functionsOf } from "../../generator/review/reviewed.ts";
import { pullSources } from "../../generator/sources/pull-sources.ts";
import { pushSources } from "../../generator/sources/push-sources.ts";
import { folderWith, run } from "../support/program.ts";
import { compiledSpecs } from "../support/specs.ts";
import { settings, spec, wider } from "./repository.ts";
import { baseTexts, edited, sideOf } from "./scripted.ts";

/** What a function may and why, and who can do something. */

const texts = edited(baseTexts(), [
  {
    file: "media/resize.yaml",
    replace: "    why: nobody needs them\n",
    with: "    why: nobody needs them\n  - allow: lambda:InvokeFunction\n    resources: arn:aws:lambda:eu-west-1:111122223333:function:resize:live\n    why: makes them anew\n",
  },
]);
const { functions } = sideOf(texts);
const short = (found: readonly WhoCan[]) =>
  found.map(({ function: name, covers, grant }) => `${name} ${covers} ${grant.principal ?? grant.action}`);
const ask = (action: string, resource: string) => short(whoCan(functions, action, askedReference(resource)));

describe("explain", () => {
  it("gives every grant of the examples its entry and AWS's page", () => {
    const all = functionsOf(compiledSpecs());
    const pages = new Set([...Object.values(pushSources), ...Object.values(pullSources)].map(({ docs }) => docs));
    expect(all.length).toBeGreaterThan(20);
    for (const of of all)
      for (const { causes, grant } of explanationOf(of).grants) {
        expect(causes.length).toBeGreaterThan(0);
        for (const { entry, file, line, docs } of causes) {
          expect(`${file}:${line}`).toMatch(/^specs\/.+\.yaml:\d+$/);
          expect(docs, `${of.name} ${entry} ${grant.action}`).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
          if (entry.startsWith("push.") || entry.startsWith("pull.")) expect(pages).toContain(docs);
          else if (entry === "actions") expect(docs).toMatch(/service-authorization\/latest\/reference\/list_[a-z0-9]+\.html$/);
        }
      }
  });

  it("says it in sentences, and in JSON", () => {
    const folder = folderWith({ "specs/shop/hello.yaml": spec, "specs/stack.yaml": settings });
    expect(run(folder, "explain", "specs/shop/hello.yaml").stdout).toBe(`hello (specs/shop/hello.yaml:2)
It runs with the role hello.

Who may invoke it
  sns.amazonaws.com may invoke it, only if aws:SourceArn is arn:aws:sns:eu-west-1:111122223333:greetings
    push.sns greetings, specs/shop/hello.yaml:7: every greeting is answered
    https://docs.aws.amazon.com/sns/latest/dg/lambda-permissions.html

What it may do
  may logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/hello:log-stream:* [writes]
    logs, specs/shop/hello.yaml:2: Lambda writes the function's log
    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-permissions.html
  may dynamodb:PutItem on arn:aws:dynamodb:eu-west-1:111122223333:table/answers [writes]
    actions, specs/shop/hello.yaml:10
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html

Who may assume its role
  lambda.amazonaws.com may assume its role
    role, specs/shop/hello.yaml:2
    https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
`);
    const [one] = JSON.parse(run(folder, "explain", "specs/shop/hello.yaml", "--format", "json").stdout);
    expect(one).toMatchObject({ function: "hello", role: { name: "hello", existing: false, boundary: null } });
    expect(one.grants.length).toBe(5);
    expect(run(folder, "explain", "specs/shop/none.yaml").status).toBe(2);
  });
});

describe("who-can", () => {
  it("finds who may do something with all of a resource, with a part of it, or perhaps", () => {
    expect(ask("s3:PutObject", "arn:aws:s3:::pictures/a.png")).toEqual(["resize all s3:PutObject"]);
    expect(ask("s3:*Object", "arn:aws:s3:::pictures/tmp/1")).toEqual([
      "resize all s3:GetObject",
      "resize all s3:PutObject",
      "sweep all s3:DeleteObject",
    ]);
    expect(ask("S3:getobject", "arn:aws:s3:::archive/*")).toEqual(["notify part s3:GetObject"]);
    expect(ask("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs")).toEqual(["notify unknown sqs:SendMessage"]);
    expect(ask("sqs:SendMessage", "${aws_sqs_queue.jobs.arn}")).toEqual(["notify all sqs:SendMessage"]);
    expect(ask("s3:DeleteBucket", "*")).toEqual([]);
  });

  it("says what a Deny takes away again", () => {
    const [found] = whoCan(functions, "ec2:DescribeSubnets", askedReference("*"));
    expect(found).toMatchObject({ function: "worker", denied: [{ effect: "Deny", action: "ec2:DescribeSubnets" }] });
    expect(whoCan(functions, "s3:GetObject", askedReference("arn:aws:s3:::jobs/a/1"))[0]?.denied).toEqual([]);
  });

  it("finds who may invoke a function: those it lets in, and functions whose roles may", () => {
    expect(short(whoCanInvoke(functions, functionsNamed(functions, "resize")))).toEqual([
      "resize all s3.amazonaws.com",
      "resize all 444455556666",
      "resize all 444455556666",
      "resize all scheduler.amazonaws.com",
      "sweep part lambda:InvokeFunction",
    ]);
    expect(functionsNamed(functions, "arn:aws:lambda:eu-west-1:111122223333:function:sweep").map(({ name }) => name)).toEqual([
      "sweep",
    ]);
  });

  it("finds those whom a function lets in, and services that invoke through a role", () => {
    const arn = "arn:aws:lambda:eu-west-1:111122223333:function";
    expect(ask("lambda:InvokeFunction", `${arn}:resize:live`)).toEqual([
      "sweep all lambda:InvokeFunction",
      "resize all s3.amazonaws.com",
      "resize all 444455556666",
      "resize all scheduler.amazonaws.com",
    ]);
    expect(ask("lambda:InvokeFunction", `${arn}:sweep`)).toEqual(["sweep all events.amazonaws.com"]);
    expect(ask("lambda:InvokeFunction", `${arn}:s*`)).toEqual(["sweep part events.amazonaws.com"]);
    expect(ask("lambda:InvokeFunction", `${arn}:other`)).toEqual([]);
  });

  it("finds who may assume a role that is made", () => {
    const lambda = "worker all lambda.amazonaws.com";
    expect(ask("sts:AssumeRole", "arn:aws:iam::111122223333:role/worker")).toEqual([lambda]);
    expect(ask("sts:AssumeRole", "${aws_iam_role.worker.arn}")).toEqual([lambda]);
    expect(ask("sts:AssumeRole", "arn:aws:iam::111122223333:role/w*")).toEqual(["worker part lambda.amazonaws.com"]);
    const folder = folderWith({
      "specs/steps.yaml": `function: {name: steps, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}
role: {path: /team/}
push:
  - {stepfunctions: orders, why: each order}
`,
      "specs/stack.yaml": settings,
    });
    const said = (...args: readonly string[]) => run(folder, "who-can", ...args).stdout;
    const role = "arn:aws:iam::111122223333:role/team/stepfunctions-orders";
    expect(said("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:steps")).toContain(
      "states.amazonaws.com may lambda:InvokeFunction on arn:aws:lambda:eu-west-1:111122223333:function:steps, by a role of its own",
    );
    expect(said("sts:AssumeRole", "arn:aws:iam::111122223333:role/team/*")).toContain("lambda.amazonaws.com may assume its role");
    expect(said("sts:AssumeRole", "arn:aws:iam::111122223333:role/team/*")).toContain(`states.amazonaws.com may assume ${role}`);
  });

  it("answers on the command line, and asks again where a name is a slip", () => {
    const folder = folderWith(Object.fromEntries([...texts].map(([path, text]) => [`specs/${path}`, text])));
    expect(run(folder, "who-can", "s3:DeleteObject", "arn:aws:s3:::pictures/*").stdout).toContain(
      "sweep (specs/media/resize.yaml:18) (of what was asked, a part)\n  may s3:DeleteObject on arn:aws:s3:::pictures/tmp/* [writes]\n",
    );
    expect(JSON.parse(run(folder, "who-can", "invoke", "sweep", "--format", "json").stdout)).toMatchObject([
      { function: "sweep", grant: { principal: "events.amazonaws.com" } },
    ]);
    expect(run(folder, "who-can", "s3:ListBucket", "*").stdout).toBe("Nothing in these specs lets anybody s3:ListBucket on *.\n");
    expect(run(folder, "who-can", "s3:GetObjct", "*")).toMatchObject({
      status: 2,
      stderr: "lambdagrant: AWS lists no action s3:GetObjct; did you mean s3:GetObject?\n",
    });
    expect(run(folder, "who-can", "invoke", "resise").stderr).toContain(
      "no spec declares the function resise; did you mean resize?",
    );
  });
});

describe("a question", () => {
  const texts = (home: string) => ({
    "specs/a/stack.yaml": `${home}logs: false\n`,
    "specs/a/read.yaml": `function: {name: read, runtime: python3.13, handler: app.handler, s3_bucket: builds, s3_key: k.zip}
actions:
  - {allow: dynamodb:GetItem, resources: orders}
  - {allow: s3:GetObject, resources: photos/*}
`,
  });
  const known = folderWith({
    ...texts('region: eu-west-1\naccount: "111122223333"\n'),
    "specs/b/stack.yaml": 'region: us-east-1\naccount: "111122223333"\nlogs: false\n',
    "specs/b/replica.yaml": `function: {name: replica, runtime: python3.13, handler: app.handler, s3_bucket: builds, s3_key: k.zip}
actions:
  - {allow: dynamodb:GetItem, resources: orders}
  - {allow: dynamodb:GetItem, resources: "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"}
`,
  });
  const named = (folder: string, ...args: readonly string[]) =>
    JSON.parse(run(folder, "who-can", ...args, "--format", "json").stdout).map(
      (one: WhoCan) => `${one.function} ${one.covers} ${one.grant.resource}`,
    );

  it("takes a short name for what a spec of each stack would mean by it", () => {
    const table = (region: string) => `arn:aws:dynamodb:${region}:111122223333:table/orders`;
    expect(named(known, "dynamodb:GetItem", "orders").sort()).toEqual([
      `read all ${table("eu-west-1")}`,
      `replica all ${table("eu-west-1")}`,
      `replica all ${table("us-east-1")}`,
    ]);
    expect(named(known, "dynamodb:GetItem", "table/orders").length).toBe(3);
    expect(named(known, "s3:Get*", "photos/*")).toEqual(["read all arn:aws:s3:::photos/*"]);
    expect(run(known, "who-can", "dynamodb:PutItem", "orders").stdout).toBe(
      `Nothing in these specs lets anybody dynamodb:PutItem on ${table("eu-west-1")} or ${table("us-east-1")}.\n`,
    );
    // Where only Terraform knows the region, both say it by the same expression.
    expect(named(folderWith(texts("")), "dynamodb:GetItem", "orders")).toEqual([
      expect.stringMatching(/^read all .*table\/orders$/),
    ]);
  });

  it.each([
    ["s3:GetObject", "arn:aws:s3:::photos", "s3:GetObject acts on objects; this ARN names a bucket; write arn:aws:s3:::photos/*"],
    ["s3:GetObject", "photos", 's3:GetObject acts on objects; "photos" names a bucket; write arn:aws:s3:::photos/*'],
    [
      "dynamodb:GetItem",
      "arn:aws:s3:::orders",
      "dynamodb:GetItem acts on tables; this ARN names a bucket; write arn:aws:dynamodb:eu-west-1:111122223333:table/TABLE_NAME",
    ],
    [
      "dynamodb:GetItem",
      "arn:aws:dynamodb:eu-west-1:111122223333:orders",
      "dynamodb has no ARN of this shape; write arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
    ],
    ["ec2:DescribeInstances", "i-0123456789abcdef0", 'ec2:DescribeInstances cannot be scoped: AWS takes only "*"; write "*"'],
    [
      "sqs:SendMessage",
      "${aws_sqs_queue.jobs.url}",
      "aws_sqs_queue.jobs.url is a URL, not an ARN; write ${aws_sqs_queue.jobs.arn}",
    ],
    ["*", "orders", '"orders" is not an ARN; write it whole, or ask for the actions of one service: dynamodb:*'],
    ["s3:Gett*", "*", "AWS lists no action s3:Gett*"],
  ])("that AWS could not be asked, %s on %s, is no answer", (action, resource, message) => {
    expect(run(known, "who-can", action, resource)).toEqual({ status: 2, stdout: "", stderr: `lambdagrant: ${message}\n` });
  });

  it("that one stack could not be asked is another's to answer", () => {
    const folder = folderWith({
      "specs/a/stack.yaml": 'region: cn-north-1\naccount: "111122223333"\nlogs: false\n',
      "specs/a/far.yaml": "function: {name: far, runtime: python3.13, handler: app.handler, s3_bucket: builds, s3_key: k.zip}\n",
      "specs/b/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\nlogs: false\n',
      "specs/b/near.yaml": `function: {name: near, runtime: python3.13, handler: app.handler, s3_bucket: builds, s3_key: k.zip}
actions:
  - {allow: s3:GetObject, resources: photos/*}
`,
    });
    expect(named(folder, "s3:GetObject", "arn:aws:s3:::photos/a")).toEqual(["near all arn:aws:s3:::photos/*"]);
  });

  it("may be asked of all that specs are granted", () => {
    const all = functionsOf(compiledSpecs());
    for (const of of all)
      for (const { about, grant } of explanationOf(of).grants) {
        if (about !== "role" || grant.effect === "Deny") continue;
        expect(askedResources([of], grant.action, grant.resource), `${grant.action} ${grant.resource}`).not.toHaveProperty(
          "message",
        );
      }
  });
});

describe("the library", () => {
  it("answers what the commands answer, from what compile gives", () => {
    const compiled = (text: string) =>
      compile({
        rootName: "specs",
        specs: [{ path: "shop/hello.yaml", file: "specs/shop/hello.yaml", text }],
        settings: [{ path: "stack.yaml", file: "specs/stack.yaml", text: settings }],
      });
    const [before, after] = [library.functionsOf(compiled(spec)), library.functionsOf(compiled(wider))];
    const diff = library.diffPermissions({ functions: before, broken: [] }, { functions: after, broken: [] });
    expect(diff.verdict).toBe("wider");
    const files = { "specs/shop/hello.yaml": wider, "specs/stack.yaml": settings };
    const folder = folderWith(files);
    const told = (...args: readonly string[]) => JSON.parse(run(folder, ...args, "--format", "json").stdout);
    expect(after.map(library.explain)).toEqual(told("explain", "specs"));
    const table = "arn:aws:dynamodb:eu-west-1:111122223333:table/answers";
    expect(library.whoCan(after, "dynamodb:*", library.askedReference(table))).toEqual(told("who-can", "dynamodb:*", table));
    expect(library.whoCanInvoke(after, library.functionsNamed(after, "hello"))).toEqual(told("who-can", "invoke", "hello"));
  });
});
