import type { CodeReading, Found } from "./calls.ts";
import { further } from "./flow/code-value.ts";
import { Evaluation } from "./flow/evaluate.ts";
import { resolveImport } from "./flow/resolve-import.ts";
import { importedElsewhere, missingImports, submodulesOf } from "./missing-imports.ts";
import { needsOf } from "./needs/needs.ts";
import { packageUses, sdkNamed, sdkThings, sdkUses } from "./sdk/aws-sdk-js.ts";
import { boto3Things } from "./sdk/boto3.ts";
import { boto3Named, boto3Uses } from "./sdk/boto3-uses.ts";
import { guessedUses } from "./sdk/guesses.ts";
import { handedUses, madeServices } from "./sdk/handed-clients.ts";
import { libraryUses, unreadLibrary } from "./sdk/library-uses.ts";
import { commandsOfOthers, isOthers, isSentByOthers, otherCredentials } from "./sdk/other-credentials.ts";
import { externals } from "./sdk/read-uses.ts";
import { unreadCode } from "./sdk/unread-code.ts";
import type { Use } from "./sdk/use.ts";
import type { CallExpr, Language, Module } from "./syntax/module.ts";
import { readJavaScript } from "./syntax/read-javascript.ts";
import { readPython } from "./syntax/read-python.ts";

/** Bundles of a few megabytes are common, and read in some seconds; what is larger than this is data. */
export const mostCharacters = 5_242_880;

/** The language of a source file, by the end of its path; null for what is none. */
export function languageOf(path: string): Language | null {
  if (/\.d\.[cm]?ts$/.test(path)) return null;
  return /\.py$/.test(path) ? "python" : /\.[cm]?[jt]sx?$/.test(path) ? "javascript" : null;
}

/**
 * Every call of AWS in a folder of sources (path below it → text). With entries, only what these import, directly or not, is read;
 * paths that are not there are no entries. What cannot be told stands among the found as unknown, and so does each file of `unread` that
 * would have been read: path → what it is.
 */
export function findCalls(
  sources: ReadonlyMap<string, string>,
  entries: readonly string[] | null = null,
  unread: ReadonlyMap<string, string> = new Map(),
): CodeReading {
  const found: Found[] = [];
  const modules = readModules(sources, entries, unread, found);
  const flow = new Evaluation(modules);
  let made: ReadonlySet<string> | undefined;
  const madeOnce = () => (made ??= madeServices(flow, modules.values()));
  const others = commandsOfOthers(flow, modules.values());
  for (const module of modules.values()) {
    const places = new Places(module.text);
    const uses = [...unreadOf(sources, module), ...usesOf(flow, module, madeOnce, others)];
    for (const use of uses) found.push(foundOf(flow, module.path, places, use));
  }
  const order = distinct(found).sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
  return { found: order, files: [...modules.keys()].sort(), elsewhere: importedElsewhere(sources, modules.values()) };
}

function readModules(
  sources: ReadonlyMap<string, string>,
  entries: readonly string[] | null,
  unread: ReadonlyMap<string, string>,
  found: Found[],
): ReadonlyMap<string, Module> {
  const modules = new Map<string, Module>();
  const queue = [...(entries ?? sources.keys())].filter((path) => sources.has(path));
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const text = sources.get(path);
    const language = languageOf(path);
    if (text === undefined || language === null || modules.has(path)) continue;
    const module = unread.get(path) ?? readModule(path, text, language);
    if (typeof module === "string") {
      found.push({ kind: "unknown", file: path, line: 1, column: 1, what: module });
      continue;
    }
    modules.set(path, module);
    for (const next of reached(sources, module)) if (!modules.has(next)) queue.push(next);
  }
  return modules;
}

/** Said of a file that is not read since it is larger than that. */
export const tooLarge = `a file of over ${mostCharacters / 1024 / 1024} MiB, of which nothing is read; where it is a bundle, name the folder of what it is made from`;

/** A module, or what its text is that cannot be one. */
export function readModule(path: string, text: string, language: Language): Module | string {
  if (text.length > mostCharacters) return tooLarge;
  try {
    return language === "python" ? readPython(path, text) : readJavaScript(path, text);
  } catch (thrown) {
    // A parser that went down into it until its stack was full.
    if (thrown instanceof RangeError) return "a file that is nested too deep";
    throw thrown;
  }
}

