import type { Home } from "../../iam/arn.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import { roleArguments } from "../../spec/language/language.ts";
import type { ExistingRole, ManagedPolicy, Spec, TrustedPrincipal } from "../../spec/spec.ts";
import type { Node } from "../../spec/yaml/yaml-node.ts";
import { misreadArguments } from "./bodies.ts";
import { areConditions } from "./condition-words.ts";
import { beginsComputed, meaningOfReference, meaningOfText, onlyCode, says } from "./meaning.ts";
import { patternFilled } from "./routes.ts";
import { at, isFlag, nameOfFunction, saidList, saidText, type Words, withAffixes } from "./said.ts";

/** What stands under `role`: which role it is, who may assume it and when, and what limits it. */

/** The keys of the role that were read otherwise than they are written. */
export function* misreadRole(all: Words, spec: Spec): Generator<string> {
  const { role } = spec;
  const words = all.role;
  if (role.own !== spec.document.entries.some(({ key }) => key === "role")) yield "role";
  const body = words?.kind === "mapping" ? words : undefined;
  // Of a stack's prefix and a function's own name, the function's wins.
  const [name, prefix] = [saidText(words, "name"), saidText(words, "name_prefix")];
  const said = role.isPrefix ? meaningOfText(prefix ?? "") : name === null ? nameOfFunction(all) : withAffixes(name, all);
  if (said !== meaningOfReference(role.name)) yield "role.name";
  if (!arePrincipals(at(words, "principals"), role.principals, spec.settings.home)) yield "role.principals";
  if (!isExistingRole(saidText(words, "existing"), role.existing, spec.settings.home)) yield "role.existing";
  for (const name of misreadArguments(body, roleArguments, role.arguments)) yield `role.${name}`;
  const services = new Set(saidList(at(words, "services")).map((service) => saidText(service) ?? ""));
  if ([...services].sort().join("\n") !== [...role.services].sort().join("\n")) yield "role.services";
  const trust = at(words, "trust");
  if (role.guarded !== (saidText(trust) === "guarded")) yield "role.trust";
  if (!areConditions(at(trust, "conditions"), role.asked)) yield "role.trust.conditions";
  if (role.policy !== (saidText(words, "policy") ?? "inline")) yield "role.policy";
  if (!areManagedPolicies(saidList(at(words, "managed_policies")), role.managedPolicies)) yield "role.managed_policies";
  const key = "deny_network_interfaces_to_code";
  if (role.denyNetworkInterfaces !== isFlag(at(words, key), true)) yield `role.${key}`;
}

/** Each policy that others write as its entry says it, with its reason, and none beside them; their order says nothing. */
function areManagedPolicies(nodes: readonly Node[], read: readonly ManagedPolicy[]): boolean {
  const said = nodes.map((node) => `${meaningOfText(saidText(node, "arn") ?? "")}\n${saidText(node, "why") ?? ""}`);
  return (
    [...said].sort().join("\n\n") ===
    read
      .map(({ arn, why }) => `${meaningOfReference(arn)}\n${why}`)
      .sort()
      .join("\n\n")
  );
}

/** A role by its ARN, by an attribute of its resource, or by its name, of which the ARN is composed. */
export function isExistingRole(text: string | null, existing: ExistingRole | null, home: Home): boolean {
  if (text === null || existing === null) return text === existing;
  const said = meaningOfText(text);
  const [name, arn] = [meaningOfReference(existing.name), meaningOfReference(existing.arn)];
  if (said.startsWith("arn:")) return arn === said && name === said.split("/").at(-1);
  if (arn === patternFilled("arn:${Partition}:iam::${Account}:role/${Name}", home, { Name: said })) return name === said;
  const resource = (meaning: string) => meaning.slice(0, meaning.lastIndexOf("."));
  return beginsComputed(said) && resource(name) === resource(said) && resource(arn) === resource(said);
}

/** Of who may assume it beside services: whether each entry was read as it is written, and none beside them; their order says nothing. */
function arePrincipals(node: Node | undefined, read: readonly TrustedPrincipal[], home: Home): boolean {
  const said = saidList(node);
  const left = [...read];
  for (const entry of said) {
    const found = left.findIndex((one) => isPrincipal(entry, one, home));
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return left.length === 0;
}

function isPrincipal(entry: Node, read: TrustedPrincipal, home: Home): boolean {
  const roles = saidList(at(entry, "roles")).map((role) => meaningOfText(saidText(role) ?? ""));
  return (
    whoIs(saidText(entry, "account") ?? "", home) === meaningOfReference(read.principal) &&
    says(saidText(entry, "external_id"), read.externalId) &&
    says(saidText(entry, "organization"), read.organization) &&
    [...new Set(roles)].sort().join("\n") === read.roles.map(meaningOfReference).sort().join("\n") &&
    areConditions(at(entry, "conditions"), read.asked)
  );
}

/** An account is all of it, by its root; anything else is what it says. */
function whoIs(text: string, home: Home): string {
  const root = (account: string) => patternFilled("arn:${Partition}:iam::${Account}:root", home, { Account: account });
  if (text === "self") return root(meaningOfReference(home.account));
  const meaning = meaningOfText(text);
  const code = onlyCode(meaning);
  const named = code === null ? null : namedBy({ kind: "expression", code });
  const isId = /^\d{12}$/.test(meaning) || (named?.kind === "not-an-arn" && named.attribute === "account_id");
  return isId ? root(meaning) : meaning;
}
