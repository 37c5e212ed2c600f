import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import type { Variable } from "../grants.ts";
import type { Node } from "../spec/yaml/yaml-node.ts";
import type { Declaration } from "./declaration.ts";

/** Variables that hold more than one value, where one text belongs: Terraform would find it when it plans. */

/** The types of variables that are no text, by their names, as far as something says them. */
export function typesOf(declared: Iterable<Declaration>, own: readonly Variable[]): ReadonlyMap<string, string> {
  const types = new Map(own.flatMap(({ name, type }) => (type === null ? [] : [[name, type] as const])));
  for (const { address, given } of declared) {
    const type = given.get("type")?.replace(/^"(.*)"$/s, "$1");
    if (address.startsWith("var.") && type !== undefined) types.set(address.slice(4), type);
  }
  return new Map([...types].filter(([, type]) => /^(?:list|set|map|object|tuple)\b/.test(type)));
}

/** Where a document puts one of them into a text, or in the place of a resource. */
export function* wrongTypes(node: Node, types: ReadonlyMap<string, string>, key = ""): Generator<Diagnostic> {
  if (node.kind === "list") for (const item of node.items) yield* wrongTypes(item, types, key);
  else if (node.kind === "mapping") {
    for (const entry of node.entries)
      if (entry.key !== "why" && entry.key !== "broad") yield* wrongTypes(entry.value, types, entry.key);
  } else if (node.kind === "text") {
    for (const [whole, name = ""] of node.text.matchAll(/(?<!\$)\$\{\s*var\.([\w-]+)\s*\}/g)) {
      const type = types.get(name);
      if (type === undefined || (whole === node.text && key !== "resources")) continue;
      const message = `var.${name} is a ${type.replace(/\s+/g, " ")}, and here belongs one text`;
      const hint = type.startsWith("list") ? `name one of its values: \${var.${name}[0]}` : "name one of its values";
      yield error("wrong-type", node.span, message, hint);
    }
  }
}
