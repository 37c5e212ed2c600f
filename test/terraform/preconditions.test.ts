import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emitCdktf } from "../../generator/backends/cdktf/emit.ts";
import { cdktfPackages, libraryOf } from "../../generator/backends/cdktf/library.ts";
import { compile, type Emit, hclBackend } from "../../generator/compile.ts";
import { mocks, realProvider, terraform } from "../support/mock.ts";
import { terraformMissing, terraformRequired } from "../support/terraform.ts";

/** Values that only Terraform knows: it takes those that guard and scope, and refuses all others, each where it stands. */

const missing = terraformMissing();
if (missing !== null) console.log(`preconditions skipped: ${missing}`);

const spec = `
function: {name: worker, runtime: python3.13, handler: app.handler, filename: app.zip}
push:
  - {account: "\${local.principal}", label: principal}
  - {organization: "\${local.organization}", label: organization}
  - {sns: "\${local.topic}", label: topic}
  - {s3: "arn:aws:s3:::\${local.bucket}", label: bucket}
  - {chime: "\${local.account}", label: account}
  - {alexa: "\${local.skill}", label: skill}
  - {eventbridge: {bus: "\${local.bus}", rule: paid}, label: bus}
  - {logs: "\${local.group}:*", label: group}
  - {service: newthing.amazonaws.com, source_arn: "\${local.thing}", label: thing}
  - {apigateway: "\${local.api}/*/GET/orders", label: api}
  - {pipes: "\${local.pipe}", label: pipe}
pull:
  - {sqs: "\${local.queue}", label: queue}
actions:
  - allow: s3:GetObject
    resources: ["\${local.objects}", "\${local.bucket_arn}/*", "arn:aws:s3:::\${local.prefix}/x"]
    conditions: {StringLike: {"aws:PrincipalTag/team": "\${local.team}"}}
  - allow: sqs:SendMessage
    resources: \${local.wide}
    broad: the queues of every team
role:
  permissions_boundary: "\${local.boundary}"
  trust: {conditions: {ArnLike: {"aws:SourceArn": "\${local.source}"}}}
`;

/** What each value may be, and what it may not; null takes a guard away, where nothing checks it. */
const values: Readonly<
  Record<
    string,
    {
      readonly at: string;
      readonly also?: readonly string[];
      readonly good: readonly string[];
      readonly bad: readonly (string | null)[];
    }
  >
