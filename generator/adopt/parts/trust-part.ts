import { globsMeet } from "../../iam/glob.ts";
import { listing } from "../../iam/reference/wording.ts";
import { type Told, told } from "../draft.ts";
import { documentOf, type Json, list, malformed, object, own, type StateResource, statementsOf, texts } from "../read-state.ts";
import { shown } from "../text/texts.ts";

/** Who may assume the old role → what `role` says of it. */
export function trustPart({ address, values }: StateResource): {
  readonly says: Readonly<Record<string, unknown>>;
  readonly findings: readonly Told[];
} {
  const findings: Told[] = [];
  const leave = (what: string) => findings.push(told("left-out", address, what));
  const services = new Set<string>();
  const principals = new Map<string, object>();
  /** Conditions under which Lambda may assume it, each of a statement of its own. */
  const ofLambda = new Map<string, Json>();
  const { assume_role_policy: given } = values;
  const document = documentOf(given);
  if (document === null && list(given).join() !== "")
    leave("its trust policy is none of IAM, so nobody can tell who may assume it");
  for (const one of statementsOf(document)) {
    const conditions = object(one["Condition"]);
    const isConditional = Object.keys(conditions).length > 0;
    if (one["Effect"] !== "Allow") {
      leave(
        `its trust policy has a Deny, which \`role\` does not take: without it, whom it kept out may assume the role where others let them in: ${JSON.stringify(shown(one))}`,
      );
      continue;
    }
    const wrong = malformed(one);
    if (wrong !== null) {
      leave(`nobody can tell whom its trust policy lets in, since ${wrong}: ${JSON.stringify(shown(one))}`);
      continue;
    }
    const named = namedBy(one);
    const { assumes, beside } = waysIn(one);
    if (beside !== null)
      leave(
        `it allows ${beside} to ${all(named.map(([, who]) => who))}, and who may assume a role in a spec has sts:AssumeRole alone`,
      );
    if (!assumes) continue;
    if (one["NotPrincipal"] !== undefined)
      leave(`all but ${all(named.map(([, who]) => who))} may assume it, and \`role\` names who may`);
    else if (named.length === 0) leave(`nobody can tell whom its trust policy lets in: ${JSON.stringify(shown(one))}`);
    else
      for (const [kind, who] of named) {
        if (kind === "Service" && who === "lambda.amazonaws.com") ofLambda.set(JSON.stringify(conditions), conditions);
        else if (kind === "Service" && isConditional)
          leave(`${who} may assume it under conditions, which \`services\` does not take`);
        else if (kind === "Service") services.add(who);
        else if (kind !== "AWS") leave(`${who} (${kind}) may assume it`);
        else if (who !== "*") {
          const account = { account: who, ...guardsOf(conditions) };
          principals.set(JSON.stringify(account), account);
        } else if (isConditional)
          leave(
            `anybody may assume it under ${JSON.stringify(shown(conditions))}, and an entry of \`principals\` names an account`,
          );
        else findings.push(told("wide", address, "anybody in AWS may assume it", null));
      }
  }
  if (document !== null && ofLambda.size === 0)
    findings.push(told("note", address, "its trust policy does not let Lambda assume it", "that Lambda may, as it must"));
  // Any of the statements lets Lambda in; one condition of several is the narrower choice, and none guards where one has none.
  const [first, ...others] = ofLambda.has("{}") ? [] : [...ofLambda.values()];
  for (const more of others)
    leave(
      `lambda.amazonaws.com may assume it under ${JSON.stringify(shown(more))}, too, and \`trust\` takes those of one statement`,
    );
  return {
    says: {
      ...(first !== undefined && { trust: { conditions: first } }),
      ...(services.size > 0 && { services: [...services] }),
      ...(principals.size > 0 && { principals: [...principals.values()] }),
    },
    findings,
  };
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
function waysIn({ Action: action, NotAction: others }: Json): { readonly assumes: boolean; readonly beside: string | null } {
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
