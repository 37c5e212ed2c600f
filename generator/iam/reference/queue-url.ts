import { dnsSuffixOf, partitions } from "../regions.ts";

/** A queue as its URL names it. */
interface QueueUrl {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

/**
 * The queue whose URL a text is, in any partition and of either kind of endpoint; null for anything else.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html and, for the older
 * endpoints, https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
export function readQueueUrl(url: string): QueueUrl | null {
  const [, now, before, suffix, account = "", name = ""] =
    /^https?:\/\/(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.([a-z0-9.-]+)\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
  const region = now ?? before;
  if (region === undefined) return null;
  const ends = Object.keys(partitions).filter((partition) => dnsSuffixOf(partition) === suffix);
  const partition = ends.find((one) => partitions[one]?.includes(region)) ?? ends[0];
  return partition === undefined ? null : { partition, region, account, name };
}

/** The ARN of the queue. */
export function arnOfQueue({ partition, region, account, name }: QueueUrl): string {
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
}
