import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { git, repositoryWith, write } from "../review/repository.ts";
import { folderWith, type Run, run, temporaryFolder } from "../support/program.ts";

/** The list of stacks, and which of them differ from a revision. */

const spec = `function:
  name: orders
  runtime: python3.13
  handler: handler.lambda_handler
  s3_bucket: builds
  s3_key: orders.zip
`;
const mails = spec.replaceAll("orders", "mails");
const settings = 'region: eu-west-1\naccount: "111122223333"\n';
const targets = "targets: { prod: {}, dev: { name_suffix: -dev } }\n";

const files = {
  "specs/stack.yaml": settings,
  "specs/orders/orders.yaml": spec,
  "specs/orders/stack.yaml": targets,
  "specs/mails/mails.yaml": mails,
  "specs/mails/rules.yaml": "rules: [{ never: nothing is open to everybody, public: true }]\n",
};

interface Listed {
  readonly stack: string;
  readonly target: string | null;
  readonly directory: string;
  readonly inputs: readonly string[];
  readonly hash: string;
  readonly status?: string;
}

function listed({ status, stdout, stderr }: Run): readonly Listed[] {
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return (JSON.parse(stdout) as { readonly stacks: readonly Listed[] }).stacks;
}

function list(folder: string, ...args: readonly string[]): readonly Listed[] {
  return listed(run(folder, "stacks", "--format", "json", ...args));
}

/** `changed orders prod`, a line a stack. */
function told(stacks: readonly Listed[]): readonly string[] {
  return stacks.map(({ stack, target, status }) => [status, stack, target].filter((word) => word !== null).join(" "));
}

const hashes = (stacks: readonly Listed[]) => Object.fromEntries(stacks.map(({ directory, hash }) => [directory, hash]));

