import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { caseNames, casesFolder, expectedFiles, runCase } from "./support/case.ts";

/** A comment of one sentence, for whoever reads a failing case or looks for one. */
const sentence = /^# (?!.*\. )\S+( \S+){2,}\.$/;

const update = process.env["UPDATE_CASES"] === "1";

describe("cases", () => {
  it.each(caseNames)("%s", (name) => {
    const { files } = runCase(name);
    if (update) {
      for (const [file, text] of files) {
        mkdirSync(dirname(join(casesFolder, name, file)), { recursive: true });
        writeFileSync(join(casesFolder, name, file), text);
      }
      for (const file of expectedFiles(name).keys()) if (!files.has(file)) rmSync(join(casesFolder, name, file));
    }
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(expectedFiles(name)));
    // Whoever changes it reads it: a case that is longer is several.
    for (const [file, text] of files) expect(text.split("\n").length, `lines of ${file}`).toBeLessThanOrEqual(800);
  });

  it.each(caseNames)("%s says in its first line what it shows", (name) => {
    const [first = ""] = readFileSync(join(casesFolder, name, "spec.yaml"), "utf8").split(/\r?\n/);
    expect(first, "the first line of spec.yaml is a comment: a sentence with a full stop").toMatch(sentence);
    expect(first.length, "the sentence has at most 110 characters").toBeLessThanOrEqual(110);
  });
});
