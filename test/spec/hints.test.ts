import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { casesFolder } from "../support/case.ts";

/** What a hint says to write between brackets or braces is pasted as it stands: an expression in it needs its quotes. */

/** The mappings and lists of a text that have an expression in them; `{` of an expression is none. */
function* written(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    if (text.startsWith("${", at)) at = text.indexOf("}", at);
    else if (text[at] === "{" || text[at] === "[") {
      const end = endOf(text, at);
      const found = text.slice(at, end);
      if (found.includes("${")) yield found;
      at = end - 1;
    }
    if (at < 0) return;
  }
}

/** Behind the bracket that closes the one at `from`. */
function endOf(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "{" || text[at] === "[") depth += 1;
    if ((text[at] === "}" || text[at] === "]") && --depth === 0) return at + 1;
  }
  return text.length;
}

const hints = readdirSync(casesFolder, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("diagnostics.txt"))
  .flatMap((path) =>
    [...readFileSync(join(casesFolder, path), "utf8").matchAll(/^ +(?:= )?help: (.*)$/gm)].map(([, hint = ""]) => hint),
  );
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8").replaceAll(/^(`{3,}).*?^\1/gms, "");
const snippets = [...readme.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);

describe("what to write, between brackets", () => {
  it.each([
    ["hints", hints],
    ["the README", snippets],
  ] as const)("is YAML in %s", (_, texts) => {
    const found = [...new Set(texts.flatMap((text) => [...written(text)]))];
    expect(found.length).toBeGreaterThan(3);
    const broken = found.filter((flow) => {
      const { errors, contents } = parseDocument(flow);
      // What `{` or `,` of an expression takes apart is not always a mistake to YAML.
      return errors.length > 0 || !String(JSON.stringify(contents)).includes("${");
    });
    expect(broken).toEqual([]);
  });
});
