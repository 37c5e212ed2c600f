import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { archivesOf, withoutArchives } from "../support/archives.ts";
import { outStacks } from "../support/out-stacks.ts";
import { top } from "../support/program.ts";
import { compiledSpecs } from "../support/specs.ts";

/** What is archived is there: from the folder that Terraform runs in to the file that the function's handler names. */

describe("code that Terraform archives", () => {
  const { files, stacks } = compiledSpecs();
  const archived = stacks.flatMap(({ directory, functions }) =>
    functions.flatMap((of) => (of.archive === null ? [] : [{ directory, of }])),
  );

  it.each(archived)("$directory $of.label", ({ directory, of }) => {
    const text = files.find(
      ({ path, text: emitted }) => path.startsWith(`${directory}/`) && emitted.includes(`"archive_file" "${of.label}"`),
    );
    const found = archivesOf(text?.text ?? "").find(({ label }) => label === of.label);
    const source = join(top, "out", directory, found?.source ?? "missing");
    expect(statSync(source).isDirectory()).toBe(true);
    const handler = of.arguments.find(({ name }) => name === "handler");
    const module = JSON.stringify(handler).match(/"text":"([^".]+)\./)?.[1] ?? "";
    expect(existsSync(join(source, `${module}.py`)), `${source}/${module}.py`).toBe(true);
  });

  it("are some, and nothing of them is left in what is planned without them", () => {
    expect(archived.length).toBeGreaterThan(5);
    for (const stack of outStacks()) {
      const text = readFileSync(join(top, "out", stack, "stack.tf"), "utf8");
      expect(/hashicorp\/archive/.test(text)).toBe(archived.some(({ directory }) => directory === stack));
      expect(withoutArchives(text)).not.toContain("archive");
    }
  });
});
