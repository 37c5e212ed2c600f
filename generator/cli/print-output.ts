import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import { printGithub } from "../diagnostics/github.ts";
import { printText, summarize, toJson, visible } from "../diagnostics/print-text.ts";
import { toSarif } from "../diagnostics/sarif.ts";
import { errorCode, reasonOf } from "../files/errno.ts";
import { checkoutNames } from "../files/git/repository.ts";

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
  write(process.stdout, unsteering(text));
}

/** A line about the run, to standard error. */
export function err(text: string): void {
  write(process.stderr, unsteering(text));
}

/** One line about the run, whatever is named in it: no name of a file, of a folder above or in a revision, steers a terminal. */
export function say(line: string): void {
  err(visible(line));
}

/** Says why a run does not go on; the status with which it ends. */
export function endRun(message: string, status: Exit = exit.machine): Exit {
  say(`lambdagrant: ${message}`);
  return status;
}

/** A result to the byte: commands that are meant as such, or what no log is to show. */
export function verbatim(text: string): void {
  write(process.stdout, text);
}

/** Systems that take commands out of what a program prints, by what they set. */
const readers = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];

/**
 * A text that steers no log, whoever wrote what is told in it: `##[add-mask]` anywhere in a line, or `::add-mask::` at its beginning.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
function unsteering(text: string): string {
  if (!readers.some((name) => (process.env[name] ?? "") !== "")) return text;
  const anywhere = /##(?=\w*\[)/g;
  // JSON says the same by the number of a character.
  if (/^[[{]/.test(text)) return text.replace(anywhere, "#\\u0023");
  return text.replace(anywhere, "#\u{fffd}").replace(/^([^\S\n]*):(?=:)/gm, "$1\u{fffd}");
}

function write(stream: NodeJS.WriteStream, text: string): void {
  try {
    stream.write(text.endsWith("\n") ? text : `${text}\n`);
  } catch (error) {
    // Of a file, some versions of node throw what others tell.
    stream.destroy(error as Error);
  }
}

/**
 * From now on a stream that takes no more ends nothing. The answer is for the end, and waits until all is written: why some of it is lost,
 * in words. A reader that has seen enough (`| head`) loses nothing: then it is null.
 */
export function watchOutput(): () => Promise<string | null> {
  const streams = { "standard output": process.stdout, "standard error": process.stderr };
  const failed = new Map<string, unknown>();
  for (const [name, stream] of Object.entries(streams))
    stream.on("error", (error) => failed.set(name, failed.get(name) ?? error));
  return async () => {
    for (const stream of Object.values(streams)) await new Promise<void>((resolve) => stream.write("", () => resolve()));
    // What a stream tells, it tells after it has answered.
    await new Promise(setImmediate);
    const [lost] = [...failed].filter(([, error]) => errorCode(error) !== "EPIPE");
    return lost === undefined ? null : `${lost[0]} cannot be written: ${reasonOf(lost[1])}`;
  };
}

/** Calls once nobody reads what is written: who runs on and on ends then. */
export function whenUnread(end: () => void): void {
  process.stdout.once("error", end);
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
  /** The files whose lines may be shown: specs, and Terraform beside the output. What else lies on this machine is nobody's to see. */
  readonly sources?: readonly Source[];
}

interface Source {
  readonly file: string;
  /** Null where it was not read. */
  readonly text: string | null;
}

/**
 * Findings as text go to standard error; in a machine's format they are the result. `more` is added to the JSON.
 * JSON and SARIF hold every finding; what people read, GitHub's annotations too, keeps to errors with `--quiet`.
 */
export function printReport(
  { diagnostics, files, functions, sources = [] }: Report,
  options: CommonOptions,
  more: object = {},
): void {
  if (options.format === "json") {
    out(JSON.stringify({ ...toJson(diagnostics, summarize(diagnostics, files, functions)), ...more }, null, 2));
    return;
  }
  if (options.format === "sarif") {
    out(JSON.stringify(toSarif(inCheckout(diagnostics), { version: __VERSION__, folder: process.cwd() }), null, 2));
    return;
  }
  const shown = options.quiet ? diagnostics.filter(isError) : diagnostics;
  if (options.format === "github") {
    if (shown.length > 0) verbatim(printGithub(inCheckout(shown)));
    return;
  }
  const textOf = (file: string) => sources.find((source) => source.file === file)?.text ?? null;
  if (shown.length > 0) err(printText(shown, textOf, useColor(options.color, process.stderr)));
}

/** At the files as whoever shows the repository calls them; people are told what they can open from the current folder. */
export function inCheckout(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length === 0) return [];
  const nameOf = checkoutNames(process.cwd());
  return diagnostics.map((diagnostic) => ({ ...diagnostic, file: nameOf(diagnostic.file) }));
}
