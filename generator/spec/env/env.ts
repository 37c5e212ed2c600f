import { error } from "../../diagnostics/diagnostic.ts";
import type { Argument, Reference, Value } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { hintForBareReference } from "../../iam/bare-reference.ts";
import { type ReadActions, readEnvActions } from "../function/action-entry.ts";
import { isIntent } from "../function/intent.ts";
import { isTrue, mappingAt } from "../language/at-key.ts";
import type { Session } from "../values/value.ts";
import { describe, entryOf, inFlow, type Node, type Scalar, type YamlEntry, type YamlMapping } from "../yaml/yaml-node.ts";
import { namedThing } from "./named-thing.ts";

/** `env`: environment variables that name what the code uses, and what it may do with it. */

/** What `env` says. */
interface EnvPart {
  /** The function's mapping with these variables in it, so that they are judged like any other. */
  readonly function: YamlMapping | undefined;
  /** What the variables hold. */
  readonly values: ReadonlyMap<string, Reference>;
  /** What the code may do, as entries of `actions`. */
  readonly actions: readonly ReadActions[];
}

/** Reads `env` beside the function's mapping; what is wrong with it is reported and left out. */
export function readEnv(document: YamlMapping, of: YamlMapping | undefined, session: Session): EnvPart {
  const entries = mappingAt(document, "env")?.entries ?? [];
  const [first] = entries;
  if (first === undefined) return { function: of, values: new Map(), actions: [] };
  const values = new Map<string, Reference>();
  const actions = entries.flatMap((entry) => {
    const read = readEntry(entry, session);
    if (read.value !== null) values.set(entry.key, read.value);
    return read.actions;
  });
  if (isTrue(of, "existing")) {
    const message = "the environment belongs to whoever manages this function";
    session.diagnostics.push(error("argument-not-allowed", first.keySpan, message, "say what the code may do under `actions`"));
    return { function: of, values, actions };
  }
  return { function: of === undefined ? of : withEntries(of, entries, values, session), values, actions };
}

interface ReadEntry {
  readonly value: Reference | null;
  readonly actions: readonly ReadActions[];
}

function readEntry({ key, value: node }: YamlEntry, session: Session): ReadEntry {
  const none = { value: null, actions: [] };
  const fail = (message: string, hint: string, at: Node = node) => {
    session.diagnostics.push(error("wrong-type", at.span, message, hint));
    return none;
  };
  if (node.kind === "list") return fail("a variable names one thing", `write ${key}: {read: …}, and a variable for each`);
  if (node.kind !== "mapping") return fail(...plain(key, node));
  const allow = entryOf(node, "allow");
  if (allow !== undefined && !isIntent(node))
    return fail(
      "a variable says what is meant, and names no actions",
      "write read, list or write; or the entry under `actions`",
      allow.value,
    );
  const before = session.diagnostics.length;
  const { actions, meant } = readEnvActions(node, key, session);
  const isGood = session.diagnostics.slice(before).every(({ severity }) => severity !== "error");
  if (!isIntent(node) && isGood)
    return fail(`\`env.${key}\` does not say what the code may do`, `write ${key}: {read: …}, {list: …} or {write: …}`);
  const [thing] = meant;
  const things = new Set(meant.map(({ of, resource }) => `${of.key} ${textOf(resource.value)}`));
  if (things.size > 1) {
    const message = `a variable names one thing, and here are ${things.size}`;
    session.diagnostics.push(error("argument-not-allowed", node.span, message, "write a variable for each"));
  }
  const named = thing === undefined || things.size > 1 || !isGood ? null : namedThing(thing, session.home);
  if (named === null) return { value: null, actions };
  if (!("untold" in named)) return { value: named, actions };
  const hint = `write ${key} in function: {environment: {variables: …}}, and what the code may do under \`actions\``;
  session.diagnostics.push(error("invalid-arn", thing?.resource.span ?? node.span, named.untold, hint));
  return { value: null, actions };
}

/** A value without what the code may do with it: other tools have plain values here. */
function plain(key: string, node: Scalar): readonly [string, string] {
  if (node.kind === "null") return [`\`${key}\` has no value`, `write ${key}: {read: …}, or remove the line`];
  const isBare = hintForBareReference(node.text) !== null;
  if (isBare || node.text.startsWith("arn:") || node.text.startsWith("${"))
    return [
      "`env` says what the code may do, too, and this names a thing alone",
      `write ${key}: {read: ${inFlow(isBare ? { ...node, text: `\${${node.text}}` } : node)}}, or list or write`,
    ];
  return [
    `\`env\` names what the code uses, and ${describe(node)} is a plain value`,
    `write function: {environment: {variables: {${key}: ${inFlow(node)}}}}`,
  ];
}

/** The function's mapping with the variables in its `environment`; what only Terraform knows is put there once it was read. */
function withEntries(
  of: YamlMapping,
  entries: readonly YamlEntry[],
  values: ReadonlyMap<string, Reference>,
  session: Session,
): YamlMapping {
  const given = entryOf(of, "environment");
  const [only, second] = given?.value.kind === "list" ? given.value.items : [given?.value];
  const block = only?.kind === "mapping" && second === undefined ? only : undefined;
  // What is no block of variables is told where the arguments are read.
  if (given !== undefined && block === undefined) return of;
  const own = block === undefined ? undefined : entryOf(block, "variables");
  if (own !== undefined && own.value.kind !== "mapping") {
    if (own.value.kind !== "text") return of;
    const message = "`env` adds variables to those that are written out, and these are an expression";
    session.diagnostics.push(error("argument-not-allowed", own.value.span, message, "write them one by one: {MODE: fast}"));
    return of;
  }
  const written = own?.value.kind === "mapping" ? own.value.entries : [];
  const added = entries.flatMap(({ key, keySpan, value }): readonly YamlEntry[] => {
    const other = written.find((entry) => entry.key === key);
    if (other === undefined) {
      const known = values.get(key);
      const text = known?.kind === "literal" ? known.text : "";
      return [{ key, keySpan, value: { kind: "text", text, flag: null, span: value.span, verbatim: false } }];
    }
    const message = `\`function.environment.variables\` has ${key}, too (line ${other.keySpan.line} of ${other.keySpan.file})`;
    session.diagnostics.push(error("duplicate-key", keySpan, message, "remove one of the two"));
    return [];
  });
  const span = entries[0]?.keySpan ?? of.span;
  const variables: YamlEntry = {
    key: "variables",
    keySpan: span,
    ...own,
    value: { kind: "mapping", entries: [...written, ...added], span },
  };
  const others = block?.entries.filter(({ key }) => key !== "variables") ?? [];
  const environment: YamlEntry = {
    key: "environment",
    written: "env",
    keySpan: span,
    ...given,
    value: { kind: "mapping", entries: [...others, variables], span },
  };
  return { ...of, entries: [...of.entries.filter((entry) => entry !== given), environment] };
}

/** The function's arguments with what its variables hold. */
export function withValues(given: readonly Argument[], values: ReadonlyMap<string, Reference>): readonly Argument[] {
  const filled = (value: Value): Value =>
    typeof value === "object" && "kind" in value && value.kind === "map"
      ? { ...value, entries: value.entries.map((entry) => ({ ...entry, value: values.get(entry.key) ?? entry.value })) }
      : value;
  const inBlock = (one: Argument): Argument =>
    one.kind === "attribute" && one.name === "variables" ? { ...one, value: filled(one.value) } : one;
  return given.map((one) => (one.kind === "block" && one.name === "environment" ? { ...one, body: one.body.map(inBlock) } : one));
}
