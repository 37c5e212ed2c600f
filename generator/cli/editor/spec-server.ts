import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type createConnection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type Location,
  type Diagnostic as Published,
  type Range,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFoldersChangeEvent,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Diagnostic, inOrder } from "../../diagnostics/diagnostic.ts";
import { type Offer, offersAt } from "../../editor/completion.ts";
import { helpAt } from "../../editor/help.ts";
import { fixesOf } from "../../editor/quick-fix.ts";
import { placeAt } from "../../editor/spec-place.ts";
import { pathOfUri, published, rangeOfSpan, real, sameRange } from "./protocol.ts";
import { type LspOptions, type ReadNeighbours, SpecFolder } from "./spec-folder.ts";
import { watchersOf } from "./watchers.ts";

/** How long somebody pauses before what was typed is checked. */
const pause = 150;

const kinds = { key: CompletionItemKind.Property, value: CompletionItemKind.EnumMember, reference: CompletionItemKind.Reference };

/** What an editor is told and asked of specs. */
export class SpecServer {
  private readonly connection: ReturnType<typeof createConnection>;
  private readonly options: LspOptions;
  private readonly readNeighbours: ReadNeighbours;
  private readonly documents = new TextDocuments(TextDocument);
  private folders: readonly SpecFolder[] = [];
  private published = new Set<string>();
  private told: readonly Diagnostic[] = [];
  private checks = 0;
  private checked: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private capabilities: InitializeParams["capabilities"] = {};

  constructor(connection: ReturnType<typeof createConnection>, options: LspOptions, readNeighbours: ReadNeighbours) {
    this.connection = connection;
    this.options = options;
    this.readNeighbours = readNeighbours;
    this.documents.listen(connection);
    this.documents.onDidChangeContent(() => this.checkSoon());
    this.documents.onDidSave(() => this.checkSoon(0));
    this.documents.onDidClose(() => this.checkSoon());
  }

  initialize({ workspaceFolders, rootUri, capabilities }: InitializeParams) {
    this.capabilities = capabilities;
    const uris = (workspaceFolders ?? []).map(({ uri }) => uri);
    this.folders = this.foldersAt(uris.length === 0 && rootUri !== null ? [rootUri] : uris);
    // An editor that opens a file alone says of no folder where the specs are.
    if (this.folders.length === 0) this.folders = [new SpecFolder(process.cwd(), this.options, this.readNeighbours)];
    return {
      serverInfo: { name: "lambdagrant" },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental as TextDocumentSyncKind, save: true },
        completionProvider: { triggerCharacters: [":", " ", "$", "{", '"'] },
        hoverProvider: true,
        definitionProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  }

  /** The editor is ready: it tells from now on what changes on the disk, where it can, and is told what is wrong. */
  begin(): void {
    if (this.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true) {
      const watched = { watchers: [...watchersOf(this.options)] };
      this.connection.client.register(DidChangeWatchedFilesNotification.type, watched).catch(this.failed);
    }
    if (this.capabilities.workspace?.workspaceFolders === true)
      this.connection.workspace.onDidChangeWorkspaceFolders((event) => this.changeFolders(event));
    this.checkSoon(0);
  }

  private foldersAt(uris: readonly string[]): readonly SpecFolder[] {
    const roots = uris.flatMap((uri) => pathOfUri(uri) ?? []);
    return roots.map((root) => new SpecFolder(root, this.options, this.readNeighbours));
  }

  private changeFolders({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(({ uri }) => pathOfUri(uri)));
    this.folders = [...this.folders.filter(({ root }) => !gone.has(root)), ...this.foldersAt(added.map(({ uri }) => uri))];
    this.checkSoon(0);
  }

