import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import type { FunctionGrants, Reference, StackGrants, Statement } from "../../grants.ts";
import { textOf } from "../arn.ts";
import { policyLimits, policySize } from "./policy-size.ts";

/** What functions put on a role together, of which AWS counts all: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */

/** A policy of one function on a role. */
interface OnRole {
  readonly function: number;
  readonly role: Reference;
  readonly kind: "inline" | "managed";
  readonly statements: readonly Statement[];
}

/** Roles of several functions whose policies are too large, or too many, together: policy-too-large, at the first that is over. */
export function* checkSharedSizes({ functions, invokers }: StackGrants, spans: readonly Span[]): Generator<Diagnostic> {
  for (const { label, statements } of invokers) {
    const over = policySize(statements) - policyLimits.inline;
    if (over <= 0) continue;
    const first = functions.findIndex((of) => of.invokers.some((share) => share.label === label));
    const message = `the role ${label}, by which a service calls this function and others, is ${over} characters over what a role's own policies may have together (${policyLimits.inline})`;
    yield* at(spans, first, message, "let fewer functions be called by it");
  }
  const byRole = new Map<string, OnRole[]>();
  for (const one of functions.flatMap(policiesOn)) {
    const key = roleName(one.role, functions);
    byRole.set(key, [...(byRole.get(key) ?? []), one]);
  }
  for (const [role, all] of byRole) {
    // What one function has by itself was measured with it, but for what services are allowed on the same role.
    const inline = all.filter(({ kind }) => kind === "inline");
    const over = firstOver(inline, policyLimits.inline, ({ statements }) => policySize(statements));
    if (over !== null) {
      const whose = over.others === 0 ? "this function's policies" : `the policies of this function and ${countOf(over.others)}`;
      const message = `${whose} on the role ${role} are ${over.by} characters over what a role's own policies may have together (${policyLimits.inline})`;
      yield* at(
        spans,
        over.function,
        message,
        "write `role: {policy: managed}` in some, or give each function a role of its own",
      );
    }
    const managed = firstOver(
      all.filter(({ kind }) => kind === "managed"),
      policyLimits.managedPerRole,
      () => 1,
    );
    if (managed === null || managed.others === 0) continue;
    const message = `this function and ${countOf(managed.others)} have ${managed.by + policyLimits.managedPerRole} managed policies on the role ${role}; a role takes ${policyLimits.managedPerRole}`;
    yield* at(spans, managed.function, message, "give some of them a role of their own");
  }
}

function policiesOn({ policies, invokers }: FunctionGrants, index: number): readonly OnRole[] {
  return [
    ...policies.map(({ role, kind, statements }) => ({ function: index, role, kind, statements })),
    ...invokers.flatMap(({ existing, statements }) =>
      existing === null ? [] : [{ function: index, role: existing, kind: "inline" as const, statements }],
    ),
  ];
}

/** The role as all of them name it: by the name that it has, where the stack makes it. */
function roleName(role: Reference, functions: readonly FunctionGrants[]): string {
  const [, label] = /^\$\{aws_iam_role\.([\w-]+)\.(?:name|id)\}$/.exec(textOf(role)) ?? [];
  const made = label === undefined ? undefined : functions.find((of) => of.label === label && of.role !== null)?.role;
  return made === undefined || made === null ? textOf(role) : textOf(made.name);
}

interface Over {
  readonly function: number;
  /** How many other functions have policies there. */
  readonly others: number;
  /** Of all of them. */
  readonly by: number;
}

function firstOver(all: readonly OnRole[], most: number, measure: (one: OnRole) => number): Over | null {
  let sum = 0;
  let first: number | null = null;
  for (const one of all) {
    sum += measure(one);
    if (sum > most) first ??= one.function;
  }
  if (first === null) return null;
  return { function: first, others: new Set(all.map((one) => one.function)).size - 1, by: sum - most };
}

function countOf(others: number): string {
  return others === 1 ? "another" : `${others} others`;
}

function* at(spans: readonly Span[], index: number, message: string, hint: string): Generator<Diagnostic> {
  const span = spans[index];
  if (span !== undefined) yield error("policy-too-large", span, message, hint);
}
