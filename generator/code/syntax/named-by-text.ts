import type { Arg, Expr } from "./module.ts";
import type { Reading } from "./reading.ts";

/** What holds the names of a module as a map. */
const namesOfModule: ReadonlySet<string> = new Set(["globals", "locals", "vars"]);

/**
 * Calls of Python that reach a name by its text, where that is there to be read: `getattr(boto3, "client")` is `boto3.client`,
 * `import_module("boto3")` an import. Null for any other call.
 * https://docs.python.org/3/library/functions.html, https://docs.python.org/3/library/importlib.html#importlib.import_module
 */
export function namedByText(reading: Reading, at: number, callee: Expr, args: readonly Arg[]): Expr | null {
  const [first, second, third] = args;
  if (callee.kind !== "name" && callee.kind !== "member") return null;
  const { name } = callee;
  if (callee.kind === "name" && namesOfModule.has(name) && first === undefined) return ownModule(reading, at);
  // `globals().get("client")`
  if (callee.kind === "member" && callee.of.kind === "import" && name === "get" && first !== undefined)
    return { kind: "index", at, of: callee.of, key: first.value };
  const text = textOf(name === "getattr" ? second : first);
  if (text === null) return null;
  if (name === "import_module" || name === "__import__") {
    reading.imports.push({ from: text, at });
    // Of `a.b`, the latter gives a.
    return reading.imported(at, name === "import_module" ? text : (text.split(".")[0] ?? text), null);
  }
  if (callee.kind === "member") return name === "__getattribute__" ? reading.member(at, callee.of, text) : null;
  return name === "getattr" && first !== undefined && third === undefined ? reading.member(at, first.value, text) : null;
}

function textOf(arg: Arg | undefined): string | null {
  const { value } = arg ?? {};
  return value?.kind === "text" && value.parts.every((part) => typeof part === "string") ? value.parts.join("") : null;
}

/** The module that is read, as it would import itself. */
function ownModule(reading: Reading, at: number): Expr {
  const own = /([^/]*)\.py$/.exec(reading.place.path)?.[1] ?? "";
  return reading.imported(at, own === "__init__" ? "." : `.${own}`, null);
}

/** What `__name__` is in a module that is imported: `store/orders.py` → `store.orders`. */
export function moduleName({ path }: { readonly path: string }): string {
  return path
    .replace(/\.py$/, "")
    .replace(/(^|\/)__init__$/, "")
    .replaceAll("/", ".");
}
