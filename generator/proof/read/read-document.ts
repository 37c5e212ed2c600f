import type { Condition, Literal, Reference } from "../../grants.ts";
import { join } from "../../iam/arn.ts";
import { remembered } from "../../remembered.ts";
import { keyOf } from "../pattern.ts";
import { onlyHas, readList, readOptional, readPlain, requiredText } from "./blocks.ts";
import type { OutputStatement } from "./emitted.ts";
import { type Block, ReadError } from "./terraform-body.ts";

/**
 * The block of one policy document → its statements.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export const readDocument = remembered((block: Block): readonly OutputStatement[] => {
  onlyHas(block, ["version", "provider"], ["statement"]);
  return block.blocks.map(readStatement);
});

function readStatement(block: Block): OutputStatement {
  onlyHas(block, ["sid", "effect", "actions", "resources"], ["principals", "condition"]);
  const effect = readPlain(readOptional(block, "effect") ?? { kind: "literal", text: "Allow" }, "an effect");
  if (effect !== "Allow" && effect !== "Deny") throw new ReadError(`"${effect}" is no effect`);
  const of = (type: string) => block.blocks.filter((inner) => inner.type === type);
  const sid = readOptional(block, "sid");
  return {
    sid: sid === null ? null : readPlain(sid, "a sid"),
    effect,
    principals: of("principals")
      .flatMap(readPrincipals)
      .map(({ type, identifier }) => `${type} ${keyOf(identifier)}`),
    identities: of("principals")
      .flatMap(readPrincipals)
      .flatMap(({ type, identifier }) => (type === "service" ? [] : [identifier])),
    actions: readList(block, "actions").map((action) => readPlain(action, "an action")),
    resources: readList(block, "resources").map(asProviderReads),
    conditions: merged(of("condition").map(readCondition)),
  };
}

function readPrincipals(block: Block): readonly { readonly type: string; readonly identifier: Reference }[] {
  onlyHas(block, ["type", "identifiers"], []);
  const type = readPlain(requiredText(block, "type"), "the type of a principal").toLowerCase();
  return readList(block, "identifiers").map((identifier) => ({ type, identifier }));
}

function readCondition(block: Block): Condition {
  onlyHas(block, ["test", "variable", "values"], []);
  return {
    operator: readPlain(requiredText(block, "test"), "an operator"),
    variable: readPlain(requiredText(block, "variable"), "a condition key"),
    values: readList(block, "values").map(asProviderReads),
  };
}

/** The provider writes the values of one operator and key into one list, which lets more through than two conditions would. */
function merged(conditions: readonly Condition[]): readonly Condition[] {
  const byName = new Map<string, Condition>();
  for (const condition of conditions) {
    const key = `${condition.operator}\n${condition.variable}`;
    const before = byName.get(key);
    byName.set(key, before === undefined ? condition : { ...before, values: [...before.values, ...condition.values] });
  }
  return [...byName.values()];
}

/** "&{" in a document is the provider's way to write "${". */
function asProviderReads(reference: Reference): Reference {
  const parts = reference.kind === "join" ? reference.parts : [reference];
  if (!parts.some((part) => part.kind === "literal" && part.text.includes("&{"))) return reference;
  return join(...parts.map((part) => (part.kind === "literal" ? withVariables(part) : part)));
}

function withVariables({ text }: Literal): Literal {
  return { kind: "literal", text: text.replaceAll("&{", () => "${") };
}
