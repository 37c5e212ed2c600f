import type { Check, DefaultTags, Reference } from "../grants.ts";
import { printReference } from "./quote.ts";
import { composed, plainText } from "./references.ts";

/** What stops a plan: conditions that Terraform judges, with what they say where one does not hold. */

/** What the plan refuses, since it would take a guard away or open it. No pattern holds a quote, a backslash or a dollar before a brace. */
export function preconditionsOf(
  checks: readonly Check[],
): readonly { readonly condition: Reference; readonly message: string }[] {
  return checks.map(({ argument, value, pattern, takes, not }) => ({
    condition: composed(`${not === true ? "!" : ""}can(regex("${pattern}", ${value.code}))`),
    message: `${argument}: this must be ${takes}.`,
  }));
}

/** What the plan refuses, since the provider would not give a tag that the stack counts on. */
export function tagChecksOf({ tags }: DefaultTags): readonly { readonly condition: Reference; readonly message: Reference }[] {
  return tags.map(({ key, value }) => ({
    condition: composed(`lookup(self.tags, ${printReference(plainText(key))}, "") == ${operand(value)}`),
    message: plainText(`the provider's default_tags must give the tag ${key} as the stack says it.`),
  }));
}

/** A value beside an operator: an expression that has some of its own stands in parentheses. */
function operand(value: Reference): string {
  const printed = printReference(value);
  return value.kind === "expression" && /[^\w.[\]-]/.test(printed) ? `(${printed})` : printed;
}
