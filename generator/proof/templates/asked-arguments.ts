import type { Argument, Check, Expression, Lifecycle, Order, Reference, Value } from "../../grants.ts";

/** The arguments of the blocks that the output must have. */

/** Arguments by name; null where one is not given. */
export type Given = Readonly<Record<string, Value | null>>;

/** What a resource is replaced with, by what an update of that leaves as it is; what is checked of it; what the spec says of it. */
export function lifecycle(
  { replacedWith }: Pick<Order, "replacedWith">,
  checks: readonly Check[] = [],
  said: Partial<Lifecycle> = {},
): readonly Argument[] {
  const triggers = addresses(replacedWith.map((address) => `${address}.id`));
  const preconditions = checks.map(({ argument, value, pattern, takes, not }) =>
    nested("precondition", {
      condition: askedCode(`${not === true ? "!" : ""}can(regex("${pattern}", ${value.code}))`),
      error_message: askedText(`${argument}: this must be ${takes}.`),
    }),
  );
  const given = {
    replace_triggered_by: triggers,
    create_before_destroy: said.createBeforeDestroy === true ? true : null,
    prevent_destroy: said.preventDestroy === true ? true : null,
    ignore_changes: addresses(said.ignoreChanges ?? []),
  };
  const isEmpty = Object.values(given).every((value) => value === null) && preconditions.length === 0;
  return isEmpty ? [] : [nested("lifecycle", given, preconditions)];
}

/** A block within another. */
export function nested(name: string, given: Given, more: readonly Argument[] = []): Argument {
  return { kind: "block", name, body: [...attributes(given), ...more] };
}

/** Arguments with values; null where one is not given. */
export function attributes(given: Given): readonly Argument[] {
  return Object.entries(given).flatMap(([name, value]): readonly Argument[] =>
    value === null ? [] : [{ kind: "attribute", name, value }],
  );
}

/** Addresses as a list of references; null where there are none. */
export function addresses(names: readonly string[]): readonly Reference[] | null {
  return names.length === 0 ? null : names.map(askedCode);
}

/** Characters that stand for themselves. */
export function askedText(characters: string): Reference {
  return { kind: "literal", text: characters };
}

/** An expression of Terraform. */
export function askedCode(characters: string): Expression {
  return { kind: "expression", code: characters };
}
