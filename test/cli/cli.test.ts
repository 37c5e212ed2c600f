import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folderWith, program, run, top } from "../support/program.ts";

/** The built program, as a user runs it. */

const good = `function:
  name: hello
  runtime: python3.13
  handler: h.h
  filename: h.zip
push:
  - sns: greetings
  - s3: greeting-cards
actions:
  - allow: dynamodb:PutItem
    resources: answers
`;
const settings = 'region: eu-west-1\naccount: "123456789012"\ncode: { deploy: elsewhere }\n';
const files = { "specs/shop/hello.yaml": good, "specs/shop/stack.yaml": settings };

function contents(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

describe("generate", () => {
  it("writes once, and nothing the second time", () => {
    const folder = folderWith(files);
    expect(run(folder, "generate").stdout).toMatch(
      /^1 function, 2 statements, 2 permissions; 2 files written, 0 unchanged, 0 removed/,
    );
    const first = contents(join(folder, "out"));
    expect(Object.keys(first)).toEqual(["shop/hello.tf", "shop/stack.tf"]);
    expect(run(folder, "generate").stdout).toContain("0 files written, 2 unchanged");
    expect(contents(join(folder, "out"))).toEqual(first);
  });

  it("gives the same bytes for the same entries and keys in another order", () => {
    const [one, two] = [folderWith(files), folderWith({ ...files, "specs/shop/hello.yaml": reordered })];
    for (const folder of [one, two]) expect(run(folder, "generate").status).toBe(0);
    expect(contents(join(two, "out"))).toEqual(contents(join(one, "out")));
  });

  it("gives the same bytes wherever the checkout lies and whatever the current folder is", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    const inside = contents(join(folder, "out"));
    expect(run(join(folder, "specs"), "generate", "shop", "--specs", ".", "--out", "../elsewhere").status).toBe(0);
    expect(contents(join(folder, "elsewhere"))).toEqual(inside);
  });

  it("adds one line for one action more", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    const before = readFileSync(join(folder, "out/shop/hello.tf"), "utf8").split("\n");
    writeFileSync(
      join(folder, "specs/shop/hello.yaml"),
      good.replace("allow: dynamodb:PutItem", "allow: [dynamodb:PutItem, dynamodb:GetItem]"),
    );
    run(folder, "generate");
    const after = readFileSync(join(folder, "out/shop/hello.tf"), "utf8").split("\n");
    expect(after.length).toBe(before.length + 1);
    expect(after.filter((line) => !before.includes(line))).toEqual(['      "dynamodb:GetItem",']);
  });

  it("removes the block alone when a source goes", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    const before = readFileSync(join(folder, "out/shop/hello.tf"), "utf8");
    writeFileSync(join(folder, "specs/shop/hello.yaml"), good.replace("  - sns: greetings\n", ""));
    run(folder, "generate");
    const after = readFileSync(join(folder, "out/shop/hello.tf"), "utf8");
    const block = before.slice(before.indexOf("# push.sns"), before.indexOf("output "));
    expect(after).toBe(before.replace(block, ""));
  });

  it("removes what has no spec any more, and the folder that is empty then", () => {
    const folder = folderWith({ ...files, "specs/old/gone.yaml": good.replace("hello", "gone") });
    run(folder, "generate");
    rmSync(join(folder, "specs/old"), { recursive: true });
    writeFileSync(join(folder, "out/shop/mine.tf"), "# mine\n");
    expect(run(folder, "generate").stdout).toContain("2 removed");
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["shop/hello.tf", "shop/mine.tf", "shop/stack.tf"]);
  });

  it("of another folder of specs removes nothing and writes nothing, unless it is asked to", () => {
    const folder = folderWith({ ...files, "OTHER/specs/far/away.yaml": good.replace("hello", "away") });
    run(folder, "generate");
    const before = contents(join(folder, "out"));
    for (const args of [
      ["generate", "OTHER/specs"],
      ["generate", "OTHER/specs", "--check"],
      ["generate", "--specs", "OTHER/specs"],
    ]) {
      const { status, stderr } = run(folder, ...args);
      expect(status).toBe(1);
      expect(stderr).toContain("out/shop/hello.tf error[foreign-file]");
      expect(stderr).toContain("and so does another one here");
      expect(stderr).toContain("--prune");
      expect(contents(join(folder, "out"))).toEqual(before);
    }
    expect(run(folder, "generate", "OTHER/specs", "--prune")).toMatchObject({ status: 0 });
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["far/away.tf", "far/stack.tf"]);
  });

  it("a stack that is renamed takes its output along", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    renameSync(join(folder, "specs/shop"), join(folder, "specs/store"));
    expect(run(folder, "generate")).toMatchObject({ status: 0, stdout: expect.stringContaining("2 removed") });
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["store/hello.tf", "store/stack.tf"]);
  });

  it.skipIf(spawnSync("script", ["--version"]).status !== 0)("asks on a terminal before more than half of an output goes", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    renameSync(join(folder, "specs/shop"), join(folder, "specs/store"));
    const before = contents(join(folder, "out"));
    const ask = (answer: string) =>
      spawnSync("script", ["-qec", `${process.execPath} ${program} generate`, "/dev/null"], {
        cwd: folder,
        input: answer,
        encoding: "utf8",
      });
    const declined = ask("n\n");
    expect(declined.stdout).toContain("This removes 2 of the 2 files of out:");
    expect(declined.stdout).toContain("out/shop/hello.tf");
    expect(declined.status).toBe(1);
    expect(contents(join(folder, "out"))).toEqual(before);
    expect(ask("yes\n")).toMatchObject({ status: 0 });
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["store/hello.tf", "store/stack.tf"]);
  });

  it("says which files a run that was killed left as they were, and mends them", () => {
    const folder = folderWith(files);
    run(folder, "generate");
    writeFileSync(join(folder, "specs/shop/hello.yaml"), good.replace("PutItem", "GetItem"));
    const hello = join(folder, "out/shop/hello.tf");
    const stack = readFileSync(join(folder, "out/shop/stack.tf"), "utf8");
    const left = join(folder, "out/.lambdagrant");
    mkdirSync(left);
    writeFileSync(join(left, "owner-999999999"), "");
    writeFileSync(join(left, "0"), "half");
    writeFileSync(join(left, "steps"), JSON.stringify({ writes: { 0: "shop/hello.tf" }, removals: [] }));
    const told = { stderr: expect.stringContaining("out/shop/hello.tf warning[interrupted-run]") };
    expect(run(folder, "generate", "--check")).toMatchObject({ status: 1, ...told });
    expect(run(folder, "generate")).toMatchObject({ status: 0, ...told });
    expect(readFileSync(hello, "utf8")).toContain("dynamodb:GetItem");
    expect(run(folder, "generate")).toMatchObject({ status: 0, stderr: "" });
    expect(readdirSync(join(folder, "out"))).toEqual(["shop"]);
    expect(readFileSync(join(folder, "out/shop/stack.tf"), "utf8")).toBe(stack);
  });

  it("loses nothing when it is killed, or the disk is full", { timeout: 300_000 }, () => {
    const { status, stdout } = spawnSync(process.execPath, [join(top, "test/faults/faults.mjs"), "8"], { encoding: "utf8" });
    expect(stdout).toContain("nothing was lost");
    expect(status).toBe(0);
  });

  it("never writes over a file that is not its own, and writes nothing at all then", () => {
    const folder = folderWith({ ...files, "out/shop/hello.tf": "# by hand\n" });
    const { status, stderr } = run(folder, "generate");
    expect(status).toBe(1);
    expect(stderr).toContain("out/shop/hello.tf");
    expect(stderr).toContain("error[foreign-file]");
    expect(contents(join(folder, "out"))).toEqual({ "shop/hello.tf": "# by hand\n" });
  });

  it("does not follow a link out of the output folder", () => {
    const folder = folderWith({ ...files, "elsewhere/keep.txt": "" });
    mkdirSync(join(folder, "out"));
    symlinkSync(join(folder, "elsewhere"), join(folder, "out/shop"));
    expect(run(folder, "generate")).toMatchObject({ status: 1, stderr: expect.stringContaining("error[foreign-file]") });
    expect(readdirSync(join(folder, "elsewhere"))).toEqual(["keep.txt"]);
  });

  it("takes no file for a folder, whatever the command", () => {
    const folder = folderWith({ ...files, file: "a file", out: "a file" });
    symlinkSync("nowhere", join(folder, "dangling"));
    const commands = [["generate"], ["generate", "--check"], ["check"], ["prove"], ["report"], ["stacks"]];
    for (const command of commands) {
      const refused = (option: string, path: string, what: string) =>
        expect(run(folder, ...command, option, path)).toEqual({
          status: 2,
          stdout: "",
          stderr: `error: --out takes a folder, and ${path} is ${what}; name another one\n(lambdagrant --help shows what there is)\n`,
        });
      refused("--out", "file", "a file");
      refused("--out", "dangling", "a link that leads nowhere");
      refused("--out", "/dev/null", "no folder");
    }
    expect(run(folder, "check", "--code", "file").stderr).toContain("--code takes a folder, and file is a file");
    // A file that is called `out` may be anybody's.
    expect(run(folder, "check").status).toBe(0);
    expect(run(folder, "generate").stderr).toContain("rename the file, or name another folder with --out");
    expect(readdirSync(folder)).not.toContain("nowhere");
  });

  it("says in one sentence that it cannot write", () => {
    const folder = folderWith({ ...files, out: "a file" });
    const { status, stderr } = run(folder, "generate");
    expect([1, 2]).toContain(status);
    expect(stderr).not.toContain("    at ");
    expect(readFileSync(join(folder, "out"), "utf8")).toBe("a file");
  });

  it("writes nothing when any spec has an error", () => {
    const folder = folderWith({
      ...files,
      "specs/shop/bad.yaml": good.replace("hello", "bad").replace("sns: greetings", "sns: arn:aws:s3:::b"),
    });
    const { status, stdout, stderr } = run(folder, "generate");
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("specs/shop/bad.yaml:7:10 error[resource-type-mismatch]");
    expect(() => readdirSync(join(folder, "out"))).toThrow();
  });

  it("--check says what differs, and is content when nothing does", () => {
    const folder = folderWith({ ...files, "specs/old/gone.yaml": good.replace("hello", "gone") });
    expect(run(folder, "generate", "--check").status).toBe(1);
    run(folder, "generate");
    expect(run(folder, "generate", "--check")).toMatchObject({ status: 0 });
    // One file changed by hand, one missing, one orphan.
    const hello = join(folder, "out/shop/hello.tf");
    writeFileSync(hello, readFileSync(hello, "utf8").replace('"dynamodb:PutItem"', '"dynamodb:*"'));
    rmSync(join(folder, "out/shop/stack.tf"));
    rmSync(join(folder, "specs/old"), { recursive: true });
    const before = contents(join(folder, "out"));
    const { status, stdout } = run(folder, "generate", "--check");
    expect(status).toBe(1);
    expect(stdout).toContain('-      "dynamodb:*",\n+      "dynamodb:PutItem",');
    expect(stdout).toContain("--- /dev/null\n+++ b/out/shop/stack.tf");
    expect(stdout).toContain("--- a/out/old/gone.tf\n+++ /dev/null");
    expect(contents(join(folder, "out"))).toEqual(before);
  });

  it("takes a team's own templates, and no unsafe ones", () => {
    const own =
      'resource "aws_iam_role" "{{label}}" {\n  name = "team-{{name}}"\n  assume_role_policy = data.aws_iam_policy_document.{{trust}}.json\n}\n';
    const folder = folderWith({ ...files, "templates/role.tf.hbs": own });
    expect(run(folder, "generate", "--templates", "templates").status).toBe(0);
    expect(readFileSync(join(folder, "out/shop/hello.tf"), "utf8")).toContain('  name               = "team-hello"\n');
    for (const [unsafe, says] of [
      ["{{{name}}}", "would print without quoting"],
      ["{{lookup name 1}}", "a hole is one name"],
      ["{{#with name}}{{/with}}", "only {{#each x}} and {{#if x}}"],
      ["{{> other}}", "asks only each and if"],
      ["a = <<EOT\n{{name}}\nEOT", "no heredoc"],
    ] as const) {
      writeFileSync(join(folder, "templates/role.tf.hbs"), unsafe);
      expect(run(folder, "generate", "--templates", "templates")).toMatchObject({
        status: 1,
        stderr: expect.stringContaining(says),
      });
    }
    for (const [slip, says] of [
      ["{{nam}}", "role.tf.hbs:2:3 error[invalid-template] nothing here is called nam"],
      ["{{#if nam}}{{/if}}", "role.tf.hbs:2:7 error[invalid-template] nothing here is called nam"],
      ["{{#each nam}}{{/each}}", "role.tf.hbs:2:9 error[invalid-template] nothing here is called nam"],
      ["{{namePrefix}}", "role.tf.hbs:2:3 error[invalid-template] not every resource has namePrefix"],
      ["{{this}}", "role.tf.hbs:2:3 error[invalid-template] this is not one value that could stand here"],
      ["{{../name}}", "role.tf.hbs:1:1 error[invalid-template] a hole of this template cannot be filled"],
    ] as const) {
      writeFileSync(join(folder, "templates/role.tf.hbs"), `# Ours.\n${slip}\n`);
      for (const command of ["generate", "report"]) {
        const { status, stderr } = run(folder, command, "--templates", "templates");
        expect(stderr).toContain(`templates/${says}`);
        expect(status).toBe(1);
      }
    }
    writeFileSync(join(folder, "templates/role.tf.hbs"), "{{nam}}\n");
    expect(run(folder, "generate", "--templates", "templates").stderr).toContain("did you mean name?");
    writeFileSync(join(folder, "templates/rule.tf.hbs"), "x");
    expect(run(folder, "generate", "--templates", "templates").stderr).toContain("did you mean role.tf.hbs?");
  });

  it("narrows to what PATH names", () => {
    const folder = folderWith({
      ...files,
      "specs/shop/other.yaml": good.replace("hello", "other"),
      "specs/far/away.yaml": good.replace("hello", "away"),
    });
    run(folder, "generate", "specs/shop/hello.yaml");
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["shop/hello.tf", "shop/stack.tf"]);
    run(folder, "generate", "specs/shop");
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["shop/hello.tf", "shop/other.tf", "shop/stack.tf"]);
  });

  it.each(["", 'targets: { prod: {}, dev: { account: "111122223333" } }\n'])(
    "takes a spec of the root and one of a folder: %j",
    (targets) => {
      const folder = folderWith({
        "specs/stack.yaml": settings + targets,
        "specs/top.yaml": good.replace("hello", "top"),
        "specs/shop/hello.yaml": good,
        "specs/shop/other.yaml": good.replace("hello", "other"),
      });
      const named = ["specs/top.yaml", "specs/shop/hello.yaml"];
      expect(run(folder, "generate").stderr).not.toContain("error");
      expect(run(folder, "generate", "--check", ...named)).toMatchObject({
        status: 0,
        stdout: expect.stringContaining("up to date"),
      });
      expect(run(folder, "check", ...named).status).toBe(0);
    },
  );
});

