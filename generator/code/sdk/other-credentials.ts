import type { ExternalValue } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, Expr, Language, Module } from "../syntax/module.ts";
import { entriesAsParams, externals } from "./read-uses.ts";
import type { Use } from "./use.ts";

/**
 * Clients that are made with credentials of somebody else, most often of a role of another account: what they call is no call of the
 * function's own role. Where such a client is made is told, as nothing says whose the credentials are.
 * https://boto3.amazonaws.com/v1/documentation/api/latest/guide/credentials.html,
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/setting-credentials-node.html
 */

/** Where a call is handed credentials, in each language: named arguments, and entries of its first map. */
const parameters: Readonly<Record<Language, readonly string[]>> = {
  python: ["aws_access_key_id", "aws_session_token"],
  javascript: ["credentials", "accessKeyId"],
};

/** What finds the function's own credentials. */
const ownProviders =
  /^(fromNodeProviderChain|defaultProvider|fromEnv|fromContainerMetadata|fromInstanceMetadata|EnvironmentCredentials)$/;

/** Whose a client is: null where a program may make it with the function's own credentials, or with others. */
type Whose = "own" | "others" | null;

/** Of each call that was asked for, whether what it makes is somebody else's for certain. */
const known = new WeakMap<Evaluation, Map<CallExpr, boolean>>();

/** True for what comes from a client or a session that is somebody else's for certain. */
export function isOthers(flow: Evaluation, { steps }: ExternalValue, language: Language): boolean {
  return steps.some((step) => step.kind === "call" && makesOthers(flow, step.call, language));
}

/** True for a client with other credentials, and for one that is made of it: `DynamoDBDocumentClient.from(client)`. */
function makesOthers(flow: Evaluation, call: CallExpr, language: Language): boolean {
  const asked = known.get(flow) ?? new Map<CallExpr, boolean>();
  known.set(flow, asked);
  const before = asked.get(call);
  if (before !== undefined) return before;
  // What is made of itself is asked once.
  asked.set(call, false);
  const [first] = call.args;
  const of = language === "python" || first === undefined ? [] : externals(flow.valuesOf(first.value));
  const others = whoseIs(flow, call, language) === "others" || of.some((value) => isOthers(flow, value, language));
  asked.set(call, others);
  return others;
}

/** True for a call of the SDK for JavaScript that somebody else's client sends: a command, a paginator, a waiter. */
export function isSentByOthers(flow: Evaluation, call: CallExpr, commands: ReadonlySet<CallExpr>): boolean {
  const [first] = call.args;
  const clients =
    first === undefined ? [] : externals(entriesAsParams(flow, [first.value])("client").flatMap((expr) => flow.valuesOf(expr)));
  return commands.has(call) || (clients.length > 0 && clients.every((value) => isOthers(flow, value, "javascript")));
}

/** The commands that are sent by clients of others, and by none of the function's own. */
export function commandsOfOthers(flow: Evaluation, modules: Iterable<Module>): ReadonlySet<CallExpr> {
  const [others, own] = [new Set<CallExpr>(), new Set<CallExpr>()];
  for (const { calls, language } of modules) {
    for (const { callee, args } of language === "javascript" ? calls : []) {
      const [first] = args;
      if (callee.kind !== "member" || callee.name !== "send" || first === undefined) continue;
      const sent = externals(flow.valuesOf(first.value)).flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === "call" ? [step.call] : [])),
      );
      const by = externals(flow.valuesOf(callee.of));
      const into = by.length > 0 && by.every((value) => isOthers(flow, value, language)) ? others : own;
      for (const command of sent) into.add(command);
    }
  }
  return new Set([...others].filter((command) => !own.has(command)));
}

/** What a call makes with credentials that are not the function's own, or may not be. */
export function otherCredentials(flow: Evaluation, { language }: Module, call: CallExpr): readonly Use[] {
  if (whoseIs(flow, call, language) === "own") return [];
  return [
    {
      kind: "unknown",
      what: "a client with credentials that may be another role's, whose calls are not the function's own",
      at: call.at,
    },
  ];
}

function whoseIs(flow: Evaluation, { args }: CallExpr, language: Language): Whose {
  const [first] = args;
  const params = entriesAsParams(flow, first === undefined ? [] : [first.value]);
  const given = parameters[language].flatMap((name) => (language === "python" ? flow.argument(args, null, name) : params(name)));
  const seen = new Set<Expr>();
  for (const expr of given) addMeant(expr, seen);
  const all = [...seen].filter(isWhole).map((expr) => whoseAre(flow, expr));
  return all.length === 0 || all.every((one) => one === "own") ? "own" : all.every((one) => one === "others") ? "others" : null;
}

/** What an expression stands for, as far as its words tell: a parameter that is left out, or one of several, is each of them. */
function addMeant(expr: Expr, seen: Set<Expr>): void {
  if (seen.has(expr) || seen.size > mostMeant) return;
  seen.add(expr);
  for (const one of standsFor(expr) ?? []) addMeant(one, seen);
}

/** Nobody names credentials in more ways. */
const mostMeant = 100;

/** The expressions that another is each of; null for one that is itself. */
function standsFor(expr: Expr): readonly Expr[] | null {
  if (expr.kind === "either") return expr.options;
  if (expr.kind === "name") return expr.scope.find(expr.name) ?? null;
  const fallback = expr.kind === "parameter" ? (expr.of.params[expr.index]?.fallback ?? null) : null;
  return fallback === null ? null : [fallback];
}

/** True for what is credentials itself: a parameter is what it is handed, beside what it is without. */
function isWhole(expr: Expr): boolean {
  return expr.kind === "parameter" || standsFor(expr) === null;
}

/** Nothing is the function's own, and so is what Lambda sets. */
function whoseAre(flow: Evaluation, expr: Expr): Exclude<Whose, null> {
  if (expr.kind === "unknown") return "own";
  const texts = flow.textsOf(expr);
  if (texts.some((parts) => parts.some((part) => "env" in part && part.env.startsWith("AWS_")))) return "own";
  const named = externals(flow.valuesOf(expr)).some(({ from, steps }) =>
    steps.some(
      (step) => step.kind === "member" && (ownProviders.test(step.name) || (from === "global" && step.name === "undefined")),
    ),
  );
  if (named) return "own";
  const keys = flow.valuesOf(expr).flatMap((value) => (value.kind === "map" ? flow.entriesOf(value, "accessKeyId") : []));
  return keys.length > 0 && keys.every((key) => whoseAre(flow, key) === "own") ? "own" : "others";
}
