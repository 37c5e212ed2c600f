import type { Module } from "../syntax/module.ts";

/**
 * The path of the module that an import names, from the module that imports it; null for a library.
 * https://docs.python.org/3/reference/import.html, https://nodejs.org/api/esm.html#resolution-algorithm
 */
export function resolveImport(
  paths: Pick<ReadonlyMap<string, unknown>, "has">,
  of: Pick<Module, "path" | "language">,
  from: string,
): string | null {
  return (
    (of.language === "python" ? pythonCandidates(of.path, from) : scriptCandidates(of.path, from)).find((path) =>
      paths.has(path),
    ) ?? null
  );
}

/** `a.b` is looked for from the root of the sources and from each folder above the module: deployed code has any of them as its root. */
function* pythonCandidatesOf(path: string, from: string): Generator<string> {
  const folders = path.split("/").slice(0, -1);
  const dots = /^\.*/.exec(from)?.[0].length ?? 0;
  const rest = from.slice(dots).split(".").filter(Boolean);
  if (dots > folders.length + 1) return;
  const bases =
    dots > 0
      ? [folders.slice(0, folders.length - (dots - 1))]
      : folders.map((_, index) => folders.slice(0, folders.length - index));
  if (dots === 0) bases.push([]);
  for (const base of bases) {
    const whole = [...base, ...rest].join("/");
    if (rest.length > 0) yield `${whole}.py`;
    yield whole === "" ? "__init__.py" : `${whole}/__init__.py`;
  }
}

function pythonCandidates(path: string, from: string): readonly string[] {
  return [...pythonCandidatesOf(path, from)];
}

const ends = ["", ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

function scriptCandidates(path: string, from: string): readonly string[] {
  // `@/lib/x`, `~/lib/x` and `src/lib/x` are how bundlers are told of the root of the sources.
  const bases = from.startsWith(".") ? [normal(`${path.split("/").slice(0, -1).join("/")}/${from}`)] : aliasBases(path, from);
  return bases
    .filter((base) => base !== null)
    .flatMap((base) => {
      const bare = base.replace(/\.[cm]?[jt]sx?$/, "");
      return [...ends.map((end) => base + end), ...ends.map((end) => bare + end), ...ends.map((end) => `${base}/index${end}`)];
    });
}

function aliasBases(path: string, from: string): readonly (string | null)[] {
  // `@lib/x` may be a package, and lies nowhere here; or it is lib/x, by the paths of tsconfig.json.
  const rest = /^(?:@|~|src|app|lib)\/(.+)$/.exec(from)?.[1] ?? /^[@~#](\w[\w./-]*)$/.exec(from)?.[1];
  if (rest === undefined) return [];
  const folders = path.split("/").slice(0, -1);
  const roots = [...folders.map((_, index) => folders.slice(0, folders.length - index).join("/")), ""];
  return roots.flatMap((root) => [normal(`${root}/${rest}`), normal(`${root}/src/${rest}`), normal(`${root}/${from}`)]);
}

/** Without `.` and `..`; null for what leaves the folder. */
function normal(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
