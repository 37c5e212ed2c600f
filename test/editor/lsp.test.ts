import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { folderWith, program, run } from "../support/program.ts";

/** `lambdagrant lsp`, asked by an editor's own client over standard input and output. */

interface Place {
  readonly line: number;
  readonly character: number;
}
interface Told {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly code: string;
  readonly message: string;
}
interface Edit {
  readonly range: { readonly start: Place; readonly end: Place };
  readonly newText: string;
}

const orders = `# Orders.
function: {name: orders, runtime: python3.13, handler: app.handler, filename: a.zip, source_code_hash: x}
push:
  - sns: paid
    why: an order that is paid
pull:
  - sqs: jobs
actions:
  - allow: dynamodb:GetItem
    resources: orders
    conditions:
      StringEquals:
        "dynamodb:LeadingKeys": a
`;
const folder = folderWith({
  "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n',
  "specs/shop/orders.yaml": orders,
  "out/shop/resources.tf": 'resource "aws_dynamodb_table" "orders" {}\nresource "aws_sns_topic" "paid" {}\n',
});
const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
const uri = uriOf("specs/shop/orders.yaml");

let child: ChildProcess;
let editor: MessageConnection;
let version = 1;
const told = new Map<string, { readonly version: number | undefined; readonly diagnostics: readonly Told[] }>();
const waiting: (() => void)[] = [];

/** Types a text into the buffer, which the disk does not have, and waits for what is told of it. */
async function typed(text: string): Promise<readonly Told[]> {
  version += 1;
  told.delete(uri);
  await editor.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
  return news();
}

/** What is told of the spec, as soon as something is: no mistakes are told only where there were some. */
async function news(): Promise<readonly Told[]> {
  for (;;) {
    const found = told.get(uri);
    if (found !== undefined && found.version === version) return found.diagnostics;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  }
}

/** The text without its mark `§`, and where that stood. */
function marked(text: string): { readonly text: string; readonly position: Place } {
  const before = text.slice(0, text.indexOf("§")).split("\n");
  return {
    text: text.replace("§", ""),
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
  };
}

async function offered(text: string): Promise<ReadonlyMap<string, string>> {
  const { text: whole, position } = marked(text);
  version += 1;
  const change = { textDocument: { uri, version }, contentChanges: [{ text: whole }] };
  await editor.sendNotification("textDocument/didChange", change);
  const items = await editor.sendRequest<readonly { readonly label: string; readonly textEdit: Edit }[]>(
    "textDocument/completion",
    {
      textDocument: { uri },
      position,
    },
  );
  return new Map(
    items.map(({ label, textEdit: { range, newText } }) => {
      const lines = whole.split("\n");
      const line = lines[range.start.line] ?? "";
      return [label, line.slice(0, range.start.character) + newText + line.slice(range.end.character)];
    }),
  );
}

async function hovered(text: string): Promise<string> {
  const { text: whole, position } = marked(text);
  version += 1;
  const change = { textDocument: { uri, version }, contentChanges: [{ text: whole }] };
  await editor.sendNotification("textDocument/didChange", change);
  const help = await editor.sendRequest<{ readonly contents: { readonly value: string } } | null>("textDocument/hover", {
    textDocument: { uri },
    position,
  });
  return help?.contents.value ?? "";
}

beforeAll(async () => {
  expect(run(folder, "generate").status).toBe(0);
  child = spawn(process.execPath, [program, "lsp", "--stdio"], { cwd: "/", stdio: ["pipe", "pipe", "inherit"] });
  if (child.stdout === null || child.stdin === null) throw new Error("no pipes");
  editor = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  editor.onNotification(
    "textDocument/publishDiagnostics",
    (of: { readonly uri: string; readonly version?: number; readonly diagnostics: readonly Told[] }) => {
      told.set(of.uri, { version: of.version, diagnostics: of.diagnostics });
      for (const wake of waiting.splice(0)) wake();
    },
  );
  editor.listen();
  const { capabilities } = await editor.sendRequest<{ readonly capabilities: Record<string, unknown> }>("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "shop" }],
    capabilities: {},
  });
  expect(Object.keys(capabilities)).toContain("hoverProvider");
  await editor.sendNotification("initialized", {});
  await editor.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version, text: orders } });
});

afterAll(async () => {
  await editor.sendRequest("shutdown");
  await editor.sendNotification("exit");
  editor.dispose();
});

