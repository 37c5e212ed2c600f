import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type createConnection,
  type InitializeParams,
  type Location,
  type Diagnostic as Published,
  type Range,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Compiled, type CompileInput, compile } from "../../compile.ts";
import { type Diagnostic, inOrder } from "../../diagnostics/diagnostic.ts";
import { type Offer, offersAt } from "../../editor/completion.ts";
import { emittedLine } from "../../editor/emitted-place.ts";
import { helpAt } from "../../editor/help.ts";
import { fixesOf } from "../../editor/quick-fix.ts";
import { placeAt } from "../../editor/spec-place.ts";
import { lookBelow } from "../../files/folders.ts";
import { type HandWritten, handWritten } from "../../files/output/hand-written.ts";
import { arnAttributeOf } from "../../iam/terraform-types.ts";
import { archivedIn, missingFolders } from "../../spec/archived-folders.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { compileInput, readInput } from "../input.ts";
import { newDocuments } from "./open-documents.ts";
import { pathOf, published, rangeOf, real, sameRange } from "./protocol.ts";

export interface LspOptions {
  readonly specs?: string;
  readonly out: string;
}

/** What is written by hand beside the output. */
interface Neighbours {
  readonly declared: (directory: string) => ReadonlySet<string>;
  readonly meanings: NonNullable<CompileInput["meanings"]>;
  readonly judge: (derived: Compiled) => readonly (readonly Diagnostic[])[];
}

/** How long somebody pauses before what was typed is checked. */
const pause = 150;

const kinds = { key: CompletionItemKind.Property, value: CompletionItemKind.EnumMember, reference: CompletionItemKind.Reference };

