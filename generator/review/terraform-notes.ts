import { textOf } from "../iam/arn.ts";
import { keptArguments } from "../sources/implied.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import type { Matched } from "./match-functions.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/** What Terraform makes of a change otherwise than its reader may think, a sentence each. */
export function notesOf({ base, head, how }: Matched): readonly string[] {
  if (base === null || head === null || !base.grants.managed || !head.grants.managed) return [];
  if (how === "same") return keptOf(base, head);
  return base.stack === head.stack && base.target === head.target ? relabelled(base, head) : [];
}

/** A function that Terraform updates goes on with what its spec no longer says. */
function keptOf(base: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  // Another kind of package makes another function, which begins without it.
  if (textAt(base, "package_type") !== textAt(head, "package_type")) return [];
  return keptArguments.flatMap(({ argument, value, instead }) => {
    const was = textAt(base, argument);
    if (was === null || (value !== undefined && was !== value) || textAt(head, argument) !== null) return [];
    const write = instead.replace("${Function}", () => head.name);
    return [
      `Terraform keeps ${argument} as it is where nothing is said of it, and the right to it goes: for one apply, write ${write}`,
    ];
  });
}

function textAt({ spec }: ReviewedFunction, argument: string): string | null {
  const value = argumentAt(spec.arguments, argument);
  return isReference(value) ? textOf(value) : null;
}

/** Under another label there is nothing by which Terraform knows what belongs together. */
function relabelled({ grants: { label } }: ReviewedFunction, head: ReviewedFunction): readonly string[] {
  if (label === head.grants.label) return [];
  return [
    `the label follows the name, so Terraform makes all of it anew and deletes the old, in no order, and its mappings begin anew: to keep what stays, write \`label: ${label}\` under \`function\``,
  ];
}