describe("check", () => {
  it("gives the machine's form", () => {
    const folder = folderWith({ ...files, "specs/shop/hello.yaml": good.replace("runtime", "runtimes") });
    const { status, stdout } = run(folder, "check", "--format", "json");
    expect(status).toBe(1);
    const { diagnostics, summary } = JSON.parse(stdout) as { diagnostics: object[]; summary: object };
    expect(diagnostics).toContainEqual({
      file: "specs/shop/hello.yaml",
      line: 3,
      column: 3,
      endLine: 3,
      endColumn: 11,
      severity: "error",
      code: "unknown-key",
      message: "`function` takes no `runtimes`",
      hint: "did you mean `runtime`?",
    });
    expect(summary).toMatchObject({ files: 1, errors: 2, warnings: 0 });
  });

  it("exits 0 on warnings", () => {
    const folder = folderWith({ ...files, "specs/shop/hello.yaml": good.replace("greeting-cards", "greeting_cards") });
    expect(run(folder, "check")).toMatchObject({ status: 0, stderr: expect.stringContaining("warning[invalid-bucket-name]") });
  });
});

describe("policy", () => {
  it("prints mistakes as its help says, and documents as JSON in any case", () => {
    const folder = folderWith({ ...files, "specs/wrong.yaml": "function: {nam: wrong}\n" });
    expect(run(folder, "policy", "--help").stdout).toMatch(/choices: "text", "json",\s+default:\s+"text"/);
    const mistakes = (...args: readonly string[]) => run(folder, "policy", "specs/wrong.yaml", ...args);
    expect(mistakes()).toMatchObject({ status: 1, stdout: "" });
    expect(mistakes("--format", "text")).toEqual(mistakes());
    expect(JSON.parse(mistakes("--format", "json").stdout)).toHaveProperty("diagnostics");
    const documents = run(folder, "policy", "specs/shop/hello.yaml", "--format", "text").stdout;
    expect(JSON.parse(documents)).toHaveProperty("trust");
  });

  it("prints one document, or all of several functions", () => {
    const folder = folderWith({
      ...files,
      "specs/shop/two.yaml": `${good.replace("hello", "a")}---\n${good.replace("hello", "b")}`,
    });
    const trust = JSON.parse(run(folder, "policy", "specs/shop/hello.yaml", "--document", "trust").stdout) as unknown;
    expect(trust).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    const both = JSON.parse(run(folder, "policy", "specs/shop/two.yaml").stdout) as { function: string }[];
    expect(both.map((all) => all.function)).toEqual(["a", "b"]);
  });

  it("answers of one spec whatever is wrong with its neighbours, as prove does", () => {
    const folder = folderWith({ ...files, "specs/shop/broken.yaml": "function: {name: [}\n" });
    expect(run(folder, "policy", "specs/shop/hello.yaml")).toMatchObject({ status: 0, stderr: "" });
    expect(run(folder, "prove", "specs/shop/hello.yaml")).toMatchObject({ status: 0, stdout: expect.stringContaining("proven") });
    expect(run(folder, "prove", "specs/shop").status).toBe(1);
  });
});

