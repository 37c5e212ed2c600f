import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Location } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Compiled, type CompileInput, compile } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { emittedLine } from "../../editor/emitted-place.ts";
import { lookBelow } from "../../files/folders.ts";
import { type HandWritten, handWritten } from "../../files/output/hand-written.ts";
import { arnAttributeOf } from "../../iam/terraform-types.ts";
import { archivedIn, missingFolders } from "../../spec/archived-folders.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { compileInput, readInput } from "../input.ts";
import { newDocuments } from "./open-documents.ts";
import { pathOfUri, real } from "./protocol.ts";

export interface LspOptions {
  readonly specs?: string;
  readonly out: string;
}

/** What is written by hand beside the output. */
interface Neighbours {
  readonly declared: (directory: string) => ReadonlySet<string>;
  readonly meanings: NonNullable<CompileInput["meanings"]>;
  readonly types: NonNullable<CompileInput["types"]>;
  readonly judge: (derived: Compiled) => readonly (readonly Diagnostic[])[];
}

export type ReadNeighbours = (files: Iterable<HandWritten>) => Promise<Neighbours>;

/** A folder of the workspace: its specs and its output, as they were at the last check. */
export class SpecFolder {
  readonly root: string;
  private readonly options: LspOptions;
  private readonly readNeighbours: ReadNeighbours;
  private compiled: Compiled | null = null;
  private beside: Neighbours | null = null;
  /** By their names. */
  private files: ReadonlyMap<string, SourceFile> = new Map();

  constructor(root: string, options: LspOptions, readNeighbours: ReadNeighbours) {
    this.root = root;
    this.options = options;
    this.readNeighbours = readNeighbours;
  }

  /** Where its specs lie. */
  get specs(): string {
    return resolve(this.root, this.options.specs ?? "specs");
  }

  /**
   * The mistakes in it, with what is typed in the place of what is saved; null where that changed meanwhile. It becomes the current
   * folder, by which files are named.
   */
  async check(documents: () => readonly TextDocument[], isNew: () => boolean): Promise<readonly Diagnostic[] | null> {
    if (!isNew()) return null;
    process.chdir(this.root);
    const read = await readInput([], this.options.specs);
    const [input, unread] = "diagnostics" in read ? [read.rest, read.diagnostics] : [read.input, []];
    const beside = await this.readNeighbours(handWritten(this.options.out, input?.found ?? { rootName: "", specs: [] }));
    if (!isNew()) return null;
    this.beside = beside;
    if (input === undefined) return this.placed(unread);
    const typedIn = documents();
    const open = new Map(typedIn.map((document) => [pathOfUri(document.uri), document.getText()]));
    const files = new Map<string, SourceFile>();
    // A file that is the same object was read and checked before: what is typed in one leaves the others as they were found.
    const typed = (file: SourceFile): SourceFile => {
      const text = open.get(real(resolve(file.file))) ?? file.text;
      const last = this.files.get(file.file);
      const now = last?.text === text && last.path === file.path ? last : { ...file, text };
      files.set(file.file, now);
      return now;
    };
    const fresh = newDocuments(typedIn, input.found.root, input.sources);
    const texts = {
      ...input,
      specs: [...input.specs, ...fresh.specs].map(typed),
      settings: [...input.settings, ...fresh.settings].map(typed),
    };
    this.files = files;
    const compiled = compile({ ...compileInput(texts, this.options), ...beside });
    this.compiled = compiled;
    const missing = missingFolders(archivedIn(compiled.folders), lookBelow(input.found.root));
    return this.placed([...unread, ...compiled.diagnostics, ...missing, ...beside.judge(compiled).flat()]);
  }

  /** With whole paths: another folder has files of the same names. */
  private placed(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    return diagnostics.map((one) => ({ ...one, file: resolve(this.root, one.file) }));
  }

  /** The ARNs of what is declared by hand beside a spec's output, as expressions. */
  references(path: string): readonly string[] {
    const declared = this.beside?.declared;
    if (declared === undefined) return [];
    const addresses = new Set(this.directoriesOf(path).flatMap((each) => [...declared(each)]));
    return [...addresses].sort().flatMap((address) => {
      const type = /^(?:data\.)?(aws_\w+)\./.exec(address)?.[1];
      const attribute = type === undefined ? null : arnAttributeOf(type);
      return attribute === null ? [] : [`\${${address}.${attribute}}`];
    });
  }

  /** Below the out folder, where what a spec declares is written, in each target. */
  private directoriesOf(path: string): readonly string[] {
    const folder = relative(real(this.specs), dirname(path));
    if (folder.startsWith("..")) return [];
    const directory = folder.split(sep).join("/");
    return [directory, ...(this.compiled?.targets ?? []).map((target) => join(target, directory))];
  }

  /** What a word of a spec became in the output, in each target; only where it was written. */
  emitted(path: string, word: string, key: string | undefined): readonly Location[] {
    const name = `${basename(path).replace(/\.ya?ml$/, "")}.tf`;
    const emitted = new Set(this.directoriesOf(path).map((directory) => join(directory, name)));
    return (this.compiled?.files ?? []).flatMap(({ path: own, text }) => {
      const file = resolve(this.root, this.options.out, own);
      if (!emitted.has(own) || !existsSync(file)) return [];
      const start = { line: emittedLine(text, word, key), character: 0 };
      return [{ uri: pathToFileURL(file).href, range: { start, end: start } }];
    });
  }
}
