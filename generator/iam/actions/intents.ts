/**
 * What a word for an intent means on a thing of each type: the actions that code of such intent calls, one by one. The actions are
 * those of AWS's reference whose names say reading, walking or changing what is in the thing; nothing that changes the thing
 * itself, its tags, its policy or its settings is among them. A word that a type does not have is refused there.
 */

/** The words, in the order in which they are told. `list` walks over what there is, `read` fetches what the caller knows. */
export const intentWords = ["read", "list", "write"] as const;
export type IntentWord = (typeof intentWords)[number];

export interface IntentStep {
  readonly actions: readonly string[];
  /** What stands behind the thing's ARN where the actions act on what is in it. */
  readonly below: string;
}

/** How a call names a thing: what a variable of `env` holds, so that code can name it. */
export interface Naming {
  /** The page of a call that takes it. */
  readonly docs: string;
  readonly by: "name" | "arn" | "url";
  /** Of the ARN, what stands behind its fifth colon: its group is the name. */
  readonly part: RegExp;
  /** The attribute that holds it, by the type of Terraform's resource; a resource's ARN is its ARN. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands behind the ARN of another thing: the name itself, or what a call names apart. */
  readonly behind?: "name" | "apart";
  /** True where AWS takes the whole ARN in the place of the name, as of a thing in another account. */
  readonly orArn?: boolean;
}

export interface Intents {
  /** How a spec says that a name, or an ARN from elsewhere, is of this type. */
  readonly key: string;
  readonly service: string;
  readonly type: string;
  /** What a short name of this type holds, where others of the same key do not. */
  readonly holds?: string;
  readonly docs: string;
  readonly words: Readonly<Partial<Record<IntentWord, readonly IntentStep[]>>>;
  readonly named: Naming;
}

const on = (...actions: readonly string[]): readonly IntentStep[] => [{ actions, below: "" }];
const inside = (...actions: readonly string[]): readonly IntentStep[] => [{ actions, below: "/*" }];

const objects = {
  // An upload in parts that fails is given up, or its parts are paid for until somebody finds them.
  write: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
  read: ["s3:GetObject"],
};

/** Who puts and gets an object names its bucket, and the key apart. */
const buckets: Naming = {
  docs: "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html",
  by: "name",
  part: /^([^/]+)/,
  attributes: { aws_s3_bucket: "bucket", aws_s3_object: "bucket" },
  behind: "apart",
};

export const intents: readonly Intents[] = [
  {
    key: "dynamodb",
    service: "dynamodb",
    type: "table",
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html",
    words: {
      read: on("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"),
      list: on("dynamodb:Scan"),
      write: on("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"),
    },
    named: {
      docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html",
      by: "name",
      part: /^table\/([^/]+)$/,
      attributes: { aws_dynamodb_table: "name" },
      orArn: true,
    },
  },
  {
    key: "dynamodb",
    service: "dynamodb",
    type: "index",
    holds: "/index/",
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html",
    words: { read: on("dynamodb:Query"), list: on("dynamodb:Scan") },
    named: {
      docs: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html",
      by: "name",
      part: /\/index\/([^/]+)$/,
      attributes: {},
      behind: "name",
    },
  },
  {
    key: "s3",
    service: "s3",
    type: "bucket",
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
    words: { read: inside(...objects.read), list: on("s3:ListBucket"), write: inside(...objects.write) },
    named: buckets,
  },
  {
    key: "s3",
    service: "s3",
    type: "object",
    holds: "/",
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
    words: { read: on(...objects.read), write: on(...objects.write) },
    named: buckets,
  },
  {
    key: "sqs",
    service: "sqs",
    type: "queue",
    docs: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html",
    words: {
      // Who reads a message takes it out, or gives it back.
      read: on("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"),
      write: on("sqs:SendMessage"),
    },
    named: {
      docs: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html",
      by: "url",
      part: /^([^/]+)$/,
      attributes: { aws_sqs_queue: "url" },
    },
  },
  {
    key: "sns",
    service: "sns",
    type: "topic",
    docs: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html",
    words: { write: on("sns:Publish") },
    named: {
      docs: "https://docs.aws.amazon.com/sns/latest/api/API_Publish.html",
      by: "arn",
      part: /^([^/]+)$/,
      attributes: {},
    },
  },
  {
    key: "kinesis",
    service: "kinesis",
    type: "stream",
    docs: "https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html",
    words: {
      read: on("kinesis:GetShardIterator", "kinesis:GetRecords"),
      list: on("kinesis:ListShards"),
      write: on("kinesis:PutRecord", "kinesis:PutRecords"),
    },
    named: {
      docs: "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html",
      by: "name",
      part: /^stream\/([^/]+)$/,
      attributes: { aws_kinesis_stream: "name" },
    },
  },
  {
    key: "firehose",
    service: "firehose",
    type: "deliverystream",
    docs: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
    words: { write: on("firehose:PutRecord", "firehose:PutRecordBatch") },
    named: {
      docs: "https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html",
      by: "name",
      part: /^deliverystream\/([^/]+)$/,
      attributes: { aws_kinesis_firehose_delivery_stream: "name" },
    },
  },
  {
    key: "eventbridge",
    service: "events",
    type: "event-bus",
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-permissions-reference.html",
    words: { write: on("events:PutEvents") },
    named: {
      docs: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html",
      by: "name",
      // A partner's bus has slashes in its name.
      part: /^event-bus\/(.+)$/,
      attributes: { aws_cloudwatch_event_bus: "name" },
      orArn: true,
    },
  },
  {
    key: "secret",
    service: "secretsmanager",
    type: "Secret",
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html",
    words: { read: on("secretsmanager:GetSecretValue"), write: on("secretsmanager:PutSecretValue") },
    named: {
      docs: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html",
      by: "arn",
      // Where the six random characters are not known, a call names the secret without them.
      part: /^secret:(.+)-\?{6}$/,
      attributes: {},
    },
  },
  {
    key: "parameter",
    service: "ssm",
    type: "parameter",
    docs: "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html",
    words: {
      read: on("ssm:GetParameter", "ssm:GetParameters"),
      list: on("ssm:GetParametersByPath"),
      write: on("ssm:PutParameter"),
    },
    named: {
      docs: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
      by: "name",
      // In a hierarchy the name begins with a slash, which its ARN has once.
      part: /^parameter(?:(\/.+\/.+)|\/([^/]+))$/,
      attributes: { aws_ssm_parameter: "name" },
    },
  },
  {
    key: "kms",
    service: "kms",
    type: "key",
    docs: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto",
    words: { read: on("kms:Decrypt"), write: on("kms:Encrypt", "kms:GenerateDataKey") },
    named: {
      docs: "https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html",
      by: "arn",
      part: /^key\/([^/]+)$/,
      attributes: {},
    },
  },
];
