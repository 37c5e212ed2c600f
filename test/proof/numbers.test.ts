import { describe, expect, it } from "vitest";
import { isMap, isScalar, type Node, parseAllDocuments, visit } from "yaml";
import { compile } from "../../generator/compile.ts";
import { isError } from "../../generator/diagnostics/diagnostic.ts";
import type { SourceFile } from "../../generator/spec/stack.ts";
import { caseNames, inputOf } from "../support/case.ts";

/**
 * A number where something else belongs is refused by the checks, or is the text that the proof reads: one that the checks left out
 * would be found when it is to be written, and told as our mistake.
 */

const number = "1.5";

/** The values of a text, each with its keys above. */
function* places(text: string): Generator<{ readonly keys: string; readonly from: number; readonly to: number }> {
  const documents = parseAllDocuments(text, { logLevel: "silent" });
  for (const document of Array.isArray(documents) ? documents : []) {
    const found: { readonly keys: string; readonly from: number; readonly to: number }[] = [];
    visit(document, {
      Scalar(key, node: Node, path) {
        if (key === "key" || !node.range) return;
        const pairs = path.flatMap((one) =>
          "key" in one && isScalar(one.key) ? [String(one.key.value)] : isMap(one) ? [] : ["-"],
        );
        found.push({ keys: pairs.join("."), from: node.range[0], to: node.range[1] });
      },
    });
    yield* found;
  }
}

describe("a number", () => {
  it("is never found by the proof alone, wherever it stands", () => {
    const seen = new Set<string>();
    const unproven = caseNames.flatMap((name) => {
      const input = inputOf(name);
      if (compile(input).diagnostics.some(isError)) return [];
      return input.specs.flatMap((file) =>
        [...places(file.text)].flatMap(({ keys, from, to }) => {
          if (seen.has(keys)) return [];
          seen.add(keys);
          const changed: SourceFile = { ...file, text: file.text.slice(0, from) + number + file.text.slice(to) };
          const { diagnostics } = compile({ ...input, specs: input.specs.map((one) => (one === file ? changed : one)) });
          return diagnostics.flatMap(({ code, message }) => (code === "unproven" ? `${name} ${keys}: ${message}` : []));
        }),
      );
    });
    expect(unproven).toEqual([]);
    expect(seen.size).toBeGreaterThan(300);
  }, 300_000);
});
