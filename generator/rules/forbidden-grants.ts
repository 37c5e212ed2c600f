import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import { literal, textOf } from "../iam/arn.ts";
import { listing } from "../iam/reference/wording.ts";
import { arnsMeet } from "../proof/decide/arn-pattern.ts";
import type { Rule } from "../proof/rule.ts";
import type { About } from "../review/change.ts";
import { grantOf } from "../review/grant.ts";
import { conditionWords, grantWords } from "../review/print/words.ts";
import type { ReviewedFunction } from "../review/reviewed.ts";
import { mappingAt } from "../spec/language/at-key.ts";
import type { Spec } from "../spec/spec.ts";
import { entryOf } from "../spec/yaml/yaml-node.ts";
import type { CompanyRule } from "./read-rules.ts";

/** A grant of a function that a rule of the company forbids. */
export interface Forbidden {
  readonly about: About;
  readonly rule: Rule;
}

/** What one rule forbids of a function: a mistake for each entry that asks for it, since one entry is one place to mend. */
export function forbiddenGrants(company: CompanyRule, found: readonly Forbidden[], of: ReviewedFunction): readonly Diagnostic[] {
  return alike(found, ({ rule }) => JSON.stringify(spanOf(rule, of.spec))).map((entry) => {
    const message = `${company.sentence}: ${of.name} ${entryWords(entry)}${doubtWords(company, entry)}`;
    const [{ rule }] = entry;
    const told = { ...error("forbidden-grant", spanOf(rule, of.spec), message, hintOf(company)), of: [of.name, of.spec.source] };
    return entry.length === 1 ? told : { ...told, details: entry.map((one) => sentence(one, [one])) };
  });
}

function hintOf({ span, unless }: CompanyRule): string {
  const where = `the rule is at ${span.file}:${span.line}`;
  return unless === null ? where : `${where}; where it must be, add \`approvals: {${unless}: <reason>}\` to the spec`;
}

/** No sentence says more usefully; `details` has all of it. */
const most = 3;

function entryWords(entry: Some): string {
  const sentences = alike(byResource(entry), actionsOf).map((same) => sentence(same[0][0], same.flat()));
  const more = sentences.length - most;
  return [...sentences.slice(0, most), ...(more > 0 ? [`${more} more like these`] : [])].join("; and ");
}

/** What the role may do on one resource stands together; who is let in has a sentence of its own. */
function byResource(entry: Some): readonly Some[] {
  return alike(entry, ({ about, rule }) => {
    const { action, ...grant } = grantOf(rule);
    return JSON.stringify(about === "role" ? grant : [about, action, grant]);
  });
}

/** Resources of the same actions are said together. */
function actionsOf(resource: Some): string {
  const [{ about, rule }] = resource;
  const { condition } = grantOf(rule);
  return JSON.stringify(about === "role" ? [condition, ...resource.map((one) => one.rule.action)] : [about, grantOf(rule)]);
}

/** Grants that differ in their actions and resources alone: each of these actions on each of these resources. */
function sentence({ about, rule }: Forbidden, same: readonly Forbidden[]): string {
  const grant = grantOf(rule);
  const condition = conditionWords(grant);
  const actions = [...new Set(same.map((one) => one.rule.action))];
  const resources = [...new Set(same.map((one) => textOf(one.rule.resource)))];
  const what =
    about === "role"
      ? `may ${listing(actions)} on ${listing(resources.map((text) => (text === "*" ? '"*"' : text)))}`
      : `has it that ${grantWords(about, grant, actions)}`;
  return `${what}${condition === "" ? "" : `, ${condition}`}`;
}

/** Which of the resources may be other ones than the rule means. */
function doubtWords({ resources }: CompanyRule, entry: Some): string {
  const isDoubtful = ({ rule }: Forbidden) =>
    resources?.every((pattern) => arnsMeet(literal(pattern), rule.resource) !== "yes") === true;
  const doubtful = [...new Set(entry.filter(isDoubtful).map(({ rule }) => textOf(rule.resource)))];
  if (doubtful.length === 0) return "";
  return `; whether ${listing(doubtful)} ${doubtful.length === 1 ? "is one of them" : "are among them"}, only Terraform knows`;
}

/** The entry that asks for a rule, or the argument that implies it: where a stack.yaml gives that to all functions, it is one place. */
function spanOf({ place, cause }: Rule, spec: Spec): Span {
  const entries = [...spec.push, ...spec.pull, ...spec.actions, ...spec.role.principals];
  if (cause === "role") return spec.role.span;
  const [part = "", argument] = cause.split(".");
  const entry = entries.find(({ span }) => span.line === place?.line && span.file === place.file);
  return entry?.span ?? (part === "function" && argument !== undefined ? argumentSpan(argument, spec) : undefined) ?? spec.span;
}

function argumentSpan(name: string, { document, settings }: Spec): Span | undefined {
  const given = [mappingAt(document, "function"), settings.defaults.function];
  return given.flatMap((node) => (node?.kind === "mapping" ? (entryOf(node, name)?.keySpan ?? []) : []))[0];
}

type Some<Of = Forbidden> = readonly [Of, ...Of[]];

/** What has the same key, in the order in which it came. */
function alike<Of>(things: readonly Of[], keyOf: (thing: Of) => string): readonly Some<Of>[] {
  const found = new Map<string, [Of, ...Of[]]>();
  for (const thing of things) {
    const before = found.get(keyOf(thing));
    if (before === undefined) found.set(keyOf(thing), [thing]);
    else before.push(thing);
  }
  return [...found.values()];
}
