import type { Reference } from "../../grants.ts";
import { expression, join, literal, textOf } from "../../iam/arn.ts";
import { arnContains, arnsMeet } from "../../proof/decide/arn-pattern.ts";
import { contains } from "../../proof/decide/containment.ts";
import { breaks } from "../../proof/decide/judge.ts";
import { invoked } from "../../proof/function-needs.ts";
import { type ElsewhereNote, notesOf } from "../../proof/notes.ts";
import { lettersOf } from "../../proof/pattern.ts";
import type { Grant, Standing } from "../change.ts";
import { type Described, described } from "../described.ts";
import { grantOf } from "../grant.ts";
import { type Held, type MadeRole, type ReviewedFunction, rolesMadeFor, rulesOfFunction } from "../reviewed.ts";
import { standingOf } from "./explanation.ts";

/** One way in which somebody can do what was asked. */
export interface WhoCan extends Standing, Described {
  /** Of what was asked: all of it, a part, or only Terraform knows. */
  readonly covers: "all" | "part" | "unknown";
  /** What takes some of it away again. */
  readonly denied: readonly Grant[];
}

/**
 * Who may do something: an action, which may hold wildcards, on an ARN, which may be a pattern. Functions by their roles, those whom
 * functions let in, and those who may assume roles.
 */
export function whoCan(functions: readonly ReviewedFunction[], action: string, resource: Reference): readonly WhoCan[] {
  const asked = lettersOf(literal(action.toLowerCase()));
  const isAsked = ({ rule }: Held) => contains(asked, lettersOf(literal(rule.action.toLowerCase()))) === "yes";
  const others = functions.flatMap((of) => {
    const found = (about: "invoke" | "trust", held: Held, covers: WhoCan["covers"] | null): readonly WhoCan[] =>
      covers === null || !isAsked(held) ? [] : [{ ...standingOf(of), ...described(about, of, held), covers, denied: [] }];
    return [
      ...rulesOfFunction(of).invoke.flatMap((held) =>
        found("invoke", held, coverage(invokedArn(of, held.rule.resource), resource)),
      ),
      ...rolesMadeFor(of).flatMap((role) => role.trust.flatMap((held) => found("trust", held, coverageOfRole(role, resource)))),
    ];
  });
  return [...functionsThatCan(functions, action, resource), ...others];
}

/** What a statement of a function's own policy is about, as the ARN that a call names. */
function invokedArn({ spec, grants }: ReviewedFunction, resource: Reference): Reference {
  const qualifiers = [null, spec.qualifier, ...spec.push.map(({ qualifier }) => qualifier)];
  const own = qualifiers.find((qualifier) => textOf(invoked(spec.name, qualifier)) === textOf(resource));
  if (own === undefined) return resource;
  return own === null ? grants.arn : join(grants.arn, ":", own);
}

/** A role that Terraform makes is meant by its own expression, and by no other one that is a role's. */
function coverageOfRole({ arn, attribute }: MadeRole, asked: Reference): WhoCan["covers"] | null {
  if (textOf(attribute) === textOf(asked)) return "all";
  return asked.kind === "expression" && asked.code.startsWith("aws_iam_role.") ? null : coverage(arn, asked);
}

/** Which functions may do something by their roles. */
export function functionsThatCan(functions: readonly ReviewedFunction[], action: string, resource: Reference): readonly WhoCan[] {
  const asked = lettersOf(literal(action.toLowerCase()));
  return functions.flatMap((of) => {
    const rules = rulesOfFunction(of).role;
    const denies = rules.filter(({ rule }) => rule.effect === "Deny").map(({ rule }) => rule);
    return rules.flatMap((held): readonly WhoCan[] => {
      const { rule } = held;
      if (rule.effect === "Deny" || contains(asked, lettersOf(literal(rule.action.toLowerCase()))) !== "yes") return [];
      const covers = coverage(rule.resource, resource);
      if (covers === null) return [];
      const denied = denies.filter((deny) => breaks(deny, { ...rule, resource })).map(grantOf);
      return [{ ...standingOf(of), ...described("role", of, held), covers, denied }];
    });
  });
}

/** A function that may do more, or let in more, than can be told: an answer is not complete without it. */
export interface Beyond extends Standing {
  /** Policies of its role that others write. */
  readonly policies: readonly string[];
  readonly elsewhere: readonly ElsewhereNote[];
}

/** What nobody here knows of an answer; who else may invoke a function is a question of its own policy, and asked of `invoked` alone. */
export function beyondKnowledge(functions: readonly ReviewedFunction[], invoked: readonly ReviewedFunction[]): readonly Beyond[] {
  const asked = new Set(invoked);
  return functions.flatMap((of) => {
    const notes = notesOf(of.needs);
    const policies = notes.outside.map(({ policy }) => policy);
    const elsewhere = notes.elsewhere.filter(({ what }) => what !== "own policy" || asked.has(of));
    return policies.length + elsewhere.length === 0 ? [] : [{ ...standingOf(of), policies, elsewhere }];
  });
}

function coverage(allowed: Reference, asked: Reference): WhoCan["covers"] | null {
  const whole = arnContains(allowed, asked);
  if (whole === "yes") return "all";
  const some = arnsMeet(allowed, asked);
  if (some === "no") return null;
  return some === "yes" ? "part" : "unknown";
}

/** Who may invoke functions: those whom their own policies let in, and functions whose roles may. */
export function whoCanInvoke(functions: readonly ReviewedFunction[], invoked: readonly ReviewedFunction[]): readonly WhoCan[] {
  return invoked.flatMap((of) => {
    const callers = rulesOfFunction(of).invoke.map(
      (held): WhoCan => ({ ...standingOf(of), ...described("invoke", of, held), covers: "all", denied: [] }),
    );
    const arn = of.grants.arn;
    const others = ["lambda:InvokeFunction", "lambda:InvokeFunctionUrl"].flatMap((action) =>
      [arn, join(arn, ":*")].flatMap((resource) => functionsThatCan(functions, action, resource)),
    );
    const once = new Map(others.map((one) => [JSON.stringify([one.function, one.target, one.stack, one.grant]), one]));
    return [...callers, ...once.values()];
  });
}

/** Text of the command line as a reference: `${aws_sqs_queue.jobs.arn}` is Terraform's, `${aws:username}` is IAM's. */
export function askedReference(text: string): Reference {
  const parts = text.split(/(\$\{[^}]*\})/).filter((part) => part !== "");
  return join(...parts.map((part) => (/^\$\{(?![a-z0-9-]+:)/i.test(part) ? expression(part.slice(2, -1).trim()) : part)));
}

/** The functions that a name, a label or an ARN means. */
export function functionsNamed(functions: readonly ReviewedFunction[], name: string): readonly ReviewedFunction[] {
  const exact = functions.filter((of) => of.name === name || textOf(of.grants.arn) === name);
  return exact.length > 0 ? exact : functions.filter(({ spec }) => spec.label === name);
}
