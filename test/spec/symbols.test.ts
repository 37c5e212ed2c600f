import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../generator/compile.ts";
import { harmlessFunctions } from "../../generator/spec/expression/functions.ts";
import { notAllowed, readTemplate, refusalOf } from "../../generator/spec/expression/template.ts";

/** What an expression may be where a value guards or scopes, and what expressions may use at all. */

const name = fc.constantFrom("a", "orders", "topic_arn", "x-1");
const key = fc.constantFrom("0", '"a"', '"*"', "var.env", '"${var.env}-a"');
const step = fc.oneof(
  name.map((text) => `.${text}`),
  key.map((text) => `[${text}]`),
);
const reference = fc
  .tuple(fc.constantFrom("var.x", "local.x", "module.x.y", "data.aws_sns_topic.x", "aws_sns_topic.x"), fc.array(step))
  .map(([root, steps]) => root + steps.join(""));
const text = fc.constantFrom("a", "arn:aws:sns:", "-", "", "é");
const joined = fc.tuple(text, reference, text).map(([before, inner, after]) => `"${before}\${${inner}}${after}"`);
const symbol = fc.letrec<{ symbol: string; call: string }>((tie) => ({
  call: fc
    .tuple(
      fc.constantFrom("lower", "coalesce", "try", "nonsensitive", "trimspace"),
      fc.array(tie("symbol"), { minLength: 1, maxLength: 3 }),
    )
    .map(([called, given]) => `${called}(${given.join(", ")})`),
  symbol: fc.oneof(
    { depthSize: "small" },
    reference,
    joined,
    reference.map((inner) => `(${inner})`),
    tie("call"),
  ),
})).symbol;

/** One thing that may give anything, somewhere in what would else be a symbol. */
const anything = fc.constantFrom(
  'urldecode("%2A")',
  'base64decode("Kg==")',
  'substr("a*b", length(path.module), 1)',
  'format("%s", var.x)',
  "var.a ? var.b : var.c",
  "var.a + 1",
  "!var.a",
  "var.x[*].arn",
  "var.x.*.arn",
  "[for a in var.x : a][0]",
  "[var.x][0]",
  '{a = "*"}.a',
  '"*"',
  '"\\u002a"',
  '"a${"?"}"',
  "path.module",
  "terraform.workspace",
  "null",
);
const spoilt = fc
  .tuple(anything, symbol, fc.constantFrom("A", "lower(A)", 'replace(S, "a", A)', "coalesce(S, A)", '"a${A}"', "try(S, A)"))
  .map(([bad, good, form]) => form.replace("S", () => good).replace("A", () => bad));

const refusalsOf = (code: string) => {
  const read = readTemplate(`\${${code}}`, "argument");
  if (read.kind === "problem") throw new Error(`${code}: ${read.message}`);
  return read.parts.map((part) => (part.kind === "expression" ? refusalOf(part) : null));
};

describe("what guards or scopes", () => {
  test("names of things, their keys, texts of them and functions that make no wildcard", () => {
    fc.assert(
      fc.property(symbol, (code) => {
        expect(refusalsOf(code)).toEqual(refusalsOf(code).map(() => null));
      }),
      { numRuns: 2000 },
    );
  });

  test("is nothing that may be anything", () => {
    fc.assert(
      fc.property(spoilt, (code) => {
        const read = readTemplate(`\${${code}}`, "argument");
        if (read.kind === "problem") return;
        // A quoted text that stands alone is text, and is read as such.
        const shown = read.parts.some((part) => part.kind === "literal" && /[*?]/.test(part.text));
        expect(shown || refusalsOf(code).some((refusal) => refusal !== null)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Object.keys(harmlessFunctions))("%s says why it makes no wildcard", (called) => {
    expect(harmlessFunctions[called]?.why).not.toBe("");
    expect(refusalsOf(`${called}(var.x, var.y, var.z)`)).toEqual([null]);
    // Of constants alone it is one, and Terraform takes no check of a constant.
    expect(refusalsOf(`${called}("a", "b", "c")`)).toEqual([expect.objectContaining({ kind: "constant" })]);
  });
});

test("whatever is read can be asked what it uses", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.constantFrom("(", "[", "-(", "{a=", "f("), (depth, opener) => {
      const closer: Readonly<Record<string, string>> = { "(": ")", "[": "]", "-(": ")", "{a=": "}", "f(": ")" };
      const code = `${opener.repeat(depth)}file("x")${(closer[opener] ?? "").repeat(depth)}`;
      const read = readTemplate(`\${${code}}`, "argument");
      if (read.kind === "problem") return;
      expect(read.parts.map((part) => (part.kind === "expression" ? notAllowed(part, [], "argument") : null))).not.toContain(
        null,
      );
    }),
  );
});

test("a folder narrows what expressions may use, and never widens it", () => {
  const spec = (value: string) =>
    `function: {name: f, runtime: python3.13, handler: a.b, description: '${value}'}\ncode: {zip: a.zip}`;
  const stack = (functions: string) => `expressions: {functions: [${functions}], references: [var, local]}`;
  const codes = (value: string) =>
    compile({
      rootName: "specs",
      specs: [{ path: "a/b/f.yaml", file: "f", text: spec(value) }],
      settings: [
        { path: "stack.yaml", file: "0", text: stack("lower, upper") },
        { path: "a/stack.yaml", file: "1", text: stack("upper, file") },
        { path: "a/b/stack.yaml", file: "2", text: "expressions: {references: [var]}" },
      ],
    }).diagnostics.map(({ code }) => code);
  expect(codes("${upper(var.x)}")).toEqual([]);
  expect(codes("${lower(var.x)}")).toEqual(["expression-not-allowed"]);
  expect(codes('${file("x")}')).toEqual(["expression-not-allowed"]);
  expect(codes("${upper(local.x)}")).toEqual(["expression-not-allowed"]);
});