> = {
  principal: {
    at: "aws_lambda_permission.worker_principal",
    good: ["123456789012", "arn:aws:iam::123456789012:role/a/caller", "arn:aws-cn:iam::123456789012:user/caller"],
    bad: [
      null,
      "*",
      "",
      "12345678901",
      "1234567890123",
      "arn:aws:iam::123456789012:role/*",
      "arn:aws:iam::*:role/r",
      "sns.amazonaws.com",
    ],
  },
  organization: {
    at: "aws_lambda_permission.worker_organization",
    good: ["o-a1b2c3d4e5"],
    bad: [null, "*", "", "o-*", "o-a1b2c3d4e5*", "x"],
  },
  topic: {
    at: "aws_lambda_permission.worker_topic",
    good: ["arn:aws:sns:eu-west-1:123456789012:orders", "arn:aws-us-gov:sns:us-gov-west-1:123456789012:orders"],
    bad: [
      null,
      "*",
      "",
      "arn:aws:sns:eu-west-1:123456789012:*",
      "arn:aws:sns:*:123456789012:a",
      "arn:aws:sns:eu-west-1:*:a",
      "arn:aws:s3:::a",
      "arn:*",
    ],
  },
  bucket: { at: "aws_lambda_permission.worker_bucket", good: ["photos"], bad: ["*", "", "a*", "??"] },
  account: { at: "aws_lambda_permission.worker_account", good: ["123456789012"], bad: [null, "*", "", "12345678901?"] },
  skill: { at: "aws_lambda_permission.worker_skill", good: ["amzn1.ask.skill.0b1c"], bad: [null, "*", ""] },
  bus: { at: "aws_lambda_permission.worker_bus", good: ["orders"], bad: ["*", ""] },
  group: {
    at: "aws_lambda_permission.worker_group",
    good: ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/a"],
    bad: ["*", "arn:aws:logs:eu-west-1:123456789012:log-group:*", "arn:aws:logs:eu-west-1:*:log-group:a"],
  },
  thing: {
    at: "aws_lambda_permission.worker_thing",
    good: ["arn:aws:newthing:eu-west-1:123456789012:thing/a", "arn:aws:newthing::123456789012:thing"],
    bad: [
      null,
      "*",
      "arn:aws:newthing:eu-west-1::thing/a",
      "arn:aws:newthing:eu-west-1:*:thing/a",
      "arn:aws:newthing:eu-west-1:123456789012:*",
    ],
  },
  api: {
    at: "aws_lambda_permission.worker_api",
    good: ["arn:aws:execute-api:eu-west-1:123456789012:a1b2c3"],
    bad: ["*", "arn:aws:execute-api:eu-west-1:123456789012:*", "arn:aws:execute-api:eu-west-1:*:a1b2c3"],
  },
  pipe: {
    at: "aws_iam_role.worker_pipe",
    good: ["arn:aws:pipes:eu-west-1:123456789012:pipe/orders"],
    bad: ["*", "arn:aws:pipes:eu-west-1:123456789012:pipe/*", "arn:aws:pipes:eu-west-1:123456789012:*"],
  },
  queue: {
    at: "aws_iam_role_policy.worker",
    good: ["arn:aws:sqs:eu-west-1:123456789012:jobs"],
    bad: ["*", "arn:aws:sqs:eu-west-1:123456789012:*", "arn:aws:sqs:*:123456789012:jobs"],
  },
  objects: {
    at: "aws_iam_role_policy.worker",
    good: ["arn:aws:s3:::photos/small/*", "arn:aws:s3:::photos*/x"],
    bad: ["*", "", "arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws:*:::photos/*", "arn:*:s3:::photos/*", "arn:aws:s3:*::photos/*"],
  },
  bucket_arn: {
    at: "aws_iam_role_policy.worker",
    good: ["arn:aws:s3:::photos"],
    bad: ["*", "arn:aws:s3:::*", "arn:aws:s3:::a*"],
  },
  prefix: { at: "aws_iam_role_policy.worker", good: ["photos"], bad: ["*", ""] },
  team: { at: "aws_iam_role_policy.worker", good: ["shop-*"], bad: ["*", "*?"] },
  wide: { at: "aws_iam_role_policy.worker", good: ["*", "arn:aws:sqs:*:*:*"], bad: [] },
  boundary: {
    at: "aws_iam_role.worker",
    // What bounds the function's role bounds the roles of its callers, too.
    also: ["aws_iam_role.worker_pipe"],
    good: ["arn:aws:iam::123456789012:policy/a/boundary", "arn:aws-cn:iam::aws:policy/PowerUserAccess"],
    bad: [
      null,
      "*",
      "",
      "arn:aws:iam::123456789012:policy/*",
      "arn:aws:iam::*:policy/boundary",
      "arn:aws:iam::123456789012:role/r",
    ],
  },
  source: {
    at: "aws_iam_role.worker",
    good: ["arn:aws:lambda:eu-west-1:123456789012:function:worker"],
    bad: ["*", "arn:aws:lambda:*:123456789012:function:worker"],
  },
};

const best = Object.fromEntries(Object.entries(values).map(([name, { good }]) => [name, good[0] ?? ""]));

function run(label: string, given: Readonly<Record<string, string | null>>, failing: readonly string[]): string {
  const map = Object.entries({ ...best, ...given }).map(([name, value]) => `      ${name} = ${JSON.stringify(value)}`);
  const expected = failing.length === 0 ? [] : [`  expect_failures = [${failing.join(", ")}]`];
  return [
    `run "${label}" {`,
    "  command = plan",
    "  variables {",
    "    values = {",
    ...map,
    "    }",
    "  }",
    ...expected,
    "}",
  ].join("\n");
}

