import { pushSources } from "../../sources/push-sources.ts";
import { subscriptionKeys, subscriptionOf, urlArguments } from "../../spec/language/language.ts";
import type { Account, PushEntry, Spec } from "../../spec/spec.ts";
import type { Node, Scalar, YamlEntry, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { misreadArguments } from "./bodies.ts";
import { says } from "./meaning.ts";
import { isThing } from "./meant-things.ts";
import { isExistingRole } from "./role-words.ts";
import { at, isFlag, saidText } from "./said.ts";

/** Entries of `push`: which source, who calls, and all that guards the call. */

/** The keys of an entry that were read otherwise than they are written. */
export function* misreadPush(written: Node, entry: PushEntry, { settings }: Spec): Generator<string> {
  const node = atDepth(written, entry);
  const named = node.kind === "mapping" ? node.entries.filter(({ key }) => Object.hasOwn(pushSources, key)) : [];
  const [said] = named;
  if (said === undefined || said.key !== entry.key || pushSources[said.key] !== entry.source) {
    yield entry.key;
    return;
  }
  const { value } = said;
  yield* misreadCaller(value, node, entry, settings.home);
  if (!says(saidText(node, "qualifier"), entry.qualifier)) yield "qualifier";
  const id = saidText(node, "statement_id");
  if (id !== null && !says(id, entry.statementId)) yield "statement_id";
  const facts = subscriptionOf(entry.source);
  const asked = facts !== null && isFlag(at(node, "subscribe"), true);
  const made = entry.subscription;
  if (made === null ? asked : !asked || made.facts !== facts) yield "subscribe";
  else if (made !== null && node.kind === "mapping") {
    const set = made.facts.elsewhere === undefined ? [] : [made.facts.elsewhere.argument];
    const first = facts?.first?.by.some((name) => at(node, name) !== undefined) === true ? (facts.first.made ?? null) : null;
    if ((made.first?.facts ?? null) !== first) yield "subscribe";
    yield* misreadArguments(node, subscriptionKeys(made.facts), [...made.arguments, ...(made.first?.arguments ?? [])], set);
    if (!("arn" in entry.caller) || entry.caller.arn !== made.source) yield "subscribe";
  }
}

/**
 * An entry as one that names its source and asks for the resource with each argument where the resource has it: the tables say which
 * keys stand elsewhere, and of which source the value is an argument.
 */
function atDepth(node: Node, { key, source }: PushEntry): Node {
  if (node.kind !== "mapping" || source.kind !== "role") return node;
  const { made, subscription } = source;
  const entries = node.entries.flatMap((one): readonly YamlEntry[] => {
    const path = subscription?.lifted?.[one.key]?.split(".");
    if (path !== undefined) {
      const value = path
        .slice(1)
        .reduceRight<Node>((inner, name) => mappingOf(one, [{ ...one, key: name, value: inner }]), one.value);
      return [{ ...one, key: path[0] ?? "", value }];
    }
    if (made === undefined) return [one];
    if (one.key === made.within) return [{ ...one, key }];
    if (one.key !== key) return [one];
    const asked = { ...one, key: "subscribe", value: { ...word(one, "true"), kind: "boolean", flag: true } as const };
    const named = at(node, made.within) === undefined ? [{ ...one, value: word(one, made.otherwise) }] : [];
    return [...named, { ...one, key: made.argument }, asked];
  });
  return mappingOf(
    node,
    entries
      .filter((one, index) => entries.findIndex((other) => other.key === one.key) === index)
      .map((one) => joined(one, entries)),
  );
}

/** Blocks of one name are one block. */
function joined(one: YamlEntry, entries: readonly YamlEntry[]): YamlEntry {
  const same = entries.filter(({ key, value }) => key === one.key && value.kind === "mapping");
  const inner = same.flatMap(({ value }) => (value.kind === "mapping" ? value.entries : []));
  return same.length < 2 ? one : { ...one, value: mappingOf(one.value, inner) };
}

function mappingOf(of: Node | YamlEntry, entries: readonly YamlEntry[]): YamlMapping {
  return { kind: "mapping", entries, span: "keySpan" in of ? of.keySpan : of.span };
}

function word({ keySpan }: YamlEntry, text: string): Scalar {
  return { kind: "text", text, flag: null, span: keySpan, verbatim: false };
}

function* misreadCaller(value: Node, node: Node, entry: PushEntry, home: Spec["settings"]["home"]): Generator<string> {
  const { key, source, caller } = entry;
  const text = saidText(value);
  switch (source.kind) {
    case "arn":
    case "role": {
      const arn = caller.kind === (source.kind === "arn" ? "arn" : "role") && "arn" in caller ? caller.arn : null;
      if (!isThing(value, arn, [source], home)) yield key;
      const existing = caller.kind === "role" ? caller.existing : null;
      if (source.kind === "role" && !isExistingRole(saidText(at(node, "role"), "existing"), existing, home)) yield "role";
      if (source.kind === "arn" && (caller.kind !== "arn" || !saysAccount(saidText(node, "source_account"), caller.account)))
        yield "source_account";
      return;
    }
    case "service":
      if (caller.kind !== "service" || caller.principal !== text) yield key;
      else {
        if (!says(saidText(node, "source_arn"), caller.arn)) yield "source_arn";
        if (!saysAccount(saidText(node, "source_account"), caller.account)) yield "source_account";
      }
      return;
    case "token":
      if (caller.kind !== "token" || !says(text, caller.token)) yield key;
      return;
    case "source-account":
      if (caller.kind !== "account" || !saysAccount(text, caller.account)) yield key;
      return;
    case "account":
      if (caller.kind !== "principal" || !says(text, caller.principal)) yield key;
      return;
    case "organization":
      if (caller.kind !== "organization" || !says(text, caller.organization)) yield key;
      return;
    case "url":
      if (caller.kind !== "url" || value.kind !== "mapping") yield key;
      else {
        yield* misreadArguments(value, urlArguments, caller.arguments);
        if (caller.authorization !== saidText(value, "authorization_type")) yield "authorization_type";
        if (!says(saidText(value, "principal"), caller.principal)) yield "principal";
      }
      return;
  }
}

function saysAccount(text: string | null, account: Account | null): boolean {
  return account === "self" || text === "self" ? text === account : says(text, account);
}
