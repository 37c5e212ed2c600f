import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { type CompileInput, compile } from "../../generator/compile.ts";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { fixesOf, type QuickFix } from "../../generator/editor/quick-fix.ts";
import type { SourceFile } from "../../generator/spec/stack.ts";
import { caseNames, inputOf } from "../support/case.ts";

/** Every fix that an editor would offer for a mistake of a case is done: the file stays YAML, that mistake goes, and no other takes its place. */

/** What a fix brings to light on the same line: it was hidden behind the mistake. */
const behind: readonly string[] = [
  // The resources do not go with the action that is meant.
  "actions/level-words-refused:16",
  // What SnapStart does not take is said twice: of the argument, and of what the grants need of it.
  "function/snap-start-refused:9",
  // The value under the misspelt key is wrong, too.
  "function/memory-is-memory-size-refused:12",
  "role/refused:21",
  "stack/refused:11",
  // Which kind of thing the expression is, nobody can tell.
  "values/references-without-braces-refused:8",
];

function changed(text: string, { span, text: written }: QuickFix): string {
  const lines = text.split("\n");
  const at = (line: number, column: number) => lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, column - 1);
  return text.slice(0, at(span.line, span.column)) + written + text.slice(at(span.endLine, span.endColumn));
}

function replaced(input: CompileInput, file: SourceFile, text: string): CompileInput {
  const put = (files: readonly SourceFile[]) => files.map((one) => (one.file === file.file ? { ...one, text } : one));
  return { ...input, specs: put(input.specs), settings: put(input.settings) };
}

const isBroken = (text: string) => parseAllDocuments(text).some(({ errors }) => errors.length > 0);
const said = ({ file, code, message }: Diagnostic) => JSON.stringify([file, code, message]);

let done = 0;

/** What is wrong with the fixes of a case. */
function* faults(name: string): Generator<string> {
  const input = inputOf(name);
  const before = compile(input).diagnostics;
  const count = (of: readonly Diagnostic[], one: Diagnostic) => of.filter((other) => said(other) === said(one)).length;
  for (const mistake of before) {
    const file = [...input.specs, ...input.settings].find((one) => one.file === mistake.file);
    if (file === undefined) continue;
    for (const fix of fixesOf(mistake, file.text)) {
      done += 1;
      const text = changed(file.text, fix);
      const after = compile(replaced(input, file, text)).diagnostics;
      const fresh = after.filter((one) => one.file === file.file && one.line === mistake.line && count(before, one) === 0);
      const what = `${name} ${mistake.file}:${mistake.line} ${mistake.message} // ${mistake.hint} -> ${fix.text}`;
      if (isBroken(text) && !isBroken(file.text)) yield `${what}: no YAML`;
      else if (count(after, mistake) >= count(before, mistake)) yield `${what}: the mistake stays`;
      else if (fresh.length > 0 && !behind.includes(`${name}:${mistake.line}`))
        yield `${what}: ${fresh.map(({ message }) => message).join("; ")}`;
    }
  }
}

describe("every fix that is offered for a mistake of a case", () => {
  it("mends it", () => {
    expect(caseNames.flatMap((name) => [...faults(name)])).toEqual([]);
    expect(done).toBeGreaterThan(150);
  }, 120_000);
});
