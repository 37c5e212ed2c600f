import { runUnsafeSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { describe, expect, it } from "vitest";
import type { Condition, Reference } from "../../generator/grants.ts";
import { join, literal, partsOf, textOf } from "../../generator/iam/arn.ts";
import { findService } from "../../generator/iam/reference/reference.ts";
import { arnContains, arnsMeet } from "../../generator/proof/decide/arn-pattern.ts";
import { implies } from "../../generator/proof/decide/condition-sets.ts";
import { rulesOfStatements } from "../../generator/proof/read/emitted-rules.ts";
import { readBlocks, readOutput } from "../../generator/proof/read/read-output.ts";
import type { Rule } from "../../generator/proof/rule.ts";
import { caseNames, runCase } from "../support/case.ts";
import { compiledSpecs } from "../support/specs.ts";

/** Concrete requests, inside and just outside of each grant, decided by an evaluator that is not ours and by the proof's. */

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

const account = "123456789012";

/** The same numbers every time. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Each expression as one text, which the requests then hold as well. */
function known(reference: Reference): Reference {
  return join(
    ...partsOf(reference).map((part, index) => {
      if (part.kind === "literal") return part;
      const id = `x${[...part.code].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 9973, 7)}`;
      if (/aws_partition/.test(part.code)) return literal("aws");
      if (/aws_region/.test(part.code)) return literal("eu-west-1");
      if (/account/.test(part.code)) return literal(account);
      return literal(index === 0 ? `arn:aws:sqs:eu-west-1:${account}:${id}` : id);
    }),
  );
}

function knownRule(rule: Rule): Rule {
  const conditions = rule.conditions.map((condition) => ({ ...condition, values: condition.values.map(known) }));
  return { ...rule, resource: known(rule.resource), conditions };
}

/** Operators that a request with one value of the key decides; the others are compared elsewhere. */
function isPlain({ conditions }: Rule): boolean {
  return conditions.every(({ operator }) => /^(StringEquals|StringLike|ArnLike|ArnEquals|Bool)$/.test(operator));
}

/** The values of IAM's variables; any other is `v`. */
const variables: Readonly<Record<string, string>> = {
  "aws:username": "anna",
  "aws:PrincipalAccount": account,
  "aws:PrincipalTag/team": "blue",
};

/** `${aws:PrincipalTag/team, 'none'}` has a value for whoever has no such tag. */
function valueIn(inside: string, context: Readonly<Record<string, string>>): string | undefined {
  const [, key = "", , fallback] = /^([^,]*)(, *'(.*)')?$/.exec(inside) ?? [];
  return context[key] ?? fallback;
}

/** A text of a pattern. */
function concrete(text: string, pick: (below: number) => number): string {
  return text.replace(/\$\{([^}]*)\}|\*|\?/g, (found, key: string | undefined) => {
    if (key !== undefined) return key.length === 1 ? key : (valueIn(key, variables) ?? "v");
    const characters = "abcxyz0189-_./";
    const length = found === "?" ? 1 : pick(6);
    return Array.from({ length }, () => characters[pick(characters.length)]).join("");
  });
}

/** What stands just beside a request: one thing of it is another. */
function beside(request: Request, pick: (below: number) => number): Request {
  const { resource, action, context } = request;
  const parts = resource.split(":");
  const changed = (index: number, text: string) => ({
    ...request,
    resource: parts.map((part, at) => (at === index ? text : part)).join(":"),
  });
  const keys = Object.keys(context).filter((key) => !Object.hasOwn(variables, key));
  const key = keys[pick(Math.max(1, keys.length))];
  switch (pick(9)) {
    case 0:
      return { ...request, resource: `${resource}x` };
    case 1:
      return { ...request, resource: resource.slice(0, -1) };
    case 2:
      return changed(3, "us-east-2");
    case 3:
      return changed(4, "999999999999");
    case 4:
      return changed(2, "sns");
    case 5: {
      // Nobody needs a permission to ask who he is: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
      const all = findService(action.split(":")[0] ?? "")?.actionNames ?? [action];
      const names = all.filter((name) => name !== "sts:GetCallerIdentity");
      return { ...request, action: names[pick(names.length)] ?? action };
    }
    case 6:
      return { ...request, resource: resource.replace(/[^/:]*$/, "other") };
    default: {
      if (key === undefined) return { ...request, resource: `${resource.slice(0, -2)}zz` };
      const { [key]: value = "", ...rest } = context;
      return { ...request, context: pick(2) === 0 ? rest : { ...context, [key]: `${value}x` } };
    }
  }
}

/** The context holds what the variables of a rule ask for. */
function variablesOf({ resource, conditions }: Rule): readonly (readonly [string, string])[] {
  const texts = [resource, ...conditions.flatMap(({ values }) => values)].map(textOf).join(" ");
  return [...texts.matchAll(/\$\{([^}]{2,})\}/g)].map(([, inside = ""]) => {
    const key = inside.replace(/,.*/, "");
    return [key, variables[key] ?? "v"] as const;
  });
}

