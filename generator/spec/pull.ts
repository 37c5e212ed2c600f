import { error } from "../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, textOf } from "../iam/arn.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import type { PullSource } from "../sources/source.ts";
import { failureDestinations, keys } from "../sources/targets.ts";
import { entryKeys, entryNames, findSource } from "./entry.ts";
import { nameOf } from "./label.ts";
import { mappingArguments, pullEntryKeys } from "./language.ts";
import { type Entry, entryOf, type Mapping, type Node } from "./node.ts";
import { readAccess, readPullValue } from "./pull-value.ts";
import { checkPairs, checkRules, entryAt, ruleWords } from "./rules.ts";
import { scalarAt } from "./shape.ts";
import type { PullEntry } from "./spec.ts";
import { readTarget } from "./target.ts";
import { argumentAt, compareText, isReference, type Reading, readArguments } from "./value.ts";

const kinds = {
  own: pullSources,
  other: pushSources,
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
    const hint = rule === undefined || "refused" in rule || "items" in rule ? undefined : `write one of ${ruleWords(rule)}`;
    reading.diagnostics.push(error("missing-key", entry.keySpan, `\`${entry.key}\` needs \`${name}\``, hint));
  }
  const keyNode = entryOf(mapping, "kms_key")?.value;
  const kmsKey = keyNode === undefined ? null : readTarget(keyNode, "kms_key", keys, reading);
  const destination = entryAt(mapping, "destination_config.on_failure.destination_arn")?.value;
  if (destination !== undefined) readTarget(destination, "destination_arn", failureDestinations, reading);
  const access = readAccess(mapping, entry, source, reading);
  checkEngine(mapping, entry, access.access, reading);
  checkGroup(mapping, entry, source, access.access, reading);
  const value = readPullValue(entry, source, reading);
  if (value === null) return null;
  if (value.arn !== null) checkQueue(mapping, source === pullSources["sqs"], value.arn, given, reading);
  if (value.arn !== null) checkRegion(value.arn, entry.value, reading);
  const { name, ...named } = value;
  const names = entryNames(mapping, entry, [name, ...namedBy(source, given)].join("/"), value.arn ?? literal(""), reading);
  if (names === null) return null;
  const all = [...given, ...value.arguments].sort((a, b) => compareText(a.name, b.name));
  return { ...names, ...named, ...access, key: entry.key, source, arguments: all, kmsKey };
}

/** What tells two mappings of one source apart, as far as it is known. */
function namedBy(source: PullSource, given: readonly Argument[]): readonly string[] {
  return source.namedBy.flatMap((path) => {
    const value = argumentAt(given, path);
    return (Array.isArray(value) ? value : [value]).flatMap((item) => (isReference(item) ? [nameOf(item)] : []));
  });
}

/** A virtual host is RabbitMQ's. https://docs.aws.amazon.com/lambda/latest/dg/process-mq-messages-with-lambda.html */
function checkEngine(mapping: Mapping, entry: Entry, access: readonly string[], reading: Reading): void {
  const engine = entryOf(mapping, "engine");
  if (engine === undefined) return;
  if (entry.key !== "mq")
    reading.diagnostics.push(error("argument-not-allowed", engine.keySpan, "`engine` is of an MQ broker", "remove the line"));
  else if (scalarAt(mapping, "engine")?.text === "activemq" && access.includes("VIRTUAL_HOST")) {
    reading.diagnostics.push(
      error(
        "argument-not-allowed",
        engine.keySpan,
        "ActiveMQ has no virtual hosts",
        "write `engine: rabbitmq`, or remove the VIRTUAL_HOST",
      ),
    );
  }
}

/** By IAM, the poller joins a consumer group that the role must name; AWS would make up its name. */
function checkGroup(mapping: Mapping, entry: Entry, source: PullSource, access: readonly string[], reading: Reading): void {
  const groups = source.grants
    .flat()
    .flatMap((grant) =>
      typeof grant.on === "object" && "swap" in grant.on && grant.without?.some((type) => access.includes(type)) === false
        ? [grant.on.behind]
        : [],
    );
  for (const path of new Set(groups)) {
    const given = entryAt(mapping, path)?.value;
    for (const node of given?.kind === "list" ? given.items : given === undefined ? [] : [given]) {
      if (node.kind !== "text" || !/[*?]/.test(node.text)) continue;
      reading.diagnostics.push(
        error(
          "broad-resource",
          node.span,
          "the role would be granted every name that this wildcard matches",
          "write the name itself",
        ),
      );
    }
    if (path === "topics" || given !== undefined) continue;
    const message = `\`${entry.key}\` needs the consumer group's id: AWS makes up one otherwise, and the role cannot name it`;
    reading.diagnostics.push(
      error(
        "missing-key",
        entry.keySpan,
        message,
        `add ${path.split(".").join(": {")}: my-group${"}".repeat(path.split(".").length - 1)}`,
      ),
    );
  }
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
