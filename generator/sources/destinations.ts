/**
 * What the execution role needs to send to a destination, by the service of the destination's ARN.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
interface DestinationGrant {
  readonly actions: readonly string[];
  /** Behind the destination's ARN: a bucket's objects. */
  readonly suffix: string;
  /** The key that must be the stack's own account: a bucket's ARN names no account, and a deleted bucket's name can be taken by another. */
  readonly ownAccount?: string;
}

export const destinationGrants: Readonly<Record<string, readonly DestinationGrant[]>> = {
  sqs: [{ actions: ["sqs:SendMessage"], suffix: "" }],
  sns: [{ actions: ["sns:Publish"], suffix: "" }],
  events: [{ actions: ["events:PutEvents"], suffix: "" }],
  lambda: [{ actions: ["lambda:InvokeFunction"], suffix: "" }],
  // Two kinds of ARN: objects are put, the bucket is listed.
  s3: [
    { actions: ["s3:PutObject"], suffix: "/*", ownAccount: "s3:ResourceAccount" },
    { actions: ["s3:ListBucket"], suffix: "", ownAccount: "s3:ResourceAccount" },
  ],
};
