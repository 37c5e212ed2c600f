import { addressOf } from "../addresses.ts";
import type { Argument, ConnectedResource, FunctionGrants, Reference } from "../grants.ts";
import { join, literal } from "../iam/arn.ts";
import { shorten } from "../iam/shorten.ts";
import type { SetArgument } from "../sources/subscriptions.ts";
import type { PushEntry, Spec, SubscriptionSpec } from "../spec/spec.ts";
import { invokerLabel, suffixesOf } from "../spec/together/claimed-addresses.ts";
import { sharedKey, sharedLabel, sharedName } from "../spec/together/notifications.ts";
import { byLabel, byName, compareText } from "../text-order.ts";
import { laterPolicies } from "./order.ts";
import { causeOf, functionArn, qualifierOfEntry } from "./push-grants.ts";

/** The resources that make sources call functions: one an entry, or one a source with all its functions. */

interface AskedResource {
  readonly spec: Spec;
  readonly entry: PushEntry;
  readonly subscription: SubscriptionSpec;
}

function askedOf(specs: readonly Spec[]): readonly AskedResource[] {
  return specs.flatMap((spec) =>
    spec.push.flatMap((entry) => (entry.subscription === null ? [] : [{ spec, entry, subscription: entry.subscription }])),
  );
}

/** The resources of one function alone: with them the events come, so they wait for its policies. */
export function connectedResources(spec: Spec, policies: readonly string[]): readonly ConnectedResource[] {
  return askedOf([spec])
    .filter(({ subscription }) => subscription.facts.merged === undefined)
    .flatMap((asked) => [
      ...sourceOf(asked),
      {
        type: asked.subscription.facts.resource,
        label: labelOf(asked),
        provider: asked.spec.settings.provider,
        arguments: complete(asked, asked.subscription.arguments),
        dependsOn: [...policies, ...callersOf(asked)],
        replacedWith: [],
        cause: causeOf("push", asked.entry),
      },
    ]);
}

/** The source itself, where the entry makes it: by itself it calls nobody, so it waits for nothing. */
function sourceOf(asked: AskedResource): readonly ConnectedResource[] {
  const { first } = asked.subscription;
  if (first === null) return [];
  const itself = { ...asked, subscription: { ...asked.subscription, ...first, first: null } };
  return [
    {
      type: first.facts.resource,
      label: labelOf(asked),
      provider: asked.spec.settings.provider,
      arguments: complete(itself, first.arguments),
      dependsOn: [],
      replacedWith: [],
      cause: causeOf("push", asked.entry),
    },
  ];
}

/** The resources that hold what several functions ask of one source: apart, they would erase each other. */
export function sharedResources(specs: readonly Spec[], functions: readonly FunctionGrants[]): readonly ConnectedResource[] {
  const bySource = new Map<string, AskedResource[]>();
  const bySpec = new Map(specs.map((spec, index) => [spec, functions[index]]));
  const policiesOf = (asked: AskedResource) => laterPolicies(bySpec.get(asked.spec)?.policies ?? []);
  for (const asked of askedOf(specs)) {
    if (asked.subscription.facts.merged === undefined) continue;
    const key = sharedKey(asked.subscription);
    const all = bySource.get(key);
    if (all === undefined) bySource.set(key, [asked]);
    else all.push(asked);
  }
  return [...bySource.values()].flatMap((all) => merge(all, policiesOf)).sort(byLabel);
}

function merge(
  all: readonly AskedResource[],
  policiesOf: (asked: AskedResource) => readonly string[],
): readonly ConnectedResource[] {
  const sorted = [...all].sort((a, b) => compareText(labelOf(a), labelOf(b)));
  const [first] = sorted;
  const block = first?.subscription.facts.merged;
  if (first === undefined || block === undefined) return [];
  const shared = first.subscription.facts.set.filter((set) => set.in === undefined).flatMap((set) => setArgument(set, first));
  const blocks = sorted.map((asked): Argument => {
    const inner = asked.subscription.facts.set.filter((set) => set.in === block).flatMap((set) => setArgument(set, asked));
    return { kind: "block", name: block, body: [...asked.subscription.arguments, ...inner].sort(byName) };
  });
  return [
    {
      type: first.subscription.facts.resource,
      label: sharedLabel(first.entry, first.subscription),
      provider: first.spec.settings.provider,
      arguments: [...shared, ...blocks],
      dependsOn: [...new Set(sorted.flatMap(policiesOf)), ...sorted.flatMap(callersOf)],
      replacedWith: [],
      cause: { key: `push.${first.entry.key} ${sharedName(first.subscription)}`, why: null },
    },
  ];
}

function labelOf({ spec, entry }: AskedResource): string {
  return `${spec.label}_${entry.label}`;
}

/** AWS asks for the permission when the source is told to call; a role by which it calls has its policy before the first call. */
function callersOf(asked: AskedResource): readonly string[] {
  const role = asked.entry.caller.kind === "role" ? [addressOf.rolePolicy(invokerLabel(asked.spec, asked.entry))] : [];
  return [...role, ...suffixesOf(asked.entry).map((suffix) => addressOf.permission(`${labelOf(asked)}${suffix}`))];
}

/** What the entry says, and what the compiler sets, each in its block. */
function complete(asked: AskedResource, given: readonly Argument[]): readonly Argument[] {
  const { set } = asked.subscription.facts;
  const own = (name: string) =>
    given.flatMap((argument) => (argument.kind === "block" && argument.name === name ? argument.body : []));
  const blocks = [...new Set(set.flatMap((one) => one.in ?? []))].map((name): Argument => {
    const inner = set.filter((one) => one.in === name && !isGiven(own(name), one)).flatMap((one) => setArgument(one, asked));
    return { kind: "block", name, body: [...own(name), ...inner].sort(byName) };
  });
  const attributes = set.filter((one) => one.in === undefined && !isGiven(given, one)).flatMap((one) => setArgument(one, asked));
  const rest = given.filter(({ name }) => !blocks.some((block) => block.name === name));
  return [...rest, ...attributes, ...blocks].sort(byName);
}

function isGiven(body: readonly Argument[], set: SetArgument): boolean {
  return set.unless === "given" && body.some(({ name }) => name === set.name);
}

function setArgument(set: SetArgument, asked: AskedResource): readonly Argument[] {
  const value = valueOfSet(set, asked);
  return value === null ? [] : [{ kind: "attribute", name: set.name, value }];
}

function valueOfSet({ value, most }: SetArgument, asked: AskedResource): Reference | null {
  const { spec, entry, subscription } = asked;
  switch (value) {
    case "source":
      return subscription.source;
    case "function":
      return functionArn(spec, qualifierOfEntry(spec, entry));
    case "role":
      return entry.caller.kind === "role" && entry.caller.existing !== null
        ? entry.caller.existing.arn
        : { kind: "expression", code: `${addressOf.role(labelOf(asked))}.arn` };
    case "label":
      return atMost(join(spec.name, `-${entry.label.replaceAll("_", "-")}`), most);
    default: {
      if ("text" in value) return literal(value.text);
      const { first, fields } = subscription;
      const field = fields[value.field] ?? null;
      // What is made here is named by its resource, which is then there before.
      return field === null || first === null
        ? field
        : { kind: "expression", code: `${first.facts.resource}.${labelOf(asked)}.${value.attribute}` };
    }
  }
}

/** Where Terraform fills in a part of a name, its length is not known. */
function atMost(name: Reference, most: number | undefined): Reference {
  return name.kind === "literal" && most !== undefined ? literal(shorten(name.text, most, "-")) : name;
}
