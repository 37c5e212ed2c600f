import { addressOf } from "../addresses.ts";
import {
  type FunctionGrants,
  type GuardArgument,
  guardArguments,
  type Mapping,
  type Permission,
  type Reference,
  type Value,
} from "../grants.ts";
import { textOf } from "../iam/arn.ts";
import { executionDocument, trustDocument } from "../iam/policy/policy-document.ts";
import { pullSources } from "../sources/pull-sources.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import type { Draft } from "./draft.ts";
import { type Existing, type OldPolicy, ownerOf, qualifierOf } from "./existing.ts";
import { documentOf, isMapping, list, object, type StateResource, text, texts } from "./read-state.ts";
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
  const connected = connectedWay(existing, qualifier, grants);
  const ownPolicies = policiesWay(ownRole === null ? [] : policies, roleName ?? "", grants);
  const moves = [
    ...(grants.managed ? moved(existing.function, addressOf.function(label), name) : []),
    ...(grants.role === null ? [] : moved(ownRole, addressOf.role(label), roleName ?? "")),
    ...(grants.logGroup === null ? [] : moved(logGroup, addressOf.logGroup(label), textOf(grants.logGroup.name))),
    ...(grants.alias === null ? [] : moved(alias, addressOf.alias(label), `${name}/${qualifier}`)),
    ...permissions.moves,
    ...mappingMoves(existing, draft, grants),
    ...connected.moves,
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
    replaces: [...permissions.replaces, ...connected.replaces],
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

/** Where something goes, and whether it is made anew there. */
type Way = Pick<Landing, "moves" | "replaces">;

function joined(ways: readonly Way[]): Way {
  return { moves: ways.flatMap(({ moves }) => moves), replaces: ways.flatMap(({ replaces }) => replaces) };
}

/** `qualifier` is the name of the alias that is made here, which only Terraform knows. */
function permissionsWay(existing: Existing, qualifier: string | null, { permissions }: FunctionGrants): Way {
  const { name } = existing;
  const ways = permissions.map((permission): Way => {
    const to = addressOf.permission(permission.label);
    const id = textOf(permission.statementId);
    // A statement's id is its own for each alias and version.
    const asked = permission.qualifier && nameOf(permission.qualifier, qualifier);
    const old = existing.permissions.find((one) => one.values["statement_id"] === id && qualifierOf(one, existing) === asked);
    return {
      moves: moved(old, to, `${name}${asked === null ? "" : `:${asked}`}/${id}`),
      replaces: old !== undefined && !isTheSame(permission, name, old.values) ? [to] : [],
    };
  });
  return joined(ways);
}

/** The name of an alias or a version, which of the alias that is made here only Terraform knows. */
function nameOf(reference: Reference, ofAlias: string | null): string | null {
  return reference.kind === "literal" ? reference.text : ofAlias;
}

function mappingMoves(existing: Existing, draft: Draft, { mappings }: FunctionGrants): readonly Move[] {
  const said = existing.mappings.filter(({ address }) => draft.pull.some(({ from }) => from === address));
  const left = new Set(said);
  return mappings.flatMap((mapping) => {
    const old = [...left].find(({ values }) => isSame(mapping, values));
    // Two may look alike: each is one.
    if (old !== undefined) left.delete(old);
    return moved(old, addressOf.mapping(mapping.label), text(old?.values["uuid"]) ?? text(old?.values["id"]) ?? "");
  });
}

/** What is kept beside the function: of each type, what is of the same alias, or of the function itself. */
function connectedWay(existing: Existing, qualifier: string | null, { connected }: FunctionGrants): Way {
  const ways = connected.map(({ type, label, arguments: given }) => {
    const said = argumentAt(given, "qualifier");
    const asked = isReference(said) ? nameOf(said, qualifier) : null;
    const old = existing.beside.find((one) => one.type === type && ownerOf(one, existing) === asked);
    const to = `${type}.${label}`;
    const isRenamed = old !== undefined && qualifierOf(old, existing) !== asked;
    return { moves: moved(old, to, old === undefined ? "" : importIdOf(old, asked, existing)), replaces: isRenamed ? [to] : [] };
  });
  return joined(ways);
}

/**
 * The id that the state has; those that have none there are imported by the function's name, and by whose they are.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_runtime_management_config#import
 */
function importIdOf({ type, values }: StateResource, asked: string | null, { name }: Existing): string {
  const isOfVersion = ["aws_lambda_runtime_management_config", "aws_lambda_function_scaling_config"].includes(type);
  return text(values["id"]) ?? (isOfVersion ? `${name},${asked ?? ""}` : name);
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

/** What tells the mappings of a function apart: what they poll, and what of it. */
const apart = [
  "event_source_arn",
  "self_managed_event_source.endpoints",
  ...new Set(Object.values(pullSources).flatMap(({ namedBy, apartBy = [] }) => [...namedBy, ...apartBy])),
];

function isSame(mapping: Mapping, values: StateResource["values"]): boolean {
  const compared = (texts: readonly string[]) =>
    texts
      .flatMap((one) => one.split(","))
      .sort()
      .join();
  return apart.every(
    (path) => compared(textsOf(argumentAt(mapping.arguments, path))) === compared(shown(textsAt(values, path.split(".")))),
  );
}

/** The texts of an argument, of each item of a list or a map. */
function textsOf(value: Value | "block" | undefined): readonly string[] {
  if (value === undefined) return [];
  if (isReference(value)) return [textOf(value)];
  if (typeof value !== "object") return [String(value)];
  return "kind" in value ? value.entries.flatMap((entry) => textsOf(entry.value)) : value.flatMap(textsOf);
}

/** The same of a state, where blocks are lists. */
function textsAt(value: unknown, [name, ...path]: readonly string[]): readonly string[] {
  if (name !== undefined) return list(value).flatMap((one) => textsAt(object(one)[name], path));
  return isMapping(value) ? Object.values(value).flatMap(texts) : texts(value);
}
