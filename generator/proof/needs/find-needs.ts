import type { Condition, Reference } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { remembered } from "../../remembered.ts";
import { lambdaPrincipal, qualifiedPattern } from "../../sources/role-facts.ts";
import type { Spec, TrustedPrincipal } from "../../spec/spec.ts";
import type { FunctionNeeds, RoleNeeds } from "../function-needs.ts";
import { keyOf } from "../pattern.ts";
import { roleKey } from "../read/read-output.ts";
import type { Rule } from "../rule.ts";
import { misreadOf } from "../words/misread.ts";
import { saidText, wordsOfDocument } from "../words/said.ts";
import { actionRules, copying, denied, impliedRules, logRules, mountRules, sendRules } from "./execution-needs.ts";
import { pollRules } from "./pull-needs.ts";
import { invocations, invokerRoles } from "./push-needs.ts";
import { assume, boundaryOf, composedArn, filledPattern, placeOf } from "./write-needs.ts";

/**
 * A checked spec → what it needs, for the proof: from the tables of sources and AWS's reference, without any of the code that derives
 * what is granted. If the two ever disagree, one of them is wrong, and nothing is written.
 */
export const needsOfSpec = remembered((spec: Spec): FunctionNeeds => {
  const name = textOf(spec.name);
  return {
    function: name,
    spec: spec.source,
    place: placeOf(spec.span),
    name: spec.name,
    label: spec.label,
    providers: providersOf(spec),
    managed: spec.managed,
    role: executionRole(spec),
    invokers: spec.push.flatMap((entry) => invokerRoles(spec, entry)),
    invocations: spec.push.flatMap((entry) => invocations(spec, entry)),
    misread: misreadOf(spec),
    broad: spec.actions.flatMap((entry) =>
      entry.broad === null ? [] : actionRules({ ...spec, actions: [entry] }).map((rule) => ({ rule, reason: entry.broad ?? "" })),
    ),
  };
});

function providersOf(spec: Spec): FunctionNeeds["providers"] {
  const words = wordsOfDocument(spec);
  const ofStack = saidText(words.stack, "provider");
  return { own: saidText(words.function, "provider") ?? ofStack, ofStack };
}

/** The need of a role, a user or an account to assume the role, and all that must be said of the call. */
function assumeAs({ principal, externalId, organization, roles, asked, span }: TrustedPrincipal): Rule {
  const one = (operator: string, variable: string, values: readonly Reference[]): readonly Condition[] =>
    values.length === 0 ? [] : [{ operator, variable, values }];
  const conditions = [
    ...one("StringEquals", "sts:ExternalId", externalId === null ? [] : [externalId]),
    ...one("StringEquals", "aws:PrincipalOrgID", organization === null ? [] : [organization]),
    ...one("ArnLike", "aws:PrincipalArn", roles),
    ...asked,
  ];
  return assume(`aws ${keyOf(principal)}`, conditions, "role.principals", placeOf(span));
}

/** Of a function of others, what only says who may invoke it asks nothing of its role, not even that it writes its log. */
function isOfOthers({ managed, role, logs }: Spec, rules: readonly Rule[]): boolean {
  if (managed || role.own) return false;
  return logs?.asked !== true && rules.every(({ cause }) => cause === "logs");
}

function executionRole(spec: Spec): RoleNeeds | null {
  const { existing, services, guarded, asked } = spec.role;
  const cause = "role";
  const place = placeOf(spec.span);
  const replicating = copying(spec).map(({ trusts }) => trusts);
  const account: Condition = { operator: "StringEquals", variable: "aws:SourceAccount", values: [spec.settings.home.account] };
  const source: Condition = {
    operator: "ArnLike",
    variable: "aws:SourceArn",
    values: [composedArn(spec), filledPattern(qualifiedPattern, spec.settings.home, { FunctionName: spec.name })],
  };
  const byServices = [...new Set([lambdaPrincipal, ...services, ...replicating])].map((service) =>
    assume(`service ${service}`, guarded && service === lambdaPrincipal ? [source, account] : asked, cause, place),
  );
  const trust = [...byServices, ...spec.role.principals.map(assumeAs)];
  const rules = [
    ...logRules(spec),
    ...impliedRules(spec),
    ...mountRules(spec),
    ...[spec.destinations.onSuccess, spec.destinations.onFailure].flatMap((target, index) =>
      target === null ? [] : sendRules(target, spec, index === 0 ? "function.on_success" : "function.on_failure", place),
    ),
    ...spec.pull.flatMap((entry) => pollRules(spec, entry)),
    ...actionRules(spec),
    ...(spec.role.denyNetworkInterfaces && spec.arguments.some(({ name }) => name === "vpc_config") ? denied(spec) : []),
  ];
  if (isOfOthers(spec, rules)) return null;
  return {
    key: existing === null ? `role ${spec.label}` : roleKey(existing.name),
    runsWith: existing === null ? `role ${spec.label}` : roleKey(existing.arn),
    label: spec.label,
    elsewhere: existing?.arn ?? null,
    trust: existing === null ? trust : null,
    boundary: existing === null ? boundaryOf(spec) : null,
    managedPolicies: spec.role.managedPolicies.map(({ arn, why, span }) => ({ arn, why, place: placeOf(span) })),
    rules,
  };
}