/** A run takes seconds, so each holds one mistake at every address that has one left. */
function runs(): readonly string[] {
  const most = Math.max(...Object.values(values).map(({ good }) => good.length));
  const good = Array.from({ length: most }, (_, at) =>
    run(
      `takes_${at}`,
      Object.fromEntries(Object.entries(values).map(([name, { good: all }]) => [name, all[at] ?? all[0] ?? ""])),
      [],
    ),
  );
  // Everything waits for the role, so what is wrong with it stands alone.
  const all = Object.entries(values).flatMap(([name, { at, bad }]) => bad.map((value) => ({ name, at, value })));
  const rounds: (typeof all)[] = all.filter(({ at }) => at === "aws_iam_role.worker").map((one) => [one]);
  const others = all.filter(({ at }) => at !== "aws_iam_role.worker");
  while (others.length > 0) {
    const round = others.filter(({ at }, index) => others.findIndex((one) => one.at === at) === index);
    for (const one of round) others.splice(others.indexOf(one), 1);
    rounds.push(round);
  }
  const refused = rounds.map((round, index) => {
    const given = Object.fromEntries(round.map(({ name, value }) => [name, value]));
    return run(
      `refuses_${index}`,
      given,
      round.flatMap(({ name, at }) => [at, ...(values[name]?.also ?? [])]),
    );
  });
  return [...good, ...refused];
}

const hcl: Emit = hclBackend();
const cdktf: Emit = (stacks) =>
  emitCdktf(stacks, libraryOf(cdktfPackages, createRequire(import.meta.url)), mkdtempSync(join(tmpdir(), "lambdagrant-cdktf-")));

function folderOf(emit: Emit): string {
  const stack = 'region: eu-west-1\naccount: "123456789012"\n';
  const compiled = compile(
    {
      rootName: "specs",
      specs: [{ path: "a/worker.yaml", file: "a", text: spec }],
      settings: [{ path: "stack.yaml", file: "b", text: stack }],
    },
    emit,
  );
  expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const root = mkdtempSync(join(tmpdir(), "lambdagrant-preconditions-"));
  for (const { path, text } of compiled.files)
    writeFileSync(join(root, path.replace(/^.*\//, "")), path.endsWith(".json") ? withProvider(text) : withProviderInHcl(text));
  const locals = Object.keys(values).map((name) => `  ${name} = var.values["${name}"]`);
  const main = [realProvider, 'variable "values" {', "  type = map(string)", "}", "locals {", ...locals, "}", ""];
  writeFileSync(join(root, "values.tf"), main.join("\n"));
  mkdirSync(join(root, "tests"));
  writeFileSync(join(root, "tests", "values.tftest.hcl"), ['mock_provider "aws" {', ...mocks, "}", ...runs(), ""].join("\n"));
  return root;
}

function withProviderInHcl(text: string): string {
  return text.replace(/^data "aws_iam_policy_document" "\w+" \{$/gm, (opening) => `${opening}\n  provider = aws.documents\n`);
}

function withProvider(text: string): string {
  const read = JSON.parse(text) as { data: { aws_iam_policy_document: Record<string, object> } };
  for (const document of Object.values(read.data.aws_iam_policy_document)) Object.assign(document, { provider: "aws.documents" });
  return JSON.stringify(read);
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("terraform refuses a value that guards nothing", () => {
  it.each([
    ["hcl", hcl],
    ["cdktf", cdktf],
  ] as const)(
    "of %s",
    async (_, emit) => {
      const root = folderOf(emit);
      await terraform(root, "init", "-input=false", "-no-color");
      expect(await terraform(root, "test", "-no-color")).toContain(`Success! ${runs().length} passed, 0 failed.`);
    },
    500_000,
  );
});
