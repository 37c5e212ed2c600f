import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { git, repositoryWith, write } from "../review/repository.ts";
import { program, run, temporaryFolder, top } from "../support/program.ts";

/** The example of a matrix in GitHub Actions: its jobs' own scripts, run as a runner does, over the specs of the turborepo. */

interface Job {
  readonly needs?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string>> };
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly if?: string; readonly env?: Job["env"] }[];
}
const { jobs } = parse(readFileSync(join(top, "examples/github-matrix/stacks.yml"), "utf8")) as {
  readonly jobs: Readonly<Record<"list" | "stack" | "together", Job>>;
};

interface Stack {
  readonly stack: string;
  readonly target: string | null;
  readonly directory: string;
  readonly status: string;
}

const bin = temporaryFolder("bin");
writeFileSync(join(bin, "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${program}" "$@"\n`);
writeFileSync(join(bin, "npm"), "#!/bin/sh\n");
for (const name of ["npx", "npm"]) chmodSync(join(bin, name), 0o755);

/** Runs a script of a step, as GitHub does. */
function script(folder: string, text: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", text], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", PATH: `${bin}:${process.env["PATH"]}`, ...env },
  });
  return { status, log: stdout + stderr };
}

/** What the first job gives the second. */
function list(folder: string): readonly Stack[] {
  const output = join(temporaryFolder("output"), "output");
  writeFileSync(output, "");
  for (const { run: text, env } of jobs.list.steps) {
    if (text === undefined) continue;
    expect(Object.values(env ?? {})).toEqual(env === undefined ? [] : ["${{ github.base_ref }}"]);
    const done = script(folder, text, { GITHUB_OUTPUT: output, BASE: "main" });
    expect(done.status, done.log).toBe(0);
  }
  return JSON.parse(/^stacks=(.*)$/m.exec(readFileSync(output, "utf8"))?.[1] ?? "") as Stack[];
}

/** The second job, for one stack: the exit status of each step that its condition lets run. */
function judge(folder: string, stack: Stack): readonly (number | null)[] {
  const filledIn = (expression: string) =>
    String(stack[(/^\$\{\{ matrix\.stack\.(\w+) \}\}$/.exec(expression)?.[1] ?? "") as keyof Stack] ?? "");
  const env = Object.fromEntries(Object.entries(jobs.stack.env ?? {}).map(([name, from]) => [name, filledIn(from)]));
  return jobs.stack.steps.flatMap(({ run: text, if: condition }) => {
    const [, equal, status] = /^matrix\.stack\.status ([!=]=) '(\w+)'$/.exec(condition ?? "") ?? [];
    if (text === undefined || condition === undefined) return [];
    expect(equal, condition).toBeDefined();
    return (equal === "==") === (stack.status === status) ? [script(folder, text, env).status] : [];
  });
}

const read = (path: string) => readFileSync(join(top, "examples/turborepo", path), "utf8");
const files = Object.fromEntries(
  ["specs/stack.yaml", "specs/orders/orders.yaml", "specs/mails/mails.yaml", "out/orders/queue.tf"].map((path) => [
    path,
    read(path),
  ]),
);

/** A clone of a repository with the example's specs and their output. */
function clone(): string {
  const origin = repositoryWith(files);
  expect(run(origin, "generate").status).toBe(0);
  git(origin, "add", "--all");
  git(origin, "commit", "--quiet", "--message", "output");
  const folder = join(temporaryFolder("clone"), "repository");
  git(origin, "clone", "--quiet", "--no-local", "--depth=1", `file://${origin}`, folder);
  return folder;
}

const jq = spawnSync("jq", ["--version"]).status === 0;
if (!jq) console.warn("skipped, there is no jq here; GitHub's runners have it");

describe.skipIf(!jq)("the matrix", () => {
  it("is of the stacks that differ, each with its target", () => {
    expect(jobs.stack.needs).toBe("list");
    expect(jobs.stack.strategy?.matrix).toEqual({ stack: "${{ fromJSON(needs.list.outputs.stacks) }}" });
    const folder = clone();
    expect(list(folder)).toEqual([]);
    const mails = files["specs/mails/mails.yaml"] ?? "";
    const targets = "targets: { dev: { name_suffix: -dev }, prod: {} }\n";
    write(folder, { "specs/mails/mails.yaml": mails.replace("identity/example.com", "identity/example.org") });
    write(folder, { "specs/returns/returns.yaml": mails.replaceAll("mails", "returns"), "specs/returns/stack.yaml": targets });
    rmSync(join(folder, "specs/orders"), { recursive: true });
    const stacks = list(folder);
    expect(stacks).toEqual([
      { stack: "mails", target: null, directory: "mails", status: "changed" },
      { stack: "orders", target: null, directory: "orders", status: "deleted" },
      { stack: "returns", target: "dev", directory: "dev/returns", status: "new" },
      { stack: "returns", target: "prod", directory: "prod/returns", status: "new" },
    ]);
    expect(stacks.map((stack) => judge(folder, stack))).toEqual([[1], [1], [1], [1]]);
    expect(run(folder, "generate").status).toBe(0);
    expect(stacks.map((stack) => judge(folder, stack))).toEqual([[0], [0], [0], [0]]);
    write(folder, { "specs/returns/returns.yaml": mails.replaceAll("mails", "returns").replace("python3.13", "python3.12") });
    expect(stacks.map((stack) => judge(folder, stack))).toEqual([[0], [0], [1], [1]]);
  });

  it("sees an output that somebody changed by hand", () => {
    const folder = clone();
    const widened = (path: string) => write(folder, { [path]: read("out/mails/mails.tf").replace('"ses:SendEmail"', '"ses:*"') });
    widened("out/mails/mails.tf");
    const stacks = list(folder);
    expect(stacks).toEqual([{ stack: "mails", target: null, directory: "mails", status: "changed" }]);
    expect(stacks.map((stack) => judge(folder, stack))).toEqual([[1]]);
    git(folder, "checkout", "--quiet", "out");
    // What no stack is any more, the one job sees that looks over all.
    widened("out/gone/mails.tf");
    expect(list(folder)).toEqual([]);
    const texts = jobs.together.steps.flatMap(({ run: text }) => text ?? []);
    expect(texts.map((text) => script(folder, text, {}).status)).toEqual([0, 0, 1]);
  });

  it("has a job that looks over all stacks", () => {
    const folder = clone();
    const texts = jobs.together.steps.flatMap(({ run: text }) => text ?? []);
    expect(texts.map((text) => script(folder, text, {}).status)).toEqual([0, 0, 0]);
    const mails = files["specs/mails/mails.yaml"] ?? "";
    mkdirSync(join(folder, "specs/again"));
    writeFileSync(join(folder, "specs/again/again.yaml"), mails);
    const [, check = ""] = texts;
    expect(script(folder, check, {})).toMatchObject({ status: 1, log: expect.stringContaining("duplicate-name") });
  });
});
