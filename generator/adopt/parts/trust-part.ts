import { type Told, told } from "../draft.ts";
import { documentOf, object, type StateResource, statementsOf, texts } from "../read-state.ts";
import { shown } from "../text/texts.ts";

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
          `its trust policy has a Deny, which \`role\` does not take: without it, whom it kept out may assume the role where others let them in: ${JSON.stringify(shown(one))}`,
        ),
      );
      continue;
    }
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
