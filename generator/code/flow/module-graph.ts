import type { Expr, Module, SourcePlace } from "../syntax/module.ts";
import { resolveImport } from "./resolve-import.ts";

/** The modules of one folder of sources, by path. */
export type Modules = ReadonlyMap<string, Module>;

/** How far modules hand on what others export. */
const longestChain = 20;

/** Which module an import means, and what a name of a module is. */
export class ModuleGraph {
  private readonly modules: Modules;
  private readonly known = new Map<string, Module | null>();

  constructor(modules: Modules) {
    this.modules = modules;
  }

  /** The module that an import names, from where it stands; null for a library. */
  resolve(importer: SourcePlace, from: string): Module | null {
    const key = `${importer.path}\n${from}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const path = resolveImport(this.modules, importer, from);
    const module = path === null ? null : (this.modules.get(path) ?? null);
    this.known.set(key, module);
    return module;
  }

  /** A module of a package of Python, by its name. */
  submodule(importer: SourcePlace, from: string, name: string): Module | null {
    if (importer.language !== "python") return null;
    return this.resolve(importer, from.endsWith(".") ? from + name : `${from}.${name}`);
  }

  /** What a module gives under a name: expressions, or a module below it. */
  exported(of: Module, name: string, depth = 0): readonly ({ readonly value: Expr } | { readonly module: Module })[] {
    const own = of.exports.get(name);
    if (own !== undefined) return own.map((value) => ({ value }));
    const passed =
      depth > longestChain
        ? []
        : of.passedOn.flatMap((from) => {
            const other = this.resolve(of, from);
            return other === null || other === of ? [] : this.exported(other, name, depth + 1);
          });
    if (passed.length > 0) return passed;
    const below = this.submodule(of, ".", name);
    if (below !== null) return [{ module: below }];
    // What node's own modules export is what an ECMAScript module imports by default.
    return of.language === "javascript" && name === "default" ? [{ module: of }] : [];
  }
}
