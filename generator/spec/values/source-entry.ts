import { error, type Span } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Reference } from "../../grants.ts";
import { hasHole, isLiteral, outlineOf } from "../../iam/arn.ts";
import { scalarAt } from "../language/at-key.ts";
import { checkKeys } from "../language/check-shape.ts";
import { pullEntryKeys, pushEntryKeys } from "../language/language.ts";
import type { Keys } from "../language/shape.ts";
import { sourceNames, unsupportedSources } from "../language/source-words.ts";
import { describe, type Node, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import { labelPart } from "./label.ts";
import { readLabel } from "./names.ts";
import type { Session } from "./value.ts";

/** What entries of `push` and of `pull` have in common: one source key, a name, a label, a reason. */

interface Kinds<Source> {
  readonly own: Readonly<Record<string, Source>>;
  readonly other: Readonly<Record<string, unknown>>;
  readonly here: string;
  readonly there: string;
}

export interface FoundSource<Source> {
  readonly mapping: YamlMapping;
  readonly entry: YamlEntry;
  readonly source: Source;
}

/** The one source key of an entry; null after a mistake (unknown-source, wrong-direction, unsupported-source, wrong-type). */
export function findSource<Source>(node: Node, kinds: Kinds<Source>, session: Session): FoundSource<Source> | null {
  const fail = (...mistake: Parameters<typeof error>) => {
    session.diagnostics.push(error(...mistake));
    return null;
  };
  const { own, other, here, there } = kinds;
  if (node.kind !== "mapping")
    return fail(
      "wrong-type",
      node.span,
      `an entry of \`${here}\` is a mapping, not ${describe(node)}`,
      "begin it with the kind of source: `- sns: my-topic`",
    );
  const [entry, second] = node.entries.filter(({ key }) => Object.hasOwn(own, key));
  const source = entry === undefined ? undefined : own[entry.key];
  if (entry !== undefined && source !== undefined) {
    if (second === undefined) return { mapping: node, entry, source };
    return fail(
      "argument-not-allowed",
      second.keySpan,
      `this entry names two sources, \`${entry.key}\` and \`${second.key}\``,
      "write an entry for each",
    );
  }
  for (const { key, keySpan } of node.entries) {
    if (Object.hasOwn(other, key)) {
      const message =
        here === "push"
          ? `${key} does not invoke a function: Lambda polls it`
          : `Lambda does not poll ${key}: it invokes the function`;
      return fail("wrong-direction", keySpan, message, `move the entry under \`${there}:\``);
    }
    const unsupported = Object.hasOwn(unsupportedSources, key) ? unsupportedSources[key] : undefined;
    if (unsupported !== undefined) return fail("unsupported-source", keySpan, unsupported.message, unsupported.hint);
  }
  const first = node.entries.find(({ key }) => !Object.hasOwn(pushEntryKeys, key) && !Object.hasOwn(pullEntryKeys, key));
  if (first === undefined)
    return fail("unknown-source", node.span, `this entry of \`${here}\` names no source`, `it takes ${offered(own)}`);
  const near = Object.hasOwn(sourceNames, first.key)
    ? sourceNames[first.key]
    : nearest(first.key, [...Object.keys(own), ...Object.keys(other)]);
  return fail(
    "unknown-source",
    first.keySpan,
    `\`${first.key}\` is no kind of source`,
    near === undefined ? `\`${here}\` takes ${offered(own)}` : `did you mean \`${near}\`?`,
  );
}

/** The first of a table stand for all, where nobody would read so many. */
function offered(sources: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(sources);
  const [most, shown] = [10, 8];
  if (keys.length <= most) return `one of ${keys.join(", ")}`;
  return `one of ${keys.slice(0, shown).join(", ")} and others; \`lambdagrant sources\` lists them`;
}

/**
 * The entry with all that stands in the source's value and belongs beside it brought there, with a mistake for each. What comes after
 * then judges it in its place, and does not miss it there. `own` are the keys of the value itself.
 */
export function withoutMisplaced<Source>(
  found: FoundSource<Source>,
  own: readonly string[],
  beside: Keys,
  session: Session,
): FoundSource<Source> {
  const { mapping, entry } = found;
  if (entry.value.kind !== "mapping") return found;
  const ways = entry.value.entries.flatMap((inner) => {
    const path = own.includes(inner.key) ? null : placeOf(inner.key, beside);
    return path === null ? [] : [{ inner, path }];
  });
  if (ways.length === 0) return found;
  const isMoved = new Set(ways.map(({ inner }) => inner));
  const value: YamlMapping = { ...entry.value, entries: entry.value.entries.filter((inner) => !isMoved.has(inner)) };
  const here: YamlEntry = { ...entry, value };
  const blocks = new Map<string, YamlEntry>();
  for (const { inner, path } of ways) {
    const [key, name] = path;
    const isThere = mapping.entries.some((other) => other.key === key);
    const written = name === undefined ? `${key}: …` : `${key}: {${name}: …}`;
    const hint = isThere
      ? "write it there, and remove it here"
      : `write \`${written}\` as a key of the entry, as \`${entry.key}\` is one`;
    const message = `\`${inner.key}\` stands beside \`${entry.key}\`, not in it`;
    session.diagnostics.push(error("unknown-key", inner.keySpan, message, hint));
    if (isThere) continue;
    if (name === undefined) {
      blocks.set(key, inner);
      continue;
    }
    const before = blocks.get(key)?.value;
    const entries = [...(before?.kind === "mapping" ? before.entries : []), { ...inner, key: name, written: inner.key }];
    blocks.set(key, { key, keySpan: inner.keySpan, value: { kind: "mapping", entries, span: inner.keySpan } });
  }
  const others = mapping.entries.map((other) => (other === entry ? here : other));
  return { ...found, entry: here, mapping: { ...mapping, entries: [...others, ...blocks.values()] } };
}

/** Where beside a source a key belongs: itself, or in a block; null for one that nothing there is called by. */
function placeOf(key: string, beside: Keys): readonly [string] | readonly [block: string, name: string] | null {
  if (Object.hasOwn(beside, key)) return beside[key]?.refused === undefined ? [key] : null;
  for (const [block, { shape, refused }] of Object.entries(beside)) {
    if (shape.kind !== "object" || refused !== undefined) continue;
    // `database` means `database_name`, as far as there is one alone.
    const name = Object.keys(shape.keys).find((inner) => inner === key || inner === `${key}_name`);
    if (name !== undefined) return [block, name];
  }
  return null;
}

/** Checks the keys beside the source, the label among them. */
export function entryKeys(mapping: YamlMapping, entry: YamlEntry, keys: Keys, session: Session): void {
  const beside: YamlMapping = { ...mapping, entries: mapping.entries.filter((other) => other !== entry) };
  session.diagnostics.push(...checkKeys(beside, keys, entry.key, entry.keySpan));
  const label = scalarAt(beside, "label");
  if (label !== undefined) readLabel(label, entry.key, session);
}

interface EntryNames {
  readonly name: string;
  readonly label: string;
  readonly why: string | null;
  readonly span: Span;
}

/**
 * How an entry is called: its label is the kind and the source's name, with region and account where they differ from the
 * stack's, or the `label` that it gives. Null after a mistake (missing-key, or that in its label, which was told with the keys).
 */
export function entryNames(
  mapping: YamlMapping,
  entry: YamlEntry,
  name: string | null,
  arn: Reference,
  session: Session,
): EntryNames | null {
  const why = scalarAt(mapping, "why")?.text ?? null;
  const given = scalarAt(mapping, "label");
  const span = entry.keySpan;
  if (given !== undefined) {
    const label = readLabel(given, entry.key, { ...session, diagnostics: [] });
    return label === null ? null : { name: name ?? "", label, why, span };
  }
  if (name === null) return { name: "", label: entry.key, why, span };
  const part = labelPart(name);
  if (part === "") {
    session.diagnostics.push(
      error("missing-key", span, "nothing of this source's name is left for a Terraform label", "give the entry a `label`"),
    );
    return null;
  }
  return { name, label: [entry.key, part, ...elsewhere(arn, session)].join("_"), why, span };
}

/** Region and account of an ARN where they are known and not the stack's. */
function elsewhere(arn: Reference, session: Session): readonly string[] {
  const outline = outlineOf(arn);
  if (outline === null) return [];
  const { region, account } = session.home;
  return [[outline.region, region] as const, [outline.account, account] as const].flatMap(([named, own]) =>
    named !== "" && !hasHole(named) && isLiteral(own) && own.text !== named ? [labelPart(named)] : [],
  );
}
