import { describe, expect, it } from "vitest";
import { type Diagnostic, error } from "../../generator/diagnostics/diagnostic.ts";
import { printText } from "../../generator/diagnostics/print-text.ts";
import { folderWith, run } from "../support/program.ts";

/** A mistake that many make is told a few times as text, and to machines each time. */

const numbers = (most: number) => Array.from({ length: most }, (_, number) => number + 1);
const specsOf = (most: number, more: string) =>
  Object.fromEntries(
    numbers(most).map((number) => [
      `specs/shop/f${String(number).padStart(3, "0")}.yaml`,
      `function: {name: f${number}}\n${more}`,
    ]),
  );
const settings = `region: eu-west-1
account: "111122223333"
function:
  runtime: python3.13
  handler: h.h
  s3_bucket: builds
  s3_key: k.zip
  source_code_hash: x
  vpc_config: {subnet_ids: [subnet-1], security_group_ids: [sg-1]}
`;
const heads = (text: string) => text.split("\n").filter((line) => / (error|warning)\[/.test(line));

describe("many mistakes that are alike", () => {
  const misspelt = "actions: [{allow: s3:GetObjct, resources: arn:aws:s3:::a/*}, {allow: s3:Put, resources: arn:aws:s3:::a/*}]\n";
  const folder = folderWith({ "specs/shop/stack.yaml": settings, ...specsOf(120, misspelt) });

  it("are shown a few times, with where else they stand, beside each other one", () => {
    const { status, stdout, stderr } = run(folder, "check");
    expect(status).toBe(1);
    expect(stdout).toBe("120 files, 120 functions: 240 mistakes\n");
    expect(heads(stderr)).toHaveLength(10);
    expect(stderr).toContain(
      `specs/shop/f005.yaml:2:19 error[unknown-action] AWS lists no action "s3:GetObjct"
    2 | actions: [{allow: s3:GetObjct, resources: arn:aws:s3:::a/*}, {allow: s3:Put, resources: arn:aws:s3:::a/*}]
      |                   ^^^^^^^^^^^
      = help: did you mean s3:GetObject?
      = and 115 more like it: specs/shop/f006.yaml:2:19, specs/shop/f007.yaml:2:19, specs/shop/f008.yaml:2:19, specs/shop/f009.yaml:2:19, specs/shop/f010.yaml:2:19 and 110 others; \`check --format json\` has all of them
`,
    );
  });

  it("are all there for machines", () => {
    expect(JSON.parse(run(folder, "check", "--format", "json").stdout)).toMatchObject({ summary: { errors: 240 } });
    expect(JSON.parse(run(folder, "check", "--format", "json").stdout).diagnostics).toHaveLength(240);
    expect(JSON.parse(run(folder, "check", "--format", "sarif").stdout).runs[0].results).toHaveLength(240);
    expect(run(folder, "check", "--format", "github").stdout.match(/^::error /gm)).toHaveLength(240);
  });

  it("are told at the stack's line once, where its default is forbidden to all", () => {
    const rules = "rules: [{never: networks stay closed, services: ec2}]\n";
    const stack = folderWith({ "specs/rules.yaml": rules, "specs/shop/stack.yaml": settings, ...specsOf(8, "") });
    const { stdout, stderr } = run(stack, "check");
    expect(stdout).toBe("8 files, 8 functions: 8 mistakes\n");
    expect(heads(stderr)).toEqual([
      expect.stringMatching(/^specs\/shop\/stack\.yaml:9:3 error\[forbidden-grant\] networks stay closed: f1 may ec2:Create/),
    ]);
    expect(stderr).toContain("      = and 7 more like it: f2, f3, f4, f5, f6 and 2 others; ");
    // Of one spec, what it does itself is told.
    expect(heads(run(stack, "check", "specs/shop/f003.yaml").stderr)).toEqual([
      expect.stringContaining("networks stay closed: f3 may"),
    ]);
    // A function that says it itself is at fault itself.
    const own = "function: {name: own, vpc_config: {subnet_ids: [subnet-2], security_group_ids: [sg-1]}}\n";
    const both = folderWith({ "specs/rules.yaml": rules, "specs/shop/stack.yaml": settings, "specs/shop/own.yaml": own });
    expect(heads(run(both, "check").stderr)).toEqual([
      expect.stringContaining("specs/shop/own.yaml:1:23 error[forbidden-grant]"),
    ]);
  });

  it("are those of one sentence: another name in it is another mistake, but for the function's own", () => {
    const at = (line: number) => ({ file: "specs/a.yaml", line, column: 1, endLine: line, endColumn: 2 });
    const told = (all: readonly Diagnostic[]) => heads(printText(all, () => null, false)).length;
    const named = numbers(20).map((number) => error("unproven", at(number), `f${number} is not proven: it may f${number}`));
    expect(told(named)).toBe(20);
    expect(told(named.map((one, index) => ({ ...one, of: [`f${index + 1}`] })))).toBe(5);
    expect(told(numbers(20).map((number) => error("unproven", at(number), "this is not proven", `write f${number}`)))).toBe(20);
    expect(told(numbers(5).map((number) => error("unproven", at(number), "this is not proven")))).toBe(5);
  });
});