describe("stacks", () => {
  it("lists each folder in each of its targets, with what it is made from", () => {
    const folder = folderWith(files);
    expect(list(folder)).toEqual([
      {
        stack: "mails",
        target: null,
        directory: "mails",
        inputs: ["mails/mails.yaml", "mails/rules.yaml", "stack.yaml"],
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      {
        stack: "orders",
        target: "dev",
        directory: "dev/orders",
        inputs: ["orders/orders.yaml", "orders/stack.yaml", "stack.yaml"],
        hash: expect.any(String),
      },
      expect.objectContaining({ stack: "orders", target: "prod", directory: "prod/orders" }),
    ]);
    expect(list(folder, "--target", "prod", "specs/orders")).toMatchObject([{ directory: "prod/orders" }]);
    expect(run(folder, "stacks", "--target", "prd")).toMatchObject({
      status: 2,
      stderr: "lambdagrant: no stack here has the target prd; did you mean prod?\n",
    });
    const text = run(folder, "stacks", "specs/mails").stdout;
    expect(text).toMatch(/^mails → out\/mails [0-9a-f]{64}\n {2}mails\/mails\.yaml\n {2}mails\/rules\.yaml\n {2}stack\.yaml\n$/);
    expect(run(folder, "stacks", "--quiet").stdout.split("\n")).toHaveLength(4);
  });

  it("gives one hash on every machine, and another one for each change of an input", () => {
    const folder = folderWith(files);
    const before = hashes(list(folder));
    const elsewhere = temporaryFolder("elsewhere");
    cpSync(join(folder, "specs"), join(elsewhere, "repository", "specs"), { recursive: true });
    expect(hashes(list(join(elsewhere, "repository")))).toEqual(before);
    const seen = new Set(Object.values(before));
    expect(seen.size).toBe(3);
    const isNew = (directory: string, ...args: readonly string[]) => {
      const hash = hashes(list(folder, ...args))[directory] ?? "";
      expect(seen).not.toContain(hash);
      seen.add(hash);
    };
    writeFileSync(join(folder, "specs/mails/mails.yaml"), `${mails}# Said.\n`);
    isNew("mails");
    writeFileSync(join(folder, "specs/rules.yaml"), "rules: []\n");
    isNew("mails");
    // The same text under another name is another file of the output.
    write(folder, { "specs/mails/sender.yaml": mails });
    rmSync(join(folder, "specs/mails/mails.yaml"));
    isNew("mails");
    // The way to the root stands in the output.
    mkdirSync(join(folder, "build"));
    isNew("mails", "--out", "build/out");
  });

  it("reads the output's neighbours and templates, and not the output", () => {
    const folder = folderWith(files);
    const before = hashes(list(folder));
    expect(run(folder, "generate").status).toBe(0);
    expect(hashes(list(folder))).toEqual(before);
    write(folder, { "out/prod/orders/queue.tf": 'variable "queue" {}\n', "templates/aws_lambda_function.tf.hbs": "" });
    const [, dev, prod] = list(folder);
    expect(prod?.inputs).toContain("../out/prod/orders/queue.tf");
    expect(dev?.hash).toBe(before["dev/orders"]);
    expect(prod?.hash).not.toBe(before["prod/orders"]);
    const wrong = run(folder, "stacks", "--templates", "templates");
    expect(wrong).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("invalid-template") });
    cpSync(join(import.meta.dirname, "../../templates/hcl/function.tf.hbs"), join(folder, "own/function.tf.hbs"));
    const [own] = list(folder, "--templates", "own");
    expect(own?.inputs.at(-1)).toBe("../own/function.tf.hbs");
    expect(own?.hash).not.toBe(before["mails"]);
  });

  it("prints no name that steers a terminal, or ends a line", () => {
    const folder = folderWith({ ...files, "out/mails/x\n::error::y\u001b[31m.tf": "" });
    const { stdout } = run(folder, "stacks", "specs/mails");
    expect(stdout).toContain("../out/mails/x\ufffd::error::y\ufffd[31m.tf\n");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toMatch(/^::/m);
  });

  it("lists a stack whose spec has a mistake, and says where stack.yaml has one", () => {
    const folder = folderWith({ ...files, "specs/mails/mails.yaml": "function: [\n" });
    expect(list(folder)).toHaveLength(3);
    writeFileSync(join(folder, "specs/orders/stack.yaml"), "target: { prod: {} }\n");
    expect(run(folder, "stacks")).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringMatching(/specs\/orders\/stack\.yaml:1:1 error\[unknown-key\][\s\S]*targets/),
    });
    expect(run(folder, "stacks", "specs/nothing").status).toBe(2);
    // As `check` tells them, so that who reads the list reads why there is none.
    for (const [status, ...more] of [
      [1, "specs/orders"],
      [2, "specs/nothing"],
    ] as const) {
      const refused = run(folder, "stacks", "--format", "json", ...more);
      expect(refused).toMatchObject({ status, stderr: "" });
      const { diagnostics } = JSON.parse(refused.stdout);
      expect(diagnostics).toHaveLength(1);
      expect(JSON.parse(run(folder, "check", "--format", "json", ...more).stdout)).toMatchObject({ diagnostics });
    }
    writeFileSync(join(folder, "specs/orders/stack.yaml"), targets);
    write(folder, { "templates/aws_lambda_function.tf.hbs": "" });
    const wrong = run(folder, "stacks", "--format", "json", "--templates", "templates");
    expect(wrong).toMatchObject({ status: 1, stderr: "" });
    expect(JSON.parse(wrong.stdout)).toMatchObject({ diagnostics: [{ code: "invalid-template" }] });
  });
});

