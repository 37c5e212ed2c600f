import type { Code } from "../../diagnostics/codes.ts";
import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { ArnKind } from "../../sources/source.ts";
import { describe, entryOf, inFlow, jsonOf, type List, type Node, type Scalar, type YamlMapping } from "../yaml/yaml-node.ts";

/**
 * What a key of the language takes. Checks, conversion and the editors' schema all read these values.
 * The libraries for this job report the first unknown key of a mapping only, or know no places; a spec wants all of them.
 */
export type Shape =
  | { readonly kind: "number" | "flag"; readonly expression?: boolean }
  /** `booleans`: true and false are texts here, as in tags and environment variables. A name, an ARN, a reason is none. */
  | { readonly kind: "text"; readonly booleans?: boolean; readonly json?: boolean }
  | { readonly kind: "choice"; readonly of: readonly string[]; readonly expression?: boolean }
  | { readonly kind: "list"; readonly of: Shape; readonly expression?: boolean; readonly set?: boolean }
  /** One value, or a list of them. */
  | { readonly kind: "some"; readonly of: Shape; readonly most?: number }
  /** Keys of the user's own, such as tags; an editor offers some. */
  | {
      readonly kind: "map";
      readonly of: Shape;
      readonly expression?: boolean;
      readonly offers?: readonly string[];
      readonly filled?: boolean;
    }
  /** `one`: a mapping of exactly one of the keys. `instead`: what to write where something else stands. `filled`: none is empty. */
  | { readonly kind: "object"; readonly keys: Keys; readonly one?: boolean; readonly instead?: string; readonly filled?: boolean }
  /** A thing that is named: by its ARN, an expression, a short name or its parts; what it says is judged where it is read. */
  | { readonly kind: "arn"; readonly of: ArnKind }
  /** Told apart by what stands there. */
  | { readonly kind: "either"; readonly flag?: Shape; readonly text?: Shape; readonly list?: Shape; readonly mapping?: Shape }
  | { readonly kind: "any" };

export interface Key {
  readonly shape: Shape;
  readonly required?: boolean;
  /** What it may say, for whoever left a required key out. */
  readonly example?: string;
  /** The keys below it, where they are checked later: one that stands beside it belongs there. */
  readonly holds?: Keys;
  /** What the key says: an editor shows it. */
  readonly about?: string;
  /** True where the hash of a file may stand. */
  readonly hash?: boolean;
  /** The first hashicorp/aws that knows the argument, where 5.x does not. */
  readonly since?: string;
  /** Why this key is refused here, and what to write instead. */
  readonly refused?: { readonly code?: Code; readonly message: string; readonly hint?: string };
}

export type Keys = Readonly<Record<string, Key>>;

