import { longestText } from "../iam/arn.ts";
import { namesMany } from "../spec/expression/template.ts";
import type { Declaration } from "./declaration.ts";

/**
 * The types of variables and locals, by their addresses, as far as something says them: of a variable without one, its default. `stated`
 * are those that the stack says.
 */
export function typesOf(declared: Iterable<Declaration>, stated: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const types = new Map(stated);
  const values = new Map<string, string>();
  for (const { address, given } of declared) {
    if (address.startsWith("var.")) {
      const type = given.get("type")?.replace(/^"(.*)"$/s, "$1") ?? typeOfValue(given.get("default")?.trim() ?? "");
      if (type !== undefined) types.set(address, type);
    }
    const value = given.get("value")?.trim();
    if (address.startsWith("local.") && value !== undefined) values.set(address, value);
  }
  const known = new Map<string, string | undefined>(types);
  for (const address of values.keys()) {
    const type = typeOfLocal(address, values, known);
    if (type !== undefined) types.set(address, type);
  }
  return types;
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