function requestOf(rule: Rule, pick: (below: number) => number): Request {
  const given = rule.conditions.map(({ variable, values }) => [
    variable,
    concrete(textOf(values[pick(values.length)] ?? literal("x")), pick),
  ]);
  return {
    action: rule.action,
    resource: concrete(textOf(rule.resource) === "*" ? `arn:aws:sqs:eu-west-1:${account}:*` : textOf(rule.resource), pick),
    context: { ...variables, ...Object.fromEntries([...variablesOf(rule), ...given]) },
  };
}

/** The proof's own answer: a request is a rule of one text. */
function allowedByUs(rules: readonly Rule[], request: Request): boolean {
  // A request holds no variables: what looks like one in it are characters.
  const resource = literal(request.resource.replaceAll("${", () => "${$}{"));
  const conditions = Object.entries(request.context).flatMap(([variable, value]): readonly Condition[] =>
    ["StringEquals", "ArnEquals", "Bool"].map((operator) => ({ operator, variable, values: [literal(value)] })),
  );
  // A variable without a value matches nothing, as a symbol does.
  const filled = (reference: Reference) =>
    literal(textOf(reference).replace(/\$\{([^}]{2,})\}/g, (found, inside: string) => valueIn(inside, request.context) ?? found));
  const hit = rules.filter(
    (rule) =>
      rule.action.toLowerCase() === request.action.toLowerCase() &&
      arnContains(filled(rule.resource), resource) === "yes" &&
      implies(
        conditions,
        rule.conditions.map((condition) => ({ ...condition, values: condition.values.map(filled) })),
      ) === "yes",
  );
  for (const rule of hit) expect(arnsMeet(filled(rule.resource), resource)).toBe("yes");
  return hit.some(({ effect }) => effect === "Allow") && !hit.some(({ effect }) => effect === "Deny");
}

function block(conditions: readonly Condition[]): object {
  const found: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, variable, values } of conditions)
    found[operator] = { ...found[operator], [variable]: values.map(textOf) };
  return found;
}

function documentOf(rules: readonly Rule[]): object {
  return {
    Version: "2012-10-17",
    Statement: rules.map(({ effect, action, resource, conditions }) => ({
      Effect: effect,
      Action: action,
      Resource: textOf(resource),
      ...(conditions.length > 0 && { Condition: block(conditions) }),
    })),
  };
}

/** The evaluator cannot be given a resource policy without its validation, so the guards of permissions are asked as a role's conditions. */
function allowedByThem(document: object, request: Request): boolean {
  const simulation: Simulation = {
    request: {
      principal: `arn:aws:iam::${account}:role/worker`,
      action: request.action,
      resource: { resource: request.resource, accountId: account },
      contextVariables: { ...request.context },
    },
    identityPolicies: [{ name: "policy", policy: document }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
  return runUnsafeSimulation(simulation, {}) === "Allowed";
}

/** Where the evaluator asks for a resource policy, too, it says nothing of this one. */
function isDecidedHere({ action }: Rule): boolean {
  return !action.startsWith("kms:") && action !== "sts:AssumeRole";
}

const inside = 18;
const outside = 18;

describe("an evaluator of others", () => {
  it("agrees on requests inside and just outside of each grant", () => {
    const pick = random(42);
    const counts = { allowed: 0, refused: 0 };
    const wrong: string[] = [];
    const decide = (rules: readonly Rule[]) => {
      const document = documentOf(rules);
      for (const rule of rules.filter(isDecidedHere)) {
        for (let index = 0; index < inside + outside; index++) {
          const within = requestOf(rule, pick);
          const request = index < inside ? within : beside(within, pick);
          // The evaluator takes a `*` of a request for a pattern, too.
          if (/[*?]/.test(request.resource)) continue;
          const [ours, theirs] = [allowedByUs(rules, request), allowedByThem(document, request)];
          counts[ours ? "allowed" : "refused"]++;
          if (ours !== theirs)
            wrong.push(`${ours ? "only we allow" : "only they allow"} ${JSON.stringify(request)} of ${JSON.stringify(document)}`);
        }
      }
    };
    for (const { files } of [compiledSpecs(), ...caseNames.map((name) => runCase(name).compiled)]) {
      for (const file of files) {
        const beside = file.path.replace(/[^/]*$/, "stack.tf");
        const output = readOutput(readBlocks(files.filter((one) => one === file || one.path === beside)));
        const byRole = new Map<string, Rule[]>();
        for (const { role, document, statements } of output.attached)
          byRole.set(role, [...(byRole.get(role) ?? []), ...rulesOfStatements(statements, document)]);
        for (const rules of byRole.values()) {
          decide(rules.map(knownRule).filter(isPlain));
        }
        const invocations = output.permissions.map((permission): Rule => {
          const resource = literal(`arn:aws:lambda:eu-west-1:${account}:function:f`);
          const principal = textOf(permission.principal);
          return knownRule({ ...permission, effect: "Allow", principal, resource, sid: null, cause: "", place: null });
        });
        const services = invocations.filter(({ principal }) => /\.amazon(aws)?\.com$/.test(principal ?? ""));
        for (const rule of services) decide([rule]);
      }
    }
    const total = counts.allowed + counts.refused;
    console.log(`requests: ${total}, ${counts.allowed} allowed, ${counts.refused} refused; ${wrong.length} disagreements`);
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(total).toBeGreaterThan(50_000);
    expect(Math.min(counts.allowed, counts.refused)).toBeGreaterThan(20_000);
  });
});
