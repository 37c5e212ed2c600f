import { relative, sep } from "node:path";
import type { CodeReading } from "../../code/calls.ts";
import { entryCandidates } from "../../code/entry.ts";
import { findCalls, languageOf, readModule, tooLarge } from "../../code/find-calls.ts";
import type { Module } from "../../code/syntax/module.ts";
import { type Diagnostic, error, firstLine } from "../../diagnostics/diagnostic.ts";
import { findSources } from "../../files/find-sources.ts";
import type { Unread } from "../../files/text.ts";
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
  /** Of the files that could not be read, and whose text is empty here: why. */
  readonly unread: ReadonlyMap<string, string>;
  private readonly readings = new Map<string | null, CodeReading>();

  private constructor(shown: string, texts: ReadonlyMap<string, string>, unread: ReadonlyMap<string, string>) {
    this.shown = shown;
    this.texts = texts;
    this.unread = unread;
  }

  /** Reads the sources below a folder, or says why they cannot be read. */
  static async open(folder: string): Promise<CodeFolder | Diagnostic> {
    const sources = await findSources(folder);
    if ("problem" in sources)
      return error("unreadable-file", firstLine(folder), `the sources cannot be read: ${sources.problem}`);
    const shown = relative(process.cwd(), folder).split(sep).join("/");
    const unread = new Map([...sources.unread].map(([path, why]) => [path, wordsFor(why)]));
    const none = [...unread.keys()].map((path) => [path, ""] as const);
    return new CodeFolder(shown, new Map([...sources.texts, ...none]), unread);
  }

  /** What the code of a handler does, from its file on; without a handler, all sources. Null where no file is the handler's. */
  readingOf(handler: string | null): HandlerReading | null {
    const entry = handler === null ? null : (entryCandidates(handler).find((path) => this.texts.has(path)) ?? null);
    if (handler !== null && entry === null) return null;
    const reading = this.readings.get(entry) ?? findCalls(this.texts, entry === null ? null : [entry], this.unread);
    this.readings.set(entry, reading);
    return { entry, reading };
  }

  /** One of the files, read by itself; null where it cannot be. */
  moduleOf(path: string): Module | null {
    const language = languageOf(path);
    const module = language === null ? null : readModule(path, this.texts.get(path) ?? "", language);
    return typeof module === "string" ? null : module;
  }

  /** The sources as findings name them. */
  files(): readonly SourceFile[] {
    return [...this.texts].map(([path, text]) => ({ path, file: this.shown === "" ? path : `${this.shown}/${path}`, text }));
  }
}

/** Why a source was not read, in words. */
function wordsFor(why: Unread): string {
  switch (why.kind) {
    case "too-large":
      return tooLarge;
    case "link-outside":
      return "a link that leads out of the folder, and is not followed";
    case "not-a-file":
      return "what is no plain file";
    case "not-text":
      return "a file that is not UTF-8";
    case "not-readable":
      return `a file that cannot be opened (${why.reason})`;
  }
}
