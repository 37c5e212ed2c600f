import type { Argument, Condition, Reference, Statement, Value } from "../grants.ts";
import { grantsOf, numberedSid } from "../iam/actions/pairs.ts";
import { before, fillArn, type Home, join, literal, textOf } from "../iam/arn.ts";
import { serviceOf } from "../iam/service.ts";
import { sibling } from "../iam/terraform-types.ts";
import { destinationGrants } from "../sources/destinations.ts";
import { type ImpliedGrant, impliedGrants, networkInterfaceActions } from "../sources/implied.ts";
import { decryptThrough, type MountFact, mountFacts, type RoleFact, writeCopiesLogs, writeLog } from "../sources/role-facts.ts";
import type { Replication } from "../sources/source.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { onceInOrder } from "../text-order.ts";

/** The statements of the execution role, by what causes them. */

export const everyResource: readonly Reference[] = [literal("*")];

/** A statement that allows actions on resources, with its reason. */
export function allow(
  key: string,
  why: string | null,
  actions: readonly string[],
  resources: readonly Reference[],
  conditions: readonly Condition[] = [],
): Statement {
  return { sid: null, effect: "Allow", actions, resources, conditions, causes: [{ key, why }] };
}

/** A fact of the tables as a statement, what is its own filled in. */
function factStatement(
  key: string,
  { actions, on, why }: RoleFact,
  home: Home,
  own: Readonly<Record<string, Reference>>,
): Statement {
  return allow(
    key,
    why,
    actions,
    on.map((pattern) => fillArn(pattern, home, own)),
  );
}

/** What the function writes to its own log. */
export function logStatements(spec: Spec, group: Reference): readonly Statement[] {
  return spec.logs === null ? [] : [factStatement("logs", writeLog, spec.settings.home, { LogGroup: group })];
}

/** What a service that copies the function asks of it. */
export function replicationOf({ source }: PushEntry): Replication | null {
  return source.kind === "arn" ? (source.replicates ?? null) : null;
}

/** What copies of the function write to their logs. */
export function replicaLogStatements(spec: Spec): readonly Statement[] {
  if (spec.logs === null) return [];
  return spec.push.flatMap((entry) => {
    const replication = replicationOf(entry);
    if (replication === null) return [];
    const CopyName = join(replication.logPrefix, spec.name);
    return writeCopiesLogs.map((fact) => factStatement(`push.${entry.key}`, fact, spec.settings.home, { CopyName }));
  });
}

/** What the arguments of the function imply: what AWS looks at when it makes the function, or the rest. */
export function impliedStatements(spec: Spec, atCreation: boolean): readonly Statement[] {
  const { home } = spec.settings;
  return impliedGrants.flatMap((implied) => {
    if ((implied.checked !== undefined) !== atCreation) return [];
    const value = argumentAt(spec.arguments, implied.argument);
    if (!isGiven(spec.arguments, implied.argument) || !holds(implied, value)) return [];
    const reference = isReference(value) ? value : null;
    return implied.statements.flatMap(({ actions, on, service, via, why }) => {
      if (service !== undefined && (reference === null || serviceIn(spec, reference) !== service)) return [];
      const own = on === "argument" ? [reference ?? literal("*")] : everyResource;
      const resources = typeof on === "string" ? own : filledFor(spec, on);
      return [
        allow(
          `function.${implied.argument.split(".")[0]}`,
          why,
          actions,
          resources,
          via === undefined ? [] : [viaService(via, home)],
        ),
      ];
    });
  });
}

/** What patterns name of a function's; what two of them do stands once. */
export function filledFor({ name, vpcOwner, settings: { home } }: Spec, patterns: readonly string[]): readonly Reference[] {
  const filled = patterns.map((pattern) => fillArn(pattern, home, { Function: name, VpcOwner: vpcOwner ?? home.account }));
  return onceInOrder(filled, textOf);
}

/** What mounting the function's file system takes. */
export function mountStatements(spec: Spec): readonly Statement[] {
  const { mount } = spec;
  if (mount === null) return [];
  const service = serviceOf(mount.accessPoint) ?? (mount.fileSystem === null ? null : serviceOf(mount.fileSystem));
  const fact = service === null ? undefined : mountFacts[service];
  if (service === null || fact === undefined) throw new Error(`nothing tells what ${spec.label} mounts`);
  const condition: Condition = { operator: "StringEquals", variable: fact.through, values: [mount.accessPoint] };
  const fileSystem = mount.fileSystem ?? fileSystemOf(mount.accessPoint, service, fact);
  return [allow("function.file_system_config", fact.why, fact.actions, [fileSystem], [condition])];
}

