import { type Condition, guardArguments, type Reference } from "../../grants.ts";
import { literal, textOf } from "../../iam/arn.ts";
import { remembered } from "../../remembered.ts";
import { attributeOf, onlyHas, providerOf, readOptional, readPlain, requiredText } from "./blocks.ts";
import type { OutputFunction, OutputPermission } from "./emitted.ts";
import { checkedOf, refusedBy } from "./preconditions.ts";
import type { Block } from "./terraform-body.ts";

/** One `aws_lambda_permission`, with the names of functions and aliases of the output in the place of their addresses. */
export function readPermission(
  block: Block,
  functions: ReadonlyMap<string, OutputFunction>,
  aliases: ReadonlyMap<string, Reference>,
): OutputPermission {
  const [label, alias] = addressesIn(block);
  const own = functions.get(label ?? "");
  return permissionOf(block, own === undefined ? null : label, own?.name ?? null, aliases.get(alias ?? "") ?? null);
}

/** The labels of the function and of the alias of the output that a permission is about. */
const addressesIn = remembered((block: Block) => {
  const [name, qualifier] = [readOptional(block, "function_name"), readOptional(block, "qualifier")];
  return [
    name === null ? null : attributeOf(name, "aws_lambda_function", ["function_name", "arn", "id"]),
    qualifier === null ? null : attributeOf(qualifier, "aws_lambda_alias", ["name"]),
  ] as const;
});

/** `label`, `own` and `alias` are of the output, where it names those. */
const permissionOf = remembered(
  (block: Block, label: string | null, own: Reference | null, alias: Reference | null): OutputPermission => {
    onlyHas(
      block,
      [
        "statement_id",
        "action",
        "function_name",
        "principal",
        "qualifier",
        "depends_on",
        "provider",
        ...Object.keys(guardArguments),
      ],
      ["lifecycle"],
    );
    const conditions = Object.entries(guardArguments).flatMap(([argument, { operator, variable }]): readonly Condition[] => {
      const value = readOptional(block, argument);
      // A flag stands bare, and IAM compares its text.
      const flag = value?.kind === "expression" && /^(true|false)$/.test(value.code) ? literal(value.code) : value;
      return flag === null ? [] : [{ operator, variable, values: [flag] }];
    });
    return {
      address: block.labels.join("."),
      statementId: textOf(requiredText(block, "statement_id")),
      function: own ?? requiredText(block, "function_name"),
      label,
      provider: providerOf(block),
      qualifier: alias ?? readOptional(block, "qualifier"),
      principal: requiredText(block, "principal"),
      action: readPlain(requiredText(block, "action"), "an action"),
      conditions,
      checked: checkedOf(block),
      excluded: refusedBy(block),
    };
  },
);
