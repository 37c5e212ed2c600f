import { type Diagnostic, error, type Span, warning } from "../../diagnostics/diagnostic.ts";
import type { FunctionGrants, StackGrants } from "../../grants.ts";
import { textOf } from "../arn.ts";
import { policyLimits } from "./policy-size.ts";

/** What is wrong with policies that others write, on the role of a function: too many, or no others'. */
export function* checkAttachedPolicies(of: FunctionGrants, stack: StackGrants, span: Span): Generator<Diagnostic> {
  if (of.attachments.length === 0) return;
  yield* checkNumber(of, span);
  const made = new Set(stack.functions.flatMap(({ policies }) => policies.map(({ label }) => `aws_iam_policy.${label}`)));
  for (const { policy } of of.attachments) {
    const address = policy.kind === "expression" ? policy.code.split(".").slice(0, 2).join(".") : "";
    if (!made.has(address)) continue;
    const message = `${textOf(policy)} is no policy of others: the compiler makes it for a function of this stack`;
    yield error("argument-not-allowed", span, message, "say under `actions:` what this function may do, too");
  }
}

/** An account may have asked for more than a role takes by itself. */
function* checkNumber({ policies, attachments }: FunctionGrants, span: Span): Generator<Diagnostic> {
  const { managedPerRole, managedByQuota } = policyLimits;
  const own = policies.filter(({ kind }) => kind === "managed").length;
  const all = own + attachments.length;
  const beside = own === 0 ? "" : `, ${own} of them its own`;
  const hint = "say what the code may do under `actions:` in the place of some";
  if (all > managedByQuota) {
    const message = `this function's role would have ${all} managed policies${beside}; AWS takes ${managedByQuota} at most`;
    yield error("value-out-of-range", span, message, hint);
  } else if (all > managedPerRole) {
    const message = `this function's role has ${all} managed policies${beside}; AWS takes ${managedPerRole}, and up to ${managedByQuota} where the account's quota was raised`;
    yield warning("value-out-of-range", span, message, hint);
  }
}
