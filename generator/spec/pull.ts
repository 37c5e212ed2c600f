import { error } from "../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../grants.ts";
import { hasHole, isLiteral, outlineOf, textOf } from "../iam/arn.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import { failureDestinations, keys } from "../sources/targets.ts";
import { readArn } from "./arn-value.ts";
import { entryKeys, entryNames, findSource } from "./entry.ts";
import { laterPullKinds, laterPushKinds, mappingArguments, pullEntryKeys } from "./language.ts";
import { entryOf, type Mapping, type Node } from "./node.ts";
import { checkPairs, checkRules, entryAt, ruleWords } from "./rules.ts";
import type { PullEntry } from "./spec.ts";
import { readTarget } from "./target.ts";
import { argumentAt, type Reading, readArguments } from "./value.ts";

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
  checkRules(mapping, source.arguments, source.noun, reading);
  checkPairs(mapping, source.pairs, reading);
  checkPollers(mapping, given, reading);
  for (const name of source.required) {
    if (entryOf(mapping, name) !== undefined) continue;
    const rule = source.arguments[name];
    const hint = rule === undefined || "refused" in rule ? undefined : `write one of ${ruleWords(rule)}`;
    reading.diagnostics.push(error("missing-key", entry.keySpan, `\`${entry.key}\` needs \`${name}\``, hint));
  }
  const keyNode = entryOf(mapping, "kms_key")?.value;
  const kmsKey = keyNode === undefined ? null : readTarget(keyNode, "kms_key", keys, reading);
  const destination = entryAt(mapping, "destination_config.on_failure.destination_arn")?.value;
  if (destination !== undefined) readTarget(destination, "destination_arn", failureDestinations, reading);
  const value = readArn(entry.value, { key: entry.key, of: source, wildcards: "none", reading });
  if (value === null) return null;
  if (value.form === null) {
    const hint = "write an expression to the Terraform resource itself, or the ARN";
    const message = `nobody can tell what this expression names, and \`${entry.key}\` grants by it`;
    reading.diagnostics.push(error("invalid-arn", entry.value.span, message, hint));
    return null;
  }
  checkQueue(mapping, source === pullSources["sqs"], value.arn, given, reading);
  checkRegion(value.arn, entry.value, reading);
  const names = entryNames(mapping, entry, value.name, value.arn, reading);
  return names === null ? null : { ...names, key: entry.key, source, arn: value.arn, form: value.form, arguments: given, kmsKey };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html: a function polls in its own region. */
function checkRegion(arn: Reference, node: Node, reading: Reading): void {
  const region = outlineOf(arn)?.region ?? "";
  const own = reading.home.region;
  if (region === "" || hasHole(region) || !isLiteral(own) || own.text === region) return;
  const message = `Lambda polls in the function's own region, ${own.text}, and this lies in ${region}`;
  reading.diagnostics.push(error("invalid-arn", node.span, message, "let the function run there, or send the messages here"));
}

function checkPollers(mapping: Mapping, given: readonly Argument[], reading: Reading): void {
  const least = argumentAt(given, "provisioned_poller_config.minimum_pollers");
  const most = argumentAt(given, "provisioned_poller_config.maximum_pollers");
  if (typeof least !== "number" || typeof most !== "number" || least <= most) return;
  const at = entryAt(mapping, "provisioned_poller_config.minimum_pollers")?.value.span ?? mapping.span;
  reading.diagnostics.push(error("value-out-of-range", at, "`minimum_pollers` is more than `maximum_pollers`"));
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html: batches of over 10 need a window, FIFO queues have neither. */
function checkQueue(mapping: Mapping, isQueue: boolean, arn: Reference, given: readonly Argument[], reading: Reading): void {
  if (!isQueue) return;
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
