import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What a hint says to write, where it is said plainly enough to be done at a keystroke. */
export interface QuickFix {
  readonly title: string;
  /** What stands in the place of the mistake; null where its line goes. */
  readonly text: string | null;
}

/** The fixes of a mistake whose own text is `wrong`. */
export function fixesOf({ hint = "" }: Diagnostic, wrong: string): readonly QuickFix[] {
  const meant = /^did you mean (.+)\?$/.exec(hint)?.[1];
  if (meant !== undefined) return meant.split(/, | or /).map((text) => replacement(text, wrong));
  if (/^remove (the line|it)\b/.test(hint)) return [{ title: "Remove the line", text: null }];
  const write = /^write (\S+|\$\{[^}]*\}\S*)(?:, .*| or (\S+))?$/.exec(hint);
  const texts = [write?.[1], write?.[2]].filter((text) => text !== undefined && isWhole(text)) as readonly string[];
  return texts.map((text) => replacement(text.replace(/,$/, ""), wrong));
}

/** Nothing in it is left for a person to fill in: TABLE_NAME, NAME, …. */
function isWhole(text: string): boolean {
  return !/[A-Z]{3,}|…|^\{/.test(text.replace(/\$\{[^}]*\}/g, (code) => (/\.NAME\b/.test(code) ? "NAME" : "")));
}

/** Quotes that stood around the mistake stay. */
function replacement(text: string, wrong: string): QuickFix {
  const bare = text.replace(/^`|`$/g, "");
  const quote = /^["']/.exec(wrong)?.[0] ?? "";
  const needed = quote === "" && /^[*&!%@`{[]|: |^\$\{.*[{}]/.test(bare) && bare.startsWith("*") ? '"' : quote;
  return { title: `Write ${bare}`, text: `${needed}${bare.replace(/^"|"$/g, "")}${needed}` };
}
