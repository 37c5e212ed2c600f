import { describe, expect, it } from "vitest";
import { type CompileInput, compile, type Emit, hclBackend } from "../generator/compile.ts";
import { remembered } from "../generator/remembered.ts";
import type { SourceFile } from "../generator/spec/stack.ts";
import { caseNames, inputOf } from "./support/case.ts";

/** What was found of an object is what would be found of it anew. */

describe("what is remembered", () => {
  it("is found once of the same, and again of anything else", () => {
    let found = 0;
    const sum = remembered((of: { readonly one: number }, ...more: readonly number[]) => {
      found++;
      return more.reduce((a, b) => a + b, of.one);
    });
    const [one, other] = [{ one: 1 }, { one: 1 }];
    expect([sum(one), sum(one), sum(one, 2), sum(one), sum(one, 2), sum(other, 2), sum(one, 2, 3)]).toEqual([
      1, 1, 3, 1, 3, 3, 6,
    ]);
    expect(found).toBe(4);
    for (let more = 0; more < 100; more++) expect(sum(one, more)).toBe(1 + more);
  });

  /** The same texts, which nobody has seen. */
  const fresh = (input: CompileInput): CompileInput => ({
    ...input,
    specs: input.specs.map((file) => ({ ...file })),
    settings: input.settings.map((file) => ({ ...file })),
  });

  /** One file with something else in it. */
  const changed = (files: readonly SourceFile[], at: number) =>
    files.map((file, index) => (index === at ? { ...file, text: file.text.replace(/\d\b/, "7") } : file));

  it.each(caseNames)("makes no difference: %s", (name) => {
    const input = inputOf(name);
    const { targets } = compile(input);
    const others: readonly CompileInput[] = [
      { ...input, toRoot: () => "elsewhere" },
      ...targets.slice(0, 2).map((target) => ({ ...input, targets: [target] })),
      ...input.settings.slice(0, 1).map((_, at) => ({ ...input, settings: changed(input.settings, at) })),
      { ...input, settings: [] },
      ...input.specs.slice(0, 1).map((_, at) => ({ ...input, specs: changed(input.specs, at) })),
      input,
    ];
    for (const other of others) {
      const { diagnostics, files } = compile(other);
      const anew = compile(fresh(other));
      expect({ diagnostics, files }).toEqual({ diagnostics: anew.diagnostics, files: anew.files });
    }
  });

  interface Writable {
    text: string;
    readonly path: string;
    readonly source: string;
  }

  it("proves nothing of a file that its backend has written into since", () => {
    const text = "function: {name: one, runtime: python3.13, handler: app.handler, filename: app.zip}\n";
    const input = { rootName: "specs", specs: [{ path: "a/one.yaml", file: "specs/a/one.yaml", text }], settings: [] };
    let made: Writable[] = [];
    const backend: Emit = (stacks) => {
      if (made.length === 0) made = hclBackend()(stacks).map((file) => ({ ...file }));
      return made;
    };
    expect(compile(input, backend).files.length).toBeGreaterThan(0);
    for (const file of made) file.text = file.text.replace("sts:AssumeRole", "sts:*");
    expect(compile(input, backend).files).toEqual([]);
  });

  it("is nothing that somebody has written into what came out", () => {
    const text = "function: {name: one, runtime: python3.13, handler: app.handler, filename: app.zip}\n";
    const input = { rootName: "specs", specs: [{ path: "a/one.yaml", file: "specs/a/one.yaml", text }], settings: [] };
    const backend = hclBackend();
    for (const file of compile(input, backend).files as Writable[]) file.text = file.text.replace("sts:AssumeRole", "sts:*");
    expect(compile(input, backend)).toEqual(compile(fresh(input)));
  });

  it("is nothing of a text that was written over in place", () => {
    const spec = { path: "a/one.yaml", file: "specs/a/one.yaml", text: "function: {name: one, existing: true}\n" };
    const input = { rootName: "specs", specs: [spec], settings: [] };
    compile(input);
    spec.text = spec.text.replace("one", "two");
    expect(compile(input)).toEqual(compile(fresh(input)));
  });
});
