import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import type { FunctionGrants } from "../../grants.ts";
import { resourceDocument, trustDocument } from "./policy-document.ts";
import { policyLimits, policySize, resourcePolicyLimit } from "./policy-size.ts";

/** What of a function's documents AWS would not take: policy-too-large, and by how much. */
export function* checkSizes(of: FunctionGrants, span: Span): Generator<Diagnostic> {
  for (const { kind, statements } of of.policies) {
    const size = policySize(statements);
    const over = size - policyLimits[kind];
    if (over <= 0) continue;
    const hint = "divide the entry with the most actions or condition values, or let several functions share the work";
    yield error(
      "policy-too-large",
      span,
      `one statement of this function is ${over} characters over what a policy may have (${policyLimits[kind]})`,
      hint,
    );
  }
  const managed = of.policies.filter(({ kind }) => kind === "managed").length;
  // With those of others, `checkAttached` counts them.
  if (of.attachments.length === 0 && managed > policyLimits.managedPerRole) {
    const message = `this function needs ${managed} managed policies; a role takes ${policyLimits.managedPerRole}, so ${managed - policyLimits.managedPerRole} are too many`;
    yield error("policy-too-large", span, message, "name resources by a common prefix, or divide the function");
  }
  const trust = of.role === null ? 0 : JSON.stringify(trustDocument(of.role.trust)).length;
  if (trust > policyLimits.trust) {
    const message = `the trust policy of this function's role is ${trust - policyLimits.trust} characters over what a role may have (${policyLimits.trust})`;
    yield error("policy-too-large", span, message, "trust fewer principals, or one role that the others assume");
  }
  const document = resourceDocument(of);
  const bytes = document === null ? 0 : Buffer.byteLength(JSON.stringify(document));
  if (bytes > resourcePolicyLimit) {
    const message = `the function's resource policy is ${bytes - resourcePolicyLimit} bytes over what Lambda keeps (${resourcePolicyLimit})`;
    yield error("policy-too-large", span, message, "let one permission cover several routes (path: /orders/*), or remove some");
  }
}
