import type { Arg, CallExpr, ClassNode, Expr, FunctionNode, Module, Place } from "../syntax/module.ts";
import { type Modules, resolveImport } from "./resolve-import.ts";
import { further, joined, mostValues, plain, type TextPart, type Value } from "./value.ts";

/** Arguments seen at one call of a function. */
type Seen = Map<FunctionNode, (readonly Arg[])[]>;

/** So often the calls are gone through, as each round may find what a parameter of the next is. */
const rounds = 3;

/** What gives its argument back as text. */
const textFunctions: ReadonlySet<string> = new Set(["str", "String"]);
const textMethods: ReadonlySet<string> = new Set(["strip", "rstrip", "lstrip", "trim", "toString"]);

/**
 * What each expression of some modules may be, without regard to the order of statements: every value that a name is ever given, every
 * argument that a function is ever called with. Bounded: each expression is looked at once a round, and has at most `mostValues` values.
 */
export class Evaluation {
  readonly #modules: Modules;
  #seen: Seen = new Map();
  #known = new Map<Expr, readonly Value[]>();
  readonly #open = new Set<Expr>();
  readonly #imports = new Map<string, Module | null>();

  constructor(modules: Modules) {
    this.#modules = modules;
    for (let round = 0, before = -1; round < rounds; round++) {
      const seen = this.#callSites();
      const size = [...seen.values()].reduce((sum, sites) => sum + sites.length, 0);
      this.#known = new Map();
      this.#seen = seen;
      if (size === before) break;
      before = size;
    }
  }

  /** What the expression may be; empty where nothing is known. */
  valuesOf(expr: Expr): readonly Value[] {
    const known = this.#known.get(expr);
    if (known !== undefined) return known;
    if (this.#open.has(expr) || this.#open.size > 300) return [];
    this.#open.add(expr);
    const values = distinct(this.#evaluate(expr));
    this.#open.delete(expr);
    this.#known.set(expr, values);
    return values;
  }

  /** The texts that the expression may be, unknown parts told as such. */
  textsOf(expr: Expr): readonly (readonly TextPart[])[] {
    return this.valuesOf(expr).flatMap((value) => this.textOf(value) ?? []);
  }

  /** The value as text, wrapped so that none is told apart from an empty one. */
  textOf(value: Value): readonly (readonly TextPart[])[] | null {
    if (value.kind === "text") return [value.parts];
    const env = environmentVariable(value, (expr) => this.#plainText(expr));
    return env === null ? null : [[{ env }]];
  }

  /** The entries of a map under a name, those of maps that are spread into it too. */
  entriesOf(value: Value, name: string): readonly Expr[] {
    if (value.kind !== "map") return [];
    return value.expr.entries.flatMap(({ key, value: given }) => {
      if (key === null) return this.valuesOf(given).flatMap((spread) => this.entriesOf(spread, name));
      return this.#plainText(key) === name ? [given] : [];
    });
  }

  /** The argument of a call by its name, or by its position. */
  argument(args: readonly Arg[], index: number | null, name: string | null): readonly Expr[] {
    const named = name === null ? [] : args.filter((arg) => arg.name === name).map(({ value }) => value);
    const spread = name === null ? [] : args.filter((arg) => arg.spread).flatMap(({ value }) => this.valuesOf(value).flatMap((map) => this.entriesOf(map, name)));
    const positional = index === null ? undefined : args.filter((arg) => arg.name === null && !arg.spread)[index];
    return [...named, ...spread, ...(positional === undefined ? [] : [positional.value])];
  }

  #callSites(): Seen {
    const seen: Seen = new Map();
    const add = (made: FunctionNode, call: CallExpr) => seen.set(made, [...(seen.get(made) ?? []), call.args].slice(0, mostValues * 4));
    for (const { calls } of this.#modules.values()) {
      for (const call of calls) {
        for (const callee of this.valuesOf(call.callee)) {
          if (callee.kind === "function") add(callee.made, call);
          if (callee.kind !== "class") continue;
          for (const method of this.#membersOf(callee.made, ["__init__", "constructor"])) {
            for (const value of this.valuesOf(method)) if (value.kind === "function") add(value.made, call);
          }
        }
      }
    }
    return seen;
  }

  #evaluate(expr: Expr): readonly Value[] {
    switch (expr.kind) {
      case "name":
        return this.#nameValues(expr);
      case "text":
        return this.#text(expr.parts);
      case "member":
        return this.#member(expr.of, expr.name);
      case "index":
        return this.#index(expr.of, expr.key);
      case "item":
        return this.valuesOf(expr.of).flatMap((value): readonly Value[] => {
          if (value.kind === "list") return value.expr.items.flatMap((item) => this.valuesOf(item));
          return value.kind === "external" ? further(value, { kind: "item" }) : [];
        });
      case "call":
        return this.#call(expr);
      case "either":
        return expr.options.flatMap((option) => this.valuesOf(option));
      case "map":
        return [{ kind: "map", expr }];
      case "list":
        return [{ kind: "list", expr }];
      case "function":
        return [{ kind: "function", made: expr.made }];
      case "class":
        return [{ kind: "class", made: expr.made }];
      case "self":
        return [{ kind: "instance", of: expr.of }];
      case "parameter":
        return this.#parameter(expr.of, expr.index, expr.name);
      case "import":
        return this.#imported(expr);
      case "unknown":
        return [];
    }
  }

  #nameValues(expr: Extract<Expr, { kind: "name" }>): readonly Value[] {
    const found = expr.scope.find(expr.name);
    if (found !== undefined) return found.flatMap((value) => this.valuesOf(value));
    return [{ kind: "external", from: "global", steps: [{ kind: "member", name: expr.name }] }];
  }

