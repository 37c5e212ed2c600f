import type { Arg, ClassNode, Expr, FunctionNode, Module } from "../syntax/module.ts";
import { mostValues, type Value } from "./code-value.ts";

/** The arguments that each function is called with, call by call. */
export type CallSites = ReadonlyMap<FunctionNode, readonly (readonly Arg[])[]>;

/** More calls of one function tell no more of what it is handed. */
const mostCalls = mostValues * 4;

/** Who calls what, as far as values are known: functions by their calls, constructors by the making of instances. */
export function callSitesOf(
  modules: Iterable<Module>,
  valuesOf: (expr: Expr) => readonly Value[],
  constructorsOf: (made: ClassNode) => readonly Value[],
): CallSites {
  const sites = new Map<FunctionNode, (readonly Arg[])[]>();
  const add = (called: Value, args: readonly Arg[]) => {
    if (called.kind !== "function") return;
    const known = sites.get(called.made) ?? [];
    if (known.length < mostCalls) sites.set(called.made, [...known, args]);
  };
  for (const { calls } of modules) {
    for (const { callee, args } of calls) {
      for (const called of valuesOf(callee)) {
        add(called, args);
        if (called.kind === "class") for (const made of constructorsOf(called.made)) add(made, args);
      }
    }
  }
  return sites;
}
