import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import { describe, expect, it } from "vitest";
import table from "../../generator/sources/provider-arguments.json" with { type: "json" };
import { compileField, fieldFolder, fieldNames, needsSix, summaryOf } from "../support/field.ts";

/**
 * What people write: each spec compiles at once, and grants what was read once. test/terraform/plan.test.ts has terraform plan all
 * of them with hashicorp/aws 5; what only 6 knows is held against its schema here.
 */

interface Argument {
  readonly block?: Readonly<Record<string, Argument>>;
}

const six = new Set<string>();

describe("the field", () => {
  it("has more than sixty kinds of functions", () => {
    expect(fieldNames.length).toBeGreaterThan(60);
  });

  it.each(fieldNames)("%s", async (name) => {
    const [first = ""] = readFileSync(join(fieldFolder, name, "spec.yaml"), "utf8").split("\n");
    expect(first, "the first line of spec.yaml names the pattern: # What it is: where it is from.").toMatch(/^# .+: .+\.$/);
    const compiled = compileField(name);
    expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const summary = summaryOf(compiled);
    const golden = join(fieldFolder, name, "summary.txt");
    if (process.env["UPDATE_CASES"] !== undefined) writeFileSync(golden, summary);
    expect(existsSync(golden), "run npm run test:update, and read summary.txt").toBe(true);
    expect(summary).toBe(readFileSync(golden, "utf8"));
    if (!needsSix(compiled)) return;
    six.add(name);
    for (const { path, text } of compiled.files) await checkArguments(path, text);
  });

  it("has some that only hashicorp/aws 6 knows", () => {
    expect(six.size).toBeGreaterThan(3);
  });
});

/** What stands in a block and in no schema: Terraform's own. */
const meta: readonly string[] = ["lifecycle", "depends_on", "provider", "count", "for_each"];

/** Each argument of each resource that the table knows is one of that resource's. */
async function checkArguments(path: string, text: string): Promise<void> {
  const parsed = (await parse(path, text)) as Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
  >;
  const unknown = Object.entries(parsed["resource"] ?? {}).flatMap(([type, resources]) => {
    const known = (table as unknown as Readonly<Record<string, Readonly<Record<string, Argument>>>>)[type];
    return known === undefined
      ? []
      : Object.values(resources).flatMap((blocks) => wrongArguments(blocks, known).map((argument) => `${type}.${argument}`));
  });
  expect(unknown).toEqual([]);
}

function wrongArguments(body: unknown, known: Readonly<Record<string, Argument>>): readonly string[] {
  if (Array.isArray(body)) return body.flatMap((one) => wrongArguments(one, known));
  return Object.entries(body as object).flatMap(([name, value]) => {
    if (meta.includes(name)) return [];
    const argument = known[name];
    if (argument === undefined) return [name];
    return argument.block === undefined ? [] : wrongArguments(value, argument.block).map((below) => `${name}.${below}`);
  });
}
