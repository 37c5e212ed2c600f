import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { readRules } from "../../generator/rules/read-rules.ts";
import { rulesSchema } from "../../generator/rules/rules-schema.ts";
import { casesFolder } from "../support/case.ts";
import { folderWith, run } from "../support/program.ts";
import { settings, spec, wider } from "./repository.ts";

/** rules.yaml where it stands, as the command line and an editor see it; what it forbids is in test/cases/stack/rules*. */

const text = (name: string) => readFileSync(join(casesFolder, "stack", name, "rules.yaml"), "utf8");

describe("rules.yaml", () => {
  it("holds in its folder and the folders below it, in every command that compiles", () => {
    const rules = "rules:\n  - never: answers are not deleted\n    actions: dynamodb:Delete*\n    unless: deleting\n";
    const files = {
      "specs/stack.yaml": settings,
      "specs/shop/hello.yaml": wider,
      "specs/lab/hello.yaml": wider.replace("name: hello", "name: lab"),
    };
    const below = folderWith({ ...files, "specs/shop/rules.yaml": rules });
    const { status, stderr } = run(below, "generate");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "specs/shop/hello.yaml:10:5 error[forbidden-grant] answers are not deleted: hello may dynamodb:DeleteItem on arn:aws:dynamodb:eu-west-1:111122223333:table/answers",
    );
    expect(stderr).toContain(
      "the rule is at specs/shop/rules.yaml:2; where it must be, add `approvals: {deleting: <reason>}` to the spec",
    );
    expect(stderr).not.toMatch(/specs\/lab\/hello\.yaml:\d+:\d+ error/);
    const above = folderWith({ ...files, "specs/rules.yaml": rules });
    for (const command of ["check", "prove"]) expect(run(above, command).status).toBe(1);
    expect(JSON.parse(run(above, "check", "--format", "json").stdout).summary).toMatchObject({ errors: 2 });
    const approved = folderWith({
      ...files,
      "specs/rules.yaml": rules,
      "specs/shop/hello.yaml": `${wider}approvals: {deleting: on request}\n`,
    });
    expect(JSON.parse(run(approved, "check", "--format", "json").stdout).summary).toMatchObject({ errors: 1 });
    const kept = folderWith({ "specs/stack.yaml": settings, "specs/rules.yaml": rules, "specs/shop/hello.yaml": spec });
    expect(run(kept, "generate").status).toBe(0);
  });

  it("is one mistake for an entry, and machines see each grant", () => {
    const folder = folderWith({
      "specs/stack.yaml": settings,
      "specs/rules.yaml": "rules: [{never: answers stay, actions: 'dynamodb:*'}]\n",
      "specs/hello.yaml": `${spec}  - allow: [dynamodb:PutItem, dynamodb:DeleteItem]\n    resources: [arn:aws:dynamodb:eu-west-1:111122223333:table/a, arn:aws:dynamodb:eu-west-1:111122223333:table/b]\n`,
    });
    const { diagnostics } = JSON.parse(run(folder, "check", "--format", "json").stdout);
    const told = diagnostics.filter(({ code, message }: Diagnostic) => code === "forbidden-grant" && message.includes("table/b"));
    const on = (table: string) => `on arn:aws:dynamodb:eu-west-1:111122223333:table/${table}`;
    expect(told).toHaveLength(1);
    expect(told[0].details).toEqual([
      `may dynamodb:PutItem ${on("a")}`,
      `may dynamodb:DeleteItem ${on("a")}`,
      `may dynamodb:PutItem ${on("b")}`,
      `may dynamodb:DeleteItem ${on("b")}`,
    ]);
    const { results } = JSON.parse(run(folder, "check", "--format", "sarif").stdout).runs[0];
    expect(results.some(({ properties }: { properties?: object }) => properties !== undefined)).toBe(true);
  });

  it("says a sentence where it forbids", () => {
    const { diagnostics } = readRules("", "rules.yaml", 'rules: [{never: " ", public: true}]');
    expect(diagnostics).toMatchObject([{ code: "missing-why", line: 1, column: 17 }]);
  });

  it("has a schema that takes what compiles, and refuses what has no such form", () => {
    const validate = new Ajv({ strict: false }).compile(rulesSchema());
    for (const name of ["rules", "rules-refused"]) {
      expect(readRules("", "rules.yaml", text(name)).diagnostics).toEqual([]);
      expect(validate(parse(text(name))), JSON.stringify(validate.errors)).toBe(true);
    }
    const { rules } = parse(text("rules-mistakes-refused"));
    for (const wrong of rules.slice(-2)) expect(validate({ rules: [wrong] })).toBe(false);
    expect(validate({})).toBe(false);
    expect(JSON.parse(run(folderWith({}), "schema", "rules").stdout)).toEqual(JSON.parse(JSON.stringify(rulesSchema())));
  });
});
