import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** What a function waits for, and what is written by hand and waits for the function. */

const spec = (lines: string) =>
  `function:\n  name: orders\n  runtime: python3.13\n  handler: h.h\n  s3_bucket: builds\n  s3_key: k.zip\n${lines}`;

function told(lines: string, hand: string, file = "main.tf"): readonly string[] {
  const folder = folderWith({
    "specs/shop/orders.yaml": spec(lines),
    "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
    [`out/shop/${file}`]: hand,
  });
  const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
    diagnostics: readonly { file: string; line: number; code: string; message: string }[];
  };
  return diagnostics.map((one) => `${one.file}:${one.line} ${one.code} ${one.message}`);
}

const cycle = (...path: readonly string[]) => [
  `specs/shop/orders.yaml:2 dependency-cycle these wait for each other: ${path.join(" → ")}`,
];
const orders = "aws_lambda_function.orders";
const dead = '  dead_letter_config: {target_arn: "${aws_sqs_queue.dlq.arn}"}\n';
const policy = (source: string) => `jsonencode({ Condition = { ArnEquals = { "aws:SourceArn" = ${source} } } })`;

describe("a cycle through what is written by hand is told at the function", () => {
  it("through a resource that names the function within its blocks", () => {
    const queue = (source: string) => `resource "aws_sqs_queue" "dlq" {\n  policy = ${policy(source)}\n}\n`;
    expect(told(dead, queue(`${orders}.arn`))).toEqual(cycle(orders, "aws_sqs_queue.dlq", orders));
    expect(told(dead, queue(`"\${${orders}.arn}:live"`))).toEqual(cycle(orders, "aws_sqs_queue.dlq", orders));
    const apart = `resource "aws_sqs_queue" "dlq" {}\nresource "aws_sqs_queue_policy" "dlq" {\n  queue_url = aws_sqs_queue.dlq.id\n  policy = ${policy(`${orders}.arn`)}\n}\n`;
    expect(told(dead, apart)).toEqual([]);
    // A comment, a text and another function's attribute name nothing.
    expect(told(dead, queue(`"${orders}.arn" # ${orders}.arn\n`))).toEqual([]);
  });

  it("through locals, data sources and more than one resource", () => {
    const hand = `locals {
  key    = aws_kms_key.own.arn
  policy = data.aws_iam_policy_document.key.json
}
resource "aws_kms_key" "own" {
  policy = local.policy
}
data "aws_iam_policy_document" "key" {
  statement {
    dynamic "principals" {
      for_each = [aws_iam_role.orders.arn]
      content {
        type        = "AWS"
        identifiers = [principals.value]
      }
    }
  }
}
`;
    const path = ["local.key", "aws_kms_key.own", "local.policy", "data.aws_iam_policy_document.key"];
    // The role itself waits for no key; its policy does, and the function only for what it has when it is made.
    expect(told("  kms_key_arn: ${local.key}\n", hand)).toEqual([]);
    const backwards = hand.replace("aws_iam_role.orders.arn", `${orders}.arn`);
    expect(told("  kms_key_arn: ${local.key}\n", backwards)).toEqual(cycle(orders, ...path, orders));
  });

  it("in JSON", () => {
    const json = (queue: object) => JSON.stringify({ resource: { aws_sqs_queue: { dlq: queue } } });
    expect(told(dead, json({ policy: `\${${orders}.arn}` }), "main.tf.json")).toEqual(cycle(orders, "aws_sqs_queue.dlq", orders));
    expect(told(dead, json({ depends_on: [orders] }), "main.tf.json")).toEqual(cycle(orders, "aws_sqs_queue.dlq", orders));
    expect(told(dead, json({ name: `${orders}.arn` }), "main.tf.json")).toEqual([]);
  });

  it("and not one that is written by hand alone, nor one through a module, which nobody reads", () => {
    const own =
      'locals {\n  a = local.b\n  b = local.a\n  dlq = aws_sqs_queue.dlq.arn\n}\nresource "aws_sqs_queue" "dlq" {\n  name = local.a\n}\n';
    expect(told(dead, own)).toEqual([]);
    const module = `module "shop" {\n  source = "./shop"\n  worker = ${orders}.arn\n}\n`;
    expect(told('  environment: {variables: {SHOP: "${module.shop.url}"}}\n', module)).toEqual([]);
  });
});

describe("what is written by hand and is long or deep", () => {
  const check = (text: string) => {
    const folder = folderWith({
      "specs/shop/orders.yaml":
        "function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip, description: 'in ${local.a0}'}\n",
      "specs/shop/stack.yaml": "region: eu-west-1\n",
      "out/shop/main.tf": text,
    });
    const { status, stdout, stderr } = run(folder, "check");
    return { status, said: `${stdout}${stderr}` };
  };
  const chain = (last: string) =>
    `locals {\n${Array.from({ length: 15_000 }, (_, at) => `  a${at} = local.a${at + 1}\n`).join("")}  a15000 = ${last}\n}\n`;

  it("is read to its end, in time and without a stack of calls", () => {
    const none = { status: 0, said: "1 file, 1 function: no mistakes\n" };
    expect(check(chain('"x"'))).toEqual(none);
    expect(check(chain("local.a0"))).toEqual(none);
    expect(check(`locals {\n  a0 = ${"x.".repeat(20_000)}y\n}\n`)).toEqual(none);
    expect(check(`locals {\n  a0 = ${"a ? b : ".repeat(30_000)}c\n}\n`)).toEqual(none);
    expect(check(`locals {\n  a0 = ${"[".repeat(20_000)}${"]".repeat(20_000)}\n}\n`)).toEqual(none);
    expect(check(chain("aws_lambda_function.orders.arn")).said).toContain("error[dependency-cycle] these wait for each other");
    expect(check(chain("[1]")).said).toContain("error[wrong-type] local.a0 is a list");
  }, 60_000);
});