describe("mistakes", () => {
  it("are told as one types, of the buffer and not of the disk, and go when they are mended", async () => {
    const found = await typed(orders.replace("GetItem", "GetItm"));
    expect(found.map(({ code, range }) => [code, range.start])).toEqual([["unknown-action", { line: 8, character: 11 }]]);
    expect(found[0]?.message).toContain("did you mean dynamodb:GetItem?");
    expect(await typed(orders)).toEqual([]);
    expect(readFileSync(join(folder, "specs/shop/orders.yaml"), "utf8")).toBe(orders);
  });

  it("of what stands beside the output are told, too", async () => {
    const [found] = await typed(orders.replace("resources: orders", "resources: ${aws_dynamodb_table.order.arn}"));
    expect(found?.code).toBe("unknown-reference");
    expect(await typed(orders)).toEqual([]);
  });
});

describe("a spec that is not on the disk yet", () => {
  it("is checked with the settings of its folder", async () => {
    const fresh = uriOf("specs/shop/new.yaml");
    const text = orders.replace("name: orders", "name: fresh").replace("GetItem", "GetItm");
    await editor.sendNotification("textDocument/didOpen", {
      textDocument: { uri: fresh, languageId: "yaml", version: 1, text },
    });
    while (told.get(fresh) === undefined)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    expect(told.get(fresh)?.diagnostics.map(({ code }) => code)).toEqual(["unknown-action"]);
    told.delete(fresh);
    await editor.sendNotification("textDocument/didClose", { textDocument: { uri: fresh } });
    // What is told of it goes with it.
    while (told.get(fresh) === undefined)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    expect(told.get(fresh)?.diagnostics).toEqual([]);
  });
});

describe("fixes", () => {
  it("are none where other actions are asked for", async () => {
    const diagnostics = await typed(orders.replace("GetItem", "GetItm"));
    const range = diagnostics[0]?.range;
    const asked = (only?: readonly string[]) =>
      editor.sendRequest<readonly unknown[]>("textDocument/codeAction", {
        textDocument: { uri },
        range,
        context: { diagnostics, ...(only !== undefined && { only }) },
      });
    expect(await asked(["refactor"])).toEqual([]);
    expect((await asked(["quickfix"])).length).toBe(1);
    expect(await typed(orders)).toEqual([]);
  });

  it.each([
    ["GetItem", "GetItm", "dynamodb:GetItem"],
    ["why: an", "wy: an", "why"],
  ])("%s for %s", async (right, wrong, text) => {
    const diagnostics = await typed(orders.replace(right, wrong));
    const range = diagnostics[0]?.range;
    const actions = await editor.sendRequest<
      readonly { readonly title: string; readonly edit: { readonly changes: Record<string, readonly Edit[]> } }[]
    >("textDocument/codeAction", { textDocument: { uri }, range, context: { diagnostics } });
    const [edit] = actions[0]?.edit.changes[uri] ?? [];
    expect(edit?.newText).toBe(text);
    const lines = orders.replace(right, wrong).split("\n");
    const { start, end } = edit?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const line = lines[start.line] ?? "";
    lines[start.line] = line.slice(0, start.character) + (edit?.newText ?? "") + line.slice(end.character);
    expect(lines.join("\n")).toBe(orders);
    expect(await typed(orders)).toEqual([]);
  });
});

describe("help", () => {
  it.each([
    ["dynamodb:Get§Item", ["**dynamodb:GetItem** (Read)", "table", "dynamodb:LeadingKeys", "https://docs.aws.amazon.com/"]],
    ["- s§ns", ["**SNS topic**", "`sns.amazonaws.com`", "source ARN"]],
    ["- sq§s", ["**SQS queue**", "sqs:ReceiveMessage"]],
    ["res§ources", ["What the actions act on"]],
    ["func§tion: {", ["The function: its name"]],
  ])("%s", async (place, words) => {
    const help = await hovered(orders.replace(place.replace("§", ""), place));
    for (const word of words) expect(help).toContain(word);
  });
});

