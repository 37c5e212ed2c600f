import { relative, resolve, sep } from "node:path";
import { missingIn } from "../../code/against/compare-code.ts";
import { environmentOf, handlerOf } from "../../code/against/resolved.ts";
import { environmentNames } from "../../code/environment-names.ts";
import { amend } from "../../code/suggest/amend.ts";
import { type SuggestedEntry, suggestEntries } from "../../code/suggest/suggest-entries.ts";
import { suggestSpec } from "../../code/suggest/suggest-spec.ts";
import { derive } from "../../compile.ts";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { unifiedPatch } from "../../files/output/patch.ts";
import { textOf } from "../../iam/arn.ts";
import type { Spec } from "../../spec/spec.ts";
import { CodeFolder } from "../code/code-folder.ts";
import { compileInput, readInput, reportUnread } from "../input.ts";
import { type CommonOptions, count, type Exit, err, exit, out, report } from "../print-output.ts";

export interface SuggestOptions extends CommonOptions {
  readonly code: string;
  readonly specs?: string;
  readonly handler?: string;
  readonly name?: string;
}

/** `lambdagrant suggest`: a spec for code that has none, or a patch that adds what the code of a spec needs. */
export async function suggest(spec: string | undefined, options: SuggestOptions): Promise<Exit> {
  const code = await CodeFolder.open(options.code);
  if (!(code instanceof CodeFolder)) return refused([code], options, exit.input);
  return spec === undefined ? newSpec(code, options) : change(spec, code, options);
}

function newSpec(code: CodeFolder, options: SuggestOptions): Exit {
  // As seen from a spec in specs/.
  const suggested = specOf(code, options, isElsewhere(code.shown) ? null : `../${code.shown}`);
  if ("problem" in suggested) {
    err(`lambdagrant: ${suggested.problem}`);
    return exit.machine;
  }
  out(options.format === "json" ? JSON.stringify({ spec: suggested.text }, null, 2) : suggested.text);
  return exit.done;
}

export type Suggested = { readonly name: string; readonly text: string } | { readonly problem: string };

/** The spec of a new stack for code that has none; `specFolder` makes the folder of the spec from the function's name. */
export async function suggestNew(
  options: Pick<SuggestOptions, "code" | "handler" | "name">,
  specFolder: (name: string) => string,
): Promise<Suggested> {
  const code = await CodeFolder.open(options.code);
  if (!(code instanceof CodeFolder)) return { problem: `${code.file}: ${code.message}` };
  const from = relative(resolve(specFolder(options.name ?? nameFrom(options.code))), resolve(options.code));
  return specOf(code, options, isElsewhere(code.shown) ? null : from.split(sep).join("/"));
}

function isElsewhere(folder: string): boolean {
  return folder.startsWith("..") || folder.startsWith("/");
}

function specOf(code: CodeFolder, options: Pick<SuggestOptions, "code" | "handler" | "name">, dir: string | null): Suggested {
  const handler = options.handler ?? likelyHandler(code);
  const read = handler === null ? null : code.readingOf(handler);
  if (handler === null || read === null) {
    const why = handler === null ? "no file here looks like a handler's" : `no source is the handler ${handler}'s`;
    return { problem: `${why}; say --handler FILE.FUNCTION` };
  }
  const name = options.name ?? nameFrom(options.code);
  const texts = read.reading.files.map((file) => code.texts.get(file) ?? "");
  const text = suggestSpec({
    name,
    handler,
    folder: code.shown === "" ? "." : code.shown,
    dir,
    reading: read.reading,
    entry: code.texts.get(read.entry ?? "") ?? "",
    environment: environmentNames(texts),
  });
  return { name, text };
}

/** What a file exports as a handler, by the usual names. */
const exported = /\b(?:def|function|const|exports\.)\s*(lambda_handler|handler|main)\b|exports\.(handler)\b/;
const usual = /^(?:src\/)?(?:app|index|handler|main|lambda_function)\.\w+$/;

/** Of `app.py`, `index.ts` and their like the function that the file exports by its usual name; else of the one file that has such a function. */
function likelyHandler({ texts }: CodeFolder): string | null {
  const found = [...texts].flatMap(([path, text]) => {
    const name = exported.exec(text);
    return name === null ? [] : [{ path, handler: `${path.replace(/\.\w+$/, "")}.${name[1] ?? name[2]}` }];
  });
  const named = found.find(({ path }) => usual.test(path));
  return named?.handler ?? (found.length === 1 ? (found[0]?.handler ?? null) : null);
}

function nameFrom(folder: string): string {
  const parts = folder.split(/[/\\]/).filter((part) => part !== "" && part !== "." && part !== ".." && part !== "src");
  return (parts.at(-1) ?? "my-function").replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 64);
}

async function change(path: string, code: CodeFolder, options: SuggestOptions): Promise<Exit> {
  const read = await readInput([path], options.specs);
  if ("diagnostics" in read) return reportUnread(read, options, derive);
  const { found, selected, sources } = read.input;
  const derived = derive(compileInput(read.input, {}));
  const [file] = selected;
  const source = sources.find((one) => one.path === file);
  if (derived.diagnostics.some(isError) || source === undefined) {
    report({ diagnostics: derived.diagnostics, files: selected.size, functions: derived.functions, sources }, options);
    return exit.input;
  }
  let text = source.text;
  const added: { readonly function: string; readonly entries: readonly SuggestedEntry[] }[] = [];
  for (const [number, { specs }] of derived.checked.entries()) {
    for (const [index, spec] of specs.entries()) {
      const grants = derived.stacks[number]?.functions[index];
      if (
        spec.source !== `${found.rootName}/${file}` ||
        grants === undefined ||
        added.some((one) => one.function === textOf(spec.name))
      )
        continue;
      const handler = handlerOf(spec.arguments);
      const reading = code.readingOf(handler)?.reading;
      if (reading === undefined) {
        err(`lambdagrant: no source in ${code.shown} is the handler ${handler}'s`);
        return exit.input;
      }
      const entries = suggestEntries(missingIn(spec, grants, reading), environmentOf(spec.arguments));
      added.push({ function: textOf(spec.name), entries });
      const amended = amend(text, { function: textOf(spec.name), add: entries, remove: [] });
      if (amended === null) return unwritable(spec, entries);
      text = amended;
    }
  }
  const before = source.text;
  const patch =
    text === before ? "" : unifiedPatch({ changes: [{ kind: "update", path: source.file, before, text }], foreign: [] }, "");
  if (options.format === "json") out(JSON.stringify({ patch, added }, null, 2));
  else if (patch !== "") out(patch);
  else if (!options.quiet) out(`${count(derived.functions, "function")}: the code needs nothing that is not allowed`);
  return exit.done;
}

/** A flow-style list of actions is not changed as text. */
function unwritable({ source }: Spec, entries: readonly SuggestedEntry[]): Exit {
  err(`lambdagrant: the actions of ${source} are written on one line; put each entry on a line of its own, then add`);
  out(JSON.stringify(entries, null, 2));
  return exit.input;
}

function refused(diagnostics: readonly Diagnostic[], options: SuggestOptions, status: Exit): Exit {
  report({ diagnostics, files: 0, functions: 0 }, options);
  return status;
}
