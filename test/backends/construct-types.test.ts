import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { compile } from "../../generator/compile.ts";
import { isError } from "../../generator/diagnostics/diagnostic.ts";
import { isSettings } from "../../generator/files/folders.ts";
import { caseNames, inputOf } from "../support/case.ts";

/** The types of the construct take what the compiler takes: each case that compiles, as an object. */

const top = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lambdagrant-types-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A number or a boolean where a text belongs keeps the form in which YAML has it; in TypeScript it has none. */
const ofYaml = "values/numbers-and-booleans";

/** The documents of the cases that compile, in TypeScript. */
function written(): readonly string[] {
  return caseNames.flatMap((name) => {
    const input = inputOf(name);
    if (name === ofYaml || compile(input).diagnostics.some(isError)) return [];
    return [...input.specs, ...input.settings.filter(({ path }) => !/rules\.ya?ml$/.test(path))].flatMap(({ path, text }) => {
      const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, logLevel: "silent" });
      const type = isSettings(path.split("/").at(-1) ?? "") ? "SettingsObject" : "SpecObject";
      return (Array.isArray(documents) ? documents : []).flatMap((document, index) => {
        const value: unknown = document.toJS();
        return value === null ? [] : `/* ${name}/${path}#${index} */ export const _: ${type} = ${JSON.stringify(value)};`;
      });
    });
  });
}

describe("the types of the construct", () => {
  it("take each case that compiles", () => {
    const all = written();
    expect(all.length).toBeGreaterThan(200);
    const lines = all.map((line, index) => line.replace("const _:", `const of${index}:`));
    const main = [
      `import type { SettingsObject, SpecObject } from "${join(top, "generator/construct/spec-object.ts")}";`,
      ...lines,
    ];
    const options = {
      noEmit: true,
      strict: true,
      target: "es2023",
      module: "preserve",
      moduleResolution: "bundler",
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      types: [],
    };
    writeFileSync(join(folder, "main.ts"), main.join("\n"));
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["main.ts"] }));
    const done = spawnSync(process.execPath, [join(top, "node_modules/typescript/bin/tsc"), "-p", folder], { encoding: "utf8" });
    const refused = [...`${done.stdout}${done.stderr}`.matchAll(/^(?:\S+\((\d+),\d+\): )?(.*)$/gm)];
    const said = refused.flatMap(([line, at, message]) =>
      line === "" ? [] : `${/\/\* (.*?) /.exec(main[Number(at) - 1] ?? "")?.[1] ?? ""}: ${message}`,
    );
    expect(said).toEqual([]);
  }, 120_000);
});
