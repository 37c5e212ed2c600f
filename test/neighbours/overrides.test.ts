import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { git, repositoryWith, write } from "../review/repository.ts";
import { folderWith, run } from "../support/program.ts";

/** Files that Terraform lays over others: what they say stands in the place of what was proven. */

const specs = {
  "specs/shop/orders.yaml": "function: {name: orders, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n",
  "specs/shop/stack.yaml": "region: eu-west-1\n",
};
const policy = (label: string) => `resource "aws_iam_role_policy" ${label} {\n  policy = "{}"\n}\n`;

function told(beside: Readonly<Record<string, string>>): readonly string[] {
  const folder = folderWith({ ...specs, ...beside });
  const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout) as {
    diagnostics: readonly { file: string; line: number; severity: string; code: string; message: string }[];
  };
  return diagnostics.map(({ file, line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}`);
}

describe("a file that Terraform lays over others", () => {
  it("is refused where it overrides what the output declares", () => {
    const over = (address: string) =>
      expect.stringMatching(new RegExp(`^[^ ]+ error declared-twice this overrides ${address} of`));
    for (const name of ["zz_override.tf", "override.tf", "zz_override.tofu"])
      for (const label of ['"orders"', "orders", '"order\\u0073"'])
        expect(told({ [`out/shop/${name}`]: `\n${policy(label)}` })).toEqual([over("aws_iam_role_policy.orders")]);
    const json = JSON.stringify({ resource: { aws_iam_role: { orders: { assume_role_policy: "{}" } } } });
    expect(told({ "out/shop/a_override.tf.json": json })).toEqual([over("aws_iam_role.orders")]);
    const versions = 'terraform {\n  required_providers {\n    aws = { source = "other/aws" }\n  }\n}\n';
    expect(told({ "out/shop/override.tf": versions })).toEqual([over("terraform.required_providers")]);
    expect(told({ "out/shop/override.tf": 'terraform {\n  backend "local" {}\n}\n', "out/shop/other_overrides.tf": "" })).toEqual(
      [],
    );
  });

  it("by each command that could let it through", () => {
    const folder = folderWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    write(folder, { "out/shop/zz_override.tf": policy('"orders"') });
    for (const command of [["check"], ["generate", "--check"], ["generate"], ["report"]]) {
      const { status, stderr } = run(folder, ...command);
      expect({ command, status }).toEqual({ command, status: 1 });
      expect(stderr).toContain("out/shop/zz_override.tf error[declared-twice]");
    }
  });

  it("is refused where nobody can tell what it overrides", () => {
    const whole = "error declared-twice this file, which Terraform lays over the output, cannot be read whole";
    expect(told({ "out/shop/override.tf": "resource {{\n" })[0]).toContain(whole);
    const folder = folderWith({ ...specs, "elsewhere.tf": policy('"orders"'), "out/shop/main.tf": "" });
    symlinkSync("../../elsewhere.tf", join(folder, "out/shop/override.tf"));
    expect(run(folder, "check").stderr).toContain("cannot be read whole");
  });

  it("changes what is written by hand in another file, and declares nothing itself", () => {
    const more = 'resource "aws_iam_role_policy" "more" {\n  name = "more"\n  role = "other"\n}\n';
    expect(told({ "out/shop/main.tf": more })).toEqual([]);
    const over = 'resource "aws_iam_role_policy" "more" {\n  role = aws_iam_role.orders.name\n}\n';
    expect(told({ "out/shop/main.tf": more, "out/shop/b_override.tf": over })).toEqual([
      expect.stringContaining("out/shop/main.tf:1 warning declared-twice more is allowed to the role"),
    ]);
    const later = over.replace("aws_iam_role.orders.name", '"other"');
    expect(told({ "out/shop/main.tf": more, "out/shop/b_override.tf": over, "out/shop/c_override.tf": later })).toEqual([]);
  });

  it("makes its stack a changed one", () => {
    const folder = repositoryWith(specs);
    expect(run(folder, "generate").status).toBe(0);
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "-m", "output");
    writeFileSync(join(folder, "out/shop/zz_override.tf"), policy('"orders"'));
    expect(run(folder, "stacks", "--changed-since", "HEAD", "--quiet").stdout).toMatch(/^changed shop /);
  });
});