  #text(parts: readonly (string | Expr)[]): readonly Value[] {
    let texts: readonly (readonly TextPart[])[] = [[]];
    for (const part of parts) {
      const options = typeof part === "string" ? [[{ text: part }]] : this.textsOf(part);
      const known = options.length === 0 ? [[{ unknown: true } as const]] : options;
      texts = texts.flatMap((text) => known.map((option) => [...text, ...option])).slice(0, mostValues);
    }
    return texts.map((text) => ({ kind: "text", parts: joined(text) }));
  }

  #member(of: Expr, name: string): readonly Value[] {
    const assigned = assignedTo(of, name);
    const values = this.valuesOf(of).flatMap((value): readonly Value[] => {
      switch (value.kind) {
        case "external":
          return further(value, { kind: "member", name });
        case "module":
          return this.#exported(value.module, name, 0);
        case "instance":
          return this.#membersOf(value.of, [name]).flatMap((member) => this.valuesOf(member));
        case "class":
          return this.#membersOf(value.made, [name]).flatMap((member) => this.valuesOf(member));
        case "map":
          return this.entriesOf(value, name).flatMap((entry) => this.valuesOf(entry));
        case "function":
          return name === "bind" ? [value] : [];
        case "text":
        case "list":
          return [];
      }
    });
    return [...assigned.flatMap((value) => this.valuesOf(value)), ...values];
  }

  #index(of: Expr, key: Expr): readonly Value[] {
    const name = this.#plainText(key);
    const assigned = assignedTo(of, name);
    const values = this.valuesOf(of).flatMap((value): readonly Value[] => {
      if (value.kind === "external") return further(value, { kind: "index", key: name });
      if (value.kind === "map" && name !== null) return this.entriesOf(value, name).flatMap((entry) => this.valuesOf(entry));
      if (value.kind !== "list") return [];
      const item = name !== null && /^\d+$/.test(name) ? value.expr.items[Number(name)] : undefined;
      return item === undefined ? [] : this.valuesOf(item);
    });
    return [...assigned.flatMap((value) => this.valuesOf(value)), ...values];
  }

  #call(call: CallExpr): readonly Value[] {
    const { callee, args } = call;
    const [first] = args;
    if (callee.kind === "member" && textMethods.has(callee.name)) {
      const texts = this.textsOf(callee.of);
      if (texts.length > 0) return texts.map((parts) => ({ kind: "text", parts }));
    }
    if (callee.kind === "member" && callee.name === "format") return this.#formatted(callee.of, args);
    return this.valuesOf(callee).flatMap((value): readonly Value[] => {
      if (value.kind === "function") return value.made.returns.flatMap((given) => this.valuesOf(given));
      if (value.kind === "class") return [{ kind: "instance", of: value.made }];
      if (value.kind !== "external") return [];
      const [name] = value.steps;
      if (value.from === "global" && value.steps.length === 1 && name?.kind === "member" && textFunctions.has(name.name) && first !== undefined)
        return this.textsOf(first.value).map((parts) => ({ kind: "text", parts }));
      return further(value, { kind: "call", call });
    });
  }

  /** `"…{}…".format(a)`; named fields and numbers are known at run time only. */
  #formatted(of: Expr, args: readonly Arg[]): readonly Value[] {
    const positional = args.filter(({ name, spread }) => name === null && !spread);
    return this.textsOf(of).flatMap((parts) => {
      const pattern = plain(parts);
      if (pattern === null) return [];
      let next = 0;
      const pieces = pattern.split(/(\{[^{}]*\})/).flatMap((piece): readonly TextPart[] => {
        const field = /^\{([^{}:!]*)[^{}]*\}$/.exec(piece)?.[1];
        if (field === undefined) return [{ text: piece }];
        const arg = field === "" ? positional[next++] : (args.find(({ name }) => name === field) ?? positional[Number(field)]);
        return (arg === undefined ? undefined : this.textsOf(arg.value)[0]) ?? [{ unknown: true }];
      });
      return [{ kind: "text", parts: joined(pieces) } as const];
    });
  }

  #parameter(of: FunctionNode, index: number, name: string): readonly Value[] {
    const fallback = of.params[index]?.fallback ?? null;
    const given = (this.#seen.get(of) ?? []).flatMap((args) => this.argument(args, index, name === "" ? null : name));
    return [...given, ...(fallback === null ? [] : [fallback])].flatMap((value) => this.valuesOf(value));
  }

  #imported(expr: Extract<Expr, { kind: "import" }>): readonly Value[] {
    const { from, name, in: importer } = expr;
    const module = this.#resolve(importer, from);
    if (module === null) {
      // A package's module by its name: `from lib import store`.
      const below = importer.language === "python" && name !== null ? this.#resolve(importer, from.endsWith(".") ? from + name : `${from}.${name}`) : null;
      if (below !== null) return [{ kind: "module", module: below }];
      return [{ kind: "external", from, steps: name === null || name === "default" ? [] : [{ kind: "member", name }] }];
    }
    return name === null ? [{ kind: "module", module }] : this.#exported(module, name, 0);
  }

  #resolve(importer: Place, from: string): Module | null {
    const key = `${importer.path}\n${from}`;
    const known = this.#imports.get(key);
    if (known !== undefined) return known;
    const path = resolveImport(this.#modules, importer, from);
    const module = path === null ? null : (this.#modules.get(path) ?? null);
    this.#imports.set(key, module);
    return module;
  }

  #exported(module: Module, name: string, depth: number): readonly Value[] {
    const own = module.exports.get(name);
    if (own !== undefined) return own.flatMap((value) => this.valuesOf(value));
    const passed =
      depth > 20 ? [] : module.passedOn.flatMap((from) => {
        const other = this.#resolve(module, from);
        return other === null || other === module ? [] : this.#exported(other, name, depth + 1);
      });
    if (passed.length > 0) return passed;
    if (module.language === "python") {
      const below = this.#resolve(module, `.${name}`);
      return below === null ? [] : [{ kind: "module", module: below }];
    }
    // What node's own modules export is what an ECMAScript module imports by default.
    return name === "default" ? [{ kind: "module", module }] : [];
  }

  #membersOf(of: ClassNode, names: readonly string[], depth = 0): readonly Expr[] {
    const own = names.flatMap((name) => of.members.get(name) ?? []);
    if (own.length > 0 || depth > 20) return own;
    return of.bases.flatMap((base) =>
      this.valuesOf(base).flatMap((value) => (value.kind === "class" && value.made !== of ? this.#membersOf(value.made, names, depth + 1) : [])),
    );
  }

  #plainText(expr: Expr): string | null {
    const [only, more] = this.textsOf(expr);
    return only === undefined || more !== undefined ? null : plain(only);
  }
}

