import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import type { Variable } from "../grants.ts";
import { longestText } from "../iam/arn.ts";
import { namesMany } from "../spec/expression/template.ts";
import type { Node } from "../spec/yaml/yaml-node.ts";
import type { Declaration } from "./declaration.ts";

/** Variables and locals that hold more than one value, where one text belongs: Terraform would find it when it plans. */

/** The types of variables and locals that are no text, by their addresses, as far as something says them. */
export function typesOf(declared: Iterable<Declaration>, own: readonly Variable[]): ReadonlyMap<string, string> {
  const types = new Map<string, string>(own.flatMap(({ name, type }) => (type === null ? [] : [[`var.${name}`, type] as const])));
  const values = new Map<string, string>();
  for (const { address, given } of declared) {
    const type = given.get("type")?.replace(/^"(.*)"$/s, "$1");
    if (address.startsWith("var.") && type !== undefined) types.set(address, type);
    const value = given.get("value")?.trim();
    if (address.startsWith("local.") && value !== undefined) values.set(address, value);
  }
  const known = new Map<string, string | undefined>(types);
  for (const address of values.keys()) {
    const type = typeOfLocal(address, values, known);
    if (type !== undefined) types.set(address, type);
  }
  return new Map([...types].filter(([, type]) => /^(?:list|set|map|object|tuple)\b/.test(type)));
}

/** A local may stand for a local, and for a variable; what is found of one is known of all on the way to it. */
function typeOfLocal(
  address: string,
  values: ReadonlyMap<string, string>,
  known: Map<string, string | undefined>,
): string | undefined {
  const way = new Set<string>();
  let value = address;
  for (let next = values.get(value); next !== undefined && !known.has(value) && !way.has(value); next = values.get(value)) {
    way.add(value);
    value = next;
  }
  const type = known.has(value) ? known.get(value) : typeOfValue(value);
  for (const passed of way) known.set(passed, type);
  return type;
}

function typeOfValue(value: string): string | undefined {
  // No spec says more in one expression, and its grammar goes as deep as what it reads.
  if (value.length > longestText) return undefined;
  if (/^(?:\{.*\}|(?:merge|tomap|transpose|zipmap)\(.*\))$/s.test(value)) return "map";
  // The grammar of a spec's expressions knows one line, without comments.
  if (!namesMany(value.replace(/\s(?:#|\/\/).*$/gm, "").replace(/\s+/g, " "))) return undefined;
  return /^(?:toset|set\w+)\(/.test(value) ? "set" : "list";
}

/** Where a document puts one of them into a text, or in the place of a resource. */
export function* wrongTypes(node: Node, types: ReadonlyMap<string, string>, key = ""): Generator<Diagnostic> {
  if (node.kind === "list") for (const item of node.items) yield* wrongTypes(item, types, key);
  else if (node.kind === "mapping") {
    for (const entry of node.entries)
      if (entry.key !== "why" && entry.key !== "broad")
        yield* wrongTypes(entry.value, types, takesOne.has(key) ? key : entry.key);
  } else if (node.kind === "text") {
    for (const [whole, address = ""] of node.text.matchAll(/(?<!\$)\$\{\s*((?:var|local)\.[\w-]+)\s*\}/g)) {
      const type = types.get(address);
      if (type === undefined || (whole === node.text && !takesOne.has(key))) continue;
      const message = `${address} is a ${type.replace(/\s+/g, " ")}, and here belongs one text`;
      yield error("wrong-type", node.span, message, oneOf(address, type));
    }
  }
}

/** Keys of which each value is one resource. */
const takesOne: ReadonlySet<string> = new Set(["resources", "read", "write", "list"]);

function oneOf(address: string, type: string): string {
  if (/^(?:list|tuple)/.test(type)) return `name each of its values: \${${address}[0]}`;
  if (type.startsWith("set")) return `make it a list, and name each of its values: \${${address}[0]}`;
  return `name each of its values: \${${address}["KEY"]}`;
}
