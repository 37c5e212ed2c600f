import type { Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Reference } from "../../grants.ts";
import { judgeActions } from "../../iam/actions/judge-entry.ts";
import { fitOf } from "../../iam/actions/pairs.ts";
import { see } from "../../iam/actions/resources.ts";
import { rightArn } from "../../iam/actions/right-arn.ts";
import { type Home, textOf } from "../../iam/arn.ts";
import type { Asked } from "../../iam/asked.ts";
import { globsMeet, hasGlob } from "../../iam/glob.ts";
import { type Action, findAction, findService } from "../../iam/reference/reference.ts";
import { mainTypes } from "../../iam/reference/wording.ts";
import type { ReviewedFunction } from "../reviewed.ts";
import { askedReference } from "./who-can.ts";

/** The words of a question, ACTION on RESOURCE, as what a policy would say: or why AWS knows no such thing, so that "nobody" is no answer. */

/** What is wrong with a question, and what to ask in its place. */
export interface Misasked {
  readonly message: string;
  readonly hint: string | undefined;
}

/** What is wrong with an action that was typed: one that AWS does not list is a slip. */
export function actionMistake(action: string): Misasked | null {
  const [prefix = "", name] = action.split(":");
  if (name === undefined)
    return action === "*"
      ? null
      : { message: `${action} is no action`, hint: "write it as a policy does, s3:GetObject, or invoke" };
  if (hasGlob(prefix) || actionsMeant(action).length > 0) return null;
  const near = nearest(action, findService(prefix)?.actionNames ?? []);
  return { message: `AWS lists no action ${action}`, hint: near === undefined ? undefined : `did you mean ${near}?` };
}

/** The actions of one service that are asked for, which may be by a pattern. */
function actionsMeant(action: string): readonly Action[] {
  const names = hasGlob(action) ? (findService(action.split(":")[0] ?? "")?.actionNames ?? []) : [action];
  return names.filter((name) => globsMeet(name.toLowerCase(), action.toLowerCase())).flatMap((name) => findAction(name) ?? []);
}

/** Whether actions are asked for that the own policy of a function may allow. */
export function isOfLambda(action: string): boolean {
  return globsMeet(action.toLowerCase(), "lambda:*");
}

/**
 * The resource of a question, as these functions' stacks would name it: a short name is an ARN in each of them. What an entry of
 * `actions` could not say, nobody can be asked for.
 */
export function askedResources(
  functions: readonly ReviewedFunction[],
  action: string,
  text: string,
): readonly Reference[] | Misasked {
  const homes = new Map(functions.map(({ spec }) => [homeKey(spec.settings.home), spec.settings.home]));
  const asked = [...homes.values()].map((home) => resourceIn(home, action, text));
  // What is wrong in one stack may be right in another: the partition of an ARN, for one.
  const found = asked.flatMap((one) => ("message" in one ? [] : [one]));
  const [mistake] = asked.flatMap((one) => ("message" in one ? [one] : []));
  if (found.length === 0) return mistake ?? [askedReference(text)];
  return [...new Map(found.map((one) => [textOf(one), one])).values()];
}

/** A question has no `resources` to leave out. */
const star = 'write "*"';

function homeKey({ partition, region, account }: Home): string {
  return [partition, region, account].map(textOf).join("\n");
}

function resourceIn(home: Home, action: string, text: string): Reference | Misasked {
  const value = askedReference(text);
  // Of any service's actions, all that can be told is whether it is an ARN.
  const isAny = hasGlob(action.split(":")[0] ?? "");
  if (isAny && !/^(arn:|\$\{|\*$)/.test(text))
    return { message: `"${text}" is not an ARN`, hint: "write it whole, or ask for the actions of one service: dynamodb:*" };
  const actions = isAny ? [] : actionsMeant(action);
  const span: Span = { file: "", line: 0, column: 0, endLine: 0, endColumn: 0 };
  const placed = { value, span };
  const [seen, mistakes] = see(placed, actions, home);
  const [unread] = mistakes;
  if (seen === null) {
    const message = unread?.message ?? `"${text}" is not an ARN`;
    return { message, hint: unread?.code === "not-scopable" ? star : unread?.hint };
  }
  if (isAny || actions.some((one) => fitOf(one, seen, true) === "fits")) return seen.reference;
  // A question may be as wide as it likes, as a Deny may.
  const asked: Asked = {
    actions: actions.map(({ full }) => ({ value: full, span })),
    resources: [placed],
    conditions: [],
    broad: true,
    effect: "Deny",
    span,
  };
  const [mistake] = judgeActions(asked, home).diagnostics;
  const scopable = actions.filter(({ types }) => types.length > 0);
  return {
    message: mistake?.message ?? `${action} does not act on ${text}`,
    hint: scopable.length === 0 ? star : rightArn(seen, mainTypes(scopable), home),
  };
}
