import { leapYear, ofThatMonth } from "./time.ts";

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

const fields = `${minute} ${hour} (\\? ${month} ${dayOfWeek}|${dayOfMonth} ${month} \\?) ${year}\\)`;

/** Values alone, or several, each of one kind. */
function all(of: string): string {
  return `${of}(,${of})*`;
}

/** Days from one on, alone or as a range or steps of them. */
function from(day: string): string {
  return all(`${day}(-3?\\d)?(/\\d+)?W?`);
}

/** Days that no month of them has: nothing would ever be called, and nobody told. */
const february = "(0?2|FEB)";
const short = "(0?[2469]|11|FEB|APR|JUN|SEP|NOV)";
const never = [
  `${from("(30|31)")} ${all(february)} `,
  `${from("31")} ${all(short)} `,
  `${from("(29|30|31)")} ${all(february)} \\? ${all(`(?!${leapYear})\\d{4}`)}\\)`,
];

/** The source of a regular expression that a whole `cron(…)` matches, without the case of its letters. */
export const cron = `cron\\((?!\\S+ \\S+ (${never.join("|")}))${fields}`;

const anyDay = new RegExp(`^cron\\(${fields}$`, "i");
const dayThere = new RegExp(`^${cron}$`, "i");

/** The last day of the month in the place of one that it does not have; null where the days are not what is wrong. */
export function cronOnLastDay(text: string): string | null {
  if (!anyDay.test(text) || dayThere.test(text)) return null;
  return `${text.replace(/^(cron\(\S+ \S+) \S+/i, "$1 L")}, ${ofThatMonth}`;
}
