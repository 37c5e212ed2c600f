import type { Reference } from "../grants.ts";
import { partsOf, textOf } from "../iam/arn.ts";
import { takesStar } from "../iam/reference/exceptions.ts";
import { findAction } from "../iam/reference/reference.ts";
import { escalations } from "./decide/escalation.ts";
import { type FunctionNeeds, rolesOf } from "./function-needs.ts";
import { rulesOf } from "./prove-stack.ts";
import type { Rule } from "./rule.ts";

/** What holds and a reviewer should know all the same. */
interface Notes {
  /** What was taken for granted, since only Terraform knows it. */
  readonly assumptions: readonly string[];
  /** Actions on `"*"`, and why it cannot be less. */
  readonly unavoidable: readonly Note[];
  /** Wide on request, with the spec's reason. */
  readonly broad: readonly Note[];
  /** Ways to more permissions. */
  readonly escalations: readonly (Note & { readonly docs: string })[];
  /** What the role has beside what was proven: policies that AWS or somebody else writes. */
  readonly outside: readonly OutsideNote[];
  /** What is managed elsewhere, and may allow more than was proven. */
  readonly elsewhere: readonly ElsewhereNote[];
  /** Doors that are open on request, or that nothing could guard. */
  readonly open: readonly Note[];
}

/** A policy that others write: what it allows is outside of the proof. */
interface OutsideNote {
  readonly policy: string;
  readonly why: string;
  readonly line: number;
}

/** What others manage, so that nobody here knows all that it allows. */
export interface ElsewhereNote {
  /** The role that the function runs with, one that a service invokes it with, or the function's own policy. */
  readonly what: "role" | "invoking role" | "own policy";
  /** The role's ARN; null for the role of a function that is itself managed elsewhere, and for a policy. */
  readonly name: string | null;
  readonly line: number;
}

export interface Note {
  readonly action: string;
  readonly resource: string;
  readonly reason: string;
  readonly line: number | null;
}

/** Gathers what a reviewer should know of one function. */
export function notesOf(needs: FunctionNeeds): Notes {
  const rules = rulesOf(needs);
  const allowed = rolesOf(needs)
    .flatMap((role) => role.rules)
    .filter(({ effect }) => effect === "Allow");
  const trusted = rolesOf(needs).flatMap(({ trust }) => trust ?? []);
  return {
    assumptions: assumptionsOf(rules),
    unavoidable: allowed.filter(({ resource }) => isStar(resource)).flatMap((rule) => whyStar(rule)),
    broad: needs.broad.map(({ rule, reason }) => note(rule, reason)),
    escalations: allowed.flatMap((rule) => {
      const found = Object.hasOwn(escalations, rule.action) ? escalations[rule.action] : undefined;
      return found === undefined ? [] : [{ ...note(rule, found.how), docs: found.docs }];
    }),
    outside: rolesOf(needs).flatMap(({ managedPolicies }) =>
      managedPolicies.map(({ arn, why, place: { line } }) => ({ policy: textOf(arn), why, line })),
    ),
    elsewhere: elsewhereOf(needs),
    open: [...trusted.flatMap(openTrust), ...needs.invocations.flatMap(openInvocation)],
  };
}

function elsewhereOf({ role, invokers, managed, place: { line } }: FunctionNeeds): readonly ElsewhereNote[] {
  const named = (what: ElsewhereNote["what"], arn: Reference | null | undefined): readonly ElsewhereNote[] =>
    arn === null || arn === undefined ? [] : [{ what, name: textOf(arn), line }];
  const invoking = invokers.flatMap(({ elsewhere }) => named("invoking role", elsewhere));
  return [
    ...(role === null ? [{ what: "role", name: null, line } as const] : named("role", role.elsewhere)),
    ...new Map(invoking.map((one) => [one.name, one])).values(),
    ...(managed ? [] : [{ what: "own policy", name: null, line } as const]),
  ];
}

function note({ action, resource, place }: Rule, reason: string): Note {
  return { action, resource: textOf(resource), reason, line: place?.line ?? null };
}

function isStar(resource: Reference): boolean {
  return resource.kind === "literal" && resource.text === "*";
}

function whyStar(rule: Rule): readonly Note[] {
  const action = findAction(rule.action);
  if (action === undefined || !takesStar(action)) return [];
  return [note(rule, action.types.length === 0 ? "AWS cannot scope it" : "its call need not name a resource")];
}

function assumptionsOf(rules: readonly Rule[]): readonly string[] {
  const references = rules.flatMap(({ resource, conditions }) => [resource, ...conditions.flatMap(({ values }) => values)]);
  const codes = references.flatMap((reference) =>
    partsOf(reference).flatMap((part) => (part.kind === "expression" ? [part.code] : [])),
  );
  return [...new Set(codes)].sort().map((code) => `\${${code}} is the same text wherever it stands, without a wildcard`);
}

/** Lambda's own trust is as AWS documents it; any other service should say for whom it acts. */
function openTrust(rule: Rule): readonly Note[] {
  if (rule.principal?.startsWith("aws ") === true) return openAccount(rule);
  if (rule.conditions.length > 0 || rule.principal === "service lambda.amazonaws.com") return [];
  return [note(rule, `${rule.principal?.replace("service ", "")} assumes the role without any guard`)];
}

/** A role or a user that is named is no open door; neither is an account that must say more than that it is of an organization. */
function openAccount(rule: Rule): readonly Note[] {
  const said = rule.conditions.map(({ variable }) => variable.toLowerCase());
  if (!/:root$/.test(rule.principal ?? "") || said.includes("aws:principalarn")) return [];
  const account = rule.principal?.replace(/^aws /, "");
  const whom = said.includes("sts:externalid") ? "whoever there knows the external id" : "everybody in it whom it allows";
  return [note(rule, `${whom} may assume the role: ${account}`)];
}

function openInvocation(rule: Rule): readonly Note[] {
  const { principal, conditions } = rule;
  const guarded = conditions.some(({ variable }) => variable === "aws:PrincipalOrgID");
  if (principal === "*" && !guarded) return [note(rule, "anybody who knows the function's URL may call it")];
  const [, id, account = id] = /^(\d{12})$|^arn:.+:iam::(.+):root$/.exec(principal ?? "") ?? [];
  return account !== undefined && conditions.length === 0
    ? [note(rule, `everybody in the account ${account} whom it allows may call it`)]
    : [];
}
