import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { write } from "../review/repository.ts";
import { folderWith, run } from "../support/program.ts";

/** Environments on the command line: which are written, removed, printed and judged. */

const spec = `function:
  name: orders
  runtime: python3.13
  handler: handler.lambda_handler
  s3_bucket: builds
  s3_key: orders.zip
actions:
  - allow: sqs:SendMessage
    resources: jobs-\${target.name}
`;
const settings = `region: eu-west-1
targets:
  dev: { account: "111122223333" }
  prod: { account: "444455556666" }
`;

const files = { "specs/orders/orders.yaml": spec, "specs/stack.yaml": settings };
const mails = spec.replaceAll("orders", "mails").replace("${target.name}", "all");

function written(folder: string): readonly string[] {
  const all = readdirSync(join(folder, "out"), { recursive: true, withFileTypes: true });
  return all
    .flatMap((entry) => (entry.isFile() ? [relative(join(folder, "out"), join(entry.parentPath, entry.name))] : []))
    .sort();
}

describe("generate", () => {
  it("writes a folder a target, and is up to date then", () => {
    const folder = folderWith(files);
    expect(run(folder, "generate").stdout).toMatch(/^2 functions, .* 4 files written/);
    expect(written(folder)).toEqual([
      "dev/orders/orders.tf",
      "dev/orders/stack.tf",
      "prod/orders/orders.tf",
      "prod/orders/stack.tf",
    ]);
    expect(readFileSync(join(folder, "out/prod/orders/orders.tf"), "utf8")).toContain(
      "arn:aws:sqs:eu-west-1:444455556666:jobs-prod",
    );
    expect(run(folder, "generate", "--check")).toMatchObject({ status: 0 });
    writeFileSync(join(folder, "specs/stack.yaml"), settings.replace("4444", "7777"));
    const stale = run(folder, "generate", "--check");
    expect(stale.status).toBe(1);
    expect(stale.stdout).toContain("out/prod/orders/orders.tf");
    expect(stale.stdout).not.toContain("out/dev/orders/orders.tf");
  });

  it("touches the named targets alone", () => {
    const folder = folderWith({
      ...files,
      "specs/mails/mails.yaml": mails,
      "specs/mails/stack.yaml": "targets: { prod: null }\n",
    });
    run(folder, "generate");
    writeFileSync(join(folder, "specs/stack.yaml"), settings.replace("eu-west-1", "us-east-1"));
    rmSync(join(folder, "specs/mails"), { recursive: true });
    expect(run(folder, "generate", "--target", "prod").stdout).toMatch(/1 file written, 1 unchanged, 0 removed/);
    expect(readFileSync(join(folder, "out/dev/orders/orders.tf"), "utf8")).toContain("eu-west-1");
    expect(run(folder, "generate", "--target", "prod", "--target", "dev").stdout).toMatch(
      /1 file written, 3 unchanged, 2 removed/,
    );
  });

  it("removes what has no target any more, and leaves what it did not write", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    writeFileSync(join(folder, "out/prod/orders/provider.tf"), "# By hand.\n");
    writeFileSync(join(folder, "specs/stack.yaml"), settings.replace("prod:", "production:"));
    // One stack's folder knows the folders of its targets, too.
    expect(run(folder, "generate", "specs/orders").stdout).toMatch(/2 files written, 2 unchanged, 2 removed/);
    expect(written(folder)).toEqual([
      "dev/orders/orders.tf",
      "dev/orders/stack.tf",
      "prod/orders/provider.tf",
      "production/orders/orders.tf",
      "production/orders/stack.tf",
    ]);
  });

  it("moves a stack that gets targets, and one that loses them", () => {
    const plain = {
      "specs/orders/orders.yaml": spec.replace("${target.name}", "all"),
      "specs/stack.yaml": "region: eu-west-1\n",
    };
    const folder = folderWith(plain);
    run(folder, "generate");
    writeFileSync(join(folder, "specs/stack.yaml"), settings);
    expect(run(folder, "generate").stdout).toMatch(/4 files written, 0 unchanged, 2 removed/);
    expect(existsSync(join(folder, "out/orders"))).toBe(false);
    writeFileSync(join(folder, "specs/stack.yaml"), plain["specs/stack.yaml"]);
    expect(run(folder, "generate").stdout).toMatch(/2 files written, 0 unchanged, 4 removed/);
    expect(written(folder)).toEqual(["orders/orders.tf", "orders/stack.tf"]);
  });

  it("leaves what another folder of specs made for a target", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    mkdirSync(join(folder, "others"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path.replace("specs", "others"), ".."), { recursive: true });
      writeFileSync(join(folder, path.replace("specs", "others")), text);
    }
    const other = run(folder, "generate", "--specs", "others");
    expect(other).toMatchObject({ status: 1 });
    expect(other.stderr).toMatch(/out\/dev\/orders\/orders\.tf.*foreign-file/);
    expect(run(folder, "generate", "--specs", "others", "--prune").stdout).toMatch(/4 files written/);
  });

  it("writes cdk.tf.json a target, too", () => {
    const folder = folderWith(files);
    expect(run(folder, "generate", "--backend", "cdktf").stderr).toBe("");
    expect(written(folder)).toEqual(["dev/orders/cdk.tf.json", "prod/orders/cdk.tf.json"]);
    expect(JSON.parse(readFileSync(join(folder, "out/dev/orders/cdk.tf.json"), "utf8"))).toMatchObject({
      "//": "Generated by lambdagrant for the target dev from specs/orders; do not edit.",
    });
    // By the other backend, a spec alone would leave both.
    expect(run(folder, "generate", "specs/orders/orders.yaml").stderr).toContain("declares this stack already");
  });
});

