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

/** Statements that go into one managed policy, named by the service that they begin with. */
export interface Pack {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/**
 * Statements in managed policies, each service in its own as long as a role takes so many: one more action then moves nothing.
 * A statement that is larger than a policy is divided by its resources, else by its actions. Together they grant the same;
 * what cannot be divided comes out as it is, over the limit.
 */
export function packStatements(statements: readonly Statement[], most: number): readonly Pack[] {
  const byService = new Map<string, Statement[]>();
  for (const statement of statements)
    byService.set(serviceOf(statement), [...(byService.get(serviceOf(statement)) ?? []), statement]);
  const services = [...byService].sort(([a], [b]) => (a < b ? -1 : 1));
  const apart = services.flatMap(([service, own]) => fill(own, () => service));
  return apart.length <= most
    ? apart
    : fill(
        services.flatMap(([, own]) => own),
        serviceOf,
      );
}

/** Fills policies one after the other; each is named by its first statement. */
function fill(statements: readonly Statement[], nameOf: (statement: Statement) => string): readonly Pack[] {
  const packs: { name: string; statements: Statement[] }[] = [];
  const waiting = [...statements];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const last = packs.at(-1);
    if (last !== undefined && policySize([...last.statements, next]) <= policyLimits.managed) {
      last.statements.push(next);
      continue;
    }
    const [head, rest] = divide(next);
    packs.push({ name: freeName(nameOf(next), packs), statements: [head] });
    if (rest !== null) waiting.unshift(rest);
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

/** As much of a statement as one policy takes, and the rest of it. */
function divide(statement: Statement): readonly [Statement, Statement | null] {
  if (policySize([statement]) <= policyLimits.managed) return [statement, null];
  const { resources, actions } = statement;
  const halves = (cut: number, by: "resources" | "actions"): readonly [Statement, Statement] => {
    const list: readonly unknown[] = statement[by];
    return [
      { ...statement, [by]: list.slice(0, cut) },
      // Two statements cannot share a Sid.
      { ...statement, [by]: list.slice(cut), sid: statement.sid === null ? null : `${statement.sid}x` },
    ];
  };
  for (const by of ["resources", "actions"] as const) {
    let [fits, tooMany] = [0, (by === "resources" ? resources : actions).length];
    while (tooMany - fits > 1) {
      const middle = Math.floor((fits + tooMany) / 2);
      if (policySize([halves(middle, by)[0]]) <= policyLimits.managed) fits = middle;
      else tooMany = middle;
    }
    if (fits > 0) return halves(fits, by);
  }
  return [statement, null];
}
