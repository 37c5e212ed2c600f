import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { isLiteral, textOf } from "../../iam/arn.ts";
import type { PushEntry, Spec, SubscriptionSpec } from "../spec.ts";
import { snake, spokenName } from "../values/label.ts";
import { argumentAt, isReference } from "../values/value.ts";

/** Resources that hold what several functions ask of one source: the notification of a bucket. */

/** What tells one such resource from another. */
export function sharedKey({ facts, fields }: SubscriptionSpec): string {
  return JSON.stringify([facts.resource, Object.values(fields).map(textOf)]);
}

/** What a person calls the source that several functions ask something of. */
export function sharedName({ fields }: SubscriptionSpec): string {
  return Object.values(fields).map(spokenName).join("/");
}

/** Such a resource stands in stack.tf, so that its label is the source's alone. */
export function sharedLabel(entry: Pick<PushEntry, "key">, subscription: SubscriptionSpec): string {
  return snake(sharedName(subscription)).replace(/^(?=[0-9])/, `${entry.key}_`);
}

interface AskedNotification {
  readonly spec: Spec;
  readonly entry: PushEntry;
  readonly subscription: SubscriptionSpec;
}

/** Buckets that would share a notification or have two of them, and notifications that AWS cannot tell apart. */
export function* checkNotifications(specs: readonly Spec[]): Generator<Diagnostic> {
  const byAddress = new Map<string, AskedNotification[]>();
  for (const { spec, entry } of specs.flatMap((of) => of.push.map((entry) => ({ spec: of, entry })))) {
    const { subscription } = entry;
    if (subscription?.facts.merged === undefined) continue;
    const asked = { spec, entry, subscription };
    const address = `${subscription.facts.resource}.${sharedLabel(entry, subscription)}`;
    const before = byAddress.get(address) ?? [];
    byAddress.set(address, before);
    const other = before.find((first) => sharedKey(first.subscription) !== sharedKey(subscription));
    const overlap = before.length > mostOfBucket ? undefined : before.flatMap((first) => overlapOf(first, asked) ?? [])[0];
    const elsewhere = before.find((first) => first.spec.settings.provider !== spec.settings.provider);
    if (other !== undefined) yield sameAddress(other, asked, address);
    else if (elsewhere !== undefined) yield byAnother(elsewhere, asked);
    else if (overlap !== undefined) yield overlap;
    // More than a bucket takes are refused, and compared no further.
    if (before.length === mostOfBucket) yield tooMany(asked);
    if (before.length <= mostOfBucket) before.push(asked);
  }
}

/** https://docs.aws.amazon.com/general/latest/gr/s3.html: event notifications of a bucket. */
const mostOfBucket = 100;

function tooMany({ entry: { span } }: AskedNotification): Diagnostic {
  const message = `a bucket takes ${mostOfBucket} notifications, and this is one more`;
  return error("duplicate-connection", span, message, "let one of them send to a topic, or the bucket to EventBridge");
}

function sameAddress(first: AskedNotification, second: AskedNotification, address: string): Diagnostic {
  const literals = [first, second].flatMap(({ subscription }) => Object.values(subscription.fields)).every(isLiteral);
  const message = `the bucket ${bucketOf(second)} here and ${bucketOf(first)} at ${placeOf(first)} would both have the Terraform address ${address}`;
  const hint = literals
    ? "name one of them by its Terraform resource, or connect it where the bucket is made"
    : "name the bucket the same way in both; where they are two buckets, connect one where it is made";
  return error("duplicate-label", second.entry.span, message, hint);
}

/** One resource holds what a bucket notifies, and one configuration of the provider makes it. */
function byAnother(first: AskedNotification, second: AskedNotification): Diagnostic {
  const [before, own] = [first, second].map(({ spec }) => spec.settings.provider ?? "the default provider");
  const message = `one resource holds what the bucket ${bucketOf(second)} notifies: ${before} makes it for the function at ${placeOf(first)}, and this function is made by ${own}`;
  const hint = "let the functions of one `provider` subscribe to it, and the others to a topic that it sends to";
  return error("duplicate-connection", second.entry.span, message, hint);
}

/**
 * Two rules for one kind of event must differ in the prefix or in the suffix, so that no object has both.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
function overlapOf(first: AskedNotification, second: AskedNotification): Diagnostic | null {
  const [event] = eventsOf(first).flatMap((a) => eventsOf(second).flatMap((b) => (meet(a, b) ? [{ a, b }] : [])));
  const prefixes = [textAt(first, "filter_prefix"), textAt(second, "filter_prefix")] as const;
  const suffixes = [textAt(first, "filter_suffix"), textAt(second, "filter_suffix")] as const;
  const begin = (a: string, b: string) => a.startsWith(b) || b.startsWith(a);
  const end = (a: string, b: string) => a.endsWith(b) || b.endsWith(a);
  if (event === undefined || !both(prefixes, begin) || !both(suffixes, end)) return null;
  const named = event.a === event.b ? event.b : `${event.b} here and ${event.a} there`;
  return error(
    "duplicate-connection",
    second.entry.span,
    `AWS refuses two notifications that one object could be of: this one, and that at ${placeOf(first)} (${named})`,
    "give them prefixes of which neither begins with the other, or such suffixes; or let one topic send to both functions",
  );
}

/** False where one of them is not known before Terraform runs. */
function both(pair: readonly [string | null, string | null], overlap: (a: string, b: string) => boolean): boolean {
  const [a, b] = pair;
  return a !== null && b !== null && overlap(a, b);
}

function meet(a: string, b: string): boolean {
  const within = (wide: string, narrow: string) => wide.endsWith("*") && narrow.startsWith(wide.slice(0, -1));
  return a === b || within(a, b) || within(b, a);
}

function eventsOf({ subscription }: AskedNotification): readonly string[] {
  const events = argumentAt(subscription.arguments, "events");
  return Array.isArray(events) ? events.flatMap((event) => (isReference(event) && isLiteral(event) ? [event.text] : [])) : [];
}

/** "" where it is not given; null where only Terraform knows it. */
function textAt({ subscription }: AskedNotification, argument: string): string | null {
  const value = argumentAt(subscription.arguments, argument);
  if (value === undefined) return "";
  return isReference(value) && isLiteral(value) ? value.text : null;
}

function bucketOf({ subscription }: AskedNotification): string {
  return Object.values(subscription.fields).map(textOf).join("/");
}

function placeOf({ entry: { span } }: AskedNotification): string {
  return `${span.file}:${span.line}`;
}
