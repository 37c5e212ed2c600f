import type { Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { remembered } from "../../remembered.ts";
import { keyOf } from "../pattern.ts";
import { attributeOf, checkKnown, labelOf, providerOf, readOptional, requiredText } from "./blocks.ts";
import type { Attached, AttachedElsewhere, Output, OutputFunction, OutputRole, OutputStatement } from "./emitted.ts";
import { checkedOf } from "./preconditions.ts";
import { readDocument } from "./read-document.ts";
import { readHcl } from "./read-hcl.ts";
import { readPermission } from "./read-permission.ts";
import { readTerraformJson } from "./read-terraform-json.ts";
import { type Block, ReadError } from "./terraform-body.ts";

/** An emitted file: where, and what. */
export interface EmittedText {
  readonly path: string;
  readonly text: string;
}

/** The blocks of the files of one stack, of those that Terraform reads. What is not read whole is a ReadError. */
export function readBlocks(files: readonly EmittedText[]): readonly Block[] {
  // https://developer.hashicorp.com/terraform/language/files
  const read = files.filter(({ path }) => /\.tf(\.json)?$/.test(path));
  return read.flatMap((file) => blocksIn(file, file.path, file.text));
}

/** A file is the same by its object and by its text: a backend of somebody else may write into an object that it gave before. */
const blocksIn = remembered((_: EmittedText, path: string, text: string): readonly Block[] => {
  // Of two texts that Terraform takes for one, only one could be meant.
  if (text !== text.normalize("NFC"))
    throw new ReadError(`${path}: it holds characters that Terraform writes in another way (NFC)`);
  try {
    return path.endsWith(".json") ? readTerraformJson(text) : readHcl(text);
  } catch (thrown) {
    throw thrown instanceof ReadError ? new ReadError(`${path}: ${thrown.message}`, { cause: thrown }) : thrown;
  }
});

/** What the blocks of one stack allow. What could allow something and is not understood is a ReadError. */
export function readOutput(blocks: readonly Block[]): Output {
  const byType = new Map<string, Block[]>();
  const seen = new Set<string>();
  for (const block of blocks) {
    checkKnown(block);
    const address = `${block.type} ${block.labels.join(".")}`;
    if (block.labels.length === 2 && seen.has(address)) throw new ReadError(`${address} stands twice`);
    seen.add(address);
    const key = `${block.type} ${block.labels[0] ?? ""}`;
    const list = byType.get(key) ?? [];
    list.push(block);
    byType.set(key, list);
  }
  const of = (type: string) => byType.get(`resource ${type}`) ?? [];
  const documents = new Map(
    (byType.get("data aws_iam_policy_document") ?? []).map((block) => [labelOf(block), readDocument(block)]),
  );
  const functions = new Map(of("aws_lambda_function").map((block) => [labelOf(block), readFunction(block)]));
  const attached = attachments(of("aws_iam_policy"), of("aws_iam_role_policy_attachment"), documents);
  const aliases = new Map(of("aws_lambda_alias").map((block) => [labelOf(block), nameOfAlias(block)]));
  return {
    roles: new Map(of("aws_iam_role").map((block) => [labelOf(block), readRole(block, documents)])),
    attached: [
      ...of("aws_iam_role_policy").map((block) => ({
        role: roleKey(requiredText(block, "role")),
        ...documentOf(block, "policy", documents),
      })),
      ...attached.own,
    ],
    managed: attached.managed,
    functions,
    permissions: of("aws_lambda_permission").map((block) => readPermission(block, functions, aliases)),
  };
}

type Documents = ReadonlyMap<string, readonly OutputStatement[]>;

/** A role of the output by its label, any other by its name. */
export function roleKey(reference: Reference): string {
  const label = attributeOf(reference, "aws_iam_role", ["name", "id", "arn"]);
  return label === null ? `name ${keyOf(reference)}` : `role ${label}`;
}

const readFunction = remembered(
  (block: Block): OutputFunction => ({
    name: requiredText(block, "function_name"),
    provider: providerOf(block),
    role: roleKey(requiredText(block, "role")),
  }),
);

const nameOfAlias = remembered((block: Block) => requiredText(block, "name"));

function readRole(block: Block, documents: Documents): OutputRole {
  // Both would give the role more than its documents say.
  for (const name of ["managed_policy_arns", "inline_policy"])
    if (block.attributes.has(name) || block.blocks.some(({ type }) => type === name))
      throw new ReadError(`aws_iam_role.${labelOf(block)} has ${name}, which nobody asked for`);
  return {
    name: readOptional(block, "name") ?? requiredText(block, "name_prefix"),
    trust: documentOf(block, "assume_role_policy", documents).statements,
    boundary: readOptional(block, "permissions_boundary"),
    checked: checkedOf(block),
  };
}

function documentOf(block: Block, name: string, documents: Documents): Omit<Attached, "role"> {
  const reference = requiredText(block, name);
  const label = attributeOf(reference, "data.aws_iam_policy_document", ["json"]);
  const statements = label === null ? undefined : documents.get(label);
  if (statements === undefined)
    throw new ReadError(`the ${name} of ${block.labels.join(".")} is ${textOf(reference)}, and no document of the output`);
  return { document: `data.aws_iam_policy_document.${label}`, statements, checked: checkedOf(block) };
}

/** Policies of the output on roles, and those that stand elsewhere. */
function attachments(
  policies: readonly Block[],
  attached: readonly Block[],
  documents: Documents,
): { readonly own: readonly Attached[]; readonly managed: readonly AttachedElsewhere[] } {
  const byLabel = new Map(policies.map((block) => [labelOf(block), documentOf(block, "policy", documents)]));
  const all = attached.map((block) => {
    const policy = requiredText(block, "policy_arn");
    const document = byLabel.get(attributeOf(policy, "aws_iam_policy", ["arn", "id"]) ?? "");
    return {
      role: roleKey(requiredText(block, "role")),
      address: block.labels.join("."),
      policy,
      document,
      checked: checkedOf(block),
    };
  });
  return {
    own: all.flatMap(({ role, document }) => (document === undefined ? [] : [{ role, ...document }])),
    managed: all.flatMap(({ document, ...elsewhere }) => (document === undefined ? [elsewhere] : [])),
  };
}
