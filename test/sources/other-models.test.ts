import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { dnsSuffixes, partitions } from "../../generator/iam/regions.ts";
import { logLimits, roleLimits } from "../../generator/sources/argument-limits.ts";
import type { ArgumentLimit } from "../../generator/sources/argument-rule.ts";
import { schedule } from "../../generator/sources/shapes/schedule.ts";
import { eventTarget, logSubscription } from "../../generator/sources/subscriptions.ts";
import facts from "../facts/name-limits.json" with { type: "json" };

/** Values of what is made beside a function, against the models of its services: IAM, CloudWatch Logs, EventBridge, Scheduler. */

interface Limit {
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
}

const limits = facts.limits as Readonly<Record<string, Limit>>;

const schedules = "scheduler.CreateSchedule";
const targets = "events.PutTargets.Targets";

/** Each rule, and where the service's API takes the value. */
const rules: readonly (readonly [path: string, rule: ArgumentLimit | undefined])[] = [
  ["iam.CreateRole.Description", roleLimits["description"]],
  ["iam.CreateRole.Path", roleLimits["path"]],
  ["iam.CreateRole.MaxSessionDuration", roleLimits["max_session_duration"]],
  ["logs.CreateLogGroup.logGroupClass", logLimits["log_group_class"]],
  ["logs.PutSubscriptionFilter.distribution", logSubscription.limits?.["distribution"]],
  ["logs.PutSubscriptionFilter.filterPattern", logSubscription.limits?.["filter_pattern"]],
  [`${targets}.Id`, eventTarget.limits?.["target_id"]],
  [`${targets}.Input`, eventTarget.limits?.["input"]],
  [`${targets}.InputPath`, eventTarget.limits?.["input_path"]],
  [`${targets}.InputTransformer.InputTemplate`, eventTarget.limits?.["input_transformer.input_template"]],
  [`${targets}.RetryPolicy.MaximumEventAgeInSeconds`, eventTarget.limits?.["retry_policy.maximum_event_age_in_seconds"]],
  [`${targets}.RetryPolicy.MaximumRetryAttempts`, eventTarget.limits?.["retry_policy.maximum_retry_attempts"]],
  [`${schedules}.Name`, schedule.limits?.["name"]],
  [`${schedules}.Description`, schedule.limits?.["description"]],
  [`${schedules}.ScheduleExpression`, schedule.limits?.["schedule_expression"]],
  [`${schedules}.ScheduleExpressionTimezone`, schedule.limits?.["schedule_expression_timezone"]],
  [`${schedules}.State`, schedule.limits?.["state"]],
  [`${schedules}.FlexibleTimeWindow.Mode`, schedule.limits?.["flexible_time_window.mode"]],
  [`${schedules}.FlexibleTimeWindow.MaximumWindowInMinutes`, schedule.limits?.["flexible_time_window.maximum_window_in_minutes"]],
  [
    `${schedules}.Target.RetryPolicy.MaximumEventAgeInSeconds`,
    schedule.limits?.["target.retry_policy.maximum_event_age_in_seconds"],
  ],
  [`${schedules}.Target.RetryPolicy.MaximumRetryAttempts`, schedule.limits?.["target.retry_policy.maximum_retry_attempts"]],
];

/** Rules that no model has: the words of the page alone, or Terraform's own. */
const ofPages: readonly string[] = ["retention_in_days", "start_date", "end_date", "dead_letter_config.arn"];

describe("the models of other services", () => {
  it.each(rules)("%s", (path, rule) => {
    const limit = limits[path];
    expect(limit).toBeDefined();
    if (rule === undefined || "refused" in rule || "items" in rule || "atMost" in rule) throw new Error(`no rule for ${path}`);
    if ("oneOf" in rule) expect([...rule.oneOf].map(String).sort()).toEqual([...(limit?.enum ?? [])].sort());
    else if ("from" in rule) expect({ min: rule.from, max: rule.to }).toEqual({ min: limit?.min, max: limit?.max });
    else expect(rule.most).toBe(limit?.max);
  });

  it("know every rule of what is made beside a function", () => {
    const known = new Set(rules.map(([, rule]) => rule));
    const tables = [roleLimits, logLimits, logSubscription.limits ?? {}, eventTarget.limits ?? {}, schedule.limits ?? {}];
    const missing = tables.flatMap((table) =>
      Object.entries(table).filter(([name, rule]) => !known.has(rule) && !ofPages.includes(name)),
    );
    expect(missing.map(([name]) => name)).toEqual([]);
  });
});

describe("the partitions of AWS's SDK", () => {
  it("end their endpoints as we say, and are those that we know", () => {
    const file = "../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js";
    const text = readFileSync(fileURLToPath(new URL(file, import.meta.url)), "utf8");
    const found = [...text.matchAll(/"id": "([\w-]+)",\s*"outputs": \{\s*"dnsSuffix": "([\w.-]+)"/g)];
    expect(Object.fromEntries(found.map(([, id, suffix]) => [id, suffix]))).toEqual(dnsSuffixes);
    expect(Object.keys(dnsSuffixes).sort()).toEqual(Object.keys(partitions).sort());
  });
});
