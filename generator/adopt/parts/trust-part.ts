import { globsMeet } from "../../iam/glob.ts";
import { listing } from "../../iam/reference/wording.ts";
import { type Told, told } from "../draft.ts";
import { documentOf, type Json, object, type StateResource, statementsOf, texts } from "../read-state.ts";

/** Who may assume the old role → what `role` says of it. */
export function trustPart({ address, values }: StateResource): {
  readonly says: Readonly<Record<string, unknown>>;
  readonly findings: readonly Told[];
} {
  const findings: Told[] = [];
  const services = new Set<string>();
  const principals: object[] = [];
  let trust: object | undefined;
  for (const one of statementsOf(documentOf(values["assume_role_policy"]))) {
    const condition = object(one["Condition"]);
    const isConditional = Object.keys(condition).length > 0;
    const principal = object(one["Principal"]);
    if (one["Effect"] !== "Allow") {
      findings.push(
        told(
          "left-out",
          address,
          "its trust policy has a Deny, which `role` does not take: without it, whom it kept out may assume the role where others let them in",
        ),
      );
      continue;
    }
    const { assumes, beside } = waysIn(one);
    if (beside !== null) {
      const who = all(one["Principal"] === "*" ? ["*"] : Object.values(principal).flatMap(texts));
      const what = `it allows ${beside} to ${who}, and who may assume a role in a spec has sts:AssumeRole alone`;
      findings.push(told("left-out", address, what));
    }
    if (!assumes) continue;
    for (const service of texts(principal["Service"])) {
      if (service === "lambda.amazonaws.com") trust = isConditional ? { conditions: condition } : trust;
      else if (isConditional)
        findings.push(told("left-out", address, `${service} may assume it under conditions, which \`services\` does not take`));
      else services.add(service);
    }
    for (const account of texts(one["Principal"] === "*" ? "*" : principal["AWS"])) {
      if (account === "*") findings.push(told("wide", address, "anybody in AWS may assume it", null));
      else principals.push({ account, ...(isConditional && { conditions: condition }) });
    }
    for (const kind of ["Federated", "CanonicalUser"])
      for (const who of texts(principal[kind])) findings.push(told("left-out", address, `${who} (${kind}) may assume it`));
  }
  return {
    says: {
      ...(trust !== undefined && { trust }),
      ...(services.size > 0 && { services: [...services] }),
      ...(principals.length > 0 && { principals }),
    },
    findings,
  };
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
