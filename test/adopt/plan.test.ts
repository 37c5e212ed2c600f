import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";
import { compile } from "../../generator/compile.ts";
import { type Change, changesOf, planOf } from "../life/state.ts";
import { top } from "../support/program.ts";
import { batchOf, type Module, terraform, terraformMissing, terraformRequired } from "../support/terraform.ts";
import { type AdoptedCase, adoptedCase, adoptFolder, adoptNames } from "./adopted-case.ts";

/**
 * What terraform plans where the output and `adopt.tf` take the place of the old configuration in its own state: nothing, or exactly
 * what `adopt.tf` says. Each case is a module of one root, since starting the provider is nearly all the time.
 */

const missing = terraformMissing();
if (missing !== null) console.log(`tests of adopted states skipped: ${missing}`);

const update = process.env["UPDATE_CASES"] === "1";

interface Case extends AdoptedCase {
  /** What its stacks become, by path. */
  readonly files: ReadonlyMap<string, string>;
}

function caseOf(name: string): Case {
  const found = adoptedCase(name);
  const files = new Map<string, string>();
  for (const { settings, functions } of found.adopted.stacks) {
    const compiled = compile({
      rootName: "specs",
      specs: functions.map(({ file, spec }) => ({ path: file, file, text: spec })),
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
    });
    for (const { path, text } of compiled.files) files.set(path, text);
    if (found.state !== null) files.set("adopt.tf", adoptBlocks(functions, "same-state"));
    const variables = functions.flatMap(({ spec }) => [...spec.matchAll(/\bvar\.(\w+)/g)].map(([, variable]) => variable));
    files.set(
      "terraform.tfvars",
      [...new Set(variables)].map((variable) => `${variable} = "${variableValue(variable)}"\n`).join(""),
    );
  }
  return { ...found, files };
}

/** What variables stand for where the output asks that it be an ARN of a kind. */
const variableValues: Readonly<Record<string, string>> = {
  batch: "10",
  broker_arn: "arn:aws:mq:eu-west-1:123456789012:broker:mail:b-1234a5b6-78cd-901e-2fgh-3i45j6k178l9",
  clicks_arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks",
  cluster_arn: "arn:aws:kafka:eu-west-1:123456789012:cluster/clicks/0a1b2c3d-0000-4000-8000-000000000001-1",
  orders_stream_arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-01-01T00:00:00.000",
  some_role_arn: "arn:aws:iam::123456789012:role/elsewhere",
  queue_arn: "arn:aws:sqs:eu-west-1:123456789012:jobs",
  reader_consumer_arn: "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks/consumer/reader:1700000000",
};

function variableValue(variable = ""): string {
  return variableValues[variable] ?? (variable.endsWith("_arn") ? "arn:aws:sns:eu-west-1:123456789012:alarms" : "hunter2");
}

