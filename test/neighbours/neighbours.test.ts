import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** What stands beside the output by hand: what the specs may name, what is declared once, what is managed once. */

const spec = `function:
  name: orders
  runtime: python3.13
  handler: h.h
  s3_bucket: builds
  s3_key: orders.zip
  description: in \${var.stage}
push:
  - s3: \${aws_s3_bucket.photos.arn}
    subscribe: true
    events: ["s3:ObjectCreated:*"]
    why: \${aws_nothing.here} is plain text
actions:
  - allow: sqs:SendMessage
    resources: \${aws_sqs_queue.jobs.arn}
  - allow: dynamodb:GetItem
    resources: \${local.orders_table}
`;
const hand = `resource "aws_s3_bucket" "photos" {
  bucket = "photos"
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

locals {
  orders_table = aws_dynamodb_table.orders.arn
}

resource "aws_dynamodb_table" "orders" {
  name = <<EOT
orders
EOT
}
`;

/** The findings of a run with these hand-written files, each on its line. */
function told(
  beside: Readonly<Record<string, string>>,
  of = spec,
): { readonly status: number | null; readonly lines: readonly string[] } {
  const folder = folderWith({ "specs/shop/orders.yaml": of, "specs/shop/stack.yaml": "region: eu-west-1\n", ...beside });
  const { status, stdout } = run(folder, "check", "--format", "json");
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { file: string; line: number; code: string; message: string; hint?: string }[];
  };
  return {
    status,
    lines: diagnostics.map(({ file, line, code, message, hint }) => `${file}:${line} ${code} ${message} (${hint})`),
  };
}

describe("a reference", () => {
  it("may be to what is declared beside the output, in HCL and in JSON, or nobody can tell", () => {
    expect(told({ "out/shop/main.tf": hand })).toEqual({ status: 0, lines: [] });
    expect(told({})).toEqual({ status: 0, lines: [] });
    const json = {
      resource: { aws_s3_bucket: { photos: {} }, aws_sqs_queue: { jobs: [{ name: "jobs" }] } },
      locals: { orders_table: "x" },
    };
    expect(told({ "out/shop/main.tf.json": JSON.stringify(json) })).toEqual({ status: 0, lines: [] });
    // What cannot be read may declare it.
    expect(told({ "out/shop/main.tf": `${hand.replace("aws_sqs_queue", "aws_sns_topic")}\nresource "broken {` })).toEqual({
      status: 0,
      lines: [expect.stringContaining("out/shop/main.tf:1 declared-twice this file beside the output cannot be read whole")],
    });
  });

  it("is refused where nothing declares it, with the nearest that something does", () => {
    expect(told({ "out/shop/main.tf": hand.replace('"jobs" {', '"job" {').replace("orders_table =", "table =") })).toEqual({
      status: 1,
      lines: [
        "specs/shop/orders.yaml:15 unknown-reference nothing beside the output declares aws_sqs_queue.jobs (did you mean aws_sqs_queue.job?)",
        "specs/shop/orders.yaml:17 unknown-reference nothing beside the output declares local.orders_table (declare it in a file beside the output, or name what is declared)",
      ],
    });
  });

  it("may be to what the output itself declares, and not to what an override says", () => {
    const own = spec.replace(
      "${local.orders_table}",
      "arn:aws:dynamodb:eu-west-1:111122223333:table/${aws_lambda_function.orders.version}",
    );
    expect(told({ "out/shop/main.tf": hand }, own).lines.filter((line) => line.includes("unknown-reference"))).toEqual([]);
    expect(told({ "out/shop/main.tf": "# nothing\n", "out/shop/main_override.tf": hand }).status).toBe(1);
  });
});

