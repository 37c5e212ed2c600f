import { pullSources } from "../../sources/pull-sources.ts";
import { pushSources } from "../../sources/push-sources.ts";
import type { PullSource, PushSource } from "../../sources/source.ts";
import { entryOf, type Node, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";
import {
  actionEntryKeys,
  codeKeys,
  envEntryKeys,
  functionKeys,
  keysBeside,
  logsShape,
  pullEntryKeys,
  roleKeys,
  serversKeys,
  stackKeys,
  thingsKeys,
  urlKeys,
} from "./language.ts";
import type { Keys, Shape } from "./shape.ts";

/** The texts of a document that was checked, each with what its place takes; reasons and what nobody reads as an expression are left out. */

interface PlacedText {
  readonly scalar: Scalar;
  readonly shape: Shape;
}

const any: Shape = { kind: "any" };
const text: Shape = { kind: "text" };

function objectOf(keys: Keys): Shape {
  return { kind: "object", keys };
}

/** What the parts of a spec take as a whole; an entry of `push` or `pull` takes what its source does. */
const parts: Readonly<Record<string, Shape>> = {
  function: objectOf(functionKeys),
  code: objectOf(codeKeys),
  role: objectOf(roleKeys),
  logs: logsShape,
  env: { kind: "map", of: objectOf(envEntryKeys) },
  actions: { kind: "list", of: objectOf(actionEntryKeys) },
};

/** Those of one function. */
export function* textsOfSpec(document: YamlMapping): Generator<PlacedText> {
  for (const { key, value } of document.entries) {
    if (value.kind === "list" && key === "push") for (const item of value.items) yield* textsIn(item, pushShape(item));
    else if (value.kind === "list" && key === "pull") for (const item of value.items) yield* textsIn(item, pullShape(item));
    else yield* textsIn(value, parts[key] ?? any);
  }
}

/** Those of a stack.yaml: what it says of variables is plain text. */
export function* textsOfSettings(document: YamlMapping): Generator<PlacedText> {
  const { variables: _, ...keys } = stackKeys;
  yield* textsIn(document, objectOf(keys));
}

function* textsIn(node: Node, shape: Shape): Generator<PlacedText> {
  if (shape.kind === "any") return;
  if (node.kind === "text") yield { scalar: node, shape };
  else if (node.kind === "list") for (const item of node.items) yield* textsIn(item, memberOf(shape));
  else if (node.kind === "mapping") for (const { key, value } of node.entries) yield* textsIn(value, withinKey(key, shape));
}

function memberOf(shape: Shape): Shape {
  if (shape.kind === "list" || shape.kind === "some") return shape.of;
  return shape.kind === "either" && shape.list !== undefined ? memberOf(shape.list) : any;
}

function withinKey(key: string, shape: Shape): Shape {
  switch (shape.kind) {
    case "object":
      return key === "why" || key === "broad" || !Object.hasOwn(shape.keys, key) ? any : (shape.keys[key]?.shape ?? any);
    case "map":
      return shape.of;
    case "some":
      return withinKey(key, shape.of);
    case "either":
      return shape.mapping === undefined ? any : withinKey(key, shape.mapping);
    // Each part of it is a name.
    case "arn":
      return shape;
    default:
      return any;
  }
}

function pushShape(item: Node): Shape {
  return entryShape(item, pushSources, keysBeside, pushValue);
}

function pullShape(item: Node): Shape {
  return entryShape(item, pullSources, () => pullEntryKeys, pullValue);
}

function entryShape<Source>(
  item: Node,
  sources: Readonly<Record<string, Source>>,
  beside: (source: Source) => Keys,
  shapeOf: (source: Source) => Shape,
): Shape {
  const key = Object.keys(sources).find((name) => item.kind === "mapping" && entryOf(item, name) !== undefined);
  const source = key === undefined ? undefined : sources[key];
  return key === undefined || source === undefined ? any : objectOf({ ...beside(source), [key]: { shape: shapeOf(source) } });
}

function pushValue(source: PushSource): Shape {
  if (source.kind === "url") return objectOf(urlKeys);
  return source.kind === "arn" || source.kind === "role" ? { kind: "arn", of: source } : text;
}

function pullValue(source: PullSource): Shape {
  switch (source.kind) {
    case "arn":
      return { kind: "arn", of: source };
    case "servers":
      return objectOf(serversKeys);
    case "things":
      return objectOf(thingsKeys(source.things));
  }
}
