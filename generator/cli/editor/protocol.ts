import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DiagnosticSeverity, type Diagnostic as Published, type Range } from "vscode-languageserver/node";
import { type Diagnostic, isError, type Span } from "../../diagnostics/diagnostic.ts";

/** Between our words and those of the protocol: places count from 1 here and from 0 there, and files are paths here and URIs there. */

/** A mistake as the editor shows it. */
export function published(diagnostic: Diagnostic): Published {
  const { code, message, hint } = diagnostic;
  return {
    range: rangeOfSpan(diagnostic),
    severity: isError(diagnostic) ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: "lambdagrant",
    message: hint === undefined ? message : `${message}\n${hint}`,
  };
}

/** The range of a span. */
export function rangeOfSpan({ line, column, endLine, endColumn }: Span): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: endLine - 1, character: endColumn - 1 } };
}

/** Whether two ranges begin at one place. */
export function sameRange(a: Range, b: Range): boolean {
  return a.start.line === b.start.line && a.start.character === b.start.character;
}

/** The real path of a file of this machine; null for what is none: what was never saved, a revision of git, a host, a broken URI. */
export function pathOfUri(uri: string): string | null {
  try {
    return real(fileURLToPath(uri));
  } catch {
    return null;
  }
}

/** A path without links, as far as it is there: what is new lies in a folder that is. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(real(dirname(path)), basename(path));
  }
}