describe("--target", () => {
  const folder = folderWith(files);

  it("narrows policy, prove and check", () => {
    const all = JSON.parse(run(folder, "policy", "specs/orders/orders.yaml").stdout) as object[];
    expect(all).toMatchObject([{ target: "dev", function: "orders" }, { target: "prod" }]);
    const one = JSON.parse(
      run(folder, "policy", "specs/orders/orders.yaml", "--target", "prod", "--document", "execution").stdout,
    );
    expect(JSON.stringify(one)).toContain(":444455556666:jobs-prod");
    expect(run(folder, "prove").stdout).toMatch(/orders \(dev\): proven[\s\S]*orders \(prod\): proven[\s\S]*2 functions/);
    expect(run(folder, "prove", "--target", "dev").stdout).toMatch(/1 function:/);
    const json = JSON.parse(run(folder, "prove", "--target", "dev", "--format", "json").stdout);
    expect(json).toMatchObject({ functions: [{ target: "dev", function: "orders", holds: true }] });
    expect(run(folder, "check", "--target", "dev").stdout).toMatch(/1 function: no mistakes/);
  });

  it("judges a policy of one target", () => {
    const document = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:444455556666:jobs-prod" }],
    });
    writeFileSync(join(folder, "policy.json"), document);
    const judge = (...args: readonly string[]) =>
      run(folder, "prove", "specs/orders/orders.yaml", "--document", "policy.json", ...args);
    expect(judge()).toMatchObject({ status: 2, stderr: expect.stringContaining("add --target NAME") });
    expect(judge("--target", "dev").stdout).toContain("arn:aws:sqs:eu-west-1:111122223333:jobs-dev");
    expect(judge("--target", "prod").stdout).not.toContain("jobs-dev");
  });

  it("of a target that is none says which there are", () => {
    for (const command of ["generate", "check", "prove"])
      expect(run(folder, command, "--target", "prd")).toMatchObject({
        status: 2,
        stderr: "lambdagrant: no stack here has the target prd; did you mean prod?\n",
      });
    const plain = folderWith({ "specs/orders.yaml": spec.replace("${target.name}", "all") });
    expect(run(plain, "generate", "--target", "prod").stderr).toContain("none of the stacks here has targets");
  });
});

describe("a target that is called as a folder is", () => {
  const one = (name: string) =>
    `function: {name: ${name}, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip, provider: aws.${name}}\n`;
  const both = {
    "specs/x/sub/a.yaml": one("first"),
    "specs/sub/b.yaml": one("second"),
    "specs/sub/stack.yaml": "targets: { x: { region: us-east-1 } }\n",
  };

  it("is refused, also where one folder was kept and the other one is new", () => {
    const told = [
      expect.stringContaining(
        "specs/sub/b.yaml:1:18 error[duplicate-output] the folder sub in the target x and the folder x/sub",
      ),
      expect.stringContaining(
        "specs/x/sub/a.yaml:1:18 error[duplicate-output] the folder x/sub and the folder sub in the target x",
      ),
    ];
    const mistakes = (folder: string, command: string) =>
      run(folder, command)
        .stderr.split("\n")
        .filter((line) => line.includes("error["));
    const { "specs/x/sub/a.yaml": first, ...second } = both;
    const folder = folderWith(second);
    for (const command of ["check", "generate"]) expect(run(folder, command).status).toBe(0);
    write(folder, { "specs/x/sub/a.yaml": first });
    for (const command of ["check", "generate", "prove"]) expect(mistakes(folder, command)).toEqual(told);
  });

  it("is refused where a folder by itself would write over the other one's output", () => {
    const folder = folderWith(both);
    expect(run(folder, "generate", "specs/sub").status).toBe(0);
    const { status, stderr } = run(folder, "generate", "specs/x/sub");
    expect(status).toBe(1);
    expect(stderr).toContain("out/x/sub/stack.tf error[duplicate-output] this file comes from specs/sub, where there are specs");
    // Where the other folder is gone, its place is free.
    rmSync(join(folder, "specs/sub"), { recursive: true });
    expect(run(folder, "generate", "specs/x/sub").status).toBe(0);
  });
});
