import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { commentLine, printReference } from "../../generator/backends/quote.ts";
import { compile } from "../../generator/compile.ts";

/** No text of a spec becomes code: whatever it is, Terraform reads the same text. Parsers that are not ours decide. */

/** Pieces that mean something to HCL, YAML, IAM or a terminal. */
const marks = [
  "${",
  "$${",
  "$",
  "%{",
  "%%{",
  "%",
  '"',
  "'",
  "\\",
  "\n",
  "\r\n",
  "\t",
  "#",
  "//",
  "/*",
  "*/",
  "<<EOF",
  "EOF",
  "{",
  "}",
  "`",
  "\u202e",
  "\u2028",
  "é",
  "e\u0301",
  "👩‍👩‍👧",
  "{{x}}",
  "{{{x}}}",
];

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...marks),
      fc.string({ unit: "grapheme", maxLength: 8 }),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(""))
  // What no file can hold, and what the compiler needs for itself, is refused, and has its case.
  .filter((value) => !/[\u{F0000}-\u{F000F}]|\p{Surrogate}/u.test(value));

function escapeExpressions(value: string): string {
  return value.replaceAll("${", () => "$${");
}

/** hcl2json writes text as HCL templates again; Terraform keeps all text in Unicode's composed form. */
function asTemplate(value: string): string {
  return value
    .normalize("NFC")
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}

interface Texts {
  readonly description: string;
  readonly value: string;
  readonly tag: string;
  readonly key: string;
  readonly why: string;
  readonly broad: string;
}

/** A strange space at the end of a word is refused where it stands without quotes. */
const strangeSpace = /[^\P{White_Space} \t\n\r]|[\u200b\u2060\ufeff]/u;

function specOf(texts: Texts): string {
  const { description, value, tag, key, why, broad } = texts;
  const options = Object.values(texts).some((one) => strangeSpace.test(one))
    ? ({ defaultStringType: "QUOTE_DOUBLE" } as const)
    : {};
  const document = {
    function: {
      name: "f",
      runtime: "python3.13",
      handler: "h.h",
      filename: "f.zip",
      description: escapeExpressions(description),
      environment: { variables: { VALUE: escapeExpressions(value) } },
      tags: { [`k${escapeExpressions(key)}`]: escapeExpressions(tag) },
    },
    push: [{ sns: "t", why }],
    actions: [{ allow: "s3:GetObject", resources: "arn:aws:s3:::b/*", why, broad: `b${broad}` }],
  };
  return stringify(document, options);
}

const settings = { path: "stack.yaml", file: "stack.yaml", text: 'region: eu-west-1\naccount: "123456789012"\n' };

function emit(texts: Texts): string {
  const compiled = compile({
    rootName: "specs",
    specs: [{ path: "f.yaml", file: "f.yaml", text: specOf(texts) }],
    settings: [settings],
  });
  expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return compiled.files.find(({ path }) => path === "f.tf")?.text ?? "";
}

interface Parsed {
  readonly resource: {
    readonly aws_lambda_function: {
      readonly f: readonly [
        { description: string; tags: Record<string, string>; environment: readonly [{ variables: Record<string, string> }] },
      ];
    };
  };
}

describe("text of a spec", () => {
  it("reaches Terraform as the same text, and comments stay comments", async () => {
    const plain = (await parse(
      "f.tf",
      emit({ description: "d", value: "v", tag: "t", key: "k", why: "w", broad: "b" }),
    )) as unknown as Parsed;
    const shape = JSON.stringify(withoutTexts(plain));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          description: text.filter((value) => escapeExpressions(value).length <= 256),
          value: text,
          tag: text,
          key: text,
          why: text,
          broad: text,
        }),
        async (texts) => {
          const parsed = (await parse("f.tf", emit(texts))) as unknown as Parsed;
          const [found] = parsed.resource.aws_lambda_function.f;
          expect(found.description).toBe(asTemplate(texts.description));
          expect(found.environment[0].variables["VALUE"]).toBe(asTemplate(texts.value));
          expect(Object.entries(found.tags)).toEqual([[asTemplate(`k${texts.key}`), asTemplate(texts.tag)]]);
          expect(JSON.stringify(withoutTexts(parsed))).toBe(shape);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is one line of a comment", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(commentLine(value)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s|\s$/u);
      }),
    );
  });
});

/** The rest of the file must not move, whatever the texts are. */
function withoutTexts(parsed: Parsed): unknown {
  const copy = structuredClone(parsed);
  const [found] = copy.resource.aws_lambda_function.f;
  found.description = "";
  found.tags = {};
  found.environment[0].variables = {};
  return copy;
}

const terraform = spawnSync("terraform", ["version"], { stdio: "ignore" }).error === undefined;
if (!terraform) console.log("quoting is not asked of terraform: it is not on the PATH");

it.skipIf(!terraform)("terraform itself reads each string as the same text, also beside an expression", () => {
  const texts = fc.sample(text, { numRuns: 500, seed: 20261124 });
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-quoting-"));
  const outputs = texts.flatMap((value, index) => [
    `output "o${index}" { value = ${printReference({ kind: "literal", text: value })} }`,
    ...(value === ""
      ? []
      : [
          `output "j${index}" { value = ${printReference({
            kind: "join",
            parts: [
              { kind: "literal", text: value },
              { kind: "expression", code: "local.x" },
            ],
          })} }`,
        ]),
  ]);
  writeFileSync(join(folder, "main.tf"), ["locals {", '  x = "X"', "}", ...outputs, ""].join("\n"));
  const run = (...args: string[]) => {
    const done = spawnSync("terraform", args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 27 });
    expect(done.status, done.stderr).toBe(0);
    return done.stdout;
  };
  run("init", "-input=false");
  run("plan", "-input=false", "-out=plan.bin");
  const plan = JSON.parse(run("show", "-json", "plan.bin")) as { planned_values: { outputs: Record<string, { value: string }> } };
  texts.forEach((value, index) => {
    expect(plan.planned_values.outputs[`o${index}`]?.value).toBe(value.normalize("NFC"));
    if (value !== "") expect(plan.planned_values.outputs[`j${index}`]?.value).toBe(`${value}X`.normalize("NFC"));
  });
});
