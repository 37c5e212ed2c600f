import { describe, expect, it } from "vitest";
import { findCalls, mostCharacters } from "../../generator/code/find-calls.ts";

/** Sources that nobody means well with: all are read in bounded time, and what cannot be read is told. */

function foundIn(path: string, text: string) {
  return findCalls(new Map([[path, text]])).found;
}

describe("hostile sources", () => {
  it.each([
    ["a.py", `x = ${"(".repeat(50_000)}${")".repeat(50_000)}`],
    ["a.py", `x = ${"[".repeat(50_000)}`],
    ["a.js", `x = ${"(".repeat(50_000)}1${")".repeat(50_000)}`],
    ["a.ts", `${"{".repeat(50_000)}`],
    ["a.js", `${"if(1)".repeat(30_000)};`],
    ["a.py", `x = ${"a.b".repeat(1)}${".c".repeat(50_000)}`],
    ["a.js", `x = ${"f(".repeat(20_000)}${")".repeat(20_000)}`],
    ["a.js", `x = ${"1+".repeat(100_000)}1`],
    ["a.py", `x = "${"a".repeat(900_000)}"`],
    ["a.py", "\u0000\uFFFF".repeat(10_000)],
    ["a.py", `x0 = "a"\n${Array.from({ length: 80 }, (_, at) => `x${at + 1} = x${at} + x${at}\n`).join("")}`],
    // What is rewritten before it is read again.
    ["a.py", `${"with (".repeat(5_000)}`],
    ["a.py", `${"with (".repeat(2_000)}a as b${"):".repeat(2_000)}`],
    ["a.py", `${"match a,\n".repeat(5_000)}${"case (".repeat(5_000)}`],
    ["a.py", `case ${"a:".repeat(20_000)}`],
    ["a.ts", `${"async<".repeat(10_000)}`],
    ["a.ts", `${"@a ".repeat(20_000)}`],
    ["a.ts", `${"[a:".repeat(10_000)}`],
    ["a.ts", `(${" ".repeat(20_000)}) : v is ${"import '' with { ".repeat(200)}`],
    ["a.py", `x = "a"\n${`x = f"{x}{x}i"\n`.repeat(300)}print(x)\n`],
    ["a.js", `let x = "a";\n${"x = `${x}${x}${y}i`;\n".repeat(300)}f(x);\n`],
    ["a.py", `x = "a"\n${'x = "{}{}b".format(x, x)\n'.repeat(300)}print(x)\n`],
  ])("%s of %#", (path, text) => {
    expect(foundIn(path, text).filter(({ kind }) => kind === "call")).toEqual([]);
  });

  it("does not stop at what is broken", () => {
    const [first, second] = foundIn("a.py", 'import boto3\ndef (((:\n  x = = 2\nboto3.client("s3").list_buckets()\n');
    expect([first?.kind, second?.kind].sort()).toEqual(["call", "unknown"]);
  });

  it("says that a file is too large", () => {
    expect(foundIn("a.js", "x".repeat(mostCharacters + 1))).toMatchObject([
      { kind: "unknown", what: expect.stringMatching("a file of over 5 MiB, of which nothing is read") },
    ]);
  });

  it("says that a file is nested too deep", () => {
    expect(foundIn("a.js", `x = ${"f(".repeat(300_000)}${")".repeat(300_000)}`)).toMatchObject([{ kind: "unknown" }]);
  });

  it("reads what is called as a part of every object", () => {
    expect(foundIn("a.js", "this.constructor.publish({});")).toEqual([]);
    expect(foundIn("a.py", "self.constructor.get_item(Key={})")).toMatchObject([{ kind: "unknown" }]);
  });

  it("names that stand for each other, and files that import each other, end", () => {
    const circle = Array.from({ length: 200 }, (_, index) => `v${index} = v${(index + 1) % 200}`).join("\n");
    expect(foundIn("a.py", `${circle}\nv3.put_object()\n`)).toMatchObject([{ kind: "unknown" }]);
    const sources = new Map(
      Array.from(
        { length: 50 },
        (_, index) =>
          [
            `m${index}.py`,
            `from m${(index + 1) % 50} import *\nfrom m${(index + 7) % 50} import x\nx.put_item(TableName="t")\n`,
          ] as const,
      ),
    );
    expect(findCalls(sources).found.every(({ kind }) => kind === "unknown")).toBe(true);
  });

  it("a thing that is made of itself ends", () => {
    const gotten = 'import boto3\nc = boto3.client("s3")\nfor name in names:\n  c = getattr(c, name)\nc()\n';
    expect(foundIn("a.py", gotten)).toMatchObject([{ kind: "unknown" }]);
    const captured =
      'const X = require("aws-xray-sdk");\nlet AWS = require("aws-sdk");\nAWS = X.captureAWS(AWS);\nnew AWS.S3().listBuckets();\n';
    expect(foundIn("a.js", captured)).toMatchObject([{ operation: "ListBuckets" }]);
  });

  it("a collection that holds itself ends", () => {
    const maps = 'import boto3\na = {}\na = {**a, "s3": boto3.client("s3")}\nb = dict(**a)\na = {**b}\na["s3"].list_buckets()\n';
    expect(foundIn("a.py", maps)).toMatchObject([{ operation: "ListBuckets" }]);
    const lists = 'import boto3\nc = [boto3.client("s3")]\nc = list(c)\nc = list(map(f, c))\nc[0].list_buckets()\n';
    expect(foundIn("a.py", lists)).toHaveLength(1);
    const kept = `const m = new Map();\n${'m.set("a", m.get("a"));\n'.repeat(2_000)}m.get("a").putObject({});\n`;
    expect(foundIn("a.js", kept)).toMatchObject([{ kind: "unknown" }]);
  });

  it("classes that extend each other by many ways are looked into once", () => {
    const made = (at: number) => `class A${at}(A${at + 1}, A${at + 2}):\n  def m(self): return super().m()\n`;
    const text = `import boto3\n${Array.from({ length: 60 }, (_, at) => made(at)).join("")}A0().m()\nboto3.client("s3").list_buckets()\n`;
    expect(foundIn("a.py", text).filter(({ kind }) => kind === "call")).toMatchObject([{ operation: "ListBuckets" }]);
  });

  it("whose credentials are is asked once of each expression", () => {
    const circle = `import boto3\n${"c = c or d\nd = d or c\n".repeat(1_000)}boto3.client("s3", aws_access_key_id=c).list_buckets()\n`;
    expect(foundIn("a.py", circle).length).toBeGreaterThan(0);
    const clients = Array.from(
      { length: 12 },
      (_, at) => `c = new S3({ credentials: c${at} }); c = new S3(c); c = c.a(c).b(c).d(c);`,
    );
    const nested = `import { S3 } from "@aws-sdk/client-s3";\nlet c;\n${clients.join("\n").repeat(20)}\nc.listBuckets({});\n`;
    expect(foundIn("a.js", nested).length).toBeGreaterThan(0);
  });

  it("what stands for many things is bounded", () => {
    const text = `import boto3\n${"c = c or boto3.client('s3')\n".repeat(3_000)}c.list_buckets()\n`;
    expect(foundIn("a.py", text)).toMatchObject([{ operation: "ListBuckets" }]);
    const wide = `import boto3\nt = "a"\n${"t = t + t\n".repeat(40)}boto3.client("s3").head_bucket(Bucket=t)\n`;
    expect(foundIn("a.py", wide)).toMatchObject([{ operation: "HeadBucket" }]);
  });
});
