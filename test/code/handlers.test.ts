import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Found } from "../../generator/code/calls.ts";
import { findCalls, languageOf } from "../../generator/code/find-calls.ts";
import type { TextPart } from "../../generator/code/flow/code-value.ts";

/**
 * Handlers in the manner of those that people publish, a folder each: what they call of AWS is in `calls.txt`, a line a call, as it was
 * read once by a person. The first line of the entry (`app.*` or `index.*`) names the manner.
 */

const folder = fileURLToPath(new URL("./handlers/", import.meta.url));
const names = readdirSync(folder).sort();

function text(parts: readonly TextPart[]): string {
  return parts.map((part) => ("text" in part ? part.text : "env" in part ? `$${part.env}` : "…")).join("");
}

/** `app.py:12 PutItem: dynamodb:PutItem on table $TABLE; kms:Decrypt perhaps`. */
function line(found: Found): string {
  const place = `${found.file}:${found.line}`;
  if (found.kind === "unknown") return `${place} unknown: ${found.what}`;
  const needs = found.needs.map(({ action, certain, resources }) => {
    const on = resources.map(({ type, name, rest }) => `${type} ${text(name)}${rest === null ? "" : `/${text(rest)}`}`);
    return `${action}${certain ? "" : " perhaps"}${on.length === 0 ? "" : ` on ${on.join(" or ")}`}`;
  });
  return `${place} ${found.operation}: ${needs.length === 0 ? "nothing" : needs.join("; ")}`;
}

describe.each(names)("%s", (name) => {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" }).filter(
    (file) => languageOf(file) !== null && statSync(join(folder, name, file)).isFile(),
  );
  const sources = new Map(files.sort().map((file) => [file, readFileSync(join(folder, name, file), "utf8")]));
  const entry = files.find((file) => /^(app|index)\.\w+$/.test(file));

  it("says what it stands for", () => {
    expect(entry, "an app.* or index.*").toBeDefined();
    expect(sources.get(entry ?? "")?.split("\n")[0]).toMatch(/^(#|\/\/) \S.{20,}\.$/);
  });

  it("calls what is written beside it", () => {
    const { found } = findCalls(sources, entry === undefined ? null : [entry]);
    const said = found.map((one) => `${line(one)}\n`).join("");
    const golden = join(folder, name, "calls.txt");
    if (process.env["UPDATE_CASES"] === "1") writeFileSync(golden, said);
    expect(existsSync(golden)).toBe(true);
    expect(said).toBe(readFileSync(golden, "utf8"));
  });
});
