import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import { inTargets } from "../spec/target/told-once.ts";
import { type NameInAccount, type Taker, takenTwice } from "./account-names.ts";
import { oneMakesIt } from "./collisions.ts";

/** A stack, as far as others would take its names. */
interface NamedStack {
  readonly target: string | null;
  /** Where its functions stand. */
  readonly functions: readonly Span[];
  /** Of each of them. */
  readonly names: readonly (readonly NameInAccount[])[];
}

/** Names that two stacks, or two targets, would give to two things of one account. */
export function* checkAccounts(stacks: readonly NamedStack[]): Generator<Diagnostic> {
  for (const { what, where, first, second } of takenTwice(stacks.map(({ names }) => names))) {
    const spot = (at: Taker) => stacks[at.stack]?.functions[at.function];
    const [at, other] = [spot(second), spot(first)];
    if (at === undefined || other === undefined) continue;
    const of = (one: Taker) => inTargets([stacks[one.stack]?.target ?? []].flat());
    yield error(
      "duplicate-name",
      at,
      `${what}${of(second)} and that of the function at ${other.file}:${other.line}${of(first)} would be one: both are in ${where}`,
      what.startsWith("the log group")
        ? oneMakesIt
        : "set `name_prefix` or `name_suffix` in the stack.yaml or the target of one of them, or rename one",
    );
  }
}