describe("--changed-since", () => {
  const changes = (folder: string, ...args: readonly string[]) => told(list(folder, "--changed-since", "main", ...args));

  it("keeps what differs: changed, new and deleted", () => {
    const folder = repositoryWith(files);
    expect(changes(folder)).toEqual([]);
    write(folder, { "specs/mails/mails.yaml": `${mails}# Said.\n` });
    expect(changes(folder)).toEqual(["changed mails"]);
    write(folder, { "specs/returns/returns.yaml": spec.replaceAll("orders", "returns") });
    expect(changes(folder)).toEqual(["changed mails", "new returns"]);
    rmSync(join(folder, "specs/orders"), { recursive: true });
    expect(changes(folder)).toEqual(["changed mails", "deleted orders dev", "deleted orders prod", "new returns"]);
    expect(changes(folder, "specs/mails")).toEqual(["changed mails"]);
    expect(changes(folder, "--target", "prod")).toEqual(["deleted orders prod"]);
    expect(run(folder, "stacks", "--changed-since", "main", "--quiet").stdout).toMatch(/^changed mails → out\/mails /);
    rmSync(join(folder, "specs"), { recursive: true });
    expect(changes(folder)).toEqual(["deleted mails", "deleted orders dev", "deleted orders prod"]);
  });

  it("follows links to files of any name inside of the root", () => {
    const folder = repositoryWith({ ...files, "specs/shared/common.txt": "rules: [{never: no machines, services: ec2}]\n" });
    symlinkSync("shared/common.txt", join(folder, "specs/rules.yaml"));
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "rules");
    expect(run(folder, "stacks", "--changed-since", "main").stderr).toBe("");
    expect(changes(folder)).toEqual([]);
    write(folder, { "specs/shared/common.txt": "rules: [{never: no topics, services: sns}]\n" });
    expect(changes(folder)).toEqual(["changed mails", "changed orders dev", "changed orders prod"]);
  });

  it("knows what every stack below a stack.yaml is made from, and its targets", () => {
    const folder = repositoryWith(files);
    write(folder, { "specs/stack.yaml": settings.replace("eu-west-1", "us-east-1") });
    expect(changes(folder)).toEqual(["changed mails", "changed orders dev", "changed orders prod"]);
    write(folder, { "specs/stack.yaml": settings, "specs/orders/stack.yaml": "targets: { prod: {} }\n" });
    expect(changes(folder)).toEqual(["deleted orders dev", "changed orders prod"]);
    write(folder, { "specs/orders/stack.yaml": `${targets}tags: { team: mails }\n` });
    expect(changes(folder)).toEqual(["changed orders dev", "changed orders prod"]);
  });

  it("compares hand-written Terraform and templates, wherever the current folder is", () => {
    const template = { "own/function.tf.hbs": "{{name}}\n" };
    const folder = repositoryWith({ ...files, ...template, "out/mails/queue.tf": 'variable "queue" {}\n', "sub/x": "" });
    expect(run(folder, "generate").status).toBe(0);
    const below = (...args: readonly string[]) =>
      told(list(join(folder, "sub"), "--specs", "../specs", "--out", "../out", "--changed-since", "main", ...args));
    expect(changes(folder, "--templates", "own")).toEqual([]);
    expect(below("--templates", "../own")).toEqual([]);
    write(folder, { "out/mails/queue.tf": 'variable "jobs" {}\n' });
    expect(changes(folder)).toEqual(["changed mails"]);
    expect(below()).toEqual(["changed mails"]);
    git(folder, "checkout", "--quiet", "out");
    write(folder, { "own/function.tf.hbs": "{{name}}\n\n" });
    expect(changes(folder)).toEqual([]);
    expect(below("--templates", "../own")).toHaveLength(3);
  });

  it("knows no difference in the line ends of a checkout, which YAML does not know either", () => {
    const folder = repositoryWith({ ...files, ".gitattributes": "*.yaml text eol=crlf\n" });
    const [before] = list(folder);
    rmSync(join(folder, "specs"), { recursive: true });
    git(folder, "checkout", "--quiet", "specs");
    expect(readFileSync(join(folder, "specs/stack.yaml"), "utf8")).toContain("\r\n");
    expect(changes(folder)).toEqual([]);
    expect(list(folder)[0]).toEqual(before);
    writeFileSync(join(folder, "specs/mails/mails.yaml"), `${mails}# Said.\n`);
    expect(changes(folder)).toEqual(["changed mails"]);
  });

  it("tells a stack whose output was changed, and nothing else was", () => {
    const folder = repositoryWith(files);
    expect(run(folder, "generate").status).toBe(0);
    // Where nobody keeps the output in the repository, nobody changed it.
    expect(changes(folder)).toEqual([]);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "output");
    expect(changes(folder)).toEqual([]);
    const policy = join(folder, "out/mails/mails.tf");
    writeFileSync(policy, `${readFileSync(policy, "utf8")}# Wider.\n`);
    expect(changes(folder)).toEqual(["changed mails"]);
    expect(told(list(join(folder, "specs"), "--specs", ".", "--out", "../out", "--changed-since", "main"))).toEqual([
      "changed mails",
    ]);
    rmSync(policy);
    expect(changes(folder)).toEqual(["changed mails"]);
    git(folder, "checkout", "--quiet", "out");
    rmSync(join(folder, "out/prod/orders/stack.tf"));
    write(folder, { "out/dev/orders/.terraform.lock.hcl": "# Locked.\n", "out/dev/orders/more.tf": "" });
    git(folder, "add", "--all");
    expect(changes(folder)).toEqual(["changed orders dev", "changed orders prod"]);
    git(folder, "reset", "--quiet", "--hard");
    rmSync(join(folder, "out"), { recursive: true });
    symlinkSync("specs", join(folder, "out"));
    expect(changes(folder)).toEqual(["changed mails", "changed orders dev", "changed orders prod"]);
  });

  it("tells it where the output lies behind a link, and what is behind another link now", () => {
    const folder = repositoryWith({ ...files, "infra/gen/mails/queue.tf": 'variable "queue" {}\n' });
    symlinkSync("infra/gen", join(folder, "out"));
    const commit = () => {
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", "output");
    };
    commit();
    expect(run(folder, "generate").status).toBe(0);
    commit();
    expect(changes(folder)).toEqual([]);
    const policy = join(folder, "out/mails/mails.tf");
    writeFileSync(policy, `${readFileSync(policy, "utf8")}# Wider.\n`);
    expect(changes(folder)).toEqual(["changed mails"]);
    expect(changes(folder, "--out", "infra/gen")).toEqual(["changed mails"]);
    git(folder, "checkout", "--quiet", "infra");
    const all = ["changed mails", "changed orders dev", "changed orders prod"];
    cpSync(join(folder, "infra/gen"), join(folder, "infra/new"), { recursive: true });
    commit();
    rmSync(join(folder, "out"));
    symlinkSync("infra/new", join(folder, "out"));
    expect(changes(folder)).toEqual(all);
    rmSync(join(folder, "out"));
    cpSync(join(folder, "infra/gen"), join(folder, "out"), { recursive: true });
    expect(changes(folder)).toEqual(all);
    // What git does not hold is as it is.
    git(folder, "rm", "-r", "--cached", "--quiet", "out");
    write(folder, { ".gitignore": "/out\n" });
    rmSync(join(folder, "out"), { recursive: true });
    commit();
    const outside = folderWith({});
    cpSync(join(folder, "infra/gen"), outside, { recursive: true });
    rmSync(join(outside, "mails/queue.tf"));
    symlinkSync(outside, join(folder, "out"));
    expect(changes(folder)).toEqual([]);
  });

  it("prints no name of a file of a revision that steers a terminal, nor does diff", () => {
    const folder = repositoryWith(files);
    const steering = `a\u001b]0;x\u0007\u202e.yaml`;
    symlinkSync("nowhere", join(folder, `specs/mails/${steering}`));
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", "link");
    rmSync(join(folder, `specs/mails/${steering}`));
    git(
      folder,
      "update-index",
      "--add",
      "--cacheinfo",
      `160000,${git(folder, "rev-parse", "HEAD")},specs/${steering.slice(0, -5)}`,
    );
    git(folder, "commit", "--quiet", "--message", "a submodule");
    for (const args of [
      ["stacks", "--changed-since", "main~1"],
      ["stacks", "--changed-since", "main"],
      ["diff", "main~1"],
      ["diff", "main"],
    ]) {
      const { stdout, stderr } = run(folder, ...args);
      expect(stderr).toContain("a\u{fffd}]0;x\u{fffd}\u{fffd}");
      expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  it("of a revision that cannot be listed takes all for changed; of none says why", () => {
    const folder = repositoryWith({ ...files, "specs/orders/stack.yaml": "targets: [\n" });
    write(folder, { "specs/orders/stack.yaml": targets });
    const found = run(folder, "stacks", "--changed-since", "main", "--format", "json");
    expect(found.stderr).toMatch(
      /^lambdagrant: the stacks of main cannot be listed, so every stack counts as changed: specs\/ord/,
    );
    expect(told(listed({ ...found, stderr: "" }))).toEqual(["changed mails", "changed orders dev", "changed orders prod"]);
    expect(run(folder, "stacks", "--changed-since", "never")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^lambdagrant: never is no revision: git knows no such revision here; in a shallow clone/),
    });
    expect(run(folderWith(files), "stacks", "--changed-since", "main").stderr).toContain("lies in no git repository");
  });
});
