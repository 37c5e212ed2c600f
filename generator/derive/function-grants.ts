import { addressOf } from "../addresses.ts";
import type { FunctionGrants, Reference, Statement } from "../grants.ts";
import { fillArn } from "../iam/arn.ts";
import { remembered } from "../remembered.ts";
import { functionPattern } from "../sources/role-facts.ts";
import { type Leftover, leftovers } from "../sources/shapes/leftovers.ts";
import { emitsLogGroup, logGroupName } from "../spec/function/log-group.ts";
import type { Spec } from "../spec/spec.ts";
import { byLabel } from "../text-order.ts";
import { connectedResources } from "./connected-resources.ts";
import { invokersOf, withOneAttached } from "./invokers.ts";
import { beforeItRuns, beforePermission, creationPolicies, hostOf, laterPolicies, runsAtOnce, waitsForNothing } from "./order.ts";
import { permissionsOf } from "./permissions.ts";
import { executionPolicies } from "./policies.ts";
import { mappingOf, pollerStatements } from "./pull-grants.ts";
import { configsOf, invokeConfigOf, urlsOf } from "./push-grants.ts";
import { attachmentsOf } from "./role/attachments.ts";
import { executionRoleOf } from "./role/execution-role-grants.ts";
import {
  actionStatements,
  asyncStatements,
  denyToCode,
  impliedStatements,
  logStatements,
  mountStatements,
  replicaLogStatements,
} from "./role-statements.ts";

/** What one checked spec grants. Total: everything that can be wrong was found when the spec was checked. */
export const deriveFunction = remembered((spec: Spec): FunctionGrants => {
  const { home } = spec.settings;
  const arn = fillArn(functionPattern, home, { FunctionName: spec.name });
  const logGroup = logGroupName(spec);
  const checked = [...impliedStatements(spec, true), ...mountStatements(spec), ...denyToCode(spec, arn)];
  const others = [
    ...logStatements(spec, logGroup),
    ...replicaLogStatements(spec),
    ...impliedStatements(spec, false),
    ...asyncStatements(spec),
    ...pollerStatements(spec),
    ...actionStatements(spec),
  ];
  const runsWith = asksForRole(spec, [...checked, ...others]) ? (spec.role.existing ?? ownRole(spec)) : null;
  const early = beforeItRuns(spec, checked, others);
  const rest = others.filter((one) => !early.includes(one));
  const policies = runsWith === null ? [] : executionPolicies(spec, runsWith.name, [...checked, ...early], rest);
  const attachments = runsWith === null ? [] : attachmentsOf(spec, runsWith.name);
  const later = [...laterPolicies(policies), ...attachments.map(({ label }) => addressOf.attachment(label))];
  const attachedEarly = runsAtOnce(spec) ? attachments.filter(({ policy }) => waitsForNothing([policy])) : [];
  const emitsLog = emitsLogGroup(spec) && spec.logs !== null;
  return {
    spec: spec.source,
    label: spec.label,
    name: spec.name,
    arn,
    managed: spec.managed,
    provider: spec.settings.provider,
    archive: spec.archive,
    arguments: spec.arguments,
    lifecycle: spec.lifecycle,
    qualifier: spec.qualifier,
    alias: spec.alias === null ? null : { ...spec.alias, replacedWith: hostOf(spec, null) },
    role: runsWith !== null && spec.role.existing === null ? executionRoleOf(spec) : null,
    runsWith,
    policies,
    attachments,
    logGroup:
      emitsLog && spec.logs !== null ? { name: logGroup, arguments: spec.logs.arguments, lifecycle: spec.logs.lifecycle } : null,
    dependsOn: [
      ...new Set([
        ...(emitsLog ? [addressOf.logGroup(spec.label)] : []),
        ...creationPolicies(policies),
        ...attachedEarly.map(({ label }) => addressOf.attachment(label)),
        ...spec.dependsOn,
      ]),
    ],
    leftovers: spec.managed
      ? leftovers.filter(({ by }) => brings(spec, by)).map(({ says, docs }) => `on destroy: ${says} (${docs})`)
      : [],
    permissions: spec.push.flatMap((entry) => permissionsOf(spec, entry, beforePermission(entry, policies))).sort(byLabel),
    mappings: spec.pull.map((entry) => mappingOf(spec, entry, later)).sort(byLabel),
    invokers: [...withOneAttached(spec.push.flatMap((entry) => invokersOf(spec, entry, arn)))].sort(byLabel),
    connected: [
      ...spec.push.flatMap((entry) => urlsOf(spec, entry)),
      ...connectedResources(spec, later),
      ...invokeConfigOf(spec, later),
      ...configsOf(spec, later),
    ].sort(byLabel),
  };
});

function brings({ arguments: body, push }: Spec, by: Leftover["by"]): boolean {
  if (typeof by === "object") return body.some(({ name }) => name === by.argument);
  return push.some(({ source, caller }) =>
    by === "copies"
      ? source.kind === "arn" && source.replicates !== undefined
      : caller.kind === "url" && caller.authorization === "NONE",
  );
}

/** Whoever manages a function manages its role: a spec that only says who may invoke it needs none. */
function asksForRole(spec: Spec, statements: readonly Statement[]): boolean {
  const { managed, role, logs } = spec;
  if (managed || role.own || logs?.asked === true) return true;
  // It writes its log whatever stands here.
  return statements.some(({ causes }) => causes.some(({ key }) => key !== "logs"));
}

function ownRole({ label }: Spec): NonNullable<FunctionGrants["runsWith"]> {
  const attribute = (name: string): Reference => ({ kind: "expression", code: `${addressOf.role(label)}.${name}` });
  return { name: attribute("name"), arn: attribute("arn") };
}
