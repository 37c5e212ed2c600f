import { relative, resolve, sep } from "node:path";
import { missingIn } from "../../code/against/compare-code.ts";
import { environmentOf, handlerOf } from "../../code/against/resolved.ts";
import { environmentNames } from "../../code/environment-names.ts";
import { type Lacking, withLacking } from "../../code/suggest/amend.ts";
import { forAllTargets } from "../../code/suggest/for-all-targets.ts";
import { variablesIn } from "../../code/suggest/placeholder.ts";
import { type SuggestedEntry, suggestEntries } from "../../code/suggest/suggest-entries.ts";
import { type SpecRequest, suggestSpec } from "../../code/suggest/suggest-spec.ts";
import { derive } from "../../compile.ts";
import { type Diagnostic, isError } from "../../diagnostics/diagnostic.ts";
import { counted } from "../../diagnostics/print-text.ts";
import { isRules } from "../../files/folders.ts";
import { patchNames } from "../../files/git/repository.ts";
import { unifiedPatch } from "../../files/output/patch.ts";
import type { Change } from "../../files/output/plan.ts";
import { fileNameOf } from "../../files/paths.ts";
import { textOf } from "../../iam/arn.ts";
import { readAllSettings, type SettingsAbove, settingsIn } from "../../spec/settings-above.ts";
import type { Spec } from "../../spec/spec.ts";
import { lackedBesideActions } from "../code/beside-actions.ts";
import { CodeFolder } from "../code/code-folder.ts";
import { type InTarget, namedFunctions } from "../code/functions-of.ts";
import { compileInput, readInput, reportUnread } from "../input.ts";
import { type CommonOptions, type Exit, endRun, exit, out, printReport, say } from "../print-output.ts";

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
  // Nobody has said where the spec will lie.
  const root = options.specs ?? "specs";
  const dir = relative(resolve(root), resolve(options.code)).split(sep).join("/");
  const note = `counts from the folder of this file: so it is in ${root}; in ${root}/STACK it is ../${dir}`;
  const suggested = specOf(code, options, isElsewhere(code.shown) ? null : { dir, note });
  if ("problem" in suggested) return endRun(suggested.problem);
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
  return specOf(code, options, isElsewhere(code.shown) ? null : { dir: from.split(sep).join("/"), note: null });
}

function isElsewhere(folder: string): boolean {
  return folder.startsWith("..") || folder.startsWith("/");
}

function specOf(
  code: CodeFolder,
  options: Pick<SuggestOptions, "code" | "handler" | "name">,
  sources: SpecRequest["sources"],
): Suggested {
  const handler = options.handler ?? likelyHandler(code);
  const read = handler === null ? null : code.readingOf(handler);
  if (handler === null || read === null) {
    const why = handler === null ? "no file here looks like a handler's" : `no source is the handler ${handler}'s`;
    return { problem: `${why}; say --handler FILE.FUNCTION` };
  }
  const unread = unreadEntry(code, read);
  if (unread !== null) return { problem: unread };
  const name = options.name ?? nameFrom(options.code);
  const texts = read.reading.files.map((file) => code.texts.get(file) ?? "");
  const text = suggestSpec({
    name,
    handler,
    folder: code.shown === "" ? "." : code.shown,
    sources,
    reading: read.reading,
    entry: read.entry === null ? null : code.moduleOf(read.entry),
    environment: environmentNames(texts),
  });
  return { name, text };
}

/** That the handler's own file could not be read: of what it needs, nothing is known. Null where it was. */
function unreadEntry(code: CodeFolder, { entry }: { readonly entry: string | null }): string | null {
  const why = entry === null ? undefined : code.unread.get(entry);
  return entry === null || why === undefined ? null : `what ${shownFrom(code, entry)} needs cannot be read: ${why}`;
}

