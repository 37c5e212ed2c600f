import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { adoptFunctions } from "../../generator/adopt/adopt-functions.ts";
import { printAdopted } from "../../generator/adopt/print-adopted.ts";
import { readState } from "../../generator/adopt/read-state.ts";
import { adoptBlocks } from "../../generator/adopt/write-blocks.ts";

/** States → specs, adopt.tf for both kinds of states, and the report: each folder here is a case. */

const folder = fileURLToPath(new URL("./", import.meta.url));
const names = readdirSync(folder).filter((name) => !name.includes("."));
const update = process.env["UPDATE_CASES"] === "1";

function adopted(name: string): ReadonlyMap<string, string> {
  const state = readState(readFileSync(join(folder, name, "state.json"), "utf8"));
  if ("problem" in state) throw new Error(state.problem);
  const all = adoptFunctions(state);
  const files = new Map([["report.txt", `${printAdopted(all)}\n`]]);
  for (const { settings, functions } of all.stacks) {
    files.set("stack.yaml", settings);
    for (const { file, spec } of functions) files.set(file, spec);
    files.set("import/adopt.tf", adoptBlocks(functions, false));
    files.set("moved/adopt.tf", adoptBlocks(functions, true));
  }
  return files;
}

/** What a case says; what terraform plans is for the other test. */
function expected(name: string): ReadonlyMap<string, string> {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(yaml|tf)$|report\.txt$/.test(file),
  );
  return new Map(files.map((file) => [file, readFileSync(join(folder, name, file), "utf8")]));
}

describe("adopt", () => {
  it.each(names)("%s", (name) => {
    const files = adopted(name);
    if (update) {
      for (const file of expected(name).keys()) if (!files.has(file)) rmSync(join(folder, name, file));
      for (const [file, text] of files) {
        mkdirSync(dirname(join(folder, name, file)), { recursive: true });
        writeFileSync(join(folder, name, file), text);
      }
    }
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(expected(name)));
  });
});
