import type { CallExpr, Expr, Language } from "../syntax/module.ts";
import { type ExternalValue, knownCharacters, wayOf } from "./code-value.ts";
import type { Flow } from "./flow.ts";

/** Names that code makes as text, where each text that it may be is known: members of things, and modules. */

/** What loads a module by its name. */
const loaders: Readonly<Record<string, Language>> = {
  "importlib.import_module": "python",
  "global.__import__": "python",
  "sys.modules.get": "python",
  "global.require": "javascript",
  "global.module.require": "javascript",
  "global.import": "javascript",
  "module.createRequire()": "javascript",
};

/** The expressions that a call stands for which reaches a name by its text; null for any other call, and for text that the run makes. */
export function namedAtRunTime(flow: Flow, way: string, { args, at }: CallExpr): readonly Expr[] | null {
  const [first, second, third] = args;
  if (first === undefined) return null;
  if ((way === "global.getattr" || way === "global.Reflect.get") && second !== undefined) {
    const members = knownNames(flow, second.value)?.map((name): Expr => ({ kind: "member", at, of: first.value, name }));
    return members === undefined ? null : [...members, ...(third === undefined ? [] : [third.value])];
  }
  const language = languageLoaded(way);
  if (language === null) return null;
  return knownNames(flow, first.value)?.map((name) => moduleExpression(at, name, language)) ?? null;
}

/** The language of the module that such a function loads; null for any other function. */
export function languageLoaded(way: string): Language | null {
  return Object.hasOwn(loaders, way) ? (loaders[way] ?? null) : null;
}

/** `sys.modules["boto3"]`. */
export function loadedModule(value: ExternalValue, name: string): Expr | null {
  return wayOf(value) === "sys.modules" ? moduleExpression(0, name, "python") : null;
}

/** A module by the name that it has from the root of the sources. */
function moduleExpression(at: number, from: string, language: Language): Expr {
  return { kind: "import", at, from, name: null, in: { path: "", language } };
}

function knownNames(flow: Flow, expr: Expr): readonly string[] | undefined {
  const texts = flow.textsOf(expr);
  const names = texts.map(knownCharacters).filter((name) => name !== null);
  return names.length > 0 && names.length === flow.valuesOf(expr).length ? names : undefined;
}
