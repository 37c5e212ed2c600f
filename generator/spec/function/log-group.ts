import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { join, textOf } from "../../iam/arn.ts";
import { logLimits, tagCharacters } from "../../sources/argument-limits.ts";
import { defaultLogGroups } from "../../sources/role-facts.ts";
import { keys } from "../../sources/targets.ts";
import { isTrue, scalarAt } from "../language/at-key.ts";
import { checkShape } from "../language/check-shape.ts";
import { logArguments, logsShape } from "../language/language.ts";
import type { Spec } from "../spec.ts";
import { checkArguments } from "../values/check-arguments.ts";
import { readTarget } from "../values/target-value.ts";
import { argumentAt, isReference, readArguments, type Session } from "../values/value.ts";
import type { Node, YamlMapping } from "../yaml/yaml-node.ts";
import { readLifecycle } from "./lifecycle.ts";
import { checkOwnRegion } from "./own-region.ts";
import { checkTags } from "./tags.ts";

/** Reads `logs`, `own` being what the document itself says of it. */
export function readLogs(node: Node | undefined, own: Node | undefined, session: Session): Spec["logs"] {
  if (node !== undefined) session.diagnostics.push(...checkShape(node, logsShape, "logs"));
  const existing = node?.kind === "mapping" && isTrue(node, "existing");
  if (node?.kind === "mapping") {
    checkArguments(node, logLimits, "log group", session);
    checkOwnRegion(node, session);
    checkTags(node, session, tagCharacters);
    const key = scalarAt(node, "kms_key_id");
    if (existing && own?.kind === "mapping") checkElsewhere(own, session);
    else if (key !== undefined) readTarget(key, "kms_key_id", keys, session);
  }
  if (node?.kind === "boolean" && node.flag === false) return null;
  const mapping = node?.kind === "mapping" && !existing ? node : undefined;
  const given = mapping === undefined ? [] : readArguments(mapping, logArguments, session);
  return { arguments: given, lifecycle: readLifecycle(mapping), asked: own !== undefined, existing };
}

/** What the document says beside `existing` is of a group that others manage; a default of the stack is for the groups that it makes. */
function checkElsewhere(own: YamlMapping, session: Session): void {
  for (const { key, keySpan } of own.entries) {
    if (key === "existing") continue;
    const message = `\`${key}\` belongs to whoever manages this log group`;
    session.diagnostics.push(error("argument-not-allowed", keySpan, message, "remove the line, or `existing: true`"));
  }
}

/** The log group that a function writes. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html */
export function logGroupName({ name, arguments: body }: Pick<Spec, "name" | "arguments">): Reference {
  const given = argumentAt(body, "logging_config.log_group");
  return isReference(given) ? given : join(defaultLogGroups, name);
}

/** A log group that the function shares with others, or that others manage, has its owner already; so has a function that they manage. */
export function emitsLogGroup({ logs, managed, arguments: body }: Spec): boolean {
  return (
    logs !== null && !logs.existing && (logs.asked || (managed && argumentAt(body, "logging_config.log_group") === undefined))
  );
}

/** A function that its own log invokes writes its log then. */
export function* findLogLoops(spec: Spec): Generator<Diagnostic> {
  const own = [textOf(logGroupName(spec)), ...(emitsLogGroup(spec) ? [`\${aws_cloudwatch_log_group.${spec.label}.name}`] : [])];
  for (const { subscription, span } of spec.push) {
    if (subscription?.facts.resource !== "aws_cloudwatch_log_subscription_filter") continue;
    if (!Object.values(subscription.fields).some((group) => own.includes(textOf(group)))) continue;
    const message = "this is the function's own log: what it writes would invoke it, for ever";
    yield error("argument-not-allowed", span, message, "let another function read this log");
  }
}
