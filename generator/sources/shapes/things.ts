import type { ArnKind, Characters, Doubt, Field } from "../source.ts";

/** Things that sources, destinations and keys have in common: what their ARNs look like, and which characters their names take. */

function characters(test: RegExp, words: string): Characters {
  return { test, words };
}

export const plainCharacters = characters(/^[A-Za-z0-9_-]*$/, "letters, digits, - and _");
export const dotted = characters(/^[A-Za-z0-9._-]*$/, "letters, digits and . - _");
export const word = characters(/^[A-Za-z0-9_]*$/, "letters, digits and _");
export const alphanumeric = characters(/^[A-Za-z0-9]*$/, "letters and digits");
export const hyphened = characters(/^[A-Za-z0-9-]*$/, "letters, digits and -");
export const hexadecimal = characters(/^[0-9a-f-]*$/, "the digits 0 to 9 and a to f");
export const printable = characters(/^\P{Cc}*$/u, "printable characters");

export { characters };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName: Field = {
  name: "bucket name",
  // Underscores and capitals are of old buckets; that S3 would not give the name today is a warning.
  takes: dotted,
  most: 255,
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  doubtful: [
    notToday(/^.{3,63}$/, "it has 3 to 63 characters"),
    notToday(/^[a-z0-9.-]+$/, "it takes small letters, digits, dots and hyphens"),
    notToday(/^[a-z0-9](?!.*\.\.).*[a-z0-9]$/, "it begins and ends with a letter or digit, without two dots in a row"),
  ],
};

function notToday(unless: RegExp, rule: string): Doubt {
  return { unless, code: "invalid-bucket-name", message: `S3 gives no bucket the name "\${value}" today: ${rule}` };
}

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
        takes: characters(/^[A-Za-z0-9._-]*$/, plainCharacters.words),
        most: 256,
        shape: notDotted,
        refused: [{ when: /\.fifo$/, ...fifo }],
      },
    },
    forms: [{ arn: "arn:${Partition}:sns:${Region}:${Account}:${TopicName}", parts: { topic: "TopicName" } }],
    short: true,
    types: ["sns/topic"],
  };
}

const notDotted = { test: /^[A-Za-z0-9_-]+(\.fifo)?$/, words: plainCharacters.words };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function queue(fifo?: { readonly message: string; readonly hint: string }): ArnKind {
  return {
    noun: "queue",
    fields: {
      QueueName: {
        name: "queue name",
        takes: characters(/^[A-Za-z0-9._-]*$/, plainCharacters.words),
        most: 80,
        shape: notDotted,
        ...(fifo && { refused: [{ when: /\.fifo$/, ...fifo }] }),
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
export const logGroupField: Field = {
  name: "log group name",
  takes: characters(/^[A-Za-z0-9._/#-]*$/, "letters, digits and . - _ / #"),
  most: 512,
  slashes: true,
};

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html: the ARN ends in six random characters. */
export const secret: ArnKind = {
  noun: "secret",
  fields: {
    SecretId: {
      name: "secret name",
      // Those that AWS manages have a `!`: https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html
      takes: characters(/^[A-Za-z0-9/_+=.@!-]*$/, "letters, digits and / _ + = . @ -"),
      most: 519,
      slashes: true,
      // https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
      refused: [
        {
          // Six small letters are a word of the name's: my-secret.
          when: /^(?!.*(-(?![a-z]{6}$|\d{6}$)[A-Za-z0-9?]{6}|\*)$)/,
          code: "invalid-arn",
          message: "the ARN of a secret ends in a hyphen and six random characters, so this one never matches",
          hint: "write NAME-??????, or ${aws_secretsmanager_secret.NAME.arn}",
        },
      ],
      random: /-\?{6}$/,
    },
  },
  forms: [{ arn: "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}", parts: { secret: "SecretId" } }],
  short: true,
  types: ["secretsmanager/Secret"],
};

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const eventBus: ArnKind = {
  noun: "event bus",
  fields: {
    EventBusName: {
      name: "bus name",
      takes: characters(/^[A-Za-z0-9._/-]*$/, "letters, digits and . - _ /"),
      most: 256,
      slashes: true,
    },
  },
  forms: [{ arn: "arn:${Partition}:events:${Region}:${Account}:event-bus/${EventBusName}", parts: { bus: "EventBusName" } }],
  short: true,
  types: ["events/event-bus"],
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const lambdaFunction: ArnKind = {
  noun: "function",
  fields: {
    FunctionName: { name: "function name", takes: plainCharacters, most: 64 },
    Qualifier: { name: "alias or version", takes: plainCharacters, most: 128 },
  },
  forms: [
    { arn: "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}", parts: { function: "FunctionName" } },
    {
      arn: "arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Qualifier}",
      parts: { function: "FunctionName", qualifier: "Qualifier" },
    },
  ],
  short: true,
  types: ["lambda/function", "lambda/function alias", "lambda/function version"],
};

/** https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html */
export const accessPoint: ArnKind = {
  noun: "EFS access point",
  fields: { AccessPointId: { name: "access point id", takes: hyphened, most: 128 } },
  forms: [
    {
      arn: "arn:${Partition}:elasticfilesystem:${Region}:${Account}:access-point/${AccessPointId}",
      parts: { access_point: "AccessPointId" },
    },
  ],
  short: false,
  types: ["elasticfilesystem/access-point"],
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_FileSystemConfig.html */
export const bucketAccessPoint: ArnKind = {
  noun: "S3 Files access point",
  fields: {
    FileSystemId: { name: "file system id", takes: hyphened, most: 43 },
    AccessPointId: { name: "access point id", takes: hyphened, most: 45 },
  },
  forms: [
    {
      arn: "arn:${Partition}:s3files:${Region}:${Account}:file-system/${FileSystemId}/access-point/${AccessPointId}",
      parts: { file_system: "FileSystemId", access_point: "AccessPointId" },
    },
  ],
  short: false,
  types: ["s3files/access-point"],
};

export const bucketFileSystem: ArnKind = {
  noun: "S3 Files file system",
  fields: { FileSystemId: { name: "file system id", takes: hyphened, most: 43 } },
  forms: [
    {
      arn: "arn:${Partition}:s3files:${Region}:${Account}:file-system/${FileSystemId}",
      parts: { file_system: "FileSystemId" },
    },
  ],
  short: true,
  types: ["s3files/file-system"],
};

export const fileSystem: ArnKind = {
  noun: "EFS file system",
  fields: { FileSystemId: { name: "file system id", takes: hyphened, most: 128 } },
  forms: [
    {
      arn: "arn:${Partition}:elasticfilesystem:${Region}:${Account}:file-system/${FileSystemId}",
      parts: { file_system: "FileSystemId" },
    },
  ],
  short: true,
  types: ["elasticfilesystem/file-system"],
};
