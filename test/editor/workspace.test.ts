import { type ChildProcess, spawn } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import { folderWith, program } from "../support/program.ts";

/** `lambdagrant lsp` and what an editor has beside one open spec: files on the disk, several folders, documents that are no files. */

const spec = (name: string) =>
  `function: {name: ${name}, runtime: python3.13, handler: app.handler, filename: a.zip, source_code_hash: x}
actions:
  - allow: dynamodb:GetItem
    resources: orders
`;
const wrong = (name: string) => spec(name).replace("GetItem", "GetItm");
const stack = { "specs/stack.yaml": 'region: eu-west-1\naccount: "123456789012"\n' };

interface Registered {
  readonly registrations: readonly {
    readonly method: string;
    readonly registerOptions: { readonly watchers: readonly { readonly globPattern: string }[] };
  }[];
}

/** An editor with some folders open. */
class Editor {
  private readonly child: ChildProcess = spawn(process.execPath, [program, "lsp", "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  private readonly connection: MessageConnection;
  private readonly told = new Map<string, readonly { readonly code: string }[]>();
  private readonly waiting: (() => void)[] = [];
  readonly registered: Registered[] = [];
  readonly failures: string[] = [];

  constructor() {
    const { stdout, stdin } = this.child;
    if (stdout === null || stdin === null) throw new Error("no pipes");
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => {
      this.told.set(uri, diagnostics);
      for (const wake of this.waiting.splice(0)) wake();
    });
    this.connection.onNotification("window/logMessage", ({ message }) => {
      this.failures.push(message);
    });
    this.connection.onRequest("client/registerCapability", (params: Registered) => {
      this.registered.push(params);
      for (const wake of this.waiting.splice(0)) wake();
      return null;
    });
    this.connection.listen();
  }

  async start(folders: readonly string[], watches = true): Promise<this> {
    await this.connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders.map((folder) => ({ uri: pathToFileURL(folder).href, name: folder })),
      capabilities: { workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: watches } } },
    });
    await this.notify("initialized", {});
    return this;
  }

  notify(method: string, params: object): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  ask(method: string, uri: string): Promise<unknown> {
    const position = { line: 0, character: 3 };
    const range = { start: position, end: position };
    return this.connection.sendRequest(`textDocument/${method}`, {
      textDocument: { uri },
      position,
      range,
      context: { diagnostics: [] },
    });
  }

  open(uri: string, text: string): Promise<void> {
    return this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
  }

  changed(uri: string, type: number): Promise<void> {
    return this.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type }] });
  }

  /** Waits until these are the codes that are told of a file. */
  async until(uri: string, codes: readonly string[]): Promise<void> {
    await this.untilTrue(() => JSON.stringify(this.told.get(uri)?.map(({ code }) => code)) === JSON.stringify(codes));
  }

  async untilTrue(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.notify("exit", {});
    this.connection.dispose();
  }
}

const editors: Editor[] = [];
const start = async (folders: readonly string[], watches?: boolean) => {
  const editor = new Editor();
  editors.push(editor);
  return editor.start(folders, watches);
};
const uriOf = (folder: string, path: string) => pathToFileURL(join(folder, path)).href;

afterEach(async () => {
  for (const editor of editors.splice(0)) await editor.stop();
});

