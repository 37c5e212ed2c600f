import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import { dependentNeeds } from "../iam/actions.ts";
import { textOf } from "../iam/arn.ts";
import { readActions } from "./actions.ts";
import { readFunction } from "./function.ts";
import { functionKeys, logArguments, logsShape, mappingArguments, roleKeys, specKeys } from "./language.ts";
import { entryOf, layered, type Mapping, type Node, type Scalar } from "./node.ts";
import { readPull } from "./pull.ts";
import { readPush } from "./push.ts";
import { readRole } from "./role.ts";
import type { Settings } from "./settings.ts";
import { checkKeys, checkShape, isTrue, type Key, type Keys, listAt, mappingAt, scalarAt } from "./shape.ts";
import type { Spec } from "./spec.ts";

import { type Reading, readArguments } from "./value.ts";

export interface Checked {
  /** Null where a mistake leaves no function to speak of. */
  readonly spec: Spec | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one document of a spec file: everything that can be wrong with it alone, in one go. */
export function checkDocument(document: Mapping, source: string, settings: Settings): Checked {
  const diagnostics: Diagnostic[] = [];
  const variables = new Set<string>(settings.variables);
  const reading: Reading = { home: settings.home, diagnostics, variables };
  const own = entryOf(document, "function")?.value;
  const start: Span = { ...document.span, endLine: document.span.line, endColumn: document.span.column + 1 };
  diagnostics.push(...checkKeys(document, specKeys, "", start));
  if (own !== undefined && own.kind !== "mapping")
    diagnostics.push(...checkShape(own, { kind: "object", keys: functionKeys }, "function"));

  const merged = withDefaults(document, settings);
  const of = merged.function === undefined ? null : readFunction(merged.function, reading);
  const nameNode: Scalar | undefined = scalarAt(merged.function, "name");
  const role = of === null || nameNode === undefined ? null : readRole(merged.role, of, nameNode, reading);
  const logs = readLogs(merged.logs, entryOf(document, "logs")?.value, reading);
  const push = (listAt(document, "push")?.items ?? []).flatMap((item) => readPush(item, reading) ?? []);
  const pull = (listAt(document, "pull")?.items ?? []).flatMap((item) => readPull(item, reading) ?? []);
  const read = (listAt(document, "actions")?.items ?? []).flatMap((item) => readActions(item, reading) ?? []);
  const actions = read.map(({ entry }) => entry);
  diagnostics.push(...dependentNeeds(read.map(({ asked }) => asked)));
  if (settings.requireWhy) diagnostics.push(...missingReasons([...push, ...pull, ...actions]));
  diagnostics.push(
    ...duplicates(
      push.map(({ label, span, key }) => ({ text: label, span, key })),
      "push",
    ),
  );
  diagnostics.push(
    ...duplicates(
      pull.map(({ label, span, key }) => ({ text: label, span, key })),
      "pull",
    ),
  );
  diagnostics.push(
    ...duplicateIds(
      push.map((entry) => ({
        id: JSON.stringify([entry.statementId, entry.qualifier && textOf(entry.qualifier)]),
        shown: entry.statementId,
        span: entry.span,
      })),
      "statement id",
    ),
  );
  diagnostics.push(
    ...duplicateIds(
      actions.flatMap(({ sid, span }) => (sid === null ? [] : [{ id: sid, shown: sid, span }])),
      "Sid",
    ),
  );
  if (of === null || role === null || nameNode === undefined) return { spec: null, diagnostics };
  const newer = [
    ...newerArguments(merged.function, functionKeys),
    ...newerArguments(merged.logs, logArguments),
    ...newerArguments(merged.role, roleKeys),
    ...(listAt(document, "pull")?.items ?? []).flatMap((item) => newerArguments(item, mappingArguments)),
  ];
  const spec: Spec = {
    ...of,
    source,
    settings,
    span: nameNode.span,
    role,
    logs,
    push,
    pull,
    actions,
    variables: [...variables],
    newer,
  };
  return { spec, diagnostics };
}

/** The document's parts over the stack's defaults; what somebody else manages takes no defaults. */
function withDefaults(
  document: Mapping,
  { defaults }: Settings,
): { function: Mapping | undefined; role: Node | undefined; logs: Node | undefined } {
  const own = mappingAt(document, "function");
  const role = entryOf(document, "role")?.value;
  const logs = entryOf(document, "logs")?.value;
  const elsewhere = isTrue(own, "existing");
  const merged = own === undefined || elsewhere ? own : layered(defaults.function, own);
  return {
    function: merged?.kind === "mapping" ? merged : undefined,
    role: role?.kind === "mapping" && entryOf(role, "existing") !== undefined ? role : layered(defaults.role, role),
    // Whoever manages the function manages its log group, unless the spec says otherwise.
    logs: elsewhere ? logs : layered(defaults.logs, logs),
  };
}

function readLogs(node: Node | undefined, own: Node | undefined, reading: Reading): Spec["logs"] {
  if (node !== undefined) reading.diagnostics.push(...checkShape(node, logsShape, "logs"));
  if (node?.kind === "boolean" && node.text === "false") return null;
  return { arguments: node?.kind === "mapping" ? readArguments(node, logArguments, reading) : [], asked: own !== undefined };
}

function* missingReasons(entries: readonly { readonly why: string | null; readonly span: Span }[]): Generator<Diagnostic> {
  for (const { why, span } of entries) {
    if (why === null || why.trim() === "")
      yield error("missing-why", span, "this stack asks every entry for its reason", "add `why:`, a sentence for the reviewer");
  }
}

function* duplicates(
  labels: readonly { readonly text: string; readonly span: Span; readonly key: string }[],
  of: string,
): Generator<Diagnostic> {
  const seen = new Map<string, Span>();
  for (const { text, span } of labels) {
    const first = seen.get(text);
    if (first === undefined) seen.set(text, span);
    else
      yield error(
        "duplicate-label",
        span,
        `two entries of \`${of}\` would have the Terraform label ${text} (the other is on line ${first.line})`,
        "give one of them a `label`, or remove it",
      );
  }
}

function* duplicateIds(
  ids: readonly { readonly id: string; readonly shown: string; readonly span: Span }[],
  what: string,
): Generator<Diagnostic> {
  const seen = new Map<string, Span>();
  for (const { id, shown, span } of ids) {
    const first = seen.get(id);
    if (first === undefined) seen.set(id, span);
    else
      yield error(
        "duplicate-statement-id",
        span,
        `two statements would have the ${what} ${shown} (the other is on line ${first.line})`,
        "AWS takes each once; give another",
      );
  }
}

/** Arguments that hashicorp/aws 5 does not know. */
function newerArguments(node: Node | undefined, keys: Keys): Spec["newer"] {
  if (node?.kind !== "mapping") return [];
  return node.entries.flatMap(({ key, keySpan, value }) => {
    const known: Key | undefined = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (known === undefined) return [];
    const below = known.shape.kind === "object" ? newerArguments(value, known.shape.keys) : [];
    return known.since === undefined ? below : [{ argument: key, since: known.since, span: keySpan }];
  });
}
