import type { Diagnostic } from "./diagnostic.ts";

/**
 * Workflow commands of GitHub Actions: the runner turns each line into an annotation at the place in the pull request.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function printGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join("");
}

function command(diagnostic: Diagnostic): string {
  const { severity, code, message, hint } = diagnostic;
  const properties = Object.entries({ ...place(diagnostic), title: `lambdagrant(${code})` })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  const text = hint === undefined ? message : `${message}\nhelp: ${hint}`;
  return `::${severity} ${properties}::${escapeData(text)}`;
}

function place({ file, line, column, endLine, endColumn }: Diagnostic): Readonly<Record<string, string | number>> {
  // The runner drops the columns of more than one line, with a complaint in its log.
  return line === endLine ? { file, line, col: column, endLine, endColumn } : { file, line, endLine };
}

/**
 * The text of a workflow command. The rules are those of the runner's parser and of @actions/core:
 * https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function escapeData(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property ends at a comma, and all of them at a colon. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** A file's bytes never steer the log's reader; line breaks are escaped instead. */
function visible(text: string): string {
  return text.replace(/(?![\r\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}
