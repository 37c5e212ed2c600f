import { relative, sep } from "node:path";
import type { CodeReading } from "../../code/calls.ts";
import { entryCandidates } from "../../code/entry.ts";
import { findCalls } from "../../code/find-calls.ts";
import { type Diagnostic, error, firstLine } from "../../diagnostics/diagnostic.ts";
import { findSources } from "../../files/find-sources.ts";
import type { SourceFile } from "../../spec/stack.ts";

/** What one handler's code does; the file that holds it, null where there is none and all sources were read. */
interface HandlerReading {
  readonly entry: string | null;
  readonly reading: CodeReading;
}

/** A folder of sources, each handler's part of it read once. */
export class CodeFolder {
  /** As a person would type it from here. */
  readonly shown: string;
  readonly texts: ReadonlyMap<string, string>;
  private readonly readings = new Map<string | null, CodeReading>();

  private constructor(shown: string, texts: ReadonlyMap<string, string>) {
    this.shown = shown;
    this.texts = texts;
  }

  /** Reads the sources below a folder, or says why they cannot be read. */
  static async open(folder: string): Promise<CodeFolder | Diagnostic> {
    const sources = await findSources(folder);
    if ("problem" in sources)
      return error("unreadable-file", firstLine(folder), `the sources cannot be read: ${sources.problem}`);
    return new CodeFolder(relative(process.cwd(), folder).split(sep).join("/"), sources.texts);
  }

  /** What the code of a handler does, from its file on; without a handler, all sources. Null where no file is the handler's. */
  readingOf(handler: string | null): HandlerReading | null {
    const entry = handler === null ? null : (entryCandidates(handler).find((path) => this.texts.has(path)) ?? null);
    if (handler !== null && entry === null) return null;
    const reading = this.readings.get(entry) ?? findCalls(this.texts, entry === null ? null : [entry]);
    this.readings.set(entry, reading);
    return { entry, reading };
  }

  /** The sources as findings name them. */
  files(): readonly SourceFile[] {
    return [...this.texts].map(([path, text]) => ({ path, file: this.shown === "" ? path : `${this.shown}/${path}`, text }));
  }
}
