import type { YamlMistake } from "./yaml-mistakes.ts";

// Spaces that nobody sees and that are none in YAML: they come with what is copied from a page, or from a keyboard that makes them easily.

/** White space of Unicode and what has no width, but for those that YAML knows. */
const strange = "(?:[^\\P{White_Space} \\t\\n\\r]|[\\u200b\\u2060\\ufeff])";

/** No word of ours and no name of AWS's has one. */
const inKey = new RegExp(`(?<found>${strange})`, "u");

/** At the ends, before what was to be a comment, and where a key or a dash was to stand before the value; between words it may be meant. */
const inValue = new RegExp(`^(?:-|[\\w$]+:)?(?<found>${strange})|(?<last>${strange})(?:#|$)`, "u");

/** Where YAML looks how deep a line lies, and what stands there. */
const inLine = new RegExp(`^[ \\t]*(?:- *)*(?:[^\\s:#"']+:)?(?<found>${strange})`, "u");

const names: Readonly<Record<string, string>> = {
  "\u00a0": "a no-break space",
  "\u202f": "a narrow no-break space",
  "\u200b": "a space without width",
  "\u3000": "an ideographic space",
  "\ufeff": "a byte order mark",
};

/** What is wrong with a key, or a value, that stands without quotes from one place of the text to another; null where nothing is. */
export function spaceMistake(text: string, from: number, to: number, of: "key" | "value"): YamlMistake | null {
  return mistake(
    (of === "key" ? inKey : inValue).exec(text.slice(from, to)),
    from,
    "; where it is meant, put quotes around the whole text",
  );
}

/** What may be why the library did not understand the lines of a place, or the one before them. */
export function spaceBehind(text: string, from: number, to: number): YamlMistake | null {
  const line = text.lastIndexOf("\n", from - 1);
  let at = line <= 0 ? 0 : text.lastIndexOf("\n", line - 1) + 1;
  for (const each of text.slice(at, `${text}\n`.indexOf("\n", Math.max(from, to - 1))).split("\n")) {
    const found = mistake(inLine.exec(each), at, "");
    if (found !== null) return found;
    at += each.length + 1;
  }
  return null;
}

function mistake(match: RegExpExecArray | null, from: number, or: string): YamlMistake | null {
  const space = match?.groups?.["found"] ?? match?.groups?.["last"];
  if (match === null || space === undefined) return null;
  const at = from + match.index + match[0].lastIndexOf(space);
  const code = space.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return {
    code: "yaml-syntax",
    message: `here is ${names[space] ?? "a white space"} (U+${code}), which YAML takes for a letter`,
    hint: `${/[\u200b\u2060\ufeff]/.test(space) ? "take it out" : "write a plain space"}${or}`,
    from: at,
    to: at + 1,
  };
}
