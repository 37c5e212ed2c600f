import { error } from "../../diagnostics/diagnostic.ts";
import { textOf } from "../../iam/arn.ts";
import { article } from "../../iam/reference/wording.ts";
import type { PullSource } from "../../sources/source.ts";
import { failureDestinations } from "../../sources/targets.ts";
import type { PullEntry, Spec } from "../spec.ts";
import { entryAt } from "../values/check-arguments.ts";
import { readTarget } from "../values/target-value.ts";
import { argumentAt, isReference, type Session } from "../values/value.ts";
import { entryOf, isText, type YamlMapping } from "../yaml/yaml-node.ts";

/** Where what a poller could not deliver goes. */

const failedTo = "destination_config.on_failure.destination_arn";

/** Where what failed goes: a thing that the role sends to, or a topic beside the one that is read. */
export function readDestination(mapping: YamlMapping, { topicDestination: topic, noun }: PullSource, session: Session): void {
  const given = entryAt(mapping, failedTo);
  if (given === undefined) return;
  const { value: node } = given;
  const text = isText(node) ? node.text : "";
  if (!text.startsWith("kafka://")) {
    readTarget(node, "destination_arn", failureDestinations, session);
    return;
  }
  if (topic === undefined) {
    const message = `${article(noun)} has no topic of Kafka's to send what failed to`;
    session.diagnostics.push(error("resource-type-mismatch", node.span, message, "name a queue, a topic of SNS, or a bucket"));
    return;
  }
  const name = text.slice(topic.scheme.length);
  const topics = entryAt(mapping, "topics")?.value;
  const read = topics?.kind === "list" ? topics.items : topics === undefined ? [] : [topics];
  const known = name.replace(/\$\{[^}]*\}/g, "");
  if (name === "" || !topic.takes.test.test(known) || known.length > (topic.most ?? known.length)) {
    const message = `a ${topic.name} takes ${topic.takes.words}, at most ${topic.most}`;
    session.diagnostics.push(error("invalid-name", node.span, message, `write ${topic.scheme}TOPIC`));
  }
  if (read.some((item) => isText(item) && item.text === name)) {
    const message = "what failed cannot go to the topic that it comes from";
    session.diagnostics.push(error("value-out-of-range", node.span, message, "name another topic of the same cluster"));
  }
  if (entryOf(mapping, "provisioned_poller_config") === undefined) {
    const message = "of Kafka's mappings, only those in provisioned mode send what failed to a topic";
    const hint = "add provisioned_poller_config: {minimum_pollers: 1}, or name a queue, a topic of SNS, or a bucket";
    session.diagnostics.push(error("missing-key", given.keySpan, message, hint));
  }
}

/** What an entry needs of hashicorp/aws that no key says. */
export function newerDestination({ source, arguments: body, span }: PullEntry): Spec["newer"] {
  const value = argumentAt(body, failedTo);
  const topic = source.topicDestination;
  if (topic === undefined || !isReference(value) || !textOf(value).startsWith(topic.scheme)) return [];
  return [{ what: "a topic as `destination_arn` needs", since: topic.since, span }];
}
