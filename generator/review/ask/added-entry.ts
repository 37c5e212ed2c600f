import type { Home } from "../../iam/arn.ts";
import { isScopable, takesStar } from "../../iam/reference/exceptions.ts";
import { type Action, findAction } from "../../iam/reference/reference.ts";
import { mainTypes, placeholders, shapeOf } from "../../iam/reference/wording.ts";
import type { ReviewedFunction } from "../reviewed.ts";
import type { AskedResource } from "./asked-resource.ts";
import type { Denial } from "./denial.ts";

/** Lambda's own needs come with the list or the argument that they are for. */
export const lists: Readonly<Record<string, string>> = {
  sqs: "pull: an entry of sqs brings it",
  kinesis: "pull: an entry of kinesis brings it",
  dynamodb: "pull: an entry of dynamodb brings it",
  kafka: "pull: an entry of msk brings it",
  mq: "pull: an entry of mq brings it",
  ec2: "function: `vpc_config` brings it",
  xray: "function: `tracing_config` brings it",
  elasticfilesystem: "function: `file_system_config` brings it",
};

/** The least wide entry; what the message does not say stands in capitals. */
export function addedEntry({ spec }: ReviewedFunction, { actions, byLambda }: Denial, asked: AskedResource): string | null {
  const [action = ""] = actions;
  const known = findAction(action);
  if (known === undefined) return null;
  if (byLambda && lists[known.service] !== undefined) return null;
  const scoped = isScopable(known) && !(takesStar(known) && asked.written === null);
  const named = asked.written ?? shapeOfAny(known, spec.settings.home);
  const passed =
    known.full === "iam:PassRole"
      ? ["    conditions:", "      StringEquals:", "        iam:PassedToService: THE_SERVICE.amazonaws.com"]
      : [];
  const broad = asked.broad === null ? [] : [`    broad: ${asked.broad}`];
  const why = spec.settings.requireWhy ? ["    why: WHAT IT IS FOR"] : [];
  return [
    "actions:",
    `  - allow: ${known.full}`,
    ...(scoped ? [`    resources: ${named}`] : []),
    ...broad,
    ...passed,
    ...why,
  ].join("\n");
}

/** The shape of what an action acts on, by the type that its name speaks of. */
function shapeOfAny(action: Action, home: Home): string {
  const types = mainTypes([action]);
  const spoken = types.find(({ name }) => action.name.toLowerCase().includes(name.toLowerCase())) ?? types[0];
  const [pattern] = spoken?.patterns ?? [];
  // A pattern of objects is wider than the one that was asked for.
  return pattern === undefined ? "ARN_OF_THE_RESOURCE" : shapeOf(pattern, placeholders(home)).replace(/\/\*$/, "/OBJECT");
}
