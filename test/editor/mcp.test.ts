import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderWith, program, temporaryFolder } from "../support/program.ts";

/** `lambdagrant mcp`, asked by the protocol's own client. */

const spec = (
  more = "",
) => `function: {name: orders, runtime: python3.13, handler: app.handler, filename: a.zip, source_code_hash: x}
push:
  - sns: paid
    why: an order that is paid
actions:
  - allow: dynamodb:GetItem
    resources: orders
    why: the order itself
${more}`;

const folder = folderWith({
  "specs/shop/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n',
  "specs/shop/orders.yaml": spec(),
  "broken/wrong.yaml": "function: {name: wrong}\nactions:\n  - allow: s3:GetObjekt\n    resources: arn:aws:s3:::a/*\n",
});
const refusal =
  "User: arn:aws:sts::123456789012:assumed-role/orders/orders is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders because no identity-based policy allows the dynamodb:PutItem action";
const elsewhere = temporaryFolder("elsewhere");

const client = new Client({ name: "test", version: "1" });

async function ask(name: string, given: Record<string, unknown>): Promise<{ readonly text: string; readonly failed: boolean }> {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const [first] = content as readonly { readonly type: string; readonly text: string }[];
  return { text: first?.text ?? "", failed: isError === true };
}

function git(...words: readonly string[]): void {
  const own = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main", ...words];
  const { status, stderr } = spawnSync("git", own, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

function everything(): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).filter((path) => !path.includes("/.git/"));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
}

describe("mcp", () => {
  let before = {};

  beforeAll(async () => {
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "one");
    writeFileSync(
      join(folder, "specs/shop/orders.yaml"),
      spec("  - allow: s3:GetObject\n    resources: arn:aws:s3:::photos/*\n"),
    );
    writeFileSync(join(elsewhere, "secret.yaml"), "function: {name: secret}\n");
    mkdirSync(join(folder, "links"));
    symlinkSync(elsewhere, join(folder, "links/out"));
    // What is there is no glob, whatever characters it has.
    for (const name of ["x[1]", "x{1}", "links/x*", "links/specs"]) symlinkSync(elsewhere, join(folder, name));
    mkdirSync(join(folder, "q[1]"));
    symlinkSync(elsewhere, join(folder, "q[1]/l"));
    // It leads out, and back in.
    symlinkSync(join(folder, "broken/wrong.yaml"), join(elsewhere, "back.yaml"));
    before = everything();
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [program, "mcp"], cwd: folder, stderr: "pipe" }),
    );
  });

  afterAll(() => client.close());

  it("refuses an argument that a tool does not have", async () => {
    const { text, failed } = await ask("check", { path: "specs/shop/orders.yaml" });
    expect(failed).toBe(true);
    expect(text).toContain('"path"');
  });

  it("offers tools that only read", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(["check", "diff", "explain", "fix", "who-can"]);
    for (const { annotations, inputSchema } of tools) {
      expect(annotations?.readOnlyHint).toBe(true);
      expect(inputSchema.type).toBe("object");
    }
  });

  it("checks", async () => {
    const good = await ask("check", {});
    expect(good.failed).toBe(false);
    expect(JSON.parse(good.text)).toMatchObject({ diagnostics: [] });
    const wrong = await ask("check", { paths: ["broken"] });
    expect(wrong.failed).toBe(false);
    expect(wrong.text).toContain("did you mean s3:GetObject?");
  });

  it("explains, and says who can", async () => {
    expect((await ask("explain", { paths: ["specs/shop/orders.yaml"] })).text).toContain("an order that is paid");
    expect((await ask("who-can", { action: "dynamodb:GetItem", resource: "*" })).text).toContain("orders");
    expect((await ask("who-can", { action: "invoke", resource: "orders" })).text).toContain("sns.amazonaws.com");
  });

  it("says what a change grants", async () => {
    const { text, failed } = await ask("diff", { base: "HEAD" });
    expect(failed).toBe(false);
    expect(text).toContain("s3:GetObject");
    expect(text).not.toContain("dynamodb:GetItem");
  });

  it("says why AWS refused a call", async () => {
    expect((await ask("fix", { message: refusal })).text).toContain("dynamodb:PutItem");
  });

  it.each([
    ["check", { paths: [elsewhere] }],
    ["check", { paths: ["../"] }],
    ["check", { paths: ["links/out"] }],
    ["check", { paths: ["links/out/*.yaml"] }],
    ["check", { paths: ["--out=x"] }],
    ["check", { specs: "links/out" }],
    ["explain", { paths: ["links/out/secret.yaml"] }],
    ["explain", { paths: ["links/out/back.yaml"] }],
    ["explain", { paths: ["x[1]"] }],
    ["explain", { paths: ["links/x*"] }],
    ["explain", { paths: ["q[1]/l/secret.yaml"] }],
    ["check", { specs: "q[1]/l" }],
    ["diff", { base: "HEAD", head: "x{1}" }],
    ["diff", { base: "HEAD", head: "links" }],
    ["diff", { base: "--output=/tmp/x" }],
    ["diff", { base: "HEAD", head: "../elsewhere" }],
    ["diff", { base: elsewhere }],
    ["diff", { base: "HEAD; touch x" }],
  ])("%s reads nothing outside: %o", async (name, given) => {
    const { text, failed } = await ask(name, given);
    expect(failed).toBe(true);
    expect(text).toMatch(/leads out of the folder|is no path|neither a folder nor/);
    expect(text).not.toContain("name: secret");
  });

  it("follows no link where nothing is named", async () => {
    for (const link of ["out", "specs"]) {
      if (link === "specs") renameSync(join(folder, "specs"), join(folder, "aside"));
      symlinkSync(elsewhere, join(folder, link));
      const { text, failed } = await ask("check", {});
      rmSync(join(folder, link));
      if (link === "specs") renameSync(join(folder, "aside"), join(folder, "specs"));
      expect(failed).toBe(true);
      expect(text).toContain(`"${link}" leads out of the folder`);
    }
  });

  it("refuses what a tool does not take", async () => {
    expect((await ask("who-can", { action: "s3:GetObject" })).failed).toBe(true);
    expect((await ask("check", { targets: ["-x"] })).failed).toBe(true);
  });

  it.each([
    ["check", { paths: ["specs/nope.yaml"] }],
    ["explain", { paths: ["specs/nope.yaml"] }],
    ["check", { specs: "nope" }],
    ["who-can", { action: "s3:GetObject", resource: "*", specs: "nope" }],
    ["fix", { message: refusal, specs: "nope" }],
  ])("%s says of a file that is not there that it is not: %o", async (name, given) => {
    const { text, failed } = await ask(name, given);
    expect(failed).toBe(true);
    expect(text).toContain("nope");
    expect(text).toContain("there is no such file or folder");
  });

  it("has written nothing", () => {
    expect(everything()).toEqual(before);
  });
});
