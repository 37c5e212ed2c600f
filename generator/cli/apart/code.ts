import { relative, sep } from "node:path";
import { compareCode } from "../../code/against/compare-code.ts";
import { handlerOf } from "../../code/against/resolved.ts";
import type { CodeReading } from "../../code/calls.ts";
import { entryCandidates } from "../../code/entry.ts";
import { findCalls } from "../../code/find-calls.ts";
import type { Derived } from "../../compile.ts";
import { type Diagnostic, error, type Span, warning } from "../../diagnostics/diagnostic.ts";
import { findSources, type Sources } from "../../files/find-sources.ts";
import type { SourceFile } from "../../spec/stack.ts";

export interface CodeFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** The sources that findings stand in. */
  readonly sources: readonly SourceFile[];
}

/** Holds the code of each function against its spec. `folder` is where the sources lie; `strict` makes what is missing an error. */
export async function codeFindings(derived: Derived, folder: string, strict: boolean): Promise<CodeFindings> {
  const shown = shownFolder(folder);
  const sources = await findSources(folder);
  if ("problem" in sources) return { diagnostics: [unreadable(folder, sources.problem)], sources: [] };
  const readings = new Map<string, CodeReading>();
  const diagnostics: Diagnostic[] = [];
  for (const [number, { specs }] of derived.checked.entries()) {
    for (const [index, spec] of specs.entries()) {
      const grants = derived.stacks[number]?.functions[index];
      if (grants === undefined || !spec.managed) continue;
      const handler = handlerOf(spec.arguments);
      const entry = handler === null ? null : (entryCandidates(handler).find((path) => sources.texts.has(path)) ?? null);
      if (handler !== null && entry === null) {
        diagnostics.push(notFound(spec.span, handler, shown));
        continue;
      }
      const key = entry ?? "";
      const reading = readings.get(key) ?? findCalls(sources.texts, entry === null ? null : [entry]);
      readings.set(key, reading);
      diagnostics.push(...compareCode(spec, grants, reading, shown));
    }
  }
  return { diagnostics: diagnostics.map((one) => (strict ? strictly(one) : one)), sources: sourceFiles(sources, shown) };
}

function strictly(found: Diagnostic): Diagnostic {
  return found.code === "undeclared-action" ? { ...found, severity: "error" } : found;
}

function notFound(span: Span, handler: string, folder: string): Diagnostic {
  const [first = handler] = entryCandidates(handler);
  return warning(
    "unknown-call",
    span,
    `the handler ${handler} names no source below ${folder === "" ? "the folder" : folder}`,
    `there should be ${first}, or its like in JavaScript or TypeScript`,
  );
}

function unreadable(folder: string, problem: string): Diagnostic {
  return error(
    "unreadable-file",
    { file: folder, line: 1, column: 1, endLine: 1, endColumn: 2 },
    `the sources cannot be read: ${problem}`,
  );
}

/** As a person would type it from here. */
function shownFolder(folder: string): string {
  return relative(process.cwd(), folder).split(sep).join("/");
}

function sourceFiles(sources: Extract<Sources, { texts: unknown }>, folder: string): readonly SourceFile[] {
  return [...sources.texts].map(([path, text]) => ({ path, file: folder === "" ? path : `${folder}/${path}`, text }));
}
