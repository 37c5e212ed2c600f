import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folderWith, program, run, top } from "../support/program.ts";
import { git, repositoryWith, settings, spec, wider, write } from "./repository.ts";

/** The steps of the GitHub Action, run as a runner does: in a scratch repository of two commits, with a GitHub that remembers. */

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}
const action = parse(readFileSync(join(top, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
};

/** Enough of GitHub to hold comments. */
const comments: { databaseId: number; body: string; viewerDidAuthor: boolean }[] = [];
let refuses = false;
let server: Server;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    const content = JSON.parse(text);
    response.statusCode = refuses ? 403 : 200;
    const id = Number(/comments\/(\d+)$/.exec(request.url ?? "")?.[1]);
    if (!refuses && request.url === "/graphql")
      response.end(
        JSON.stringify({
          data: { repository: { pullRequest: { comments: { nodes: comments, pageInfo: { hasNextPage: false } } } } },
        }),
      );
    else if (!refuses && request.method === "POST") {
      comments.push({ databaseId: comments.length + 1, body: content.body, viewerDidAuthor: true });
      response.end("{}");
    } else if (!refuses && request.method === "PATCH") {
      const comment = comments.find(({ databaseId }) => databaseId === id);
      if (comment !== undefined) comment.body = content.body;
      response.end("{}");
    } else response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

interface Job {
  readonly failed: string | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A job of this one action; `pull` is the number of its pull request. */
async function job(
  folder: string,
  inputs: Readonly<Record<string, string>> = {},
  pull: number | null = 7,
  env: Readonly<Record<string, string>> = {},
): Promise<Job> {
  const temporary = mkdtempSync(join(tmpdir(), "lambdagrant-action-"));
  const at = (name: string) => join(temporary, name);
  for (const name of ["summary", "event"]) writeFileSync(at(name), "");
  writeFileSync(at("event"), JSON.stringify(pull === null ? {} : { pull_request: { number: pull } }));
  const outputs: Record<string, Record<string, string>> = {};
  const value = (expression: string): string => {
    const [kind, ...names] = expression.split(".");
    if (kind === "inputs")
      return (
        inputs[names[0] ?? ""] ??
        (action.inputs[names[0] ?? ""]?.default.startsWith("${{") ? "token" : (action.inputs[names[0] ?? ""]?.default ?? ""))
      );
    if (kind === "steps") return outputs[names[0] ?? ""]?.[names[2] ?? ""] ?? "";
    if (expression === "github.action_path") return top;
    if (expression === "github.event.pull_request") return pull === null ? "" : "true";
    throw new Error(`the test does not know ${expression}`);
  };
  const holds = (condition: string) =>
    condition
      .replace(/^\$\{\{(.*)\}\}$/, "$1")
      .split("&&")
      .every((part) => {
        const [, name = "", operator, text] = /^\s*(\S+)\s*(==|!=)?\s*(?:'(.*)')?\s*$/.exec(part) ?? [];
        return operator === undefined ? value(name) !== "" : (value(name) === text) === (operator === "==");
      });
  const { port } = server.address() as AddressInfo;
  let log = "";
  for (const [number, step] of action.runs.steps.entries()) {
    if (step.if !== undefined && !holds(step.if)) continue;
    writeFileSync(at(`output-${number}`), "");
    const filled = Object.fromEntries(
      Object.entries(step.env).map(([name, text]) => [
        name,
        text.replace(/^\$\{\{ (.*) \}\}$/, (_, expression: string) => value(expression)),
      ]),
    );
    const script = at(`step-${number}.sh`);
    writeFileSync(script, step.run);
    // As the runner starts `shell: bash`. It waits for the server of this process, so it must not block it.
    const done = await spawned("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], folder, {
      ...process.env,
      GITHUB_BASE_REF: "",
      ...env,
      ...filled,
      RUNNER_TEMP: temporary,
      GITHUB_OUTPUT: at(`output-${number}`),
      GITHUB_STEP_SUMMARY: at("summary"),
      GITHUB_EVENT_PATH: at("event"),
      GITHUB_REPOSITORY: "shop/prints",
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GITHUB_GRAPHQL_URL: `http://127.0.0.1:${port}/graphql`,
    });
    log += done.output;
    if (step.id !== undefined)
      outputs[step.id] = Object.fromEntries(
        readFileSync(at(`output-${number}`), "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      );
    if (done.status !== 0) return { failed: step.name, log, summary: readFileSync(at("summary"), "utf8"), outputs };
  }
  return { failed: null, log, summary: readFileSync(at("summary"), "utf8"), outputs };
}

function spawned(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { cwd, env });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (output += piece));
    child.on("close", (status) => resolve({ status, output }));
  });
}

