import type { Subscription } from "../subscriptions.ts";
import { cron, cronOnLastDay } from "./cron.ts";
import { dayAndTime, ofThatMonth, onLastDay, time } from "./time.ts";

/** `at(…)` on a day that there is, where its month is over before the day that it names. */
function atLastDay(text: string): string | null {
  const last = /^at\(.*\)$/i.test(text) ? onLastDay(text) : null;
  return last === null ? null : `${last}, ${ofThatMonth}`;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html */
export const schedule: Subscription = {
  resource: "aws_scheduler_schedule",
  docs: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/scheduler_schedule",
  near: ["region", "account"],
  lifted: {
    timezone: "schedule_expression_timezone",
    input: "target.input",
    retry_policy: "target.retry_policy",
    dead_letter_config: "target.dead_letter_config",
  },
  // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  limits: {
    name: { matches: /^[\w.-]+$/, words: "letters, digits and - _ .", most: 64 },
    description: { most: 512 },
    start_date: time,
    end_date: time,
    schedule_expression: {
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
      matches: new RegExp(`^(${cron}|rate\\([1-9]\\d* (minutes?|hours?|days?)\\)|at\\(${dayAndTime}\\))$`, "i"),
      words: "rate(5 minutes), cron(0 12 * * ? *) or at(2026-01-31T12:00:00)",
      instead: (text) => cronOnLastDay(text) ?? atLastDay(text),
      most: 256,
    },
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#time-zones: a name of IANA's, and no offset.
    schedule_expression_timezone: {
      matches: /^([A-Za-z]\w*(\/[A-Za-z][\w+-]*){0,2}|GMT[+-]0|[A-Z]{3}\d[A-Z]{3}|GB-Eire|NZ-CHAT|W-SU)$/,
      words: "a time zone by its name, Europe/Berlin or UTC",
      least: 1,
      most: 50,
    },
    state: { oneOf: ["ENABLED", "DISABLED"] },
    "flexible_time_window.mode": { oneOf: ["OFF", "FLEXIBLE"] },
    "flexible_time_window.maximum_window_in_minutes": { from: 1, to: 1440 },
    "target.retry_policy.maximum_event_age_in_seconds": { from: 60, to: 86_400 },
    "target.retry_policy.maximum_retry_attempts": { from: 0, to: 185 },
  },
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
  pairs: [
    {
      argument: "flexible_time_window.mode",
      value: "FLEXIBLE",
      needs: { argument: "flexible_time_window.maximum_window_in_minutes" },
      message: "a flexible window has a length, and this one says none",
      hint: "add maximum_window_in_minutes: 15",
    },
  ],
  takes: { most: 1, of: "name", docs: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html" },
  set: [
    { name: "name", value: "label", most: 64, unless: "given" },
    { name: "group_name", value: { field: "GroupName", attribute: "name" } },
    { name: "mode", in: "flexible_time_window", value: { text: "OFF" }, unless: "given" },
    { name: "arn", in: "target", value: "function" },
    { name: "role_arn", in: "target", value: "role" },
  ],
};
