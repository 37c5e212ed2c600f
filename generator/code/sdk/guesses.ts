import type { ExternalValue, Value } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { Arg, CallExpr, Expr, Language, Module } from "../syntax/module.ts";
import { boto3Things } from "./boto3.ts";
import { operationOf } from "./operations.ts";
import { externals } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import type { Use } from "./use.ts";

/**
 * A call on something that may be a client, by the name of an operation: where the client comes from is not plain, as the code that makes
 * it is not read, and the place is told. Only names that say enough count: `x.get(…)` is anything, `x.put_object(…)` is S3's.
 */

/** Services whose clients are handed around most; what else a source names comes on top. */
const common = [
  "s3",
  "dynamodb",
  "sqs",
  "sns",
  "secretsmanager",
  "ssm",
  "kms",
  "lambda",
  "states",
  "events",
  "kinesis",
  "firehose",
  "ses",
  "logs",
];

/** Libraries whose calls are told by other means, or whose methods have the names of operations and are none. */
const known =
  /^(boto3|botocore|aioboto3|aiobotocore|aws-sdk|@aws-sdk|@smithy|aws[-_]lambda[-_]powertools|@aws-lambda-powertools|@middy|@aws-appsync|aws_secretsmanager_caching|aws_cdk|aws-cdk-lib|constructs|aws[-_]xray[-_]sdk(-\w+)*|moto|os|process|smtplib|socket|sqlite3|ssl|email|minio|telegram|telebot|telegraf|aiogram|node-telegram-bot-api)($|[./])/;

/** Of any collection, too. */
const anybodys: ReadonlySet<string> = new Set(["get", "put", "update", "delete"]);

/** What only puts a thing into a collection. */
const fills: ReadonlySet<string> = new Set(["push", "unshift", "concat", "add", "append", "extend", "insert"]);

/** Python's own libraries that hand on what they are given, to code that is read. */
const carriers =
  /^(asyncio|collections|concurrent|contextlib|copy|dataclasses|functools|inspect|itertools|logging|multiprocessing|pprint|queue|threading|types|typing|unittest|weakref)($|\.)/;

/** Parameters that only calls of AWS have, by the service that they name. */
const telling: Readonly<Record<string, string>> = {
  TableName: "dynamodb",
  QueueUrl: "sqs",
  TopicArn: "sns",
  SecretId: "secretsmanager",
  FunctionName: "lambda",
  stateMachineArn: "states",
  EventBusName: "events",
  StreamName: "kinesis",
  DeliveryStreamName: "firehose",
  UserPoolId: "cognito-idp",
};

/** What a call of unread code is likely to use, told as unknown. `made` are the services that have clients somewhere in the code. */
export function guessedUses(flow: Evaluation, module: Module, call: CallExpr, made: () => ReadonlySet<string>): readonly Use[] {
  const { callee, args } = call;
  const unread = flow.valuesOf(callee.kind === "member" ? callee.of : callee);
  if (unread.length > 0 ? !unread.some((value) => isUnread(value, module.language)) : callee.kind !== "member") return [];
  const name = callee.kind === "member" ? callee.name : lastName(callee);
  if ((name === "send" && module.language === "javascript") || name.startsWith("_")) return [];
  const service = callee.kind === "member" ? byName(flow, module, callee, made) : undefined;
  const told =
    service ??
    (fills.has(name) || carriesMethod(flow, call) ? [] : args)
      .flatMap((arg) => namesIn(flow, arg))
      .flatMap((key) => (Object.hasOwn(telling, key) ? (telling[key] ?? []) : []))[0];
  if (told === undefined) return [];
  const holder = callee.kind === "member" ? lastName(callee.of) : "";
  const of = holder === "" ? "something" : `\`${holder}\``;
  const what =
    callee.kind === "member" ? `${name} of ${of}, which may be a client of ${told}` : `${name}, which may call ${told}`;
  return [{ kind: "unknown", what, at: callee.at }];
}

/** `pool.submit(client.invoke, FunctionName="f")`: what is carried is counted where it is named, and code that is read where it calls. */
function carriesMethod(flow: Evaluation, { callee, args: [carried] }: CallExpr): boolean {
  const by = externals(flow.valuesOf(callee)).some(({ from }) => carriers.test(from));
  if (!by || carried === undefined) return false;
  const values = flow.valuesOf(carried.value);
  return values.some(
    (value) =>
      value.kind === "function" || (value.kind === "external" && boto3Things(flow, value).some(({ kind }) => kind === "method")),
  );
}

/** The service whose operation a method's name is. */
function byName(
  flow: Evaluation,
  { language }: Module,
  { name, of }: Extract<Expr, { kind: "member" }>,
  made: () => ReadonlySet<string>,
): string | undefined {
  const words = name.split(language === "python" ? "_" : /(?=[A-Z])/).length;
  // A short name is an operation's where something of that service is made, and nothing at all is known of this.
  const short = !anybodys.has(name) && isCalled(of) && flow.valuesOf(of).every(({ kind }) => kind === "external");
  const likely = words > 1 ? [...common, ...made()] : short ? [...made()] : [];
  return likely.find((prefix) => operationOf(prefix, name) !== null) ?? named(lastName(of), name);
}

/** The names of a call's parameters: named arguments, and the keys of a map that is one. */
function namesIn(flow: Evaluation, { name, value }: Arg): readonly string[] {
  const maps = flow.valuesOf(value).filter((one) => one.kind === "map");
  const keys = maps.flatMap(({ expr }) =>
    expr.entries.flatMap(({ key }) => (key?.kind === "text" ? [key.parts.map(String).join("")] : [])),
  );
  return [...(name === null ? [] : [name]), ...keys];
}

/** True for what comes from code that is not read. */
function isUnread(value: Value, language: Language = "javascript"): boolean {
  if (value.kind !== "external") return !["text", "list", "function"].includes(value.kind);
  // A name of the language is known; what its functions make of other things is not.
  if (value.from === "global") return language === "python" || value.steps.some(({ kind }) => kind !== "member");
  return !isKnownLibrary(value.from);
}

/** True for a library whose calls are told by other means, or that calls nothing of AWS. */
export function isKnownLibrary(name: string): boolean {
  return known.test(name);
}

/** True for a library that is not read and may use a client that it is handed. */
export function mayUse(value: ExternalValue): boolean {
  return value.from !== "global" && isUnread(value) && !carriers.test(value.from);
}

/** What a function gave, or an entry of a collection: a plain name that nothing is known of may be anything. */
function isCalled(of: Expr): boolean {
  return of.kind === "call" || of.kind === "index" || of.kind === "item" || (of.kind === "member" && isCalled(of.of));
}

/** What people call a service. */
const shortFor: ReadonlyMap<string, string> = new Map([
  ["ddb", "dynamodb"],
  ["dynamo", "dynamodb"],
  ["table", "dynamodb"],
]);

/** A short operation counts where the name of what it is called on says the service: `sns.publish`. */
function named(holder: string, name: string): string | undefined {
  return holder
    .replace(/([a-z0-9])(?=[A-Z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z0-9]+|client|(?=table)/)
    .flatMap((word) => {
      const prefix = word === "" ? null : prefixOf(shortFor.get(word) ?? word);
      return prefix !== null && operationOf(prefix, name) !== null ? [prefix] : [];
    })[0];
}

function lastName(of: Expr): string {
  if (of.kind === "name" || of.kind === "member" || of.kind === "parameter") return of.name;
  if (of.kind === "call") return lastName(of.callee);
  return of.kind === "index" ? lastName(of.of) : "";
}