/** What an editor is told and asked of specs. */
export class SpecServer {
  private readonly documents = new TextDocuments(TextDocument);
  private published = new Set<string>();
  private told: readonly Diagnostic[] = [];
  private compiled: Compiled | null = null;
  private beside: Neighbours | null = null;
  /** As they were at the last check, by their names. */
  private files: ReadonlyMap<string, SourceFile> = new Map();
  private checks = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly connection: ReturnType<typeof createConnection>,
    private readonly options: LspOptions,
    private readonly readNeighbours: (files: Iterable<HandWritten>) => Promise<Neighbours>,
  ) {
    this.documents.listen(connection);
    this.documents.onDidChangeContent(() => this.checkSoon());
    this.documents.onDidSave(() => this.checkSoon(0));
    this.documents.onDidClose(() => this.checkSoon());
  }

  initialize({ workspaceFolders, rootUri }: InitializeParams) {
    const uri = workspaceFolders?.[0]?.uri ?? rootUri;
    if (uri?.startsWith("file:") === true) process.chdir(fileURLToPath(uri));
    return {
      serverInfo: { name: "lambdagrant" },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental as TextDocumentSyncKind, save: true },
        completionProvider: { triggerCharacters: [":", " ", "$", "{", '"'] },
        hoverProvider: true,
        definitionProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
    };
  }

  checkSoon(after = pause): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.check().catch((thrown: unknown) => this.connection.console.error(String(thrown)));
    }, after);
  }

  /** Compiles what is typed, and tells every file its mistakes; what was typed meanwhile is checked next, and nothing old is told. */
  private async check(): Promise<void> {
    this.checks += 1;
    const own = this.checks;
    const read = await readInput([], this.options.specs);
    const [input, unread] = "diagnostics" in read ? [read.rest, read.diagnostics] : [read.input, []];
    const beside = await this.readNeighbours(handWritten(this.options.out, input?.found ?? { rootName: "", specs: [] }));
    if (own !== this.checks) return;
    this.beside = beside;
    if (input === undefined) {
      this.publish(unread);
      return;
    }
    const open = new Map(this.documents.all().map((document) => [pathOf(document.uri), document.getText()]));
    const files = new Map<string, SourceFile>();
    // A file that is the same object was read and checked before: what is typed in one leaves the others as they were found.
    const typed = (file: SourceFile): SourceFile => {
      const text = open.get(real(resolve(file.file))) ?? file.text;
      const last = this.files.get(file.file);
      const now = last?.text === text && last.path === file.path ? last : { ...file, text };
      files.set(file.file, now);
      return now;
    };
    const fresh = newDocuments(this.documents.all(), input.found.root, input.sources);
    const texts = {
      ...input,
      specs: [...input.specs, ...fresh.specs].map(typed),
      settings: [...input.settings, ...fresh.settings].map(typed),
    };
    this.files = files;
    const compiled = compile({ ...compileInput(texts, this.options), ...beside });
    this.compiled = compiled;
    const missing = missingFolders(archivedIn(compiled.folders), lookBelow(input.found.root));
    this.publish(inOrder([...unread, ...compiled.diagnostics, ...missing, ...(beside?.judge(compiled) ?? []).flat()]));
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
    const path = real(resolve(file));
    return this.documents.all().find(({ uri }) => pathOf(uri) === path)?.uri ?? pathToFileURL(resolve(file)).href;
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
    const offers = offersAt(place, /(^|\/)stack\.ya?ml$/.test(uri) ? "stack" : "spec", this.references(uri));
    const quoted = text.split(/\r?\n/)[line]?.[place.from - 1] === '"';
    return offers.map(({ label, kind, about, text: newText }: Offer, index) => {
      // A quote that stands there already is the first of the two that are written.
      const own = quoted && newText.startsWith('"') ? '"' : "";
      const range: Range = { start: { line, character: place.from - own.length }, end: { line, character } };
      const sortText = String(index).padStart(6, "0");
      return { label, kind: kinds[kind], detail: about, filterText: own + label, sortText, textEdit: { range, newText } };
    });
  }

  /** The ARNs of what is declared by hand beside a spec's output, as expressions. */
  private references(uri: string): readonly string[] {
    const declared = this.beside?.declared;
    if (declared === undefined) return [];
    const addresses = new Set(this.directoriesOf(uri).flatMap((each) => [...declared(each)]));
    return [...addresses].sort().flatMap((address) => {
      const type = /^(?:data\.)?(aws_\w+)\./.exec(address)?.[1];
      const attribute = type === undefined ? null : arnAttributeOf(type);
      return attribute === null ? [] : [`\${${address}.${attribute}}`];
    });
  }

  /** Below the out folder, where what a spec declares is written, in each target. */
  private directoriesOf(uri: string): readonly string[] {
    const folder = relative(real(resolve(this.options.specs ?? "specs")), dirname(pathOf(uri)));
    if (folder.startsWith("..")) return [];
    const directory = folder.split(sep).join("/");
    return [directory, ...(this.compiled?.targets ?? []).map((target) => join(target, directory))];
  }

  /** `only`: the kinds of actions that are asked for, where not any will do. */
  fixes(uri: string, asked: readonly Published[], only: readonly string[] = [CodeActionKind.QuickFix]): CodeAction[] {
    const document = this.documents.get(uri);
    const isAsked = only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix);
    if (document === undefined || !isAsked) return [];
    return asked.flatMap((one) => {
      const own = this.told.find(
        (diagnostic) =>
          this.uriOf(diagnostic.file) === uri && diagnostic.code === one.code && sameRange(rangeOf(diagnostic), one.range),
      );
      if (own === undefined) return [];
      const { line } = one.range.start;
      const whole: Range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
      const before = document.getText({ start: whole.start, end: one.range.start });
      const next = document.getText({ start: whole.end, end: { line: line + 2, character: 0 } });
      return fixesOf(own, document.getText(one.range), before, next).map(
        ({ title, text }): CodeAction => ({
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [one],
          edit: { changes: { [uri]: [text === null ? { range: whole, newText: "" } : { range: one.range, newText: text }] } },
        }),
      );
    });
  }

  /** What the place became in the output, in each target; only where it was written. */
  define(uri: string, line: number, character: number): Location[] {
    const found = this.wordAt(uri, line, character);
    if (found === null || this.compiled === null) return [];
    const key = ["push", "pull"].some((list) => found.place.path.includes(list)) ? found.word : undefined;
    const name = `${basename(fileURLToPath(uri)).replace(/\.ya?ml$/, "")}.tf`;
    const emitted = new Set(this.directoriesOf(uri).map((directory) => join(directory, name)));
    return this.compiled.files.flatMap(({ path, text }) => {
      const file = resolve(this.options.out, path);
      if (!emitted.has(path) || !existsSync(file)) return [];
      const start = { line: emittedLine(text, found.word, key), character: 0 };
      return [{ uri: pathToFileURL(file).href, range: { start, end: start } }];
    });
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