/** The provider of the mirror is older than what a URL that is open to the world needs. */
function needsNewer({ files }: Case): boolean {
  return [...files.values()].some((text) => / ">= 6\.\d+/.test(text));
}

/** The function of the example that was adopted: its specs and output are those of the case, and what stands beside it is kept by hand. */
function keptCase(): Case {
  const out = join(top, "out/alarms");
  const files = new Map(readdirSync(out).map((file) => [file, readFileSync(join(out, file), "utf8")]));
  const adopted = caseOf("alarms");
  // What is secret stands in the state, and not in the repository.
  files.set("terraform.tfvars", adopted.files.get("terraform.tfvars") ?? "");
  return { ...adopted, name: "alarms-of-the-example", files };
}

const kept = keptCase();
const cases = [...adoptNames.map(caseOf), kept];
const planned = cases.filter((one) => !needsNewer(one));

function moduleOf({ name, files }: Case): Module {
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-adopt-"));
  for (const [path, text] of files) writeFileSync(join(folder, path), text);
  return { name, folder };
}

/** The resources that belong to functions, as the state of the root holds them. */
function heldOf({ name, state, adopted }: Case): readonly object[] {
  const moves = adopted.stacks.flatMap(({ functions }) => functions).flatMap(({ landing }) => landing.moves);
  const moved = new Set(moves.map(({ from }) => from));
  return (
    (state ?? [])
      .filter(({ type }) => /^aws_(lambda|iam_role|cloudwatch_log_group)/.test(type))
      // A log group that nothing takes over stays with its old configuration.
      .filter(({ type, address }) => type !== "aws_cloudwatch_log_group" || moved.has(address))
      .map(({ address, mode, type, values }) => {
        const [, module, label, key] = /^(?:(module\..*?)\.)?(?:data\.)?aws_\w+\.([\w-]+)(?:\[(.*)\])?$/.exec(address) ?? [];
        return {
          module: [`module.${name}`, ...(module === undefined ? [] : [module])].join("."),
          mode,
          type,
          name: label,
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: [
            { ...(key !== undefined && { index_key: JSON.parse(key) as unknown }), schema_version: 0, attributes: values },
          ],
        };
      })
  );
}

/** Instances of one resource stand together in a state. */
function together(held: readonly object[]): readonly object[] {
  const found = new Map<string, { instances: unknown[] }>();
  for (const one of held as readonly { instances: unknown[] }[]) {
    const key = JSON.stringify({ ...one, instances: null });
    found.set(key, { ...one, instances: [...(found.get(key)?.instances ?? []), ...one.instances] });
  }
  return [...found.values()];
}

/** Every change of a case, and of an update the arguments that are others. */
function printed(changes: readonly Change[]): string {
  return changes
    .map(({ address, change: { actions, before, after, after_unknown: unknown } }) => {
      const keys = Object.keys({ ...before, ...after }).filter(
        (key) => unknown?.[key] !== true && JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
      );
      return `${actions.join(" and ")} ${address}${before !== null && after !== null && keys.length > 0 ? `: ${keys.join(", ")}` : ""}\n`;
    })
    .sort()
    .join("");
}

/** What `adopt.tf` says of the first plan, as terraform would. */
function announced({ adopted }: Case): readonly string[] {
  const landings = adopted.stacks.flatMap(({ functions }) => functions).map(({ landing }) => landing);
  const makes = new Set(landings.flatMap((one) => one.makes));
  const goes = new Set(landings.flatMap((one) => one.goes));
  return [
    ...[...makes].map((address) => (goes.has(address) ? `delete and create ${address}` : `create ${address}`)),
    ...[...goes].filter((address) => !makes.has(address)).map((address) => `delete ${address}`),
    ...landings.flatMap((one) => one.replaces).map((address) => `delete and create ${address}`),
    ...landings.flatMap((one) => one.changes).map((what) => `update ${what.split(",")[0]}`),
  ].sort();
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

it("the example holds what adopt writes", () => {
  const { adopted, state } = adoptedCase("alarms");
  const [stack] = adopted.stacks;
  expect(state).not.toBeNull();
  expect(stack?.functions.map(({ spec }) => spec)).toEqual([readFileSync(join(top, "specs/alarms/notify.yaml"), "utf8")]);
  expect(adoptBlocks(stack?.functions ?? [], "same-state")).toBe(kept.files.get("adopt.tf"));
});

it("there are at least fifteen states", () => {
  expect(planned.filter(({ state }) => state !== null).length).toBeGreaterThanOrEqual(15);
});

describe.skipIf(missing !== null)("adopted states", () => {
  let changes: readonly Change[] = [];

  beforeAll(() => {
    const batch = batchOf(planned.map(moduleOf));
    terraform(batch, "init", "-input=false", "-no-color");
    const state = { version: 4, terraform_version: "1.5.0", serial: 1, lineage: "00000000-0000-0000-0000-000000000000" };
    const resources = together(planned.flatMap(heldOf));
    writeFileSync(join(batch.root, "terraform.tfstate"), JSON.stringify({ ...state, outputs: {}, resources }));
    changes = changesOf(planOf(batch));
  }, 300_000);

  it.skip.each(cases.filter(needsNewer))("$name: it needs hashicorp/aws 6, which is not in the mirror", () => undefined);

  it.each(planned)("$name", (one) => {
    const prefix = `module.${one.name}.`;
    const own = changes
      .filter(({ address }) => address.startsWith(prefix))
      .map((change) => ({ ...change, address: change.address.slice(prefix.length) }));
    const plan = printed(own);
    const file = join(adoptFolder, one === kept ? "alarms" : one.name, "plan.txt");
    if (update && one !== kept) writeFileSync(file, plan);
    expect(plan).toBe(readFileSync(file, "utf8"));
    // All that it never had is new to Terraform, as long as nothing is imported.
    if (one.state === null) return expect(plan).not.toMatch(/^(?!create ).+/m);
    expect(
      own
        .filter(({ change }) => change.actions[0] !== "no-op")
        .map(({ address, change: { actions } }) => `${actions.length > 1 ? "delete and create" : actions[0]} ${address}`)
        .sort(),
    ).toEqual(announced(one));
  });
});