/** Everything in a node that does not fit its shape: wrong-type, unknown-key, missing-key, argument-not-allowed. */
export function* checkShape(node: Node, shape: Shape, name: string): Generator<Diagnostic> {
  if ("expression" in shape && shape.expression === true && node.kind === "text" && node.text.includes("${")) return;
  switch (shape.kind) {
    case "any":
    case "arn":
      return;
    case "text":
      if (node.kind === "boolean" && shape.booleans !== true)
        yield wrongType(node, name, "a text", `if this is meant, put it in quotes: "${node.text}"`);
      else if (node.kind !== "text" && node.kind !== "number" && node.kind !== "boolean")
        yield wrongType(node, name, "a text", shape.json === true ? asJson(node, name) : undefined);
      return;
    case "number":
      if (node.kind !== "number" || !Number.isFinite(Number(node.text))) yield wrongType(node, name, "a number");
      return;
    case "flag":
      if (node.kind !== "boolean") yield wrongType(node, name, "true or false");
      return;
    case "choice":
      if (node.kind === "list" || node.kind === "mapping" || !shape.of.includes(node.text)) {
        yield wrongType(node, name, `one of ${shape.of.join(", ")}`, didYouMean(node, shape.of));
      }
      return;
    case "some":
      if (node.kind !== "list") yield* checkShape(node, shape.of, name);
      else if (node.items.length === 0)
        yield error("wrong-type", node.span, `\`${name}\` is an empty list`, "name at least one, or remove the entry");
      else {
        for (const item of node.items) yield* checkShape(item, shape.of, name);
        const first = shape.most === undefined ? undefined : node.items[shape.most];
        if (first !== undefined)
          yield error("value-out-of-range", first.span, `\`${name}\` takes at most ${shape.most} of these`);
      }
      return;
    case "list":
      if (node.kind !== "list") yield wrongType(node, name, "a list", asList(node, name, shape.of));
      else for (const item of node.items) yield* checkShape(item, shape.of, name);
      return;
    case "map":
      if (node.kind !== "mapping") yield wrongType(node, name, "a mapping");
      else if (shape.filled === true && node.entries.length === 0) yield emptyMapping(node, name);
      else for (const entry of node.entries) yield* checkShape(entry.value, shape.of, `${name}.${entry.key}`);
      return;
    case "object":
      if (node.kind !== "mapping") yield wrongType(node, name, "a mapping", shape.instead ?? asMapping(node, name, shape.keys));
      else if (shape.filled === true && node.entries.length === 0 && !Object.values(shape.keys).some(({ required }) => required))
        yield emptyMapping(node, name);
      else yield* checkKeys(node, shape.keys, name, node.span);
      return;
    case "either":
      yield* checkEither(node, shape, name);
      return;
  }
}

function* checkEither(node: Node, shape: Extract<Shape, { kind: "either" }>, name: string): Generator<Diagnostic> {
  const chosen = shape[node.kind === "boolean" ? "flag" : node.kind === "list" || node.kind === "mapping" ? node.kind : "text"];
  if (chosen !== undefined && node.kind !== "null") {
    yield* checkShape(node, chosen, name);
    return;
  }
  const takes = [shape.flag && "true or false", shape.text && "a text", shape.list && "a list", shape.mapping && "a mapping"];
  const hint = shape.mapping?.kind === "object" ? asMapping(node, name, shape.mapping.keys) : undefined;
  yield wrongType(node, name, takes.filter((take) => take !== undefined).join(" or "), hint);
}

/** One value as a list of it. */
function asList(node: Node, name: string, of: Shape): string | undefined {
  if (of.kind === "choice") return `write ${name}: [${of.of.join(", ")}], or some of these`;
  const fits = node.kind === of.kind || (of.kind === "text" && node.kind === "number");
  if (!fits || !("text" in node)) return undefined;
  // A list that quotes made a text of.
  if (/^\[.*\]$/s.test(node.text)) return `write ${name}: ${node.text}, without quotes around it`;
  return `write ${name}: [${inFlow(node)}]`;
}

/** A mapping or a list where a text of JSON belongs, as that text. */
function asJson(node: Node, name: string): string | undefined {
  if (node.kind !== "list" && node.kind !== "mapping") return undefined;
  const written = `${name}: '${JSON.stringify(jsonOf(node)).replaceAll("'", "''")}'`;
  return written.length > 300 ? `write it as JSON between single quotes: ${name}: '{…}'` : `write it as JSON: ${written}`;
}

/** The value under the key that it was meant for, where that is clear: `logs: 14` is a number of days, `role: x` a role that exists. */
function asMapping(node: Node, name: string, keys: Keys): string | undefined {
  const allowed = Object.keys(keys).filter((key) => keys[key]?.refused === undefined);
  const numbers = allowed.filter((key) => keys[key]?.shape.kind === "number");
  const named = ["existing", "name"].find((key) => allowed.includes(key) && keys[key]?.shape.kind === "text");
  const meant = node.kind === "number" && numbers.length === 1 ? numbers[0] : node.kind === "text" ? named : undefined;
  if (meant !== undefined && (node.kind === "number" || node.kind === "text"))
    return `write ${name}: {${meant}: ${inFlow(node)}}`;
  return node.kind === "null" || allowed.length > 20 ? undefined : `it takes ${allowed.join(", ")}`;
}

