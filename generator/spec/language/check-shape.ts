import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { describe, entryOf, type Node, type YamlMapping } from "../yaml/yaml-node.ts";
import type { Keys, Shape } from "./shape.ts";
import { asFlag, asJson, asList, asMapping, asNumber, didYouMean, whatItTakes } from "./shape-hints.ts";

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
      if (node.kind !== "number" || !Number.isFinite(Number(node.text)))
        yield wrongType(node, name, "a number", asNumber(node, name));
      return;
    case "flag":
      if (node.kind !== "boolean") yield wrongType(node, name, "true or false", asFlag(node));
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
  const flag = shape.flag === undefined ? undefined : asFlag(node);
  const hint = flag ?? (shape.mapping?.kind === "object" ? asMapping(node, name, shape.mapping.keys) : undefined);
  yield wrongType(node, name, takes.filter((take) => take !== undefined).join(" or "), hint);
}

/** The keys of a mapping against those it may have; `name` is the mapping's own in messages, "" for a document. */
export function* checkKeys(mapping: YamlMapping, keys: Keys, name: string, at: Span): Generator<Diagnostic> {
  const slips = new Set<string>();
  for (const { key, written, keySpan, value } of mapping.entries) {
    const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (known === undefined) {
      const allowed = Object.keys(keys).filter((other) => keys[other]?.refused === undefined);
      const owner = Object.keys(keys).find((other) => {
        const holds = keys[other]?.holds ?? {};
        return Object.hasOwn(holds, key) && holds[key]?.refused === undefined;
      });
      const near = nearest(key, allowed) ?? allowed.find((other) => key.length > 3 && other.startsWith(`${key}_`));
      if (near !== undefined) slips.add(near);
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
    // A slip for it was told, and is one mistake.
    if (required === true && entryOf(mapping, key) === undefined && !slips.has(key)) {
      yield error(
        "missing-key",
        at,
        name === "" ? `this spec has no \`${key}\`` : `\`${name}\` needs \`${key}\``,
        example && `write ${example}`,
      );
    }
  }
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
