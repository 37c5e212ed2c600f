import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import draft4 from "ajv-draft-04";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codes } from "../../generator/diagnostics/codes.ts";
import { type Diagnostic, error, warning } from "../../generator/diagnostics/diagnostic.ts";
import { printGithub } from "../../generator/diagnostics/github.ts";
import { type SarifLog, toSarif } from "../../generator/diagnostics/sarif.ts";
import { caseNames, runCase } from "../support/case.ts";
import { folderWith, run } from "../support/program.ts";

/** The machine formats of `check` that other programs define: GitHub's workflow commands and SARIF. */

const at = (file: string, line: number, column: number, endLine: number, endColumn: number) => ({
  file,
  line,
  column,
  endLine,
  endColumn,
});
const findings: readonly Diagnostic[] = [
  error(
    "unknown-action",
    at("specs/shop/hello.yaml", 9, 12, 9, 26),
    'AWS lists no action "s3:HeadObject"',
    "did you mean s3:GetObject?",
  ),
  error("missing-key", at("specs/shop/hello.yaml", 10, 1, 14, 3), "`function` needs a `name`"),
  error("invalid-expression", at("specs/a, b: 50%/grün {1}.yaml", 2, 3, 2, 20), "`${var.x` is not closed", "write ${var.x}"),
  warning("invalid-bucket-name", at("../other/specs/old.yaml", 3, 9, 3, 14), 'S3 gives no bucket the name "a_b" today'),
  error("no-specs", at(".", 1, 1, 1, 2), "there is no spec here"),
  error("unreadable-file", at("./nowhere//spec.yaml", 1, 1, 1, 2), "there is no such file or folder"),
  error("yaml-syntax", at("specs/odd.yaml", 1, 1, 1, 2), "line one\r\nline two \u001b[31m"),
];
const everyFinding = caseNames.flatMap((name) =>
  runCase(name).compiled.diagnostics.map((diagnostic) => ({ ...diagnostic, file: `${name}/${diagnostic.file}` })),
);
const options = { version: "1.2.3", folder: "/home/project" };

function golden(name: string, text: string): void {
  const path = fileURLToPath(new URL(`./formats/${name}`, import.meta.url));
  if (process.env["UPDATE_CASES"] === "1") writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
}

describe("github", () => {
  it("prints a command for each finding", () => {
    golden("findings.github.txt", printGithub(findings));
  });

  it("is read by the runner as it was meant", () => {
    for (const diagnostic of everyFinding) expectRead(diagnostic);
  });

  it("lets no text out of its field", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(..."%:,=0ADd25\r\n :a") }));
    fc.assert(
      fc.property(text, text, fc.option(text, { nil: undefined }), (file, message, hint) =>
        expectRead(error("yaml-syntax", at(`a${file}`, 1, 2, 1, 3), `a${message}`, hint)),
      ),
    );
  });
});

