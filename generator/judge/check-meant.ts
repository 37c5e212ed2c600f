import { impliedStatements } from "../derive/role-statements.ts";
import { type Diagnostic, error, warning } from "../diagnostics/diagnostic.ts";
import { literal, textOf } from "../iam/arn.ts";
import { checkConnections, connectionsIn } from "../spec/claims/connections.ts";
import { functionEvents } from "../spec/claims/events.ts";
import { checkLoops } from "../spec/claims/loops.ts";
import { checkDocument } from "../spec/document.ts";
import type { PullEntry, PushEntry, Spec } from "../spec/spec.ts";
import type { Stack } from "../spec/stack.ts";
import { sharedKey } from "../spec/together/notifications.ts";
import { entryOf } from "../spec/yaml/yaml-node.ts";
import { checkNamedPolicies } from "./check-attached.ts";
import { checkImpliedNames } from "./check-implied.ts";
import { Names } from "./meant-names.ts";

/**
 * A stack once more, with what its names stand for in the place of the names: a local for a table, where a topic belongs; two names of
 * one bucket. `meanings` are texts, by the expression in whose place they could stand, `defaults` those of variables.
 */
export function* checkMeant(
  stack: Stack,
  meanings: ReadonlyMap<string, string>,
  defaults: ReadonlyMap<string, string>,
): Generator<Diagnostic> {
  yield* checkNamedPolicies(stack, meanings, defaults);
  yield* checkImpliedNames(stack, meanings, defaults);
  if (meanings.size === 0) return;
  const names = new Names(meanings);
  for (const spec of stack.specs) yield* ofAnotherKind(spec, names);
  const specs = stack.specs.map((spec) => meantSpec(spec, names));
  if (specs.every((spec, index) => spec === stack.specs[index])) return;
  yield* sameThings(stack.specs, specs);
  const meant = { ...stack, specs };
  for (const told of checkConnections([{ target: stack.target, claims: connectionsIn(meant) }]))
    if (told.code === "duplicate-connection") yield told;
  const before = new Set([...checkLoops(stack.claims.events)].map(keyOf));
  for (const told of checkLoops(functionEvents(meant))) if (!before.has(keyOf(told))) yield told;
}

/** What only a second reading finds, and a first one would have found had the names been written out. */
const secondThoughts: ReadonlySet<string> = new Set(["resource-type-mismatch", "unmatched-resource", "broad-resource"]);

/** Entries that name a local, which is another kind of thing than belongs there. */
function* ofAnotherKind(spec: Spec, names: Names): Generator<Diagnostic> {
  const locals = new Map<number, string>();
  const document = names.inMapping(spec.document, locals);
  if (locals.size === 0) return;
  const place = { folder: "", toRoot: "." };
  const again = checkDocument(document, spec.source, spec.settings, place);
  for (const told of again.diagnostics) {
    const local = locals.get(told.line);
    if (secondThoughts.has(told.code) && local !== undefined) yield { ...told, message: `${told.message}: ${local}` };
  }
  if (again.spec !== null) yield* notGranted(spec, again.spec, locals);
}

/** What an argument of the function takes, and the role does not get, since a local hides what it names: the layer of Lambda Insights. */
function* notGranted(spec: Spec, meant: Spec, locals: ReadonlyMap<number, string>): Generator<Diagnostic> {
  const implied = (of: Spec) => [...impliedStatements(of, true), ...impliedStatements(of, false)].flatMap(({ causes }) => causes);
  const granted = new Set(implied(spec).map(({ key, why }) => `${key} ${why}`));
  const own = entryOf(spec.document, "function")?.value;
  const told = new Set<string>();
  for (const { key, why } of implied(meant)) {
    const value = own?.kind === "mapping" ? entryOf(own, key.replace("function.", ""))?.value : undefined;
    if (value === undefined || granted.has(`${key} ${why}`) || told.has(key)) continue;
    told.add(key);
    const named = [...(value.kind === "list" ? value.items : []), value].find(({ span }) => locals.has(span.line)) ?? value;
    const stands = locals.get(named.span.line) ?? "it stands behind a name";
    const message = `${stands}, and the role does not get what that takes (${why})`;
    yield warning(
      "without-effect",
      named.span,
      message,
      "write what the name stands for in its place, or grant it under `actions`",
    );
  }
}

/** Entries that name one source in two ways: a bucket has one notification, and a permission says all that it needs. */
function* sameThings(written: readonly Spec[], meant: readonly Spec[]): Generator<Diagnostic> {
  const buckets = new Map<string, PushEntry>();
  for (const [at, { push, label, qualifier }] of meant.entries()) {
    const sources = new Map<string, PushEntry>();
    for (const [index, entry] of push.entries()) {
      const own = written[at]?.push[index];
      if (own === undefined) continue;
      const { caller, subscription } = entry;
      const bucket = subscription?.facts.merged === undefined ? null : sharedKey(subscription);
      const first = bucket === null ? undefined : buckets.get(bucket);
      if (bucket !== null && first === undefined) buckets.set(bucket, own);
      if (first?.subscription && own.subscription && sharedKey(first.subscription) !== sharedKey(own.subscription)) {
        const message = `this is the bucket of the entry at ${placeOf(first)} by another name: two resources would hold its notifications, and erase each other`;
        yield error("duplicate-connection", own.span, message, "name it the same way in both");
        continue;
      }
      if (caller.kind !== "arn") continue;
      const source = JSON.stringify([entry.key, label, textOf(caller.arn), textOf(entry.qualifier ?? qualifier ?? literal(""))]);
      const same = sources.get(source);
      if (same === undefined) sources.set(source, own);
      else if (same.caller.kind === "arn" && own.caller.kind === "arn" && textOf(same.caller.arn) !== textOf(own.caller.arn)) {
        const message = `this is the source of the entry at ${placeOf(same)} by another name, and may invoke the function already`;
        yield warning("duplicate-connection", own.span, message, "remove one of them");
      }
    }
  }
}

function placeOf({ span }: PushEntry): string {
  return `${span.file}:${span.line}`;
}

function keyOf({ code, file, line }: Diagnostic): string {
  return JSON.stringify([code, file, line]);
}

/** The same spec, where none of its names stands for anything; else one with the things that it names. */
function meantSpec(spec: Spec, names: Names): Spec {
  const push = names.inList(spec.push, (entry): PushEntry => {
    const { subscription } = entry;
    return {
      ...entry,
      caller: names.inValue(entry.caller),
      subscription:
        subscription === null
          ? null
          : { ...subscription, source: names.inValue(subscription.source), fields: names.inValue(subscription.fields) },
    };
  });
  const pull = names.inList(
    spec.pull,
    (entry): PullEntry => ({ ...entry, arn: names.inValue(entry.arn), arguments: names.inValue(entry.arguments) }),
  );
  const actions = names.inList(spec.actions, (entry) => ({ ...entry, resources: names.inValue(entry.resources) }));
  const destinations = names.inValue(spec.destinations);
  const same = push === spec.push && pull === spec.pull && actions === spec.actions && destinations === spec.destinations;
  return same ? spec : { ...spec, push, pull, actions, destinations };
}
