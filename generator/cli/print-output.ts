import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { printGithub } from "../diagnostics/github.ts";
import { printText, summarize, toJson } from "../diagnostics/print-text.ts";
import { toSarif } from "../diagnostics/sarif.ts";

declare const __VERSION__: string;

/** What every command takes. */
export interface CommonOptions {
  readonly format: string;
  readonly color: "auto" | "always" | "never";
  readonly quiet: boolean;
}

export const exit = { done: 0, input: 1, machine: 2 } as const;
export type Exit = (typeof exit)[keyof typeof exit];

/** A line of the result, to standard output. */
export function out(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** A line about the run, to standard error. */
export function err(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
}

/** https://no-color.org: only a terminal gets colours, unless somebody says otherwise. */
export function useColor(option: CommonOptions["color"], stream: { readonly isTTY?: boolean }): boolean {
  if (option !== "auto") return option === "always";
  return (process.env["NO_COLOR"] ?? "") === "" && stream.isTTY === true && process.env["TERM"] !== "dumb";
}

export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: number;
  readonly functions: number;
  /** The files whose lines may be shown: those that were read as specs. What else lies on this machine is nobody's to see. */
  readonly sources?: readonly Source[];
}

interface Source {
  readonly file: string;
  readonly text: string;
}

/**
 * Findings as text go to standard error; in a machine's format they are the result. `more` is added to the JSON.
 * JSON and SARIF hold every finding; what people read, GitHub's annotations too, keeps to errors with `--quiet`.
 */
export function report({ diagnostics, files, functions, sources = [] }: Report, options: CommonOptions, more: object = {}): void {
  if (options.format === "json") {
    out(JSON.stringify({ ...toJson(diagnostics, summarize(diagnostics, files, functions)), ...more }, null, 2));
    return;
  }
  if (options.format === "sarif") {
    out(JSON.stringify(toSarif(diagnostics, { version: __VERSION__, folder: process.cwd() }), null, 2));
    return;
  }
  const shown = options.quiet ? diagnostics.filter(isError) : diagnostics;
  if (options.format === "github") {
    if (shown.length > 0) out(printGithub(shown));
    return;
  }
  const textOf = (file: string) => sources.find((source) => source.file === file)?.text ?? null;
  if (shown.length > 0) err(printText(shown, textOf, useColor(options.color, process.stderr)));
}

/** `1 file`, `2 files`: a number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
