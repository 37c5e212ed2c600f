import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { mappingAt, scalarAt } from "../language/at-key.ts";
import type { Settings } from "../settings.ts";
import type { Spec } from "../spec.ts";
import type { YamlMapping } from "../yaml/yaml-node.ts";

/** Whoever calls a module reads what its variables are: each has a type and says what it is for. */
export function* checkModule(
  files: readonly YamlMapping[],
  { isModule, emitVariables, described, variables }: Settings,
  specs: readonly Spec[],
): Generator<Diagnostic> {
  const at = files.flatMap((file) => scalarAt(mappingAt(file, "emit"), "module") ?? []).at(-1);
  if (!isModule || !emitVariables || at === undefined) return;
  const used = new Set([...variables, ...specs.flatMap((spec) => spec.variables)]);
  for (const name of [...used].sort()) {
    const variable = described.get(name);
    if (variable !== undefined && variable.type !== null && variable.description !== null) continue;
    const message = `a module says of each variable what type it has and what it is for, and nothing says so of var.${name}`;
    yield error("missing-key", at.span, message, `add variables: {${name}: {type: string, description: …}}`);
  }
}
