import { type Diagnostic, warning } from "../../diagnostics/diagnostic.ts";
import { accountConcurrency } from "../../sources/argument-limits.ts";
import type { Spec } from "../spec.ts";
import { argumentAt } from "../values/value.ts";
import { type StackOfSpecs, within } from "./identity.ts";

/** Functions that reserve more together than an account has in a region: a warning, told once, since AWS gives more to who asks. */
export function* checkConcurrency(stacks: readonly StackOfSpecs[]): Generator<Diagnostic> {
  const { most, unreserved } = accountConcurrency;
  const reserved = new Map<string, number>();
  for (const stack of stacks) {
    for (const spec of stack.specs) {
      const { account, region } = spec.settings.home;
      const home = within(stack, account, region);
      const before = reserved.get(home) ?? 0;
      const now = before + reservedBy(spec);
      reserved.set(home, now);
      if (before > most - unreserved || now <= most - unreserved) continue;
      const message = `with this one the functions of the account and region reserve ${now} executions; an account has ${most} unless AWS gave it more, and keeps ${unreserved} of them for functions that reserve none`;
      yield warning("value-out-of-range", spec.span, message, "reserve fewer, or ask AWS for more before it is applied");
    }
  }
}

function reservedBy({ arguments: body }: Spec): number {
  const value = argumentAt(body, "reserved_concurrent_executions");
  return typeof value === "number" && value > 0 ? value : 0;
}