/** The files that a module imports: for Python a name may be a module of the package, and packages run their own code first. */
function reached(sources: ReadonlyMap<string, string>, module: Module): readonly string[] {
  const names = [...module.scope.names().values()].flat();
  const submodules = names.flatMap((value) => (value.kind === "import" ? submodulesOf(module, value) : []));
  return [...module.imports.map(({ from }) => from), ...module.passedOn, ...submodules].flatMap(
    (from) => resolveImport(sources, module, from) ?? [],
  );
}

function usesOf(
  flow: Evaluation,
  module: Module,
  made: () => ReadonlySet<string>,
  others: ReadonlySet<CallExpr>,
): readonly Use[] {
  const python = module.language === "python";
  const things = python ? boto3Things : sdkThings;
  const seen = new Set<string>();
  const uses: Use[] = [];
  const add = (all: readonly Use[]) => {
    for (const use of all) {
      const key = `${use.at} ${use.kind === "operation" ? `${use.service}:${use.method}` : use.what}`;
      if (!seen.has(key)) uses.push(use);
      seen.add(key);
    }
  };
  for (const call of module.calls) {
    const values = flow.valuesOf(call.callee);
    const before = uses.length;
    for (const value of externals(values)) {
      add(libraryUses(flow, value, call));
      if (isOthers(flow, value, module.language)) continue;
      if (!python && !isSentByOthers(flow, call, others)) add(packageUses(flow, value, call));
      for (const thing of things(flow, value)) add(python ? boto3Uses(flow, thing, call) : sdkUses(flow, thing, call));
      const makes = further(value, { kind: "call", call }).flatMap((next) => things(flow, next));
      if (makes.length > 0) add(otherCredentials(flow, module, call));
    }
    add(handedUses(flow, module, call));
    // Code that is read is what it says, and so is a client.
    if (uses.length === before && !values.some(({ kind }) => kind === "function" || kind === "class"))
      add([...unreadCode(flow, call), ...guessedUses(flow, module, call, made)]);
  }
  for (const member of module.named) {
    for (const value of externals(flow.valuesOf(member)).filter((one) => !isOthers(flow, one, module.language)))
      for (const thing of things(flow, value)) add(python ? boto3Named(flow, thing, member) : sdkNamed(thing, member.at));
  }
  return uses;
}

/** What of a module cannot be read: its text in places, its own files that are not there, libraries that call AWS by themselves. */
function unreadOf(sources: ReadonlyMap<string, string>, module: Module): readonly Use[] {
  const [broken] = module.unreadable;
  const missing = missingImports(sources, module).map(
    ({ from, at }): Use => ({ kind: "unknown", what: `${from} is not among the sources, and may call AWS`, at }),
  );
  const libraries = module.imports.flatMap(({ from, at }): readonly Use[] => {
    const title = unreadLibrary(from);
    return title === null ? [] : [{ kind: "unknown", what: `${title} calls AWS by itself`, at }];
  });
  const extensions = [...module.text.matchAll(extensionsOfAws)].map(
    ({ index, 1: port = "" }): Use => ({
      kind: "unknown",
      what: `an extension is asked, which calls ${asked[port]} for it`,
      at: index,
    }),
  );
  const unread = [...missing, ...libraries, ...extensions];
  return broken === undefined
    ? unread
    : [...unread, { kind: "unknown", what: "the text from here on cannot be read whole", at: broken }];
}

/**
 * Where AWS's own extensions listen, that call it with the function's role.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_lambda.html
 * https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-integration-lambda-extensions.html
 */
const extensionsOfAws = /(?:localhost|127\.0\.0\.1):(2772|2773)/g;

const asked: Readonly<Record<string, string>> = { "2772": "AppConfig", "2773": "Secrets Manager or Parameter Store" };

function foundOf(flow: Evaluation, file: string, places: Places, use: Use): Found {
  const at = { file, ...places.of(use.at) };
  if (use.kind === "unknown") return { kind: "unknown", ...at, what: use.what };
  const known = needsOf(flow, use);
  if (known !== null) {
    const { operation, needs } = known;
    return needs === null
      ? { kind: "unknown", ...at, what: `${operation} of ${use.service} for what is known at run time only` }
      : { kind: "call", ...at, service: use.service, operation, needs };
  }
  return { kind: "unknown", ...at, what: `${use.method} of ${use.service}, which AWS's reference does not know` };
}

/** Offsets → lines and columns, from 1. */
class Places {
  readonly #starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
  }

  of(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.#starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

function distinct(found: readonly Found[]): Found[] {
  const seen = new Map<string, Found>();
  for (const one of found) seen.set(JSON.stringify(one), one);
  return [...seen.values()];
}
