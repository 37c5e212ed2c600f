import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isScalar, isSeq, parseAllDocuments, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import { applied, dashOf, type Edit, endOf, endOfLine, extentOf, lineOf, withoutItems, withoutList } from "./cut.ts";
import type { SuggestedEntry } from "./suggest-entries.ts";

/**
 * Changes of a spec's `actions` as text: what stands there stays as it was written, comments and all. What comes out is read again:
 * where it does not say what the text said with these changes and no other, there is no change, and whoever asked for it says so.
 */

/** Actions that the entry on a line should say no longer. */
export interface Removal {
  readonly line: number;
  readonly actions: readonly string[];
}

/** The text without actions of one document; null where they are written in a way that cannot be changed as text. */
export function withoutActions(text: string, remove: readonly Removal[]): string | null {
  const [first] = remove;
  if (first === undefined) return text;
  const documents = documentsOf(text);
  const at = documents.findIndex((one) =>
    actionsOf(one).list?.items.some((item) => lineOf(text, extentOf(item)[0]) === first.line),
  );
  const { root, key, list } = actionsOf(documents[at]);
  if (root === null || root.flow === true || list === null) return null;
  const changes = remove.map((one) => changeOf(text, list, one));
  const edits = changes.flatMap((change) => (change?.kind === "some" ? withoutItems(text, change.allow, change.stays) : []));
  const gone = new Set<unknown>(changes.flatMap((change) => (change?.kind === "all" ? [change.item] : [])));
  const left = list.items.filter((item) => !gone.has(item));
  // A list in brackets may be written anew, and then nothing within it can change at once.
  if (changes.includes(null) || (list.flow === true && gone.size > 0 && edits.length > 0)) return null;
  if (left.length === 0) edits.push(...withoutList(text, key, list));
  else if (gone.size > 0) edits.push(...withoutItems(text, list, new Set(left)));
  const amended = applied(text, edits);
  const wanted = valuesOf(documents);
  const entries = wanted?.[at]?.actions ?? [];
  for (const change of changes) {
    const entry = change?.kind === "some" ? entries[list.items.indexOf(change.item)] : undefined;
    if (change?.kind !== "some" || !Array.isArray(entry?.allow)) continue;
    entry.allow = entry.allow.filter((_, index) => change.stays.has(change.allow.items[index]));
  }
  const kept = entries.filter((_, index) => !gone.has(list.items[index]));
  return says(amended, wanted, at, kept) ? amended : null;
}

