import { addressOf } from "../addresses.ts";
import {
  type Argument,
  type FunctionGrants,
  type GuardArgument,
  guardArguments,
  type Mapping,
  type Permission,
} from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { executionDocument, trustDocument } from "../iam/policy/policy-document.ts";
import type { Draft } from "./draft.ts";
import { type Existing, type OldPolicy, qualifierOf } from "./existing.ts";
import { documentOf, list, object, type StateResource, text } from "./read-state.ts";
import { isSameDocument } from "./same-document.ts";
import { shellWord } from "./shell-word.ts";
import { shown } from "./text/texts.ts";

/** Where each resource of a function goes: the address that the output has for it, and by which id it is imported. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly id: string;
}

/** What the first plan does with a function. */
export interface Landing {
  readonly moves: readonly Move[];
  /** New addresses of permissions that are made anew: with another guard, or where the function was named by its ARN. */
  readonly replaces: readonly string[];
  /** What stays and says something else, by its new address. */
  readonly changes: readonly string[];
  /** Addresses that are new. */
  readonly makes: readonly string[];
  /** Old addresses that nothing takes over: what they grant goes with them. */
  readonly goes: readonly string[];
  /** Old addresses that keep their old configuration: aliases that entries name, and that the spec does not make. */
  readonly keeps: readonly string[];
  /** What stays in AWS, since no resource of its own holds it. */
  readonly byHand: readonly string[];
}

/** Finds the way of each old resource to its new address. */
export function landingOf(
  existing: Existing,
  draft: Draft,
  alias: StateResource | null,
  policies: readonly OldPolicy[],
  grants: FunctionGrants,
): Landing {
  const { name, role, roleName, logGroup, sharing } = existing;
  const { label } = grants;
  const replaces: string[] = [];
  const changes: string[] = [];
  const moves: Move[] = grants.managed ? [{ from: existing.function.address, to: addressOf.function(label), id: name }] : [];
  const move = (resource: StateResource | null | undefined, to: string, id: string) => {
    if (resource) moves.push({ from: resource.address, to, id });
  };
  const ownRole = role !== null && sharing.length === 1;
  if (grants.role !== null && !ownRole) changes.push(`${addressOf.function(label)}, its role`);
  if (grants.role !== null && ownRole) {
    move(role, addressOf.role(label), roleName ?? "");
    if (!isSameDocument(documentOf(role.values["assume_role_policy"]), trustDocument(grants.role.trust)))
      changes.push(`${addressOf.role(label)}, who may assume it`);
  }
  if (grants.logGroup !== null) move(logGroup, addressOf.logGroup(label), textOf(grants.logGroup.name));
  const qualifier = text(alias?.values["name"]);
  if (grants.alias !== null) move(alias, addressOf.alias(label), `${name}/${qualifier}`);
  for (const permission of grants.permissions) {
    const id = textOf(permission.statementId);
    const alike = existing.permissions.filter(({ values }) => values["statement_id"] === id);
    // A statement's id is its own for each alias and version; of an alias that is made here, only Terraform knows the name.
    const asked =
      permission.qualifier === null ? null : permission.qualifier.kind === "literal" ? permission.qualifier.text : qualifier;
    const old = alike.find((one) => qualifierOf(one, existing) === asked);
    const of = old === undefined ? null : qualifierOf(old, existing);
    if (old !== undefined && !isTheSame(permission, name, old.values)) replaces.push(addressOf.permission(permission.label));
    move(old, addressOf.permission(permission.label), `${name}${of === null ? "" : `:${of}`}/${id}`);
  }
  for (const mapping of grants.mappings) {
    const old = existing.mappings.find(
      ({ address, values }) => isSame(mapping, values) && draft.pull.some(({ from }) => from === address),
    );
    move(old, addressOf.mapping(mapping.label), text(old?.values["uuid"]) ?? text(old?.values["id"]) ?? "");
  }
  for (const { type, label: own } of grants.connected) {
    const old = existing.beside.find((one) => one.type === type);
    move(old, `${type}.${own}`, text(old?.values["id"]) ?? name);
  }
  const made = grants.policies.flatMap((policy) => {
    const old = ownRole ? policies.find((one) => one.arn === null && one.name === textOf(policy.name) && !one.inRole) : undefined;
    const to = policy.kind === "inline" ? addressOf.rolePolicy(policy.label) : addressOf.managedPolicy(policy.label);
    if (old === undefined || policy.kind !== "inline") return [to];
    moves.push({ from: old.from, to, id: `${roleName}:${old.name}` });
    if (!isSameDocument(old.document, executionDocument(policy.statements))) changes.push(`${to}, what it allows`);
    return [];
  });
  const taken = new Set(moves.map(({ from }) => from));
  const named = draft.push.flatMap(({ says }) => text(says["qualifier"]) ?? []);
  const keeps = existing.aliases
    .filter(({ address, values }) => !taken.has(address) && named.includes(text(values["name"]) ?? ""))
    .map(({ address }) => address);
  // A role that others run with goes when all have one of their own.
  const own = [
    ...(ownRole || role === null ? [] : [role.address]),
    ...policies.flatMap(({ from, attachment, inRole }) => (inRole ? [] : [attachment ?? from])),
  ];
  const others = [...existing.permissions, ...existing.mappings, ...existing.aliases, ...existing.beside].map(
    ({ address }) => address,
  );
  return shown({
    moves,
    replaces,
    changes,
    makes: [
      ...made,
      ...(grants.role !== null && !ownRole ? [addressOf.role(label)] : []),
      ...grants.permissions.map((one) => addressOf.permission(one.label)).filter((to) => !moves.some((one) => one.to === to)),
      ...(grants.logGroup !== null && logGroup === null ? [addressOf.logGroup(label)] : []),
    ],
    goes: [...new Set([...own, ...others])].filter((one) => !taken.has(one) && !keeps.includes(one)),
    keeps,
    byHand: ownRole ? byHandOf(policies, roleName ?? "", grants) : [],
  });
}