const compiled = new Map<string, Readonly<Record<string, string>>>();

/** Specs with what they compile to, as a team commits them. */
function withOutput(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const key = JSON.stringify(files);
  const before = compiled.get(key);
  if (before !== undefined) return before;
  const folder = folderWith(files);
  expect(run(folder, "generate").status).toBe(0);
  const made = readdirSync(join(folder, "out"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tf"));
  const all = {
    ...files,
    ...Object.fromEntries(made.map((name) => [`out/${name}`, readFileSync(join(folder, "out", name), "utf8")])),
  };
  compiled.set(key, all);
  return all;
}

const first = { "specs/shop/hello.yaml": spec, "specs/stack.yaml": settings };
const inputs = { program };

describe("action.yml", () => {
  it("puts no expression into a script", () => {
    for (const { run: script } of action.runs.steps) expect(script).not.toContain("${{");
  });

  it("succeeds where a change grants nothing, and says so in one comment", async () => {
    const folder = repositoryWith(
      withOutput(first),
      withOutput({ ...first, "specs/shop/hello.yaml": spec.replace("every greeting is answered", "we are polite") }),
    );
    const { failed, log, summary, outputs } = await job(folder, inputs);
    expect(failed, log).toBe(null);
    expect(outputs["diff"]).toMatchObject({ verdict: "none", status: "0" });
    expect(summary).toContain("No change in permissions");
    expect(comments.map(({ body }) => body)).toEqual([summary]);
    expect(JSON.parse(readFileSync(outputs["check"]?.["sarif"] ?? "", "utf8")).runs[0].results).toEqual([]);
  });

  it("fails where a change grants more, and updates its own comment alone", async () => {
    const [own] = comments;
    comments.unshift({ databaseId: 99, body: `${own?.body.split("\n")[0]}\nI only pretend`, viewerDidAuthor: false });
    const folder = repositoryWith(withOutput(first), withOutput({ ...first, "specs/shop/hello.yaml": wider }));
    const { failed, log, summary, outputs } = await job(folder, inputs);
    expect(failed).toBe("Fail where something does not hold");
    expect(outputs["diff"]).toMatchObject({ verdict: "wider", status: "1" });
    expect(log).toContain("::warning file=specs/shop/hello.yaml,line=10");
    expect(log).toContain("::error::this change grants more than before");
    expect(summary).toContain("This change grants more: 1 gained");
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining("I only pretend"), summary]);
    expect((await job(folder, { ...inputs, "fail-on": "none" })).failed).toBe(null);
    expect((await job(folder, { ...inputs, base: "HEAD" })).failed).toBe(null);
  });

  it("compares a merge with what it is merged into, and a branch with where it began", async () => {
    const folder = repositoryWith(withOutput(first));
    git(folder, "checkout", "--quiet", "-b", "topic");
    write(folder, withOutput({ ...first, "specs/shop/hello.yaml": spec.replace("handler: h.h", "handler: h.g") }));
    git(folder, "commit", "--quiet", "--all", "--message", "topic");
    git(folder, "checkout", "--quiet", "main");
    const other = withOutput({ ...first, "specs/shop/other.yaml": wider.replace("name: hello", "name: other") });
    write(folder, other);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "other");
    git(folder, "checkout", "--quiet", "topic");
    git(folder, "clone", "--quiet", "--bare", ".", `${folder}.git`);
    git(folder, "remote", "add", "origin", `${folder}.git`);
    expect((await job(folder, inputs, 7, { GITHUB_BASE_REF: "main" })).outputs["diff"]).toMatchObject({ verdict: "none" });
    git(folder, "checkout", "--quiet", "--detach", "main");
    git(folder, "merge", "--quiet", "--no-ff", "--message", "merge", "topic");
    expect((await job(folder, inputs, 7, { GITHUB_BASE_REF: "main" })).outputs["diff"]).toMatchObject({ verdict: "none" });
    git(folder, "push", "--quiet", "origin", "HEAD:refs/heads/merged");
    // As actions/checkout does it: one commit, and the rest is fetched where it is needed.
    const shallow = `${folder}-shallow`;
    git(folder, "clone", "--quiet", "--depth=1", "--branch=merged", `file://${folder}.git`, shallow);
    const own = { GITHUB_BASE_REF: "main", GITHUB_REF: "refs/pull/7/merge", GITHUB_SHA: git(shallow, "rev-parse", "HEAD") };
    expect((await job(shallow, inputs, 7, own)).outputs["diff"]).toMatchObject({ verdict: "none" });
    expect(git(shallow, "rev-parse", "--is-shallow-repository")).toBe("true");
    expect((await job(shallow, inputs, 7, { GITHUB_BASE_REF: "main" })).outputs["diff"]).toMatchObject({ verdict: "none" });
  });

  it("compares with the base branch, whatever the parents of a commit that others made are", async () => {
    const folder = repositoryWith(withOutput(first));
    const commit = (files: Readonly<Record<string, string>>, message: string) => {
      write(folder, withOutput(files));
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", message);
    };
    const more = { ...first, "specs/shop/hello.yaml": wider };
    const mergeOf = (message: string, ...parents: readonly string[]) => {
      const options = parents.flatMap((parent) => ["-p", parent]);
      git(folder, "reset", "--quiet", "--hard", git(folder, "commit-tree", "-m", message, ...options, "HEAD^{tree}"));
    };
    // What the base once granted, and took back.
    commit(more, "granted");
    const granted = git(folder, "rev-parse", "HEAD");
    commit(first, "taken back");
    git(folder, "checkout", "--quiet", "-b", "own");
    commit(more, "granted again");
    const again = git(folder, "rev-parse", "HEAD");
    mergeOf("a branch that is up to date, as its author says", again, "main");
    git(folder, "checkout", "--quiet", "-b", "old", again);
    mergeOf("a merge into an old commit of the base", granted, again);
    git(folder, "clone", "--quiet", "--bare", ".", `${folder}.git`);
    for (const branch of ["own", "old"])
      for (const depth of [[], ["--depth=1"], ["--depth=2"]]) {
        const clone = `${folder}-${branch}${depth.join()}`;
        git(folder, "clone", "--quiet", ...depth, `--branch=${branch}`, `file://${folder}.git`, clone);
        const env = { GITHUB_BASE_REF: "main", GITHUB_REF: "refs/pull/7/merge", GITHUB_SHA: "0".repeat(40) };
        const { failed, log, outputs } = await job(clone, inputs, 7, env);
        expect({ branch, depth, failed, ...outputs["diff"] }, log).toMatchObject({
          failed: "Fail where something does not hold",
          verdict: "wider",
        });
      }
    const clone = `${folder}-base`;
    git(folder, "clone", "--quiet", "--depth=1", "--branch=main", `file://${folder}.git`, clone);
    const sha = git(clone, "rev-parse", "HEAD");
    const env = { GITHUB_BASE_REF: "main", GITHUB_REF: "refs/heads/main", GITHUB_SHA: sha };
    const { failed, log } = await job(clone, inputs, 7, env);
    expect(failed).toBe("Say what the change grants");
    expect(log).toContain("::error::what is checked out lies on main itself");
  });

  it("fails where specs have mistakes, where the output is stale, and says all of it", async () => {
    const folder = repositoryWith(withOutput(first), {
      ...withOutput(first),
      "specs/shop/hello.yaml": spec.replace("PutItem", "PutItm"),
    });
    const { failed, log, outputs } = await job(folder, inputs);
    expect(failed).toBe("Fail where something does not hold");
    expect(log).toContain("::error file=specs/shop/hello.yaml,line=10");
    expect(outputs["diff"]).toMatchObject({ verdict: "unknown" });
    expect(JSON.parse(readFileSync(outputs["check"]?.["sarif"] ?? "", "utf8")).runs[0].results.length).toBe(1);
    const stale = repositoryWith(withOutput(first), {
      ...withOutput(first),
      "specs/shop/hello.yaml": spec.replace("h.h", "h.g"),
    });
    expect((await job(stale, inputs)).log).toContain("::error::the output is not what the specs compile to");
    expect((await job(stale, { ...inputs, out: "" })).failed).toBe(null);
  });

  it("holds the specs against what stands beside the output, wherever that is", async () => {
    const folder = repositoryWith(withOutput(first), {
      ...withOutput(first),
      "specs/shop/hello.yaml": spec.replace("push:\n", "push:\n  - sns: ${aws_sns_topic.oders.arn}\n"),
      "infra/shop/topics.tf": 'resource "aws_sns_topic" "orders" {\n  name = "orders"\n}\n',
    });
    const { log, outputs } = await job(folder, { ...inputs, out: "infra" });
    expect(log).toMatch(/::error file=specs\/shop\/hello\.yaml.*aws_sns_topic\.oders/);
    expect(outputs["check"]).toMatchObject({ status: "1" });
    expect(readFileSync(outputs["check"]?.["sarif"] ?? "", "utf8")).toContain("unknown-reference");
  });

  it("goes on where it may not comment, and where there is nothing to compare with", async () => {
    refuses = true;
    const folder = repositoryWith(withOutput(first), { ...withOutput(first), "README.md": "shop" });
    const { failed, log } = await job(folder, inputs);
    refuses = false;
    expect(failed).toBe(null);
    expect(log).toContain("::notice::no comment was written: POST /graphql: 403");
    const only = await job(repositoryWith(withOutput(first)), inputs, null);
    expect(only.failed, only.log).toBe(null);
    expect(only.log).toContain("the first commit has nothing to be compared with");
  });
});

