import type { Condition, Reference, Value } from "../../grants.ts";
import { type Home, join, literal, textOf } from "../../iam/arn.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { serviceOf } from "../../iam/service.ts";
import { terraformTypes } from "../../iam/terraform-types.ts";
import { destinationGrants } from "../../sources/destinations.ts";
import { type ImpliedGrant, impliedGrants, networkInterfaceActions } from "../../sources/implied.ts";
import {
  defaultLogGroups,
  type MountFact,
  mountFacts,
  type RoleFact,
  writeCopiesLogs,
  writeLog,
} from "../../sources/role-facts.ts";
import type { Replication } from "../../sources/source.ts";
import type { Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import type { Place, Rule } from "../rule.ts";
import { actionsNeededOn } from "./acting.ts";
import { composedArn, eachOnce, filledPattern, needsOfRole, placeOf, subnetsOwner, throughService } from "./write-needs.ts";

/** What a function itself and its code need of its role. */

/** A log group that an argument names, else the one that Lambda takes; and those of the copies of a function at the edge. */
export function logRules(spec: Spec): readonly Rule[] {
  if (spec.logs === null) return [];
  const { home } = spec.settings;
  const place = placeOf(spec.span);
  const own = argumentAt(spec.arguments, "logging_config.log_group");
  const group = isReference(own) ? own : join(defaultLogGroups, spec.name);
  return [
    ...factRules(writeLog, home, { LogGroup: group }, "logs", place),
    ...copying(spec).flatMap(({ logPrefix }) =>
      writeCopiesLogs.flatMap((fact) => factRules(fact, home, { CopyName: join(logPrefix, spec.name) }, "push.edge", place)),
    ),
  ];
}

function factRules(
  { actions, on }: RoleFact,
  home: Home,
  own: Readonly<Record<string, Reference>>,
  cause: string,
  place: Place,
): readonly Rule[] {
  return on.flatMap((pattern) => needsOfRole(actions, [filledPattern(pattern, home, own)], cause, place));
}

/** What the services that copy the function ask of it. */
export function copying({ push }: Spec): readonly Replication[] {
  return push.flatMap(({ source }) => ("replicates" in source && source.replicates !== undefined ? [source.replicates] : []));
}

/** What the arguments of the function imply, from the table of implied grants. */
export function impliedRules(spec: Spec): readonly Rule[] {
  const { home } = spec.settings;
  return impliedGrants.flatMap((implied) => {
    if (!isImplied(implied, spec)) return [];
    const value = argumentAt(spec.arguments, implied.argument);
    const own = isReference(value) ? value : null;
    return implied.statements
      .filter(({ service }) => service === undefined || (own !== null && serviceSaid(own, spec) === service))
      .flatMap(({ actions, on, via }) => {
        const resources =
          on === "*"
            ? [literal("*")]
            : on === "argument"
              ? own === null
                ? []
                : [own]
              : eachOnce(on.map((pattern) => filledPattern(pattern, home, { Function: spec.name, ...subnetsOwner(spec) })));
        const conditions = via === undefined ? [] : [throughService(via, home)];
        return needsOfRole(actions, resources, `function.${implied.argument}`, placeOf(spec.span), conditions);
      });
  });
}

/** Whether a function has what the table says, as far as anybody knows before Terraform runs. */
function isImplied({ argument, value: wanted, holding }: ImpliedGrant, spec: Spec): boolean {
  const value = argumentAt(spec.arguments, argument);
  if (value === undefined) return false;
  if (value === "block") return !isEmptyBlock(spec, argument);
  if (wanted !== undefined) return !isReference(value) || value.kind !== "literal" || value.text === wanted;
  if (holding === undefined) return true;
  return listOf(value).some((item) => isReference(item) && item.kind === "literal" && item.text.includes(holding));
}

/** Terraform takes a block of nothing but empty lists for none. */
function isEmptyBlock(spec: Spec, name: string): boolean {
  const block = spec.arguments.find((argument) => argument.kind === "block" && argument.name === name);
  const lists = block?.kind === "block" ? block.body.flatMap((inner) => (inner.kind === "attribute" ? [inner.value] : [])) : [];
  const known = lists.filter((value) => Array.isArray(value));
  return known.length > 0 && known.every((value) => listOf(value).length === 0);
}

/** A value as a list, also where it is one thing. */
export function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : [value];
}

