import { globsMeet } from "../../iam/glob.ts";
import { listing } from "../../iam/reference/wording.ts";
import { type Told, told } from "../draft.ts";
import { documentOf, type Json, list, malformed, object, own, type StateResource, statementsOf, texts } from "../read-state.ts";
import { shown } from "../text/texts.ts";

/** What a statement of a trust policy lets in, one of whom it names after the other. */
type Way =
  | { readonly kind: "left"; readonly what: string }
  | { readonly kind: "anybody" }
  | { readonly kind: "lambda"; readonly conditions: Json }
  | { readonly kind: "service"; readonly principal: string }
  | { readonly kind: "account"; readonly entry: object };

/** Who may assume the old role → what `role` says of it. */
export function trustPart({ address, values }: StateResource): {
  readonly says: Readonly<Record<string, unknown>>;
  readonly findings: readonly Told[];
} {
  const { assume_role_policy: given } = values;
  const document = documentOf(given);
  const ways = [
    ...(document === null && list(given).join() !== ""
      ? [left("its trust policy is none of IAM, so nobody can tell who may assume it")]
      : []),
    ...statementsOf(document).flatMap(waysIn),
  ];
  const services = new Set(ways.flatMap((way) => (way.kind === "service" ? [way.principal] : [])));
  const principals = eachOnce(ways.flatMap((way) => (way.kind === "account" ? [way.entry] : [])));
  // Any of the statements lets Lambda in; one condition of several is the narrower choice, and none guards where one has none.
  const ofLambda = eachOnce(ways.flatMap((way) => (way.kind === "lambda" ? [way.conditions] : [])));
  const [first, ...others] = ofLambda.some((conditions) => Object.keys(conditions).length === 0) ? [] : ofLambda;
  const more = others.map((conditions) =>
    left(
      `lambda.amazonaws.com may assume it under ${JSON.stringify(shown(conditions))}, too, and \`trust\` takes those of one statement`,
    ),
  );
  const findings = (all: readonly Way[]) =>
    all.flatMap((way): readonly Told[] => {
      if (way.kind === "left") return [told("left-out", address, way.what)];
      return way.kind === "anybody" ? [told("wide", address, "anybody in AWS may assume it", null)] : [];
    });
  const isShut = document !== null && ofLambda.length === 0;
  return {
    says: {
      ...(first !== undefined && { trust: { conditions: first } }),
      ...(services.size > 0 && { services: [...services] }),
      ...(principals.length > 0 && { principals }),
    },
    findings: [
      ...findings(ways),
      ...(isShut ? [told("note", address, "its trust policy does not let Lambda assume it", "that Lambda may, as it must")] : []),
      ...findings(more),
    ],
  };
}

function left(what: string): Way {
  return { kind: "left", what };
}

function eachOnce<Of>(values: readonly Of[]): readonly Of[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function waysIn(statement: Json): readonly Way[] {
  const written = JSON.stringify(shown(statement));
  if (statement["Effect"] !== "Allow")
    return [
      left(
        `its trust policy has a Deny, which \`role\` does not take: without it, whom it kept out may assume the role where others let them in: ${written}`,
      ),
    ];
  const wrong = malformed(statement);
  if (wrong !== null) return [left(`nobody can tell whom its trust policy lets in, since ${wrong}: ${written}`)];
  const named = namedBy(statement);
  const names = all(named.map(([, who]) => who));
  const { assumes, beside } = allowedBy(statement);
  const besides =
    beside === null
      ? []
      : [left(`it allows ${beside} to ${names}, and who may assume a role in a spec has sts:AssumeRole alone`)];
  if (!assumes) return besides;
  if (statement["NotPrincipal"] !== undefined)
    return [...besides, left(`all but ${names} may assume it, and \`role\` names who may`)];
  if (named.length === 0) return [...besides, left(`nobody can tell whom its trust policy lets in: ${written}`)];
  const conditions = object(statement["Condition"]);
  return [...besides, ...named.map(([kind, who]) => wayOf(kind, who, conditions))];
}

/** What one of a statement's principals becomes. */
function wayOf(kind: string, who: string, conditions: Json): Way {
  const isConditional = Object.keys(conditions).length > 0;
  if (kind === "Service" && who === "lambda.amazonaws.com") return { kind: "lambda", conditions };
  if (kind === "Service")
    return isConditional
      ? left(`${who} may assume it under conditions, which \`services\` does not take`)
      : { kind: "service", principal: who };
  if (kind !== "AWS") return left(`${who} (${kind}) may assume it`);
  if (who !== "*") return { kind: "account", entry: { account: who, ...guardsOf(conditions) } };
  return isConditional
    ? left(`anybody may assume it under ${JSON.stringify(shown(conditions))}, and an entry of \`principals\` names an account`)
    : { kind: "anybody" };
}

/** Conditions as the keys of a principal that say the same of one value; the rest stays what it is. */
function guardsOf(conditions: Json): object {
  const keys: Readonly<Record<string, string>> = { "sts:externalid": "external_id", "aws:principalorgid": "organization" };
  const { StringEquals: equals, ...others } = conditions;
  const written = Object.entries(object(equals)).map(([key, value]) => ({ key, value, is: key.toLowerCase() }));
  const said = written.map(({ key, value, is }) => {
    const [only, ...more] = list(value);
    // Of a key that stands there in two spellings, both guard.
    const isOne = more.length === 0 && typeof only === "string" && written.filter((one) => one.is === is).length === 1;
    return { key, value, only, says: isOne ? own(keys, is) : undefined };
  });
  const kept = Object.fromEntries(said.flatMap(({ key, value, says }) => (says === undefined ? [[key, value]] : [])));
  const rest = { ...(Object.keys(kept).length > 0 && { StringEquals: kept }), ...others };
  return {
    ...Object.fromEntries(said.flatMap(({ only, says }) => (says === undefined ? [] : [[says, only]]))),
    ...(Object.keys(rest).length > 0 && { conditions: rest }),
  };
}

/** Whom a statement names, each with its kind: those that it lets in, or all whom it does not. */
function namedBy({ Principal: principal, NotPrincipal: others }: Json): readonly (readonly [string, string])[] {
  const named = others ?? principal;
  if (named === "*") return [["AWS", "*"]];
  return Object.entries(object(named)).flatMap(([kind, who]) => texts(who).map((one) => [kind, one] as const));
}

/** Whether a statement lets somebody assume the role, and what else it allows; null where that is all. */
function allowedBy({ Action: action, NotAction: others }: Json): { readonly assumes: boolean; readonly beside: string | null } {
  if (others !== undefined) return { assumes: false, beside: `all but ${all(texts(others))}` };
  const actions = texts(action);
  if (actions.length === 0) return { assumes: false, beside: "nothing that is named" };
  const beside = actions.filter((one) => one.toLowerCase() !== "sts:assumerole");
  return {
    assumes: actions.some((one) => globsMeet(one.toLowerCase(), "sts:assumerole")),
    beside: beside.length === 0 ? null : all(beside),
  };
}

/** Each of them, however many: what is left out has its name. */
function all(names: readonly string[]): string {
  return listing(names, names.length);
}
