import {
  type Arg,
  assignedTo,
  type CallExpr,
  type ClassNode,
  type Expr,
  type FunctionNode,
  type MapEntry,
  type Module,
} from "../syntax/module.ts";
import { further, type Value } from "./code-value.ts";
import { standsFor } from "./containers.ts";
import type { Flow } from "./flow.ts";
import { formatted, joinedItems, putTogether } from "./format.ts";
import { loadedModule } from "./named-at-run-time.ts";

/** What gives its argument back as text. */
const textFunctions: ReadonlySet<string> = new Set(["str", "String"]);
const textMethods: ReadonlySet<string> = new Set(["strip", "rstrip", "lstrip", "trim", "toString"]);

/** What one expression may be, from what its parts may be. */
export function evaluate(flow: Flow, expr: Expr): readonly Value[] {
  switch (expr.kind) {
    case "name":
      return nameValues(flow, expr);
    case "text":
      return putTogether(flow, expr);
    case "member":
      return member(flow, expr.of, expr.name);
    case "index":
      return index(flow, expr.of, expr.key);
    case "item":
      return flow.valuesOf(expr.of).flatMap((value): readonly Value[] => {
        if (value.kind === "list") return value.expr.items.flatMap((item) => flow.valuesOf(item));
        return value.kind === "external" ? further(value, { kind: "item" }) : [];
      });
    case "call":
      return call(flow, expr);
    case "entered":
      return flow.valuesOf(expr.of).flatMap((value) => entered(flow, value));
    case "either":
      return expr.options.flatMap((option) => flow.valuesOf(option));
    case "map":
      return [{ kind: "map", expr }];
    case "list":
      return [{ kind: "list", expr }];
    case "function":
      return [{ kind: "function", made: expr.made }];
    case "class":
      return [{ kind: "class", made: expr.made }];
    case "self":
      return [{ kind: "instance", of: expr.of, made: null }];
    case "parameter":
      return parameter(flow, expr.of, expr.index, expr.name);
    case "import":
      return imported(flow, expr);
    case "unknown":
      return [];
  }
}

function nameValues(flow: Flow, expr: Extract<Expr, { kind: "name" }>): readonly Value[] {
  const found = expr.scope.find(expr.name);
  if (found !== undefined) return found.flatMap((value) => flow.valuesOf(value));
  const global: Value = { kind: "external", from: "global", steps: [{ kind: "member", name: expr.name }] };
  const starred = expr.scope.starred().flatMap((star) => imported(flow, { ...star, name: expr.name }));
  return starred.some(({ kind }) => kind !== "external") ? starred : [global, ...starred];
}

/** What a context manager gives to its block: by its own method, or itself. */
function entered(flow: Flow, value: Value): readonly Value[] {
  if (value.kind !== "instance") return [value];
  const methods = membersOf(flow, value.of, ["__enter__", "__aenter__"]).flatMap((method) => flow.valuesOf(method));
  return methods.length === 0
    ? [value]
    : methods.flatMap((method) => (method.kind === "function" ? returned(flow, method.made) : []));
}

function returned(flow: Flow, made: FunctionNode): readonly Value[] {
  return made.returns.flatMap((given) => flow.valuesOf(given));
}

/** What is read under a name: a getter runs. */
function read(flow: Flow, expr: Expr): readonly Value[] {
  return flow
    .valuesOf(expr)
    .flatMap((value) => (value.kind === "function" && value.made.getter ? returned(flow, value.made) : [value]));
}

function member(flow: Flow, of: Expr, name: string): readonly Value[] {
  const values = flow.valuesOf(of).flatMap((value) => memberOf(flow, value, name));
  return [...assignedTo(of, name).flatMap((value) => flow.valuesOf(value)), ...values];
}

function memberOf(flow: Flow, value: Value, name: string): readonly Value[] {
  // The members as a map.
  if (name === "__dict__") return [value];
  switch (value.kind) {
    case "external":
      return further(value, { kind: "member", name });
    case "module":
      return exported(flow, value.module, name);
    case "instance":
      return [...membersOf(flow, value.of, [name]), ...givenTo(flow, value, name)].flatMap((member) => read(flow, member));
    case "class":
      return membersOf(flow, value.made, [name]).flatMap((member) => read(flow, member));
    case "map":
      return flow.entriesOf(value, name).flatMap((entry) => read(flow, entry));
    case "function":
      return name === "bind" ? [value] : [];
    case "text":
    case "list":
      return [];
  }
}

/** What a data class, which has no constructor in sight, is made with under the name of a field. */
function givenTo(flow: Flow, { of, made }: Extract<Value, { kind: "instance" }>, name: string): readonly Expr[] {
  if (made === null || membersOf(flow, of, ["__init__", "constructor"]).length > 0) return [];
  const place = of.fields.indexOf(name);
  return flow.argument(made.args, place < 0 ? null : place, name);
}

