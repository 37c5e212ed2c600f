import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runProgram, top } from "../support/program.ts";

/** The package as npm packs it, installed into a project of its own. */

const folder = mkdtempSync(join(tmpdir(), "lambdagrant-pack-"));
const project = join(folder, "project");
const installed = join(project, "node_modules/lambdagrant");
let installation = { status: null as number | null, stderr: "" };

const npm = (args: readonly string[], cwd: string) => spawnSync("npm", args, { cwd, encoding: "utf8" });

beforeAll(() => {
  const packed = npm(["pack", "--silent", "--pack-destination", folder], top);
  expect(packed.status, packed.stderr).toBe(0);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{"private": true, "type": "module"}');
  // Without a registry npm cannot look at the optional peers.
  installation = npm(["install", "--offline", "--legacy-peer-deps", "--no-audit", "--no-fund", join(folder, tarball)], project);
}, 300_000);

function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(root, name)).isFile());
}

describe("the package", () => {
  it("holds the program, its facts, its templates and its types, and nothing else", () => {
    const known = [
      /^(README|CHANGELOG|SECURITY)\.md$/,
      /^(LICENSE|package\.json)$/,
      /^dist\/(lambdagrant|program|adopt|cdktf|cdktn|code|compiler|lsp|mcp|neighbours|report-page|suggest|tighten)\.cjs$/,
      /^dist\/tree-sitter(-terraform)?\.wasm$/,
      /^dist\/(index\.js|(program|compiler)\.cache)$/,
      /^dist\/reference\/[\w.-]+\.json$/,
      /^dist\/types\/generator\/[\w/.-]+\.d\.ts$/,
      /^templates\/hcl\/[\w-]+\.tf\.hbs$/,
    ];
    const files = filesBelow(installed);
    expect(files.filter((name) => !known.some((pattern) => pattern.test(name)))).toEqual([]);
    for (const pattern of known)
      expect(
        files.some((name) => pattern.test(name)),
        String(pattern),
      ).toBe(true);
  });

  it("is installed without a word of npm's, depends on nothing and runs nothing", () => {
    expect(installation).toMatchObject({ status: 0, stderr: "" });
    const { dependencies, scripts } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      readonly dependencies?: object;
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(dependencies).toBeUndefined();
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
    expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["lambdagrant"]);
  });

  it("is as large as the README says", () => {
    const bytes = filesBelow(installed).reduce((sum, name) => sum + statSync(join(installed, name)).size, 0);
    const said = Number(/([\d.]+) MB of files installed/.exec(readFileSync(join(top, "README.md"), "utf8"))?.[1]);
    expect(Math.abs(bytes / 1e6 - said)).toBeLessThan(said / 10);
  });

  it("works: command, library, types", () => {
    const program = join(installed, "dist/lambdagrant.cjs");
    expect(runProgram(program, project, "init")).toMatchObject({ status: 0 });
    expect(runProgram(program, project, "generate")).toMatchObject({ status: 0, stderr: "" });
    expect([...filesBelow(join(project, "out"))].sort()).toEqual(["hello/hello.tf", "hello/stack.tf"]);
    writeFileSync(
      join(project, "use.mjs"),
      `import { compile } from "lambdagrant";
       const text = "function: {name: a, runtime: python3.13, handler: h.h, filename: h.zip}";
       const { files } = compile({ rootName: "specs", specs: [{ path: "a.yaml", file: "a.yaml", text }], settings: [] });
       console.log(files.map(({ path }) => path).join());`,
    );
    expect(execFileSync(process.execPath, ["use.mjs"], { cwd: project, encoding: "utf8" })).toBe("a.tf,stack.tf\n");
    const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    };
    const targets = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? entry : Object.values(entry)));
    for (const target of targets) expect(statSync(join(installed, target)).isFile(), target).toBe(true);
  });
});
