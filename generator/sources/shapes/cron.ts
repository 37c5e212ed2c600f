/**
 * `cron(…)` as EventBridge and its Scheduler read it: six fields, the day of the month or the day of the week being `?`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */

/** A field: values, ranges and steps of them; `more` are its own words. */
function field(value: string, more: readonly string[] = []): string {
  const one = [`${value}(-${value})?(/[1-9]\\d*)?`, ...more].join("|");
  return `(\\*(/[1-9]\\d*)?|(${one})(,(${one}))*)`;
}

const minute = field("[0-5]?\\d");
const hour = field("([01]?\\d|2[0-3])");
const dayNumber = "(0?[1-9]|[12]\\d|3[01])";
const dayOfMonth = field(dayNumber, ["L", "LW", `${dayNumber}W`]);
const month = field("(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)");
const weekday = "([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
const dayOfWeek = field(weekday, ["L", `${weekday}L`, `${weekday}#[1-5]`]);
const year = field("(19[7-9]\\d|20\\d\\d|21\\d\\d)");

/** The source of a regular expression that a whole `cron(…)` matches, without the case of its letters. */
export const cron = `cron\\(${minute} ${hour} (\\? ${month} ${dayOfWeek}|${dayOfMonth} ${month} \\?) ${year}\\)`;
