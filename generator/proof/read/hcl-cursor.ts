import { ReadError } from "./terraform-body.ts";

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** A place in HCL text, and the pieces that can stand there. */
export class HclCursor {
  private readonly text: string;
  private at = 0;
  line = 1;

  constructor(text: string) {
    this.text = text;
  }

  problem(message: string): ReadError {
    return new ReadError(`line ${this.line}: ${message}`);
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** What ends a line, but for spaces. */
  endLine(): void {
    this.skipSpaces();
    if (!this.atEnd() && this.text[this.at] !== "\n") throw this.problem("a line goes on behind a brace");
  }

  skipSpaces(): void {
    while (this.text[this.at] === " " || this.text[this.at] === "\t") this.at++;
  }

  /** Spaces, line ends and comments. */
  skipBlank(): void {
    for (;;) {
      this.skipSpaces();
      const character = this.text[this.at];
      if (character === "\n") {
        this.line++;
        this.at++;
      } else if (character === "#" || this.text.startsWith("//", this.at)) {
        const end = this.text.indexOf("\n", this.at);
        this.at = end < 0 ? this.text.length : end;
      } else return;
    }
  }

  isAt(character: string): boolean {
    return this.text[this.at] === character;
  }

  /** Goes behind one character where it stands here. */
  take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  name(): string {
    const pattern = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw this.problem(`there is no name at ${JSON.stringify(this.text.slice(this.at, this.at + 20))}`);
    this.at += found.length;
    return found;
  }

  /** A label of a block, between quotes. */
  label(): string {
    const pattern = /"([^"\\$%\n]*)"/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw this.problem("a block's label stands between quotes");
    this.at += found[0].length;
    return found[1] ?? "";
  }

  /** The text of an expression, to the end of the line on which its last bracket closes. */
  expression(): string {
    const from = this.at;
    const open: string[] = [];
    for (; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] ?? "";
      if (character === '"') {
        this.at = endOfString(this.text, this.at);
        if (this.at < 0) throw this.problem("a string does not end");
      } else if (Object.hasOwn(closing, character)) open.push(closing[character] ?? "");
      else if (character === ")" || character === "]" || character === "}") {
        if (open.pop() !== character) throw this.problem(`a bracket closes that was not opened: ${character}`);
      } else if (character === "\n") {
        if (open.length === 0) break;
        this.line++;
      } else if (character === "#" || this.text.startsWith("//", this.at) || this.text.startsWith("/*", this.at))
        throw this.problem("a comment stands behind a value");
      else if (this.text.startsWith("<<", this.at)) throw this.problem("a heredoc stands in the place of a value");
    }
    if (open.length > 0) throw this.problem("a bracket does not close");
    return this.text.slice(from, this.at).trim();
  }
}

/** Where the string that begins here ends; -1 where it does not. Strings inside of its expressions have quotes of their own. */
export function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === '"') return at;
    else if (character === "\n") return -1;
    else if ((character === "$" || character === "%") && text[at + 1] === "{") {
      at = endOfTemplate(text, at + 2);
      if (at < 0) return -1;
    } else if ((character === "$" || character === "%") && text[at + 1] === character && text[at + 2] === "{") at += 2;
  }
  return -1;
}

/** Where the expression that begins here is closed by its brace; -1 where it is not. */
export function endOfTemplate(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      if (at < 0) return -1;
    } else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at;
  }
  return -1;
}