/** What mounting the function's file system needs. */
export function mountRules(spec: Spec): readonly Rule[] {
  if (spec.mount === null) return [];
  const { accessPoint, fileSystem } = spec.mount;
  const named = [accessPoint, ...(fileSystem === null ? [] : [fileSystem])].map(serviceOf).find((service) => service !== null);
  return Object.entries(mountFacts)
    .filter(([service]) => service === named)
    .flatMap(([service, fact]) => {
      const through: Condition = { operator: "StringEquals", variable: fact.through, values: [accessPoint] };
      const system = fileSystem ?? systemOf(accessPoint, service, fact);
      return needsOfRole(fact.actions, [system], "function.file_system_config", placeOf(spec.span), [through]);
    });
}

/** An access point by its Terraform resource: the attribute of the same resource that is a file system's ARN; or what its ARN begins with. */
function systemOf(accessPoint: Reference, service: string, { type: wanted, behind }: MountFact): Reference {
  if (accessPoint.kind !== "expression") {
    const end = accessPoint.kind !== "literal" || behind === undefined ? -1 : accessPoint.text.indexOf(behind);
    return end < 0 ? accessPoint : literal(textOf(accessPoint).slice(0, end));
  }
  const { code } = accessPoint;
  const resource = code.slice(0, code.lastIndexOf("."));
  const type = resource.replace(/^data\./, "").split(".")[0] ?? "";
  const [system] = [...terraformTypes()].filter(
    (one) => one.terraformType === type && one.service === service && one.type === wanted,
  );
  return system === undefined ? accessPoint : { kind: "expression", code: `${resource}.${system.attribute}` };
}

/** Of an expression that does not tell it, the spec says what it names. */
function serviceSaid(target: Reference, { told }: Spec): string | null {
  const service = serviceOf(target);
  if (service !== null) return service;
  const said = [...told].find(([text]) => text === textOf(target));
  return said === undefined ? null : said[1].service;
}

/** What sending to a destination needs, by the service of its ARN. */
export function sendRules(target: Reference, spec: Spec, cause: string, place: Place): readonly Rule[] {
  const { home } = spec.settings;
  const service = serviceSaid(target, spec);
  const grants = service !== null && Object.hasOwn(destinationGrants, service) ? (destinationGrants[service] ?? []) : [];
  return grants.flatMap(({ actions, suffix, ownAccount: key }) => {
    const ours: Condition | null = key === undefined ? null : { operator: "StringEquals", variable: key, values: [home.account] };
    return needsOfRole(actions, [join(target, suffix)], cause, place, ours === null ? [] : [ours]);
  });
}

/** What the entries of `actions` and `env` ask for, to be allowed or denied: each action on each resource that AWS's reference says it acts on. */
export function actionRules(spec: Spec): readonly Rule[] {
  return spec.actions.flatMap(({ effect, actions: names, resources, asked, variable, broad, span }) => {
    const cause = variable === null ? "actions" : `env.${variable}`;
    const actions = names.flatMap((name) => findAction(name) ?? []);
    const each = new Map((resources ?? [literal("*")]).map((resource) => [textOf(resource), resource]));
    const conditions = asked.map((condition) => ({
      ...condition,
      values: [...new Map(condition.values.map((value) => [textOf(value), value])).values()],
    }));
    return [...each.values()].flatMap((resource) => {
      const needed = actionsNeededOn(resource, actions, broad !== null || effect === "Deny").map(({ full }) => full);
      return needsOfRole(needed, [resource], cause, placeOf(span), conditions).map((rule) => ({ ...rule, effect }));
    });
  });
}

/** The function's own code is kept from the network permissions of its role. */
export function denied(spec: Spec): readonly Rule[] {
  const conditions: readonly Condition[] = [
    { operator: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [composedArn(spec)] },
  ];
  return needsOfRole(
    networkInterfaceActions,
    [literal("*")],
    "role.deny_network_interfaces_to_code",
    placeOf(spec.span),
    conditions,
  ).map((rule) => ({ ...rule, effect: "Deny" }));
}
