import { type Diagnostic, error, type Span } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference } from "../../grants.ts";
import { hasHole, literal, outlineOf, textOf } from "../../iam/arn.ts";
import { logGroupName } from "../function/log-group.ts";
import type { PullEntry, PushEntry, Spec, SubscriptionSpec } from "../spec.ts";
import { inTargets } from "../target/told-once.ts";
import { argumentAt, isReference } from "../values/value.ts";
import { suffixesOf } from "./claimed-addresses.ts";
import { firstClaims, functionKey, type StackOfSpecs, within } from "./identity.ts";

/** Connections of functions with sources that exclude each other, in one stack or over several. */

interface Claim {
  readonly stack: StackOfSpecs;
  /** The functions of the stack by their labels. */
  readonly byLabel: ReadonlyMap<string, Spec>;
  readonly spec: Spec;
  readonly label: string;
  readonly span: Span;
}

/** Mappings, statement ids and subscriptions of which AWS takes fewer. */
export function* checkConnections(stacks: readonly StackOfSpecs[]): Generator<Diagnostic> {
  const mappings = firstClaims<Claim>();
  const statements = firstClaims<Claim>();
  const subscriptions = new Map<string, Claim[]>();
  for (const stack of stacks) {
    const byLabel = new Map(stack.specs.map((spec) => [spec.label, spec]));
    for (const spec of stack.specs) {
      const claimOf = ({ label, span }: PushEntry | PullEntry): Claim => ({ stack, byLabel, spec, label, span });
      for (const entry of spec.pull) {
        const first = mappings(mappingKey(stack, spec, entry), claimOf(entry));
        // Entries of one label are told as that, and functions that are made twice as those.
        if (first !== null && !areTwins(first, spec) && (first.spec !== spec || first.label !== entry.label))
          yield sameMapping(first, entry);
      }
      for (const entry of spec.push) {
        for (const suffix of suffixesOf(entry)) {
          const first = statements(statementKey(stack, spec, entry, suffix), claimOf(entry));
          if (first !== null && first.stack !== stack && !areTwins(first, spec)) yield sameStatement(first, entry, suffix);
        }
        if (entry.subscription === null) continue;
        const { subscription } = entry;
        yield* checkSubscription(subscriptions, entry, subscription, claimOf(entry));
        if (subscription.first !== null)
          yield* checkSubscription(subscriptions, entry, { ...subscription, ...subscription.first }, claimOf(entry));
      }
    }
  }
}

function areTwins(first: Claim, spec: Spec): boolean {
  return first.spec !== spec && first.spec.managed && spec.managed;
}

/**
 * AWS takes one mapping of a source to a function, or to a version or alias of it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html (ResourceConflictException)
 */
function mappingKey(stack: StackOfSpecs, spec: Spec, entry: PullEntry): string {
  const { source, arn, arguments: body } = entry;
  const apart = [...source.namedBy, ...(source.apartBy ?? [])].flatMap((path) => valuesAt(body, path));
  const servers = body.filter(({ name }) => name === "self_managed_event_source").flatMap(referencesIn);
  const of = [spec.qualifier ?? literal(""), ...(arn === null ? servers : [arn]), ...apart];
  return `${entry.key} ${functionKey(stack, spec)} ${within(stack, ...of)}`;
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

function sameMapping(first: Claim, { key, span }: PullEntry): Diagnostic {
  const message = `AWS takes one mapping of this source to this function, and that at ${placeOf(first)} is one`;
  return error("duplicate-connection", span, message, `remove one \`${key}\`; a second filter stands in its \`filter_criteria\``);
}

function statementKey(stack: StackOfSpecs, spec: Spec, { statementId, qualifier }: PushEntry, suffix: string): string {
  const own = qualifier ?? spec.qualifier ?? literal("");
  return `${functionKey(stack, spec)} ${within(stack, own, statementId)}${suffix}`;
}

function sameStatement(first: Claim, { statementId, span }: PushEntry, suffix: string): Diagnostic {
  const message = `this function has a statement with the id ${textOf(statementId)}${suffix} by the entry at ${placeOf(first)} already`;
  return error("duplicate-statement-id", span, message, "AWS takes each once; give this one another `statement_id`");
}

/** Those that one resource holds for several functions of a stack count once there. */
function* checkSubscription(
  seen: Map<string, Claim[]>,
  entry: PushEntry,
  subscription: SubscriptionSpec,
  claim: Claim,
): Generator<Diagnostic> {
  const { takes, merged, resource } = subscription.facts;
  if (takes === undefined) return;
  const key = subscriptionKey(claim, entry, subscription);
  const before = seen.get(key) ?? [];
  // Entries of one label are told as that.
  const others = before.filter(
    ({ stack, spec, label }) => (merged === undefined || stack !== claim.stack) && (spec !== claim.spec || label !== claim.label),
  );
  if (merged !== undefined && others.length < before.length) return;
  // What is one too many is told; the list stays as short as AWS takes it.
  if (before.length < takes.most) seen.set(key, [...before, claim]);
  if (others.length < takes.most) return;
  const places = listed(others.map(placeOf));
  const message =
    merged === undefined
      ? `AWS takes ${numbers[takes.most] ?? takes.most} ${resource} ${ofWhat[takes.of]}: ${others.length === 1 ? "that" : "those"} at ${places}`
      : `an ${resource} holds all that its source notifies, and another stack makes it at ${places}: they would erase each other`;
  const hint =
    merged === undefined
      ? hints[takes.of]
      : "let one stack make it, or let the source send to a topic or a bus, and subscribe to that in both";
  yield error("duplicate-connection", claim.span, message, hint);
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
  { stack, spec, byLabel }: Claim,
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
  const key = `${facts.resource} ${within(stack, ...of)}`;
  switch (facts.takes?.of) {
    case "function":
      return `${key} ${functionKey(stack, spec)} ${within(stack, entry.qualifier ?? spec.qualifier ?? literal(""))}`;
    case "name": {
      const given = argumentAt(body, "name");
      return `${key} ${isReference(given) ? within(stack, given) : `${functionKey(stack, spec)} ${entry.label}`}`;
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

function placeOf({ span, stack }: Claim): string {
  return `${span.file}:${span.line}${inTargets([stack.settings.target ?? []].flat())}`;
}
