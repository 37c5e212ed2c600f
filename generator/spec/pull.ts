import { error } from "../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../grants.ts";
import { outlineOf, textOf } from "../iam/arn.ts";
import { checkArnParts } from "../iam/arn-parts.ts";
import { serviceOf } from "../iam/service.ts";
import { namedBy } from "../iam/terraform-types.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import type { ArgumentRule, PullSource } from "../sources/source.ts";
import { entryKeys, entryNames, findSource } from "./entry.ts";
import { laterPullKinds, laterPushKinds, mappingArguments, pullEntryKeys } from "./language.ts";
import { entryOf, type Mapping, type Node } from "./node.ts";
import { scalarAt } from "./shape.ts";
import { readSource } from "./source-value.ts";
import type { PullEntry } from "./spec.ts";
import { argumentAt, isReference, type Reading, readArguments, readText } from "./value.ts";

const kinds = {
  own: pullSources,
  ownLater: laterPullKinds,
  other: pushSources,
  otherLater: laterPushKinds,
  here: "pull",
  there: "push",
} as const;

/** Reads one entry of `pull`; null after a mistake that leaves nothing to emit. */
export function readPull(node: Node, reading: Reading): PullEntry | null {
  const found = findSource(node, kinds, reading);
  if (found === null) return null;
  const { mapping, entry, source } = found;
  entryKeys(mapping, entry, pullEntryKeys, reading);
  const given = readArguments(mapping, mappingArguments, reading);
  checkRules(mapping, source, reading);
  for (const name of source.required) {
    if (entryOf(mapping, name) === undefined)
      reading.diagnostics.push(
        error("missing-key", entry.keySpan, `\`${entry.key}\` needs \`${name}\``, ruleHint(source.arguments[name])),
      );
  }
  const kmsKey = readKey(mapping, reading);
  const value = readSource(entry.value, entry.key, source, reading);
  checkDestination(mapping, given, reading);
  if (value === null) return null;
  if (value.form === null) {
    reading.diagnostics.push(
      error(
        "invalid-arn",
        entry.value.span,
        `nobody can tell what this expression names, and \`${entry.key}\` grants by it`,
        "write an expression to the Terraform resource itself, or the ARN",
      ),
    );
    return null;
  }
  checkQueue(mapping, source, value.arn, given, reading);
  const names = entryNames(mapping, entry, value.name, value.arn, reading);
  return names === null ? null : { ...names, key: entry.key, source, arn: value.arn, form: value.form, arguments: given, kmsKey };
}

/** The source's customer-managed key. */
function readKey(mapping: Mapping, reading: Reading): Reference | null {
  const node = scalarAt(mapping, "kms_key");
  const key = node === undefined ? null : readText(node, reading, "argument");
  if (node === undefined || key === null) return null;
  const fail = (message: string) => {
    reading.diagnostics.push(
      error("resource-type-mismatch", node.span, message, "write ${aws_kms_key.NAME.arn} or arn:aws:kms:REGION:ACCOUNT:key/ID"),
    );
    return null;
  };
  const outline = outlineOf(key);
  if (outline === null && key.kind === "literal") return fail("`kms_key` takes the ARN of a key");
  if (outline !== null) {
    const mistakes = [...checkArnParts(outline, node.span, { region: true, account: true })];
    reading.diagnostics.push(...mistakes);
    if (mistakes.length > 0) return null;
    if (outline.service !== "kms" || !outline.resource.startsWith("key/"))
      return fail("`kms_key` takes the ARN of a key; IAM does not act on an alias");
    return key;
  }
  const named = namedBy(key);
  if (named.kind === "not-an-arn" || (named.kind === "type" && (named.service !== "kms" || named.type !== "key")))
    return fail("`kms_key` takes the ARN of a key");
  return key;
}

/** The kind's own rules: what AWS refuses, and the ranges that it takes. */
function checkRules(mapping: Mapping, source: PullSource, reading: Reading): void {
  for (const [path, rule] of Object.entries(source.arguments)) {
    const found = entryAt(mapping, path);
    if (found === undefined) continue;
    const { keySpan, value } = found;
    if ("refused" in rule)
      reading.diagnostics.push(
        error("argument-not-allowed", keySpan, `AWS refuses \`${path}\` for ${source.title}: ${rule.refused}`, "remove the line"),
      );
    else for (const node of value.kind === "list" ? value.items : [value]) checkRule(node, path, rule, reading);
  }
}

