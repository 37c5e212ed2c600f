import {
  accessPoint,
  bucket,
  bucketAccessPoint,
  bucketFileSystem,
  eventBus,
  fileSystem,
  kmsKey,
  lambdaFunction,
  queue,
  topic,
} from "./shapes/things.ts";
import type { ArnKind } from "./source.ts";

/**
 * Where the Lambda service sends what failed, by the service of the ARN: exactly one thing, and no FIFO one.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
const fifo = { message: "Lambda sends what failed to a standard queue or topic alone", hint: "name one that is not FIFO" };

export const deadLetterTargets: Readonly<Record<string, ArnKind>> = { sqs: queue(fifo), sns: topic(fifo) };

/** https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
export const failureDestinations: Readonly<Record<string, ArnKind>> = { ...deadLetterTargets, s3: bucket };

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const successDestinations: Readonly<Record<string, ArnKind>> = {
  ...deadLetterTargets,
  events: eventBus,
  lambda: lambdaFunction,
};
export const asyncFailureDestinations: Readonly<Record<string, ArnKind>> = { ...successDestinations, s3: bucket };

/** How a spec says of what kind a thing is, where its ARN does not: the words of its other keys, and the service of each. */
export const targetWords: Readonly<Record<string, string>> = {
  sqs: "sqs",
  sns: "sns",
  s3: "s3",
  eventbridge: "events",
  lambda: "lambda",
};

/** The arguments of a function, and of a mapping, that name such a thing. */
export const functionTargets: Readonly<Record<string, Readonly<Record<string, ArnKind>>>> = {
  "dead_letter_config.target_arn": deadLetterTargets,
  on_success: successDestinations,
  on_failure: asyncFailureDestinations,
};
export const mappingTargets: Readonly<Record<string, Readonly<Record<string, ArnKind>>>> = {
  "destination_config.on_failure.destination_arn": failureDestinations,
};

export const accessPoints: Readonly<Record<string, ArnKind>> = { elasticfilesystem: accessPoint, s3files: bucketAccessPoint };

/** The file systems behind them. */
export const fileSystems: Readonly<Record<string, ArnKind>> = { elasticfilesystem: fileSystem, s3files: bucketFileSystem };

export const keys: Readonly<Record<string, ArnKind>> = { kms: kmsKey };

/** Of what service and kind a thing is, by the key that it stands under. */
export interface Told {
  readonly service: string;
  readonly kind: ArnKind;
}
