import { compareText } from "../text-order.ts";
import type { Code } from "./codes.ts";

/** A stretch of a file; lines and columns from 1, the end exclusive. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Where a mistake of a whole file is told. */
export function firstLine(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
}

/** A mistake (or a warning) as a value: what, where, and the likely fix. */
export interface Diagnostic extends Span {
  readonly severity: "error" | "warning";
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  /** Where the message is about several things, and may name some: each of them by itself, for machines. */
  readonly details?: readonly string[];
  /** Whose mistake it is: the function's name, and its spec as a header names it. With other names in it, a message is alike. */
  readonly of?: readonly string[];
}

/** An error at a place. */
export function error(code: Code, span: Span, message: string, hint?: string): Diagnostic {
  return { ...span, severity: "error", code, message, ...(hint === undefined ? {} : { hint }) };
}

/** A warning at a place. */
export function warning(code: Code, span: Span, message: string, hint?: string): Diagnostic {
  return { ...error(code, span, message, hint), severity: "warning" };
}

/** True for what stops a compilation. */
export function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** In the order of files, lines and columns, each mistake once: a stack's default reaches every function of the stack. */
export function inOrder(diagnostics: Iterable<Diagnostic>): Diagnostic[] {
  const once = new Map<string, Diagnostic>();
  for (const d of diagnostics) once.set(JSON.stringify([d.file, d.line, d.column, d.code, d.message]), d);
  return [...once.values()].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}
