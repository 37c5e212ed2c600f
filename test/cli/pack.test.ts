import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
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
      /^dist\/types\/(package\.json|generator\/[\w/.-]+\.d\.m?ts)$/,
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
    writeFileSync(join(project, "use.cjs"), 'console.log(typeof require("lambdagrant").compile);');
    expect(execFileSync(process.execPath, ["use.cjs"], { cwd: project, encoding: "utf8" })).toBe("function\n");
    const { exports } = manifest();
    for (const target of targetsOf(exports)) expect(statSync(join(installed, target)).isFile(), target).toBe(true);
  });
});

/** A file, or one for each of some conditions. */
type Target = string | { readonly [condition: string]: Target };

const targetsOf = (target: Target): readonly string[] =>
  typeof target === "string" ? [target] : Object.values(target).flatMap(targetsOf);

interface Manifest {
  readonly exports: Readonly<Record<string, Target>>;
  readonly types: string;
  readonly typesVersions: { readonly "*": Readonly<Record<string, readonly string[]>> };
}

const manifest = () => JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as Manifest;

describe("its types", () => {
  const library = `import { type Compiled, compile } from "lambdagrant";
    export const compiled: Compiled = compile({ rootName: "specs", specs: [], settings: [] });
    // @ts-expect-error: no path is a number, and what is not found may be anything
    export const path: number = compiled.files[0]!.path;`;
  const doors = ["cdktf", "cdktn"].map((door) => `export { LambdaGrant as of_${door} } from "lambdagrant/${door}";`);

  /** What tsc says of files with one text, in a project which judges its libraries, too. */
  function said(names: readonly string[], text: string, module: string, moduleResolution: string): string {
    for (const name of names) writeFileSync(join(project, name), text);
    const compilerOptions = { noEmit: true, strict: true, target: "es2022", module, moduleResolution, skipLibCheck: false };
    const config = join(project, "tsconfig.json");
    const types = text === library ? [] : ["node"];
    writeFileSync(config, JSON.stringify({ compilerOptions: { ...compilerOptions, types }, files: names }));
    const { stdout, stderr } = spawnSync(process.execPath, [join(top, "node_modules/typescript/bin/tsc"), "-p", config], {
      cwd: project,
      encoding: "utf8",
    });
    return stdout + stderr;
  }

  it.each([
    ["nodenext", "nodenext", ["module.mts", "common.cts"]],
    ["node16", "node16", ["module.mts", "common.cts"]],
    ["esnext", "bundler", ["bundled.ts"]],
    ["commonjs", "bundler", ["bundled.ts"]],
  ])("are whole by themselves: %s, resolved as %s", (module, resolution, names) => {
    expect(said(names, library, module, resolution)).toBe("");
  });

  it.each([
    ["node16", "node16", ["module.mts", "common.cts"]],
    ["esnext", "bundler", ["bundled.ts"]],
  ])("are whole beside the packages of the constructs: %s", (module, resolution, names) => {
    const theirs = ["cdktf", "cdktn", "constructs", "@cdktf", "@cdktn", "@types"].map((name) => join("node_modules", name));
    for (const name of theirs) symlinkSync(join(top, name), join(project, name));
    try {
      expect(said(names, doors.join("\n"), module, resolution)).toBe("");
    } finally {
      for (const name of theirs) rmSync(join(project, name));
    }
  });

  it("are found where exports are not read", () => {
    const { exports, types, typesVersions } = manifest();
    const found = {
      ".": types,
      ...Object.fromEntries(Object.entries(typesVersions["*"]).map(([door, [file]]) => [`./${door}`, file])),
    };
    expect(Object.keys(found)).toEqual(Object.keys(exports).filter((door) => door !== "./package.json"));
    for (const [door, file] of Object.entries(found)) expect(targetsOf(exports[door] ?? {})).toContain(file);
  });
});

/** As pre-commit takes it, with what it does where a key is not there. */
interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files?: string;
  readonly always_run?: boolean;
}

describe("the hooks of pre-commit", () => {
  const hooks = parse(readFileSync(join(top, ".pre-commit-hooks.yaml"), "utf8")) as readonly Hook[];
  const repository = join(folder, "repository");

  /** What each hook ends with where these files were changed: pre-commit names none that was deleted, and runs no hook for none. */
  function hooked(changed: readonly string[], ...args: readonly string[]): Readonly<Record<string, number | null | "skipped">> {
    const ran = hooks.map(({ id, entry, language, files = "", always_run = false }) => {
      // It would make an environment of what git has, where npm builds nothing.
      expect(language).toBe("system");
      if (!always_run && !changed.some((name) => new RegExp(files).test(name))) return [id, "skipped"] as const;
      const [program = "", ...words] = entry.split(" ");
      return [id, spawnSync(program, [...words, ...args], { cwd: repository }).status] as const;
    });
    return Object.fromEntries(ran);
  }
  const passed = { "lambdagrant-check": 0, "lambdagrant-generate": 0 };
  const outdated = { "lambdagrant-check": 0, "lambdagrant-generate": 1 };

  beforeAll(() => {
    cpSync(project, repository, { recursive: true, verbatimSymlinks: true });
    for (const made of ["specs", "out", "infra"]) rmSync(join(repository, made), { recursive: true, force: true });
    const program = join(installed, "dist/lambdagrant.cjs");
    for (const name of ["specs/kept", "specs/gone", "infra/specs/kept"]) runProgram(program, repository, "init", name);
    runProgram(program, repository, "generate");
    runProgram(program, repository, "generate", "--specs", "infra/specs", "--out", "infra/out");
  });

  it("run the program that is installed", () => expect(hooked(["specs/kept/kept.yaml"])).toEqual(passed));

  it("take another root", () => {
    writeFileSync(join(repository, "infra/specs/kept/kept.yaml"), "function: {name: kept, handlr: x}\n");
    const args = ["--specs", "infra/specs", "--out", "infra/out"];
    expect(hooked(["infra/specs/kept/kept.yaml"], ...args)).toEqual({ "lambdagrant-check": 1, "lambdagrant-generate": 1 });
  });

  it("see an output in Terraform's JSON that was changed by hand", () => {
    const at = join(repository, "out/kept/zz_override.tf.json");
    writeFileSync(at, '{"resource": {"aws_lambda_function": {"kept": {"handler": "other.handler"}}}}');
    expect(hooked(["out/kept/zz_override.tf.json"])).toMatchObject({ "lambdagrant-check": 1 });
    rmSync(at);
  });

  it("see that a spec was deleted, and its output not", () => {
    rmSync(join(repository, "specs/gone"), { recursive: true });
    expect(hooked([])).toEqual(outdated);
  });
});