describe("what changes on the disk", () => {
  const folder = folderWith({ ...stack, "specs/a.yaml": wrong("a"), "specs/more/b.yaml": wrong("b") });
  const [first, second] = [uriOf(folder, "specs/a.yaml"), uriOf(folder, "specs/more/b.yaml")];

  it("is told by an editor that can, and the mistakes of what is deleted go", async () => {
    const editor = await start([folder]);
    await editor.until(first, ["unknown-action"]);
    await editor.untilTrue(() => editor.registered.length > 0);
    const [registration] = editor.registered[0]?.registrations ?? [];
    expect(registration?.method).toBe("workspace/didChangeWatchedFiles");
    expect(registration?.registerOptions.watchers.map(({ globPattern }) => globPattern)).toEqual([
      "**/*.{yaml,yml,tf,tf.json}",
      "**/specs{,/**}",
      "**/out{,/**}",
    ]);
    renameSync(join(folder, "specs/a.yaml"), join(folder, "aside"));
    await editor.changed(first, 3);
    await editor.until(first, []);
    renameSync(join(folder, "aside"), join(folder, "specs/a.yaml"));
    await editor.changed(first, 1);
    await editor.until(first, ["unknown-action"]);
    writeFileSync(join(folder, "specs/a.yaml"), spec("a"));
    await editor.changed(first, 2);
    await editor.until(first, []);
    await editor.until(second, ["unknown-action"]);
    rmSync(join(folder, "specs/more"), { recursive: true });
    await editor.changed(uriOf(folder, "specs/more"), 3);
    await editor.until(second, []);
  });

  it("is asked of no editor that cannot", async () => {
    writeFileSync(join(folder, "specs/a.yaml"), wrong("a"));
    const editor = await start([folder], false);
    await editor.until(first, ["unknown-action"]);
    expect(editor.registered).toEqual([]);
  });
});

describe("several folders", () => {
  const [one, two, bare] = [
    folderWith({ ...stack, "specs/a.yaml": wrong("a") }),
    folderWith({ ...stack, "specs/a.yaml": wrong("a") }),
    folderWith({ "readme.md": "" }),
  ];

  it("are each checked, but for those without specs", async () => {
    const editor = await start([one, bare, two]);
    await editor.until(uriOf(one, "specs/a.yaml"), ["unknown-action"]);
    await editor.until(uriOf(two, "specs/a.yaml"), ["unknown-action"]);
    await editor.open(uriOf(two, "specs/a.yaml"), spec("a"));
    await editor.until(uriOf(two, "specs/a.yaml"), []);
    await editor.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [], removed: [{ uri: pathToFileURL(one).href, name: one }] },
    });
    await editor.until(uriOf(one, "specs/a.yaml"), []);
    await editor.notify("workspace/didChangeWorkspaceFolders", {
      event: { added: [{ uri: pathToFileURL(one).href, name: one }], removed: [] },
    });
    await editor.until(uriOf(one, "specs/a.yaml"), ["unknown-action"]);
    expect(editor.failures).toEqual([]);
  });

  it("may be gone", async () => {
    const editor = await start([join(one, "nothing"), two]);
    await editor.until(uriOf(two, "specs/a.yaml"), ["unknown-action"]);
  });
});

describe("documents", () => {
  const folder = folderWith({ ...stack, "specs/a.yaml": spec("a") });
  const spare = uriOf(folder, "specs/a.yaml");

  it("of new rules are rules", async () => {
    const editor = await start([folder]);
    const rules = uriOf(folder, "specs/rules.yaml");
    await editor.open(rules, "rules:\n  - never: no tables\n    services: [dynamodb]\n");
    await editor.until(spare, ["forbidden-grant"]);
    await editor.notify("textDocument/didChange", {
      textDocument: { uri: rules, version: 2 },
      contentChanges: [{ text: "rules:\n  - nevr: no tables\n    services: [dynamodb]\n" }],
    });
    await editor.until(rules, ["unknown-key"]);
  });

  it.each([
    "file://host/share/a.yaml",
    "file:///tmp/%E0%A4%A.yaml",
    "file:///%00x.yaml",
    "untitled:Untitled-1",
    "git:/x/y.yaml",
    "no uri",
  ])("that are no files of this machine stop nothing: %s", async (uri) => {
    const editor = await start([folder]);
    await editor.open(uri, "function: {name: 5}\n");
    for (const method of ["hover", "completion", "codeAction"]) await editor.ask(method, uri);
    expect(await editor.ask("definition", uri)).toEqual([]);
    await editor.open(spare, wrong("a"));
    await editor.until(spare, ["unknown-action"]);
    expect(editor.failures).toEqual([]);
  });
});