function checkRule(node: Node, path: string, rule: Exclude<ArgumentRule, { refused: string }>, reading: Reading): void {
  if (node.kind === "list" || node.kind === "mapping" || node.kind === "null" || node.text.includes("${")) return;
  if ("oneOf" in rule) {
    if (!rule.oneOf.includes(node.text))
      reading.diagnostics.push(error("value-out-of-range", node.span, `\`${path}\` takes ${rule.oneOf.join(", ")}`));
    return;
  }
  const value = Number(node.text);
  if (
    node.kind !== "number" ||
    (Number.isInteger(value) && value >= rule.from && value <= rule.to) ||
    rule.also?.includes(value) === true
  )
    return;
  reading.diagnostics.push(error("value-out-of-range", node.span, `\`${path}\` takes ${rangeOf(rule)}`));
}

function rangeOf(rule: { readonly from: number; readonly to: number; readonly also?: readonly number[] }): string {
  return `${rule.also === undefined ? "" : `${rule.also.join(", ")} or `}${rule.from} to ${rule.to}`;
}

function ruleHint(rule: ArgumentRule | undefined): string | undefined {
  if (rule === undefined || "refused" in rule) return undefined;
  return `write one of ${"oneOf" in rule ? rule.oneOf.join(", ") : rangeOf(rule)}`;
}

function entryAt(mapping: Mapping, path: string): ReturnType<typeof entryOf> {
  const [first = "", ...rest] = path.split(".");
  const entry = entryOf(mapping, first);
  if (rest.length === 0 || entry === undefined) return entry;
  return entry.value.kind === "mapping" ? entryAt(entry.value, rest.join(".")) : undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html: batches of over 10 need a window, FIFO queues have neither. */
function checkQueue(mapping: Mapping, source: PullSource, arn: Reference, given: readonly Argument[], reading: Reading): void {
  if (source !== pullSources["sqs"]) return;
  const size = argumentAt(given, "batch_size");
  const window = argumentAt(given, "maximum_batching_window_in_seconds");
  const at = (key: string) => entryOf(mapping, key)?.value.span ?? mapping.span;
  const fifo = textOf(arn).endsWith(".fifo");
  if (fifo && typeof size === "number" && size > 10)
    reading.diagnostics.push(error("value-out-of-range", at("batch_size"), "`batch_size` of a FIFO queue takes 1 to 10"));
  if (fifo && typeof window === "number" && window > 0) {
    reading.diagnostics.push(
      error(
        "argument-not-allowed",
        at("maximum_batching_window_in_seconds"),
        "AWS takes no batching window for a FIFO queue",
        "remove the line",
      ),
    );
  }
  if (!fifo && typeof size === "number" && size > 10 && size <= 10_000 && (window === undefined || window === 0)) {
    reading.diagnostics.push(
      error(
        "value-out-of-range",
        at("batch_size"),
        "a `batch_size` over 10 needs a window to fill it",
        "add maximum_batching_window_in_seconds: 1 or more",
      ),
    );
  }
}

/** What failed goes to a destination of a kind that decides what the role is granted. */
function checkDestination(mapping: Mapping, given: readonly Argument[], reading: Reading): void {
  const target = argumentAt(given, "destination_config.on_failure.destination_arn");
  if (!isReference(target)) return;
  const at = entryAt(mapping, "destination_config.on_failure.destination_arn")?.value.span ?? mapping.span;
  const service = serviceOf(target);
  if (service === null)
    reading.diagnostics.push(
      error(
        "invalid-arn",
        at,
        "the kind of destination decides what the role is granted, and nobody can tell it",
        "write ${aws_sqs_queue.failed.arn}, ${aws_sns_topic.failed.arn}, ${aws_s3_bucket.failed.arn}, or the ARN",
      ),
    );
  else if (!["sqs", "sns", "s3"].includes(service))
    reading.diagnostics.push(error("resource-type-mismatch", at, "what failed goes to a queue, a topic or a bucket"));
}
