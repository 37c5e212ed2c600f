import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../generator/compile.ts";
import { judgePolicy } from "../../generator/proof/judge-policy.ts";
import { folderWith, run } from "../support/program.ts";

/** Policies that a person wrote: what is no policy, what an expression can be, and what is no mistake. */

interface Statement {
  readonly Sid?: string;
  readonly Effect?: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: object;
}

/** Judges statements against one entry of `actions`; what a function always needs is granted beside them. */
function judged(entry: string, ...statements: readonly Statement[]) {
  const text = `function: {name: f, runtime: python3.13, handler: h.h, filename: h.zip}\nlogs: false\nactions:\n  - ${entry}\n`;
  const settings = 'region: eu-west-1\naccount: "123456789012"\npartition: aws\n';
  const compiled = compile({
    rootName: "specs",
    specs: [{ path: "f.yaml", file: "f.yaml", text }],
    settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
  });
  const [only] = compiled.proven;
  if (only === undefined) throw new Error(JSON.stringify(compiled.diagnostics));
  const all = statements.map((one) => ({ Effect: "Allow", ...one }));
  const judgement = judgePolicy(
    (only.needs.role?.rules ?? []).filter(({ action }) => !action.startsWith("logs:")),
    JSON.stringify({ Version: "2012-10-17", Statement: all }),
  );
  const words = (pairs: typeof judgement.missing) => pairs.map(({ action, resource }) => `${action} ${resource}`);
  return { missing: words(judgement.missing), extra: words(judgement.extra), assumptions: judgement.assumptions };
}

const exact = { missing: [], extra: [], assumptions: [] };

describe("no execution policy", () => {
  const folder = folderWith({
    "specs/f.yaml": "function: {name: f, runtime: python3.13, handler: h.h, filename: h.zip}\n",
  });
  const one = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}';
  const policy = (statement: string, version = '"2012-10-17"') => `{"Version": ${version},\n "Statement": [\n${statement}]}`;
  const withCondition = (condition: string) =>
    policy(`{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",\n "Condition": ${condition}}`);
  it.each<[text: string, at: string, message: string]>([
    ["{", "1:2", "this is no JSON"],
    ['{"Statement": [],\n}', "2:1", "this is no JSON"],
    [policy(one, '"2012-10-18"'), "1:13", '`Version` is the version of the language, "2012-10-17"'],
    [
      `{"RoleName": "r", "PolicyDocument": ${policy(one)}}`,
      "1:19",
      "give that alone, as `aws iam … --query PolicyDocument` prints it",
    ],
    [`{"PolicyVersion": {"Document": ${policy(one)}}}`, "1:2", "`aws iam … --query PolicyVersion.Document` prints it"],
    [policy(one, "2012"), "1:13", "`Version` is the version of the language"],
    [
      policy('{"Effect": "Deny", "Effect": "Allow",\n"Action": "s3:GetObject", "Resource": "*"}'),
      "3:20",
      "`Effect` stands twice",
    ],
    ['{"Version": "2012-10-17", "Statement": [], "Statement": []}', "1:44", "`Statement` stands twice"],
    [
      policy('{"Effect": "Allow", "Action": "s3:GetObject", "Act\\u0069on": "s3:*", "Resource": "*"}'),
      "3:47",
      "`Action` stands twice",
    ],
    [withCondition('{"StringEqual": {"aws:a": "x"}}'), "4:16", "did you mean StringEquals?"],
    [withCondition('{"ForAllValue:StringLike": {"aws:a": "x"}}'), "4:16", "did you mean ForAllValues:StringLike?"],
    [withCondition('{"NullIfExists": {"aws:a": "true"}}'), "4:16", "IAM knows no condition operator"],
    [withCondition('{"StringEquals": {"aws:a": []}}'), "4:42", "the condition on `aws:a` has no values"],
    [withCondition('{"StringEquals": {"aws:a": null}}'), "4:42", "`Condition` is no mapping"],
    [withCondition('{"StringEquals": {"aws:a": "x"}, "stringequals": {"AWS:A": "y"}}'), "4:65", "stands twice"],
    [policy('{"Sid": "read it", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'), "3:9", "letters and digits"],
    [policy('{"Sid": 1, "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'), "3:9", "letters and digits"],
    [
      policy(
        '{"Sid": "A", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},\n{"Sid": "A", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}',
      ),
      "4:9",
      "another statement has the `Sid` A",
    ],
    [
      policy('{"Effect": "Allow", "Action": "s3:GetObject", "NotAction": "s3:Put*", "Resource": "*"}'),
      "3:47",
      "`Action` and `NotAction`",
    ],
    [policy('{"Effect": "Allow", "Action": [], "Resource": "*"}'), "3:31", "`Action` is empty"],
    [policy('{"Effect": "Allow", "Action": "GetObject", "Resource": "*"}'), "3:31", "is no action"],
    [policy('{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "uploads/*"}'), "3:59", "is no ARN"],
    [policy('{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}'), "3:21", "names no principal"],
    [`{"Statement": ${"[".repeat(5_000)}${"]".repeat(5_000)}}`, "1:115", "no policy is as deep"],
  ])("%# %s", (text, at, message) => {
    writeFileSync(join(folder, "policy.json"), text);
    const { status, stdout, stderr } = run(folder, "prove", "specs/f.yaml", "--document", "policy.json");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`policy.json:${at}`);
    expect(stderr).toContain("error[invalid-policy]");
    expect(stderr).toContain(message);
  });
});

