import { error } from "../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../grants.ts";
import { hasHole, isLiteral, literal, outlineOf, textOf } from "../iam/arn.ts";
import { attributeFor, traversalOf } from "../iam/terraform-types.ts";
import { pullSources } from "../sources/pull.ts";
import { pushSources } from "../sources/push.ts";
import type { PullSource } from "../sources/source.ts";
import { failureDestinations, keys } from "../sources/targets.ts";
import { article, shapeOf } from "./arn-question.ts";
import { readArn } from "./arn-value.ts";
import { entryKeys, entryNames, findSource } from "./entry.ts";
import { nameOf } from "./label.ts";
import { mappingArguments, pullEntryKeys } from "./language.ts";
import { type Entry, entryOf, type Mapping, type Node } from "./node.ts";
import { type PullValue, readAccess, readPullValue } from "./pull-value.ts";
import { checkOwnRegion } from "./region.ts";
import { checkPairs, checkRules, entryAt, ruleWords } from "./rules.ts";
import { scalarAt } from "./shape.ts";
import type { PullEntry, Spec } from "./spec.ts";
import { readTarget } from "./target.ts";
import { argumentAt, compareText, isReference, type Reading, readArguments } from "./value.ts";

const failedTo = "destination_config.on_failure.destination_arn";

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
  readDestination(mapping, source, reading);
  checkOwnRegion(mapping, reading);
  const access = readAccess(mapping, entry, source, reading);
  checkEngine(mapping, entry, access.access, reading);
  checkGroup(mapping, entry, source, access.access, reading);
  const value = readPullValue(entry, source, reading);
  if (value === null) return null;
  if (value.arn !== null) checkQueue(mapping, source === pullSources["sqs"], value.arn, given, reading);
  if (value.arn !== null) checkRegion(value.arn, entry.value, reading);
  const parts = readConnected(mapping, entry, source, value, reading);
  if (parts === null) return null;
  const { name, ...named } = value;
  const names = entryNames(mapping, entry, [name, ...namedBy(source, given)].join("/"), value.arn ?? literal(""), reading);
  if (names === null) return null;
  const all = [...given, ...value.arguments].sort((a, b) => compareText(a.name, b.name));
  return { ...names, ...named, ...access, parts, key: entry.key, source, arguments: all, kmsKey };
}

/** Where what failed goes: a thing that the role sends to, or a topic beside the one that is read. */
function readDestination(mapping: Mapping, { topicDestination: topic, noun }: PullSource, reading: Reading): void {
  const given = entryAt(mapping, failedTo);
  if (given === undefined) return;
  const { value: node } = given;
  const text = node.kind === "text" ? node.text : "";
  if (!text.startsWith("kafka://")) {
    readTarget(node, "destination_arn", failureDestinations, reading);
    return;
  }
  if (topic === undefined) {
    const message = `${article(noun)} has no topic of Kafka's to send what failed to`;
    reading.diagnostics.push(error("resource-type-mismatch", node.span, message, "name a queue, a topic of SNS, or a bucket"));
    return;
  }
  const name = text.slice(topic.scheme.length);
  const topics = entryAt(mapping, "topics")?.value;
  const read = topics?.kind === "list" ? topics.items : topics === undefined ? [] : [topics];
  const known = name.replace(/\$\{[^}]*\}/g, "");
  if (name === "" || !topic.takes.test.test(known) || known.length > (topic.most ?? known.length)) {
    const message = `a ${topic.name} takes ${topic.takes.words}, at most ${topic.most}`;
    reading.diagnostics.push(error("invalid-name", node.span, message, `write ${topic.scheme}TOPIC`));
  }
  if (read.some((item) => item.kind === "text" && item.text === name)) {
    const message = "what failed cannot go to the topic that it comes from";
    reading.diagnostics.push(error("value-out-of-range", node.span, message, "name another topic of the same cluster"));
  }
  if (entryOf(mapping, "provisioned_poller_config") === undefined) {
    const message = "of Kafka's mappings, only those in provisioned mode send what failed to a topic";
    const hint = "add provisioned_poller_config: {minimum_pollers: 1}, or name a queue, a topic of SNS, or a bucket";
    reading.diagnostics.push(error("missing-key", given.keySpan, message, hint));
  }
}

/** What a connection leads to, which its ARN does not tell: another key does, or the Terraform resource; null after a mistake. */
function readConnected(
  mapping: Mapping,
  { keySpan }: Entry,
  { connection }: PullSource,
  { form, parts, arn }: PullValue,
  reading: Reading,
): PullEntry["parts"] | null {
  const given = entryOf(mapping, "cluster");
  if (connection === undefined || form !== connection.form) {
    const message = "`cluster` goes with a connection to an MSK cluster of another account";
    if (given !== undefined) reading.diagnostics.push(error("argument-not-allowed", given.keySpan, message, "remove the line"));
    return parts;
  }
  if (given !== undefined) {
    const answer = readArn(given.value, { key: "cluster", of: connection.to, wildcards: "none", reading });
    return answer === null ? null : { ...parts, cluster: answer.arn };
  }
  const traversal = arn?.kind === "expression" ? traversalOf(arn.code) : null;
  const attribute = traversal === null ? null : attributeFor(traversal.terraformType, "kafka", "cluster");
  if (traversal !== null && attribute !== null)
    return { ...parts, cluster: { kind: "expression", code: `${traversal.resource}.${attribute}` } };
  const message = "the role acts on the cluster itself, and a connection to it does not tell which it is";
  reading.diagnostics.push(error("missing-key", keySpan, message, shapeOf(connection.to).replace(/^write /, "add cluster: ")));
  return null;
}

/** A function that is polled for may run for less long. */
export function checkTimeout(entries: readonly PullEntry[], of: Mapping | undefined, reading: Reading): void {
  const given = scalarAt(of, "timeout");
  if (given === undefined || given.kind !== "number") return;
  const long = entries.filter(({ source }) => Number(given.text) > (source.longestTimeout ?? Number.POSITIVE_INFINITY));
  const [first] = long;
  // A timeout that the stack gives is no mistake of the stack's; one of the document is said once.
  const places =
    first?.span.file === given.span.file
      ? [{ entry: first, span: given.span }]
      : long.map((entry) => ({ entry, span: entry.span }));
  for (const { entry, span } of places) {
    const most = entry.source.longestTimeout;
    const message = `a function that is polled for \`${entry.key}\` runs for at most ${most} seconds, and \`timeout\` is ${given.text}`;
    reading.diagnostics.push(error("value-out-of-range", span, message, `write timeout: ${most} in \`function\`, or less`));
  }
}

/** What an entry needs of hashicorp/aws that no key says. */
export function newerDestination({ source, arguments: body, span }: PullEntry): Spec["newer"] {
  const value = argumentAt(body, failedTo);
  const topic = source.topicDestination;
  if (topic === undefined || !isReference(value) || !textOf(value).startsWith(topic.scheme)) return [];
  return [{ what: "a topic as `destination_arn` needs", since: topic.since, span }];
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
      typeof grant.on === "object" &&
      "swap" in grant.on &&
      grant.given === undefined &&
      grant.without?.some((type) => access.includes(type)) === false
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
