import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";
import { adoptedCase, adoptFolder, adoptNames } from "./adopted-case.ts";

/** What exists → specs, adopt.tf for each who may hold it, and the report. */

const update = process.env["UPDATE_CASES"] === "1";

function adopted(name: string): ReadonlyMap<string, string> {
  const { adopted: all, origins } = adoptedCase(name);
  const files = new Map([["report.txt", `${printAdopted(all)}\n`]]);
  for (const { settings, functions } of all.stacks) {
    files.set("stack.yaml", settings);
    for (const { file, spec } of functions) files.set(file, spec);
    for (const origin of origins)
      files.set(`${origin === "same-state" ? "moved" : "import"}/adopt.tf`, adoptBlocks(functions, origin));
  }
  return files;
}

/** What a case says; what terraform plans is for the other test. */
function expected(name: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(adoptFolder, name), { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!template)\.(yaml|tf)$|report\.txt$/.test(file),
  );
  return new Map(files.map((file) => [file, readFileSync(join(adoptFolder, name, file), "utf8")]));
}

describe("adopt", () => {
  it.each(adoptNames)("%s", (name) => {
    const files = adopted(name);
    if (update) {
      for (const file of expected(name).keys()) if (!files.has(file)) rmSync(join(adoptFolder, name, file));
      for (const [file, text] of files) {
        mkdirSync(dirname(join(adoptFolder, name, file)), { recursive: true });
        writeFileSync(join(adoptFolder, name, file), text);
      }
    }
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(expected(name)));
  });
});