function index(flow: Flow, of: Expr, key: Expr): readonly Value[] {
  const name = flow.plainText(key);
  const assigned = assignedTo(of, name);
  const values = flow.valuesOf(of).flatMap((value): readonly Value[] => {
    if (value.kind === "external") {
      const loaded = name === null ? null : loadedModule(value, name);
      return loaded === null ? further(value, { kind: "index", key: name }) : flow.valuesOf(loaded);
    }
    // `this["send"]`, `vars(store)["save"]`
    if (name !== null && (value.kind === "module" || value.kind === "class" || value.kind === "instance"))
      return memberOf(flow, value, name);
    if (value.kind === "map") {
      // A key that only the run knows may be any of them.
      const entries = name === null ? value.expr.entries.map((entry) => entry.value) : flow.entriesOf(value, name);
      return entries.flatMap((entry) => flow.valuesOf(entry));
    }
    if (value.kind !== "list") return [];
    // The same holds of an item.
    if (name === null || !/^\d+$/.test(name)) return value.expr.items.flatMap((item) => flow.valuesOf(item));
    const item = value.expr.items[Number(name)];
    return item === undefined ? [] : flow.valuesOf(item);
  });
  return [...assigned.flatMap((value) => flow.valuesOf(value)), ...values];
}

function call(flow: Flow, call: CallExpr): readonly Value[] {
  const { callee, args } = call;
  const [first] = args;
  const joint =
    callee.kind === "member" && callee.name === "join" && first !== undefined ? joinedItems(flow, callee.of, first.value) : [];
  if (joint.length > 0) return joint;
  if (callee.kind === "member" && textMethods.has(callee.name)) {
    const texts = flow.textsOf(callee.of);
    if (texts.length > 0) return texts.map((parts) => ({ kind: "text", parts }));
  }
  if (callee.kind === "member" && callee.name === "format")
    return formatted(flow.textsOf(callee.of), args, (expr) => flow.textsOf(expr));
  const called = flow.valuesOf(callee);
  const same = standsFor(flow, call, called);
  if (same !== null) return same.flatMap((expr) => flow.valuesOf(expr));
  return called.flatMap((value): readonly Value[] => {
    if (value.kind === "function") return returned(flow, value.made);
    if (value.kind === "class") return [{ kind: "instance", of: value.made, made: call }];
    if (value.kind !== "external") return [];
    const [name] = value.steps;
    if (
      value.from === "global" &&
      value.steps.length === 1 &&
      name?.kind === "member" &&
      textFunctions.has(name.name) &&
      first !== undefined
    )
      return flow.textsOf(first.value).map((parts) => ({ kind: "text", parts }));
    return further(value, { kind: "call", call });
  });
}

function parameter(flow: Flow, of: FunctionNode, index: number, name: string): readonly Value[] {
  if (of.params[index]?.rest === true) return (flow.sites.get(of) ?? []).flatMap((args) => theRest(of, args, index));
  const fallback = of.params[index]?.fallback ?? null;
  const given = (flow.sites.get(of) ?? []).flatMap((args) => flow.argument(args, index, name === "" ? null : name));
  return [...given, ...(fallback === null ? [] : [fallback])].flatMap((value) => flow.valuesOf(value));
}

/** `*all` is a list of the arguments that no other parameter takes, `**all` a map of those with a name. */
function theRest(of: FunctionNode, args: readonly Arg[], index: number): readonly Value[] {
  const items = args.filter(({ name, spread }) => name === null && !spread).slice(index);
  const entries = args.flatMap(({ name, spread, value }): readonly MapEntry[] =>
    name === null ? (spread ? [{ key: null, value }] : []) : [{ key: { kind: "text", at: value.at, parts: [name] }, value }],
  );
  return [
    ...(items.length === 0
      ? []
      : [{ kind: "list", expr: { kind: "list", at: of.at, items: items.map(({ value }) => value) } } as const]),
    ...(entries.length === 0 ? [] : [{ kind: "map", expr: { kind: "map", at: of.at, entries } } as const]),
  ];
}

function imported(flow: Flow, { from, name, in: importer }: Extract<Expr, { kind: "import" }>): readonly Value[] {
  const module = flow.graph.resolve(importer, from);
  if (module !== null) return name === null ? [{ kind: "module", module }] : exported(flow, module, name);
  // A package's module by its name: `from lib import store`.
  const below = name === null ? null : flow.graph.submodule(importer, from, name);
  if (below !== null) return [{ kind: "module", module: below }];
  return [{ kind: "external", from, steps: name === null || name === "default" ? [] : [{ kind: "member", name }] }];
}

function exported(flow: Flow, of: Module, name: string): readonly Value[] {
  return flow.graph
    .exported(of, name)
    .flatMap((found): readonly Value[] =>
      "module" in found ? [{ kind: "module", module: found.module }] : flow.valuesOf(found.value),
    );
}

/** What a class, or one that it extends, has under these names. */
export function membersOf(flow: Flow, of: ClassNode, names: readonly string[], seen = new Set<ClassNode>()): readonly Expr[] {
  // By two ways, a class is the same class.
  if (seen.has(of)) return [];
  seen.add(of);
  const own = names.flatMap((name) => of.members.get(name) ?? []);
  if (own.length > 0) return own;
  return of.bases.flatMap((base) =>
    flow.valuesOf(base).flatMap((value) => (value.kind === "class" ? membersOf(flow, value.made, names, seen) : [])),
  );
}
