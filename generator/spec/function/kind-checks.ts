import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { functionPairs, functionRules } from "../../sources/argument-limits.ts";
import { type FunctionKind, functionKinds } from "../../sources/function-kinds.ts";
import type { PullEntry, PushEntry } from "../spec.ts";
import { checkPairs, checkRules, entryAt } from "../values/check-arguments.ts";
import type { Reading } from "../values/value.ts";
import { entryOf, type Mapping } from "../yaml/yaml-node.ts";

/** What holds of a function because of one of its arguments: a container image, SnapStart, tenants, durable executions. */

function kindsOf(of: Mapping): readonly FunctionKind[] {
  return functionKinds.filter(({ when }) =>
    when.some(({ argument, value }) => {
      const given = entryAt(of, argument)?.value;
      if (given === undefined || given.kind === "null") return false;
      return value === undefined || (given.kind === "text" && given.text === value);
    }),
  );
}

/** What a stack gives to every function, and this kind of function does not take, was not asked for. */
export function withoutRefusedDefaults(merged: Mapping, own: Mapping): Mapping {
  const refused = kindsOf(merged)
    .filter(({ leavesDefaults }) => leavesDefaults === true)
    .flatMap(({ rules }) => Object.keys(rules).filter((name) => "refused" in (rules[name] ?? {})));
  return {
    ...merged,
    entries: merged.entries.filter(({ key }) => !refused.includes(key) || entryOf(own, key) !== undefined),
  };
}

/** The arguments against what AWS takes of them, and of them together, for this kind of function. */
export function checkFunctionRules(of: Mapping, reading: Reading): void {
  const kinds = kindsOf(of);
  const special = new Set(kinds.flatMap(({ rules }) => Object.keys(rules).filter((name) => name !== "runtime")));
  const rules = Object.fromEntries(Object.entries(functionRules).filter(([name]) => !special.has(name)));
  checkRules(of, rules, "function", reading);
  for (const { noun, rules: own } of kinds) checkRules(of, own, `function ${noun}`, reading);
  checkPairs(of, functionPairs, reading);
}

/** Who may call this kind of function, how it is named, and for how long it may run for a poller. */
export function checkKindCallers(
  of: Mapping,
  { push, pull }: { readonly push: readonly PushEntry[]; readonly pull: readonly PullEntry[] },
  qualifier: Reference | null,
  reading: Reading,
): void {
  for (const kind of kindsOf(of)) {
    const { noun, docs } = kind;
    for (const entry of push) {
      if (kind.push !== undefined && !kind.push.includes(entry.key)) {
        const hint = `${kind.push.map((key) => `\`${key}\``).join(", ")} do; see ${docs}`;
        reading.diagnostics.push(
          error("argument-not-allowed", entry.span, `\`${entry.key}\` does not reach a function ${noun}`, hint),
        );
      }
      if (kind.qualified === true && (entry.qualifier ?? qualifier) === null) checkQualified(entry, noun, reading);
    }
    for (const entry of pull) {
      if (kind.pull !== undefined)
        reading.diagnostics.push(
          error("argument-not-allowed", entry.span, `Lambda polls for no function ${noun}: ${kind.pull.refused}`, `see ${docs}`),
        );
      if (kind.qualified === true && qualifier === null) checkQualified(entry, noun, reading);
    }
    checkPolled(of, kind, pull, reading);
  }
}

function checkQualified(entry: PushEntry | PullEntry, noun: string, reading: Reading): void {
  const message = `a function ${noun} is invoked by a version or an alias alone, and \`${entry.key}\` would invoke neither`;
  reading.diagnostics.push(
    error("missing-key", entry.span, message, "give the function an `alias: {name: live}`, or a `qualifier`"),
  );
}

function checkPolled(of: Mapping, { polled, noun }: FunctionKind, pull: readonly PullEntry[], reading: Reading): void {
  const given = polled === undefined || pull.length === 0 ? undefined : entryAt(of, polled.argument)?.value;
  if (polled === undefined || given?.kind !== "number" || Number(given.text) <= polled.most) return;
  const message = `\`${polled.argument}\` of a function ${noun} and polled for takes at most ${polled.most}: ${polled.why}`;
  const hint = "shorten it, or let a function in between invoke this one asynchronously";
  reading.diagnostics.push(error("value-out-of-range", given.span, message, hint));
}
