import type { Arg, Expr } from "../syntax/module.ts";
import { joinedParts, knownCharacters, type TextPart, type Value } from "./code-value.ts";

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