describe("completion", () => {
  const start = orders.slice(0, orders.indexOf("push:"));

  it.each([
    ["an action, behind its service", `${start}actions:\n  - allow: s3:Get§`, "s3:GetObject", "  - allow: s3:GetObject"],
    ["a service", `${start}actions:\n  - allow: s§`, "s3:", "  - allow: s3:"],
    [
      "an action of a list",
      `${start}actions:\n  - allow: [s3:PutObject, s3:Ge§]`,
      "s3:GetObject",
      "  - allow: [s3:PutObject, s3:GetObject]",
    ],
    ["an action in braces", `${start}actions:\n  - {allow: s3:Ge§}`, "s3:GetObject", "  - {allow: s3:GetObject}"],
    ["an entry without its dash", `${start}push:\n  §`, "eventbridge", "  - eventbridge: "],
    ["another entry without its dash", `${start}push:\n  - sns: paid\n  §`, "s3", "  - s3: "],
    ["a source", `${start}push:\n  - §`, "eventbridge", "  - eventbridge: "],
    ["what stands beside a source", `${start}push:\n  - sns: paid\n    §`, "why", "    why: "],
    ["a key of the function", `${start}---\nfunction:\n  mem§`, "memory_size", "  memory_size: "],
    ["a key of a spec", `${start}pu§`, "pull", "pull: "],
    ["what is meant of a variable", `${start}env:\n  TABLE:\n    wr§`, "write", "    write: "],
    ["what is meant of a variable, in braces", `${start}env:\n  TABLE: {re§}`, "read", "  TABLE: {read: }"],
    ["the kind of what is meant", `${start}env:\n  TABLE: {read: {dyn§}}`, "dynamodb", "  TABLE: {read: {dynamodb: }}"],
    [
      "a table that a variable may name",
      `${start}env:\n  TABLE:\n    read: §`,
      "${aws_dynamodb_table.orders.arn}",
      '    read: "${aws_dynamodb_table.orders.arn}"',
    ],
    ["an operator", `${start}actions:\n  - allow: s3:ListBucket\n    conditions:\n      §`, "StringLike", "      StringLike: "],
    [
      "a key of every call",
      `${start}actions:\n  - allow: s3:ListBucket\n    conditions:\n      StringLike:\n        §`,
      "aws:SourceIp",
      '        "aws:SourceIp": ',
    ],
    [
      "a key that the entry's actions know",
      `${start}actions:\n  - allow: dynamodb:GetItem\n    resources: orders\n    conditions:\n      StringEquals:\n        §`,
      "dynamodb:LeadingKeys",
      '        "dynamodb:LeadingKeys": ',
    ],
    [
      "a key of a service, behind its colon",
      `${start}actions:\n  - allow: s3:ListBucket\n    conditions:\n      StringEquals:\n        s3:§`,
      "s3:prefix",
      '        "s3:prefix": ',
    ],
    [
      "a key of a service, behind a quote",
      `${start}actions:\n  - allow: s3:ListBucket\n    conditions:\n      StringEquals:\n        "s3:§`,
      "s3:prefix",
      '        "s3:prefix": ',
    ],
    [
      "a key of a service, in braces",
      `${start}actions:\n  - {allow: s3:ListBucket, conditions: {StringEquals: {s3:§}}}`,
      "s3:prefix",
      '  - {allow: s3:ListBucket, conditions: {StringEquals: {"s3:prefix": }}}',
    ],
    [
      "a resource that is declared beside the output",
      `${start}actions:\n  - allow: dynamodb:GetItem\n    resources: §`,
      "${aws_dynamodb_table.orders.arn}",
      '    resources: "${aws_dynamodb_table.orders.arn}"',
    ],
    [
      "a topic that is declared beside the output",
      `${start}push:\n  - sns: §`,
      "${aws_sns_topic.paid.arn}",
      '  - sns: "${aws_sns_topic.paid.arn}"',
    ],
  ])("%s", async (_, text, label, line) => {
    expect((await offered(text)).get(label)).toBe(line);
  });

  it("offers no key that stands there, and none that is refused", async () => {
    const keys = await offered(`${start}actions:\n  - allow: s3:GetObject\n    §`);
    expect([...keys.keys()]).toContain("resources");
    expect([...keys.keys()]).not.toContain("allow");
    expect([...(await offered(`${start}---\nfunction:\n  §`)).keys()]).not.toContain("function_name");
  });
});

describe("definition", () => {
  it.each([
    ["dynamodb:Get§Item", '"dynamodb:GetItem",'],
    ["- s§ns", "# push.sns paid"],
  ])("%s leads to what it became", async (place, line) => {
    const { text, position } = marked(orders.replace(place.replace("§", ""), place));
    expect(text).toBe(orders);
    await typed(orders.replace("GetItem", "GetItm"));
    await typed(orders);
    const [found] = await editor.sendRequest<readonly { readonly uri: string; readonly range: { readonly start: Place } }[]>(
      "textDocument/definition",
      { textDocument: { uri }, position },
    );
    expect(found?.uri).toBe(uriOf("out/shop/orders.tf"));
    const lines = readFileSync(join(folder, "out/shop/orders.tf"), "utf8").split("\n");
    expect(lines[found?.range.start.line ?? 0]).toContain(line);
  });
});

it("an editor may save what is no YAML, and the server stays", async () => {
  const [found] = await typed("function: {name: [");
  expect(found?.code).toBe("yaml-syntax");
  writeFileSync(join(folder, "specs/shop/orders.yaml"), "function: {name: [");
  await editor.sendNotification("textDocument/didSave", { textDocument: { uri } });
  expect((await typed(orders)).length).toBe(0);
  writeFileSync(join(folder, "specs/shop/orders.yaml"), orders);
});