/** What is assigned to a member of a name; any of them, where the member is known at run time only. */
function assignedTo(of: Expr, member: string | null): readonly Expr[] {
  if (of.kind !== "name") return [];
  const any = of.scope.find(`${of.name}.*`) ?? [];
  return member === null ? any : [...(of.scope.find(`${of.name}.${member}`) ?? []), ...any];
}

/** `os.environ["X"]`, `os.getenv("X")`, `process.env.X` → X. */
function environmentVariable(value: Value, plainText: (expr: Expr) => string | null): string | null {
  if (value.kind !== "external") return null;
  const steps = value.from === "os" ? [{ kind: "member", name: "os" } as const, ...value.steps] : value.steps;
  if (value.from !== "os" && !(value.from === "global" || value.from === "process" || value.from === "node:process")) return null;
  const [root, map, last, call] = value.from === "global" || value.from === "os" ? steps : [{ kind: "member", name: "process" } as const, ...steps];
  if (root?.kind !== "member" || map?.kind !== "member") return null;
  const argument = (step: typeof last) => {
    const first = step?.kind === "call" ? step.call.args[0] : undefined;
    return first === undefined ? null : plainText(first.value);
  };
  if (root.name === "os" && map.name === "getenv") return argument(last);
  if (root.name === "os" && map.name === "environ" && last?.kind === "member" && last.name === "get") return argument(call);
  if (map.name !== (root.name === "os" ? "environ" : "env")) return null;
  if (last?.kind === "member") return root.name === "process" ? last.name : null;
  return last?.kind === "index" ? last.key : null;
}

function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)].slice(0, mostValues);
}
