import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../generator/compile.ts";
import { temporaryFolder } from "../support/program.ts";
import { refused, terraform, terraformMissing, terraformRequired } from "../support/terraform.ts";

/** Tags that the provider gives: the plan is as it would be without the choice, and fails where the provider does not give one. */

const missing = terraformMissing();
if (missing !== null) console.log(`default tags skipped: ${missing}`);

const folder = new URL("../cases/stack/default-tags/", import.meta.url);
const at = (name: string) => readFileSync(new URL(name, folder), "utf8");

it("terraform is here where it must be", () => {
  if (terraformRequired) expect(missing).toBeNull();
});

describe.skipIf(missing !== null)("tags of the provider", () => {
  it("are planned, and their lack stops the plan", () => {
    const root = temporaryFolder("default-tags");
    const settings = `${at("stack.yaml")}providers: {aws.edge: {region: us-east-1, account: "123456789012"}}\n`;
    const { files } = compile({
      rootName: "specs",
      specs: [{ path: "spec.yaml", file: "spec.yaml", text: at("spec.yaml") }],
      settings: [{ path: "stack.yaml", file: "stack.yaml", text: settings }],
    });
    for (const { path, text } of files) writeFileSync(join(root, path), text);
    const beside = at("resources.tf");
    writeFileSync(join(root, "resources.tf"), beside);
    const batch = { root, modules: [] };
    const plan = ["plan", "-input=false", "-no-color", "-lock=false", "-refresh=false", "-var=stage=dev"];
    terraform(batch, "init", "-input=false", "-no-color");
    expect(terraform(batch, ...plan)).toMatch(/\+ tags_all[\s\S]*?"team" += "media"/);
    for (const other of [beside.replace(/stage +=.*/, ""), beside.replaceAll('"media"', '"other"')]) {
      writeFileSync(join(root, "resources.tf"), other);
      expect(refused(batch, ...plan)).toContain("the provider's default_tags must give the tag");
    }
  }, 120_000);
});
