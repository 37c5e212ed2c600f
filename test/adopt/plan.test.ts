import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { readState, type StateResource } from "../../generator/adopt/read-state.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";
import { compile } from "../../generator/compile.ts";
import { changesOf, planOf } from "../life/state.ts";
import { temporaryFolder } from "../support/program.ts";
import { provider, terraform, terraformMissing, terraformRequired } from "../support/terraform.ts";

/** What terraform plans where the output and `adopt.tf` take the place of the old configuration in its own state. */

const missing = terraformMissing();
if (missing !== null) console.log(`tests of adopted states skipped: ${missing}`);

const folder = fileURLToPath(new URL("./", import.meta.url));
const names = readdirSync(folder).filter((name) => !name.includes("."));
const update = process.env["UPDATE_CASES"] === "1";

/** The state file of what belongs to functions, whose resources `terraform show -json` prints so. */
function stateFile(resources: readonly StateResource[]): object {
  return {
    version: 4,
    terraform_version: "1.5.0",
    serial: 1,
    lineage: "00000000-0000-0000-0000-000000000000",
    outputs: {},
    resources: resources.map(({ address, mode, type, values }) => {
      const [, module, name, key] = /^(?:(module\..*?)\.)?(?:data\.)?aws_\w+\.([\w-]+)(?:\[(.*)\])?$/.exec(address) ?? [];
      return {
        ...(module !== undefined && { module }),
        mode,
        type,
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [
          {
            ...(key !== undefined && { index_key: JSON.parse(key) as unknown }),
            schema_version: 0,
            attributes: values,
          },
        ],
      };
    }),
  };
}

/** A root as it is when its old configuration is gone. */
function rootOf(name: string): string {
  const state = readState(readFileSync(join(folder, name, "state.json"), "utf8"));
  if ("problem" in state) throw new Error(state.problem);
  const root = temporaryFolder("adopt");
  writeFileSync(
    join(root, "terraform.tfstate"),
    JSON.stringify(stateFile(state.filter(({ type }) => /^aws_(lambda|iam_role|cloudwatch_log_group)/.test(type)))),
  );
  writeFileSync(join(root, "provider.tf"), provider);
  for (const { settings, functions } of adoptFunctions(state).stacks) {
    const { files } = compile({
      rootName: "specs",
      specs: functions.map(({ file, spec }) => ({ path: file, file, text: spec })),
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
    });
    for (const { path, text } of files) writeFileSync(join(root, path), text);
    const variables = [
      ...new Set(functions.flatMap(({ spec }) => [...spec.matchAll(/\$\{var\.(\w+)\}/g)].map(([, variable]) => variable))),
    ];
    writeFileSync(join(root, "terraform.tfvars"), variables.map((variable) => `${variable} = "hunter2"\n`).join(""));
    writeFileSync(join(root, "adopt.tf"), adoptBlocks(functions, true));
  }
  return root;
}

/** Every change of a plan, and of an update the arguments that are others. */
function planned(name: string): string {
  const batch = { root: rootOf(name), modules: [] };
  terraform(batch, "init", "-input=false", "-no-color", "-backend=false");
  const lines = changesOf(planOf(batch)).map(({ address, change: { actions, before, after, after_unknown: unknown } }) => {
    const keys = Object.keys({ ...before, ...after }).filter(
      (key) => unknown?.[key] !== true && JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
    );
    return `${actions.join(" and ")} ${address}${before !== null && after !== null && keys.length > 0 ? `: ${keys.join(", ")}` : ""}\n`;
  });
  return lines.sort().join("");
}

describe.skipIf(missing !== null && !terraformRequired)("adopted states", () => {
  it.each(names)("%s", (name) => {
    const plan = planned(name);
    const file = join(folder, name, "plan.txt");
    if (update) writeFileSync(file, plan);
    expect(plan).toBe(readFileSync(file, "utf8"));
  });
});
