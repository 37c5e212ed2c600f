import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { archivesMissing, withoutArchivesInJson } from "../support/archives.ts";
import { outStacks } from "../support/out-stacks.ts";
import { terraform, terraformMissing } from "../support/terraform.ts";

/** cdktf.json: the app by itself, and through the real cdktf-cli. */

const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lambdagrant-synth-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const missing = terraformMissing();
// 423 MB and half a minute: too much for every run.
const withCli = process.env["LAMBDAGRANT_CDKTF_CLI"] === "1";
if (!withCli)
  console.log("`npx cdktf synth` skipped: LAMBDAGRANT_CDKTF_CLI=1 installs cdktf-cli into a temporary folder and runs it");

const { app } = JSON.parse(readFileSync(join(top, "cdktf.json"), "utf8")) as { app: string };
/** By name in the app, the folder in out/. */
const folders = new Map(outStacks().map((folder) => [folder.replaceAll("/", "-"), folder]));
const stacks = [...folders.keys()];

function synthesized(outdir: string): Readonly<Record<string, string>> {
  return Object.fromEntries(stacks.map((stack) => [stack, readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")]));
}

function runApp(): string {
  const outdir = mkdtempSync(join(folder, "app-"));
  const [command = "", ...args] = app.split(" ");
  const done = spawnSync(command, args, { cwd: top, encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } });
  expect(`${done.stdout}${done.stderr}`).toBe("");
  return outdir;
}

describe("the app of cdktf.json", () => {
  it("makes a stack of each folder of specs", () => {
    const outdir = runApp();
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([...stacks].sort());
    const { stacks: listed } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { stacks: object };
    expect(Object.keys(listed).sort()).toEqual([...stacks].sort());
  });

  /** Both lie elsewhere, and so does the way from each to the sources. */
  const beside = (text: string) => text.replace(/(\$\{path\.module\}\/)(?:\.\.\/)+(?:[^"]*\/)?(specs\/)/g, "$1$2");

  it("makes what generate writes", () => {
    const out = mkdtempSync(join(folder, "out-"));
    const program = join(top, "dist", "lambdagrant.cjs");
    spawnSync(process.execPath, [program, "generate", "--backend", "cdktf", "--out", out], { cwd: top });
    const written = stacks.map((stack) => [
      stack,
      JSON.parse(beside(readFileSync(join(out, folders.get(stack) ?? "", "cdk.tf.json"), "utf8"))) as object,
    ]);
    const made = Object.entries(synthesized(runApp())).map(([stack, text]) => [stack, JSON.parse(beside(text)) as object]);
    expect(made).toEqual(written);
  });

  it.skipIf(missing !== null)("makes stacks that validate", () => {
    const outdir = runApp();
    // One root that calls them all: starting the provider is nearly all the time.
    const calls = Object.entries(synthesized(outdir)).map(([stack, text]) => {
      const { variable = {} } = JSON.parse(text) as { variable?: Readonly<Record<string, { readonly default?: unknown }>> };
      if (archivesMissing() !== null) writeFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), withoutArchivesInJson(text));
      const values = join(outdir, "stacks", stack, "terraform.tfvars");
      const own = existsSync(values) ? readFileSync(values, "utf8") : "";
      const open = Object.entries(variable).flatMap(([name, { default: start }]) => (start === undefined ? [name] : []));
      const asked = open.filter((name) => !new RegExp(`^${name}\\s*=`, "m").test(own));
      const given = [...asked.map((name) => `  ${name} = "value"`), own];
      return [`module "${stack}" {`, `  source = "./stacks/${stack}"`, ...given, "}", ""].join("\n");
    });
    writeFileSync(join(outdir, "main.tf"), calls.join("\n"));
    const batch = { root: outdir, modules: [] };
    terraform(batch, "init", "-input=false", "-no-color");
    terraform(batch, "validate", "-no-color");
  });
});

describe.skipIf(!withCli)("npx cdktf synth", () => {
  it("writes the same stacks, without a network", { timeout: 300_000 }, () => {
    const project = join(folder, "cli");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), "{}");
    const install = spawnSync("npm", ["install", "--no-audit", "--no-fund", "cdktf-cli@0.21.0"], {
      cwd: project,
      encoding: "utf8",
    });
    expect(install.status, install.stderr).toBe(0);
    const output = join(folder, "synth");
    const command = [join(project, "node_modules", ".bin", "cdktf"), "synth", "--output", output];
    // Where the machine can take the network away, it does.
    const alone = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];
    const [name = "", ...args] = [...alone, ...command];
    const done = spawnSync(name, args, { cwd: top, encoding: "utf8", env: { ...process.env, CI: "1", CHECKPOINT_DISABLE: "1" } });
    expect(done.status, `${done.stdout}${done.stderr}`).toBe(0);
    expect(synthesized(output)).toEqual(synthesized(runApp()));
  });
});