describe("an assumption is possible", () => {
  const photos = "{allow: s3:GetObject, resources: '${aws_s3_bucket.photos.arn}/*'}";
  it("a bucket's ARN is that and nothing else", () => {
    expect(judged(photos, { Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" })).toEqual({
      ...exact,
      assumptions: ["${aws_s3_bucket.photos.arn} is arn:aws:s3:::photos"],
    });
    for (const wrong of ["arn:aws:s3:::photos/private/*", "arn:aws:sqs:eu-west-1:123456789012:photos/*"])
      expect(judged(photos, { Action: "s3:GetObject", Resource: wrong })).toEqual({
        missing: ["s3:GetObject ${aws_s3_bucket.photos.arn}/*"],
        extra: [`s3:GetObject ${wrong}`],
        assumptions: [],
      });
  });

  it.each<[entry: string, action: string, wrong: string, right: string]>([
    // A name of a bucket is no path.
    ["'arn:aws:s3:::${aws_s3_bucket.photos.id}/*'", "s3:GetObject", "arn:aws:s3:::photos/private/*", "arn:aws:s3:::photos/*"],
    ["'arn:aws:s3:::${var.photos}/*'", "s3:GetObject", "arn:aws:s3:::photos/private/*", "arn:aws:s3:::photos/*"],
    // A topic has no sixth colon.
    [
      "'${aws_sns_topic.paid.arn}'",
      "sns:Publish",
      "arn:aws:sns:eu-west-1:123456789012:paid:0b1c2d3e",
      "arn:aws:sns:eu-west-1:123456789012:paid",
    ],
    // A table's ARN is no bucket's, and its index is no table.
    ["'${aws_dynamodb_table.t.arn}'", "dynamodb:PutItem", "arn:aws:s3:::t", "arn:aws:dynamodb:eu-west-1:123456789012:table/t"],
    [
      "'${aws_dynamodb_table.t.arn}'",
      "dynamodb:Query",
      "arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i",
      "arn:aws:dynamodb:eu-west-1:123456789012:table/t",
    ],
    ["'${var.table}'", "dynamodb:PutItem", "arn:aws:s3:::t", "arn:aws:dynamodb:eu-west-1:123456789012:table/t"],
    [
      "'arn:aws:dynamodb:eu-west-1:123456789012:table/${var.t}'",
      "dynamodb:Query",
      "arn:aws:dynamodb:eu-west-1:123456789012:table/t/index/i",
      "arn:aws:dynamodb:eu-west-1:123456789012:table/t",
    ],
    // An account has twelve digits, a region is one.
    [
      "'arn:aws:sqs:eu-west-1:${var.account}:jobs'",
      "sqs:SendMessage",
      "arn:aws:sqs:eu-west-1:jobs:jobs",
      "arn:aws:sqs:eu-west-1:111122223333:jobs",
    ],
    [
      "'arn:aws:sqs:${var.region}:123456789012:jobs'",
      "sqs:SendMessage",
      "arn:aws:sqs:somewhere:123456789012:jobs",
      "arn:aws:sqs:eu-west-1:123456789012:jobs",
    ],
  ])("%s", (resource, action, wrong, right) => {
    const entry = `{allow: ${action}, resources: ${resource}}`;
    expect(judged(entry, { Action: action, Resource: wrong })).toMatchObject({ extra: [`${action} ${wrong}`], assumptions: [] });
    const good = judged(entry, { Action: action, Resource: right });
    expect(good).toMatchObject({ missing: [], extra: [] });
    expect(good.assumptions).toHaveLength(1);
  });

  it("a path may have slashes", () => {
    expect(
      judged("{allow: ssm:GetParameter, resources: 'arn:aws:ssm:eu-west-1:123456789012:parameter/${var.path}'}", {
        Action: "ssm:GetParameter",
        Resource: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/db",
      }),
    ).toEqual({ ...exact, assumptions: ["${var.path} is shop/db"] });
  });
});

describe("a wildcard that names nothing", () => {
  const entry = "{allow: s3:GetObject, resources: 'arn:aws:s3:::photos/*'}";
  const right: Statement = { Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" };
  it("is said", () => {
    expect(judged(entry, right, { Action: "s3:Gett*", Resource: "arn:aws:s3:::photos/*" })).toEqual({
      ...exact,
      extra: ["s3:Gett* arn:aws:s3:::photos/*"],
    });
    expect(judged(entry, right, { Action: "s4:*", Resource: "*" })).toEqual({ ...exact, extra: ["s4:* *"] });
  });
});

describe("a policy of a megabyte", () => {
  const entry = "{allow: s3:GetObject, resources: 'arn:aws:s3:::photos/*'}";
  const right: Statement = { Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" };
  const seconds = (work: () => void) => {
    const { user } = process.cpuUsage();
    work();
    return (process.cpuUsage().user - user) / 1e6;
  };
  it("is judged in seconds, whatever wildcards its actions have", () => {
    const Action = `s3:${"*a".repeat(20_000)}`;
    expect(seconds(() => expect(judged(entry, right, { Action, Resource: "*" }).extra).toEqual([`${Action} *`]))).toBeLessThan(3);
  });
  it("is judged in seconds, however many things it names", () => {
    const Resource = Array.from({ length: 20_000 }, (_, index) => `arn:aws:s3:::b${index}/*`);
    const statement = { Action: "s3:GetObject", Resource };
    const own = "{allow: s3:GetObject, resources: '${local.photos}/*'}";
    expect(seconds(() => expect(judged(own, statement).extra.length).toBeGreaterThan(19_000))).toBeLessThan(6);
  });
});

describe("an ARN that ends before its resource", () => {
  const queue = "{allow: sqs:SendMessage, resources: 'arn:aws:sqs:eu-west-1:123456789012:jobs'}";

  it.each(["arn:aws:sqs", "arn:aws:sqs:eu-west-1", "arn:aws:sqs:eu-west-1:123456789012"])("is all behind it: %s", (Resource) => {
    const { missing, extra } = judged(queue, { Action: "sqs:SendMessage", Resource });
    expect([missing.length, extra.length]).toEqual([0, 1]);
  });
});

describe("no false alarm", () => {
  const resources = "arn:aws:s3:::photos/*";
  const key = "s3:x-amz-server-side-encryption";
  const entry = (condition: string) => `{allow: s3:PutObject, resources: '${resources}', conditions: ${condition}}`;
  const statement = (Condition: object): Statement => ({ Action: "s3:PutObject", Resource: resources, Condition });

  it("where operators say the same in other words", () => {
    const negated = entry(`{StringNotEquals: {"${key}": AES256}}`);
    expect(judged(negated, statement({ StringNotEqualsIfExists: { [key]: "AES256" } }))).toEqual(exact);
    const positive = entry(`{StringEquals: {"${key}": "aws:kms"}}`);
    expect(judged(positive, statement({ StringLike: { [key]: "aws:kms" } }))).toEqual(exact);
    // With a wildcard, or where the key may be missing, they do not.
    const pair = { missing: [], extra: [`s3:PutObject ${resources}`], assumptions: [] };
    expect(judged(positive, statement({ StringLike: { [key]: "aws:*" } }))).toEqual(pair);
    expect(judged(positive, statement({ StringEqualsIfExists: { [key]: "aws:kms" } }))).toEqual(pair);
  });

  it("where statements make a need together", () => {
    const both = entry(`{StringEquals: {"${key}": [AES256, "aws:kms"]}}`);
    const [aes, kms] = [statement({ StringEquals: { [key]: "AES256" } }), statement({ StringEquals: { [key]: ["aws:kms"] } })];
    expect(judged(both, aes, kms)).toEqual(exact);
    expect(judged(both, aes)).toEqual({ ...exact, missing: [`s3:PutObject ${resources}`] });
    // What is refused is refused together, so half of it is more.
    const neither = entry(`{StringNotEquals: {"${key}": [AES256, "aws:kms"]}}`);
    expect(judged(neither, statement({ StringNotEquals: { [key]: "AES256" } }))).toMatchObject({
      extra: [`s3:PutObject ${resources}`],
    });
  });

  it("where a Deny touches no need", () => {
    const need = entry(`{StringEquals: {"${key}": "aws:kms"}}`);
    const allow = statement({ StringEquals: { [key]: "aws:kms" } });
    const missing = { ...exact, missing: [`s3:PutObject ${resources}`] };
    const deny = (but: Statement) => judged(need, allow, { Effect: "Deny", ...but });
    expect(deny({ Action: "s3:*", NotResource: resources })).toEqual(exact);
    expect(deny({ Action: "s3:*", NotResource: ["arn:aws:s3:::other", "arn:aws:s3:::ph*"] })).toEqual(exact);
    expect(deny({ NotAction: "s3:*", Resource: "*" })).toEqual(exact);
    expect(deny({ Action: "s3:PutObject", Resource: "arn:aws:s3:::other/*" })).toEqual(exact);
    expect(deny({ Action: "s3:PutObject", Resource: "*", Condition: { StringEquals: { [key]: "AES256" } } })).toEqual(exact);
    expect(deny({ Action: "s3:PutObject", Resource: "*", Condition: { StringNotEquals: { [key]: "aws:kms" } } })).toEqual(exact);
    // These do.
    expect(deny({ Action: "s3:*", NotResource: "arn:aws:s3:::photos/public/*" })).toEqual(missing);
    expect(deny({ NotAction: "s3:Get*", Resource: "*" })).toEqual(missing);
    expect(deny({ Action: "s3:PutObject", Resource: "*", Condition: { StringLike: { [key]: "aws:*" } } })).toEqual(missing);
    expect(deny({ Action: "s3:PutObject", Resource: "*", Condition: { StringNotEquals: { [key]: "AES256" } } })).toEqual(missing);
    expect(deny({ Action: "s3:PutObject", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } })).toEqual(
      missing,
    );
  });
});

describe("what is granted in the spec's own words", () => {
  it("is assumed to be nothing else, whatever stands beside it", () => {
    const [named, literal] = ["${aws_sns_topic.orders.arn}", "arn:aws:sns:eu-west-1:123456789012:returns"];
    const entry = `{allow: sns:Publish, resources: ["${named}", "${literal}"]}`;
    expect(judged(entry, { Action: "sns:Publish", Resource: [named, literal] })).toEqual(exact);
    const other = "arn:aws:sns:eu-west-1:123456789012:refunds";
    expect(judged(entry, { Action: "sns:Publish", Resource: [named, literal, other] }).extra).toEqual([`sns:Publish ${other}`]);
  });
});
