import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { hasHole, isLiteral, outlineOf, textOf } from "../../iam/arn.ts";
import { article } from "../../iam/reference/wording.ts";
import type { PullSource } from "../../sources/source.ts";
import { scalarAt } from "../language/at-key.ts";
import type { PullEntry } from "../spec.ts";
import { entryAt } from "../values/check-arguments.ts";
import { argumentAt, type Session } from "../values/value.ts";
import { entryOf, type Node, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** What AWS takes of a mapping beyond single arguments. */

/** A function that is polled for may run for less long. */
export function checkTimeout(entries: readonly PullEntry[], of: YamlMapping | undefined, session: Session): void {
  const given = scalarAt(of, "timeout");
  if (given === undefined || given.kind !== "number") return;
  const onInstances = of !== undefined && entryOf(of, "capacity_provider_config") !== undefined;
  const mostOf = ({ source: { longestTimeout, longestOnInstances } }: PullEntry) =>
    (onInstances ? longestOnInstances : undefined) ?? longestTimeout ?? Number.POSITIVE_INFINITY;
  const long = entries.filter((entry) => Number(given.text) > mostOf(entry));
  const [first] = long;
  // A timeout that the stack gives is no mistake of the stack's; one of the document is said once.
  const places =
    first?.span.file === given.span.file
      ? [{ entry: first, span: given.span }]
      : long.map((entry) => ({ entry, span: entry.span }));
  for (const { entry, span } of places) {
    const most = mostOf(entry);
    const message = `a function that is polled for \`${entry.key}\` runs for at most ${most} seconds, and \`timeout\` is ${given.text}`;
    session.diagnostics.push(error("value-out-of-range", span, message, `write timeout: ${most} in \`function\`, or less`));
  }
}

/** An engine is of a source that has several, and must know how the poller signs in. */
export function checkEngine(
  mapping: YamlMapping,
  { engines, noun }: PullSource,
  access: readonly string[],
  session: Session,
): void {
  const given = entryOf(mapping, "engine");
  if (given === undefined) return;
  const refuse = (message: string, hint: string) =>
    session.diagnostics.push(error("argument-not-allowed", given.keySpan, message, hint));
  if (engines === undefined) {
    refuse(`${article(noun)} has no engine to name`, "remove the line");
    return;
  }
  const engine = engines[scalarAt(mapping, "engine")?.text ?? ""];
  for (const [type, message] of Object.entries(engine?.lacks ?? {}))
    if (access.includes(type)) refuse(message, `write \`engine: ${engine?.instead}\`, or remove the ${type}`);
}

/** By IAM, the poller joins a consumer group that the role must name; AWS would make up its name. */
export function checkGroup(
  mapping: YamlMapping,
  entry: YamlEntry,
  source: PullSource,
  access: readonly string[],
  session: Session,
): void {
  const groups = source.grants
    .flat()
    .flatMap((grant) =>
      typeof grant.on === "object" &&
      "swap" in grant.on &&
      grant.given === undefined &&
      (grant.without?.some((type) => access.includes(type)) === false ||
        grant.using?.some((type) => access.includes(type)) === true)
        ? [grant.on.behind]
        : [],
    );
  for (const path of new Set(groups)) {
    if (path === "topics" || entryAt(mapping, path) !== undefined) continue;
    const message = `\`${entry.key}\` needs the consumer group's id: AWS makes up one otherwise, and the role cannot name it`;
    session.diagnostics.push(
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
export function checkRegion(arn: Reference, node: Node, session: Session): void {
  const region = outlineOf(arn)?.region ?? "";
  const own = session.home.region;
  if (region === "" || hasHole(region) || !isLiteral(own) || own.text === region) return;
  const message = `Lambda polls in the function's own region, ${own.text}, and this lies in ${region}`;
  session.diagnostics.push(error("invalid-arn", node.span, message, "let the function run there, or send the messages here"));
}

/** Pollers of an event source mapping: the least are no more than the most. */
export function checkPollers(mapping: YamlMapping, given: readonly Argument[], session: Session): void {
  const least = argumentAt(given, "provisioned_poller_config.minimum_pollers");
  const most = argumentAt(given, "provisioned_poller_config.maximum_pollers");
  if (typeof least !== "number" || typeof most !== "number" || least <= most) return;
  const at = entryAt(mapping, "provisioned_poller_config.minimum_pollers")?.value.span ?? mapping.span;
  session.diagnostics.push(error("value-out-of-range", at, "`minimum_pollers` is more than `maximum_pollers`"));
}

/** A batch that is larger than the source gives at once needs a window to fill it, where the source takes one. */
export function checkBatches(
  mapping: YamlMapping,
  { batches, arguments: limits }: PullSource,
  arn: Reference,
  given: readonly Argument[],
  session: Session,
): void {
  if (batches === undefined) return;
  const { most, neverOf } = batches;
  const size = argumentAt(given, "batch_size");
  const window = argumentAt(given, "maximum_batching_window_in_seconds");
  const at = (key: string) => entryOf(mapping, key)?.value.span ?? mapping.span;
  const never = textOf(arn).endsWith(neverOf.suffix);
  const limit = limits["batch_size"];
  const possible = limit === undefined || !("to" in limit) || Number(size) <= limit.to;
  const large = typeof size === "number" && size > most;
  if (never && large) {
    const message = `\`batch_size\` of ${article(neverOf.noun)} takes 1 to ${most}`;
    session.diagnostics.push(error("value-out-of-range", at("batch_size"), message));
  }
  if (never && typeof window === "number" && window > 0) {
    session.diagnostics.push(
      error(
        "argument-not-allowed",
        at("maximum_batching_window_in_seconds"),
        `AWS takes no batching window for ${article(neverOf.noun)}`,
        "remove the line",
      ),
    );
  }
  if (!never && large && possible && (window === undefined || window === 0)) {
    session.diagnostics.push(
      error(
        "value-out-of-range",
        at("batch_size"),
        `a \`batch_size\` over ${most} needs a window to fill it`,
        "add maximum_batching_window_in_seconds: 1 or more",
      ),
    );
  }
}
