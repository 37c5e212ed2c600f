import type { ArnSource } from "../sources/source.ts";

/** The words of hints: what to write for a source. */

/** What to write: the shape of the source's ARN in words. */
export function shapeOf(source: ArnSource): string {
  const shapes = source.forms.map((form) =>
    form.arn.replace("${Partition}", "aws").replaceAll(/\$\{(\w+)\}/g, (_, name: string) => name.toUpperCase()),
  );
  return `write ${shapes.join(" or ")}`;
}

export function partsHint(key: string, source: ArnSource): string {
  return `write ${source.forms.map((form) => `${key}: {${Object.keys(form.parts).join(", ")}}`).join(" or ")}`;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export function urlHint(url: string): string | null {
  const queue = /^https:\/\/sqs\.([\w-]+)\.amazonaws\.com\/(\d{12})\/([\w.-]+)$/.exec(url);
  return queue === null ? null : `write arn:aws:sqs:${queue[1]}:${queue[2]}:${queue[3]}`;
}

export function article(noun: string): string {
  return `${/^[aeiou]|^S[3Q]|^SNS|^HTTP|^[AILM](?![a-z])/i.test(noun) && !/^uni|^use/i.test(noun) ? "an" : "a"} ${noun}`;
}
