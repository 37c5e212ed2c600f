import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import type { StackGrants } from "../grants.ts";
import { type Beside, cycleOf } from "./cycles.ts";

/** What of a stack waits for itself, also through what is written by hand beside it; `spans` are the places of its functions. */
export function* checkCycles(stack: StackGrants, spans: readonly Span[], beside?: Beside): Generator<Diagnostic> {
  const cycle = cycleOf(stack, beside);
  const at = cycle === null ? undefined : spans[cycle.function];
  if (cycle === null || at === undefined) return;
  const message = `these wait for each other: ${cycle.path.join(" → ")}`;
  yield error("dependency-cycle", at, message, "name one of them by its ARN or its name, written out: text waits for nothing");
}
