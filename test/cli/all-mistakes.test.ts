import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** Every mistake of every file in one run, and where a machine reads them. */

const spec = (name: string) => `function: {name: ${name}, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n`;
const wrong = spec("wrong").replace("runtime", "runtimes");

/** The place and code of each finding. */
function told(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => /^(\S+).* error(\[[a-z-]+\])/.exec(line)?.slice(1, 3).join(" ") ?? []);
}

describe("all mistakes", () => {
  it("are told at once: what files are, what they are called, what they say", () => {
    const folder = folderWith({
      "secret.yaml": spec("secret"),
      "specs/a/good.yaml": spec("good"),
      "specs/a/wrong.yaml": wrong,
      "specs/a/twice.yaml": spec("twice"),
      "specs/a/twice.yml": spec("again"),
      "specs/b/seen\u200b.yaml": spec("seen"),
      "specs/c/fine.yaml": spec("fine"),
    });
    writeFileSync(join(folder, "specs/a/bytes.yaml"), Buffer.from([0xff, 0xfe]));
    execFileSync("mkfifo", ["specs/b/pipe.yaml"], { cwd: folder });
    symlinkSync("nowhere.yaml", join(folder, "specs/b/lost.yaml"));
    symlinkSync("../../secret.yaml", join(folder, "specs/c/out.yaml"));
    const all = [
      "specs/a/bytes.yaml [unreadable-file]",
      "specs/a/twice.yml [duplicate-output]",
      "specs/a/wrong.yaml:1:12 [missing-key]",
      "specs/a/wrong.yaml:1:25 [unknown-key]",
      "specs/b/lost.yaml [unreadable-file]",
      "specs/b/pipe.yaml [unreadable-file]",
      expect.stringMatching(/^specs\/b\/seen.*\.yaml \[invalid-name\]$/),
      "specs/c/out.yaml [unreadable-file]",
    ];
    for (const command of ["check", "generate", "prove", "report"]) {
      const { status, stderr } = run(folder, command);
      expect(told(stderr)).toEqual(all);
      expect(status).toBe(2);
    }
    rmSync(join(folder, "specs/b/lost.yaml"));
    expect(run(folder, "check").status).toBe(1);
    expect(told(run(folder, "check", "specs/c").stderr)).toEqual(["specs/c/out.yaml [unreadable-file]"]);
  });

  it("are told of what is written by hand, too, and of what stacks together say, beside the files that have some", () => {
    const folder = folderWith({
      "specs/a/good.yaml": spec("good"),
      "specs/a/wrong.yaml": wrong,
      "specs/b/fine.yaml": `${spec("fine")}actions:\n  - {allow: sns:Publish, resources: "\${aws_sns_topic.nwes.arn}"}\n`,
      "specs/b/stack.yaml": "region: eu-west-1\n",
      "specs/c/late.yaml": `${spec("late")}push:\n  - sns: \${var.topics}\n`,
      "specs/c/stack.yaml": "variables: {topics: {type: list(string)}}\n",
      "specs/d/unsettled.yaml": spec("unsettled"),
      "specs/d/stack.yaml": "regions: eu-west-1\n",
      "out/a/main.tf": 'output "good" {\n  value = 1\n}\n',
      "out/b/main.tf": 'resource "aws_sns_topic" "news" {\n}\n',
      "out/d/main.tf": 'output "unsettled" {\n  value = 1\n}\n',
    });
    for (const command of ["check", "generate"])
      expect(told(run(folder, command).stderr)).toEqual([
        "out/a/main.tf:1:1 [declared-twice]",
        "specs/a/wrong.yaml:1:12 [missing-key]",
        "specs/a/wrong.yaml:1:25 [unknown-key]",
        "specs/b/fine.yaml:3:37 [unknown-reference]",
        "specs/c/late.yaml:3:10 [wrong-type]",
        "specs/d/stack.yaml:1:1 [unknown-key]",
      ]);
  });

  it("are not guessed of what the files that have some may declare", () => {
    const other = "${aws_lambda_function.wrong.arn}";
    const folder = folderWith({
      "specs/a/good.yaml": `${spec("good")}actions:\n  - {allow: lambda:InvokeFunction, resources: "${other}"}\n`,
      "specs/a/wrong.yaml": wrong,
      "out/a/main.tf": 'resource "aws_sns_topic" "news" {\n}\n',
    });
    expect(told(run(folder, "check").stderr)).toEqual([
      "specs/a/wrong.yaml:1:12 [missing-key]",
      "specs/a/wrong.yaml:1:25 [unknown-key]",
    ]);
  });

  it("of specs are not guessed where their settings are not read", () => {
    const folder = folderWith({ "specs/a/wrong.yaml": wrong });
    writeFileSync(join(folder, "specs/a/stack.yaml"), Buffer.from([0xff, 0xfe]));
    expect(told(run(folder, "check").stderr)).toEqual(["specs/a/stack.yaml [unreadable-file]"]);
  });
});

describe("where a machine's format is asked for and there are mistakes", () => {
  const folder = folderWith({ "specs/wrong.yaml": wrong, "good/good.yaml": spec("good"), "bad.json": "[" });
  const message = "User: arn:aws:sts::111122223333:assumed-role/wrong/wrong is not authorized to perform: s3:GetObject";

  it.each([
    [["check"]],
    [["generate"]],
    [["prove"]],
    [["explain", "specs"]],
    [["who-can", "s3:GetObject", "*"]],
    [["fix", message]],
    [["policy", "specs/wrong.yaml"]],
    [["prove", "good/good.yaml", "--document", "bad.json"]],
    [["prove", "good/good.yaml", "--document", "none.json"]],
  ])("they are the result: %j", (args) => {
    const { stdout, stderr } = run(folder, ...args, "--format", "json");
    expect(stderr).toBe("");
    const { diagnostics, summary } = JSON.parse(stdout) as { readonly diagnostics: readonly object[]; readonly summary: object };
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(summary).toMatchObject({ errors: diagnostics.length });
  });

  it("and not where a person asks for a document, which is JSON in any case", () => {
    const { stdout, stderr } = run(folder, "policy", "specs/wrong.yaml");
    expect(stdout).toBe("");
    expect(stderr).toContain("specs/wrong.yaml:1:25 error[unknown-key]");
  });
});