describe("init", () => {
  it("writes a spec that compiles, and never over another", () => {
    const folder = folderWith({});
    expect(run(folder, "init").status).toBe(0);
    expect(run(folder, "generate")).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(join(folder, "out/hello/hello.tf"), "utf8")).toContain("../../specs/hello/src");
    expect(run(folder, "init")).toMatchObject({ status: 1, stderr: expect.stringContaining("there already") });
  });

  it("makes up no region: a stack.yaml above says it, or Terraform reads it", () => {
    const region = (folder: string) => {
      expect(run(folder, "init").status).toBe(0);
      expect(run(folder, "generate")).toMatchObject({ status: 0, stderr: "" });
      return /sns:([^:]+):/.exec(readFileSync(join(folder, "out/hello/hello.tf"), "utf8"))?.[1];
    };
    expect(region(folderWith({ "specs/stack.yaml": 'region: us-east-1\naccount: "111122223333"\n' }))).toBe("us-east-1");
    expect(region(folderWith({}))).toBe("${data.aws_region.lambdagrant.id}");
  });

  it("begins with what code needs, which compiles and grants what the code calls", () => {
    const source =
      'import boto3\n\norders = boto3.resource("dynamodb").Table("orders")\n\n\ndef handler(event, context):\n    return orders.get_item(Key={"id": event["id"]})\n';
    const folder = folderWith({ "src/orders/read_order.py": source });
    expect(run(folder, "init", "--from", "src/orders")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("specs/orders/orders.yaml"),
    });
    expect(readFileSync(join(folder, "specs/orders/orders.yaml"), "utf8")).toContain("dir: ../../src/orders");
    expect(run(folder, "check", "--code", "--strict")).toMatchObject({ status: 0, stderr: "" });
    expect(run(folder, "generate")).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(join(folder, "out/orders/orders.tf"), "utf8")).toContain('"dynamodb:GetItem"');
    const before = contents(folder);
    expect(run(folder, "init", "--from", "src/orders")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("there already"),
    });
    expect(run(folder, "init", "--from", "src")).toMatchObject({ status: 0 });
    expect(run(folder, "init", "--from", "nowhere")).toMatchObject({ status: 1, stderr: expect.stringContaining("no such") });
    for (const option of ["--name", "--handler"])
      expect(run(folder, "init", option, "orders")).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`${option} is of the code`),
      });
    for (const [path, text] of Object.entries(before)) expect(contents(folder)[path]).toBe(text);
  });

  it("puts no settings above specs that are there", () => {
    const folder = folderWith(files);
    const before = contents(folder);
    for (const taken of ["specs", "specs/shop"]) {
      expect(run(folder, "init", taken)).toMatchObject({ status: 1, stderr: expect.stringContaining("there already") });
      expect(contents(folder)).toEqual(before);
    }
    expect(run(folder, "init").status).toBe(0);
    expect(run(folder, "generate").status).toBe(0);
    expect(run(folder, "generate", "--check").status).toBe(0);
  });

  it("looks for specs that are there behind links, too", () => {
    const shared = folderWith({ "shared/s/shop/hello.yaml": files["specs/shop/hello.yaml"], "own/x/note.txt": "" });
    symlinkSync("shared/s", join(shared, "specs"));
    // No run reads what leads out of the root, and none would with new settings.
    symlinkSync("../../shared/s/shop/hello.yaml", join(shared, "own/x/hello.yaml"));
    const before = contents(shared);
    for (const taken of ["specs", "own"])
      expect(run(shared, "init", taken)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("hello.yaml is there already"),
      });
    expect(contents(shared)).toEqual(before);
  });

  it.each(["specs", "./specs", "specs/", "specs/."])("calls no function as the root is called: %s", (place) => {
    const folder = folderWith({});
    expect(run(folder, "init", place).status).toBe(0);
    expect(Object.keys(contents(folder)).sort()).toEqual(["specs/hello.yaml", "specs/src/hello.py", "specs/stack.yaml"]);
    expect(run(folder, "init", place).stderr).toContain("name a folder of its own");
  });

  it.each(["../../x", "a/b", "..", "stack", "rules", "x_override", "a\nb", "x".repeat(65)])(
    "writes no file by a name that is none of a function's: %j",
    (name) => {
      const folder = folderWith({ "in/src/app.py": "def handler(event, context):\n    return 1\n" });
      const before = contents(folder);
      const { status, stderr } = run(join(folder, "in"), "init", "--from", "src", "--name", name);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("say another one with --name") });
      expect(contents(folder)).toEqual(before);
    },
  );

  it("says the command that works, and each stack has a function of its own name", () => {
    const folder = folderWith({});
    for (const place of ["specs/orders", "specs", "stacks/mails", "my stacks/a.b", "stacks/on", "one", "stack/stack"]) {
      const { status, stdout } = run(folder, "init", place);
      expect({ place, status }).toEqual({ place, status: place === "specs" ? 1 : 0 });
      if (status !== 0) continue;
      const command = /now run: lambdagrant (.*)/.exec(stdout)?.[1] ?? "";
      const out = place.replaceAll(/\W/g, "-");
      const done = spawnSync("sh", ["-c", `exec node "${program}" ${command} --out "out/${out}"`], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(done).toMatchObject({ status: 0, stderr: "" });
    }
    expect(existsSync(join(folder, "specs/orders/orders.yaml"))).toBe(true);
    expect(readFileSync(join(folder, "my stacks/a.b/a-b.yaml"), "utf8")).toContain("name: a-b ");
    expect(run(folder, "check", "--specs", "stacks")).toMatchObject({ status: 0, stderr: "" });
  });

  it("writes nothing where no run would look", () => {
    const folder = folderWith({});
    for (const place of ["specs/.hid", "specs/node_modules/x", ".github"])
      expect(run(folder, "init", place)).toMatchObject({
        status: 1,
        stderr: expect.stringContaining("no run looks for specs in"),
      });
    expect(contents(folder)).toEqual({});
  });

  it.each([
    ["github", ".github/workflows/lambdagrant.yml"],
    ["gitlab", ".gitlab-ci.yml"],
  ])("writes a file for the CI of %s on request", (ci, path) => {
    const folder = folderWith({});
    expect(run(folder, "init", "specs/orders", "--ci", ci).stdout).toContain(path);
    const text = readFileSync(join(folder, path), "utf8");
    expect(parse(text)).toBeTypeOf("object");
    expect(text).toContain("npx lambdagrant generate --check\n");
    expect(text).toMatch(
      /npx lambdagrant diff (HEAD\^1|"\$CI_MERGE_REQUEST_DIFF_BASE_SHA")( --format github)? --fail-on widening\n/,
    );
    expect(text.indexOf("npm ci")).toBeGreaterThan(0);
    expect(text.indexOf("npm ci")).toBeLessThan(text.indexOf("npx lambdagrant"));
    const other = folderWith({});
    expect(run(other, "init", "stacks/a", "--ci", ci).status).toBe(0);
    expect(readFileSync(join(other, path), "utf8")).toContain("npx lambdagrant generate --check --specs stacks\n");
    expect(run(folder, "init", "specs/mails", "--ci", ci)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`${path} is there already`),
    });
    expect(existsSync(join(folder, "specs/mails"))).toBe(false);
  });

  it.each([
    ["github", ".github/workflows/lambdagrant.yml"],
    ["gitlab", ".gitlab-ci.yml"],
  ])("writes the file for the CI of %s alone where there are specs", (ci, path) => {
    const specs = { "specs/hello/hello.yaml": "", "stacks/a/a.yaml": "" };
    for (const [given, root, option] of [
      [[], "specs", ""],
      [["specs/hello"], "specs", ""],
      [["stacks"], "stacks", " --specs stacks"],
    ] as const) {
      const folder = folderWith(specs);
      const { status, stdout } = run(folder, "init", ...given, "--ci", ci);
      expect({ status, stdout }).toEqual({ status: 0, stdout: `wrote ${path}, for the specs in ${root}\n` });
      const { [path]: text, ...others } = contents(folder);
      expect(others).toEqual(specs);
      expect(text).toContain(`npx lambdagrant generate --check${option}\n`);
      expect(run(folder, "init", ...given, "--ci", ci)).toMatchObject({
        status: 1,
        stderr: `lambdagrant: ${path} is there already; nothing was written\n`,
      });
    }
    // Settings alone are no specs.
    const bare = folderWith({ "specs/stack.yaml": "" });
    expect(run(bare, "init", "--ci", ci).stdout).toContain("specs/hello/hello.yaml");
  });

  it("writes a workflow for GitHub that fails where a pull request grants more", () => {
    const folder = folderWith({});
    const git = (...words: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...words], { cwd: folder });
    git("init", "--quiet", "--initial-branch=main");
    run(folder, "init", "--ci", "github");
    run(folder, "generate");
    git("add", "-A");
    git("commit", "--quiet", "-m", "base");
    const { jobs } = parse(readFileSync(join(folder, ".github/workflows/lambdagrant.yml"), "utf8"));
    const steps: readonly string[] = jobs.check.steps.flatMap((step: { run?: string }) => step.run ?? []);
    /** What each step ends with, on the merge of a pull request that says this in the spec. */
    const checked = (edit: (spec: string) => string): readonly (number | null)[] => {
      git("checkout", "--quiet", "-B", "change", "main");
      const spec = join(folder, "specs/hello/hello.yaml");
      writeFileSync(spec, edit(readFileSync(spec, "utf8")));
      run(folder, "generate");
      git("commit", "--quiet", "-a", "-m", "change");
      git("checkout", "--quiet", "-B", "merged", "main");
      git("merge", "--quiet", "--no-ff", "-m", "merge", "change");
      return steps
        .filter((step) => step.startsWith("npx "))
        .map(
          (step) => spawnSync("sh", ["-c", step.replace("npx lambdagrant", `exec node "${program}"`)], { cwd: folder }).status,
        );
    };
    expect(checked((spec) => spec.replace("hello.handler", "hello.other"))).toEqual([0, 0, 0, 0]);
    expect(checked((spec) => spec.replace("dynamodb:PutItem", "[dynamodb:PutItem, dynamodb:GetItem]"))).toEqual([0, 0, 0, 1]);
  });
});

