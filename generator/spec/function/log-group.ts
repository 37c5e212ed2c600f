import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { join, textOf } from "../../iam/arn.ts";
import { defaultLogGroups } from "../../sources/role-facts.ts";
import type { Spec } from "../spec.ts";
import { argumentAt, isReference } from "../values/value.ts";

/** The log group that a function writes. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html */
export function logGroupName({ name, arguments: body }: Pick<Spec, "name" | "arguments">): Reference {
  const given = argumentAt(body, "logging_config.log_group");
  return isReference(given) ? given : join(defaultLogGroups, name);
}

/** A log group that the function shares with others, or a function that others manage, has its owner already. */
export function emitsLogGroup({ logs, managed, arguments: body }: Spec): boolean {
  return logs !== null && (logs.asked || (managed && argumentAt(body, "logging_config.log_group") === undefined));
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
