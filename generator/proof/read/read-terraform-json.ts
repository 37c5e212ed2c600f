import { join } from "../../iam/arn.ts";
import { readHclTemplate } from "./hcl-value.ts";
import { repeatedKey } from "./json-keys.ts";
import { type Block, type Read, ReadError } from "./terraform-body.ts";

/**
 * Terraform's JSON form → blocks, as cdktf writes it. An object, or a list of objects, is one block or several; what has another form
 * is an error, never skipped.
 * https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readTerraformJson(text: string): readonly Block[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    throw new ReadError(`this is no JSON: ${String(thrown)}`, { cause: thrown });
  }
  if (!isObject(parsed)) throw new ReadError("this is no object");
  // Terraform takes both, and JSON.parse the last one.
  const repeated = repeatedKey(text);
  if (repeated !== null) throw new ReadError(`"${repeated}" stands twice in one object`);
  return Object.entries(parsed)
    .filter(([type]) => type !== "//")
    .flatMap(([type, content]) => blocksOf(type, content, Object.hasOwn(labelled, type) ? (labelled[type] ?? 0) : 0, []));
}

/** How many labels a block has; one that is not listed has none here, and nobody knows it. */
const labelled: Readonly<Record<string, number>> = { data: 2, resource: 2, variable: 1, output: 1, module: 1, provider: 1 };

function blocksOf(type: string, content: unknown, labels: number, above: readonly string[]): readonly Block[] {
  if (labels === 0) return bodies(content, type).map((body) => readBlock(type, above, body));
  if (!isObject(content)) throw new ReadError(`what stands under ${[type, ...above].join(".")} is no object`);
  return Object.entries(content).flatMap(([label, inner]) => blocksOf(type, inner, labels - 1, [...above, label]));
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function bodies(value: unknown, what: string): readonly JsonObject[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every(isObject)) throw new ReadError(`what stands under ${what} is no object`);
  return list;
}

function readBlock(type: string, labels: readonly string[], body: JsonObject): Block {
  const attributes = new Map<string, Read>();
  const blocks: Block[] = [];
  for (const [name, value] of Object.entries(body)) {
    if (name === "//" || value === null) continue;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (list.length > 0 && list.every(isObject)) blocks.push(...list.map((one) => readBlock(name, [], one)));
    else attributes.set(name, readValue(value));
  }
  const asValue = (name: string) => (Object.hasOwn(body, name) ? readValue(body[name]) : undefined);
  return { type, labels, line: 0, attributes, blocks, asValue };
}

function readValue(value: unknown): Read {
  if (Array.isArray(value)) return value.map(readValue);
  if (typeof value === "string") return join(...readHclTemplate(value, 0, false));
  if (!isObject(value)) return { kind: "expression", code: String(value) };
  const entries = new Map<string, Read>();
  for (const [key, inner] of Object.entries(value)) {
    const name = join(...readHclTemplate(key, 0, false));
    if (name.kind !== "literal") throw new ReadError(`the key "${key}" of a map is no plain text`);
    entries.set(name.text, readValue(inner));
  }
  return { kind: "map", entries };
}
