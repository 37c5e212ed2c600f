import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { program, type Run, run, temporaryFolder, top } from "../support/program.ts";

/** The example of a turborepo, with turbo itself: what changes is compiled, and all else comes from its cache. */

const folder = join(temporaryFolder("turborepo"), "example");
cpSync(join(top, "examples/turborepo"), folder, {
  recursive: true,
  filter: (path) => !["node_modules", ".turbo"].includes(basename(path)),
});

/** Nothing but the registry's packages is downloaded, and nothing is sent. */
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", DO_NOT_TRACK: "1", CI: "1" };

function npm(...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8", env, timeout: 100_000 });
  return { status, stdout, stderr };
}

/** Why turbo cannot be had here; null where it could. A lock file that does not fit, and all else that is our fault, is thrown. */
function installTurbo(): string | null {
  const words = ["--prefer-offline", "--fetch-retries=0", "--fetch-timeout=20000", "--no-audit", "--no-fund", "--ignore-scripts"];
  const { status, stderr } = npm("ci", ...words);
  if (status === 0) return null;
  const code = /^npm (?:error|ERR!) code (\S+)/m.exec(stderr)?.[1] ?? "no code";
  const isRegistry =
    status === null || /^(?:E[45]\d\d|ENOTFOUND|EAI_AGAIN|ECONN|ENET|EHOST|E.*TIMEDOUT|ENOTCACHED|ERR_SOCKET)/.test(code);
  if (!isRegistry) throw new Error(stderr);
  return `turbo cannot be had from npm's registry: ${status === null ? "it does not answer" : code}`;
}

const missing = installTurbo();
if (missing === null) {
  // As npm does it for a dependency.
  const bin = join(folder, "node_modules/.bin/lambdagrant");
  writeFileSync(bin, `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(bin, 0o755);
} else console.warn(`skipped, ${missing}`);

/** Runs the example: by package, whether it was compiled or came from the cache. */
function compile(): Readonly<Record<string, string>> {
  const { status, stdout, stderr } = npm("run", "compile");
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toContain("Remote caching disabled");
  return Object.fromEntries([...stdout.matchAll(/^(\w+):compile: cache (hit|miss)/gm)].map(([, name, how]) => [name, how]));
}

function output(of: string): Readonly<Record<string, string>> {
  const names = readdirSync(join(of, "out"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tf"));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(of, "out", name), "utf8")]));
}

const generated = ["mails/mails.tf", "mails/stack.tf", "orders/orders.tf", "orders/stack.tf"];

function removeOutput(): void {
  for (const name of generated) rmSync(join(folder, "out", name));
}

describe.skipIf(missing !== null)("the turborepo", () => {
  it("compiles each stack once, and again what changed", () => {
    removeOutput();
    expect(compile()).toEqual({ mails: "miss", orders: "miss" });
    expect(output(folder)).toEqual(output(join(top, "examples/turborepo")));
    expect(compile()).toEqual({ mails: "hit", orders: "hit" });
    removeOutput();
    expect(compile()).toEqual({ mails: "hit", orders: "hit" });
    expect(Object.keys(output(folder))).toEqual([...generated, "orders/queue.tf"].sort());
    change("specs/mails/mails.yaml", "example.com", "example.org");
    expect(compile()).toEqual({ mails: "miss", orders: "hit" });
    expect(output(folder)["mails/mails.tf"]).toContain("identity/example.org");
    change("out/orders/queue.tf", 'name = "orders"', 'name = "all-orders"');
    expect(compile()).toEqual({ mails: "hit", orders: "miss" });
    // What was written by hand is no output: no hit brings an old one back.
    expect(output(folder)["orders/queue.tf"]).toContain("all-orders");
    change("specs/stack.yaml", "eu-west-1", "eu-central-1");
    expect(compile()).toEqual({ mails: "miss", orders: "miss" });
    expect(run(folder, "generate", "--check").status).toBe(0);
  });

  it("tells what a spec that is gone has left, since turbo restores files and removes none", () => {
    const extra = join(folder, "specs/mails/extra.yaml");
    const spec = readFileSync(join(folder, "specs/mails/mails.yaml"), "utf8").replace("name: mails", "name: extra");
    compile();
    writeFileSync(extra, spec);
    expect(compile()).toEqual({ mails: "miss", orders: "hit" });
    rmSync(extra);
    const { status, stdout } = npm("run", "compile");
    expect(stdout).toMatch(/^mails:compile: cache hit/m);
    expect(stdout).toContain("out/mails/extra.tf");
    expect(status).toBe(1);
    expect(run(folder, "generate").status).toBe(0);
    expect(compile()).toEqual({ mails: "hit", orders: "hit" });
    expect(Object.keys(output(folder))).not.toContain("mails/extra.tf");
  });

  it("compiles again for specs of any name, in folders below too", () => {
    for (const path of ["specs/mails/extra.yml", "specs/mails/more/extra.yaml"]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      compile();
      writeFileSync(
        join(folder, path),
        readFileSync(join(folder, "specs/mails/mails.yaml"), "utf8").replace("name: mails", "name: extra"),
      );
      expect(compile()).toEqual({ mails: "miss", orders: "hit" });
      rmSync(join(folder, path));
      expect(run(folder, "generate").status).toBe(0);
    }
    rmSync(join(folder, "specs/mails/more"), { recursive: true });
  });

  it("hashes what lambdagrant lists as inputs", () => {
    const { stdout } = npm("exec", "--", "turbo", "run", "compile", "--dry=json");
    const dry = JSON.parse(stdout) as {
      readonly globalCacheInputs: { readonly files: Readonly<Record<string, string>> };
      readonly tasks: readonly { readonly package: string; readonly inputs: Readonly<Record<string, string>> }[];
    };
    const { stacks } = JSON.parse(run(folder, "stacks", "--format", "json").stdout) as {
      readonly stacks: readonly { readonly stack: string; readonly inputs: readonly string[] }[];
    };
    for (const { stack, inputs } of stacks) {
      const own = dry.tasks.find((task) => task.package === stack)?.inputs ?? {};
      const hashed = [...Object.keys(dry.globalCacheInputs.files), ...Object.keys(own).map((path) => join("specs", stack, path))];
      expect(hashed).toEqual(expect.arrayContaining(inputs.map((path) => join("specs", path))));
    }
    expect(stacks).toHaveLength(2);
  });
});

function change(path: string, from: string, to: string): void {
  const text = readFileSync(join(folder, path), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replaceAll(from, to));
}
