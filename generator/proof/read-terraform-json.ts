import { join } from "../iam/arn.ts";
import { type Block, type Read, ReadError } from "./body.ts";
import { readTemplate } from "./hcl-value.ts";

/**
 * Terraform's JSON form → blocks, as cdktf writes it. An object, or a list of objects, is one block or several.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readTerraformJson(text: string): readonly Block[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    throw new ReadError(`this is no JSON: ${String(thrown)}`);
  }
  if (!isObject(parsed)) throw new ReadError("this is no object");
  return Object.entries(parsed).flatMap(([type, content]): readonly Block[] => {
    if (!["data", "resource", "variable", "module"].includes(type) || !isObject(content)) return [];
    if (type === "variable" || type === "module")
      return Object.entries(content).flatMap(([label, body]) => bodies(body).map((one) => readBlock(type, [label], one)));
    return Object.entries(content).flatMap(([kind, labelled]) =>
      !isObject(labelled)
        ? []
        : Object.entries(labelled).flatMap(([label, body]) => bodies(body).map((one) => readBlock(type, [kind, label], one))),
    );
  });
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bodies(value: unknown): readonly JsonObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every(isObject) ? list : [];
}

function readBlock(type: string, labels: readonly string[], body: JsonObject): Block {
  const attributes = new Map<string, Read>();
  const blocks: Block[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === "//" || value === null) continue;
    const inner = Array.isArray(value) && value.length === 0 ? [] : bodies(value);
    if (inner.length > 0) blocks.push(...inner.map((one) => readBlock(name, [], one)));
    else attributes.set(name, readValue(value));
  }
  return { type, labels, line: 0, attributes, blocks };
}

function readValue(value: unknown): Read {
  if (Array.isArray(value)) return value.map(readValue);
  if (typeof value === "string") return join(...readTemplate(value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n"), 0));
  if (typeof value === "number" || typeof value === "boolean") return { kind: "expression", code: String(value) };
  return { kind: "map" };
}
