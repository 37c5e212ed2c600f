import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as awsTopic from "@cdktf/provider-aws/lib/sns-topic/index.js";
import * as awsQueue from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import * as cdktf from "cdktf";
import { transformSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LambdaGrant, SpecError, type SpecObject } from "../../generator/cdktf.ts";

/** The construct: in an app as the README shows it, with either family of packages, and when something is wrong. */

const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lambdagrant-construct-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readme = readFileSync(join(top, "README.md"), "utf8");
const example = /<!-- construct -->\n```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";

interface Configuration {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
}

/** An app in a project of its own, which has installed the package and one family. */
function project(family: "cdktf" | "cdktn"): string {
  const at = join(folder, family);
  for (const name of ["lambdagrant", "cdktf", "cdktn", "constructs", "@cdktf/provider-aws", "@cdktn/provider-aws"]) {
    const link = join(at, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(name === "lambdagrant" ? top : join(top, "node_modules", name), link);
  }
  cpSync(join(top, "specs"), join(at, "specs"), { recursive: true });
  writeFileSync(join(at, "package.json"), "{}");
  writeFileSync(join(at, "main.ts"), example.replaceAll("cdktf", family));
  return at;
}

describe.each(["cdktf", "cdktn"] as const)("the README's app under %s", (family) => {
  let at = "";
  beforeAll(() => {
    at = project(family);
  });

  it("compiles", () => {
    const options = {
      noEmit: true,
      strict: true,
      target: "es2023",
      module: "preserve",
      moduleResolution: "bundler",
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      types: ["node"],
      typeRoots: [join(top, "node_modules", "@types")],
      paths: { [`lambdagrant/${family}`]: [join(top, "generator", `${family}.ts`)] },
    };
    writeFileSync(join(at, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["main.ts"] }));
    const done = spawnSync(process.execPath, [join(top, "node_modules/typescript/bin/tsc"), "-p", at], { encoding: "utf8" });
    expect(`${done.stdout}${done.stderr}`).toBe("");
  });

  it("synthesises, and a token is a reference", () => {
    writeFileSync(join(at, "main.cjs"), transformSync(example.replaceAll("cdktf", family), { loader: "ts", format: "cjs" }).code);
    const done = spawnSync(process.execPath, ["main.cjs"], { cwd: at, encoding: "utf8" });
    expect(done.stderr).toBe("");
    const { resource, output } = JSON.parse(
      readFileSync(join(at, "cdktf.out/stacks/media/cdk.tf.json"), "utf8"),
    ) as Configuration;
    expect(Object.keys(resource["aws_lambda_function"] ?? {})).toEqual(["my_function", "thumbnailer"]);
    const [permission] = Object.entries(resource["aws_lambda_permission"] ?? {}).filter(([name]) =>
      name.startsWith("thumbnailer"),
    );
    expect(permission?.[1]).toMatchObject({
      principal: "sns.amazonaws.com",
      source_arn: "${aws_sns_topic.uploads.arn}",
      function_name: "${aws_lambda_function.thumbnailer.function_name}",
    });
    expect(output["thumbnailer_arn"]?.value).toBe("${aws_lambda_function.thumbnailer.arn}");
  });
});

function newStack(): cdktf.TerraformStack {
  return new cdktf.TerraformStack(cdktf.Testing.app(), "stack");
}

const worker = {
  name: "worker",
  runtime: "nodejs22.x",
  handler: "index.handler",
  filename: "worker.zip",
  source_code_hash: "hash",
};

describe("the construct", () => {
  it("throws one error that lists the mistakes with their places", () => {
    const spec = { function: { ...worker, memory: 1 }, actions: [{ allow: "s3:GetObjekt", resources: "arn:aws:s3:::b/*" }] };
    let thrown: unknown;
    try {
      new LambdaGrant(newStack(), "worker", { spec });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(SpecError);
    const { message, diagnostics } = thrown as SpecError;
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-key", "unknown-action"]);
    expect(message).toContain("worker.yaml:9:12 error[unknown-action]");
    expect(message).toContain("  - allow: s3:GetObjekt");
  });

  it("has types that know the sources", () => {
    // @ts-expect-error there is no such source
    const misspelt: SpecObject = { function: worker, push: [{ snss: "news" }] };
    // @ts-expect-error a pull source cannot push
    const reversed: SpecObject = { function: worker, push: [{ sqs: "jobs" }] };
    for (const spec of [misspelt, reversed]) expect(() => new LambdaGrant(newStack(), "worker", { spec })).toThrow(SpecError);
  });

  it("takes what a deny, a condition and a stack.yaml say", () => {
    const stack = newStack();
    const resources = "arn:aws:s3:::photos/*";
    new LambdaGrant(stack, "worker", {
      spec: {
        function: { ...worker, environment: { variables: { STAGE: "${var.stage}", SIZE: 5, IS_FAST: true } } },
        actions: [
          { allow: "s3:GetObject", resources, conditions: { Bool: { "aws:SecureTransport": true } } },
          { deny: "s3:GetObject", resources: "arn:aws:s3:::photos/private/*" },
        ],
      },
      settings: {
        variables: { stage: { type: "string", description: "Which of them." } },
        terraform_version: ">= 1.5",
        emit: { versions: true },
      },
    });
    const written = cdktf.Testing.synth(stack);
    expect(written).toContain('"effect": "Deny"');
    expect(written).toContain('"aws:SecureTransport"');
    expect(written).toContain('"SIZE": "5"');
  });

  it("says where a mistake of a file is", () => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, "function:\n  name: f\n  handler: h\n  runtime: nodejs22.x\n  filename: f.zip\n  memory: 1\n");
    expect(() => new LambdaGrant(newStack(), "f", { spec: file })).toThrow(`${file}:6:3 error[unknown-key]`);
    expect(() => new LambdaGrant(newStack(), "f", { spec: join(folder, "none.yaml") })).toThrow("there is no such file");
  });

  it("tells what settings above the root of a file hold for: nothing", () => {
    const shop = join(folder, "apart/shop");
    mkdirSync(shop, { recursive: true });
    writeFileSync(join(folder, "apart/rules.yaml"), "rules: [{never: nothing is open to everybody, public: true}]\n");
    writeFileSync(
      join(shop, "f.yaml"),
      "function: {name: f, handler: h.h, runtime: nodejs22.x, filename: f.zip, source_code_hash: x}\n",
    );
    const told = (props: { readonly specs?: string }) =>
      new LambdaGrant(newStack(), "f", { spec: join(shop, "f.yaml"), ...props }).node.metadata.map(({ data }) => String(data));
    expect(told({})).toEqual([
      expect.stringMatching(
        /rules\.yaml lies above \S*shop, .*: nothing that it says holds; in \S*shop it does, or with specs: "\S*apart"$/,
      ),
    ]);
    expect(told({ specs: join(folder, "apart") })).toEqual([]);
  });

  it("refuses names that differ only in punctuation", () => {
    const stack = newStack();
    new LambdaGrant(stack, "one", { spec: { function: { ...worker, name: "my-worker" } } });
    expect(() => new LambdaGrant(stack, "two", { spec: { function: { ...worker, name: "my_worker" } } })).toThrow(
      "stack/one and stack/two would both be data.aws_iam_policy_document.my_worker_trust",
    );
  });

  it("says what helps where two constructs would make what a source has once", () => {
    const subscribed = (name: string, push: NonNullable<SpecObject["push"]>): SpecObject => ({
      function: { ...worker, name },
      push,
    });
    const settings = { region: "eu-west-1", account: "123456789012" };
    const bucket = (filter_prefix: string): NonNullable<SpecObject["push"]> => [
      { s3: "uploads", subscribe: true, events: ["s3:ObjectCreated:*"], filter_prefix },
    ];
    for (const [one, two] of [
      [bucket("a/"), bucket("b/")],
      [[{ stepfunctions: "orders" }], [{ stepfunctions: "orders" }]],
    ] as const) {
      const stack = newStack();
      new LambdaGrant(stack, "one", { spec: subscribed("one", one), settings });
      expect(() => new LambdaGrant(stack, "two", { spec: subscribed("two", two), settings })).toThrow("one spec file");
    }
  });

  it("refuses an address that the app itself has", () => {
    const stack = newStack();
    new awsTopic.SnsTopic(stack, "topic", {});
    new awsTopic.SnsTopic(stack, "other", {}).overrideLogicalId("topic");
    new LambdaGrant(stack, "worker", { spec: { function: worker } });
    expect(() => cdktf.Testing.synth(stack, true)).toThrow("would both be aws_sns_topic.topic");
  });

  it("takes tokens of every kind, and of another stack", () => {
    const app = cdktf.Testing.app();
    const [first, second] = [new cdktf.TerraformStack(app, "first"), new cdktf.TerraformStack(app, "second")];
    const topic = new awsTopic.SnsTopic(first, "topic", {});
    const queue = new awsQueue.SqsQueue(second, "queue", { visibilityTimeoutSeconds: 60 });
    const groups = new cdktf.TerraformVariable(second, "groups", { type: "list(string)" });
    new LambdaGrant(second, "worker", {
      spec: {
        function: {
          ...worker,
          timeout: queue.visibilityTimeoutSeconds,
          environment: { variables: { TOPIC: cdktf.Fn.join("-", ["a", queue.name]) } },
          vpc_config: { subnet_ids: ["subnet-1"], security_group_ids: groups.listValue },
        },
        push: [{ sns: topic.arn, label: "topic" }],
        pull: [{ sqs: queue.arn }],
      },
    });
    first.prepareStack();
    second.prepareStack();
    const { resource, variable } = second.toTerraform() as Configuration & { variable: object };
    expect(resource["aws_lambda_function"]?.["worker"]).toMatchObject({
      timeout: "${aws_sqs_queue.queue.visibility_timeout_seconds}",
      environment: [{ variables: { TOPIC: '${join("-", ["a", aws_sqs_queue.queue.name])}' } }],
      vpc_config: [{ security_group_ids: "${var.groups}" }],
    });
    expect(resource["aws_lambda_permission"]?.["worker_topic"]?.["source_arn"]).toMatch(/^\$\{data\.terraform_remote_state\./);
    // Declared by the app: not once more.
    expect(variable).toEqual({ groups: { type: "list(string)" } });
  });

  it("shows what it made, and reads once a stack what no setting says", () => {
    const stack = newStack();
    const queue = "arn:aws:sqs:eu-west-1:123456789012:jobs";
    const made = new LambdaGrant(stack, "worker", {
      spec: { function: worker, pull: [{ sqs: queue }], push: [{ sns: "news" }] },
    });
    new LambdaGrant(stack, "second", { spec: { function: { ...worker, name: "second" }, push: [{ sns: "news" }] } });
    expect(made.function.functionNameInput).toBe("worker");
    expect(made.role.friendlyUniqueId).toBe("worker");
    expect(made.permissions.map(({ principalInput }) => principalInput)).toEqual(["sns.amazonaws.com"]);
    expect(made.mappings).toHaveLength(1);
    const { data } = JSON.parse(cdktf.Testing.synth(stack)) as Configuration;
    expect(data["aws_region"]).toHaveProperty("lambdagrant");
  });
});
