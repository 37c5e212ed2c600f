import type { Span } from "../../diagnostics/diagnostic.ts";
import type { Condition, Reference } from "../../grants.ts";
import { before, hasHole, isLiteral, literal, outlineOf, splitArn, textOf } from "../../iam/arn.ts";
import { serviceOf } from "../../iam/service.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import { calling, choosingArguments, type WrittenEvents, writtenEvents } from "../../sources/shapes/written-events.ts";
import { emitsLogGroup, logGroupName } from "../function/log-group.ts";
import { isReason } from "../reason.ts";
import type { Spec } from "../spec.ts";
import { argumentAt, isReference } from "../values/value.ts";
import { functionKey, type StackOfSpecs, withinStack } from "./identity.ts";

/** What events come to a function by, and what it writes that makes events: the two halves of a path. */

/** A thing of AWS, by its service and what tells it apart. */
interface Thing {
  readonly service: string;
  readonly id: string;
}

/** What an entry is called by, and which events it is called for, as far as it says. */
export interface Trigger extends Thing {
  readonly name: string;
  /** Where the entry stands. */
  readonly span: Span;
  /** Of a bucket's objects: names of events, and what keys begin and end with. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/** Something that a function writes into, or a function that it calls. */
export interface Written extends Thing {
  /** How the names of the events begin that this makes. */
  readonly event: string;
  /** The keys of a bucket's objects, with IAM's wildcards. */
  readonly keys: string;
}

/** A function between events: what it is called by, and what it writes into. */
export interface FunctionEvents {
  readonly key: string;
  readonly name: string;
  readonly span: Span;
  readonly triggers: readonly Trigger[];
  readonly written: readonly Written[];
}

/** The functions of a stack. */
export function functionEvents(stack: StackOfSpecs): readonly FunctionEvents[] {
  const place = { stack, byLabel: new Map(stack.specs.map((spec) => [spec.label, spec])) };
  return stack.specs.map((spec) => ({
    key: `${calling.service} ${functionKey(stack, spec)}`,
    name: textOf(spec.name),
    span: spec.span,
    triggers: triggersOf(spec, place),
    written: writtenBy(spec, place),
  }));
}

/** A stack and its functions by their labels. */
interface LabelledStack {
  readonly stack: StackOfSpecs;
  readonly byLabel: ReadonlyMap<string, Spec>;
}

/** The services whose events are written, by the keys of the entries that they call by. */
const serviceCalling: ReadonlyMap<string, string> = new Map(
  Object.entries(writtenEvents).map(([service, { key }]) => [key, service]),
);

/** What calls the function. An entry with a `why` or with a filter is its team's word that this ends. */
function triggersOf(spec: Spec, place: LabelledStack): readonly Trigger[] {
  return [...spec.push, ...spec.pull].flatMap((entry): readonly Trigger[] => {
    const service = serviceCalling.get(entry.key);
    const arn = "caller" in entry ? ("arn" in entry.caller ? entry.caller.arn : null) : entry.arn;
    if (service === undefined || arn === null || isReason(entry.why)) return [];
    const body =
      "caller" in entry
        ? [...(entry.subscription?.arguments ?? []), ...(entry.subscription?.first?.arguments ?? [])]
        : entry.arguments;
    if (choosingArguments.some((name) => isGiven(argumentAt(body, name)))) return [];
    const into = writtenInto(arn, writtenEvents[service]?.within);
    const text = (name: string) => {
      const value = argumentAt(body, name);
      return value === undefined ? "" : isReference(value) && isLiteral(value) ? value.text : null;
    };
    const [prefix, suffix] = [text("filter_prefix"), text("filter_suffix")];
    if (into === null || prefix === null || suffix === null) return [];
    const given = argumentAt(body, "events");
    const events = Array.isArray(given) ? given.flatMap((event) => (isReference(event) ? [textOf(event)] : [])) : [];
    const name = `${entry.key} ${entry.name}`;
    return [{ ...thingOf(service, into, place), name, span: entry.span, events, prefix, suffix }];
  });
}

/** What the function writes into, of its own or because Lambda does so for it. */
function writtenBy(spec: Spec, place: LabelledStack): readonly Written[] {
  const onFailure = spec.pull.map((entry) => argumentAt(entry.arguments, "destination_config.on_failure.destination_arn"));
  const sent = [
    argumentAt(spec.arguments, "dead_letter_config.target_arn"),
    spec.destinations.onSuccess,
    spec.destinations.onFailure,
    ...onFailure,
  ].flatMap((value) => (value !== null && isReference(value) ? sentTo(value, place) : []));
  const asked = spec.actions.flatMap(({ actions, resources, conditions, why, broad }) =>
    isReason(why) || broad !== null
      ? []
      : actions.flatMap((action) => (resources ?? []).flatMap((resource) => writtenTo(action, resource, conditions, place))),
  );
  const log = emitsLogGroup(spec) ? [{ ...logOf(logGroupName(spec), place, spec.settings), event: "", keys: "*" }] : [];
  return [...sent, ...asked, ...log];
}

function writtenTo(
  action: string,
  resource: Reference,
  conditions: readonly Condition[],
  place: LabelledStack,
): readonly Written[] {
  if (calling.actions.includes(action)) return called(resource, place);
  const service = action.split(":")[0] ?? "";
  const facts = writtenEvents[service];
  const event = facts?.actions[action];
  if (facts === undefined || event === undefined) return [];
  if (conditions.some(({ variable }) => facts.kept?.includes(variable.toLowerCase()))) return [];
  return [{ ...thingOf(service, resource, place), event, keys: keysOf(resource) }];
}

/** Where outcomes and dead letters go: a service that sends them on, or a function. */
function sentTo(target: Reference, place: LabelledStack): readonly Written[] {
  const service = serviceOf(target);
  if (service === calling.service) return called(target, place);
  const facts = service === null ? undefined : writtenEvents[service];
  return service === null || facts === undefined
    ? []
    : [{ ...thingOf(service, target, place), event: facts.outcome ?? "", keys: "*" }];
}

function called(target: Reference, { stack, byLabel }: LabelledStack): readonly Written[] {
  const id = (spec: Spec) => [{ service: calling.service, id: functionKey(stack, spec), event: "", keys: "*" }];
  const code = target.kind === "literal" ? null : (target.kind === "expression" ? target : target.parts[0])?.kind;
  const first = target.kind === "join" ? target.parts[0] : target;
  const label =
    code === "expression" && first?.kind === "expression"
      ? /^aws_lambda_(?:function|alias)\.([\w-]+)\./.exec(first.code)?.[1]
      : undefined;
  const spec = label === undefined ? undefined : byLabel.get(label);
  if (spec !== undefined) return id(spec);
  const parts = splitArn(target);
  const name = parts === null ? null : /^function:([\w-]+)/.exec(textOf(parts[4] as Reference))?.[1];
  const [, , region, account] = parts ?? [];
  if (name === undefined || name === null || region === undefined || account === undefined) return [];
  return [{ service: calling.service, id: withinStack(stack, account, region, literal(name)), event: "", keys: "*" }];
}

function thingOf(service: string, arn: Reference, place: LabelledStack): Thing {
  const { parts = [], made, everywhere } = writtenEvents[service] ?? {};
  const whole = parts.reduce((rest: Reference, part) => before(rest, part), arn);
  const named = whole.kind === "expression" ? traversalOf(whole.code)?.resource : undefined;
  if (made !== undefined) {
    const name = textOf((splitArn(whole) ?? [])[4] ?? literal("")).replace(made.prefix, "");
    const [terraformType, label = ""] = named?.split(".") ?? [];
    const spec = terraformType === made.terraformType ? place.byLabel.get(label) : undefined;
    if (spec !== undefined) return logOf(logGroupName(spec), place, spec.settings);
    if (name !== "" && !name.includes("${")) return logOf(literal(name), place);
  }
  const outline = outlineOf(whole);
  if (everywhere === true && outline !== null && !hasHole(outline.resource)) return { service, id: outline.resource };
  return { service, id: withinStack(place.stack, named === undefined ? whole : { kind: "expression", code: named }) };
}

function logOf(name: Reference, { stack }: LabelledStack, { home: { account, region } } = stack.settings): Thing {
  return { service: "logs", id: withinStack(stack, account, region, name) };
}

/** What is written into so that the source calls: the bus that a rule is on; null for the default one, and where only Terraform knows. */
function writtenInto(source: Reference, within: WrittenEvents["within"]): Reference | null {
  if (within === undefined) return source;
  return isLiteral(source) && within.of.test(source.text) ? literal(source.text.replace(within.of, within.is)) : null;
}

/** The keys behind a bucket; what only Terraform knows may be any. */
function keysOf(resource: Reference): string {
  const text = textOf(resource).replace(/^\$\{[^}]*\}/, "");
  const slash = text.indexOf("/");
  return slash < 0 ? "*" : text.slice(slash + 1).replace(/\$\{[^}]*\}/g, "*");
}

function isGiven(value: ReturnType<typeof argumentAt>): boolean {
  return value !== undefined && !(isReference(value) && isLiteral(value) && value.text === "");
}
