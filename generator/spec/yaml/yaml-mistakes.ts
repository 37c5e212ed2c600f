import type { Code } from "../../diagnostics/codes.ts";

/** A mistake that the YAML library found. */
interface YamlProblem {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** The same in our words, with the place where a person would look for it. */
export interface YamlMistake {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  readonly from: number;
  readonly to: number;
}

/** The library's words, made into a sentence with a likely fix where there is one. */
export function explainYaml({ code, message, pos: [from, to] }: YamlProblem, text: string): YamlMistake {
  const tag = /^Unresolved tag: (\S+)/.exec(message)?.[1];
  if (tag !== undefined) {
    return {
      code: "yaml-syntax",
      message: `the tag ${tag} means nothing here`,
      hint: "write the value itself, or a Terraform expression: ${…}",
      from,
      to,
    };
  }
  if (/call stack/i.test(message)) return { code: "yaml-limit", message: "this file is nested too deeply", from, to };
  const line = text.slice(text.lastIndexOf("\n", from - 1) + 1, `${text}\n`.indexOf("\n", from));
  if (code === "BLOCK_AS_IMPLICIT_KEY") {
    const hint =
      line.includes(": ") && line.indexOf(": ") !== line.lastIndexOf(": ")
        ? 'put quotes around a value that holds ": "'
        : "begin it in the same column as its neighbours";
    return { code: "yaml-syntax", message: "a mapping cannot begin here", hint, from, to };
  }
  if (code === "MISSING_CHAR" && /quote/.test(message)) {
    const opening = openingQuote(text, from);
    return {
      code: "yaml-syntax",
      message: "this quote is never closed",
      hint: "close it on the same line",
      from: opening,
      to: opening + 1,
    };
  }
  if (code === "UNEXPECTED_TOKEN" && /\$\{[^}]*"/.test(line)) {
    return {
      code: "yaml-syntax",
      message: "this text ends at its second double quote",
      hint: "put single quotes around a value with double quotes in it: '${aws_sns_topic.x[\"a\"].arn}'",
      from,
      to,
    };
  }
  if (/alias cannot be an empty/i.test(message))
    return {
      code: "yaml-syntax",
      message: "a * that begins a value is YAML's own sign",
      hint: 'put quotes around it: "*"',
      from,
      to,
    };
  const braced = /flow-(map|seq)-start at node end/.test(message) && !line.includes("${") ? valueAround(text, from) : null;
  if (braced !== null) {
    const message = "inside [ ] and { } a value ends where another of them begins";
    return { code: "yaml-syntax", message, hint: `put quotes around it: "${braced}"`, from, to };
  }
  if (/flow/i.test(message) && line.includes("${")) {
    return { code: "yaml-syntax", message: plain(message), hint: 'put quotes around "${…}" inside [ ] and { }', from, to };
  }
  return { code: "yaml-syntax", message: plain(message), from, to };
}

/** The quote that begins the last value before a place. */
function openingQuote(text: string, end: number): number {
  let last = Math.max(0, end - 1);
  for (const match of text.slice(0, end).matchAll(/(?:^|[\s[{,:-])\s*(["'])/g)) last = match.index + match[0].length - 1;
  return last;
}

/** The value that a bracket stands in, as it was meant: `/orders/{id}/items`; null where it would be no text within quotes. */
function valueAround(text: string, at: number): string | null {
  const before = /[^\s,{}[\]"'\\]*$/.exec(text.slice(Math.max(0, at - 200), at))?.[0] ?? "";
  const behind = /^(?:\{[^\s{}"'\\]*\}|\[[^\s[\]"'\\]*\]|[^\s,{}[\]"'\\])+/.exec(text.slice(at, at + 200))?.[0];
  return before === "" || behind === undefined ? null : before + behind;
}

function plain(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, "");
}
