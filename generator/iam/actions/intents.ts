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

export interface Intents {
  /** How a spec says that a name, or an ARN from elsewhere, is of this type. */
  readonly key: string;
  readonly service: string;
  readonly type: string;
  /** What a short name of this type holds, where others of the same key do not. */
  readonly holds?: string;
  readonly docs: string;
  readonly words: Readonly<Partial<Record<IntentWord, readonly IntentStep[]>>>;
}

const on = (...actions: readonly string[]): readonly IntentStep[] => [{ actions, below: "" }];
const inside = (...actions: readonly string[]): readonly IntentStep[] => [{ actions, below: "/*" }];

const objects = {
  // An upload in parts that fails is given up, or its parts are paid for until somebody finds them.
  write: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
  read: ["s3:GetObject"],
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
  },
  {
    key: "dynamodb",
    service: "dynamodb",
    type: "index",
    holds: "/index/",
    docs: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/api-permissions-reference.html",
    words: { read: on("dynamodb:Query"), list: on("dynamodb:Scan") },
  },
  {
    key: "s3",
    service: "s3",
    type: "bucket",
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
    words: { read: inside(...objects.read), list: on("s3:ListBucket"), write: inside(...objects.write) },
  },
  {
    key: "s3",
    service: "s3",
    type: "object",
    holds: "/",
    docs: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html",
    words: { read: on(...objects.read), write: on(...objects.write) },
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
  },
  {
    key: "sns",
    service: "sns",
    type: "topic",
    docs: "https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html",
    words: { write: on("sns:Publish") },
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
  },
  {
    key: "firehose",
    service: "firehose",
    type: "deliverystream",
    docs: "https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html",
    words: { write: on("firehose:PutRecord", "firehose:PutRecordBatch") },
  },
  {
    key: "eventbridge",
    service: "events",
    type: "event-bus",
    docs: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-permissions-reference.html",
    words: { write: on("events:PutEvents") },
  },
  {
    key: "secret",
    service: "secretsmanager",
    type: "Secret",
    docs: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html",
    words: { read: on("secretsmanager:GetSecretValue"), write: on("secretsmanager:PutSecretValue") },
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
  },
  {
    key: "kms",
    service: "kms",
    type: "key",
    docs: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto",
    words: { read: on("kms:Decrypt"), write: on("kms:Encrypt", "kms:GenerateDataKey") },
  },
];
