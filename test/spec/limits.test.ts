import { describe, expect, it } from "vitest";
import { compile } from "../../generator/compile.ts";
import { largestFile } from "../../generator/files/text.ts";
import { limits } from "../../generator/spec/yaml/limits.ts";
import { readYaml } from "../../generator/spec/yaml/read-yaml.ts";

/** Each limit of the README: what is at it is read, what is over it ends in a sentence; and what is a mess does not take long. */

const nested = (depth: number) => `a: ${"[".repeat(depth - 1)}1${"]".repeat(depth - 1)}`;
const list = (items: number) => `a: [${"1,".repeat(items)}]`;
const mapping = (entries: number) => Array.from({ length: entries }, (_, index) => `a${index}: 1`).join("\n");
/** That many values in lists of a thousand, the lists counted. */
const lists = (values: number) =>
  `a: [${`[${"1,".repeat(1000)}],`.repeat(Math.floor(values / 1001))}[${"1,".repeat((values % 1001) - 1)}]]`;
const aliases = (count: number) => `a: &a 1\nb: [${"*a,".repeat(count)}]`;
const documents = (count: number) => "a: 1\n---\n".repeat(count - 1).concat("a: 1\n");
const size = (bytes: number) => `a: ${"x".repeat(bytes - 3)}`;

describe("limits", () => {
  it.each([
    ["bytes", size, "over 1 MiB"],
    ["depth", nested, "deeper than 60 levels"],
    // The mapping, its key and the list are values, too.
    ["values", (most: number) => lists(most - 3), "more than 100000 values"],
    ["entries", list, "a list has at most 2000 entries"],
    ["entries", mapping, "a mapping has at most 2000 entries"],
    ["aliases", aliases, "more than 200 aliases"],
    ["documents", documents, "more than 1000 documents"],
  ] as const)("%s", (name, make, says) => {
    const { most } = limits[name];
    expect(readYaml("a.yaml", make(most)).diagnostics).toEqual([]);
    expect(readYaml("a.yaml", make(most)).documents.length).toBe(name === "documents" ? most : 1);
    expect(readYaml("a.yaml", make(most + 1)).diagnostics).toMatchObject([
      { code: "yaml-limit", message: expect.stringContaining(says) },
    ]);
  });

  it.each([
    [
      "a pattern within patterns",
      `push: [{sns: t, subscribe: true, filter_policy: '${'{"a":'.repeat(4000)}1${"}".repeat(4000)}'}]`,
      "deeper than 50",
    ],
    ["steps of an expression", `logs: {tags: {a: "\${var.a${"[0]".repeat(200_000)}}"}}`, "more than 20000 words"],
    ["expressions of a text", `logs: {tags: {a: "${"${var.a}".repeat(100_000)}"}}`, "at most 1000 expressions"],
    [
      "letters of an action",
      `actions: [{allow: "${"<*".repeat(50_000)}", resources: "arn:aws:s3:::b/*"}]`,
      "more than 128 characters",
    ],
  ])("too many %s end in a sentence", (_, more, says) => {
    const text = `function: {name: f, runtime: python3.13, handler: h.h, filename: f.zip}\n${more}\n`;
    const { diagnostics } = compile({ rootName: "specs", specs: [{ path: "f.yaml", file: "f.yaml", text }], settings: [] });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
      { message: expect.stringContaining(says) },
    ]);
  });

  it("the reader of files and the reader of YAML agree", () => {
    expect(largestFile).toBe(limits.bytes.most);
  });

  it("values and aliases are counted over all documents, and aliases of aliases for what they repeat", () => {
    const half = lists(limits.values.most / 2);
    expect(readYaml("a.yaml", `${half}\n---\n${half}`).diagnostics).toMatchObject([{ code: "yaml-limit" }]);
    const many = documents(150).replaceAll("a: 1", "a: &a 1\nb: [*a, *a]");
    expect(readYaml("a.yaml", many).diagnostics).toMatchObject([{ code: "yaml-limit" }]);
    const laughs = ["a: &a [1,1,1,1,1,1,1,1,1,1]"];
    for (let level = 1; level < 10; level++) {
      const above = String.fromCharCode(96 + level);
      laughs.push(`${String.fromCharCode(97 + level)}: &${String.fromCharCode(97 + level)} [${`*${above},`.repeat(10)}]`);
    }
    expect(readYaml("a.yaml", laughs.join("\n")).diagnostics).toMatchObject([{ code: "yaml-limit" }]);
    expect(readYaml("a.yaml", "a: &a [*a]").diagnostics).toMatchObject([{ code: expect.stringMatching(/^yaml-/) }]);
  });

  it.each([
    "}",
    "]",
    "[",
    "{",
    "? ",
    "- ",
    "&a ",
    "!a ",
    "*a ",
    "---\n",
    "...\n",
    "%X y\n",
    "a:\n",
    "\t",
    "'",
    '"',
    "|\n",
    "a: b: ",
  ])("128 KiB of %j end, without a stack overflow", { timeout: 120_000 }, (piece) => {
    // What a reader did for each mistake would take minutes; what it does for each character takes seconds where nothing else runs.
    const { user } = process.cpuUsage();
    readYaml("a.yaml", piece.repeat(Math.floor(limits.bytes.most / 8 / piece.length)));
    expect((process.cpuUsage().user - user) / 1e6).toBeLessThan(15);
  });
});
