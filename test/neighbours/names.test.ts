import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** Names that stand for others: two of one thing are one, and what a local is, is what belongs there. */

const hand = `resource "aws_s3_bucket" "photos" {
  bucket = "photos"
}

resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs-\${var.stage}"
}

resource "aws_dynamodb_table" "orders" {
  name = "orders"
}

locals {
  pictures = aws_s3_bucket.photos.id
  topic    = local.news
  news     = aws_sns_topic.orders.arn
  queue    = "\${aws_sqs_queue.jobs.arn}"
  table    = aws_dynamodb_table.orders.arn
  anybody  = "*"
  admin = "arn:aws:iam::aws:policy/AdministratorAccess"
  power = var.power
}

variable "power" {
  default = "arn:aws:iam::aws:policy/PowerUserAccess"
}

locals {
  queues = [for queue in aws_sqs_queue.all : queue.arn]
  those  = local.queues
  both = toset([
    aws_sqs_queue.jobs.arn, # the first
    aws_sqs_queue.all["a"].arn,
  ])
  named = {
    a = aws_sqs_queue.jobs.arn
  }
  first = [aws_sqs_queue.jobs.arn, aws_sqs_queue.all["a"].arn][0]
}

resource "aws_sqs_queue" "all" {
  for_each = toset(["a", "b"])
  name     = each.key
}

variable "stage" {
  type = string
}

variable "buckets" {
  type = list(string)
}
`;

/** What is told of a function with these lines, from the second on. */
function told(lines: string, more = "", hints = false): readonly string[] {
  const folder = folderWith({
    "specs/shop/orders.yaml": `function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n${lines}`,
    "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
    "out/shop/main.tf": hand + more,
  });
  const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
    diagnostics: readonly { file: string; line: number; severity: string; code: string; message: string; hint?: string }[];
  };
  return diagnostics.map(
    ({ line, severity, code, message, hint }) => `${line} ${severity} ${code} ${message}${hints ? ` (${hint})` : ""}`,
  );
}

describe("two names of one thing", () => {
  it.each(["{bucket: photos}", "arn:aws:s3:::photos", "photos", "${aws_s3_bucket.photos.arn}"])(
    "are one bucket: a local, and %s",
    (other) => {
      const entries = `push:
  - {s3: {bucket: "\${local.pictures}"}, subscribe: true, events: ["s3:ObjectCreated:*"]}
  - {s3: ${other.startsWith("{") ? other : JSON.stringify(other)}, label: other, subscribe: true, events: ["s3:ObjectRemoved:*"]}
`;
      expect(told(entries)).toContainEqual(
        expect.stringMatching(
          /^4 error duplicate-connection this is the bucket of the entry at specs\/shop\/orders\.yaml:3 by another name/,
        ),
      );
    },
  );

  it("are one source of a permission", () => {
    expect(told("push:\n  - sns: ${local.topic}\n  - {sns: orders, label: other}\n")).toEqual([
      "4 warning duplicate-connection this is the source of the entry at specs/shop/orders.yaml:3 by another name, and may invoke the function already",
    ]);
  });

  it("are one source of a mapping, also where only Terraform knows its name", () => {
    expect(told("pull:\n  - sqs: ${local.queue}\n  - {sqs: '${aws_sqs_queue.jobs.arn}', label: other}\n")).toEqual([
      "4 error duplicate-connection AWS takes one mapping of this source to this function, and that at specs/shop/orders.yaml:3 is one",
    ]);
  });

  it("are two things where nothing says that they are one", () => {
    expect(told("pull:\n  - sqs: ${local.queue}\n  - {sqs: jobs, label: other}\n")).toEqual([]);
  });

  it("close a circle of events", () => {
    const entries = `push:
  - sns: orders
actions:
  - {allow: sns:Publish, resources: "\${local.topic}"}
`;
    expect(told(entries).join()).toMatch(/^\d warning event-loop /);
  });
});

