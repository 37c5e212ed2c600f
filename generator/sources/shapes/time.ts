import type { ValueLimit } from "../argument-rule.ts";

/** A day and a time of it, such as 2026-01-31T12:00:00. */
export const dayAndTime = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d";

const otherTime = new RegExp(`^${dayAndTime}(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$`);

/**
 * RFC 3339 as hashicorp/aws reads it back from AWS. It takes other zones and fractions, too, sees another time than it has at every plan,
 * and makes a mapping anew for it, which begins anew.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/event_source_mapping.go
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/scheduler/schedule.go
 */
export const time: ValueLimit = {
  matches: new RegExp(`^${dayAndTime}Z$`),
  words: "a time in UTC, to the second, such as 2026-01-31T12:00:00Z",
  instead: (text) => {
    const at = otherTime.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? null : new Date(at).toISOString().replace(/\.\d+/, "");
  },
};
