/**
 * Text of a spec inside Markdown, as GitHub reads it: letters, digits and a few harmless characters stand for themselves, all else as
 * its number. So a `why` makes no link, no table cell, no mention and no HTML.
 * https://github.github.com/gfm/#entity-and-numeric-character-references
 */
export function quoted(text: string): string {
  // A phone may break the line behind each part of an ARN or a reference.
  return plain(text).replace(/./gsu, (character) => quotedCharacter(character) + (/[:/._]/.test(character) ? "<wbr>" : ""));
}

/** The same as code. */
export function codeSpan(text: string): string {
  return `<code>${quoted(text)}</code>`;
}

function quotedCharacter(character: string): string {
  // GitHub finds mentions and issues in what was rendered; what nobody sees behind the sign keeps it from being one.
  if (character === "@" || character === "#") return `&#${character.codePointAt(0)};&#8203;`;
  return /[\p{L}\p{N} ,;/()'-]/u.test(character) ? character : `&#${character.codePointAt(0)};`;
}

/** Line breaks are spaces, and what nobody sees is shown. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{fffd}");
}

/**
 * Text inside a quoted label of a Mermaid graph, where a number stands between `#` and `;`.
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaidLabel(text: string, most: number): string {
  // Mermaid takes no empty label.
  const all = [...(plain(text) || " ")];
  const shown = all.length > most ? [...all.slice(0, most - 1), "…"] : all;
  // A first character that begins a list in Markdown is read as one.
  return shown
    .map((character, at) =>
      /[A-Za-z]/.test(character) || (at > 0 && /[0-9 _,/:-]/.test(character)) ? character : `#${character.codePointAt(0)};`,
    )
    .join("");
}
