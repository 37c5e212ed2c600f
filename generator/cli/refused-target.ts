import type { Derived } from "../compile.ts";
import { missingTarget } from "../diagnostics/missing-target.ts";
import { say } from "./print-output.ts";

/** Whether `--target` names one that no stack here has, after a word on it. */
export function refusedTarget(
  { target = [] }: { readonly target?: readonly string[] },
  { targets }: Pick<Derived, "targets">,
): boolean {
  const missing = missingTarget(target, targets);
  if (missing !== null) say(`lambdagrant: ${missing.message}; ${missing.hint}`);
  return missing !== null;
}
