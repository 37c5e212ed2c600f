import type { Arg, Expr } from "../syntax/module.ts";
import { joinedParts, knownCharacters, mostValues, type TextPart, type Value } from "./code-value.ts";
import type { Flow } from "./flow.ts";

/** `"…{}…".format(a)`: the texts that it may make; named fields take the arguments of their names. */
export function formatted(
  patterns: readonly (readonly TextPart[])[],
  args: readonly Arg[],
  textsOf: (expr: Expr) => readonly (readonly TextPart[])[],
): readonly Value[] {
  const positional = args.filter(({ name, spread }) => name === null && !spread);
  return patterns.flatMap((parts): readonly Value[] => {
    const pattern = knownCharacters(parts);
    if (pattern === null) return [];
    let next = 0;
    const pieces = pattern.split(/(\{[^{}]*\})/).flatMap((piece): readonly TextPart[] => {
      const field = /^\{([^{}:!]*)[^{}]*\}$/.exec(piece)?.[1];
      if (field === undefined) return [{ text: piece }];
      const arg = field === "" ? positional[next++] : (args.find(({ name }) => name === field) ?? positional[Number(field)]);
      return (arg === undefined ? undefined : textsOf(arg.value)[0]) ?? [{ unknown: true }];
    });
    return [{ kind: "text", parts: joinedParts(pieces) }];
  });
}

/** `", ".join(all)`, `all.join(", ")`: the texts of lists that are known, with what stands between their items. */
export function joinedItems(flow: Pick<Flow, "valuesOf" | "textsOf">, of: Expr, given: Expr): readonly Value[] {
  const [python, script] = [flow.textsOf(of)[0], flow.textsOf(given)[0]];
  const between = python ?? script;
  if (between === undefined) return [];
  return flow.valuesOf(python === undefined ? of : given).flatMap((value): readonly Value[] => {
    if (value.kind !== "list") return [];
    const pieces = value.expr.items.flatMap((item, index): readonly TextPart[] => [
      ...(index === 0 ? [] : between),
      ...(flow.textsOf(item)[0] ?? [{ unknown: true }]),
    ]);
    return [{ kind: "text", parts: joinedParts(pieces) }];
  });
}

/** Text with expressions in it, or a sum: of lists it is a list. */
export function putTogether(flow: Pick<Flow, "valuesOf" | "textsOf">, expr: Extract<Expr, { kind: "text" }>): readonly Value[] {
  return listSum(flow, expr) ?? textSum(flow, expr.parts);
}

function textSum(flow: Pick<Flow, "textsOf">, parts: readonly (string | Expr)[]): readonly Value[] {
  let texts: readonly (readonly TextPart[])[] = [[]];
  for (const part of parts) {
    const options = typeof part === "string" ? [[{ text: part }]] : flow.textsOf(part);
    const known = options.length === 0 ? [[{ unknown: true } as const]] : options;
    texts = texts.flatMap((text) => known.map((option) => [...text, ...option])).slice(0, mostValues);
  }
  return texts.map((text) => ({ kind: "text", parts: joinedParts(text) }));
}

/** `["a"] + more` is a list; null for a sum of anything else. */
function listSum(flow: Pick<Flow, "valuesOf">, { at, parts }: Extract<Expr, { kind: "text" }>): readonly Value[] | null {
  if (parts.length < 2 || parts.some((part) => typeof part === "string")) return null;
  const lists = parts.map((part) => (typeof part === "string" ? [] : flow.valuesOf(part).filter(({ kind }) => kind === "list")));
  if (lists.every((one) => one.length === 0)) return null;
  const items = lists.flatMap((one) =>
    one.length === 0
      ? [{ kind: "unknown", at } as const]
      : one.flatMap((value) => (value.kind === "list" ? value.expr.items : [])),
  );
  return [{ kind: "list", expr: { kind: "list", at, items } }];
}
