import { functionKinds } from "../../sources/function-kinds.ts";
import type { Spec } from "../../spec/spec.ts";
import type { Node, YamlEntry, YamlMapping } from "../../spec/yaml/yaml-node.ts";
import { meaningOfText } from "./meaning.ts";

/** What a document says, over what the stack.yaml files above it say. */
export interface Words {
  /** Of the stack itself. */
  readonly stack: Node | undefined;
  readonly function: Node | undefined;
  readonly code: Node | undefined;
  readonly role: Node | undefined;
  readonly logs: Node | undefined;
  readonly push: readonly Node[];
  readonly pull: readonly Node[];
  /** The variables of `env` by their names. */
  readonly env: readonly (readonly [string, Node])[];
  readonly actions: readonly Node[];
}

/** The words of a spec's document. What the stack gives to every function, role and log group stands beneath its own. */
export function wordsOfDocument({ document, settings }: Pick<Spec, "document" | "settings">): Words {
  const stack = settings.documents.reduce<Node | undefined>(over, undefined);
  const beneath = (key: string) => withTags(at(stack, key), stack);
  const [own, role, logs] = [at(document, "function"), at(document, "role"), at(document, "logs")];
  const env = at(document, "env");
  const elsewhere = isFlag(at(own, "existing"), true);
  const code = elsewhere ? at(document, "code") : over(at(stack, "code"), at(document, "code"));
  const logged = isFlag(logs, true) ? undefined : logs;
  return {
    stack,
    function: elsewhere ? own : withoutRefused(over(beneath("function"), own), own, code),
    code,
    role: at(role, "existing") === undefined ? over(beneath("role"), role) : role,
    logs: elsewhere ? logs : over(beneath("logs"), logged),
    push: saidList(at(document, "push")),
    pull: saidList(at(document, "pull")),
    env: env?.kind === "mapping" ? env.entries.map(({ key, value }) => [key, value] as const) : [],
    actions: saidList(at(document, "actions")),
  };
}

/** The value at keys, one below the other. */
export function at(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let found = node;
  for (const key of keys) found = found?.kind === "mapping" ? entryAt(found, key)?.value : undefined;
  return found;
}

/** The text of a value that is no list and no mapping; null for none. */
export function saidText(node: Node | undefined, ...keys: readonly string[]): string | null {
  const found = at(node, ...keys);
  return found === undefined || found.kind === "list" || found.kind === "mapping" || found.kind === "null" ? null : found.text;
}

/** A value as a list, also where it is one thing; nothing is an empty one. */
export function saidList(node: Node | undefined): readonly Node[] {
  return node?.kind === "list" ? node.items : node === undefined || node.kind === "null" ? [] : [node];
}

/** Whether a value is a flag that says this. */
export function isFlag(node: Node | undefined, flag: boolean): boolean {
  return node?.kind === "boolean" && node.flag === flag;
}

function entryAt({ entries }: YamlMapping, key: string): YamlEntry | undefined {
  return entries.find((entry) => entry.key === key);
}

/** Mappings meet key by key, and the upper one wins; a null that is written out takes away what lies below. */
function over(lower: Node | undefined, upper: Node | undefined): Node | undefined {
  if (lower?.kind !== "mapping" || upper?.kind !== "mapping") return upper ?? lower;
  const below = lower.entries.filter(({ key }) => entryAt(upper, key) === undefined);
  const above = upper.entries.flatMap((entry): readonly YamlEntry[] => {
    const under = entryAt(lower, entry.key)?.value;
    if (under !== undefined && entry.value.kind === "null" && entry.value.text !== "") return [];
    return [{ ...entry, value: over(under, entry.value) ?? entry.value }];
  });
  return { ...upper, entries: [...below, ...above] };
}

/** The stack's tags beneath those of a default; what is no mapping, or is managed elsewhere, has none. */
function withTags(given: Node | undefined, stack: Node | undefined): Node | undefined {
  // What the provider gives by default, no resource has of its own.
  const tags = stack?.kind === "mapping" && !isFlag(at(stack, "emit", "default_tags"), true) ? entryAt(stack, "tags") : undefined;
  if (tags === undefined || at(given, "existing") !== undefined || (given !== undefined && given.kind !== "mapping"))
    return given;
  return over({ kind: "mapping", entries: [tags], span: tags.keySpan }, given);
}

/** What a kind of function refuses of the stack's defaults, its own document did not ask for. */
function withoutRefused(merged: Node | undefined, own: Node | undefined, code: Node | undefined): Node | undefined {
  if (merged?.kind !== "mapping") return merged;
  const given = (argument: string) => at(merged, argument) ?? (argument === "image_uri" ? at(code, "image") : undefined);
  const refused = functionKinds.flatMap(({ leavesDefaults, when, rules }) =>
    leavesDefaults === true && when.some(({ argument, value }) => isGiven(given(argument), value)) ? Object.keys(rules) : [],
  );
  return { ...merged, entries: merged.entries.filter(({ key }) => !refused.includes(key) || at(own, key) !== undefined) };
}

function isGiven(node: Node | undefined, value: string | undefined): boolean {
  return node !== undefined && node.kind !== "null" && (value === undefined || (node.kind === "text" && node.text === value));
}

/** A name with the stack's prefix and suffix. */
export function withAffixes(name: string, { stack }: Words): string {
  return [saidText(stack, "name_prefix"), name, saidText(stack, "name_suffix")].map((text) => meaningOfText(text ?? "")).join("");
}

/** The function's; what is managed elsewhere is called there as the document says. */
export function nameOfFunction(words: Words): string {
  const name = saidText(words.function, "name") ?? "";
  return isFlag(at(words.function, "existing"), true) ? meaningOfText(name) : withAffixes(name, words);
}
