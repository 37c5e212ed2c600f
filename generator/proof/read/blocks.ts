import type { Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { type Block, isList, type Read, ReadError } from "./terraform-body.ts";

/** What blocks say, asked by name. */

/** Resources that decide who may do what, and that the proof understands. */
const understood: ReadonlySet<string> = new Set([
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_policy",
  "aws_iam_role_policy_attachment",
  "aws_lambda_permission",
]);

/** A resource that decides who may do what, and that nobody here understands, could allow anything. */
export function checkKnown({ type, labels }: Block): void {
  const kind = labels[0] ?? "";
  if (type === "module") throw new ReadError(`the module ${kind} could allow anything`);
  if (type === "data" && kind.startsWith("aws_iam_") && kind !== "aws_iam_policy_document")
    throw new ReadError(`nobody knows what ${labels.join(".")} says`);
  if (type !== "resource" || understood.has(kind)) return;
  if (kind.startsWith("aws_iam_") || /_(policy|permission|policy_attachment|policy_exclusive)$/.test(kind))
    throw new ReadError(`nobody knows what ${labels.join(".")} allows`);
}

/** The Terraform label of a resource or data source. */
export function labelOf(block: Block): string {
  return block.labels[1] ?? "";
}

/** The one text of an attribute that must be there. */
export function requiredText(block: Block, name: string): Reference {
  const value = block.attributes.get(name);
  if (value === undefined) throw new ReadError(`${nameOf(block)} has no \`${name}\``);
  return asText(value, block, name);
}

/** Null where the attribute is not there. */
export function readOptional(block: Block, name: string): Reference | null {
  const value = block.attributes.get(name);
  return value === undefined ? null : asText(value, block, name);
}

/** The configuration of the provider that makes a resource, an address in HCL and a text in JSON; null for the default one. */
export function providerOf(block: Block): string | null {
  const provider = readOptional(block, "provider");
  if (provider === null) return null;
  return provider.kind === "expression" ? provider.code : readPlain(provider, "a provider");
}

/** The texts of a list; none where the attribute is not there. */
export function readList(block: Block, name: string): readonly Reference[] {
  const value = block.attributes.get(name);
  if (value === undefined) return [];
  if (!isList(value)) throw new ReadError(`\`${name}\` of ${nameOf(block)} is no list`);
  return value.map((item) => asText(item, block, name));
}

/** Text without any expression in it. */
export function readPlain(reference: Reference, what: string): string {
  if (reference.kind !== "literal")
    throw new ReadError(`${what} is ${textOf(reference)}, which nobody knows before Terraform runs`);
  return reference.text;
}

/** Fails for what a block may not have: it could mean something. */
export function onlyHas(block: Block, attributes: readonly string[], blocks: readonly string[]): void {
  const strange =
    [...block.attributes.keys()].find((name) => !attributes.includes(name)) ??
    block.blocks.find(({ type }) => !blocks.includes(type))?.type;
  if (strange !== undefined) throw new ReadError(`nobody knows what \`${strange}\` does in ${nameOf(block)}`);
}

/** The label of the resource where a reference is one of these attributes of it. */
export function attributeOf(reference: Reference, resource: string, names: readonly string[]): string | null {
  if (reference.kind !== "expression" || !reference.code.startsWith(`${resource}.`)) return null;
  const [label = "", name = "", ...rest] = reference.code.slice(resource.length + 1).split(".");
  return rest.length === 0 && names.includes(name) ? label : null;
}

function nameOf(block: Block): string {
  const address = block.labels.length === 0 ? block.type : block.labels.join(".");
  return block.line === 0 ? address : `${address} (line ${block.line})`;
}

function asText(value: Read, block: Block, name: string): Reference {
  if (isList(value) || value.kind === "map") throw new ReadError(`\`${name}\` of ${nameOf(block)} is no text`);
  return value;
}
