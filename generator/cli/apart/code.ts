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
}

/** Holds the code of each function against its spec. `folder` is where the sources lie; `strict` makes what is missing an error. */
export async function codeFindings(derived: Derived, folder: string, strict: boolean): Promise<CodeFindings> {
  const code = await CodeFolder.open(folder);
  if (!(code instanceof CodeFolder)) return { diagnostics: [code], sources: [] };
  const diagnostics: Diagnostic[] = [];
  for (const [number, { specs }] of derived.checked.entries()) {
    for (const [index, spec] of specs.entries()) {
      const grants = derived.stacks[number]?.functions[index];
      if (grants === undefined || !spec.managed) continue;
      const handler = handlerOf(spec.arguments);
      const read = code.readingOf(handler);
      if (read === null) diagnostics.push(notFound(spec.span, handler ?? "", code.shown));
      else diagnostics.push(...compareCode(spec, grants, read.reading, code.shown));
    }
  }
  return { diagnostics: diagnostics.map((one) => (strict ? strictly(one) : one)), sources: code.files() };
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
