import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** What variables and locals beside the output are, and what their places in a spec take. */

const hand = `variable "many" {
  type = list(string)
}

variable "map" {
  type = map(string)
}

variable "object" {
  type = object({
    a = string
  })
}

variable "text" {
  type = string
}

variable "anything" {}

variable "by_default" {
  default = ["a"]
}

locals {
  l = ["a"]
  m = { a = "b" }
  t = var.text
  v = var.stated
}
`;

const stack = `region: eu-west-1
account: "111122223333"
variables:
  stated: {type: list(string), description: x}
`;

/** What \`check\` tells of a function with these arguments and lines: of each mistake, its line and sentence. */
function told(args: string, lines = "", settings = stack): readonly string[] {
  const folder = folderWith({
    "specs/shop/orders.yaml": `function: {name: orders, runtime: python3.13, s3_bucket: builds, s3_key: k.zip${args}}\n${lines}`,
    "specs/shop/stack.yaml": settings,
    "out/shop/main.tf": hand,
  });
  const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
    diagnostics: readonly { file: string; line: number; code: string; message: string }[];
  };
  return diagnostics.map(({ file, line, code, message }) => `${file.replace("specs/shop/", "")}:${line} ${code} ${message}`);
}

describe("where one value belongs, many are refused", () => {
  const handler = ", handler: h.h";
  it.each([
    ["push sns", handler, "push:\n  - sns: ${var.many}\n"],
    ["push s3", handler, "push:\n  - s3: ${var.many}\n"],
    ["push account", handler, "push:\n  - account: ${var.many}\n"],
    ["push eventbridge", handler, 'push:\n  - eventbridge: {rule: "${var.many}"}\n'],
    ["push service", handler, 'push:\n  - {service: cognito-sync.amazonaws.com, source_arn: "${var.many}"}\n'],
    ["pull sqs", handler, "pull:\n  - sqs: ${var.many}\n"],
    ["a boundary", handler, 'role:\n  permissions_boundary: "${var.many}"\n'],
    ["a managed policy", handler, 'role:\n  managed_policies: [{arn: "${var.many}", why: x}]\n'],
    ["a key of logs", handler, 'logs:\n  kms_key_id: "${var.many}"\n'],
  ])("in %s", (_, args, lines) => {
    expect(told(args, lines)).toEqual(["orders.yaml:3 wrong-type var.many is a list(string), and here belongs one text"]);
  });

  it.each([
    ["handler", ', handler: "${var.many}"', "one text"],
    ["timeout", ', handler: h.h, timeout: "${var.many}"', "a number"],
    ["publish", ', handler: h.h, publish: "${var.many}"', "true or false"],
    ["kms_key_arn", ', handler: h.h, kms_key_arn: "${var.many}"', "one text"],
    ["on_failure", ', handler: h.h, on_failure: {sqs: "${var.many}"}', "one text"],
    ["a member of layers", ', handler: h.h, layers: ["${var.many}"]', "one text"],
  ])("in %s", (_, args, takes) => {
    expect(told(args)).toEqual([`orders.yaml:1 wrong-type var.many is a list(string), and here belongs ${takes}`]);
  });

  it.each([
    ["var.map", "a map(string)"],
    ["var.object", "an object({ a = string })"],
    ["var.by_default", "a list"],
    ["local.l", "a list"],
    ["local.m", "a map"],
    ["local.v", "a list(string)"],
    ["var.stated", "a list(string)"],
  ])("by %s", (name, is) => {
    expect(told(handler, `push:\n  - sns: \${${name}}\n`)).toEqual([
      `orders.yaml:3 wrong-type ${name} is ${is}, and here belongs one text`,
    ]);
  });

  it("in a default of the stack", () => {
    expect(told(handler, "", `${stack}role: {permissions_boundary: "\${var.many}"}\n`)).toEqual([
      "stack.yaml:5 wrong-type var.many is a list(string), and here belongs one text",
    ]);
  });
});

describe("where many belong", () => {
  it("they may be named by one expression, and one is refused", () => {
    const args = (list: string, map: string) =>
      `, handler: h.h, layers: "\${${list}}", environment: {variables: "\${${map}}"}, tags: "\${${map}}"`;
    expect(told(args("var.many", "var.map"))).toEqual([]);
    expect(told(args("local.l", "local.m"))).toEqual([]);
    expect(told(args("var.anything", "var.object"))).toEqual([]);
    expect(told(args("var.text", "local.t"))).toEqual([
      "orders.yaml:1 wrong-type var.text is a string, and here belongs a list",
      "orders.yaml:1 wrong-type local.t is a string, and here belongs a mapping",
      "orders.yaml:1 wrong-type local.t is a string, and here belongs a mapping",
    ]);
  });

  it("is not where a reason stands", () => {
    const lines = "actions:\n  - allow: s3:GetObject\n    resources: arn:aws:s3:::a/*\n    why: as ${var.many} says\n";
    expect(told(", handler: h.h", lines)).toEqual([]);
  });
});
