import pc from "picocolors";
import { othersWords, toldTogether } from "./alike.ts";
import { type Diagnostic, isError } from "./diagnostic.ts";

/**
 * The text form: place, code, sentence; the line with a caret; the likely fix; where the same is wrong. `sourceOf` gives a file's text,
 * null where it has none.
 */
export function printText(diagnostics: readonly Diagnostic[], sourceOf: (file: string) => string | null, color: boolean): string {
  const colors = pc.createColors(color);
  const split = new Map<string, readonly string[] | null>();
  const linesOf = (file: string) => {
    if (!split.has(file)) split.set(file, sourceOf(file)?.split(/\r?\n/) ?? null);
    return split.get(file) ?? null;
  };
  const placeOf = (told: Diagnostic) => {
    const { file, line, column } = told;
    return linesOf(file) === null && isOfWholeFile(told) ? file : `${file}:${line}:${column}`;
  };
  return toldTogether(diagnostics)
    .map((shown) => {
      const { diagnostic, others } = shown;
      const { file, line, severity, code, message, hint } = diagnostic;
      const lines = linesOf(file);
      const paint = severity === "error" ? colors.red : colors.yellow;
      const head = `${colors.bold(visible(placeOf(diagnostic)))} ${paint(`${severity}[${code}]`)} ${visible(message)}`;
      const help = hint === undefined ? [] : [`      = ${colors.cyan("help")}: ${visible(hint)}`];
      const more = others.length === 0 ? [] : [`      = ${colors.cyan("and")} ${visible(othersWords(shown, placeOf))}`];
      return [head, ...(lines === null ? [] : snippet(lines[line - 1] ?? "", diagnostic, paint)), ...help, ...more, ""].join(
        "\n",
      );
    })
    .join("");
}

/** Whether it is told at a file's first line because it is of the whole. */
function isOfWholeFile({ line, column, endLine, endColumn }: Diagnostic): boolean {
  return line === 1 && column === 1 && endLine === 1 && endColumn === 2;
}

/** No terminal shows more of a line usefully. */
const width = 140;

function snippet(
  source: string,
  { line, column, endLine, endColumn }: Diagnostic,
  paint: (text: string) => string,
): readonly string[] {
  const from = column > width - 20 ? column - 20 : 0;
  const shown = visible(source.slice(from, from + width).replaceAll("\t", " "));
  const end = endLine === line ? endColumn : source.length + 1;
  const length = Math.max(1, Math.min(end - column, width - (column - from)));
  return [
    `${String(line).padStart(5)} | ${shown}`,
    `      | ${" ".repeat(Math.max(0, column - 1 - from))}${paint("^".repeat(length))}`,
  ];
}

/** A file's bytes never steer the reader's terminal. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/** `1 file`, `2 files`: a number with its noun. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

interface Summary {
  readonly files: number;
  readonly functions: number;
  readonly errors: number;
  readonly warnings: number;
}

/** The sums of a run, as the JSON form ends with them. */
export function summarize(diagnostics: readonly Diagnostic[], files: number, functions: number): Summary {
  const errors = diagnostics.filter(isError).length;
  return { files, functions, errors, warnings: diagnostics.length - errors };
}

/** The machine's form of a run. */
export function toJson(
  diagnostics: readonly Diagnostic[],
  summary: Summary,
): { readonly diagnostics: readonly Diagnostic[]; readonly summary: Summary } {
  return { diagnostics: diagnosticsJson(diagnostics), summary };
}

/** The machine's form: places from line and column 1. */
export function diagnosticsJson(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map(({ file, line, column, endLine, endColumn, severity, code, message, hint, details }) => ({
    file,
    line,
    column,
    endLine,
    endColumn,
    severity,
    code,
    message,
    ...(hint !== undefined && { hint }),
    ...(details !== undefined && { details }),
  }));
}
