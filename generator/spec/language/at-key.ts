import { entryOf, type List, type Node, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";

/** The value of a key where it is a scalar; what has another type was reported when its shape was checked. */
export function scalarAt(mapping: YamlMapping | undefined, key: string): Scalar | undefined {
  const value = mapping === undefined ? undefined : entryOf(mapping, key)?.value;
  return value !== undefined && value.kind !== "list" && value.kind !== "mapping" && value.kind !== "null" ? value : undefined;
}

/** The mapping at a key; undefined for anything else. */
export function mappingAt(mapping: YamlMapping | undefined, key: string): YamlMapping | undefined {
  const value = mapping === undefined ? undefined : entryOf(mapping, key)?.value;
  return value?.kind === "mapping" ? value : undefined;
}

/** The list at a key; undefined for anything else. */
export function listAt(mapping: YamlMapping | undefined, key: string): List | undefined {
  const value = mapping === undefined ? undefined : entryOf(mapping, key)?.value;
  return value?.kind === "list" ? value : undefined;
}

/** What a key has that takes one value or a list of them, whatever it is. */
export function nodesAt(mapping: YamlMapping | undefined, key: string): readonly Node[] {
  const value = mapping === undefined ? undefined : entryOf(mapping, key)?.value;
  return value?.kind === "list" ? value.items : value === undefined ? [] : [value];
}

/** The scalars among these. */
export function someAt(mapping: YamlMapping | undefined, key: string): readonly Scalar[] {
  return nodesAt(mapping, key).filter(
    (node): node is Scalar => node.kind === "text" || node.kind === "number" || node.kind === "boolean",
  );
}

/** Whether a key says `true`, or means it: what it should have written was told, and nothing more follows from that. */
export function isTrue(mapping: YamlMapping | undefined, key: string): boolean {
  const scalar = scalarAt(mapping, key);
  return scalar !== undefined && meantFlag(scalar) === true;
}

/** The true or false that a value says or means: YAML had more words for them once, and quotes make texts of them. */
export function meantFlag({ kind, text }: Pick<Scalar, "kind" | "text">): boolean | undefined {
  if (kind !== "text" && kind !== "boolean") return undefined;
  return /^(?:true|yes|y|on)$/i.test(text) ? true : /^(?:false|no|n|off)$/i.test(text) ? false : undefined;
}
