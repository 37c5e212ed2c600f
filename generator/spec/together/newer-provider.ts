import { functionLimits, logLimits } from "../../sources/argument-limits.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import { pushSources } from "../../sources/push-sources.ts";
import { listAt } from "../language/at-key.ts";
import {
  functionKeys,
  keysBeside,
  logArguments,
  mappingArguments,
  permissionArguments,
  roleKeys,
  urlKeys,
} from "../language/language.ts";
import type { Key, Keys } from "../language/shape.ts";
import { newerAccess } from "../pull/pull-access.ts";
import { newerDestination } from "../pull/pull-destination.ts";
import type { PullEntry, PushEntry, Spec } from "../spec.ts";
import { entriesAt, type Rules } from "../values/check-arguments.ts";
import type { Node, YamlMapping } from "../yaml/yaml-node.ts";
import { callsUrl } from "./claimed-addresses.ts";

/** What of a spec the oldest hashicorp/aws does not know, and the first version that does: arguments, and values of arguments. */

type Newer = Spec["newer"];

/** Everything of one document that needs a newer provider; `merged` is the document over the stack's defaults. */
export function newerThanOldest(
  merged: { readonly function: YamlMapping | undefined; readonly role: Node | undefined; readonly logs: Node | undefined },
  document: YamlMapping,
  { push, pull }: { readonly push: readonly PushEntry[]; readonly pull: readonly PullEntry[] },
): Newer {
  const polled = listAt(document, "pull")?.items ?? [];
  return [
    ...newerArguments(merged.function, functionKeys),
    ...newerValues(merged.function, functionLimits),
    ...newerArguments(merged.logs, logArguments),
    ...newerValues(merged.logs, logLimits),
    ...newerArguments(merged.role, roleKeys),
    ...polled.flatMap((item) => newerArguments(item, mappingArguments)),
    ...polled.flatMap((item) => newerValues(item, rulesOf(item))),
    ...(listAt(document, "push")?.items ?? []).flatMap((item) => newerArguments(item, besideSource(item))),
    ...push.flatMap(newerPermissions),
    ...push.flatMap(newerSubscriptions),
    ...pull.flatMap(newerDestination),
    ...pull.flatMap(newerAccess),
  ];
}

/** The rules of the source that an entry of `pull` names. */
function rulesOf(item: Node): Rules {
  const keys = item.kind === "mapping" ? item.entries.map(({ key }) => key) : [];
  const source = keys.find((key) => Object.hasOwn(pullSources, key));
  return source === undefined ? {} : (pullSources[source]?.arguments ?? {});
}

/** What may stand beside the source that an entry of `push` names, and in the value of a function's URL. */
function besideSource(item: Node): Keys {
  const keys = item.kind === "mapping" ? item.entries.map(({ key }) => key) : [];
  const key = keys.find((name) => Object.hasOwn(pushSources, name)) ?? "";
  const source = pushSources[key];
  if (source === undefined) return {};
  return source.kind === "url"
    ? { ...keysBeside(source), [key]: { shape: { kind: "object", keys: urlKeys } } }
    : keysBeside(source);
}

function newerArguments(node: Node | undefined, keys: Keys): Newer {
  if (node?.kind !== "mapping") return [];
  return node.entries.flatMap(({ key, keySpan, value }) => {
    const known: Key | undefined = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (known === undefined || value.kind === "null") return [];
    const { shape } = known;
    const block = shape.kind === "some" ? shape.of : shape.kind === "either" ? (shape.mapping ?? shape) : shape;
    const bodies = value.kind === "list" ? value.items : [value];
    const below = block.kind === "object" ? bodies.flatMap((body) => newerArguments(body, block.keys)) : [];
    return known.since === undefined ? below : [{ what: `\`${key}\` needs`, since: known.since, span: keySpan }, ...below];
  });
}

function newerValues(node: Node | undefined, rules: Rules): Newer {
  if (node?.kind !== "mapping") return [];
  return Object.entries(rules).flatMap(([path, rule]) => {
    const of = "atMost" in rule ? rule.each : rule;
    const since = of !== undefined && "oneOf" in of ? of.since : undefined;
    if (since === undefined) return [];
    const given = entriesAt(node, path).flatMap(({ value }) => (value.kind === "list" ? value.items : [value]));
    return given.flatMap((item) =>
      item.kind === "text" && Object.hasOwn(since, item.text)
        ? [{ what: `\`${item.text}\` needs`, since: since[item.text] ?? "", span: item.span }]
        : [],
    );
  });
}

/** What the permissions of an entry need of hashicorp/aws. */
function newerPermissions(entry: PushEntry): Newer {
  const argument = "invoked_via_function_url";
  const since = permissionArguments[argument]?.since;
  return since !== undefined && callsUrl(entry)
    ? [{ what: `\`${entry.key}\` needs \`${argument}\` and so`, since, span: entry.span }]
    : [];
}

/** A resource in another region than the provider's own. */
function newerSubscriptions({ subscription, key, span }: PushEntry): Newer {
  const { elsewhere } = subscription?.facts ?? {};
  return elsewhere !== undefined && subscription?.arguments.some(({ name }) => name === elsewhere.argument) === true
    ? [{ what: `\`subscribe\` to \`${key}\` in another region needs`, since: elsewhere.since, span }]
    : [];
}
