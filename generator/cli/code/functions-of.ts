import type { Derived } from "../../compile.ts";
import type { Spec } from "../../spec/spec.ts";
import type { Stack } from "../../spec/stack.ts";
import { compareText } from "../../text-order.ts";

/** A function as it is in one target. */
export interface InTarget {
  readonly stack: Stack;
  readonly spec: Spec;
  readonly grants: Derived["stacks"][number]["functions"][number];
}

/** The functions that PATH names, in the order of their documents, each in all of its targets: one document says what each is. */
export function namedFunctions(
  { checked, stacks }: Derived,
  { found, selected }: { readonly found: { readonly rootName: string }; readonly selected: ReadonlySet<string> },
): readonly (readonly [InTarget, ...InTarget[]])[] {
  const functions = new Map<string, [InTarget, ...InTarget[]]>();
  for (const [number, stack] of checked.entries()) {
    for (const [index, spec] of stack.specs.entries()) {
      const grants = stacks[number]?.functions[index];
      if (grants === undefined || !selected.has(spec.source.slice(found.rootName.length + 1))) continue;
      const { file, line } = spec.document.span;
      const same = functions.get(`${file}:${line}`);
      if (same === undefined) functions.set(`${file}:${line}`, [{ stack, spec, grants }]);
      else same.push({ stack, spec, grants });
    }
  }
  const place = ([{ spec }]: readonly [InTarget, ...InTarget[]]) => spec.document.span;
  return [...functions.values()].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    return compareText(left.file, right.file) || left.line - right.line;
  });
}
