import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What a hint says to write, where it is said plainly enough to be done at a keystroke. */
export interface QuickFix {
  readonly title: string;
  /** What stands in the place of the mistake; null where its line goes. */
  readonly text: string | null;
}

/** The fixes of a mistake: `wrong` is its own text, `before` what stands in front of it on its line, `next` the line below. */
export function fixesOf({ hint = "" }: Diagnostic, wrong: string, before: string, next: string): readonly QuickFix[] {
  const meant = /^did you mean (.+)\?$/.exec(hint)?.[1];
  if (meant !== undefined) return meant.split(/, | or /).map((text) => replacement(text, wrong));
  if (/^remove the line\b/.test(hint)) return isAlone(before, next) ? [{ title: "Remove the line", text: null }] : [];
  const write = /^write (\S+?)(?:,? or (\S+)|, .*)?$/.exec(hint);
  const texts = [write?.[1], write?.[2]].flatMap((text) => (text !== undefined && isWhole(text) ? [text] : []));
  return texts.map((text) => replacement(text, wrong));
}

/** Whether nothing else goes with the line: it holds one key and its value, begins no entry, and nothing hangs below it. */
function isAlone(before: string, next: string): boolean {
  const [, indent] = /^(\s*)(?:[\w.-]+:\s+)?$/.exec(before) ?? [];
  // A list may lie as deep as its key.
  return indent !== undefined && next.search(/\S|$/) <= indent.length && !next.startsWith(`${indent}-`);
}

/** Nothing in it is left for a person to fill in: TABLE_NAME, NAME, …. */
function isWhole(text: string): boolean {
  return !/[A-Z]{3,}|…|^\{/.test(text.replace(/\$\{[^}]*\}/g, (code) => (/\.NAME\b/.test(code) ? "NAME" : "")));
}

/** Quotes that stood around the mistake stay, and what YAML would read as something else gets some. */
function replacement(text: string, wrong: string): QuickFix {
  const bare = text.replace(/^[`"]|[`"]$/g, "");
  const stood = /^["']/.exec(wrong)?.[0];
  const quote = stood ?? (/^[*&!%@`{[]/.test(bare) ? '"' : "");
  return { title: `Write ${bare}`, text: `${quote}${bare}${quote}` };
}
