import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { printSources } from "../../generator/cli/sources.ts";
import { type PullRow, type PushRow, pullRows, pushRows } from "../../generator/sources/listing.ts";
import { pullSources } from "../../generator/sources/pull-sources.ts";
import { pushSources } from "../../generator/sources/push-sources.ts";
import { folderWith, run, runProgram, top } from "../support/program.ts";

const anywhere = folderWith({});

describe("sources", () => {
  const json = JSON.parse(run(anywhere, "sources", "--format", "json").stdout) as {
    readonly push: readonly PushRow[];
    readonly pull: readonly PullRow[];
  };

  it("lists every key of the tables, in their order", () => {
    expect(json.push.map(({ key }) => key)).toEqual(Object.keys(pushSources));
    expect(json.pull.map(({ key }) => key)).toEqual(Object.keys(pullSources));
    expect(json).toEqual({ push: pushRows(), pull: pullRows() });
  });

  it.each([...json.push, ...json.pull].map((row) => [row.key, row] as const))(
    "%s has its page, and parts for each ARN",
    (_, row) => {
      expect(row.docs).toMatch(/^https:\/\/(docs\.aws|developer)\.amazon\.com\/.+\.html/);
      expect(row.title).not.toBe("");
      expect(row.parts).toHaveLength(row.arns.length);
      for (const [form, arn] of row.arns.entries()) {
        for (const variable of Object.values(row.parts[form] ?? {})) expect(arn).toContain(`\${${variable}}`);
      }
    },
  );

  it("says the guard of a push, and the grants and refusals of a pull", () => {
    expect(json.push.find(({ key }) => key === "s3")).toMatchObject({
      principal: "s3.amazonaws.com",
      arns: ["arn:${Partition}:s3:::${BucketName}"],
      parts: [{ bucket: "BucketName" }],
      guard: "source ARN and account",
    });
    expect(json.push.filter(({ guard }) => guard === "")).toEqual([]);
    const sqs = json.pull.find(({ key }) => key === "sqs");
    expect(sqs?.actions).toEqual(["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]);
    expect(sqs?.refused).toContainEqual({ argument: "starting_position", reason: "a queue has no position to start from" });
  });

  it("prints a list that a terminal of 100 columns shows", () => {
    const { status, stdout, stderr } = run(anywhere, "sources");
    expect([status, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    // A page's address stays whole, so that a terminal can open it.
    expect(lines.filter((line) => line.length > 100 && !line.includes("https://"))).toEqual([]);
    expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
    for (const { key, docs } of [...json.push, ...json.pull]) {
      expect(lines.some((line) => line.startsWith(`${key} `))).toBe(true);
      expect(stdout).toContain(docs);
    }
    expect(stdout).toContain("arn:aws:events:REGION:ACCOUNT:rule/{bus}/{rule}");
  });

  it("makes its columns as wide as what stands in them", () => {
    const row = { title: "t", arns: [], parts: [], docs: "https://x" };
    const text = printSources(
      [
        { ...row, key: "a", principal: "long.amazonaws.com", guard: "g" },
        { ...row, key: "a_long_key", principal: null, guard: "g" },
      ],
      [{ ...row, key: "q", actions: ["a:B", "a:C"], refused: [] }],
      false,
    );
    expect(text.split("\n").slice(1, 8)).toEqual([
      "key         principal           guard",
      "a           long.amazonaws.com  g",
      "            t",
      "            https://x",
      "a_long_key  as the entry says   g",
      "            t",
      "            https://x",
    ]);
    expect(text).toContain("q    t\n     grants a:B, a:C\n     https://x\n");
  });

  it("has colours where they are asked for", () => {
    expect(run(anywhere, "sources").stdout).not.toContain("\u001b");
    expect(run(anywhere, "sources", "--color", "always").stdout).toContain("\u001b[");
  });
});

describe("--version", () => {
  it.each([["--version"], ["-V"], ["check", "--version"]])("%j says the version and the reference's date", (...args) => {
    const { status, stdout, stderr } = run(anywhere, ...args);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+ \(AWS reference of 20\d\d-\d\d-\d\d\)\n$/);
  });

  it("alone reads the reference's index", () => {
    const copy = mkdtempSync(join(tmpdir(), "lambdagrant-program-"));
    cpSync(join(top, "dist"), copy, { recursive: true, filter: (path) => !["reference", "types"].includes(basename(path)) });
    const program = join(copy, "lambdagrant.cjs");
    for (const args of [["--help"], ["sources"], ["init", "somewhere"]]) {
      expect(runProgram(program, copy, ...args)).toMatchObject({ status: 0, stderr: "" });
    }
    expect(runProgram(program, copy, "--version").status).not.toBe(0);
  });
});
