import type { Argument, FunctionGrants, Reference } from "../grants.ts";
import { expression, join, textOf } from "../iam/arn.ts";
import type { FunctionNeeds } from "../proof/function-needs.ts";
import { needsOfSpec } from "../proof/needs/find-needs.ts";
import { keyOf } from "../proof/pattern.ts";
import { type Rule, ruleKey } from "../proof/rule.ts";
import type { Spec } from "../spec/spec.ts";
import type { About } from "./change.ts";

/** One compiled function: what is asked, what is granted, and what it needs, which the proof has shown to be the same. */
export interface ReviewedFunction {
  /** The environment that it is for; null in a stack that has none. */
  readonly target: string | null;
  /** The stack's folder below the root of the specs. */
  readonly stack: string;
  /** The spec below the root of the specs: roots are called differently here and there. */
  readonly path: string;
  readonly name: string;
  readonly spec: Spec;
  readonly grants: FunctionGrants;
  readonly needs: FunctionNeeds;
}

/** One side of a comparison. */
export interface Side {
  readonly functions: readonly ReviewedFunction[];
  /** Below the root, the specs that do not compile; null where not even their names are known. */
  readonly broken: readonly string[] | null;
  /** True where settings of it could not be read, so that not all of it is compared, though each of its specs may compile. */
  readonly unread?: boolean;
}

/** A function of a stack, from the values of its compilation. */
export function reviewedOf(
  stack: string,
  source: string,
  spec: Spec,
  grants: FunctionGrants,
  needs: FunctionNeeds,
): ReviewedFunction {
  const root = stack === "" ? source : source.slice(0, -stack.length - 1);
  return {
    target: spec.settings.target,
    stack,
    path: spec.source.slice(root.length + 1),
    name: textOf(spec.name),
    spec,
    grants,
    needs,
  };
}

/** Every function of what `compile` gives, with its values from all stages. */
export function functionsOf({ checked, stacks, proven }: CompiledStacks): readonly ReviewedFunction[] {
  const needs = proven.values();
  return checked.flatMap(({ folder, source, specs }, stack) =>
    specs.map((spec, index) => {
      const [grants, need] = [stacks[stack]?.functions[index], needs.next().value?.needs];
      if (grants === undefined || need === undefined) throw new Error(`nothing is derived for ${spec.source}`);
      return reviewedOf(folder, source, spec, grants, need);
    }),
  );
}

/** What a compilation gives, as far as a review looks at it. */
interface CompiledStacks {
  readonly checked: readonly { readonly folder: string; readonly source: string; readonly specs: readonly Spec[] }[];
  readonly stacks: readonly { readonly functions: readonly FunctionGrants[] }[];
  readonly proven: readonly { readonly needs: FunctionNeeds }[];
}

/** What a function has, as rules of three kinds; a rule stands once, with all that ask for it. */
export type Rules = Readonly<Record<About, readonly Held[]>>;

/** A rule, and where it stands again. */
export interface Held {
  readonly rule: Rule;
  readonly again: readonly Rule[];
}

/**
 * The rules of a function. With `as`, of the same function under that name: what follows from its name alone (its log group, its own
 * ARN) is no change where a function is renamed.
 */
export function rulesOfFunction({ spec, needs }: ReviewedFunction, as: Reference = spec.name): Rules {
  const { role, invokers, invocations } = textOf(as) === textOf(spec.name) ? needs : needsOfSpec({ ...spec, name: as });
  // A service that invokes through a role of its own may do what the role may, on the terms on which it may assume the role.
  // One that is managed elsewhere may it itself: on whose behalf, nobody here knows.
  const itself = [{ principal: null, conditions: [] }] as const;
  const through = invokers.flatMap(({ trust, rules, elsewhere }) =>
    (trust ?? itself).flatMap(({ principal, conditions }) =>
      rules.map(
        (rule): Rule => ({
          ...rule,
          principal: principal ?? (elsewhere === null ? null : textOf(elsewhere)),
          conditions: [...conditions, ...rule.conditions],
        }),
      ),
    ),
  );
  return {
    invoke: once([...invocations, ...through].map((rule) => plainPrincipal(rule, spec))),
    role: once(role?.rules ?? []),
    trust: once((role?.trust ?? []).map((rule) => plainPrincipal(rule, spec))),
  };
}

/** A role that is made for a function, and who may assume it. */
export interface MadeRole {
  readonly arn: Reference;
  /** How Terraform calls its ARN. */
  readonly attribute: Reference;
  readonly trust: readonly Held[];
}

/** The role that a function runs with and those that services invoke it with, where the output makes them. */
export function rolesMadeFor({ spec, grants, needs }: ReviewedFunction): readonly MadeRole[] {
  const { partition, account } = spec.settings.home;
  const made = (label: string, name: Reference | null, body: readonly Argument[]) => {
    const path = body.find((argument) => argument.name === "path");
    const value = path?.kind === "attribute" && typeof path.value === "object" && "kind" in path.value ? path.value : null;
    const attribute = expression(`aws_iam_role.${label}.arn`);
    const arn =
      name && join("arn:", partition, ":iam::", account, ":role", value === null || value.kind === "map" ? "/" : value, name);
    return { arn: arn ?? attribute, attribute };
  };
  const { role, label, invokers } = grants;
  const own =
    role === null ? [] : [{ ...made(label, role.isPrefix ? null : role.name, role.arguments), rules: needs.role?.trust ?? [] }];
  const ofServices = invokers.flatMap(({ label: of, name, existing, arguments: body }) => {
    const { arn, attribute } = made(of, name, body);
    // Of the function's own role a trust policy says "the role"; this is another one.
    const rules = needs.invokers.filter(({ key }) => key === `role ${of}`).flatMap(({ trust }) => trust ?? []);
    return existing === null ? [{ arn, attribute, rules: rules.map((rule) => ({ ...rule, resource: arn })) }] : [];
  });
  return [...own, ...ofServices].map(({ rules, ...one }) => ({
    ...one,
    trust: once(rules.map((rule) => plainPrincipal(rule, spec))),
  }));
}

/** `service sns.amazonaws.com` and `sns.amazonaws.com` are one; so are an account and its root. */
function plainPrincipal(rule: Rule, { role }: Spec): Rule {
  const named = role.principals.find(({ principal }) => rule.principal === `aws ${keyOf(principal)}`);
  const text = named === undefined ? (rule.principal?.replace(/^service /, "") ?? null) : textOf(named.principal);
  return { ...rule, principal: text?.replace(/^arn:[^:]+:iam::(\d{12}):root$/, "$1") ?? null };
}

function once(rules: readonly Rule[]): readonly Held[] {
  const held = new Map<string, { readonly rule: Rule; readonly again: Rule[] }>();
  for (const rule of rules) {
    const before = held.get(ruleKey(rule));
    if (before === undefined) held.set(ruleKey(rule), { rule, again: [] });
    else before.again.push(rule);
  }
  return [...held.values()];
}
