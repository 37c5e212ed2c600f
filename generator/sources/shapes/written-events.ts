/** What sends on what is written into it: actions that make events, by the service of what they act on. */

export interface WrittenEvents {
  readonly docs: string;
  /** The key of the entries of `push` and `pull` that the events come by. */
  readonly key: string;
  /** Action → how the names of its events begin; "" where they have no names. */
  readonly actions: Readonly<Record<string, string>>;
  /** What stands behind the thing in the ARNs of its parts: a table's stream, a bucket's objects. */
  readonly parts?: readonly string[];
  /** Condition keys by which a writer says which events it makes. */
  readonly kept?: readonly string[];
  /** How the names of the events begin that an outcome makes, which Lambda writes. */
  readonly outcome?: string;
  /** The events come by something else than what is written into: how the ARN of the one says that of the other; where it does not, it is the default one. */
  readonly within?: { readonly of: RegExp; readonly is: string };
  /** True where a name is one thing in all accounts and regions. */
  readonly everywhere?: boolean;
  /** A spec may make it: what stands before its name in its ARN, and the type of the Terraform resource. */
  readonly made?: { readonly prefix: string; readonly terraformType: string };
}

export const writtenEvents: Readonly<Record<string, WrittenEvents>> = {
  s3: {
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html",
    key: "s3",
    actions: {
      "s3:PutObject": "s3:ObjectCreated:",
      "s3:ReplicateObject": "s3:ObjectCreated:",
      "s3:DeleteObject": "s3:ObjectRemoved:",
      "s3:DeleteObjectVersion": "s3:ObjectRemoved:",
      "s3:RestoreObject": "s3:ObjectRestore:",
      "s3:PutObjectTagging": "s3:ObjectTagging:",
      "s3:DeleteObjectTagging": "s3:ObjectTagging:",
      "s3:PutObjectAcl": "s3:ObjectAcl:",
    },
    parts: ["/"],
    outcome: "s3:ObjectCreated:",
    everywhere: true,
  },
  sns: {
    docs: "https://docs.aws.amazon.com/sns/latest/dg/sns-lambda-as-subscriber.html",
    key: "sns",
    actions: { "sns:Publish": "" },
  },
  sqs: {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html",
    key: "sqs",
    actions: { "sqs:SendMessage": "" },
  },
  kinesis: {
    docs: "https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html",
    key: "kinesis",
    actions: { "kinesis:PutRecord": "", "kinesis:PutRecords": "" },
    parts: ["/consumer/"],
  },
  dynamodb: {
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html",
    key: "dynamodb",
    actions: {
      "dynamodb:PutItem": "",
      "dynamodb:UpdateItem": "",
      "dynamodb:DeleteItem": "",
      "dynamodb:BatchWriteItem": "",
      "dynamodb:PartiQLInsert": "",
      "dynamodb:PartiQLUpdate": "",
      "dynamodb:PartiQLDelete": "",
    },
    parts: ["/stream/", "/index/"],
  },
  logs: {
    docs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-recursion-prevention.html",
    key: "logs",
    actions: { "logs:PutLogEvents": "" },
    parts: [":log-stream:", ":*"],
    made: { prefix: "log-group:", terraformType: "aws_cloudwatch_log_group" },
  },
  events: {
    // A rule's pattern stands where the rule is made; on the default bus most rules are of AWS's own events or of a time.
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules-best-practices.html",
    key: "eventbridge",
    actions: { "events:PutEvents": "" },
    kept: ["events:detail-type", "events:source"],
    within: { of: /^(arn:.*):rule\/(.+)\/[^/]+$/, is: "$1:event-bus/$2" },
  },
  firehose: {
    docs: "https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html",
    key: "firehose",
    actions: { "firehose:PutRecord": "", "firehose:PutRecordBatch": "" },
  },
  states: {
    docs: "https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html",
    key: "stepfunctions",
    actions: { "states:StartExecution": "", "states:StartSyncExecution": "" },
  },
};

/** The kinds of events that a bucket tells. https://docs.aws.amazon.com/AmazonS3/latest/API/API_LambdaFunctionConfiguration.html */
export const bucketEvents: readonly string[] = [
  ...eventsOf("ObjectCreated", "Put", "Post", "Copy", "CompleteMultipartUpload"),
  ...eventsOf("ObjectRemoved", "Delete", "DeleteMarkerCreated"),
  ...eventsOf("ObjectRestore", "Post", "Completed", "Delete"),
  ...eventsOf("ObjectTagging", "Put", "Delete"),
  ...eventsOf("ObjectAnnotation", "Put", "Delete"),
  ...eventsOf("LifecycleExpiration", "Delete", "DeleteMarkerCreated"),
  ...eventsOf(
    "Replication",
    "OperationFailedReplication",
    "OperationNotTracked",
    "OperationMissedThreshold",
    "OperationReplicatedAfterThreshold",
  ),
  "s3:ObjectAcl:Put",
  "s3:LifecycleTransition",
  "s3:IntelligentTiering",
  "s3:ReducedRedundancyLostObject",
];

function eventsOf(of: string, ...kinds: readonly string[]): readonly string[] {
  return ["*", ...kinds].map((kind) => `s3:${of}:${kind}`);
}

/** Arguments by which events are chosen: where one stands, whoever wrote it keeps apart what may loop. */
export const choosingArguments: readonly string[] = ["filter_criteria", "filter_policy", "filter_pattern", "event_pattern"];

/** How a function calls another one. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
export const calling: { readonly service: string; readonly actions: readonly string[] } = {
  service: "lambda",
  actions: ["lambda:InvokeFunction", "lambda:InvokeAsync"],
};