describe("what a name stands for", () => {
  it("is bounded where locals hold each other many times", () => {
    const many = (at: number) => `locals {\n  a${at} = "${`\${local.a${at + 1}}`.repeat(10)}"\n}\n`;
    const locals = Array.from({ length: 10 }, (_, at) => many(at)).join("");
    expect(told("push:\n  - sns: ${local.a0}\n", locals)).toEqual([]);
    const policy = 'resource "aws_iam_role_policy" "more" {\n  name = "more"\n  role = "${local.a0}"\n  policy = "{}"\n}\n';
    expect(told("", locals + policy)).toEqual([]);
  });

  it("is the kind of thing that belongs there", () => {
    expect(told("push:\n  - sns: ${local.table}\n").join()).toContain(
      "3 error resource-type-mismatch `sns` takes a topic; this ARN is of dynamodb: local.table is ${aws_dynamodb_table.orders.arn}",
    );
    expect(told("actions:\n  - {allow: dynamodb:GetItem, resources: '${local.queue}'}\n").join()).toMatch(
      /^3 error [\w-]+ .*: local\.queue is \$\{aws_sqs_queue\.jobs\.arn\}$/,
    );
  });

  it("is not the name that stands in no ARN", () => {
    expect(told('push:\n  - eventbridge: {bus: "${local.bus}", rule: paid}\n', 'locals {\n  bus = "default"\n}\n')).toEqual([
      '3 error invalid-arn local.bus is "default", which no ARN of an EventBridge rule names: this one never matches',
    ]);
    expect(told('push:\n  - eventbridge: {bus: "${local.bus}", rule: paid}\n', 'locals {\n  bus = "shop"\n}\n')).toEqual([]);
  });

  it("is not everything, without a reason", () => {
    expect(told("actions:\n  - {allow: dynamodb:GetItem, resources: '${local.anybody}'}\n").join()).toMatch(
      /^3 error broad-resource .*: local\.anybody is \*$/,
    );
    expect(told("role: {managed_policies: [{arn: '${local.admin}', why: x}]}\n").join()).toMatch(
      /^2 error broad-policy .*: local\.admin is arn:aws:iam::aws:policy\/AdministratorAccess$/,
    );
  });

  it("is a policy that no function should have, also where a variable is one by default", () => {
    for (const name of ["var.power", "local.power"])
      expect(told(`role: {managed_policies: [{arn: "\${${name}}", why: x}]}\n`).join()).toMatch(
        new RegExp(
          `^2 error broad-policy .*: ${name.replace(".", "[.]")} is arn:aws:iam::aws:policy/PowerUserAccess by default$`,
        ),
      );
    const beside = 'variable "logs" { default = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" }\n';
    expect(told("role: {managed_policies: [{arn: '${var.logs}', why: x}]}\n", beside)).toEqual([
      "2 error argument-not-allowed the compiler does what AWSLambdaBasicExecutionRole is for, and narrower: var.logs is arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole by default",
    ]);
    // A boundary allows nothing by itself.
    expect(told("role: {permissions_boundary: '${var.power}'}\n")).toEqual([]);
  });
});

describe("what the role gets by an argument", () => {
  const layers = (layer: string) => {
    const folder = folderWith({
      "specs/shop/orders.yaml": `function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip, layers: ["${layer}"]}\n`,
      "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
      "out/shop/main.tf": `locals {\n  insights = "${insights}"\n  own = "arn:aws:lambda:eu-west-1:111122223333:layer:own:1"\n}\n`,
    });
    return run(folder, "check").stderr;
  };
  const insights = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53";

  it("is told where a local hides that it is needed", () => {
    expect(layers("${local.insights}")).toContain(
      `warning[without-effect] local.insights is ${insights}, and the role does not get what that takes`,
    );
    expect(layers("${local.own}")).toBe("");
    expect(layers(insights)).toBe("");
  });
});

describe("a variable or a local that holds several values", () => {
  it.each([
    ["queues", "list", "name each of its values: ${local.queues[0]}"],
    ["those", "list", "name each of its values: ${local.those[0]}"],
    ["both", "set", "make it a list, and name each of its values: ${local.both[0]}"],
    ["named", "map", 'name each of its values: ${local.named["KEY"]}'],
  ])("is none where one resource belongs: %s", (name, kind, hint) => {
    for (const entry of [
      "allow: sqs:SendMessage, resources: ",
      "allow: sqs:SendMessage, broad: x, resources: ",
      "write: {sqs: ",
    ]) {
      const line = `actions:\n  - {${entry}"\${local.${name}}"${entry.startsWith("write") ? "}" : ""}}\n`;
      expect(told(line, "", true)).toContain(
        `3 error wrong-type local.${name} is a ${kind}, and here belongs one text (${hint})`,
      );
    }
  });

  it("is one where an index names it", () => {
    for (const one of ["queues[0]", 'named[\\"a\\"]', "first"])
      expect(told(`actions:\n  - {allow: sqs:SendMessage, resources: "\${local.${one}}"}\n`)).toEqual([]);
  });

  it("is none where one text belongs", () => {
    const entries =
      'push:\n  - sns: arn:aws:sns:eu-west-1:111122223333:${var.buckets}\nactions:\n  - {allow: s3:GetObject, resources: ["${var.buckets}"]}\n';
    expect(told(entries)).toEqual([
      "3 error wrong-type var.buckets is a list(string), and here belongs one text",
      "5 error wrong-type var.buckets is a list(string), and here belongs one text",
    ]);
    expect(told("actions:\n  - {allow: s3:GetObject, resources: 'arn:aws:s3:::${var.buckets[0]}/*'}\n")).toEqual([]);
  });
});