function expectRead(diagnostic: Diagnostic): void {
  const { file, line, column, endLine, endColumn, severity, code, message, hint } = diagnostic;
  const printed = printGithub([diagnostic]);
  expect(printed.split(/[\r\n]/)).toHaveLength(2);
  const shown = (text: string) => text.replace(/(?![\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
  expect(readCommand(printed.slice(0, -1))).toEqual({
    name: severity,
    properties: {
      file: shown(file),
      line: `${line}`,
      endLine: `${endLine}`,
      ...(line === endLine && { col: `${column}`, endColumn: `${endColumn}` }),
      title: `lambdagrant(${code})`,
    },
    data: shown(hint === undefined ? message : `${message}\nhelp: ${hint}`),
  });
}

/** As the runner reads: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function readCommand(line: string): object {
  const end = line.indexOf("::", 2);
  const head = line.slice(2, end);
  const space = head.indexOf(" ");
  const decode = (text: string, characters: string) =>
    [...characters].reduce(
      (rest, character) =>
        rest.replaceAll(`%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`, () => character),
      text,
    );
  const properties = head.slice(space + 1).split(",");
  return {
    name: head.slice(0, space),
    properties: Object.fromEntries(
      properties.map((property) => {
        const equals = property.indexOf("=");
        return [property.slice(0, equals), decode(property.slice(equals + 1), "\r\n:,%")];
      }),
    ),
    data: decode(line.slice(end + 2), "\r\n%"),
  };
}

describe("sarif", () => {
  const require = createRequire(import.meta.url);
  // The schema of the standard as it was published; its newer edition only adds types that follow from its lists of values.
  const schema = require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json") as object;
  // One of its patterns is none with the "u" flag.
  const ajv = new draft4.default({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true });
  const validate = ajv.compile(schema);
  const expectValid = (log: unknown) => {
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
  };

  it("is a log with one run", () => {
    const log = toSarif(findings, options);
    expectValid(log);
    golden("findings.sarif", `${JSON.stringify(log, null, 2)}\n`);
  });

  it("is refused by the schema where it is wrong", () => {
    const log = toSarif(findings, options);
    validate({ ...log, runs: [{ ...log.runs[0], columnKind: "bytes" }] });
    expect(validate.errors?.length).toBeGreaterThan(0);
  });

  it("is valid for every finding of every case, and without any", () => {
    expectValid(toSarif(everyFinding, options));
    expectValid(toSarif([], options));
    expect(toSarif([], options).runs[0].results).toEqual([]);
  });

  it("says what the findings say", () => {
    const [{ tool, results }] = toSarif(everyFinding, options).runs;
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([...new Set(everyFinding.map(({ code }) => code))].sort());
    for (const [place, { ruleId, ruleIndex, level, message }] of results.entries()) {
      const finding = everyFinding[place];
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect([ruleId, level]).toEqual([finding?.code, finding?.severity]);
      const hint = finding?.hint === undefined ? "" : `\nhelp: ${finding.hint}`;
      expect(message.text.replaceAll("{{", "{").replaceAll("}}", "}")).toBe(`${finding?.message}${hint}`);
    }
  });

  it("names any file by a URI that leads back to it", () => {
    const part = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !/[/\0]/.test(text));
    const folder = fc.constantFrom("", "specs/", "../", "../../x/", "/absolute/");
    fc.assert(
      fc.property(folder, part, (before, name) => {
        const file = `${before}${name}`;
        const log = toSarif([error("yaml-syntax", at(file, 1, 1, 1, 2), "x")], options);
        const { uri, uriBaseId } = uriOf(log);
        expect(uri).toMatch(/^([A-Za-z0-9._~:/@!$&'()*+,;=-]|%[0-9A-F]{2})+$/);
        expect(uri.split("/")).not.toContain("..");
        expect(uriBaseId).toBe(uri.startsWith("file:///") ? undefined : "%SRCROOT%");
        const expected = pathToFileURL(join(file.startsWith("/") ? "/" : options.folder, file)).href;
        expect(fileURLToPath(new URL(uri, `${pathToFileURL(options.folder).href}/`))).toBe(fileURLToPath(expected));
      }),
    );
  });

  function uriOf(log: SarifLog): { readonly uri: string; readonly uriBaseId?: string } {
    const [result] = log.runs[0].results;
    if (result === undefined) throw new Error("no result");
    return result.locations[0].physicalLocation.artifactLocation;
  }
});

describe("check --format", () => {
  const spec = `function:
  name: hello
  runtimes: python3.13
  filename: h.zip
push:
  - s3: greeting_cards
`;
  const settings = 'region: eu-west-1\naccount: "123456789012"\n';
  const folder = folderWith({ "specs/shop/hello.yaml": spec, "specs/shop/stack.yaml": settings });
  const good = folderWith({
    "specs/hello.yaml": "function:\n  name: hello\n  runtime: python3.13\n  handler: h.h\n  s3_bucket: builds\n  s3_key: h.zip\n",
    "specs/stack.yaml": settings,
  });

  it("github", () => {
    const { status, stdout, stderr } = run(folder, "check", "--format", "github");
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout.split("\n")).toContain(
      "::error file=specs/shop/hello.yaml,line=3,col=3,endLine=3,endColumn=11,title=lambdagrant(unknown-key)::`function` takes no `runtimes`%0Ahelp: did you mean `runtime`?",
    );
    expect(stdout).toContain("\n::warning file=specs/shop/hello.yaml,line=6,");
    expect(run(folder, "check", "--format", "github", "--quiet").stdout).not.toContain("::warning");
    expect(run(good, "check", "--format", "github")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("sarif", () => {
    const { status, stdout, stderr } = run(folder, "check", "--format", "sarif");
    expect([status, stderr]).toEqual([1, ""]);
    const { tool, results, columnKind } = (JSON.parse(stdout) as SarifLog).runs[0];
    expect(tool.driver).toMatchObject({ name: "lambdagrant", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    expect(tool.driver.rules).toContainEqual({ id: "unknown-key", shortDescription: { text: codes["unknown-key"] } });
    expect(columnKind).toBe("utf16CodeUnits");
    expect(results).toContainEqual({
      ruleId: "unknown-key",
      ruleIndex: tool.driver.rules.findIndex(({ id }) => id === "unknown-key"),
      level: "error",
      message: { text: "`function` takes no `runtimes`\nhelp: did you mean `runtime`?" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "specs/shop/hello.yaml", uriBaseId: "%SRCROOT%" },
            region: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 11 },
          },
        },
      ],
    });
    expect(run(folder, "check", "--format", "sarif").stdout).toBe(stdout);
    expect(JSON.parse(run(good, "check", "--format", "sarif").stdout)).toMatchObject({ runs: [{ results: [] }] });
  });

  it("what cannot be found is a finding, too", () => {
    const github = run(good, "check", "nowhere", "--format", "github");
    expect([github.status, github.stderr]).toEqual([2, ""]);
    expect(github.stdout).toContain("title=lambdagrant(unreadable-file)::there is no such file or folder");
    const sarif = run(good, "check", "nowhere", "--format", "sarif");
    expect([sarif.status, sarif.stderr]).toEqual([2, ""]);
    expect(JSON.parse(sarif.stdout)).toMatchObject({ runs: [{ results: [{ ruleId: "unreadable-file" }] }] });
  });
});

describe("a log that is read for commands", () => {
  const steers = "##[add-mask]shop ##vso[task.setvariable variable=a]b ::add-mask::shop";
  const spec = `function:
  name: hello
  runtime: python3.13 # ${steers}
  handler: h.h
  s3_bucket: builds
  s3_key: k.zip
  description: "${steers}"
  memory_sise: 12 # ${steers}
actions:
  - allow: s3:GetObject
    resources: arn:aws:s3:::photos/*
    why: "${steers}"
`;
  const files = { "specs/hello.yaml": spec.replace(/ {2}memory_sise.*\n/, ""), "specs/stack.yaml": "region: eu-west-1\n" };
  const under = (name: string, action: () => void) => {
    const before = process.env[name];
    process.env[name] = "true";
    action();
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  };

  it("finds none in what a spec says, whichever command prints it", () => {
    const folder = folderWith({ ...files, "mistaken/hello.yaml": spec, "::add-mask::shop/hello.yaml": spec });
    for (const name of ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"])
      under(name, () => {
        for (const command of [
          ["check", "mistaken"],
          ["check", "::add-mask::shop", "--specs", "."],
          ["generate", "--check"],
          ["explain", "specs/hello.yaml"],
          ["explain", "specs/hello.yaml", "--format", "json"],
          ["diff", "mistaken", "specs"],
          ["diff", "mistaken", "specs", "--format", "markdown"],
        ]) {
          const { stdout, stderr } = run(folder, ...command);
          expect(stdout + stderr, command.join(" ")).toContain("add-mask");
          expect(stdout + stderr, command.join(" ")).not.toMatch(/##\w*\[|^\s*::/m);
        }
      });
  });

  it("is given JSON of the same meaning, and GitHub's own commands", () => {
    const folder = folderWith({ ...files, "mistaken/hello.yaml": spec });
    const plain = run(folder, "explain", "specs/hello.yaml", "--format", "json").stdout;
    expect(plain).toContain(steers);
    under("GITHUB_ACTIONS", () => {
      expect(JSON.parse(run(folder, "explain", "specs/hello.yaml", "--format", "json").stdout)).toEqual(JSON.parse(plain));
      expect(run(folder, "check", "mistaken", "--format", "github").stdout).toMatch(
        /^::error file=mistaken\/hello\.yaml,line=8,/,
      );
      expect(run(folder, "diff", "mistaken", "specs", "--format", "github").stdout).toMatch(/^::/);
    });
    expect(run(folder, "generate", "--check").stdout).toContain("##[add-mask]");
  });
});
