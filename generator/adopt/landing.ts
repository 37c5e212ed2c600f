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
interface Move {
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
  const ownRole = sharing.length === 1 ? role : null;
  const qualifier = text(alias?.values["name"]);
  const permissions = permissionsWay(existing, qualifier, grants);
  const ownPolicies = policiesWay(ownRole === null ? [] : policies, roleName ?? "", grants);
  const moves = [
    ...(grants.managed ? moved(existing.function, addressOf.function(label), name) : []),
    ...(grants.role === null ? [] : moved(ownRole, addressOf.role(label), roleName ?? "")),
    ...(grants.logGroup === null ? [] : moved(logGroup, addressOf.logGroup(label), textOf(grants.logGroup.name))),
    ...(grants.alias === null ? [] : moved(alias, addressOf.alias(label), `${name}/${qualifier}`)),
    ...permissions.moves,
    ...mappingMoves(existing, draft, grants),
    ...connectedMoves(existing, grants),
    ...ownPolicies.moves,
  ];
  const taken = new Set(moves.map(({ from }) => from));
  const reached = new Set(moves.map(({ to }) => to));
  const keeps = keptAliases(existing, draft).filter((address) => !taken.has(address));
  const left = [
    // A role that others run with goes when all have one of their own.
    ...(ownRole === null && role !== null ? [role.address] : []),
    ...policies.flatMap(({ from, attachment, inRole }) => (inRole ? [] : [attachment ?? from])),
    ...[...existing.permissions, ...existing.mappings, ...existing.aliases, ...existing.beside].map(({ address }) => address),
  ];
  return shown({
    moves,
    replaces: permissions.replaces,
    changes: [...roleChanges(ownRole, grants), ...ownPolicies.changes],
    makes: [
      ...ownPolicies.makes,
      ...(grants.role !== null && ownRole === null ? [addressOf.role(label)] : []),
      ...grants.permissions.map((permission) => addressOf.permission(permission.label)).filter((to) => !reached.has(to)),
      ...(grants.logGroup !== null && logGroup === null ? [addressOf.logGroup(label)] : []),
    ],
    goes: [...new Set(left)].filter((address) => !taken.has(address) && !keeps.includes(address)),
    keeps,
    byHand: ownRole === null ? [] : byHandOf(policies, roleName ?? "", grants),
  });
}

/** The way of a resource; none of one that is not there. */
function moved(resource: StateResource | null | undefined, to: string, id: string): readonly Move[] {
  return resource ? [{ from: resource.address, to, id }] : [];
}

function roleChanges(ownRole: StateResource | null, { label, role }: FunctionGrants): readonly string[] {
  if (role === null) return [];
  if (ownRole === null) return [`${addressOf.function(label)}, its role`];
  const isSame = isSameDocument(documentOf(ownRole.values["assume_role_policy"]), trustDocument(role.trust));
  return isSame ? [] : [`${addressOf.role(label)}, who may assume it`];
}

/** `qualifier` is the name of the alias that is made here, which only Terraform knows. */
function permissionsWay(
  existing: Existing,
  qualifier: string | null,
  { permissions }: FunctionGrants,
): Pick<Landing, "moves" | "replaces"> {
  const { name } = existing;
  const ways = permissions.map((permission) => {
    const to = addressOf.permission(permission.label);
    const id = textOf(permission.statementId);
    // A statement's id is its own for each alias and version.
    const asked =
      permission.qualifier === null ? null : permission.qualifier.kind === "literal" ? permission.qualifier.text : qualifier;
    const old = existing.permissions.find((one) => one.values["statement_id"] === id && qualifierOf(one, existing) === asked);
    return {
      moves: moved(old, to, `${name}${asked === null ? "" : `:${asked}`}/${id}`),
      replaces: old !== undefined && !isTheSame(permission, name, old.values) ? [to] : [],
    };
  });
  return { moves: ways.flatMap(({ moves }) => moves), replaces: ways.flatMap(({ replaces }) => replaces) };
}

function mappingMoves(existing: Existing, draft: Draft, { mappings }: FunctionGrants): readonly Move[] {
  return mappings.flatMap((mapping) => {
    const old = existing.mappings.find(
      ({ address, values }) => isSame(mapping, values) && draft.pull.some(({ from }) => from === address),
    );
    return moved(old, addressOf.mapping(mapping.label), text(old?.values["uuid"]) ?? text(old?.values["id"]) ?? "");
  });
}

function connectedMoves({ beside, name }: Existing, { connected }: FunctionGrants): readonly Move[] {
  return connected.flatMap(({ type, label }) => {
    const old = beside.find((one) => one.type === type);
    return moved(old, `${type}.${label}`, text(old?.values["id"]) ?? name);
  });
}

/** `old` are the policies of a role of the function's own. */
function policiesWay(
  old: readonly OldPolicy[],
  roleName: string,
  { policies }: FunctionGrants,
): Pick<Landing, "moves" | "changes" | "makes"> {
  const [moves, changes, makes]: [Move[], string[], string[]] = [[], [], []];
  for (const policy of policies) {
    const before = old.find(({ arn, name, inRole }) => arn === null && name === textOf(policy.name) && !inRole);
    const to = policy.kind === "inline" ? addressOf.rolePolicy(policy.label) : addressOf.managedPolicy(policy.label);
    if (before === undefined || policy.kind !== "inline") {
      makes.push(to);
      continue;
    }
    moves.push({ from: before.from, to, id: `${roleName}:${before.name}` });
    if (!isSameDocument(before.document, executionDocument(policy.statements))) changes.push(`${to}, what it allows`);
  }
  return { moves, changes, makes };
}

/** Aliases that entries name: the spec makes none of them. */
function keptAliases({ aliases }: Existing, { push }: Draft): readonly string[] {
  const named = push.flatMap(({ says }) => text(says["qualifier"]) ?? []);
  return aliases.filter(({ values }) => named.includes(text(values["name"]) ?? "")).map(({ address }) => address);
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
