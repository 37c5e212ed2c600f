import type { Condition, Expression, Literal, Reference } from "../../grants.ts";
import { join, literal } from "../../iam/arn.ts";
import { hasGlob } from "../../iam/glob.ts";
import type { Rule } from "../rule.ts";
import { ReadError } from "./terraform-body.ts";

/**
 * A policy that a person wrote, as IAM JSON → rules.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(text: string): readonly Rule[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    throw new ReadError(`this is no JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  if (!isObject(parsed)) throw new ReadError("a policy is an object with a `Statement`");
  const statement = parsed["Statement"];
  if (statement === undefined) throw new ReadError("this policy has no `Statement`");
  for (const key of Object.keys(parsed))
    if (!["Version", "Id", "Statement"].includes(key)) throw new ReadError(`a policy has no \`${key}\``);
  const variables = parsed["Version"] === "2012-10-17";
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return list.flatMap((one, index) => readStatement(one, index + 1, variables));
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const known = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

function readStatement(statement: unknown, number: number, variables: boolean): readonly Rule[] {
  const fail = (message: string) => new ReadError(`statement ${number}: ${message}`);
  if (!isObject(statement)) throw fail("it is no object");
  const strange = Object.keys(statement).find((key) => !known.includes(key));
  if (strange !== undefined)
    throw fail(/Principal$/.test(strange) ? "the policy of a role names no principal" : `a statement has no \`${strange}\``);
  const { Sid: sid, Effect: effect } = statement;
  if (effect !== "Allow" && effect !== "Deny") throw fail('its `Effect` is "Allow" or "Deny"');
  const actions = readEither(statement, "Action", effect);
  const resources = readEither(statement, "Resource", effect);
  if (actions === null) throw fail("it has no `Action`");
  if (resources === null) throw fail("it has no `Resource`");
  const conditions = readConditions(statement["Condition"], variables);
  if (conditions === null) throw fail("its `Condition` is no mapping of operators to keys to values");
  const cause = typeof sid === "string" ? `statement ${number} (${sid})` : `statement ${number}`;
  return actions.flatMap((action) =>
    resources.map(
      (resource): Rule => ({
        effect,
        principal: null,
        action,
        resource: readReference(resource, variables),
        conditions,
        sid: typeof sid === "string" ? sid : null,
        cause,
        place: null,
      }),
    ),
  );
}

/**
 * What is not one of a list is nearly everything. An Allow of it is more than anybody asks for, and is listed in its own words without
 * being taken to cover a need; a Deny of it is taken to hit every need.
 */
function readEither(statement: JsonObject, name: string, effect: "Allow" | "Deny"): readonly string[] | null {
  const but = statement[`Not${name}`];
  if (but === undefined) return texts(statement[name]);
  return effect === "Deny" ? ["*"] : (texts(but)?.map((text) => `Not${name} ${text}`) ?? null);
}

function texts(value: unknown): readonly string[] | null {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((item) => typeof item === "string") && list.length > 0 ? list : null;
}

function readConditions(value: unknown, variables: boolean): readonly Condition[] | null {
  if (value === undefined) return [];
  if (!isObject(value)) return null;
  const found: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return null;
    for (const [variable, content] of Object.entries(keys)) {
      const list: readonly unknown[] = Array.isArray(content) ? content : [content];
      if (!list.every((item) => ["string", "number", "boolean"].includes(typeof item))) return null;
      found.push({ operator, variable, values: list.map((item) => readReference(String(item), variables)) });
    }
  }
  return found;
}

/**
 * `${aws:username}` is IAM's, as far as the version knows variables; any other `${…}` is an expression of Terraform, as
 * `lambdagrant policy` prints it.
 */
function readReference(text: string, variables: boolean): Reference {
  return join(
    ...(text.match(/\$\{[^}]*\}|[\s\S]/gu) ?? []).map((piece): Literal | Expression => {
      if (piece.length < 3 || !piece.startsWith("${")) return literal(piece);
      if (/^\$\{[*?$]\}$/.test(piece) || /^\$\{[\w-]+:[^}]*\}$/.test(piece))
        return literal(variables ? piece : `\${$}${piece.slice(1)}`);
      return { kind: "expression", code: piece.slice(2, -1).trim() };
    }),
  );
}

/** Whether an action of a policy stands for several. */
export function isWild(action: string): boolean {
  return hasGlob(action);
}