describe("the README", () => {
  it("has a job for GitLab that passes and fails as it says", () => {
    const text = readFileSync(join(top, "README.md"), "utf8");
    const [, yaml = ""] = /<!-- gitlab -->\n```yaml\n([\s\S]*?)```\n<!-- \/gitlab -->/.exec(text) ?? [];
    const { script } = parse(yaml).lambdagrant as { readonly script: readonly string[] };
    const lines = script.filter((line) => line !== "npm ci").map((line) => line.replace("npx lambdagrant", `node ${program}`));
    expect(lines.length).toBe(3);
    const status = (to: string) => {
      const folder = repositoryWith(withOutput(first), withOutput({ ...first, "specs/shop/hello.yaml": to }));
      const env = { ...process.env, CI_MERGE_REQUEST_DIFF_BASE_SHA: git(folder, "rev-parse", "HEAD~1") };
      return spawnSync("bash", ["-ec", lines.join("\n")], { cwd: folder, env }).status;
    };
    expect(status(wider)).toBe(1);
    expect(status(spec.replace("h.h", "h.g"))).toBe(0);
  });

  it("has steps for Atlantis that pass and fail as it says, in a clone of one commit of one branch", () => {
    const text = readFileSync(join(top, "README.md"), "utf8");
    const [, yaml = ""] = /<!-- atlantis -->\n```yaml\n([\s\S]*?)```\n<!-- \/atlantis -->/.exec(text) ?? [];
    const { steps } = parse(yaml).workflows.default.plan as { readonly steps: readonly (string | { readonly run: string })[] };
    const lines = steps.flatMap((step) =>
      typeof step === "string" ? [] : [step.run.replaceAll("npx lambdagrant", `node ${program}`)],
    );
    expect(lines.length).toBe(2);
    const status = (to: string) => {
      const folder = repositoryWith(withOutput(first));
      git(folder, "checkout", "--quiet", "-b", "topic");
      write(folder, withOutput({ ...first, "specs/shop/hello.yaml": to }));
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", "topic");
      const clone = `${folder}-atlantis`;
      git(folder, "clone", "--quiet", "--branch", "topic", "--depth=1", "--single-branch", `file://${folder}`, clone);
      // It runs in the folder of what it plans.
      const cwd = join(clone, "out/shop");
      return spawnSync("bash", ["-ec", lines.join("\n")], { cwd, env: { ...process.env, BASE_BRANCH_NAME: "main" } }).status;
    };
    expect(status(wider)).toBe(1);
    expect(status(spec.replace("h.h", "h.g"))).toBe(0);
  });

  it("names hooks that pre-commit finds", () => {
    const hooks = parse(readFileSync(join(top, ".pre-commit-hooks.yaml"), "utf8")) as readonly {
      readonly id: string;
      readonly entry: string;
    }[];
    const folder = repositoryWith(withOutput(first));
    for (const { id, entry } of hooks) {
      expect(readFileSync(join(top, "README.md"), "utf8")).toContain(`{id: ${id}}`);
      expect(run(folder, ...entry.split(" ").slice(1)).status, entry).toBe(0);
    }
  });
});
