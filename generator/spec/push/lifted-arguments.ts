import { error } from "../../diagnostics/diagnostic.ts";
import type { PushSource, RolePushSource } from "../../sources/source.ts";
import type { FoundSource } from "../values/source-entry.ts";
import type { Session } from "../values/value.ts";
import { entryOf, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";

/** Arguments that stand where people look for them, brought to where the resource has them. */

/** An entry with every argument in its place; each keeps the place in the file that it came from. */
export function withPlacedArguments(found: FoundSource<PushSource>, session: Session): FoundSource<PushSource> {
  const { source } = found;
  const subscription = source.kind === "arn" || source.kind === "role" ? source.subscription : undefined;
  const whole = Object.entries(subscription?.lifted ?? {}).reduce(
    (mapping, [name, path]) => moved(mapping, name, path, session),
    found.mapping,
  );
  if (source.kind !== "role" || source.made === undefined) return { ...found, mapping: whole };
  return asMade({ ...found, mapping: whole }, source.made);
}

/** A mapping in which the value at a key stands at a path. */
function moved(mapping: YamlMapping, name: string, path: string, session: Session): YamlMapping {
  const entry = entryOf(mapping, name);
  if (entry === undefined) return mapping;
  const rest: YamlMapping = { ...mapping, entries: mapping.entries.filter((other) => other !== entry) };
  const put = placed(rest, path.split("."), entry);
  if (put !== null) return put;
  const message = `\`${name}\` and \`${path}\` say the same thing`;
  session.diagnostics.push(error("argument-not-allowed", entry.keySpan, message, "keep one of them"));
  return rest;
}

/** Null where something stands there already. */
function placed(mapping: YamlMapping, [key = "", ...path]: readonly string[], entry: YamlEntry): YamlMapping | null {
  const here = entryOf(mapping, key);
  if (path.length > 0 && (here === undefined || here.value.kind === "mapping")) {
    const inner: YamlMapping =
      here?.value.kind === "mapping" ? here.value : { kind: "mapping", entries: [], span: entry.keySpan };
    const value = placed(inner, path, entry);
    if (value === null) return null;
    const entries = mapping.entries.filter((other) => other !== here);
    return { ...mapping, entries: [...entries, { key, keySpan: here?.keySpan ?? entry.keySpan, value }] };
  }
  return here === undefined ? { ...mapping, entries: [...mapping.entries, { ...entry, key, written: entry.key }] } : null;
}

/** An entry whose value is an argument of what it makes: the source is what a key beside it names. */
function asMade(
  { mapping, entry, source }: FoundSource<PushSource>,
  { argument, within, otherwise }: NonNullable<RolePushSource["made"]>,
): FoundSource<PushSource> {
  const named = entryOf(mapping, within);
  const scalar = (kind: "text" | "boolean", text: string): Scalar => ({
    kind,
    text,
    flag: kind === "boolean" ? true : null,
    span: entry.keySpan,
    verbatim: false,
  });
  const value: Node = named?.value ?? scalar("text", otherwise);
  const entries = mapping.entries.filter((other) => other !== entry && other !== named);
  const own: YamlEntry = { ...entry, value };
  const made: readonly YamlEntry[] = [
    { key: argument, written: entry.key, keySpan: entry.keySpan, value: entry.value },
    { key: "subscribe", keySpan: entry.keySpan, value: scalar("boolean", "true") },
  ];
  return { mapping: { ...mapping, entries: [own, ...entries, ...made] }, entry: own, source };
}
