import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";

/** A real yaml-language-server over standard input and output, as an editor starts it. */

export interface LanguageServer {
  /** Opens a file and waits for what the server says of it, `LINE:COLUMN message` each, from 1. */
  open(uri: string, text: string): Promise<readonly string[]>;
  /** The labels that the server offers at a place of a file, and what each would insert. */
  complete(uri: string, place: Place): Promise<ReadonlyMap<string, string>>;
  /** The help at a place of a file, as Markdown. */
  hover(uri: string, place: Place): Promise<string>;
  stop(): void;
}

/** From 0, as the protocol counts. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly range: { readonly start: Place }; readonly message: string }[];
}

interface CompletionItem {
  readonly label: string;
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string };
}

/** `schemas`: URI of a schema → the files that it is for, as in an editor's `yaml.schemas`. */
export async function startLanguageServer(schemas: Readonly<Record<string, string>>): Promise<LanguageServer> {
  const program = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  // No schema store: a test asks nothing of the network.
  const yaml = { schemas, schemaStore: { enable: false }, validate: true, completion: true, hover: true };
  const answers = new Map<number, { resolve: (result: unknown) => void; reject: (reason: Error) => void }>();
  const published = new Map<string, (found: readonly string[]) => void>();
  const send = (message: Message) => write(child, message);
  readMessages(child, (message) => {
    const { id, method, params, result, error } = message;
    if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as Published;
      published.get(uri)?.(diagnostics.map(({ range, message: text }) => `${shown(range.start)} ${text}`).sort());
    } else if (method === "workspace/configuration" && id !== undefined) {
      const { items } = params as { readonly items: readonly { readonly section: string }[] };
      send({ id, result: items.map(({ section }) => (section === "yaml" ? yaml : null)) });
    } else if (method !== undefined) {
      if (id !== undefined) send({ id, result: null });
    } else if (id !== undefined) {
      if (error === undefined) answers.get(id)?.resolve(result);
      else answers.get(id)?.reject(new Error(error.message));
    }
  });
  let requests = 0;
  const request = (method: string, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      requests += 1;
      answers.set(requests, { resolve, reject });
      send({ id: requests, method, params });
    });
  await request("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: { completion: { completionItem: { snippetSupport: true } }, hover: { contentFormat: ["markdown"] } },
    },
  });
  send({ method: "initialized", params: {} });
  send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml } } });
  return {
    open: (uri, text) =>
      new Promise((resolve) => {
        published.set(uri, resolve);
        send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
      }),
    async complete(uri, position) {
      const found = await request("textDocument/completion", { textDocument: { uri }, position });
      const { items } = found as { readonly items: readonly CompletionItem[] };
      return new Map(items.map(({ label, insertText, textEdit }) => [label, textEdit?.newText ?? insertText ?? label]));
    },
    async hover(uri, position) {
      const found = await request("textDocument/hover", { textDocument: { uri }, position });
      return (found as { readonly contents: { readonly value: string } } | null)?.contents.value ?? "";
    },
    stop: () => child.kill(),
  };
}

function shown({ line, character }: Place): string {
  return `${line + 1}:${character + 1}`;
}

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol */
function write(child: ChildProcess, message: Message): void {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  child.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function readMessages(child: ChildProcess, take: (message: Message) => void): void {
  let read = Buffer.alloc(0);
  child.stdout?.on("data", (chunk: Buffer) => {
    read = Buffer.concat([read, chunk]);
    for (;;) {
      const head = read.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(read.toString("latin1", 0, head))?.[1]);
      const end = head + 4 + length;
      if (read.length < end) return;
      const text = read.toString("utf8", head + 4, end);
      read = read.subarray(end);
      take(JSON.parse(text) as Message);
    }
  });
}
