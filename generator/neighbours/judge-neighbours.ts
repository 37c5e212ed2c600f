import type { Span } from "../diagnostics/diagnostic.ts";
import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { Argument, StackGrants } from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { readTemplate } from "../spec/expression/template.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import type { Node, YamlMapping } from "../spec/yaml/yaml-node.ts";
import type { Declaration, Neighbour } from "./declaration.ts";

/** What stands in one Terraform directory: what is emitted there, and what is written by hand. */
export interface Directory {
  readonly grants: StackGrants;
  /** Addresses of all that is emitted: `aws_iam_role.notify`, `var.stage`. */
  readonly own: ReadonlySet<string>;
  /** The documents that it was emitted from, each with the place of its function. */
  readonly documents: readonly { readonly document: YamlMapping; readonly span: Span }[];
  readonly neighbours: readonly Neighbour[];
}

/** Resources of which a thing has one at a time, or that take away what others gave it: by the argument that names the thing. */
const exclusive: Readonly<Record<string, { readonly argument: string; readonly what: string }>> = {
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification
  aws_s3_bucket_notification: { argument: "bucket", what: "the notifications of this bucket" },
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_event_invoke_config
  aws_lambda_function_event_invoke_config: { argument: "function_name", what: "the destinations of this function" },
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_recursion_config
  aws_lambda_function_recursion_config: { argument: "function_name", what: "the end of loops of this function" },
};

/** What the specs name and nobody declares; what is declared, or managed, twice. */
export function* judgeNeighbours({ grants, own, documents, neighbours }: Directory): Generator<Diagnostic> {
  const declared = new Map(neighbours.flatMap(({ declarations }) => declarations).map((one) => [one.address, one]));
  yield* declaredTwice(own, declared, documents[0]?.span);
  yield* managedTwice(grants, [...declared.values()], documents[0]?.span);
  // In a directory without files of its own, or with one that is not read whole, nobody can tell.
  if (neighbours.length === 0 || neighbours.some(({ isWhole }) => !isWhole)) return;
  const known = new Set([...own, ...declared.keys()]);
  for (const { document } of documents) yield* unknownIn(document, known);
}

function* declaredTwice(
  own: ReadonlySet<string>,
  declared: ReadonlyMap<string, Declaration>,
  at: Span | undefined,
): Generator<Diagnostic> {
  for (const [address, { span }] of declared) {
    if (!own.has(address) || at === undefined) continue;
    yield error(
      "declared-twice",
      span,
      `${address} is declared here, and in the output for ${at.file}`,
      "rename this one, or give the function or the entry another `label`",
    );
  }
}

function* managedTwice(
  { connected, functions }: StackGrants,
  declared: readonly Declaration[],
  at: Span | undefined,
): Generator<Diagnostic> {
  const emitted = [...connected, ...functions.flatMap((of) => of.connected)];
  for (const { type, label, arguments: body } of emitted) {
    const rule = exclusive[type];
    const named = rule === undefined ? null : writtenAt(body, rule.argument);
    if (rule === undefined || named === null || at === undefined) continue;
    for (const { address, span, given } of declared)
      if (address.startsWith(`${type}.`) && plain(given.get(rule.argument) ?? "") === named)
        yield error(
          "declared-twice",
          span,
          `${rule.what} are managed here and by ${type}.${label} of the output, and each apply takes away what the other made`,
          "write all of them into the specs, or none: remove `subscribe` there",
        );
  }
}

function writtenAt(body: readonly Argument[], name: string): string | null {
  const value = argumentAt(body, name);
  return isReference(value) ? plain(textOf(value)) : null;
}

/** `"photos"`, `"${aws_s3_bucket.photos.id}"` and `aws_s3_bucket.photos.bucket` without quotes and braces; a bucket's id is its name. */
function plain(text: string): string {
  const bare = text
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/^\$\{(.*)\}$/, "$1");
  return bare.replace(/^(aws_s3_bucket\.[\w-]+)\.(?:id|bucket)$/, "$1");
}

/** Reasons are plain text, and what a module's outputs or a data source hold is theirs to say. */
function* unknownIn(node: Node, known: ReadonlySet<string>): Generator<Diagnostic> {
  if (node.kind === "list") for (const item of node.items) yield* unknownIn(item, known);
  else if (node.kind === "mapping") {
    for (const { key, value } of node.entries) if (key !== "why" && key !== "broad") yield* unknownIn(value, known);
  } else if (node.kind === "text" && node.text.includes("${")) {
    const template = readTemplate(node.text, "policy");
    for (const address of template.kind === "template" ? template.references : []) {
      if (known.has(address)) continue;
      const kind = address.slice(0, address.lastIndexOf(".") + 1);
      const near =
        nearest(
          address,
          [...known].filter((other) => other.startsWith(kind)),
        ) ?? nearest(address, known);
      yield error(
        "unknown-reference",
        node.span,
        `nothing beside the output declares ${address}`,
        near === undefined ? "declare it in a file beside the output, or name what is declared" : `did you mean ${near}?`,
      );
    }
  }
}
