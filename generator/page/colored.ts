import { type Child, htmlElement } from "./page-element.ts";

/** HCL and JSON with their comments, strings and words told apart by colour. All of the text is there, in its order. */
export function colored(text: string): readonly Child[] {
  const pattern = /(#[^\n]*)|("(?:[^"\\\n]|\\.)*")(\s*:)?|\b(resource|data|output|variable|terraform|locals|true|false|null)\b/g;
  const pieces: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    pieces.push(text.slice(end, match.index));
    const [whole, comment, string, isKey, word] = match;
    const kind = comment !== undefined ? "comment" : word !== undefined ? "word" : isKey !== undefined ? "key" : "string";
    pieces.push(htmlElement("span", { class: kind }, string ?? whole), isKey ?? "");
    end = match.index + whole.length;
  }
  return [...pieces, text.slice(end)];
}
