import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { canBePlanned, caseNames, casesFolder, expectedFiles, runCase } from "./support/case.ts";

/** A comment of one sentence, for whoever reads a failing case or looks for one. */
const sentence = /^# (?!.*\. )\S+( \S+){2,}\.$/;

/** What stands in a folder of Terraform, and what is spoken of there: `aws_sns_topic.news`, `data.aws_region.lambdagrant`, `var.name`. */
const declared = /^(resource|data|variable|module) "([^"]+)" (?:"([^"]+)" )?\{/gm;
const spokenOf = /(?<![\w.-])(data\.aws_\w+|aws_\w+|var|module)\.([\w-]+)/g;

/** Terraform plans each case together with the files that a person wrote beside it; that they are there is seen without it, too. */
function undeclared(folder: string): readonly string[] {
  const text = readdirSync(folder)
    .filter((file) => file.endsWith(".tf"))
    .map((file) => readFileSync(join(folder, file), "utf8").replaceAll(/^\s*#.*$/gm, ""))
    .join("\n");
  const prefix: Readonly<Record<string, string>> = { data: "data.", variable: "var.", module: "module." };
  const here = new Set<string>();
  for (const [, kind = "", ...names] of text.matchAll(declared))
    here.add(`${prefix[kind] ?? ""}${names.filter((name) => name !== undefined).join(".")}`);
  const asked = new Set([...text.matchAll(spokenOf)].map(([, kind, name]) => `${kind}.${name}`));
  return [...asked].filter((name) => !here.has(name)).sort();
}

const update = process.env["UPDATE_CASES"] === "1";

describe("cases", () => {
  it.each(caseNames)("%s", (name) => {
    const { compiled, files } = runCase(name);
    if (update) {
      for (const [file, text] of files) {
        mkdirSync(dirname(join(casesFolder, name, file)), { recursive: true });
        writeFileSync(join(casesFolder, name, file), text);
      }
      for (const file of expectedFiles(name).keys()) if (!files.has(file)) rmSync(join(casesFolder, name, file));
    }
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(expectedFiles(name)));
    for (const { directory } of compiled.stacks.filter(canBePlanned))
      expect(undeclared(join(casesFolder, name, directory)), `what resources.tf beside it must declare ${directory}`).toEqual([]);
    // Whoever changes it reads it: a case that is longer is several.
    for (const [file, text] of files) expect(text.split("\n").length, `lines of ${file}`).toBeLessThanOrEqual(800);
  });

  it.each(caseNames)("%s says in its first line what it shows", (name) => {
    const [first = ""] = readFileSync(join(casesFolder, name, "spec.yaml"), "utf8").split(/\r?\n/);
    expect(first, "the first line of spec.yaml is a comment: a sentence with a full stop").toMatch(sentence);
    expect(first.length, "the sentence has at most 110 characters").toBeLessThanOrEqual(110);
  });
});
