import { type Diagnostic, warning } from "../diagnostics/diagnostic.ts";
import { literal, textOf } from "../iam/arn.ts";
import { morePatternsOfAction } from "../iam/reference/exceptions.ts";
import { findAction } from "../iam/reference/reference.ts";
import { patternsOf } from "../iam/reference/type-patterns.ts";
import { withoutRegion } from "../iam/regions.ts";
import { arnsMeet } from "../proof/decide/arn-pattern.ts";
import { contains, meets } from "../proof/decide/containment.ts";
import { keyOf, lettersOf } from "../proof/pattern.ts";
import type { Rule } from "../proof/rule.ts";
import { remembered } from "../remembered.ts";
import type { About } from "../review/change.ts";
import { levelOf } from "../review/marks.ts";
import { type Held, type ReviewedFunction, rolesMadeFor, rulesOfFunction } from "../review/reviewed.ts";
import { type Forbidden, forbiddenGrants } from "./forbidden-grants.ts";
import { type Reached, reachedBy } from "./reached-by.ts";
import type { CompanyRule } from "./read-rules.ts";
import { saysWho } from "./says-who.ts";

/** What a function is granted that a rule forbids, and approvals that nothing asks for. `rules` are those of its folder. */
export function* judgeRules(of: ReviewedFunction, rules: readonly CompanyRule[]): Generator<Diagnostic> {
  const held = rulesOfFunction(of);
  const approved = new Set(of.spec.approvals.map(({ name }) => name));
  for (const company of rules) {
    if (company.unless !== null && approved.has(company.unless)) continue;
    // Who a service's role lets in is told as who may invoke; here the trust policy itself is what is asked for.
    const trust = company.unguardedTrust ? trustOfAll(of) : held.trust;
    const granted = [...told("invoke", held.invoke), ...told("role", held.role), ...told("trust", trust)];
    const found = granted.filter(({ about, rule }) => rule.effect === "Allow" && forbids(company, about, rule, of));
    yield* forbiddenGrants(company, found, of);
  }
  for (const { name, span } of of.spec.approvals)
    if (!rules.some(({ unless }) => unless === name))
      yield warning("without-effect", span, `no rule here asks for the approval ${name}`);
}

function told(about: About, held: readonly Held[]): readonly Forbidden[] {
  return held.map(({ rule }) => ({ about, rule }));
}

/** Who may assume each role that the output makes: the function's own, and those that services invoke it with, which several entries may share. */
function trustOfAll(of: ReviewedFunction): readonly Held[] {
  return [...new Map(rolesMadeFor(of).map((role) => [textOf(role.arn), role])).values()].flatMap(({ trust }) => trust);
}

/**
 * Whether a rule of the company forbids what a function's rule allows, or some of it, or may: only Terraform knows. What is soon known
 * is asked first: of many rules, nearly all are about other actions.
 */
function forbids(company: CompanyRule, about: About, rule: Rule, of: ReviewedFunction): boolean {
  if (company.about === (about === "role" ? "callers" : "grants")) return false;
  const { services, levels, resources, principals, accounts, outsideAccounts, outsideRegions } = company;
  return (
    fits(services, (service) => service.toLowerCase() === rule.action.split(":")[0]?.toLowerCase()) &&
    fits(levels, (level) => level === levelOf(rule.action)) &&
    fits(actionsOf(company), (pattern) => contains(pattern, lettersOfAction(rule)) === "yes") &&
    (!company.broad ||
      of.needs.broad.some((one) => one.rule.action === rule.action && keyOf(one.rule.resource) === keyOf(rule.resource))) &&
    (!company.isPublic || isPublic(rule)) &&
    (!company.unguardedTrust || (about === "trust" && !rule.conditions.some(saysWho))) &&
    fits(principals, (pattern) => isPrincipal(pattern, rule.principal ?? "")) &&
    fits(resources, (pattern) => mayActOn(company, rule.action, pattern) && arnsMeet(literal(pattern), rule.resource) !== "no") &&
    ((accounts ?? outsideAccounts ?? outsideRegions) === null || reaches(company, reachedBy(about, rule, of)))
  );
}

/** Whether a rule asks for nothing of a kind, or for one that fits. */
function fits<Asked>(asked: readonly Asked[] | null, isOne: (one: Asked) => boolean): boolean {
  return asked === null || asked.some(isOne);
}

function reaches({ accounts, outsideAccounts, outsideRegions }: CompanyRule, reached: Reached): boolean {
  return (
    (accounts === null || reached.accounts.some((account) => accounts.some((one) => meetsText(one, account)))) &&
    (outsideAccounts === null || reached.accounts.some((account) => !outsideAccounts.includes(account))) &&
    (outsideRegions === null || reached.regions.some((region) => !outsideRegions.includes(region)))
  );
}

function isPublic({ principal, conditions }: Rule): boolean {
  return principal === "*" && !conditions.some(({ variable }) => variable.toLowerCase() === "aws:principalorgid");
}

const actionsOf = remembered(
  ({ actions }: CompanyRule) => actions?.map((pattern) => lettersOf(literal(pattern.toLowerCase()))) ?? null,
);

const lettersOfAction = remembered(({ action }: Rule) => lettersOf(literal(action.toLowerCase())));

/** Whether an action can act on things of such ARNs at all: a queue is never an object of S3, whatever its ARN turns out to be. */
function mayActOn(company: CompanyRule, name: string, pattern: string): boolean {
  const known = answersOf(company);
  const key = `${name} ${pattern}`;
  const answer = known.get(key) ?? canActOn(name, pattern);
  known.set(key, answer);
  return answer;
}

/** By action and pattern, as long as the rule. */
const answersOf = remembered((_: CompanyRule) => new Map<string, boolean>());

function canActOn(name: string, pattern: string): boolean {
  const action = findAction(name);
  if (action === undefined || pattern === "*") return true;
  const shapes = [...action.types.flatMap(patternsOf), ...(morePatternsOfAction[action.full]?.patterns ?? [])];
  return shapes.some((shape) => arnsMeet(literal(shape.replaceAll(/\$\{\w+\}/g, "*")), literal(pattern)) !== "no");
}

/**
 * Whether a principal is one that the pattern names, lets one in as all of its account, or may be one: only Terraform knows. `*`
 * alone is everybody; elsewhere it stands for a part of a name.
 */
function isPrincipal(pattern: string, principal: string): boolean {
  if (principal === "*") return true;
  if (pattern === "*") return false;
  if (principal.includes("${")) return true;
  const all = /^\d{12}$/.exec(principal)?.[0];
  const named = /^(?:arn:[^:]*:iam::)?([\d*?]+)(?::|$)/.exec(pattern)?.[1];
  return (
    (all !== undefined && named !== undefined && meetsText(named, all)) ||
    // A service calls from some regions by a name with the region in it: it is the same one.
    [principal, withoutRegion(principal)].some(
      (name) => contains(lettersOf(literal(pattern)), lettersOf(literal(name))) === "yes",
    )
  );
}

function meetsText(a: string, b: string): boolean {
  return meets(lettersOf(literal(a)), lettersOf(literal(b))) !== "no";
}
