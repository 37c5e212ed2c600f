import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { hasHole, literal, outlineOf, textOf } from "../../iam/arn.ts";
import { logGroupName } from "../function/log-group.ts";
import type { PullEntry, PushEntry, Spec, SubscriptionSpec } from "../spec.ts";
import { inTargets } from "../target/told-once.ts";
import { suffixesOf } from "../together/claimed-addresses.ts";
import { argumentAt, isReference } from "../values/value.ts";
import { type Claiming, firstClaims, functionKey, type StackOfSpecs, withinStack } from "./identity.ts";

/** Connections of functions with sources that exclude each other, in one stack or over several. */

/** Something of which AWS takes one, or few. */
export type ConnectionClaim = {
  readonly key: string;
  /** The function, by its place in the stack. */
  readonly function: number;
  readonly managed: boolean;
  readonly label: string;
  readonly span: Span;
} & (
  | { readonly kind: "mapping"; readonly source: string }
  | { readonly kind: "statement"; readonly id: string }
  | { readonly kind: "subscription"; readonly resource: string; readonly takes: Takes; readonly merged: boolean }
);

type Takes = NonNullable<SubscriptionSpec["facts"]["takes"]>;

/** A stack, its functions by their labels, and one of them. */
interface Place {
  readonly stack: StackOfSpecs;
  readonly byLabel: ReadonlyMap<string, Spec>;
  readonly spec: Spec;
}

/** Mappings, statement ids and subscriptions that a stack asks for. */
export function connectionsIn(stack: StackOfSpecs): readonly ConnectionClaim[] {
  const byLabel = new Map(stack.specs.map((spec) => [spec.label, spec]));
  return stack.specs.flatMap((spec, index) => {
    const place = { stack, byLabel, spec };
    const own = ({ label, span }: PushEntry | PullEntry) => ({ function: index, managed: spec.managed, label, span });
    const pulled = spec.pull.map(
      (entry): ConnectionClaim => ({ ...own(entry), kind: "mapping", key: mappingKey(place, entry), source: entry.key }),
    );
    const pushed = spec.push.flatMap((entry): readonly ConnectionClaim[] => [
      ...suffixesOf(entry).map((suffix): ConnectionClaim => {
        const id = `${textOf(entry.statementId)}${suffix}`;
        return { ...own(entry), kind: "statement", key: statementKey(place, entry, suffix), id };
      }),
      ...subscriptionsOf(entry).flatMap((subscription): readonly ConnectionClaim[] => {
        const { takes, merged, resource } = subscription.facts;
        if (takes === undefined) return [];
        const key = subscriptionKey(place, entry, subscription);
        return [{ ...own(entry), kind: "subscription", key, resource, takes, merged: merged !== undefined }];
      }),
    ]);
    return [...pulled, ...pushed];
  });
}

function subscriptionsOf({ subscription }: PushEntry): readonly SubscriptionSpec[] {
  if (subscription === null) return [];
  return [subscription, ...(subscription.first === null ? [] : [{ ...subscription, ...subscription.first }])];
}

/** A claim, and the stack that makes it. */
interface Claimed {
  readonly stack: number;
  readonly target: string | null;
  readonly claim: ConnectionClaim;
}

/** Mappings, statement ids and subscriptions of which AWS takes fewer. */
export function* checkConnections(stacks: readonly Claiming<readonly ConnectionClaim[]>[]): Generator<Diagnostic> {
  const mappings = firstClaims<Claimed>();
  const statements = firstClaims<Claimed>();
  const subscriptions = new Map<string, Claimed[]>();
  for (const [stack, { target, claims }] of stacks.entries())
    for (const claim of claims) {
      const own = { stack, target, claim };
      if (claim.kind === "subscription") yield* checkSubscription(subscriptions, own, claim);
      else if (claim.kind === "mapping") {
        const first = mappings(claim.key, own);
        // Entries of one label are told as that, and functions that are made twice as those.
        if (first !== null && !areTwins(first, own) && !isSameEntry(first, own)) yield sameMapping(first, claim);
      } else {
        const first = statements(claim.key, own);
        if (first !== null && first.stack !== stack && !areTwins(first, own)) yield sameStatement(first, claim);
      }
    }
}

function isSameFunction(one: Claimed, other: Claimed): boolean {
  return one.stack === other.stack && one.claim.function === other.claim.function;
}

function isSameEntry(one: Claimed, other: Claimed): boolean {
  return isSameFunction(one, other) && one.claim.label === other.claim.label;
}

function areTwins(one: Claimed, other: Claimed): boolean {
  return !isSameFunction(one, other) && one.claim.managed && other.claim.managed;
}

/**
 * AWS takes one mapping of a source to a function, or to a version or alias of it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html (ResourceConflictException)
 */
function mappingKey({ stack, spec }: Place, entry: PullEntry): string {
  const { source, arn, arguments: body } = entry;
  const apart = [...source.namedBy, ...(source.apartBy ?? [])].flatMap((path) => valuesAt(body, path));
  const servers = body.filter(({ name }) => name === "self_managed_event_source").flatMap(referencesIn);
  const of = [spec.qualifier ?? literal(""), ...(arn === null ? servers : [arn]), ...apart];
  return `${entry.key} ${functionKey(stack, spec)} ${withinStack(stack, ...of)}`;
}

