import type { Home } from "../../iam/arn.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import type { TrustedPrincipal } from "../../spec/spec.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { areConditions } from "./condition-words.ts";
import { meaningOf, meaningOfReference, onlyCode, says } from "./meaning.ts";
import { patternFilled } from "./routes.ts";
import { at, listed, textAt } from "./said.ts";

/** `principals` of a role: who may assume it beside services, and what keeps all others out. */

/** Whether each entry was read as it is written, and none beside them; their order says nothing. */
export function arePrincipals(node: Node | undefined, read: readonly TrustedPrincipal[], home: Home): boolean {
  const said = listed(node);
  const left = [...read];
  for (const entry of said) {
    const found = left.findIndex((one) => isPrincipal(entry, one, home));
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return left.length === 0;
}

function isPrincipal(entry: Node, read: TrustedPrincipal, home: Home): boolean {
  const roles = listed(at(entry, "roles")).map((role) => meaningOf(textAt(role) ?? ""));
  return (
    whoIs(textAt(entry, "account") ?? "", home) === meaningOfReference(read.principal) &&
    says(textAt(entry, "external_id"), read.externalId) &&
    says(textAt(entry, "organization"), read.organization) &&
    [...new Set(roles)].sort().join("\n") === read.roles.map(meaningOfReference).sort().join("\n") &&
    areConditions(at(entry, "conditions"), read.asked)
  );
}

/** An account is all of it, by its root; anything else is what it says. */
function whoIs(text: string, home: Home): string {
  const root = (account: string) => patternFilled("arn:${Partition}:iam::${Account}:root", home, { Account: account });
  if (text === "self") return root(meaningOfReference(home.account));
  const meaning = meaningOf(text);
  const code = onlyCode(meaning);
  const named = code === null ? null : namedBy({ kind: "expression", code });
  const isId = /^\d{12}$/.test(meaning) || (named?.kind === "not-an-arn" && named.attribute === "account_id");
  return isId ? root(meaning) : meaning;
}