/** What a document lacks. */
export interface Lacking {
  readonly actions: readonly SuggestedEntry[];
  readonly push: readonly object[];
  readonly pull: readonly object[];
  /** Environment variables, with what each is. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The text with more in the document that a line lies in; null where that cannot be done as text. */
export function withLacking(text: string, line: number, add: Lacking): string | null {
  const { actions, push, pull, variables } = add;
  const documents = documentsOf(text);
  const at = documents.findLastIndex((one) => lineOf(text, extentOf(one.contents)[0]) <= line);
  const { root, key, list } = actionsOf(documents[at]);
  if (root === null || root.flow === true) return null;
  const wanted = valuesOf(documents);
  const own = wanted?.[at];
  const keys = [
    ...(actions.length > 0 ? (["actions"] as const) : []),
    ...(push.length > 0 ? (["push"] as const) : []),
    ...(pull.length > 0 ? (["pull"] as const) : []),
    ...(Object.keys(variables).length > 0 ? (["function"] as const) : []),
  ];
  if (keys.length === 0) return text;
  // What a target says by itself takes the place of what is added.
  if (own === undefined || Object.values(own.targets ?? {}).some((target) => keys.some((one) => target?.[one] !== undefined)))
    return null;
  if (own.push !== undefined && push.length > 0) return null;
  if (own.pull !== undefined && pull.length > 0) return null;
  if (actions.length > 0 && (list?.flow === true || (key !== null && list === null))) return null;
  const more = list === null ? { push, pull, actions } : { push, pull };
  const given = keys.includes("function") ? addedVariables(text, root, variables) : [];
  if (given === null) return null;
  // At one place, the later stands before the earlier.
  const amended = applied(text, [
    ...newLists(text, root, more),
    ...(list === null || actions.length === 0 ? [] : [addition(text, list, actions)]),
    ...given,
  ]);
  if (push.length > 0) own.push = push;
  if (pull.length > 0) own.pull = pull;
  if (given.length > 0) {
    const { function: made = {} } = own;
    own.function = { ...made, environment: { ...made.environment, variables: { ...made.environment?.variables, ...variables } } };
  }
  return says(amended, wanted, at, [...(own.actions ?? []), ...actions]) ? amended : null;
}

function documentsOf(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  return Array.isArray(documents) && documents.every(({ errors }) => errors.length === 0) ? documents : [];
}

function actionsOf(document: Document | undefined) {
  const root: YAMLMap | null = isMap(document?.contents) ? document.contents : null;
  const pair = root?.items.find(({ key }) => isScalar(key) && key.value === "actions");
  return { root, key: pair?.key ?? null, list: isSeq(pair?.value) ? pair.value : null };
}

/** A document as far as it is changed. */
interface Values {
  actions?: { allow?: unknown }[];
  push?: unknown;
  pull?: unknown;
  function?: { environment?: { variables?: object } };
  readonly targets?: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
}

/** What documents say; null where an alias names what is not there. */
function valuesOf(documents: readonly Document[]): Values[] | null {
  try {
    // As a copy: what an alias repeats is one object, and a change of one place is none of the other.
    return JSON.parse(JSON.stringify(documents.map((one) => one.toJS({ maxAliasCount: -1 })))) as Values[];
  } catch {
    return null;
  }
}

/** True where a text says what documents say, with these entries in one of them. */
function says(text: string, wanted: Values[] | null, at: number, actions: readonly object[]): boolean {
  const own = wanted?.[at];
  if (own === undefined) return false;
  if (actions.length === 0) delete own.actions;
  else own.actions = [...actions];
  return isDeepStrictEqual(valuesOf(documentsOf(text)), JSON.parse(JSON.stringify(wanted)));
}

type Change =
  /** The entry goes as a whole. */
  | { readonly kind: "all"; readonly item: unknown }
  /** Some of its actions stay. */
  | { readonly kind: "some"; readonly item: unknown; readonly allow: YAMLSeq; readonly stays: ReadonlySet<unknown> };

function changeOf(text: string, list: YAMLSeq, { line, actions }: Removal): Change | null {
  const [item, another] = list.items.filter((one) => lineOf(text, extentOf(one)[0]) === line);
  // Of two on one line nobody knows which is meant.
  if (!isMap(item) || another !== undefined) return null;
  const allow = item.get("allow", true) as unknown;
  const written = isSeq(allow) ? allow.items : [allow].filter((one) => one !== undefined);
  const wordOf = (node: unknown) => String(isScalar(node) ? node.value : node).toLowerCase();
  // An entry that says `read` goes as a whole: its words are no actions.
  if (written.some((node) => !wordOf(node).includes(":"))) return { kind: "all", item };
  const gone = new Set(actions.map((action) => action.toLowerCase()));
  const stays = written.filter((node) => !gone.has(wordOf(node)));
  if (stays.length === 0) return { kind: "all", item };
  return isSeq(allow) && written.length - stays.length === gone.size
    ? { kind: "some", item, allow, stays: new Set(stays) }
    : null;
}

function addition(text: string, list: YAMLSeq, add: readonly SuggestedEntry[]): Edit {
  const dash = dashOf(list, list.items[0]);
  const indent = dash - (text.lastIndexOf("\n", dash) + 1);
  const end = endOfLine(text, endOf(list));
  return { from: end, to: end, text: `${onNewLine(text, end)}${indented(stringified(add), indent)}` };
}

function newLists(text: string, root: YAMLMap, lists: Readonly<Record<string, readonly object[]>>): readonly Edit[] {
  const end = endOfLine(text, endOf(root));
  const written = Object.entries(lists)
    .filter(([, add]) => add.length > 0)
    .map(([key, add]) => `\n${key}:\n${indented(stringified(add), 2)}`);
  return written.length === 0 ? [] : [{ from: end, to: end, text: onNewLine(text, end) + written.join("") }];
}

/** Variables behind those that the function has, or as its first; null where they are in brackets, or no map. */
function addedVariables(text: string, root: YAMLMap, variables: Readonly<Record<string, string>>): readonly Edit[] | null {
  const made = root.get("function", true) as unknown;
  if (!isMap(made) || made.flow === true || made.items.length === 0) return null;
  const given = made.get("environment", true) as unknown;
  const known = isMap(given) ? (given.get("variables", true) as unknown) : undefined;
  if (given !== undefined && (!isMap(known) || known.flow === true || known.items.length === 0)) return null;
  const beside = isMap(known) ? known : made;
  const [first] = extentOf(beside.items[0]?.key);
  const block = stringified(isMap(known) ? variables : { environment: { variables } });
  const end = endOfLine(text, endOf(beside));
  return [{ from: end, to: end, text: onNewLine(text, end) + indented(block, first - (text.lastIndexOf("\n", first - 1) + 1)) }];
}

function onNewLine(text: string, at: number): string {
  return at > 0 && text[at - 1] !== "\n" ? "\n" : "";
}

function stringified(add: object): string {
  return stringify(add, { lineWidth: 0 });
}

function indented(block: string, by: number): string {
  return block.replace(/^(?=.)/gm, " ".repeat(by));
}
