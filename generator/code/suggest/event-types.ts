import type { Module } from "../syntax/module.ts";
import { distinctFrom } from "./placeholder.ts";

/**
 * The types that handlers give to their events, and who sends these: a spec's key, and a value to begin with.
 * https://docs.powertools.aws.dev/lambda/python/latest/utilities/data_classes/, https://www.npmjs.com/package/@types/aws-lambda
 */

interface EventSource {
  readonly direction: "push" | "pull";
  /** One entry: the source's key with a value. */
  readonly entry: Readonly<Record<string, unknown>>;
}

const push = (entry: EventSource["entry"]): EventSource => ({ direction: "push", entry });
const pull = (entry: EventSource["entry"]): EventSource => ({ direction: "pull", entry });

const rest = push({ apigateway: { api: "${var.api_id}", stage: "*", method: "ANY", path: "/*" } });
const http = push({ httpapi: { api: "${var.api_id}", route_key: "$default" } });
const url = push({ url: { authorization_type: "AWS_IAM" } });

/** Words of source text → who sends. */
const eventTypes: Readonly<Record<string, EventSource>> = {
  ALBEvent: push({ alb: "${var.target_group_arn}" }),
  ALBHandler: push({ alb: "${var.target_group_arn}" }),
  ALBResolver: push({ alb: "${var.target_group_arn}" }),
  APIGatewayHttpResolver: http,
  APIGatewayProxyEvent: rest,
  APIGatewayProxyEventV2: http,
  APIGatewayProxyHandler: rest,
  APIGatewayProxyHandlerV2: http,
  APIGatewayRestResolver: rest,
  ActiveMQEvent: pull({ mq: "${var.broker_arn}" }),
  CloudWatchLogsEvent: push({ logs: "${var.log_group_arn}" }),
  CloudWatchLogsHandler: push({ logs: "${var.log_group_arn}" }),
  DynamoDBStreamEvent: pull({ dynamodb: "${var.stream_arn}", starting_position: "LATEST" }),
  DynamoDBStreamHandler: pull({ dynamodb: "${var.stream_arn}", starting_position: "LATEST" }),
  EventBridgeEvent: push({ eventbridge: "${var.rule_arn}" }),
  EventBridgeHandler: push({ eventbridge: "${var.rule_arn}" }),
  KinesisStreamEvent: pull({ kinesis: "${var.stream_arn}", starting_position: "LATEST" }),
  KinesisStreamHandler: pull({ kinesis: "${var.stream_arn}", starting_position: "LATEST" }),
  LambdaFunctionURLEvent: url,
  LambdaFunctionURLHandler: url,
  LambdaFunctionUrlEvent: url,
  LambdaFunctionUrlResolver: url,
  MSKEvent: pull({ msk: "${var.cluster_arn}", topics: ["${var.topic}"], starting_position: "LATEST" }),
  MSKHandler: pull({ msk: "${var.cluster_arn}", topics: ["${var.topic}"], starting_position: "LATEST" }),
  S3Event: push({ s3: "${var.bucket_arn}" }),
  S3Handler: push({ s3: "${var.bucket_arn}" }),
  SESEvent: push({ ses: { rule_set: "${var.rule_set}", rule: "${var.rule}" } }),
  SNSEvent: push({ sns: "${var.topic_arn}" }),
  SNSHandler: push({ sns: "${var.topic_arn}" }),
  SQSEvent: pull({ sqs: "${var.queue_arn}" }),
  SQSHandler: pull({ sqs: "${var.queue_arn}" }),
  ScheduledEvent: push({ eventbridge: "${var.rule_arn}" }),
  ScheduledHandler: push({ eventbridge: "${var.rule_arn}" }),
  SecretsManagerRotationEvent: push({ secretsmanager: "${var.secret_arn}" }),
  VPCLatticeResolver: push({ lattice: "${var.target_group_arn}" }),
  VPCLatticeV2Resolver: push({ lattice: "${var.target_group_arn}" }),
};

/** Entries of `push` and `pull` for who sends to a handler; what sends is not what the code writes to, whose variables are taken. */
export function suggestEvents(
  module: Module | null,
  handler: string,
  taken: Iterable<string>,
): Readonly<Record<"push" | "pull", readonly object[]>> {
  const sources = module === null ? [] : sourcesOf(module, handler);
  const names = new Set(taken);
  const entriesOf = (direction: EventSource["direction"]) =>
    sources
      .filter((source) => source.direction === direction)
      .map(({ entry }) => JSON.parse(distinctFrom(JSON.stringify(entry), names, "source")) as object);
  return { push: entriesOf("push"), pull: entriesOf("pull") };
}

/**
 * The sources whose events a handler takes, each once: by the type that it gives to its event, and where that says none, by the types that
 * the rest of its file uses. What is imported alone is not used.
 */
function sourcesOf(module: Module, handler: string): readonly EventSource[] {
  const own = sourcesIn(new Set(typesOfEvent(module, handler.slice(handler.lastIndexOf(".") + 1))));
  return own.length > 0 ? own : sourcesIn(module.capitals);
}

/** The names in the types of a handler's first parameter, and of the constant that it is. */
function typesOfEvent(module: Module, name: string): readonly string[] {
  const types = [...(module.exports.get(name) ?? []), ...(module.scope.find(name) ?? [])].flatMap((expr) => {
    const made = expr.kind === "name" ? (expr.scope.find(expr.name) ?? []) : [expr];
    return made.flatMap((one) => (one.kind === "function" ? (one.made.params[0]?.type ?? []) : []));
  });
  const declared = /^\w+$/.test(name)
    ? new RegExp(`\\b(?:const|let|var)\\s+${name}\\s*:([^=]*)=`).exec(module.text)?.[1]
    : undefined;
  return [...types, declared ?? ""]
    .flatMap((type) => type.match(/\b[A-Z]\w+\b/g) ?? [])
    .map((word) => module.renamed.get(word) ?? word);
}

function sourcesIn(words: ReadonlySet<string>): readonly EventSource[] {
  const found = Object.entries(eventTypes).flatMap(([word, source]) => (words.has(word) ? [source] : []));
  return [...new Map(found.map((source) => [Object.keys(source.entry)[0], source])).values()];
}
