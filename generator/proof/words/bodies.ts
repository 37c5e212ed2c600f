import type { Argument, Value } from "../../grants.ts";
import type { Keys } from "../../spec/language/shape.ts";
import { isReference } from "../../spec/values/value.ts";
import type { Node, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { meaningOfReference, meaningOfText } from "./meaning.ts";

/** Arguments of Terraform against the mapping that gives them: each as one text, whatever the order of its parts. */

/** The names of arguments that were read otherwise than they are written; `own` are those that the compiler sets. */
export function misreadArguments(
  mapping: YamlMapping | undefined,
  keys: Keys,
  given: readonly Argument[],
  own: readonly string[] = [],
): readonly string[] {
  const said = new Map<string, string>();
  for (const { key, value } of mapping?.entries ?? []) {
    const text = Object.hasOwn(keys, key) ? ofNode(value) : null;
    if (text !== null) said.set(key, text);
  }
  const read = membersOf(given);
  const wrong = [...said].filter(([name, text]) => read.get(name) !== text).map(([name]) => name);
  return [...wrong, ...[...read.keys()].filter((name) => !said.has(name) && !own.includes(name))];
}

/** A text for a value; null for none. */
function ofNode(node: Node): string | null {
  switch (node.kind) {
    case "null":
      return null;
    case "mapping":
      return mapping(
        node.entries.flatMap(({ key, value }) => {
          const text = ofNode(value);
          return text === null ? [] : [[meaningOfText(key), text] as const];
        }),
      );
    case "list":
      return list(node.items.flatMap((item) => ofNode(item) ?? []));
    case "number":
    case "boolean":
      return leaf(node.text);
    case "text":
      return leaf(meaningOfText(node.text));
  }
}

function ofValue(value: Value): string {
  if (typeof value === "number" || typeof value === "boolean") return leaf(String(value));
  if (isReference(value)) return leaf(meaningOfReference(value));
  if ("kind" in value) return mapping(value.entries.map(({ key, value: inner }) => [key, ofValue(inner)] as const));
  return list(value.map(ofValue));
}

function membersOf(body: readonly Argument[]): ReadonlyMap<string, string> {
  const byName = new Map<string, string[]>();
  for (const argument of body) {
    const text = argument.kind === "attribute" ? ofValue(argument.value) : mapping([...membersOf(argument.body)]);
    byName.set(argument.name, [...(byName.get(argument.name) ?? []), text]);
  }
  return new Map([...byName].map(([name, texts]) => [name, list(texts)]));
}

/** A list of one is that one: a block may be written with or without the list around it. */
function list(texts: readonly string[]): string {
  const [only] = texts;
  return only !== undefined && texts.length === 1 ? only : `[${[...texts].sort().join()}]`;
}

function mapping(entries: readonly (readonly [string, string])[]): string {
  return `{${entries
    .map(([key, text]) => `${JSON.stringify(key)}:${text}`)
    .sort()
    .join()}}`;
}

/** `0x10` is the number 16, `True` is true, where a number or a flag is due; elsewhere nobody means another by it. */
function leaf(text: string): string {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase();
  const number = /^[-+.\d]/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? String(number) : JSON.stringify(text);
}
