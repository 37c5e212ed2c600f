import { undeclarable } from "../../spec/expression/grammar/allowed-reference.ts";

/**
 * Environment variables of a function, and what Terraform's variables for them are called: in small letters, with the function's name
 * before a word that Terraform keeps, and as they are where two of them differ by their letters' case alone.
 */
export function variablesFor(environment: readonly string[], functionName: string): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    environment.map((name) => {
      const small = name.toLowerCase();
      const own = undeclarable.has(small) ? `${identifierOf(functionName)}_${small}` : small;
      const variable = taken.has(own) ? name : own;
      taken.add(variable);
      return [name, variable];
    }),
  );
}

/** `shop-orders` → `shop_orders`. */
function identifierOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^(?=[0-9])/, "_");
}
