import { type ExternalValue, wayOf } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, Expr } from "../syntax/module.ts";
import { type LibraryCall, libraryCalls, unreadLibraries } from "./library-calls.ts";
import { entriesAsParams } from "./read-uses.ts";
import type { Params, Use } from "./use.ts";

/** What a call of a library's function uses, by the table of such calls. */
export function libraryUses(flow: Evaluation, value: ExternalValue, call: CallExpr): readonly Use[] {
  const key = value.steps.length === 0 ? `${value.from}.default` : wayOf(value);
  const found = Object.hasOwn(libraryCalls, key) ? libraryCalls[key] : undefined;
  if (found === undefined) return [];
  const all = found.fetched ? fetched(flow, call, found) : [paramsOf(flow, call, found)];
  return Object.entries(found.uses).flatMap(([service, methods]) =>
    methods.flatMap((method) => all.map((params): Use => ({ kind: "operation", service, method, params, at: call.at }))),
  );
}

/** The title of a library that calls AWS in ways that are not read; null for any other. */
export function unreadLibrary(from: string): string | null {
  const name = from.startsWith("@") ? from.split("/").slice(0, 2).join("/") : (from.split(/[./]/)[0] ?? from);
  return Object.hasOwn(unreadLibraries, name) ? (unreadLibraries[name] ?? null) : null;
}

function paramsOf(flow: Evaluation, call: CallExpr, { params }: LibraryCall): Params {
  return (param) => {
    const from = Object.hasOwn(params, param) ? params[param] : undefined;
    if (from === undefined) return [];
    const { name = null, index = null } = from;
    const given = flow.argument(call.args, index, name);
    const first = call.args[0];
    if (given.length > 0 || name === null || first === undefined) return given;
    return name.split(".").reduce<readonly Expr[]>((exprs, part) => entriesAsParams(flow, exprs)(part), [first.value]);
  };
}

/** Each value of `fetchData` is a set of parameters, or the one parameter itself. */
function fetched(flow: Evaluation, call: CallExpr, { params }: LibraryCall): readonly Params[] {
  const [first] = call.args;
  const data = first === undefined ? [] : entriesAsParams(flow, [first.value])("fetchData");
  const values = data
    .flatMap((expr) => flow.valuesOf(expr))
    .flatMap((value) => (value.kind === "map" ? value.expr.entries.map((entry) => entry.value) : []));
  const all = values.map(
    (value): Params =>
      (param) => {
        const from = Object.hasOwn(params, param) ? params[param] : undefined;
        if (from === undefined) return [];
        return from.name === undefined ? [value] : entriesAsParams(flow, [value])(from.name);
      },
  );
  return all.length > 0 ? all : [() => []];
}
