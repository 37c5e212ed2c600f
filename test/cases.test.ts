import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { caseNames, casesFolder, expectedFiles, runCase } from "./support/case.ts";

const update = process.env["UPDATE_CASES"] === "1";

describe("cases", () => {
  it.each(caseNames)("%s", (name) => {
    const { files } = runCase(name);
    if (update) {
      for (const [file, text] of files) writeFileSync(join(casesFolder, name, file), text);
      for (const file of expectedFiles(name).keys()) if (!files.has(file)) rmSync(join(casesFolder, name, file));
    }
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(expectedFiles(name)));
  });
});