describe("init --ci below the top of a repository", () => {
  /** A repository with a folder in it. */
  const inRepository = (below: string): { readonly top: string; readonly cwd: string } => {
    const top = folderWith({});
    execFileSync("git", ["init", "--quiet"], { cwd: top });
    mkdirSync(join(top, below), { recursive: true });
    return { top, cwd: join(top, below) };
  };
  const places = { github: ".github/workflows/lambdagrant.yml", gitlab: ".gitlab-ci.yml" };

  it.each(["infra", "it's: #1/aws"])("writes it where it is looked for, to run in %s", (below) => {
    for (const [ci, path] of Object.entries(places)) {
      const { top, cwd } = inRepository(below);
      const { status, stdout } = run(cwd, "init", "s: #1/a", "--ci", ci);
      expect(status).toBe(0);
      expect(stdout).toContain(`, ${below.replace(/[^/]+/g, "..")}/${path}; now run`);
      expect(existsSync(join(cwd, path))).toBe(false);
      const jobs = parse(readFileSync(join(top, path), "utf8"));
      if (ci === "github") expect(jobs.jobs.check.defaults.run["working-directory"]).toBe(below);
      const [steps, commands] =
        ci === "github"
          ? [jobs.jobs.check.steps.slice(3), jobs.jobs.check.steps.flatMap((step: { run?: string }) => step.run ?? [])]
          : [[], jobs.lambdagrant.script];
      expect(steps.flatMap(Object.keys).every((key: string) => key === "run")).toBe(true);
      // As the shell of the CI takes them.
      const printing = commands.map((line: string) => line.replace(/^np[mx] /, "printf '%s\\n' ")).join("\n");
      const printed = execFileSync("sh", ["-ec", `${printing}\npwd`], { cwd: ci === "github" ? cwd : top, encoding: "utf8" });
      expect(printed).toContain("generate\n--check\n--specs\ns: #1\n");
      expect(printed.trimEnd().split("\n").at(-1)).toBe(realpathSync(cwd));
    }
  });

  it("writes over none that is there", () => {
    for (const [ci, path] of Object.entries(places)) {
      const { top, cwd } = inRepository("infra");
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), "theirs\n");
      expect(run(cwd, "init", "--ci", ci)).toMatchObject({
        status: 1,
        stderr: `lambdagrant: ../${path} is there already; nothing was written\n`,
      });
      expect(contents(cwd)).toEqual({});
    }
  });
});

