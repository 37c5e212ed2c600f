import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { compile } from "../../generator/compile.ts";
import { type Batch, batchOf, type Module, terraform, terraformMissing, terraformRequired } from "../support/terraform.ts";
import { type Change, changesOf, type Held, planOf, settle, writeState } from "./state.ts";

/**
 * A folder of test/life: a spec that is applied (spec.yaml), how it is changed (changed.yaml), what a team wrote beside it
 * (resources.tf), and what terraform then plans (plan.txt). The same state must outlive an ordinary change: another handler and
 * one more action replace nothing.
 */

const missing = terraformMissing();
if (missing !== null) console.log(`tests of changes skipped: ${missing}`);

const life = fileURLToPath(new URL("./", import.meta.url));
const update = process.env["UPDATE_CASES"] === "1";
const names = readdirSync(life).filter((name) => existsSync(join(life, name, "spec.yaml")));

const settings = 'region: eu-west-1\naccount: "123456789012"\n';

function readCase(name: string, file: string): string {
  return readFileSync(join(life, name, file), "utf8");
}

/** Compiles a spec of a case into a folder, beside what a team wrote. */
function moduleOf(name: string, kind: string, text: string): Module {
  const own = existsSync(join(life, name, "stack.yaml")) ? readCase(name, "stack.yaml") : settings;
  const { files, diagnostics } = compile({
    rootName: name,
    specs: [{ path: "spec.yaml", file: "spec.yaml", text }],
    settings: [{ path: "stack.yaml", file: "stack.yaml", text: own }],
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  if (errors.length > 0) throw new Error(`${name}, ${kind}: ${errors.join("; ")}`);
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-life-"));
  for (const file of files) writeFileSync(join(folder, file.path), file.text);
  for (const file of readdirSync(join(life, name)).filter((candidate) => candidate.endsWith(".tf")))
    writeFileSync(join(folder, file), readCase(name, file));
  return { name: moduleName(name, kind), folder };
}

function moduleName(name: string, kind: string): string {
  return `${name.replaceAll("-", "_")}__${kind}`;
}

/** The first function with another handler (another timeout, where it has none) and one more action. */
function ordinary(text: string): string {
  const [first = "", ...others] = text.split(/^---$/m);
  const spec = parseDocument(first);
  const managed = spec.getIn(["function", "existing"]) !== true;
  if (managed && spec.hasIn(["function", "handler"])) spec.setIn(["function", "handler"], "another.handler");
  else if (managed) spec.setIn(["function", "timeout"], 61);
  const actions = spec.toJS() as { actions?: readonly object[] };
  spec.set("actions", [...(actions.actions ?? []), { allow: "s3:GetObject", resources: "arn:aws:s3:::one-more/*" }]);
  return [spec.toString(), ...others].join("---");
}

/** What terraform does to each resource, by what it does. */
function printChanges(changes: readonly Change[]): string {
  const lines = changes.map(({ address, change }) => `${wordOf(change.actions)} ${address.replace(/^module\.\w+\./, "")}`);
  return lines
    .sort()
    .map((line) => `${line}\n`)
    .join("");
}

function wordOf(actions: Change["change"]["actions"]): string {
  if (actions.length === 2) return "replace";
  return actions[0] === "no-op" ? "untouched" : (actions[0] ?? "");
}

function changesIn(changes: readonly Change[], module: string): readonly Change[] {
  return changes.filter(({ module_address }) => module_address === `module.${module}`);
}

/** The state of one case, for the module of another kind. */
function moved(held: readonly Held[], name: string, kind: string): readonly Held[] {
  const from = `module.${moduleName(name, "spec")}`;
  return held.filter(({ module }) => module === from).map((one) => ({ ...one, module: `module.${moduleName(name, kind)}` }));
}

function rootOf(modules: readonly Module[]): Batch {
  const batch = batchOf(modules);
  terraform(batch, "init", "-input=false", "-no-color");
  return batch;
}

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

it("there are at least thirty changes", () => {
  expect(names.length).toBeGreaterThanOrEqual(30);
});

describe.skipIf(missing !== null)("what terraform plans of a change", () => {
  let changes: readonly Change[] = [];

  beforeAll(() => {
    const applied = rootOf(names.map((name) => moduleOf(name, "spec", readCase(name, "spec.yaml"))));
    const held = settle(applied);
    const after = rootOf(
      names.flatMap((name) => [
        moduleOf(name, "changed", readCase(name, "changed.yaml")),
        moduleOf(name, "ordinary", ordinary(readCase(name, "spec.yaml"))),
      ]),
    );
    writeState(
      after,
      names.flatMap((name) => [...moved(held, name, "changed"), ...moved(held, name, "ordinary")]),
    );
    changes = changesOf(planOf(after));
  }, 900_000);

  it.each(names)("%s", (name) => {
    const printed = printChanges(changesIn(changes, moduleName(name, "changed")));
    if (update) writeFileSync(join(life, name, "plan.txt"), printed);
    expect(printed).toBe(readCase(name, "plan.txt"));
  });

  it.each(names)("%s: another handler and one more action replace nothing", (name) => {
    const own = changesIn(changes, moduleName(name, "ordinary"));
    expect(own.length).toBeGreaterThan(0);
    const moving = own.filter(({ change }) => change.actions[0] !== "no-op");
    expect(moving.length).toBeGreaterThan(0);
    // A policy is made where the function had none, or had one for each of other services.
    const made = moving.filter(({ change }) => change.actions.some((action) => action !== "update"));
    expect(
      made.filter(
        ({ type, change }) => change.actions.length > 1 || !/^aws_iam_(role_policy|policy|role_policy_attachment)$/.test(type),
      ),
    ).toEqual([]);
  });
});