/** Policies that a role itself lists stay where its new block lists none: Terraform leaves alone what it is not told of. */
function byHandOf(policies: readonly OldPolicy[], roleName: string, grants: FunctionGrants): readonly string[] {
  // A new one of the same name takes the old one's place.
  const names = grants.policies.map((policy) => textOf(policy.name));
  return policies.flatMap(({ name, arn, inRole }) => {
    if (!inRole || (arn === null && names.includes(name))) return [];
    return [
      arn === null
        ? `aws iam delete-role-policy --role-name ${shellWord(roleName)} --policy-name ${shellWord(name)}`
        : `aws iam detach-role-policy --role-name ${shellWord(roleName)} --policy-arn ${shellWord(arn)}`,
    ];
  });
}

/** Whether an old permission has the guards of the new one, and no others, and calls its function by the name alone: AWS changes none. */
function isTheSame({ guards }: Permission, name: string, values: StateResource["values"]): boolean {
  if (values["function_name"] !== name) return false;
  return (Object.keys(guardArguments) as GuardArgument[]).every((argument) => {
    const guard = guards[argument];
    const is = guard === undefined ? null : typeof guard === "boolean" ? String(guard) : textOf(guard);
    return is === (shown(text(values[argument])) ?? (values[argument] === true ? "true" : null));
  });
}

/** Whether an old mapping polls the same: its source, and of that the same topics or queues. */
function isSame(mapping: Mapping, values: StateResource["values"]): boolean {
  const given = (name: string) => textsAt(mapping.arguments, name);
  const [arn] = given("event_source_arn");
  return (
    (arn ?? null) === text(values["event_source_arn"]) &&
    ["topics", "queues"].every((name) => given(name).join() === list(values[name]).map(String).sort().join()) &&
    given("database_name").join() === list(object(list(values["document_db_event_source_config"])[0])["database_name"]).join()
  );
}

function textsAt(given: readonly Argument[], name: string): readonly string[] {
  return given.flatMap((argument): readonly string[] => {
    if (argument.kind === "block") return name === "database_name" ? textsAt(argument.body, name) : [];
    if (argument.name !== name) return [];
    const values = Array.isArray(argument.value) ? argument.value : [argument.value];
    return values.flatMap((value) => (typeof value === "object" && value.kind === "literal" ? [value.text] : [])).sort();
  });
}
