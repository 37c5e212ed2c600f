import { stringify } from "yaml";
import { type Compiled, compile } from "../../generator/compile.ts";
import { isError } from "../../generator/diagnostics/diagnostic.ts";
import { printGithub } from "../../generator/diagnostics/github.ts";
import { printText, summarize, toJson } from "../../generator/diagnostics/print-text.ts";
import { toSarif } from "../../generator/diagnostics/sarif.ts";
import type { SourceFile } from "../../generator/spec/stack.ts";
import { hold, target } from "./findings.ts";
import { Input } from "./input.ts";
import { mutate } from "./mutate.ts";
import { checkTerraform } from "./terraform-shape.ts";
import { treesOf } from "./words.ts";

/** Any text as a spec and its stack.yaml: read, check, derive, emit, prove. */

/** The two files that an input stands for. */
export function filesOf(bytes: Uint8Array): { readonly spec: string; readonly stack: string } {
  const { texts, decisions } = new Input(bytes, 2);
  const [spec = "", stack = ""] = texts;
  if (!decisions.more) return { spec, stack };
  const trees = treesOf(spec);
  if (trees === null || trees.length === 0) return { spec, stack };
  const settings = decisions.below(4) === 0 ? treesOf(stack) : null;
  const mutated = trees.map((tree) => mutate(tree, decisions));
  return {
    spec: mutated.map((tree) => stringify(tree, { lineWidth: 0 })).join("---\n"),
    stack: settings === null ? stack : stringify(mutate(settings[0] ?? null, decisions, 4)),
  };
}

/** Compiles one spec with its stack.yaml, as the command line would. */
export function compileTexts({ spec, stack }: { readonly spec: string; readonly stack: string }): Compiled {
  const file = (path: string, text: string): SourceFile => ({ path, file: path, text });
  return compile({
    rootName: "specs",
    specs: [file("f.yaml", spec)],
    settings: stack === "" ? [] : [file("stack.yaml", stack)],
  });
}

export const fuzz = target(
  async (bytes) => {
    const texts = filesOf(bytes);
    const compiled = compileTexts(texts);
    checkDiagnostics(compiled, new Map([["f.yaml", texts.spec] as const, ["stack.yaml", texts.stack] as const]));
    const unproven = compiled.diagnostics.find(({ code }) => code === "unproven");
    hold(unproven === undefined, "what compiles is proven", unproven?.message);
    const wrong = compiled.diagnostics.some(isError);
    hold(!wrong || compiled.files.length === 0, "nothing comes out of a spec with an error");
    hold(wrong || compiled.files.length > 0, "something comes out of a spec without an error");
    if (wrong) return;
    const again = compileTexts(texts);
    hold(JSON.stringify(again.files) === JSON.stringify(compiled.files), "same spec, same bytes");
    hold(JSON.stringify(again.diagnostics) === JSON.stringify(compiled.diagnostics), "same spec, same diagnostics");
    for (const { path, text } of compiled.files) if (!path.endsWith(".md")) await checkTerraform(path, text, compiled);
  },
  (bytes) => {
    const { spec, stack } = filesOf(bytes);
    return `# stack.yaml\n${stack}\n# spec.yaml\n${spec}`;
  },
);

/** Each stands inside its file, and every printer takes it. */
function checkDiagnostics({ diagnostics, functions }: Compiled, texts: ReadonlyMap<string, string>): void {
  const lines = new Map([...texts].map(([file, text]) => [file, text.split("\n")]));
  for (const diagnostic of diagnostics) {
    const { file, line, column, endLine, endColumn } = diagnostic;
    const of = lines.get(file);
    hold(of !== undefined, "a diagnostic names a file that was read", diagnostic);
    // An end may stand behind the last character of the last line, and an empty file has a first character all the same.
    const inside = (at: number, to: number) => at >= 1 && at <= of.length && to >= 1 && to <= (of[at - 1]?.length ?? 0) + 2;
    hold(inside(line, column), "a diagnostic begins inside its file", diagnostic);
    hold(inside(endLine, endColumn), "a diagnostic ends inside its file", diagnostic);
    hold(endLine > line || (endLine === line && endColumn > column), "a diagnostic ends behind its beginning", diagnostic);
    hold(
      !/undefined|\[object |NaN/.test(diagnostic.message + (diagnostic.hint ?? "")) || mentions(texts),
      "it is a sentence",
      diagnostic,
    );
  }
  printText(diagnostics, (file) => texts.get(file) ?? null, true);
  printGithub(diagnostics);
  JSON.stringify(toJson(diagnostics, summarize(diagnostics, 1, functions)));
  JSON.stringify(toSarif(diagnostics, { version: "0.0.0", folder: "/" }));
}

/** A spec may say such a word itself. */
function mentions(texts: ReadonlyMap<string, string>): boolean {
  return [...texts.values()].some((text) => /undefined|\[object |NaN/.test(text));
}