/** The keys of a mapping against those it may have; `name` is the mapping's own in messages, "" for a document. */
export function* checkKeys(mapping: YamlMapping, keys: Keys, name: string, at: Span): Generator<Diagnostic> {
  for (const { key, written, keySpan, value } of mapping.entries) {
    const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (known === undefined) {
      const allowed = Object.keys(keys).filter((other) => keys[other]?.refused === undefined);
      const owner = Object.keys(keys).find((other) => {
        const holds = keys[other]?.holds ?? {};
        return Object.hasOwn(holds, key) && holds[key]?.refused === undefined;
      });
      const near = nearest(key, allowed) ?? allowed.find((other) => key.length > 3 && other.startsWith(`${key}_`));
      const hint =
        owner !== undefined
          ? `put it below \`${owner}:\``
          : near === undefined
            ? whatItTakes(allowed, keys, name, key)
            : `did you mean \`${near}\`?`;
      yield error(
        "unknown-key",
        keySpan,
        name === "" ? `\`${key}\` is no key of a spec` : `\`${name}\` takes no \`${key}\``,
        hint,
      );
    } else if (known.refused !== undefined)
      yield error(known.refused.code ?? "argument-not-allowed", keySpan, known.refused.message, known.refused.hint);
    else yield* checkShape(value, known.shape, written ?? key);
  }
  for (const [key, { required, example }] of Object.entries(keys)) {
    if (required === true && entryOf(mapping, key) === undefined) {
      yield error(
        "missing-key",
        at,
        name === "" ? `this spec has no \`${key}\`` : `\`${name}\` needs \`${key}\``,
        example && `write ${example}`,
      );
    }
  }
}

/** Of a mapping that takes one key, below which all keys are the user's own, that is where the key belongs. */
function whatItTakes(allowed: readonly string[], keys: Keys, name: string, key: string): string | undefined {
  const [only = "", another] = allowed;
  const below = keys[only]?.shape;
  if (another === undefined && below?.kind === "map" && below.offers === undefined)
    return `write ${name}: {${only}: {${key}: …}}`;
  return allowed.length > 20 ? undefined : `it takes ${allowed.join(", ")}`;
}

function emptyMapping({ span }: YamlMapping, name: string): Diagnostic {
  return error("wrong-type", span, `\`${name}\` is an empty mapping`, "name at least one, or remove the line");
}

function wrongType(node: Node, name: string, takes: string, hint?: string): Diagnostic {
  if (node.kind === "null")
    return error(
      "wrong-type",
      node.span,
      `\`${name}\` has no value; it takes ${takes}`,
      hint ?? "remove the line, or give a value",
    );
  return error("wrong-type", node.span, `\`${name}\` takes ${takes}, not ${describe(node)}`, hint);
}

function didYouMean(node: Node, choices: readonly string[]): string | undefined {
  if (node.kind !== "text") return undefined;
  const near = nearest(node.text, choices);
  return near === undefined ? undefined : `did you mean "${near}"?`;
}

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

/** The scalars of a key that takes one or a list of them. */
export function someAt(mapping: YamlMapping | undefined, key: string): readonly Scalar[] {
  const value = mapping === undefined ? undefined : entryOf(mapping, key)?.value;
  const nodes = value?.kind === "list" ? value.items : value === undefined ? [] : [value];
  return nodes.filter((node): node is Scalar => node.kind === "text" || node.kind === "number" || node.kind === "boolean");
}

/** Whether a key says `true`. */
export function isTrue(mapping: YamlMapping | undefined, key: string): boolean {
  return scalarAt(mapping, key)?.flag === true;
}
