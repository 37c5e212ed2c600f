import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { emitCdktf } from "../../generator/backends/cdktf/emit.ts";
import { cdktfPackages, libraryOf } from "../../generator/backends/cdktf/library.ts";
import { compile, type Emit, hclBackend } from "../../generator/compile.ts";
import { temporaryFolder } from "../support/program.ts";
import { provider, refused, terraform, terraformMissing, terraformRequired } from "../support/terraform.ts";

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
  - {sns: "arn:\${local.partition}:sns:eu-west-1:123456789012:paid", label: partition}
  - {sns: "arn:aws:sns:\${local.region}:123456789012:paid", label: region}
  - {sns: "arn:aws:sns:eu-\${local.direction}-1:123456789012:paid", label: direction}
  - {sns: "arn:aws:sns:eu-west-1:123456789012:\${local.name}", label: name}
pull:
  - {sqs: "\${local.queue}", label: queue}
actions:
  - allow: s3:GetObject
    resources: ["\${local.objects}", "\${local.bucket_arn}/*", "arn:aws:s3:::\${local.prefix}/x"]
    conditions: {StringLike: {"aws:PrincipalTag/team": "\${local.team}"}}
  - allow: logs:FilterLogEvents
    resources: "arn:aws:logs:eu-west-1:123456789012:log-group:\${local.log}"
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
  bucket: { at: "aws_lambda_permission.worker_bucket", good: ["photos"], bad: ["*", "", "a*", "??", "${aws:SourceAccount}"] },
  account: { at: "aws_lambda_permission.worker_account", good: ["123456789012"], bad: [null, "*", "", "12345678901?"] },
  skill: { at: "aws_lambda_permission.worker_skill", good: ["amzn1.ask.skill.0b1c"], bad: [null, "*", ""] },
  bus: { at: "aws_lambda_permission.worker_bus", good: ["orders", "default-orders"], bad: ["*", "", "default"] },
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
    at: "aws_iam_role.pipe",
    good: ["arn:aws:pipes:eu-west-1:123456789012:pipe/orders"],
    bad: ["*", "arn:aws:pipes:eu-west-1:123456789012:pipe/*", "arn:aws:pipes:eu-west-1:123456789012:*"],
  },
  partition: {
    at: "aws_lambda_permission.worker_partition",
    good: ["aws", "aws-us-gov"],
    bad: ["*", "", "aws:sns:eu-west-1:210987654321:x"],
  },
  region: {
    at: "aws_lambda_permission.worker_region",
    good: ["eu-west-1", "us-gov-west-1", "us-isob-east-1"],
    bad: ["*", "", "eu-*-1", "eu-west-1:210987654321:x", "EU-WEST-1", "eu-west-1a"],
  },
  direction: {
    at: "aws_lambda_permission.worker_direction",
    good: ["west"],
    bad: ["*", "", "west-1:210987654321:x"],
  },
  name: { at: "aws_lambda_permission.worker_name", good: ["orders.fifo"], bad: ["*", "", "a:b", "a/b"] },
  log: { at: "aws_iam_role_policy.worker", good: ["/aws/lambda/other"], bad: ["*", "", "a:log-stream:b"] },
  queue: {
    at: "aws_iam_role_policy.worker",
    good: ["arn:aws:sqs:eu-west-1:123456789012:jobs"],
    bad: ["*", "arn:aws:sqs:eu-west-1:123456789012:*", "arn:aws:sqs:*:123456789012:jobs"],
  },
  objects: {
    at: "aws_iam_role_policy.worker",
    good: ["arn:aws:s3:::photos/small/*", "arn:aws:s3:::photos*/x"],
    bad: [
      "*",
      "",
      "arn:aws:s3:::*",
      "arn:aws:s3:::*/*",
      "arn:aws:*:::photos/*",
      "arn:*:s3:::photos/*",
      "arn:aws:s3:*::photos/*",
      "arn:aws:s3:::${aws:UserAgent}/*",
    ],
  },
  bucket_arn: {
    at: "aws_iam_role_policy.worker",
    good: ["arn:aws:s3:::photos"],
    bad: ["*", "arn:aws:s3:::*", "arn:aws:s3:::a*"],
  },
  prefix: { at: "aws_iam_role_policy.worker", good: ["photos"], bad: ["*", "", "${aws:UserAgent}"] },
  team: { at: "aws_iam_role_policy.worker", good: ["shop-*"], bad: ["*", "*?"] },
  wide: { at: "aws_iam_role_policy.worker", good: ["*", "arn:aws:sqs:*:*:*"], bad: [] },
  boundary: {
    at: "aws_iam_role.worker",
    // What bounds the function's role bounds the roles of its callers, too.
    also: ["aws_iam_role.pipe"],
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

/** Values that are given to a module, and the addresses in it that must refuse them. */
interface Round {
  readonly given: Readonly<Record<string, string | null>>;
  readonly failing: readonly string[];
}

/** Each round holds one mistake at every address that has one left: the rest of a module is planned all the same. */
function roundsOf(): readonly Round[] {
  const most = Math.max(...Object.values(values).map(({ good }) => good.length));
  const good = Array.from({ length: most }, (_, at) => ({
    given: Object.fromEntries(Object.entries(values).map(([name, { good: all }]) => [name, all[at] ?? all[0] ?? ""])),
    failing: [],
  }));
  // Everything waits for the role, so what is wrong with it stands alone.
  const all = Object.entries(values).flatMap(([name, { at, bad }]) => bad.map((value) => ({ name, at, value })));
  const rounds: (typeof all)[] = all.filter(({ at }) => at === "aws_iam_role.worker").map((one) => [one]);
  const others = all.filter(({ at }) => at !== "aws_iam_role.worker");
  while (others.length > 0) {
    const round = others.filter(({ at }, index) => others.findIndex((one) => one.at === at) === index);
    for (const one of round) others.splice(others.indexOf(one), 1);
    rounds.push(round);
  }
  const refused = rounds.map((round) => ({
    given: Object.fromEntries(round.map(({ name, value }) => [name, value])),
    failing: round.flatMap(({ name, at }) => [at, ...(values[name]?.also ?? [])]),
  }));
  return [...good, ...refused];
}

const backends: Readonly<Record<string, Emit>> = {
  hcl: hclBackend(),
  cdktf: (stacks) => emitCdktf(stacks, libraryOf(cdktfPackages, createRequire(import.meta.url)), temporaryFolder("cdktf")),
};

/** What a backend makes of the spec, as a module that takes the values. */
function moduleOf(emit: Emit): Readonly<Record<string, string>> {
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
  const locals = Object.keys(values).map((name) => `  ${name} = var.values["${name}"]`);
  return {
    ...Object.fromEntries(compiled.files.map(({ path, text }) => [path.replace(/^.*\//, ""), text])),
    "values.tf": ['variable "values" {', "  type = map(string)", "}", "locals {", ...locals, "}", ""].join("\n"),
  };
}

function callOf(name: string, { given }: Round): string {
  const map = Object.entries({ ...best, ...given }).map(
    ([key, value]) => `    ${key} = ${JSON.stringify(value)?.replaceAll("${", () => "$${")}`,
  );
  return [`module "${name}" {`, `  source = "./${name}"`, "  values = {", ...map, "  }", "}", ""].join("\n");
}

interface Mistake {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly range?: { readonly filename: string };
  readonly snippet?: { readonly context: string | null };
}

/** The addresses that refuse, by module; what is no precondition stands there whole. */
function refusalsIn(said: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const line of said.split("\n").filter((one) => one.startsWith("{"))) {
    const { diagnostic } = JSON.parse(line) as { readonly diagnostic?: Mistake };
    if (diagnostic?.severity !== "error") continue;
    // Terraform tells no address, but the file, which is the module's own, and the block.
    const module = diagnostic.range?.filename.replace(/\/.*$/, "") ?? "";
    const block = /^resource[ .]"?(\w+)"?[ .]"?(\w+)/.exec(diagnostic.snippet?.context ?? "");
    const address = block === null || diagnostic.summary !== "Resource precondition failed" ? line : `${block[1]}.${block[2]}`;
    found.set(module, [...(found.get(module) ?? []), address]);
  }
  return found;
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("terraform refuses a value that guards nothing", () => {
  const rounds = roundsOf();
  let refusals: ReadonlyMap<string, readonly string[]> = new Map();

  // One plan of every round as a module of its own: starting the provider is nearly all the time.
  beforeAll(() => {
    const root = temporaryFolder("preconditions");
    const calls: string[] = [];
    for (const [backend, emit] of Object.entries(backends)) {
      const files = moduleOf(emit);
      for (const [index, round] of rounds.entries()) {
        const name = `${backend}_${index}`;
        mkdirSync(join(root, name));
        for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
        calls.push(callOf(name, round));
      }
    }
    writeFileSync(join(root, "main.tf"), [provider, ...calls].join("\n"));
    const batch = { root, modules: [] };
    terraform(batch, "init", "-input=false", "-no-color");
    refusals = refusalsIn(refused(batch, "plan", "-input=false", "-json", "-lock=false", "-refresh=false"));
  });

  it.each(Object.keys(backends).flatMap((backend) => rounds.map((round, index) => [backend, index, round] as const)))(
    "of %s, round %d",
    (backend, index, { failing }) => {
      const found = refusals.get(`${backend}_${index}`) ?? [];
      // Each at least once: two values of one address may be wrong by one mistake.
      expect([...new Set(found)].sort()).toEqual([...new Set(failing)].sort());
    },
  );

  it("and nothing else", () => {
    expect(refusals.size).toBe(Object.keys(backends).length * rounds.filter(({ failing }) => failing.length > 0).length);
  });
});
