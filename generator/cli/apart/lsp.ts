import { createConnection } from "vscode-languageserver/node";
import type { LspOptions } from "../editor/spec-folder.ts";
import { SpecServer } from "../editor/spec-server.ts";
import { type Exit, exit, whenUnread } from "../print-output.ts";
import { readNeighbours } from "./neighbours.ts";

/**
 * `lambdagrant lsp`: the language server of specs, over standard input and output. Buffers stand in the place of the files on disk.
 * https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
 */
export async function lsp(options: LspOptions): Promise<Exit> {
  const connection = createConnection(process.stdin, process.stdout);
  const server = new SpecServer(connection, options, readNeighbours);
  connection.onInitialize((params) => server.initialize(params));
  connection.onInitialized(() => server.begin());
  connection.onDidChangeWatchedFiles(() => server.checkSoon());
  connection.onHover(({ textDocument, position }) => server.hover(textDocument.uri, position.line, position.character));
  connection.onCompletion(({ textDocument, position }) => server.complete(textDocument.uri, position.line, position.character));
  connection.onCodeAction(({ textDocument, context }) => server.fixes(textDocument.uri, context.diagnostics, context.only));
  connection.onDefinition(({ textDocument, position }) => server.define(textDocument.uri, position.line, position.character));
  return new Promise((done) => {
    connection.onExit(() => done(exit.done));
    process.stdin.once("end", () => done(exit.done));
    whenUnread(() => done(exit.done));
    connection.listen();
  });
}
