import { type Diagnostic, type Span, warning } from "../../diagnostics/diagnostic.ts";
import { accountConcurrency } from "../../sources/argument-limits.ts";
import { argumentAt } from "../values/value.ts";
import { type StackOfSpecs, withinStack } from "./identity.ts";

/** Executions that a function keeps for itself. */
export interface Reserved {
  /** Its account and region. */
  readonly home: string;
  readonly executions: number;
  readonly span: Span;
}

/** What the functions of a stack reserve. */
export function reservedIn(stack: StackOfSpecs): readonly Reserved[] {
  return stack.specs.flatMap(({ arguments: body, settings, span }) => {
    const value = argumentAt(body, "reserved_concurrent_executions");
    if (typeof value !== "number" || value <= 0) return [];
    return [{ home: withinStack(stack, settings.home.account, settings.home.region), executions: value, span }];
  });
}

/** Functions that reserve more together than an account has in a region: a warning, told once, since AWS gives more to who asks. */
export function* checkConcurrency(reserved: readonly Reserved[]): Generator<Diagnostic> {
  const { most, unreserved } = accountConcurrency;
  const sums = new Map<string, number>();
  for (const { home, executions, span } of reserved) {
    const before = sums.get(home) ?? 0;
    const now = before + executions;
    sums.set(home, now);
    if (before > most - unreserved || now <= most - unreserved) continue;
    const message = `with this one the functions of the account and region reserve ${now} executions; an account has ${most} unless AWS gave it more, and keeps ${unreserved} of them for functions that reserve none`;
    yield warning("value-out-of-range", span, message, "reserve fewer, or ask AWS for more before it is applied");
  }
}