function shownFrom({ shown }: CodeFolder, path: string): string {
  return shown === "" ? path : `${shown}/${path}`;
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
  const { sources, selected, settings } = read.input;
  const derived = derive(compileInput(read.input, {}));
  if (derived.diagnostics.some(isError)) {
    printReport({ diagnostics: derived.diagnostics, files: selected.size, functions: derived.functions, sources }, options);
    return exit.input;
  }
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  const added: ({ readonly function: string; readonly entries: readonly SuggestedEntry[] } & Omit<Lacking, "actions">)[] = [];
  const byHand: string[] = [];
  const unread = new Set<string>();
  // From the last document of a file on: what is added moves what follows.
  for (const targets of namedFunctions(derived, read.input).toReversed()) {
    const [first] = targets;
    const { file, line } = first.spec.document.span;
    const needed = neededBy(targets, code, readAllSettings(settings.filter(({ path }) => !isRules(fileNameOf(path)))));
    if ("problem" in needed) return endRun(needed.problem, exit.input);
    const { entries } = needed;
    for (const place of needed.unread) unread.add(place);
    const text = texts.get(file) ?? "";
    const beside = lackedBesideActions(targets, code, [...variablesIn(text), ...variablesIn(JSON.stringify(entries))]);
    added.unshift({ function: textOf(first.spec.name), entries, ...beside });
    let amended = withLacking(text, line, { actions: entries, ...beside });
    if (amended === null) {
      // What is written in brackets, or for one target, is left to a person; the actions are not.
      amended = withLacking(text, line, { actions: entries, push: [], pull: [], variables: {} });
      if (amended === null) return unwritable(first.spec, entries);
      byHand.push(`${file}:${line} ${JSON.stringify(beside)}`);
    }
    texts.set(file, amended);
  }
  const changes = sources.flatMap(({ file, text }): Change[] => {
    const after = texts.get(file) ?? text;
    return after === text ? [] : [{ kind: "update", path: file, before: text, text: after }];
  });
  const patch = unifiedPatch(changes, patchNames(process.cwd()));
  if (options.format !== "json" && !options.quiet)
    for (const place of unread) say(`lambdagrant: not read, ${place}; see by hand that the spec grants it`);
  if (options.format !== "json" && !options.quiet)
    for (const place of byHand) say(`lambdagrant: no patch adds to ${place}; add by hand`);
  if (options.format === "json") out(JSON.stringify({ patch, added, unread: [...unread] }, null, 2));
  else if (patch !== "") out(patch);
  else if (!options.quiet)
    out(
      `${counted(added.length, "function")}: the code${unread.size > 0 ? " that was read" : ""} needs nothing that is not allowed`,
    );
  return exit.done;
}

interface Needed {
  readonly entries: readonly SuggestedEntry[];
  /** The places in the code that could not be read, and what each is. */
  readonly unread: readonly string[];
}

/** The entries that a function lacks, for all of its targets at once; or why there are none that fit all. */
function neededBy(
  targets: readonly [InTarget, ...InTarget[]],
  code: CodeFolder,
  settings: SettingsAbove,
): Needed | { readonly problem: string } {
  const name = textOf(targets[0].spec.name);
  const [handler = null, another] = new Set(targets.map(({ spec }) => handlerOf(spec.arguments)));
  if (another !== undefined) return { problem: `${name} has a handler of its own in some targets; add by hand what each calls` };
  const read = code.readingOf(handler);
  if (read === null) return { problem: `no source in ${code.shown} is the handler ${handler}'s` };
  const problem = unreadEntry(code, read);
  if (problem !== null) return { problem };
  const { reading } = read;
  // What is lacking in one target is needed in all.
  const missing = targets.flatMap(({ spec, grants }) => missingIn(spec, grants, reading));
  const needs = [...new Map(missing.map((one) => [one.need, one])).values()];
  const entries = forAllTargets(
    targets.map(({ stack, spec }) => ({
      entries: suggestEntries(needs, environmentOf(spec.arguments)),
      values: new Map(
        [...(settingsIn(settings.above(stack.folder), stack.target).values ?? [])].map(([key, { text }]) => [key, text]),
      ),
    })),
  );
  const unread = reading.found.flatMap((one) =>
    one.kind === "unknown" ? [`${shownFrom(code, one.file)}:${one.line}: ${one.what}`] : [],
  );
  if (entries !== null) return { entries, unread };
  const calls = [...new Set(needs.map(({ call }) => `${call.operation} in ${call.file}:${call.line}`))];
  const names = targets.map(({ stack }) => stack.target).join(", ");
  return {
    problem: `what ${name} names for ${calls.join(", ")} differs between the targets ${names} by more than their values; add it by hand, with \${target.KEY} where they differ`,
  };
}

/** `actions` in brackets are not changed as text, and those of one target take the place of all others. */
function unwritable({ span }: Spec, entries: readonly SuggestedEntry[]): Exit {
  say(
    `lambdagrant: ${span.file}:${span.line} has its actions in brackets, or for one target by itself, where no patch adds to them; add by hand`,
  );
  out(JSON.stringify(entries, null, 2));
  return exit.input;
}

function refused(diagnostics: readonly Diagnostic[], options: SuggestOptions, status: Exit): Exit {
  printReport({ diagnostics, files: 0, functions: 0 }, options);
  return status;
}
