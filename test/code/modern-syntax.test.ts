import { describe, expect, it } from "vitest";
import { findCalls } from "../../generator/code/find-calls.ts";

/** What languages have today and grammars may not: each is read whole, and so is the call behind it. */

const python: readonly string[] = [
  "match x:\n    case A():\n        f()\n    case str() | int() if g():\n        f()\n",
  "match x, y():\n    case _, 1:\n        f()\n    case []:\n        f()\n    case {}:\n        f()\n    case ():\n        f()\n",
  'match x:\n    case A(): y = f(); z = {"a": 1}\n    case (\n        B()\n        | C()\n    ): f()\n',
  'match x:\n    case {"kind": "a", **rest}:\n        f()\n    case B(c=[1, *_], d=E()):\n        f()\n',
  'with (open("a") as a, open("b") as b):\n    f()\n',
  'with (\n    open("a") as a,  # one\n    # and another\n    open("b") as b,\n):\n    f()\n',
  "def h[T: int](x: T) -> T:\n    return x\n",
  "type X[T] = list[T]\n",
  "try:\n    f()\nexcept* ValueError as e:\n    g()\n",
  "x = f(a) \\\n\n\ny = 2\n",
  "from contextlib import contextmanager\n@contextmanager\ndef f():\n    g()\n    yield\n    x = yield\n    y = (yield)\n",
  "def f():\n    pass\n\f\ndef g():\n    pass\n",
  'x = t"{a}"\n',
  "x = f\"{event!r:>{10}} {'a' if event else f'{1}'}\"\n",
];

const typescript: readonly string[] = [
  "try { a() } catch (e: unknown) { b() }",
  "try { a() } catch (e: any) { b() }",
  "function is<T>(v: unknown, g: (v: unknown) => v is T): v is T[] { return true }",
  "const f = (v: unknown): v is T => true",
  'const g = list.filter((a): a is "b" => a === "b")',
  "const h: (v: any) => asserts v is string = i",
  "class A { b(): this is C { return true } }",
  "type A<T> = T extends (infer U extends string)[] ? U : never",
  "type A = [first: string, second?: number, ...others: string[]]",
  "const f = async <T,>(x: T) => x",
  "type F = abstract new (...args: any[]) => void",
  'import a = require("b")',
  'import a from "./b.json" with { type: "json" }',
  "const f = async <T extends object = {}>(x: T): Promise<T> => x",
  "interface A<in out T> {}",
  "@Injectable()\nexport class C {}",
  '@Injectable({ scope: "a" }) @b.c export default class C {}',
  "let a!: string",
  "export default interface A {}",
  'type A = typeof import("b")',
  'declare module "express" { interface Request { user: string } }',
  "const a = { type: 1 } as const satisfies B; using c = d()",
];

const calls = {
  py: (written: string) => `import boto3\n${written}\nboto3.client("sqs").send_message(QueueUrl="catch (e: unknown)")\n`,
  ts: (written: string) =>
    `import { SQS } from "@aws-sdk/client-sqs";\n${written}\nnew SQS({}).sendMessage({ QueueUrl: "catch (e: unknown)" });\n`,
};

describe.each([
  ["py", python],
  ["ts", typescript],
] as const)("%s", (end, all) => {
  it.each(all)("reads %j", (written) => {
    const { found } = findCalls(new Map([[`a.${end}`, calls[end](written)]]));
    const told = found.filter((one) => one.kind === "call" || !one.what.includes("among the sources"));
    expect(told).toMatchObject([{ operation: "SendMessage", line: written.split("\n").length + 2 }]);
    expect(told).toMatchObject([{ needs: [{ resources: [{ name: [{ text: "catch (e: unknown)" }] }] }] }]);
  });

  it("reads behind the mark of an encoding", () => {
    const { found } = findCalls(new Map([[`a.${end}`, `\uFEFF${calls[end]("")}`]]));
    expect(found).toMatchObject([{ operation: "SendMessage", line: 3 }]);
  });

  it("loses no call in what it rewrites", () => {
    const written = {
      py: 'match e:\n    case A() if s3.list_buckets(): s3.list_buckets(); z = {"a": 1}\n    case []: s3.list_buckets()\n',
      ts: "const x = (v: unknown): v is T => s3.listBuckets(s3.listBuckets());\ntry {} catch (e: unknown) { s3.listBuckets() }",
    };
    const clients = { py: 's3 = boto3.client("s3")\n', ts: 'import { S3 } from "@aws-sdk/client-s3"; const s3 = new S3({});\n' };
    const { found } = findCalls(new Map([[`a.${end}`, calls[end](clients[end] + written[end])]]));
    expect(found.map((one) => one.kind === "call" && one.operation)).toEqual([...Array(3).fill("ListBuckets"), "SendMessage"]);
  });

  it("tells of what is broken", () => {
    const { found } = findCalls(new Map([[`a.${end}`, calls[end]("x = = (((: 2")]]));
    expect(found.some(({ kind }) => kind === "unknown")).toBe(true);
  });
});