describe("names that Terraform writes in another way", () => {
  it.each([
    ["specs/cafe\u0301/hello.yaml", []],
    ["specs/shop/e\u0301te\u0301.yaml", []],
    ["cafe\u0301/shop/hello.yaml", ["--specs", "cafe\u0301"]],
  ])("are refused by every command alike: %j", (path, args) => {
    const folder = folderWith({ [path]: files["specs/shop/hello.yaml"] });
    for (const command of ["check", "generate", "prove", "stacks"])
      expect(run(folder, command, ...args), command).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(
          /^\S+ error\[invalid-name\] this name holds characters that Terraform writes in another way: .*rename it\n/s,
        ),
      });
    expect(Object.keys(contents(folder))).toEqual([path]);
  });
});

describe("settings above the root", () => {
  const rules = { "specs/rules.yaml": "rules: [{ never: nothing is open to everybody, public: true }]\n" };
  const below = (folder: string, at: string, ...args: readonly string[]) => run(join(folder, at), ...args).stderr;

  it("hold for nothing, and that is told with what helps", () => {
    const folder = folderWith({ ...files, ...rules });
    mkdirSync(join(folder, ".git"));
    const says =
      "lambdagrant: rules.yaml lies above shop, which is the root of this run: nothing that it says holds; in shop it does, or with --specs .\n";
    expect(below(folder, "specs", "check", "shop")).toBe(says);
    expect(below(folder, "specs", "stacks", "shop")).toBe(says);
    expect(below(folder, "specs", "generate", "--check", "shop/hello.yaml")).toContain(says);
    expect(below(folder, "specs/shop", "check", ".")).toContain("../rules.yaml lies above .,");
    expect(below(folder, "specs", "check", "--specs", "shop")).toBe(says);
    expect(below(folder, ".", "check", "--specs", "specs/shop")).toContain("specs/rules.yaml lies above specs/shop,");
    for (const args of [["check"], ["check", "specs/shop"]]) expect(below(folder, ".", ...args)).toBe("");
    expect(below(folder, "specs", "check", "--specs", ".")).toBe("");
    expect(below(folder, "specs", "check", "--specs", ".", "shop")).toBe("");
  });

  it("are told beside the usual root, too, up to the top of the repository, once a run", () => {
    const folder = folderWith({ ...files, "rules.yaml": rules["specs/rules.yaml"] });
    const says = (...above: readonly string[]) =>
      `lambdagrant: ${above.join(", ")} ${above.length === 1 ? "lies" : "lie"} above specs, which is the root of this run`;
    for (const args of [["check"], ["check", "specs/shop"], ["prove"], ["generate"], ["check", "--specs", "specs"]])
      expect(below(folder, ".", ...args), args.join(" ")).toContain(`${says("rules.yaml")}: nothing that it says holds`);
    expect(below(folder, ".", "diff", "specs", "specs").split("lies above")).toHaveLength(2);
    expect(below(folder, ".", "check", "--specs", ".")).not.toContain("above");
    const inner = folderWith({ "stack.yml": "", "one/two/specs/shop/hello.yaml": files["specs/shop/hello.yaml"] });
    expect(below(inner, "one/two", "check")).not.toContain("above");
    mkdirSync(join(inner, ".git"));
    expect(below(inner, "one/two", "check")).toContain(says("../../stack.yml"));
    mkdirSync(join(inner, "one/two/.git"));
    expect(below(inner, "one/two", "check")).not.toContain("above");
  });

  it("are not those of another program", () => {
    const others = { "stack.yaml": "resolver: lts-22.0\npackages: [.]\n", "rules.yml": "groups:\n  - name: alerts\n" };
    expect(below(folderWith({ ...files, ...others }), ".", "check")).not.toContain("above");
  });
});

