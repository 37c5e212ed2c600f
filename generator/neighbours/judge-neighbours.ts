import type { Span } from "../diagnostics/diagnostic.ts";
import { type Diagnostic, error, firstLine, warning } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import type { StackGrants } from "../grants.ts";
import { readTemplate } from "../spec/expression/template.ts";
import type { Node, YamlMapping } from "../spec/yaml/yaml-node.ts";
import { type Declaration, type Emitted, type Neighbour, requiredProviders } from "./declaration.ts";
import { managedTwice } from "./managed-twice.ts";
import type { Meanings } from "./meanings.ts";

/** What stands in one Terraform directory: what is emitted there, and what is written by hand. */
interface Directory {
  readonly grants: StackGrants;
  /** Addresses of all that is emitted: `aws_iam_role.notify`, `var.stage`. */
  readonly own: ReadonlySet<string>;
  readonly emitted: readonly Emitted[];
  /** The documents that it was emitted from, each with the place of its function. */
  readonly documents: readonly { readonly document: YamlMapping; readonly span: Span }[];
  /** Whether these are all of the stack. */
  readonly isWhole: boolean;
  readonly neighbours: readonly Neighbour[];
  /** The files that Terraform lays over the others, those of the output too. */
  readonly overrides: readonly Neighbour[];
  /** What names that are declared by hand stand for. */
  readonly meanings: Meanings;
}

/** What the specs name and nobody declares; what is declared, or managed, twice. */
export function* judgeNeighbours(directory: Directory): Generator<Diagnostic> {
  const { grants, own, emitted, documents, isWhole, neighbours, overrides, meanings } = directory;
  const declared = new Map(neighbours.flatMap(({ declarations }) => declarations).map((one) => [one.address, one]));
  yield* declaredTwice(own, declared, documents[0]?.span);
  yield* overridden(own, overrides);
  yield* replaced(neighbours);
  if (own.size > 0) yield* unread(neighbours);
  yield* managedTwice(emitted, [...declared.values()], meanings, invokersOf(grants));
  // In a directory without files of its own, or with something that is not read whole, nobody can tell.
  if (!isWhole || neighbours.length === 0 || neighbours.some((one) => !one.isWhole)) return;
  const known = new Set([...own, ...declared.keys()]);
  for (const { document } of documents) yield* unknownIn(document, known);
  yield* unknownProviders(grants, documents, declared);
}

/** By their addresses, the roles that services assume: whether one is all that the service has. */
function invokersOf({ functions }: StackGrants): ReadonlyMap<string, boolean> {
  const made = functions.flatMap(({ invokers }) => invokers.filter(({ existing }) => existing === null));
  return new Map(made.map(({ label, shared }) => [`aws_iam_role.${label}`, shared]));
}

/** Configurations of the provider that make functions, where a directory says its own: a module is handed them. */
function* unknownProviders(
  { functions, isModule }: StackGrants,
  documents: Directory["documents"],
  declared: ReadonlyMap<string, Declaration>,
): Generator<Diagnostic> {
  const known = [...declared.keys()].filter((address) => address.startsWith("provider."));
  if (isModule || declared.has(requiredProviders) || known.length === 0) return;
  const told = new Set<string>();
  for (const [index, { provider }] of functions.entries()) {
    const at = documents[index]?.span;
    if (provider === null || at === undefined || told.has(provider) || declared.has(`provider.${provider}`)) continue;
    told.add(provider);
    const near = nearest(`provider.${provider}`, known)?.replace("provider.", "");
    const hint =
      near === undefined ? `write provider "aws" { alias = "${provider.slice(4)}" } beside it` : `did you mean ${near}?`;
    yield error("unknown-reference", at, `no \`provider\` block beside the output configures ${provider}`, hint);
  }
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

/** What Terraform would take in the place of what the output says: the proof is of the output. */
function* overridden(own: ReadonlySet<string>, overrides: readonly Neighbour[]): Generator<Diagnostic> {
  if (own.size === 0) return;
  for (const { file, declarations, isWhole } of overrides) {
    for (const { address, span } of declarations)
      if (own.has(address))
        yield error(
          "declared-twice",
          span,
          `this overrides ${address} of the output: Terraform would take what stands here, which no spec says`,
          address === requiredProviders
            ? "write it in a file of another name: then the output leaves its own out"
            : "take it out, and let the spec say it",
        );
    if (!isWhole)
      yield error(
        "declared-twice",
        firstLine(file),
        "this file, which Terraform lays over the output, cannot be read whole: nobody can tell what it overrides",
        "put the file itself here, in plain Terraform, or give it a name that does not end in override",
      );
  }
}

/** What OpenTofu reads, and Terraform does not, in the place of a file of the output: https://opentofu.org/docs/language/files/ */
function* replaced(neighbours: readonly Neighbour[]): Generator<Diagnostic> {
  for (const { file, replaces } of neighbours)
    if (replaces)
      yield error(
        "declared-twice",
        firstLine(file),
        "OpenTofu reads this file in the place of that of the output which is called .tf, and leaves that one out",
        "give it another name",
      );
}

/** What is not read whole may allow more than the spec says. */
function* unread(neighbours: readonly Neighbour[]): Generator<Diagnostic> {
  for (const { file, isWhole } of neighbours)
    if (!isWhole)
      yield warning(
        "declared-twice",
        firstLine(file),
        "this file beside the output cannot be read whole: nobody can tell what it allows more than the specs say",
        "put the file itself here, in Terraform that is not broken, and no larger than 1 MB",
      );
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
