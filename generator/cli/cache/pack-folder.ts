import type { FoundFolder, FoundStack } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { pullSources } from "../../sources/pull-sources.ts";
import { pushSources } from "../../sources/push-sources.ts";
import { subscriptionOf } from "../../spec/language/language.ts";
import type { Settings } from "../../spec/settings.ts";
import type { PullEntry, PushEntry, Spec } from "../../spec/spec.ts";

/**
 * A folder that was compiled, as text and back: what other stacks of a run are judged by, and what it made. Facts of sources are found
 * again by their keys, and documents stay behind: nobody reads them twice.
 */

/** What was made of a stack: its files, by the SHA-256 of their texts. */
export interface MadeStack {
  readonly statements: number;
  readonly permissions: number;
  readonly files: readonly { readonly path: string; readonly source: string; readonly hash: string }[];
}

export interface KeptFolder extends FoundFolder {
  /** In the order of the stacks; null where the folder was checked alone. */
  readonly made: readonly MadeStack[] | null;
  /** Where its stacks and what is written by hand beside them do not fit. */
  readonly beside: readonly Diagnostic[];
}

/** Folders as they are kept: with what each of their stacks made (null where nothing was), and what was judged beside it. */
export function keptFolders(
  folders: readonly FoundFolder[],
  made: readonly MadeStack[] | null,
  beside: readonly (readonly Diagnostic[])[],
): readonly KeptFolder[] {
  let to = 0;
  return folders.map((folder) => {
    const from = to;
    to += folder.stacks.length;
    return { ...folder, made: made?.slice(from, to) ?? null, beside: beside.slice(from, to).flat() };
  });
}

/** Keys of what stays behind. */
const ofReading: ReadonlySet<string> = new Set(["document", "documents", "defaults", "described", "providers", "told"]);

/** A folder as text, JSON. */
export function packFolder(folder: KeptFolder): string {
  const pushes = Object.values(pushSources);
  const subscriptions = pushes.flatMap((source) => subscriptionOf(source) ?? []);
  const facts: ReadonlySet<unknown> = new Set<unknown>([
    ...pushes,
    ...Object.values(pullSources),
    ...subscriptions,
    ...subscriptions.flatMap(({ first }) => first?.made ?? []),
  ]);
  // Each spec holds the settings of its stack, but for what another configuration of the provider makes of them.
  const stacks = folder.stacks.map((stack) => ({
    ...stack,
    specs: stack.specs.map(({ settings: { provider, home }, ...spec }) => ({ ...spec, settings: { provider, home } })),
  }));
  return JSON.stringify({ ...folder, stacks }, (key, value: unknown) =>
    facts.has(value) || ofReading.has(key) ? undefined : value,
  );
}

/** The text is one that `packFolder` of this very program has made. */
export function unpackFolder(text: string): KeptFolder {
  const folder = JSON.parse(text) as KeptFolder;
  return { ...folder, stacks: folder.stacks.map(withFacts) };
}

function withFacts(stack: FoundStack): FoundStack {
  const defaults = { function: undefined, code: undefined, role: undefined, logs: undefined };
  const settings: Settings = { ...stack.settings, documents: [], described: new Map(), providers: new Map(), defaults };
  const specs = stack.specs.map((spec): Spec => {
    const document: Spec["document"] = { kind: "mapping", entries: [], span: spec.span };
    const [push, pull] = [spec.push.map(pushWithFacts), spec.pull.map(pullWithFacts)];
    return { ...spec, document, settings: { ...settings, ...spec.settings }, told: new Map(), push, pull };
  });
  return { ...stack, settings, specs };
}

function pushWithFacts(entry: PushEntry): PushEntry {
  const source = known(pushSources[entry.key]);
  const { subscription } = entry;
  if (subscription === null) return { ...entry, source };
  const facts = known(subscriptionOf(source) ?? undefined);
  const first = subscription.first === null ? null : { ...subscription.first, facts: known(facts.first?.made) };
  return { ...entry, source, subscription: { ...subscription, facts, first } };
}

function pullWithFacts(entry: PullEntry): PullEntry {
  return { ...entry, source: known(pullSources[entry.key]) };
}

function known<Fact>(found: Fact | undefined): Fact {
  if (found === undefined) throw new Error("a folder was kept with facts that there are not");
  return found;
}
