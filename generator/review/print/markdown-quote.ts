/**
 * Text of a spec inside Markdown, as GitHub reads it: letters, digits and a few harmless characters stand for themselves, all else as
 * its number. So a `why` makes no table cell, no mention, no HTML, and no link but those that a repository asks for by itself.
 * https://github.github.com/gfm/#entity-and-numeric-character-references
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function quoted(text: string): string {
  return plain(text).replace(/gh-(?=\d)|[\da-f]{6}(?=[\da-f])|./gisu, (piece) => {
    const quotes = Array.from(piece, quotedCharacter).join("");
    // An issue by another name: see below.
    if (/^gh-$/i.test(piece)) return `${quotes}&#8203;`;
    // A phone may break the line behind each part of an ARN or a reference, and no seven digits of a commit stand together.
    return quotes + (/^[:/._]$|../.test(piece) ? "<wbr>" : "");
  });
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