/** The Terraform resource of an access point knows its file system, or its ARN begins with it. */
function fileSystemOf(accessPoint: Reference, service: string, { type, behind }: MountFact): Reference {
  if (accessPoint.kind === "expression") return sibling(accessPoint, service, type) ?? accessPoint;
  return behind === undefined ? accessPoint : before(accessPoint, behind);
}

/** What Lambda needs to send the outcome of asynchronous invocations. */
export function asyncStatements(spec: Spec): readonly Statement[] {
  const { destinations } = spec;
  return (
    [
      ["on_success", destinations.onSuccess],
      ["on_failure", destinations.onFailure],
    ] as const
  ).flatMap(([key, target]) =>
    target === null
      ? []
      : sendStatements(`function.${key}`, "Lambda sends the outcome of asynchronous invocations", target, spec),
  );
}

/** The service of what a reference names, as it tells itself or as the spec says. */
function serviceIn({ told }: Spec, reference: Reference): string | null {
  return serviceOf(reference) ?? told.get(textOf(reference))?.service ?? null;
}

/** What sending to a destination needs, by the service of its ARN. */
export function sendStatements(key: string, why: string, target: Reference, spec: Spec): readonly Statement[] {
  const grants = destinationGrants[serviceIn(spec, target) ?? ""] ?? [];
  return grants.map(({ actions, suffix, ownAccount }) => {
    const own: readonly Condition[] =
      ownAccount === undefined ? [] : [{ operator: "StringEquals", variable: ownAccount, values: [spec.settings.home.account] }];
    return allow(key, why, actions, [join(target, suffix)], own);
  });
}

/** False for what is not there, and for a block of empty lists: Terraform takes `vpc_config` without subnets for none. */
function isGiven(body: readonly Argument[], path: string): boolean {
  const value = argumentAt(body, path);
  if (value !== "block") return value !== undefined;
  const block = body.find((argument) => argument.name === path);
  if (block?.kind !== "block") return true;
  const lists = block.body.filter((argument) => argument.kind === "attribute" && Array.isArray(argument.value));
  return (
    lists.length === 0 ||
    lists.some((argument) => argument.kind === "attribute" && Array.isArray(argument.value) && argument.value.length > 0)
  );
}

/** Whether the argument has the value that implies the grant; an expression may turn out to have it. */
function holds({ value: wanted, holding }: ImpliedGrant, value: Value | "block" | undefined): boolean {
  if (wanted !== undefined) return !isReference(value) || value.kind !== "literal" || value.text === wanted;
  if (holding === undefined) return true;
  return (
    Array.isArray(value) && value.some((item) => isReference(item) && item.kind === "literal" && item.text.includes(holding))
  );
}

/** That a key is used through one service in the stack's region. */
export function viaService(service: string, home: Home): Condition {
  const { condition, value } = decryptThrough;
  return { operator: "StringEquals", variable: condition, values: [fillArn(value, home, { Service: literal(service) })] };
}

/** What the function's code may do, and what it may not whatever allows it. */
export function actionStatements(spec: Spec): readonly Statement[] {
  return spec.actions.flatMap(({ effect, actions: names, resources: asked, conditions, variable, broad, why, sid }) =>
    grantsOf(names, asked, broad !== null || effect === "Deny", spec.settings.home).map(
      ({ actions, resources }, index): Statement => {
        const key = variable === null ? "actions" : `env.${variable}`;
        const causes = [{ key, why }, ...(broad === null ? [] : [{ key: "broad", why: broad }])];
        return { sid: numberedSid(sid, index), effect, actions, resources, conditions, causes };
      },
    ),
  );
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: the role's network permissions are for Lambda, not for the code. */
export function denyToCode(spec: Spec, arn: Reference): readonly Statement[] {
  if (!spec.role.denyNetworkInterfaces || argumentAt(spec.arguments, "vpc_config") === undefined) return [];
  const conditions: readonly Condition[] = [{ operator: "ArnEquals", variable: "lambda:SourceFunctionArn", values: [arn] }];
  const causes = [
    { key: "role.deny_network_interfaces_to_code", why: "the role's network permissions are for Lambda, not for the code" },
  ];
  return [{ sid: null, effect: "Deny", actions: networkInterfaceActions, resources: everyResource, conditions, causes }];
}
