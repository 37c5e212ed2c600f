import type { ArnKind, Characters, Field } from "./source.ts";

/** Things that sources, destinations and keys have in common: what their ARNs look like, and which characters their names take. */

function characters(test: RegExp, words: string): Characters {
  return { test, words };
}

export const plain = characters(/^[A-Za-z0-9_-]*$/, "letters, digits, - and _");
export const dotted = characters(/^[A-Za-z0-9._-]*$/, "letters, digits and . - _");
export const word = characters(/^[A-Za-z0-9_]*$/, "letters, digits and _");
export const alphanumeric = characters(/^[A-Za-z0-9]*$/, "letters and digits");
export const hyphened = characters(/^[A-Za-z0-9-]*$/, "letters, digits and -");
export const hexadecimal = characters(/^[0-9a-f-]*$/, "the digits 0 to 9 and a to f");
export const printable = characters(/^\P{Cc}*$/u, "printable characters");

export { characters };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName: Field = {
  name: "bucket name",
  // Underscores and capitals are of old buckets; whether S3 would give the name today is a warning of its own.
  takes: dotted,
  most: 255,
};

export const bucket: ArnKind = {
  noun: "bucket",
  fields: { BucketName: bucketName },
  forms: [{ arn: "arn:${Partition}:s3:::${BucketName}", parts: { bucket: "BucketName" } }],
  short: true,
  types: ["s3/bucket"],
};

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export function topic(fifo: { readonly message: string; readonly hint: string }): ArnKind {
  return {
    noun: "topic",
    fields: {
      TopicName: {
        name: "topic name",
        takes: characters(/^[A-Za-z0-9._-]*$/, plain.words),
        most: 256,
        shape: notDotted,
        refused: { when: /\.fifo$/, ...fifo },
      },
    },
    forms: [{ arn: "arn:${Partition}:sns:${Region}:${Account}:${TopicName}", parts: { topic: "TopicName" } }],
    short: true,
    types: ["sns/topic"],
  };
}

const notDotted = { test: /^[A-Za-z0-9_-]+(\.fifo)?$/, words: plain.words };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function queue(fifo?: { readonly message: string; readonly hint: string }): ArnKind {
  return {
    noun: "queue",
    fields: {
      QueueName: {
        name: "queue name",
        takes: characters(/^[A-Za-z0-9._-]*$/, plain.words),
        most: 80,
        shape: notDotted,
        ...(fifo && { refused: { when: /\.fifo$/, ...fifo } }),
      },
    },
    forms: [{ arn: "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", parts: { queue: "QueueName" } }],
    short: true,
    types: ["sqs/queue"],
  };
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN */
export const kmsKey: ArnKind = {
  noun: "KMS key",
  fields: {
    KeyId: { name: "key id", takes: characters(/^(mrk-)?[0-9a-f-]*$/, "the digits 0 to 9 and a to f, and -"), most: 64 },
  },
  forms: [{ arn: "arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}", parts: { key: "KeyId" } }],
  short: false,
  types: ["kms/key"],
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const logGroupName: Field = {
  name: "log group name",
  takes: characters(/^[A-Za-z0-9._/#-]*$/, "letters, digits and . - _ / #"),
  most: 512,
  slashes: true,
};