describe("wrong usage", () => {
  it.each([
    [["generate", "nowhere"], 2, "there is no such file or folder"],
    [["generate", "empty"], 2, "there is no spec here"],
    [["generate", "specs", "--backend", "pulumi"], 2, "Allowed choices"],
    [["frobnicate"], 2, "unknown command"],
    [["policy"], 2, "missing required argument"],
    [["generate", "specs", "--frob"], 2, "unknown option"],
    [["generate", "--out", ""], 2, "It is empty"],
    [["generate", "--out="], 2, "It is empty"],
    [["generate", "--specs", " "], 2, "It is empty"],
    [["generate", "--templates", ""], 2, "It is empty"],
    [["generate", "--templates", "nowhere"], 2, "there is no such file or folder"],
    [["init", ""], 2, "It is empty"],
    [["init", "specs/a\nb"], 1, "holds a character that cannot be seen"],
    [["init", "specs/\u202ea"], 1, "holds a character that cannot be seen"],
    [["generate", ""], 2, "there is no such file or folder"],
  ] as const)("%j", (args, status, says) => {
    const folder = folderWith({ ...files, "empty/readme.txt": "" });
    const done = run(folder, ...args);
    expect(done.status).toBe(status);
    expect(done.stderr).toContain(says);
    expect(done.stderr).not.toContain("    at ");
  });

  it("a repository without specs is told how to begin", () => {
    const says = { status: 2, stderr: expect.stringContaining("`lambdagrant init` writes one to start from") };
    for (const command of ["generate", "check"]) expect(run(folderWith({ "readme.txt": "" }), command)).toMatchObject(says);
  });

  it("a spec that is not text", () => {
    const folder = folderWith(files);
    writeFileSync(join(folder, "specs/shop/binary.yaml"), Buffer.from([0xff, 0xfe, 0x00]));
    expect(run(folder, "check")).toMatchObject({ status: 1, stderr: expect.stringContaining("not UTF-8") });
  });

  it("a spec that leads nowhere", () => {
    const folder = folderWith(files);
    symlinkSync("nowhere.yaml", join(folder, "specs/shop/link.yaml"));
    expect(run(folder, "check")).toMatchObject({ status: 2, stderr: expect.stringContaining("error[unreadable-file]") });
  });
});

