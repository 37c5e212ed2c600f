import { describe, expect, it } from "vitest";
import { compile, derive } from "../generator/index.ts";

/** What the library says that the program says elsewhere. */

const spec = {
  path: "a.yaml",
  file: "specs/a.yaml",
  text: 'function: {name: "worker-${target.name}", runtime: python3.13, handler: app.handler, filename: a.zip, source_code_hash: x}\n',
};
const stack = (text: string) => ({ path: "stack.yaml", file: "specs/stack.yaml", text });
const several = stack("targets:\n  dev: {}\n  prod: {}\n");

describe.each([
  ["compile", compile],
  ["derive", derive],
] as const)("%s", (_, stage) => {
  const run = (targets: readonly string[] | undefined, settings = several, text = spec.text) =>
    stage({
      rootName: "specs",
      specs: [{ ...spec, text }],
      settings: [settings],
      ...(targets !== undefined && { targets }),
    });

  it.each([
    [["prd"], "did you mean prod?"],
    [["dev", "elsewhere"], "there is dev, prod"],
  ])("refuses a target that no stack has: %o", (targets, hint) => {
    const found = run(targets);
    expect(found.diagnostics).toMatchObject([
      {
        code: "unknown-target",
        severity: "error",
        file: "specs/stack.yaml",
        message: `no stack here has the target ${targets.at(-1)}`,
        hint,
      },
    ]);
    expect(found).toMatchObject({ stacks: [], checked: [], folders: [], targets: ["dev", "prod"] });
    if ("files" in found) expect(found).toMatchObject({ files: [], proven: [] });
  });

  it("refuses one where there are none", () => {
    const [told] = run(["prod"], stack("region: eu-west-1\n"), spec.text.replace("-${target.name}", "")).diagnostics;
    expect(told).toMatchObject({ code: "unknown-target", hint: "none of the stacks here has targets" });
  });

  it.each([[["prod"]], [[]], [undefined]])("compiles those that there are: %o", (targets) => {
    const found = run(targets);
    expect(found.diagnostics.map(({ code }) => code).filter((code) => code !== "stale-code")).toEqual([]);
    expect(found.stacks.length).toBe(targets?.length ?? 2);
  });

  it("says of mistakes first, which may be why", () => {
    expect(run(["prod"], stack("targets: [\n")).diagnostics.map(({ code }) => code)).toEqual(["yaml-syntax"]);
  });
});
