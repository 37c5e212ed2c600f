import { morePatternsOfAction } from "../iam/reference/exceptions.ts";
import { pageOfAction } from "../iam/reference/page.ts";
import { findAction } from "../iam/reference/reference.ts";
import { pullRows, pushRows } from "../sources/listing.ts";
import { actionEntryKeys, envEntryKeys, functionKeys, roleKeys, specKeys, stackKeys } from "../spec/language/language.ts";
import { pathInSpec, type SpecPlace } from "./spec-place.ts";

/** What a word of a spec means, as Markdown; null where there is nothing to say. `word` is the whole word at the place. */
export function helpAt(place: SpecPlace, word: string): string | null {
  const [list] = place.path.filter((key) => key === "push" || key === "pull" || key === "actions");
  if (list === "actions") {
    const help = helpOfAction(word);
    if (help !== null) return help;
  }
  if (list === "push" || list === "pull") {
    const help = helpOfSource(list, word);
    if (help !== null) return help;
  }
  const [first] = pathInSpec(place);
  const keys =
    list === "actions"
      ? actionEntryKeys
      : first === "env" && Object.hasOwn(envEntryKeys, word)
        ? envEntryKeys
        : first === "function"
          ? functionKeys
          : first === "role"
            ? roleKeys
            : { ...stackKeys, ...specKeys };
  const about = Object.hasOwn(keys, word) ? keys[word]?.about : undefined;
  return about === undefined ? null : about;
}

/** What an action does, how far, on which types of resources, and which condition keys it knows of its own. */
function helpOfAction(name: string): string | null {
  const action = findAction(name);
  if (action === undefined) return null;
  const types = [
    ...action.types.map(({ name: type, patterns }) => `- ${type}: ${patterns.map((pattern) => `\`${pattern}\``).join(" or ")}`),
    ...(morePatternsOfAction[action.full]?.patterns ?? []).map((pattern) => `- \`${pattern}\``),
  ];
  const keys = [
    ...new Set([...action.keys, ...action.types.flatMap((type) => action.keysWith.get(type) ?? [])].map((key) => key.name)),
  ];
  const page = pageOfAction(action.full);
  return [
    `**${action.full}** (${action.level})`,
    types.length === 0 ? 'AWS cannot scope it: `resources` is `"*"`, or left out.' : `It acts on\n${types.join("\n")}`,
    ...(keys.length === 0 ? [] : [`Condition keys: ${keys.map((key) => `\`${key}\``).join(", ")}`]),
    ...(page === null ? [] : [`[AWS](${page})`]),
  ].join("\n\n");
}

/** Who calls, and what keeps everybody else out. */
function helpOfSource(list: "push" | "pull", key: string): string | null {
  if (list === "pull") {
    const row = pullRows().find((one) => one.key === key);
    if (row === undefined) return null;
    return `**${row.title}**\n\nLambda polls it with the function's role, which is granted ${row.actions.map((name) => `\`${name}\``).join(", ")}.\n\n[AWS](${row.docs})`;
  }
  const row = pushRows().find((one) => one.key === key);
  if (row === undefined) return null;
  const arns = row.arns.length === 0 ? [] : [`ARN: ${row.arns.map((arn) => `\`${arn}\``).join(" or ")}`];
  const who = row.principal === null ? "as given" : `\`${row.principal}\``;
  return [`**${row.title}**`, `principal: ${who}\n\nguard: ${row.guard}`, ...arns, `[AWS](${row.docs})`].join("\n\n");
}
