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

/** The sources whose events a file speaks of, each once. */
export function sourcesOf(text: string): readonly EventSource[] {
  const words = new Set(text.match(/\b[A-Z]\w+\b/g) ?? []);
  const found = Object.entries(eventTypes).flatMap(([word, source]) => (words.has(word) ? [source] : []));
  return [...new Map(found.map((source) => [Object.keys(source.entry)[0], source])).values()];
}
