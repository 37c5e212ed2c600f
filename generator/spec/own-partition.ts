import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { isLiteral } from "../iam/arn.ts";

/** The shape of an ARN in a hint: its region is left open, or it has none. */
const shape = /\barn:aws:(?=[A-Za-z0-9-]+:(?:[A-Z_]+)?:)/g;

/** Hints show ARNs of the partition that most stacks lie in: those of a stack that is known to lie elsewhere lie there. */
export function inOwnPartition(diagnostics: readonly Diagnostic[], partition: Reference): readonly Diagnostic[] {
  if (!isLiteral(partition) || partition.text === "aws") return diagnostics;
  return diagnostics.map((one) =>
    one.hint === undefined ? one : { ...one, hint: one.hint.replace(shape, () => `arn:${partition.text}:`) },
  );
}
