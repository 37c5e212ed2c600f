import { join } from "node:path";
import { compareCode } from "../../code/against/compare-code.ts";
import { handlerOf } from "../../code/against/resolved.ts";
import { entryCandidates } from "../../code/entry.ts";
import type { Derived } from "../../compile.ts";
import { type Diagnostic, type Span, warning } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { CodeFolder } from "../code/code-folder.ts";

export interface CodeFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** The sources that findings stand in. */
  readonly sources: readonly SourceFile[];
  /** The functions whose code was read. */
  readonly functions: number;
}

/**
 * Holds the code of each function against its spec. A function's `code` says where its sources lie, from the `root` of the specs; those
 * that say nothing have theirs in `folder`. `strict` makes what is missing an error.
 */
export async function codeFindings(
  derived: Derived,
  root: string,
  folder: string | null,
  strict: boolean,
): Promise<CodeFindings> {
  const folders = new Map<string, CodeFolder | Diagnostic>();
  const diagnostics: Diagnostic[] = [];
  let functions = 0;
  for (const [number, { specs }] of derived.checked.entries()) {
    for (const [index, spec] of specs.entries()) {
      const grants = derived.stacks[number]?.functions[index];
      const place = spec.sources === null ? folder : join(root, spec.sources);
      if (grants === undefined || !spec.managed || place === null) continue;
      const code = folders.get(place) ?? (await CodeFolder.open(place));
      folders.set(place, code);
      if (!(code instanceof CodeFolder)) continue;
      const handler = handlerOf(spec.arguments);
      const read = code.readingOf(handler);
      if (read !== null) functions++;
      if (read === null) diagnostics.push(notFound(spec.span, handler ?? "", code.shown));
      else diagnostics.push(...compareCode(spec, grants, read.reading, code.shown));
    }
  }
  const opened = [...folders.values()];
  const unreadable = opened.filter((one): one is Diagnostic => !(one instanceof CodeFolder));
  return {
    diagnostics: [...unreadable, ...diagnostics.map((one) => (strict ? strictly(one) : one))],
    sources: opened.flatMap((one) => (one instanceof CodeFolder ? one.files() : [])),
    functions,
  };
}

function strictly(found: Diagnostic): Diagnostic {
  return found.code === "undeclared-action" ? { ...found, severity: "error" } : found;
}

/** That no source is the handler's. */
function notFound(span: Span, handler: string, folder: string): Diagnostic {
  const [first = handler] = entryCandidates(handler);
  return warning(
    "unknown-call",
    span,
    `the handler ${handler} names no source below ${folder === "" ? "the folder" : folder}`,
    `there should be ${first}, or its like in JavaScript or TypeScript`,
  );
}
