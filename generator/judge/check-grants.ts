import { idleDenies } from "../derive/role/idle-denies.ts";
import { type Diagnostic, error, type Span, warning } from "../diagnostics/diagnostic.ts";
import type { FunctionGrants, StackGrants } from "../grants.ts";
import { checkAttachedPolicies } from "../iam/policy/attached-policies.ts";
import { checkSizes } from "../iam/policy/policy-limits.ts";
import { checkSharedSizes } from "../iam/policy/role-limits.ts";
import { listing } from "../iam/reference/wording.ts";
import type { Spec } from "../spec/spec.ts";
import { checkCycles } from "./check-cycles.ts";
import { collisionsOf, groupsMadeTwice, oneMakesIt } from "./collisions.ts";

/** Who writes a deny wants to take something away. */
export function* checkDenies(spec: Spec, of: FunctionGrants | undefined): Generator<Diagnostic> {
  for (const { entry, actions } of of === undefined ? [] : idleDenies(spec, of)) {
    const message = `nothing of this function allows ${listing(actions)} there, so there is nothing to deny`;
    const hint = "remove it, unless another policy of the role comes from elsewhere";
    yield warning("without-effect", entry.span, message, hint);
  }
}

/** What is wrong with grants that no spec shows alone: their sizes, what two functions would share, what waits for itself. */
export function* checkGrants(stack: StackGrants, spans: readonly Span[]): Generator<Diagnostic> {
  const { functions } = stack;
  for (const [index, of] of functions.entries()) {
    const span = spans[index];
    if (span !== undefined) yield* [...checkSizes(of, span), ...checkAttachedPolicies(of, stack, span)];
  }
  yield* checkSharedSizes(stack, spans);
  for (const { what, named, first, second } of collisionsOf(functions)) {
    const [at, other] = [spans[second], spans[first]];
    if (at === undefined || other === undefined) continue;
    yield error(
      "duplicate-label",
      at,
      first === second
        ? `this function would have ${what} twice`
        : `this function and the one at ${other.file}:${other.line} would both have ${what}`,
      first === second
        ? "give the entry or the role another name"
        : named
          ? "give one of them another name, or its role: `role: {name: …}`"
          : "give one of them another name or a `label`",
    );
  }
  for (const { what, first, second } of groupsMadeTwice(functions)) {
    const [at, other] = [spans[second], spans[first]];
    if (at === undefined || other === undefined) continue;
    const message = `this function and the one at ${other.file}:${other.line} would both make ${what}`;
    yield error("duplicate-name", at, message, oneMakesIt);
  }
  yield* checkCycles(stack, spans);
}
