import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import type { Value, Variable } from "../grants.ts";
import { literal } from "../iam/arn.ts";
import { undeclarable } from "./expression/grammar/allowed-reference.ts";
import { scalarAt } from "./language/at-key.ts";
import { entryOf, type Node, type YamlMapping } from "./yaml/yaml-node.ts";

/** What a stack says of the variables that its specs use: `variables: {stage: {type: string, default: dev}}`. */

/** The variables by their names; shapes were checked with the file. */
export function readVariables(given: YamlMapping | undefined, diagnostics: Diagnostic[]): ReadonlyMap<string, Variable> {
  const variables = new Map<string, Variable>();
  for (const { key: name, keySpan, value } of given?.entries ?? []) {
    if (value.kind !== "mapping") continue;
    if (!/^[A-Za-z_][\w-]*$/.test(name) || undeclarable.has(name)) {
      const hint = undeclarable.has(name) ? "Terraform keeps this name for itself" : "write letters, digits and _";
      diagnostics.push(error("invalid-name", keySpan, `"${name}" is no name of a variable`, hint));
      continue;
    }
    const type = scalarAt(value, "type")?.text ?? null;
    const description = scalarAt(value, "description");
    const start = entryOf(value, "default")?.value;
    const read = start === undefined ? null : constantOf(start, type);
    if (start !== undefined && read === null) {
      const takes = type === null ? "a text, a number, true, false, or a list or mapping of texts" : `a ${type}`;
      const message = `the default of a variable is ${takes}, without expressions`;
      const isComposed = start.kind === "text" && start.text.includes("${");
      const hint = isComposed ? "let a local compose it, and write ${local.NAME} in the specs" : undefined;
      diagnostics.push(error("wrong-type", start.span, message, hint));
    }
    variables.set(name, {
      name,
      type,
      description: description === undefined ? null : literal(description.text),
      default: read,
    });
  }
  return variables;
}

/** The value as one of a type, where it is one; Terraform reads defaults before it knows anything. */
function constantOf(node: Node, type: string | null): Value | null {
  if (node.kind === "null") return null;
  const [outer = "", inner = null] = type?.split(/[()]/) ?? [];
  if (node.kind === "list") return type === null || ["list", "set"].includes(outer) ? allOf(node.items, inner) : null;
  if (node.kind === "mapping") {
    const values =
      type === null || outer === "map"
        ? allOf(
            node.entries.map(({ value }) => value),
            inner,
          )
        : null;
    return values === null
      ? null
      : { kind: "map", entries: node.entries.map(({ key }, index) => ({ key, value: values[index] ?? literal("") })) };
  }
  if (node.text.includes("${") || node.text.includes("%{")) return null;
  const asked = type ?? (node.kind === "boolean" ? "bool" : node.kind === "number" ? "number" : "string");
  if (asked === "string") return literal(node.text);
  if (asked === "number") return node.kind === "number" ? Number(node.text) : null;
  return asked === "bool" && node.kind === "boolean" ? node.flag : null;
}

function allOf(nodes: readonly Node[], type: string | null): readonly Value[] | null {
  const values = nodes.map((node) => constantOf(node, type ?? "string"));
  return values.every((value) => value !== null) ? values : null;
}

/** The types of variables by their addresses, as far as the stack says them; without one, what its default is. */
export function statedTypes(variables: ReadonlyMap<string, Variable>): ReadonlyMap<string, string> {
  return new Map(
    [...variables.values()].flatMap(({ name, type, default: value }) => {
      const said = type ?? formOf(value);
      return said === null ? [] : [[`var.${name}`, said] as const];
    }),
  );
}

function formOf(value: Value | null): string | null {
  if (value === null || typeof value !== "object") return null;
  if (!("kind" in value)) return "list";
  return value.kind === "map" ? "map" : null;
}

/** What variables are where nobody says otherwise, by the expressions that name a text of them: `var.stage`, `var.policies[0]`. */
export function textsByDefault(variables: ReadonlyMap<string, Variable>): ReadonlyMap<string, string> {
  return new Map([...variables.values()].flatMap(({ name, default: value }) => [...textsIn(`var.${name}`, value)]));
}

function* textsIn(code: string, value: Value | null): Generator<readonly [string, string]> {
  if (value === null || typeof value !== "object") return;
  if (!("kind" in value)) for (const [index, one] of value.entries()) yield* textsIn(`${code}[${index}]`, one);
  else if (value.kind === "literal") yield [code, value.text];
  else if (value.kind === "map")
    for (const { key, value: one } of value.entries) {
      yield* textsIn(`${code}["${key}"]`, one);
      yield* textsIn(`${code}.${key}`, one);
    }
}
