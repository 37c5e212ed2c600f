import type { Derived } from "../compile.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { err } from "./print-output.ts";

/** Whether `--target` names one that no stack here has, after a word on it. */
export function refusedTarget({ target = [] }: { readonly target?: readonly string[] }, { targets }: Derived): boolean {
  const wrong = target.find((name) => !targets.includes(name));
  if (wrong === undefined) return false;
  const near = nearest(wrong, targets);
  const known = targets.length === 0 ? "none of the stacks here has targets" : `there is ${targets.join(", ")}`;
  err(`lambdagrant: no stack here has the target ${wrong}; ${near === undefined ? known : `did you mean ${near}?`}`);
  return true;
}
