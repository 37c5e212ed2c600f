import { textOf } from "../../iam/arn.ts";
import { requiredText } from "./blocks.ts";
import type { Block } from "./terraform-body.ts";

/** What Terraform checks before it makes anything. */

/** An expression of which a resource demands that it matches a pattern, or that it does not. */
export interface Checked {
  readonly code: string;
  readonly pattern: string;
}

/** The preconditions of a resource that demand a form: `can(regex("…", X))`. */
export function checkedOf(block: Block): readonly Checked[] {
  return matchedIn(block, /^\$\{can\(regex\("((?:[^"\\$%]|[$%](?!\{))*)", (.*)\)\)\}$/s);
}

/** Those that refuse a form: `!can(regex("…", X))`. */
export function refusedBy(block: Block): readonly Checked[] {
  return matchedIn(block, /^\$\{!can\(regex\("((?:[^"\\$%]|[$%](?!\{))*)", (.*)\)\)\}$/s);
}

function matchedIn({ blocks }: Block, condition: RegExp): readonly Checked[] {
  return blocks
    .filter(({ type }) => type === "lifecycle")
    .flatMap((lifecycle) => lifecycle.blocks)
    .flatMap((block) => {
      if (block.type !== "precondition") return [];
      const found = condition.exec(textOf(requiredText(block, "condition")));
      return found === null ? [] : [{ pattern: found[1] ?? "", code: found[2] ?? "" }];
    });
}
