import type { ValueLimit } from "../argument-rule.ts";

/** The years that have a 29 February. */
export const leapYear = "(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";

/** A day that there is: no 31 April, and a 29 February every fourth year. */
const days = [
  "\\d{4}-(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])",
  "\\d{4}-(0[469]|11)-(0[1-9]|[12]\\d|30)",
  "\\d{4}-02-(0[1-9]|1\\d|2[0-8])",
  `${leapYear}-02-29`,
];

/** A day and a time of it, such as 2026-01-31T12:00:00. */
export const dayAndTime = `(${days.join("|")})T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d`;

/** A time with the last day of its month, where the month is over before the day that it names; null where it is not. */
export function onLastDay(text: string): string | null {
  const [named, year, month, day] = /(\d{4})-(0[1-9]|1[0-2])-(29|3[01])(?=T)/.exec(text) ?? [];
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return named === undefined || Number(day) <= last ? null : text.replace(named, `${year}-${month}-${last}`);
}

/** What another day is, that is offered. */
export const ofThatMonth = "the last day of that month";

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
    const last = onLastDay(text);
    const given = last ?? text;
    const at = otherTime.test(given) ? Date.parse(given) : Number.NaN;
    if (Number.isNaN(at)) return null;
    return `${new Date(at).toISOString().replace(/\.\d+/, "")}${last === null ? "" : `, ${ofThatMonth}`}`;
  },
};
