import { parseDocument } from "yaml";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { placeAt } from "./spec-place.ts";

/** What a hint says to write, where it is said plainly enough to be done at a keystroke. */
export interface QuickFix {
  readonly title: string;
  /** What goes: the mistake, the part of it that is meant, or its whole line. */
  readonly span: Span;
  /** What is written in its place. */
  readonly text: string;
}

/** The fixes of a mistake in a text. */
export function fixesOf(mistake: Diagnostic, text: string): readonly QuickFix[] {
  const { hint = "", line, column, endLine, endColumn } = mistake;
  // What reaches over several lines is a block, or a mapping with more in it.
  if (line !== endLine) return [];
  const lines = text.split("\n");
  const own = lines[line - 1] ?? "";
  if (/^remove the line\b/.test(hint)) {
    const whole: Span = { file: mistake.file, line, column: 1, endLine: line + 1, endColumn: 1 };
    return isAlone(lines, line - 1, own.slice(0, column - 1)) ? [{ title: "Remove the line", span: whole, text: "" }] : [];
  }
  // Of a misspelt key, the right one may stand there already.
  const isKey = /^\s*:/.test(own.slice(endColumn - 1));
  const beside = isKey ? placeAt(text, line - 1, column - 1).beside : new Map();
  const texts = meantBy(hint).filter((one) => isWhole(one) && !beside.has(one));
  return texts.map((one) => replacement(one, own, mistake));
}

/** The texts that a hint offers, one of which is to be written. */
function meantBy(hint: string): readonly string[] {
  const meant = /^did you mean (?:the service )?(.+)\?$/.exec(hint)?.[1];
  // What belongs together is no choice.
  if (meant !== undefined) return meant.includes(" and ") ? [] : meant.split(/, | or /).map(bare);
  const [, first, second] = /^write (\[[^\]]*\]|\S+?)(?:,? or (\S+)|, .*)?$/.exec(hint) ?? [];
  return [first, second].flatMap((one) => (one === undefined ? [] : bare(one)));
}

/** Whether nothing else goes with the line: it holds one key of several and its value, begins no entry, and nothing hangs below it. */
function isAlone(lines: readonly string[], at: number, before: string): boolean {
  const [, indent] = /^(\s*)(?:[\w.-]+:\s+)?$/.exec(before) ?? [];
  if (indent === undefined) return false;
  const deep = (line = "") => line.search(/\S|$/);
  const holds = (line: string) => !/^\s*(#|$)/.test(line);
  const next = lines.slice(at + 1).find(holds) ?? "";
  // A list may lie as deep as its key.
  if (deep(next) > indent.length || next.startsWith(`${indent}-`)) return false;
  const above = lines.slice(0, at).findLast(holds) ?? "";
  return deep(above) >= indent.length || deep(next) === indent.length;
}

/** Nothing in it is left for a person to fill in: TABLE_NAME, NAME, …. */
function isWhole(text: string): boolean {
  return !/[A-Z]{3,}|…|^\{/.test(text.replace(/\$\{[^}]*\}/g, (code) => (/\.NAME\b/.test(code) ? "NAME" : "")));
}

/** Without the quotes that it has in a hint. */
function bare(text: string): string {
  return text.replace(/^[`"]|[`"]$/g, "");
}

/** Quotes that stood around the mistake stay, and what YAML would read as something else gets some. */
function replacement(meant: string, line: string, mistake: Diagnostic): QuickFix {
  const wrong = line.slice(mistake.column - 1, mistake.endColumn - 1);
  const title = `Write ${meant}`;
  const part = partOf(wrong, meant, mistake);
  if (part !== null) return { title, span: part, text: meant };
  const stood = /^["']/.exec(wrong)?.[0];
  const isNoText = mistake.code === "wrong-type" && /^(?:\d+|true|false)$/.test(meant);
  const isAsItIs =
    isNoText || meant.startsWith("[") || isWithin(line.slice(0, mistake.column - 1)) || (stood === undefined && isPlain(meant));
  return { title, span: mistake, text: isAsItIs ? meant : quoted(meant, stood) };
}

/** Where only a part of an ARN is wrong, as its region is, and the message says which. */
function partOf(wrong: string, meant: string, { message, file, line, endLine, column }: Diagnostic): Span | null {
  const part = /"([^"]+)"/.exec(message)?.[1];
  const parts = wrong.split(/["':]/);
  if (part === undefined || meant.includes(":") || !wrong.includes(":")) return null;
  if (parts.filter((one) => one === part).length !== 1) return null;
  const from = parts.slice(0, parts.indexOf(part)).reduce((sum, one) => sum + one.length + 1, column);
  return { file, line, endLine, column: from, endColumn: from + part.length };
}

/** Whether a mistake lies in the midst of a text: behind a part of it, or in quotes that are open. */
function isWithin(before: string): boolean {
  const isOpen = (quote: string) => before.replace(/\\./g, "").split(quote).length % 2 === 0;
  return !/(?:^|[[{,:-])\s*$/.test(before) || isOpen('"') || isOpen("'");
}

/** Whether YAML reads a text without quotes as itself, wherever it stands. */
function isPlain(text: string): boolean {
  const { errors, contents } = parseDocument(`[${text}]`);
  return errors.length === 0 && JSON.stringify(contents) === JSON.stringify([text]);
}

function quoted(text: string, stood = '"'): string {
  return stood === "'" || /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
