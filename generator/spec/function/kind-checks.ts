import { error } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { functionLimits, functionPairs } from "../../sources/argument-limits.ts";
import { type FunctionKind, functionKinds } from "../../sources/function-kinds.ts";
import { configLimits, configPairs, functionConfigs } from "../../sources/shapes/function-configs.ts";
import type { PullEntry, PushEntry } from "../spec.ts";
import { checkArguments, checkPairs, entryAt, type Rules } from "../values/check-arguments.ts";
import type { Session } from "../values/value.ts";
import { entryOf, type YamlMapping } from "../yaml/yaml-node.ts";
import { checkTags } from "./tags.ts";

/** What holds of a function because of one of its arguments: a container image, SnapStart, tenants, durable executions. */

function kindsOf(of: YamlMapping): readonly FunctionKind[] {
  return functionKinds.filter(({ when }) =>
    when.some(({ argument, value }) => {
      const given = entryAt(of, argument)?.value;
      if (given === undefined || given.kind === "null") return false;
      return value === undefined || (given.kind === "text" && given.text === value);
    }),
  );
}

/** What a stack gives to every function, and this kind of function does not take, was not asked for. */
export function withoutRefusedDefaults(merged: YamlMapping, own: YamlMapping): YamlMapping {
  const refused = kindsOf(merged)
    .filter(({ leavesDefaults }) => leavesDefaults === true)
    .flatMap(({ rules }) => Object.keys(rules).filter((name) => "refused" in (rules[name] ?? {})));
  return {
    ...merged,
    entries: merged.entries.filter(({ key }) => !refused.includes(key) || entryOf(own, key) !== undefined),
  };
}

const limits = { ...functionLimits, ...configLimits };
const pairs = [...functionPairs, ...configPairs];

/** The arguments against what AWS takes of them, and of them together, for this kind of function. */
export function checkFunctionRules(of: YamlMapping, session: Session): void {
  const kinds = kindsOf(of);
  const special = new Set(kinds.flatMap(({ rules }) => Object.keys(rules).filter((name) => name !== "runtime")));
  checkArguments(of, special.size === 0 ? limits : limitsWithout(special), "function", session);
  for (const { noun, rules: own } of kinds) checkArguments(of, own, `function ${noun}`, session);
  checkPairs(of, pairs, session);
  checkTags(of, session);
}

function limitsWithout(special: ReadonlySet<string>): Rules {
  return Object.fromEntries(Object.entries(limits).filter(([name]) => !special.has(name)));
}

/** What Lambda keeps of a version or an alias, where there is one, and within what the function reserves. */
export function checkConfigs(of: YamlMapping, qualifier: Reference | null, session: Session): void {
  for (const { arguments: names, of: owner, docs } of functionConfigs) {
    const given = names.flatMap((name) => entryAt(of, name) ?? [])[0];
    if (owner !== "qualifier" || given === undefined || given.value.kind === "null" || qualifier !== null) continue;
    const message = `\`${given.key}\` is of a version or an alias, and the function names neither`;
    session.diagnostics.push(
      error(
        "missing-key",
        given.keySpan,
        message,
        `give the function an \`alias: {name: live}\`, or a \`qualifier\`; see ${docs}`,
      ),
    );
  }
  checkLeast(of, session);
  const [reserved, provisioned] = ["reserved_concurrent_executions", "provisioned_concurrent_executions"].map(
    (name) => entryAt(of, name)?.value,
  );
  if (reserved?.kind !== "number" || provisioned?.kind !== "number" || Number(reserved.text) < 0) return;
  // https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
  if (Number(provisioned.text) <= Number(reserved.text)) return;
  const message = `the function reserves ${reserved.text} executions, and keeps ${provisioned.text} of them ready`;
  session.diagnostics.push(error("value-out-of-range", provisioned.span, message, "write as many as it reserves, or fewer"));
}

/** Environments of managed instances: the least are no more than the most. */
function checkLeast(of: YamlMapping, session: Session): void {
  const [least, most] = ["min", "max"].map((end) => entryAt(of, `function_scaling_config.${end}_execution_environments`)?.value);
  if (least?.kind !== "number" || most?.kind !== "number" || Number(least.text) <= Number(most.text)) return;
  const message = "`min_execution_environments` is more than `max_execution_environments`";
  session.diagnostics.push(error("value-out-of-range", least.span, message, "write the smaller one first"));
}

/** Who may call this kind of function, how it is named, and for how long it may run for a poller. */
export function checkKindCallers(
  of: YamlMapping,
  { push, pull }: { readonly push: readonly PushEntry[]; readonly pull: readonly PullEntry[] },
  qualifier: Reference | null,
  session: Session,
): void {
  for (const kind of kindsOf(of)) {
    const { noun, docs } = kind;
    for (const entry of push) {
      if (kind.push !== undefined && !kind.push.includes(entry.key)) {
        const hint = `${kind.push.map((key) => `\`${key}\``).join(", ")} do; see ${docs}`;
        session.diagnostics.push(
          error("argument-not-allowed", entry.span, `\`${entry.key}\` does not reach a function ${noun}`, hint),
        );
      }
      if (kind.qualified === true && (entry.qualifier ?? qualifier) === null) checkQualified(entry, noun, session);
    }
    for (const entry of pull) {
      if (kind.pull !== undefined)
        session.diagnostics.push(
          error("argument-not-allowed", entry.span, `Lambda polls for no function ${noun}: ${kind.pull.refused}`, `see ${docs}`),
        );
      if (kind.qualified === true && qualifier === null) checkQualified(entry, noun, session);
    }
    checkAwaited(of, kind, [...push.filter(({ key }) => kind.awaited?.push.includes(key)), ...pull], session);
  }
}

function checkQualified(entry: PushEntry | PullEntry, noun: string, session: Session): void {
  const message = `a function ${noun} is invoked by a version or an alias alone, and \`${entry.key}\` would invoke neither`;
  session.diagnostics.push(
    error("missing-key", entry.span, message, "give the function an `alias: {name: live}`, or a `qualifier`"),
  );
}

/** `entries` are those for which it is invoked and waited for. */
function checkAwaited(
  of: YamlMapping,
  { awaited, noun }: FunctionKind,
  entries: readonly { readonly key: string }[],
  session: Session,
): void {
  const [first] = entries;
  const given = awaited === undefined || first === undefined ? undefined : entryAt(of, awaited.argument)?.value;
  if (awaited === undefined || first === undefined || given?.kind !== "number" || Number(given.text) <= awaited.most) return;
  const message = `\`${awaited.argument}\` of a function ${noun} and invoked for \`${first.key}\` takes at most ${awaited.most}: ${awaited.why}`;
  const hint = "shorten it, or let a function in between invoke this one asynchronously";
  session.diagnostics.push(error("value-out-of-range", given.span, message, hint));
}