describe("files from a stranger", () => {
  it.each(["link.yaml", "stack.yaml"])("a link out of the root is refused, and what it leads to is not shown: %s", (name) => {
    const folder = folderWith({ ...files, secret: "SECRET: of this machine\n" });
    rmSync(join(folder, "specs/shop", name), { force: true });
    symlinkSync("../../secret", join(folder, "specs/shop", name));
    for (const args of [["check"], ["generate"], ["check", "--format", "json"], ["prove"], ["check", `specs/shop/${name}`]]) {
      const { status, stdout, stderr } = run(folder, ...args);
      expect(status).toBe(1);
      expect(stdout + stderr).toContain("a link that leads out of the folder of specs");
      expect(stdout + stderr).not.toContain("SECRET");
    }
  });

  it("nor are lines of what stands in the output folder", () => {
    const folder = folderWith({ ...files, secret: "SECRET: of this machine\n" });
    mkdirSync(join(folder, "out/shop"), { recursive: true });
    symlinkSync("../../secret", join(folder, "out/shop/hello.tf"));
    expect(run(folder, "generate")).toMatchObject({ status: 1, stderr: expect.not.stringContaining("SECRET") });
  });

  it("a FIFO ends in a sentence, wherever it lies", () => {
    const folder = folderWith(files);
    const pipes = ["specs/shop/pipe.yaml", "policy.json", "templates/role.tf.hbs"];
    mkdirSync(join(folder, "templates"));
    execFileSync("mkfifo", pipes, { cwd: folder });
    const says = { status: 1, stderr: expect.stringContaining("this is no plain file") };
    expect(run(folder, "check")).toMatchObject(says);
    expect(run(folder, "check", "specs/shop/pipe.yaml")).toMatchObject(says);
    rmSync(join(folder, "specs/shop/pipe.yaml"));
    expect(run(folder, "prove", "specs/shop/hello.yaml", "--document", "policy.json")).toMatchObject(says);
    expect(run(folder, "generate", "--templates", "templates")).toMatchObject(says);
  });

  it("a folder called as settings holds for nothing, which is told", () => {
    for (const name of ["rules.yaml", "stack.yml"]) {
      const folder = folderWith({ ...files, [`specs/shop/${name}/x.txt`]: "" });
      const says = `specs/shop/${name}:1:1 error[unreadable-file] this is no plain file: a folder says nothing here`;
      for (const paths of [[], ["specs/shop/hello.yaml"]])
        expect(run(folder, "check", ...paths)).toMatchObject({
          status: 1,
          stderr: expect.stringContaining(says.replace(":1:1", "")),
        });
    }
  });

  it("a link chooses no file of the machine for a policy, a template or a record", () => {
    const secret = join(folderWith({ environ: "SECRET=1\n" }), "environ");
    const folder = folderWith({ ...files, "here.json": "SECRET=1\n" });
    mkdirSync(join(folder, "templates"));
    for (const link of ["policy.json", "templates/role.tf.hbs"]) symlinkSync(secret, join(folder, link));
    symlinkSync("here.json", join(folder, "linked.json"));
    const says = { status: 1, stdout: "", stderr: expect.stringContaining("this is a link that leads out of the folder") };
    const done = [
      run(folder, "prove", "specs/shop/hello.yaml", "--document", "policy.json"),
      run(folder, "prove", "specs/shop/hello.yaml", "--document", join(folder, "policy.json")),
      run(folder, "generate", "--templates", "templates"),
    ];
    for (const one of done) expect(one).toMatchObject(says);
    expect(run(folder, "tighten", "--used", "policy.json").stderr).toContain("link outside");
    expect(JSON.stringify(done)).not.toContain("SECRET");
    expect(run(folder, "prove", "specs/shop/hello.yaml", "--document", "linked.json").stderr).toContain("this is no JSON");
  });

  it("a policy may come from the shell's pipe", () => {
    const folder = folderWith(files);
    const { stdout } = run(folder, "policy", "specs/shop/hello.yaml", "--document", "execution");
    const input = Buffer.from(stdout);
    const judged = spawnSync(process.execPath, [program, "prove", "specs/shop/hello.yaml", "--document", "/dev/stdin"], {
      cwd: folder,
      input,
    });
    expect(judged.status).toBe(0);
  });

  it("a file of 100 MB is not read", () => {
    const folder = folderWith(files);
    for (const [name, status] of [
      ["specs/shop/hello.yaml", 1],
      ["specs/shop/stack.yaml", 1],
    ] as const) {
      truncateSync(join(folder, name), 100_000_000);
      const done = run(folder, "check");
      expect(done).toMatchObject({ status, stderr: expect.stringContaining("error[yaml-limit] this file is over 1 MiB") });
    }
  });

  it("mistakes in names and files are the input's", () => {
    const folder = folderWith({ ...files, "specs/shop/hello.yml": good, "specs/a\nb.yaml": good });
    const { status, stderr } = run(folder, "check");
    expect(status).toBe(1);
    expect(stderr).toContain("error[duplicate-output]");
    expect(stderr).toContain("error[invalid-name]");
  });
});

describe("the repository", () => {
  it("compiles its own specs to the committed output", () => {
    const folder = mkdtempSync(join(tmpdir(), "lambdagrant-repository-"));
    cpSync(join(top, "specs"), join(folder, "specs"), { recursive: true });
    cpSync(join(top, "out"), join(folder, "out"), { recursive: true });
    expect(run(folder, "generate", "--check")).toMatchObject({ status: 0 });
  });
});

const reordered = `actions:
  - resources: answers
    allow: dynamodb:PutItem
push:
  - s3: greeting-cards
  - sns: greetings
function:
  filename: h.zip
  handler: h.h
  runtime: python3.13
  name: hello
`;
