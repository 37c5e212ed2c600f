import type { Reference, Statement } from "../../grants.ts";
import { partsOf, textOf } from "../arn.ts";
import { executionDocument } from "./policy-document.ts";

/**
 * What fits into a policy. IAM counts characters without white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const policyLimits = { inline: 10_240, managed: 6_144, managedPerRole: 10, managedByQuota: 20, trust: 4_096 } as const;

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const resourcePolicyLimit = 20_480;

/** An expression may become any text; most are an ARN whole or a name inside one. */
const guessed = { arn: 90, part: 30 } as const;

/** Characters of the document that carries these statements, as far as they are known. */
export function policySize(statements: readonly Statement[]): number {
  const document = executionDocument(statements);
  if (document === null) return 0;
  const references = statements.flatMap(({ resources, conditions }) => [
    ...resources,
    ...conditions.flatMap(({ values }) => values),
  ]);
  return JSON.stringify(document).length + references.reduce((sum, reference) => sum + growth(reference), 0);
}

/** By how much the text of a reference is likely to grow when Terraform fills it in. */
function growth(reference: Reference): number {
  if (reference.kind === "literal") return 0;
  const expressions = partsOf(reference).filter((part) => part.kind === "expression").length;
  const written = JSON.stringify(textOf(reference)).length - JSON.stringify(withoutExpressions(reference)).length;
  return (reference.kind === "expression" ? guessed.arn : expressions * guessed.part) - written;
}

function withoutExpressions(reference: Reference): string {
  return partsOf(reference)
    .map((part) => (part.kind === "literal" ? part.text : ""))
    .join("");
}
