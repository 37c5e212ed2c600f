import type { Reference, Statement } from "../grants.ts";
import { partsOf, textOf } from "./arn.ts";
import { executionDocument } from "./document.ts";

/**
 * What fits into a policy. IAM counts characters without white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const policyLimits = { inline: 10_240, managed: 6_144, managedPerRole: 10 } as const;

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

/** Statements that go into one managed policy, named by the service that they begin with. */
export interface Pack {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/**
 * Statements in as few managed policies as their order by service gives; together they grant the same.
 * A statement that is larger than a policy is divided by its resources. What cannot be divided comes out as it is, over the limit.
 */
export function packStatements(statements: readonly Statement[]): readonly Pack[] {
  const byService = statements
    .flatMap(divided)
    .map((statement) => ({ statement, service: serviceOf(statement) }))
    .sort((a, b) => (a.service < b.service ? -1 : a.service > b.service ? 1 : 0));
  const packs: { name: string; statements: Statement[] }[] = [];
  for (const { statement, service } of byService) {
    const last = packs.at(-1);
    if (last !== undefined && policySize([...last.statements, statement]) <= policyLimits.managed)
      last.statements.push(statement);
    else packs.push({ name: freeName(service, packs), statements: [statement] });
  }
  return packs;
}

function serviceOf({ actions }: Statement): string {
  return (actions[0] ?? "").split(":")[0] ?? "";
}

/** A service that needs several policies numbers them from the second on. */
function freeName(service: string, packs: readonly Pack[]): string {
  const same = packs.filter(({ name }) => name === service || name.startsWith(`${service}-`)).length;
  return same === 0 ? service : `${service}-${same + 1}`;
}

function divided(statement: Statement): readonly Statement[] {
  const { resources } = statement;
  if (policySize([statement]) <= policyLimits.managed || resources.length < 2) return [statement];
  const middle = Math.ceil(resources.length / 2);
  // Two statements cannot share a Sid.
  return [resources.slice(0, middle), resources.slice(middle)].flatMap((half, index) =>
    divided({
      ...statement,
      resources: half,
      sid: statement.sid === null || index === 0 ? statement.sid : `${statement.sid}${half.length}`,
    }),
  );
}
