import { isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Code, codes } from "./codes.ts";
import type { Diagnostic } from "./diagnostic.ts";

/**
 * SARIF 2.1.0, what code scanning services and editors read.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 * The comments name its sections.
 */
export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly SarifRule[] } };
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: SarifText }>>;
  readonly results: readonly SarifResult[];
  readonly columnKind: "utf16CodeUnits";
}

interface SarifText {
  readonly text: string;
}

interface SarifRule {
  readonly id: Code;
  readonly shortDescription: SarifText;
}

interface SarifResult {
  readonly ruleId: Code;
  readonly ruleIndex: number;
  readonly level: "error" | "warning";
  readonly message: SarifText;
  readonly locations: readonly [{ readonly physicalLocation: SarifPlace }];
  readonly properties?: { readonly details: readonly string[] };
}

interface SarifPlace {
  readonly artifactLocation: SarifFile;
  readonly region: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
}

interface SarifFile {
  readonly uri: string;
  readonly uriBaseId?: string;
}

interface SarifOptions {
  /** The program's own version. */
  readonly version: string;
  /** The current folder, absolute: where relative paths of files outside of the repository start. */
  readonly folder: string;
}

/** The diagnostics as one run. No clock and, for files inside the folder, no path of this machine: the same findings, the same log. */
export function toSarif(diagnostics: readonly Diagnostic[], { version, folder }: SarifOptions): SarifLog {
  const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "lambdagrant",
            version,
            rules: used.map((id) => ({ id, shortDescription: messageOf(codes[id]) })),
          },
        },
        // §3.14.14: without a `uri`, so that the reader says where the folder lies on its own machine.
        originalUriBaseIds: {
          [base]: { description: { text: "The top of the repository, or of the folder in which lambdagrant ran" } },
        },
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, used, folder)),
        // §3.14.27: as JavaScript counts.
        columnKind: "utf16CodeUnits",
      },
    ],
  };
}

/** The name by which readers know the root of a checkout, §3.4.4. */
const base = "%SRCROOT%";

function resultOf(diagnostic: Diagnostic, used: readonly Code[], folder: string): SarifResult {
  const { file, line, column, endLine, endColumn, severity, code, message, hint, details } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: used.indexOf(code),
    level: severity,
    message: messageOf(hint === undefined ? message : `${message}\nhelp: ${hint}`),
    locations: [
      {
        physicalLocation: {
          artifactLocation: fileOf(file, folder),
          // §3.30.8: the end is exclusive, as ours.
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    // §3.8: what the standard has no word for.
    ...(details !== undefined && { properties: { details } }),
  };
}

/** §3.11.5: single braces are of placeholders. */
function messageOf(text: string): SarifText {
  return { text: text.replace(/[{}]/g, (brace) => brace + brace) };
}

/** §3.10.2: a file outside of the folder is named from its disk's root, since ".." in a URI leads elsewhere on another machine. */
function fileOf(file: string, folder: string): SarifFile {
  const parts = file.split("/").filter((part) => part !== "" && part !== ".");
  if (isAbsolute(file) || parts.includes("..")) return { uri: pathToFileURL(resolve(folder, wellFormed(file))).href };
  return {
    uri: parts.length === 0 ? "./" : parts.map((part) => encodeURIComponent(wellFormed(part))).join("/"),
    uriBaseId: base,
  };
}

/** Half a character has no UTF-8, and so no place in a URI. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\u{fffd}");
}