  checkSoon(after = pause): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.checks += 1;
      const own = this.checks;
      // One after the other: each of the folders is the current one while it is checked.
      this.checked = this.checked.then(() => this.check(() => own === this.checks)).catch(this.failed);
    }, after);
  }

  private readonly failed = (thrown: unknown): void => this.connection.console.error(String(thrown));

  /** Compiles what is typed, and tells every file its mistakes; what was typed meanwhile is checked next, and nothing old is told. */
  private async check(isNew: () => boolean): Promise<void> {
    const found: Diagnostic[] = [];
    for (const folder of this.folders) {
      // Of several folders, those without specs are about something else.
      if (!existsSync(folder.root) || (this.folders.length > 1 && !existsSync(folder.specs))) continue;
      const own = await folder.check(() => this.documents.all(), isNew);
      if (own === null) return;
      found.push(...own);
    }
    this.publish(inOrder(found));
  }

  private publish(diagnostics: readonly Diagnostic[]): void {
    this.told = diagnostics;
    const byUri = new Map<string, Published[]>([...this.published].map((uri) => [uri, []]));
    for (const diagnostic of diagnostics) {
      const uri = this.uriOf(diagnostic.file);
      byUri.set(uri, [...(byUri.get(uri) ?? []), published(diagnostic)]);
    }
    for (const [uri, own] of byUri) {
      const version = this.documents.get(uri)?.version;
      void this.connection.sendDiagnostics({ uri, diagnostics: own, ...(version !== undefined && { version }) });
    }
    this.published = new Set([...byUri].filter(([, own]) => own.length > 0).map(([uri]) => uri));
  }

  /** As the editor calls the file, where it has it open. */
  private uriOf(file: string): string {
    const path = real(file);
    return this.documents.all().find(({ uri }) => pathOfUri(uri) === path)?.uri ?? pathToFileURL(file).href;
  }

  hover(uri: string, line: number, character: number) {
    const found = this.wordAt(uri, line, character);
    const help = found === null ? null : helpAt(found.place, found.word);
    return help === null ? null : { contents: { kind: "markdown" as const, value: help } };
  }

  complete(uri: string, line: number, character: number): CompletionItem[] {
    const text = this.documents.get(uri)?.getText();
    if (text === undefined) return [];
    const place = placeAt(text, line, character);
    const path = pathOfUri(uri);
    const references = path === null ? [] : this.folders.flatMap((folder) => folder.references(path));
    const offers = offersAt(place, /(^|\/)stack\.ya?ml$/.test(uri) ? "stack" : "spec", references);
    const quoted = text.split(/\r?\n/)[line]?.[place.from - 1] === '"';
    return offers.map(({ label, kind, about, text: newText }: Offer, index) => {
      // A quote that stands there already is the first of the two that are written.
      const own = quoted && newText.startsWith('"') ? '"' : "";
      const range: Range = { start: { line, character: place.from - own.length }, end: { line, character } };
      const sortText = String(index).padStart(6, "0");
      return { label, kind: kinds[kind], detail: about, filterText: own + label, sortText, textEdit: { range, newText } };
    });
  }

  /** `only`: the kinds of actions that are asked for, where not any will do. */
  fixes(uri: string, asked: readonly Published[], only: readonly string[] = [CodeActionKind.QuickFix]): CodeAction[] {
    const document = this.documents.get(uri);
    const isAsked = only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix);
    if (document === undefined || !isAsked) return [];
    return asked.flatMap((one) => {
      const own = this.told.find(
        (diagnostic) =>
          this.uriOf(diagnostic.file) === uri && diagnostic.code === one.code && sameRange(rangeOfSpan(diagnostic), one.range),
      );
      if (own === undefined) return [];
      return fixesOf(own, document.getText()).map(
        ({ title, span, text }): CodeAction => ({
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [one],
          edit: { changes: { [uri]: [{ range: rangeOfSpan(span), newText: text }] } },
        }),
      );
    });
  }

  /** What the place became in the output. */
  define(uri: string, line: number, character: number): Location[] {
    const found = this.wordAt(uri, line, character);
    const path = pathOfUri(uri);
    if (found === null || path === null) return [];
    const key = ["push", "pull"].some((list) => found.place.path.includes(list)) ? found.word : undefined;
    return this.folders.flatMap((folder) => folder.emitted(path, found.word, key));
  }

  /** The whole word at a place: an action is one. */
  private wordAt(uri: string, line: number, character: number) {
    const text = this.documents.get(uri)?.getText();
    const own = text?.split(/\r?\n/)[line];
    if (text === undefined || own === undefined) return null;
    const behind = /^[\w:-]*/.exec(own.slice(character))?.[0] ?? "";
    const before = /[\w:-]*$/.exec(own.slice(0, character))?.[0] ?? "";
    const word = (before + behind).replace(/^:+|:+$/g, "");
    return { word, place: placeAt(text, line, character) };
  }
}