describe("what is declared by hand", () => {
  const folder = folderWith({
    "specs/shop/orders.yaml": spec,
    "out/shop/main.tf": `${hand}\nvariable "stage" {\n  type = string\n}\n\nterraform {\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "~> 5.90" }\n  }\n}\n`,
  });

  it("is left out of the output: variables and versions", () => {
    expect(run(folder, "generate")).toMatchObject({ status: 0, stderr: "" });
    const stack = readFileSync(join(folder, "out/shop/stack.tf"), "utf8");
    expect(stack).not.toContain('variable "stage"');
    expect(stack).not.toContain("required_providers");
    expect(run(folder, "generate", "--check").status).toBe(0);
  });

  it("is shown to people with its line, by each command that reads it", () => {
    const more = 'resource "aws_sns_topic" "news" {\n}\n\n  output "orders" {\n  value = 1\n}\n';
    const folder = folderWith({ "specs/shop/orders.yaml": spec, "out/shop/main.tf": hand, "out/shop/more.tf": more });
    for (const command of ["check", "generate", "prove", "report"])
      expect(run(folder, command).stderr).toContain(
        `out/shop/more.tf:4:3 error[declared-twice] output.orders is declared here, and in the output for specs/shop/orders.yaml
    4 |   output "orders" {
      |   ^`,
      );
  });

  it("is refused where the output has it, too: resources, outputs", () => {
    const more = 'resource "aws_iam_role" "orders" {\n  name = "x"\n}\n\noutput "orders" {\n  value = 1\n}\n';
    const { status, lines } = told({ "out/shop/main.tf": hand, "out/shop/more.tf": more });
    expect(status).toBe(1);
    expect(lines.map((line) => line.split(" (")[0])).toEqual([
      "out/shop/more.tf:1 declared-twice aws_iam_role.orders is declared here, and in the output for specs/shop/orders.yaml",
      "out/shop/more.tf:5 declared-twice output.orders is declared here, and in the output for specs/shop/orders.yaml",
    ]);
  });

  it("is refused where it manages what the output does, by whichever name", () => {
    for (const bucket of ["aws_s3_bucket.photos.id", "aws_s3_bucket.photos.bucket", '"${aws_s3_bucket.photos.id}"']) {
      const more = `resource "aws_s3_bucket_notification" "mine" {\n  bucket = ${bucket}\n}\n`;
      expect(told({ "out/shop/main.tf": hand, "out/shop/more.tf": more }).lines.join()).toMatch(
        /^out\/shop\/more\.tf:1 declared-twice the notifications of this bucket are managed here and by aws_s3_bucket_notification\./,
      );
    }
    const other = 'resource "aws_s3_bucket_notification" "other" {\n  bucket = aws_s3_bucket.other.id\n}\n';
    expect(told({ "out/shop/main.tf": `${hand}\n${other}` })).toEqual({ status: 0, lines: [] });
  });
});

describe("reading it", () => {
  it("leaves what leads out of the output, and what is in .terraform, alone", () => {
    expect(told({ "out/shop/.terraform/modules/x/main.tf": hand })).toEqual({ status: 0, lines: [] });
  });

  it("leaves files alone that Terraform passes over: an editor's lock and copies, what macOS lays beside a file", () => {
    const folder = folderWith({
      "specs/shop/orders.yaml": spec.replace(/^.*\$\{.*\n/gm, "").replace(/^(push|actions):[\s\S]*/m, ""),
      "specs/shop/stack.yaml": "region: eu-west-1\n",
      "out/shop/._zz_override.tf": "\0\x05\x16\x07\0",
      "out/shop/._main.tf.json": "\0",
      "out/shop/.orders.tofu": "{",
      "out/shop/.hidden.tf": 'resource "aws_iam_role_policy" "orders" {\n  role = aws_iam_role.orders.name\n}\n',
      "out/shop/#main.tf#": "{",
      "out/shop/main.tf~": "{",
      "out/shop/.copy.tf": "# Generated by lambdagrant from specs/shop/copy.yaml; do not edit.\n",
    });
    symlinkSync("someone@somewhere.1234", join(folder, "out/shop/.#main.tf"));
    for (const command of [["check"], ["prove"], ["generate"], ["generate", "--check"]])
      expect({ command, ...run(folder, ...command) }).toMatchObject({ status: 0, stderr: "" });
    expect(existsSync(join(folder, "out/shop/.copy.tf"))).toBe(true);
    // Those are the only ones: what else ends as Terraform's files do, it reads.
    for (const name of ["#main.tf", "~main.tf", "a.b.tf", "-.tf"])
      expect(told({ [`out/shop/${name}`]: "resource {{" }).lines.join(), name).toContain("cannot be read whole");
  });
});
