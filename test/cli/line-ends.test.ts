import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, run } from "../support/program.ts";

/** A checkout whose lines end in CR LF, as git lays it out under core.autocrlf: it is the same commit. */

const folder = folderWith({
  "specs/shop/hello.yaml": "function: {name: hello, runtime: python3.13, handler: h.h, s3_bucket: builds, s3_key: k.zip}\n",
  "specs/stack.yaml": 'region: eu-west-1\naccount: "111122223333"\n',
  "out/shop/hand.tf": 'locals {\n  table = "orders"\n}\n',
});
const files = () =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tf|yaml|md)$/.test(name))
    .map((name) => join(folder, name));
const ending = (end: string) => {
  for (const file of files())
    writeFileSync(
      file,
      readFileSync(file, "utf8").replaceAll(/\r?\n/g, () => end),
    );
};
const hashes = () => JSON.parse(run(folder, "stacks", "--format", "json").stdout);

describe("lines that end in CR LF", () => {
  it("make no output out of date and no stack another; what is written ends them in LF", () => {
    expect(run(folder, "generate").status).toBe(0);
    const before = hashes();
    ending("\r\n");
    expect(run(folder, "generate", "--check")).toMatchObject({ status: 0 });
    expect(hashes()).toEqual(before);
    const made = join(folder, "out/shop/hello.tf");
    const text = readFileSync(made, "utf8");
    writeFileSync(made, text.replace("hello", "hallo"));
    expect(run(folder, "generate", "--check").status).toBe(1);
    expect(run(folder, "generate").status).toBe(0);
    expect(readFileSync(made, "utf8")).toBe(text.replaceAll("\r\n", "\n"));
  });
});