function valuesAt(body: readonly Argument[], path: string): readonly Reference[] {
  const value = argumentAt(body, path);
  return (Array.isArray(value) ? value : [value]).filter(isReference);
}

function referencesIn(argument: Argument): readonly Reference[] {
  if (argument.kind === "block") return argument.body.flatMap(referencesIn);
  const { value } = argument;
  if (isReference(value)) return [value];
  if (typeof value !== "object" || !("kind" in value) || value.kind !== "map") return [];
  return value.entries.flatMap((entry) => (isReference(entry.value) ? [entry.value] : []));
}

function sameMapping(first: Claimed, { source, span }: ConnectionClaim & { readonly kind: "mapping" }): Diagnostic {
  const message = `AWS takes one mapping of this source to this function, and that at ${placeOf(first)} is one`;
  return error(
    "duplicate-connection",
    span,
    message,
    `remove one \`${source}\`; a second filter stands in its \`filter_criteria\``,
  );
}

function statementKey({ stack, spec }: Place, { statementId, qualifier }: PushEntry, suffix: string): string {
  const own = qualifier ?? spec.qualifier ?? literal("");
  return `${functionKey(stack, spec)} ${withinStack(stack, own, statementId)}${suffix}`;
}

function sameStatement(first: Claimed, { id, span }: ConnectionClaim & { readonly kind: "statement" }): Diagnostic {
  const message = `this function has a statement with the id ${id} by the entry at ${placeOf(first)} already`;
  return error("duplicate-statement-id", span, message, "AWS takes each once; give this one another `statement_id`");
}

/** Those that one resource holds for several functions of a stack count once there. */
function* checkSubscription(
  seen: Map<string, Claimed[]>,
  own: Claimed,
  { key, span, takes, merged, resource }: ConnectionClaim & { readonly kind: "subscription" },
): Generator<Diagnostic> {
  const before = seen.get(key) ?? [];
  // Entries of one label are told as that.
  const others = before.filter((other) => (!merged || other.stack !== own.stack) && !isSameEntry(other, own));
  if (merged && others.length < before.length) return;
  // What is one too many is told; the list stays as short as AWS takes it.
  if (before.length < takes.most) seen.set(key, [...before, own]);
  if (others.length < takes.most) return;
  const places = listed(others.map(placeOf));
  const message = merged
    ? `an ${resource} holds all that its source notifies, and another stack makes it at ${places}: they would erase each other`
    : `AWS takes ${numbers[takes.most] ?? takes.most} ${resource} ${ofWhat[takes.of]}: ${others.length === 1 ? "that" : "those"} at ${places}`;
  const hint = merged
    ? "let one stack make it, or let the source send to a topic or a bus, and subscribe to that in both"
    : hints[takes.of];
  yield error("duplicate-connection", span, message, hint);
}

const numbers: readonly string[] = ["no", "one", "two", "three", "four", "five"];

const ofWhat = {
  source: "for one source",
  itself: "of one name",
  function: "of one source to one function",
  name: "of one name",
} as const;

const hints = {
  source: "remove one; or let one function pass on what it is sent, through a topic or a bus",
  itself: "let one entry make it; the others subscribe to its `arn`",
  function: "remove one",
  name: "give one of them another `name`",
} as const;

function listed(places: readonly string[]): string {
  return places.length < 2 ? places.join("") : `${places.slice(0, -1).join(", ")} and ${places.at(-1)}`;
}

function subscriptionKey(
  { stack, spec, byLabel }: Place,
  entry: PushEntry,
  { facts, fields, source, arguments: body }: SubscriptionSpec,
): string {
  const outline = outlineOf(source);
  const home = (part: "region" | "account"): Reference => {
    const own = outline?.[part] ?? "";
    return own === "" || hasHole(own) ? spec.settings.home[part] : literal(own);
  };
  const named = Object.values(fields).map((field) => ownLogGroup(byLabel, field) ?? field);
  // A bucket's name is its own everywhere; what is named by less than its ARN lies where the ARN says, or where the stack does.
  const of = named.length === 0 ? [source] : [...facts.near.map(home), ...named];
  const key = `${facts.resource} ${withinStack(stack, ...of)}`;
  switch (facts.takes?.of) {
    case "function":
      return `${key} ${functionKey(stack, spec)} ${withinStack(stack, entry.qualifier ?? spec.qualifier ?? literal(""))}`;
    case "name": {
      const given = argumentAt(body, "name");
      return `${key} ${isReference(given) ? withinStack(stack, given) : `${functionKey(stack, spec)} ${entry.label}`}`;
    }
    default:
      return key;
  }
}

/** The name of a log group that a function of the stack has, where it is named by its Terraform resource. */
function ownLogGroup(byLabel: ReadonlyMap<string, Spec>, field: Reference): Reference | null {
  const label = field.kind === "expression" ? /^aws_cloudwatch_log_group\.([\w-]+)\.name$/.exec(field.code)?.[1] : undefined;
  const spec = label === undefined ? undefined : byLabel.get(label);
  return spec === undefined ? null : logGroupName(spec);
}

function placeOf({ target, claim: { span } }: Claimed): string {
  return `${span.file}:${span.line}${inTargets([target ?? []].flat())}`;
}
