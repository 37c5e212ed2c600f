import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { mappingAt, scalarAt } from "../language/at-key.ts";
import { type Node, type Scalar, stretchOf, type YamlMapping } from "../yaml/yaml-node.ts";

/** What `${target.KEY}` stands for: text that is filled in before anything is read, so that what is granted stays written out. */
export type TargetValues = ReadonlyMap<string, Scalar>;

/** Keys that a target has by itself. */
const given = ["name", "region", "account"] as const;

/** The values of a target, from the settings that hold in it. */
export function valuesOf(settings: YamlMapping | undefined, target: string): TargetValues {
  const at = { file: "", line: 1, column: 1, endLine: 1, endColumn: 1 };
  const values = new Map<string, Scalar>([["name", { kind: "text", text: target, flag: null, span: at, verbatim: false }]]);
  for (const key of ["region", "account"] as const) {
    const scalar = scalarAt(settings, key);
    if (scalar !== undefined && !scalar.text.includes("$")) values.set(key, { ...scalar, kind: "text" });
  }
  for (const { key, value } of mappingAt(settings, "values")?.entries ?? [])
    if (isScalar(value) && !isGiven(key)) values.set(key, value);
  return values;
}

/** What is wrong with `values`: they are data, and nothing in them is filled in or computed. */
export function* checkValues(mapping: YamlMapping): Generator<Diagnostic> {
  for (const { key, keySpan, value } of mappingAt(mapping, "values")?.entries ?? []) {
    if (isGiven(key))
      yield error("argument-not-allowed", keySpan, `\`target.${key}\` is the target's own`, "give it another name");
    else if (!/^[A-Za-z_][\w-]*$/.test(key))
      yield error("invalid-name", keySpan, `"${key}" is no name`, "write letters, digits, - and _, and begin with a letter");
    if (isScalar(value) && value.text.includes("$"))
      yield error("invalid-expression", value.span, "a target's value is plain text", "write it out, without `$`");
  }
}

/** Fills the values into every text of a mapping but reasons, which are plain text; `values` is null where the stack has no targets. */
export function fill(
  mapping: YamlMapping,
  values: TargetValues | null,
): {
  readonly mapping: YamlMapping;
  readonly diagnostics: readonly Diagnostic[];
} {
  // Nearly no document has one, and the same mapping is the same document to those who read it twice.
  if (!mentionsTarget(mapping)) return { mapping, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const filled = (node: Node): Node => {
    switch (node.kind) {
      case "mapping":
        return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: filled(entry.value) })) };
      case "list":
        return { ...node, items: node.items.map(filled) };
      case "text":
        return node.text.includes("target") ? fillText(node, values, diagnostics) : node;
      case "number":
      case "boolean":
      case "null":
        return node;
    }
  };
  const reasoned = (key: string, value: Node): Node => {
    if (["push", "pull", "actions"].includes(key) && value.kind === "list")
      return { ...value, items: value.items.map((item) => withoutReasons(item, filled)) };
    if (key === "env" && value.kind === "mapping")
      return { ...value, entries: value.entries.map((entry) => ({ ...entry, value: withoutReasons(entry.value, filled) })) };
    return filled(value);
  };
  const entries = mapping.entries.map((entry) => ({ ...entry, value: reasoned(entry.key, entry.value) }));
  return { mapping: { ...mapping, entries }, diagnostics };
}

function mentionsTarget(node: Node): boolean {
  switch (node.kind) {
    case "mapping":
      return node.entries.some(({ value }) => mentionsTarget(value));
    case "list":
      return node.items.some(mentionsTarget);
    default:
      return node.text.includes("target");
  }
}

function withoutReasons(item: Node, filled: (node: Node) => Node): Node {
  if (item.kind !== "mapping") return filled(item);
  const entries = item.entries.map((entry) =>
    entry.key === "why" || entry.key === "broad" ? entry : { ...entry, value: filled(entry.value) },
  );
  return { ...item, entries };
}

/** `$${target.name}` is text, as everywhere. */
const hole = /(?<!\$)\$\{[ \t]*target\.([A-Za-z_][\w-]*)[ \t]*\}/g;

function fillText(scalar: Scalar, values: TargetValues | null, diagnostics: Diagnostic[]): Scalar {
  const whole: Scalar[] = [];
  const text = scalar.text.replace(hole, (written, key: string, at: number) => {
    const value = values?.get(key);
    if (value === undefined) {
      diagnostics.push(unknown(key, stretchOf(scalar, at, at + written.length), values));
      return written;
    }
    if (written.length === scalar.text.length) whole.push(value);
    return value.text;
  });
  if (text === scalar.text) return scalar;
  // A value that is all there is keeps its type: a number stays one.
  return { ...(whole[0] ?? { ...scalar, text }), span: scalar.span, verbatim: false };
}

function unknown(key: string, span: Span, values: TargetValues | null): Diagnostic {
  if (values === null) {
    const hint = "declare them in stack.yaml: targets: {dev: {…}, prod: {…}}";
    return error("unknown-target", span, `this stack has no targets, so \`target.${key}\` says nothing`, hint);
  }
  const near = nearest(key, values.keys());
  const name = values.get("name")?.text ?? "";
  const hint = near === undefined ? undefined : `did you mean \`target.${near}\`?`;
  return isGiven(key)
    ? error("unknown-target", span, `the target ${name} sets no ${key}`, `set \`${key}\` in stack.yaml, written out`)
    : error("unknown-target", span, `nothing sets \`target.${key}\` for ${name}`, hint ?? `add it to \`values\` in stack.yaml`);
}

function isGiven(key: string): boolean {
  return (given as readonly string[]).includes(key);
}

function isScalar(node: Node): node is Scalar {
  return node.kind === "text" || node.kind === "number" || node.kind === "boolean";
}
