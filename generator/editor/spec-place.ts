/**
 * Where in a spec a person is: found by indentation and by the braces of the line, since what is just being typed is seldom YAML.
 */

export interface SpecPlace {
  /** The keys above, outermost first; items of lists are left out: `actions`, `conditions`, `StringEquals`. */
  readonly path: readonly string[];
  /** The keys beside this one, in its own mapping, with what stands behind them on their line. */
  readonly beside: ReadonlyMap<string, string>;
  /** The text of the entry of a list in which this is: from its dash to the next one. */
  readonly entry: string;
  /** Whether an entry of a list begins here, and its dash is not there yet. */
  readonly begins: boolean;
  /** Whether a key is being written here, or a value. */
  readonly at: "key" | "value";
  /** What stands in front of the cursor of the word that is being written, and the column at which it begins, from 0. */
  readonly word: string;
  readonly from: number;
}

/** The keys above, of what is said of one target as of what is said of all. */
export function pathInSpec({ path }: SpecPlace): readonly string[] {
  return path[0] === "targets" ? path.slice(2) : path;
}

interface Level {
  readonly indent: number;
  readonly key: string;
}

const listsOfMappings: ReadonlySet<string> = new Set(["push", "pull", "actions", "principals"]);

const keyOf = /^(\s*(?:-\s+)*)((?:"[^"]*"|'[^']*'|[\w:./$@-]+?)):(?:\s+(.*))?$/;

/** The place in a text at a line and column, both from 0. */
export function placeAt(text: string, line: number, column: number): SpecPlace {
  const lines = text.split(/\r?\n/);
  const here = (lines[line] ?? "").slice(0, column);
  const start = Math.max(lines.lastIndexOf("---", line), -1) + 1;
  const own = indentOf(here);
  const levels: Level[] = [];
  for (const before of lines.slice(start, line)) {
    const found = keyOf.exec(before);
    if (found === null || /^\s*#/.test(before)) continue;
    const [, lead = "", key = ""] = found;
    while (levels.length > 0 && (levels.at(-1)?.indent ?? 0) >= lead.length) levels.pop();
    levels.push({ indent: lead.length, key: unquoted(key) });
  }
  const above = levels.filter(({ indent }) => indent < own).map(({ key }) => key);
  const flow = inBraces(here);
  // A value needs a space behind the colon: `s3:` is the beginning of a word.
  const opened = here.endsWith(":") ? null : keyOf.exec(here);
  const head = opened === null ? [] : [unquoted(opened[2] ?? "")];
  const word = /[^\s,[\]{}"']*$/.exec(here)?.[0] ?? "";
  const from = column - word.length;
  const beside = besideOf(lines, start, line, own);
  const entry = entryOf(lines, start, line, own);
  if (flow !== null) {
    const path = [...above, ...head, ...flow.path];
    return { path, beside: new Map([...beside, ...flow.beside]), entry, begins: false, at: flow.at, word, from };
  }
  if (head.length > 0) return { path: [...above, ...head], beside, entry, begins: false, at: "value", word, from };
  // An item of a list on a line of its own: a value of the key that it belongs to, where that has no mappings.
  const isItem = /^\s*-\s+\S*$/.test(here) && !listsOfMappings.has(above.at(-1) ?? "");
  const isInList = listsOfMappings.has(above.at(-1) ?? "");
  const isDashed = /^\s*-/.test(here) || /^\s*-\s*$/.test(lines.slice(start, line).findLast((one) => one.trim() !== "") ?? "");
  return {
    path: above,
    beside,
    entry,
    begins: isInList && beside.size === 0 && !isDashed,
    at: isItem ? "value" : "key",
    word,
    from,
  };
}

/** How deep what a line holds lies: behind its dashes. */
function indentOf(line: string): number {
  return /^\s*(?:-\s+)*/.exec(line)?.[0].length ?? 0;
}

function unquoted(key: string): string {
  return key.replace(/^["']|["']$/g, "");
}

/** The keys of the same mapping, above and below a line. */
function besideOf(lines: readonly string[], start: number, line: number, own: number): ReadonlyMap<string, string> {
  const beside = new Map<string, string>();
  const take = (text: string): boolean => {
    if (text.trim() === "" || text === "---") return text !== "---";
    const indent = indentOf(text);
    if (indent < own) return false;
    const found = indent === own ? keyOf.exec(text) : null;
    if (found !== null) beside.set(unquoted(found[2] ?? ""), found[3] ?? "");
    return true;
  };
  const begins = (text: string) => /^\s*-\s/.test(text) && indentOf(text) === own;
  for (let at = line; at >= start; at--) {
    if (at < line && !take(lines[at] ?? "")) break;
    if (begins(lines[at] ?? "")) break;
  }
  for (let at = line + 1; at < lines.length; at++) {
    if (begins(lines[at] ?? "") || !take(lines[at] ?? "")) break;
  }
  return beside;
}

function entryOf(lines: readonly string[], start: number, line: number, own: number): string {
  const dash = (text: string) => text.search(/-\s/);
  const isDash = (text: string) => /^\s*-\s/.test(text);
  let first = line;
  while (first > start && !(isDash(lines[first] ?? "") && dash(lines[first] ?? "") < own)) first--;
  const deep = isDash(lines[first] ?? "") ? dash(lines[first] ?? "") : -1;
  let last = first + 1;
  while (last < lines.length && (lines[last]?.trim() === "" || (lines[last]?.search(/\S/) ?? 0) > deep)) last++;
  return lines.slice(first, last).join("\n");
}

interface Open {
  readonly brace: "{" | "[";
  key: string | null;
  readonly beside: Map<string, string>;
  text: string;
}

/** What is open of the braces and brackets of a line's beginning; null where none is. */
function inBraces(here: string): Pick<SpecPlace, "path" | "beside" | "at"> | null {
  const open: Open[] = [];
  let quote = "";
  for (let at = 0; at < here.length; at++) {
    const letter = here[at] ?? "";
    const last = open.at(-1);
    const isPlain = quote === "";
    if (!isPlain && letter === quote) quote = "";
    else if (isPlain && (letter === '"' || letter === "'")) quote = letter;
    if (isPlain && letter === "$" && here[at + 1] === "{") {
      // An expression is text, whatever it holds.
      const end = here.indexOf("}", at);
      if (last !== undefined) last.text += end < 0 ? here.slice(at) : here.slice(at, end + 1);
      if (end < 0) break;
      at = end;
    } else if (isPlain && (letter === "{" || letter === "["))
      open.push({ brace: letter, key: null, beside: new Map(), text: "" });
    else if (isPlain && (letter === "}" || letter === "]")) open.pop();
    else if (last !== undefined) take(last, letter, isPlain && /^\s/.test(here.slice(at + 1)), isPlain);
  }
  const last = open.at(-1);
  if (last === undefined) return null;
  const keys = open.flatMap(({ key }) => key ?? []);
  return { path: keys, beside: last.beside, at: last.brace === "[" || last.key !== null ? "value" : "key" };
}

/** One letter of what is open. */
function take(last: Open, letter: string, endsKey: boolean, isPlain: boolean): void {
  if (last.brace === "{" && last.key === null && letter === ":" && endsKey) {
    last.key = unquoted(last.text.trim());
    last.text = "";
  } else if (letter === "," && isPlain) {
    if (last.key !== null) last.beside.set(last.key, last.text.trim());
    if (last.brace === "{") last.key = null;
    last.text = "";
  } else last.text += letter;
}
