import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** A folder of code that is not there, as Terraform would find it: a warning, since a build may make it before. */

const spec = (name: string, dir: string) =>
  `function: {name: ${name}, runtime: python3.13, handler: app.handler}\ncode: {dir: ${dir}}\n`;

function told(folder: string, ...args: readonly string[]): readonly string[] {
  const { status, stdout } = run(folder, ...args, "--format", "json");
  expect(status).toBe(0);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { file: string; line: number; code: string; severity: string; message: string; hint: string }[];
  };
  return diagnostics.map(
    ({ file, line, code, severity, message, hint }) => `${file}:${line} ${severity} ${code} ${message}; ${hint}`,
  );
}

describe("a folder of code", () => {
  const folder = folderWith({
    "specs/shop/there.yaml": spec("there", "src/orders"),
    "specs/shop/near.yaml": spec("near", "src/ordrs"),
    "specs/shop/nearby.yaml": spec("nearby", "srcs/orders/"),
    "specs/shop/from-the-top.yaml": spec("from-the-top", "lambdas/orders"),
    "specs/shop/built.yaml": spec("built", "dist"),
    "specs/shop/src/orders/app.py": "",
    "lambdas/orders/app.py": "",
  });
  const missing = (file: string, dir: string, hint: string) =>
    `specs/shop/${file}.yaml:2 warning missing-code there is no folder ${dir} from here, and Terraform cannot plan without it; ${hint}`;
  const build = "give its path from the folder of this file; where a build makes it, let that run before Terraform";
  const all = [
    missing("built", "dist", build),
    missing("from-the-top", "lambdas/orders", "did you mean ../../lambdas/orders?"),
    missing("near", "src/ordrs", "did you mean src/orders?"),
    missing("nearby", "srcs/orders/", "did you mean src/orders/?"),
  ];

  it("is told where it is not there", () => {
    expect(told(folder, "check", "--no-cache")).toEqual(all);
    expect(told(folder, "check", "specs/shop/near.yaml")).toEqual(all.slice(2, 3));
    expect(told(folder, "generate", "--no-cache")).toEqual(all);
  });

  it("is looked for from wherever the run stands", () => {
    expect(told(join(folder, "specs"), "check", "--specs", ".", "shop/near.yaml").join()).toContain("did you mean src/orders?");
    expect(told(join(folder, "specs/shop"), "check", "--specs", ".", "near.yaml").join()).toContain("did you mean src/orders?");
  });

  it("is looked for anew by a run of the same", () => {
    for (const command of ["check", "generate"]) {
      expect(told(folder, command)).toEqual(all);
      mkdirSync(join(folder, "specs/shop/dist"));
      expect(told(folder, command)).toEqual(all.slice(1));
      rmSync(join(folder, "specs/shop/dist"), { recursive: true });
      expect(told(folder, command)).toEqual(all);
    }
  });

  it("is said by those who read the code in their own words", () => {
    const { status, stderr } = run(folder, "check", "specs/shop/near.yaml", "--code");
    expect(status).toBe(1);
    expect(stderr).toContain("the sources cannot be read");
    expect(stderr).not.toContain("missing-code");
  });

  it("names nothing that lies behind a link", () => {
    const other = folderWith({ "secret/orders/app.py": "" });
    const here = folderWith({ "specs/a.yaml": spec("a", "../lambdas/ordrs") });
    symlinkSync(join(other, "secret"), join(here, "lambdas"));
    expect(told(here, "check").join()).toContain(`there is no folder ../lambdas/ordrs from here`);
    expect(told(here, "check").join()).toContain(build);
  });

  it("is looked for, and no archive, which a build makes", () => {
    const here = folderWith({
      "specs/a.yaml": "function: {name: a, runtime: python3.13, handler: app.handler}\ncode: {zip: build/a.zip}\n",
    });
    expect(told(here, "check")).toEqual([]);
  });
});
