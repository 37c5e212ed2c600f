import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import type { Reference } from "../grants.ts";
import { dependentNeeds } from "../iam/actions/dependents.ts";
import { textOf } from "../iam/arn.ts";
import { functionTargets } from "../sources/targets.ts";
import { readEnv, withValues } from "./env/env.ts";
import { readActions } from "./function/action-entry.ts";
import { readFunction } from "./function/function.ts";
import { type CodePlace, readCode, warnStaleCode, withCode } from "./function/function-code.ts";
import { checkKindCallers, withoutRefusedDefaults } from "./function/kind-checks.ts";
import { checkRoleCreatedFirst } from "./function/lifecycle.ts";
import { findLogLoops, readLogs } from "./function/log-group.ts";
import { isTrue, listAt, mappingAt, scalarAt } from "./language/at-key.ts";
import { checkKeys, checkShape } from "./language/check-shape.ts";
import { functionKeys, specKeys } from "./language/language.ts";
import { checkTimeout } from "./pull/pull-checks.ts";
import { readPull } from "./pull/pull-entry.ts";
import { checkUrls } from "./push/function-url.ts";
import { readPush } from "./push/push-entry.ts";
import { checkReplication } from "./push/replication.ts";
import { isReason } from "./reason.ts";
import { readRole } from "./role/execution-role.ts";
import { ofFunction, type Settings } from "./settings.ts";
import type { PushEntry, Spec } from "./spec.ts";
import { duplicateLabels, findAddressClashes, findDuplicates } from "./together/duplicates.ts";
import { newerThanOldest } from "./together/newer-provider.ts";
import { withoutKinds } from "./values/target-value.ts";
import type { Session } from "./values/value.ts";
import { readVpcOwner } from "./vpc-owner.ts";
import { entryOf, layered, type Node, type Scalar, type YamlMapping } from "./yaml/yaml-node.ts";

export interface Checked {
  /** Null where a mistake leaves no function to speak of. */
  readonly spec: Spec | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one document of a spec file: everything that can be wrong with it alone, in one go. */
export function checkDocument(document: YamlMapping, source: string, ofStack: Settings, place: CodePlace): Checked {
  const diagnostics: Diagnostic[] = [];
  const settings = ofFunction(ofStack, mappingAt(document, "function"), diagnostics);
  const variables = new Set<string>(settings.variables);
  const { home, allowances, affixes } = settings;
  const session: Session = { home, diagnostics, variables, told: new Map(), allowances, affixes };
  const own = entryOf(document, "function")?.value;
  const start: Span = { ...document.span, endLine: document.span.line, endColumn: document.span.column + 1 };
  diagnostics.push(...checkKeys(document, specKeys, "", start));
  if (own !== undefined && own.kind !== "mapping")
    diagnostics.push(...checkShape(own, { kind: "object", keys: functionKeys }, "function"));

  const given = withDefaults(document, settings, session);
  const code = readCode(given.code, given.function, place, session);
  // Where the code is may say what kind of function it is.
  const asked = mappingAt(document, "function");
  const coded = code.function === undefined || asked === undefined ? code.function : withoutRefusedDefaults(code.function, asked);
  const env = readEnv(document, coded, session);
  const merged = { ...given, function: env.function };
  const of = merged.function === undefined ? null : readFunction(merged.function, code.isElsewhere, session);
  if (merged.function !== undefined && !isTrue(merged.function, "existing"))
    diagnostics.push(...warnStaleCode(merged.function, code));
  const nameNode: Scalar | undefined = scalarAt(merged.function, "name");
  const role = readRole(
    merged.role,
    entryOf(document, "role")?.value,
    of === null || nameNode === undefined ? null : { name: of.name, span: nameNode.span },
    session,
  );
  if (of !== null && role !== null) diagnostics.push(...checkRoleCreatedFirst(of, role));
  const logs = readLogs(merged.logs, entryOf(document, "logs")?.value, session);
  const pushed = (listAt(document, "push")?.items ?? []).flatMap((item) => readPush(item, session) ?? []);
  const push = pushed.map((entry) => withoutOwnQualifier(entry, of?.qualifier ?? null));
  const pull = (listAt(document, "pull")?.items ?? []).flatMap((item) => readPull(item, session) ?? []);
  const read = [...env.actions, ...(listAt(document, "actions")?.items ?? []).flatMap((item) => readActions(item, session))];
  const actions = read.map(({ entry }) => entry);
  diagnostics.push(...dependentNeeds(read.map(({ asked }) => asked)));
  if (settings.requireWhy) diagnostics.push(...missingReasons([...push, ...pull, ...actions]));
  diagnostics.push(
    ...findDuplicates(push, pull, read, home.account),
    ...duplicateLabels(role?.managedPolicies ?? [], "role.managed_policies"),
  );
  const vpcOwner = readVpcOwner(merged.function, document, pull, session);
  checkTimeout(pull, merged.function, session);
  if (merged.function !== undefined) checkKindCallers(merged.function, { push, pull }, of?.qualifier ?? null, session);
  for (const entry of pushed) checkReplication(entry, merged.function, session);
  diagnostics.push(...checkUrls(push, of?.qualifier ?? null));
  const deny = merged.role?.kind === "mapping" ? entryOf(merged.role, "deny_network_interfaces_to_code") : undefined;
  const outside = merged.function !== undefined && entryOf(merged.function, "vpc_config") === undefined;
  // A stack may ask it of all its functions; it says something of those in a VPC.
  if (deny?.keySpan.file === document.span.file && role?.denyNetworkInterfaces === true && outside) {
    const message = "the role of a function outside a VPC has no network permissions to deny";
    diagnostics.push(error("argument-not-allowed", deny.keySpan, message, "remove the line, or add `vpc_config`"));
  }
  const approvals = (mappingAt(document, "approvals")?.entries ?? []).flatMap(({ key, keySpan, value }) =>
    value.kind === "text" || value.kind === "number" ? [{ name: key, reason: value.text, span: keySpan }] : [],
  );
  diagnostics.push(...approvals.flatMap(unreasoned));
  if (of === null || role === null || nameNode === undefined) return { spec: null, diagnostics };
  const newer = newerThanOldest(merged, document, { push, pull });
  const spec: Spec = {
    ...of,
    ...withCode({ ...of, arguments: withValues(of.arguments, env.values) }, code),
    document,
    source,
    settings,
    span: nameNode.span,
    role,
    logs,
    approvals,
    push: pushed,
    pull,
    vpcOwner,
    actions,
    told: session.told,
    variables: [...variables],
    newer,
  };
  diagnostics.push(...findAddressClashes(spec), ...findLogLoops(spec));
  return { spec, diagnostics };
}

/** An entry for the function's own alias or version is as one that names none: it waits for the alias, where that is emitted. */
function withoutOwnQualifier(entry: PushEntry, own: Reference | null): PushEntry {
  return entry.qualifier !== null && own !== null && textOf(entry.qualifier) === textOf(own)
    ? { ...entry, qualifier: null }
    : entry;
}

/** The document's parts over the stack's defaults; what somebody else manages takes no defaults. */
function withDefaults(
  document: YamlMapping,
  { defaults }: Settings,
  session: Session,
): { function: YamlMapping | undefined; code: Node | undefined; role: Node | undefined; logs: Node | undefined } {
  const own = mappingAt(document, "function");
  const code = entryOf(document, "code")?.value;
  const role = entryOf(document, "role")?.value;
  const logs = entryOf(document, "logs")?.value;
  const elsewhere = isTrue(own, "existing");
  const merged = own === undefined || elsewhere ? own : layered(defaults.function, own);
  return {
    function:
      merged?.kind === "mapping" && own !== undefined
        ? withoutKinds(withoutRefusedDefaults(merged, own), functionTargets, session)
        : undefined,
    code: elsewhere ? code : layered(defaults.code, code),
    role: role?.kind === "mapping" && entryOf(role, "existing") !== undefined ? role : layered(defaults.role, role),
    // Whoever manages the function manages its log group, unless the spec says otherwise.
    // `logs: true` asks for what the stack gives.
    logs: elsewhere
      ? logs
      : (layered(defaults.logs, logs?.kind === "boolean" && logs.flag === true ? defaults.logs : logs) ?? logs),
  };
}

/** An approval is its reason: without one nobody has approved. */
function unreasoned({ name, reason, span }: Spec["approvals"][number]): readonly Diagnostic[] {
  if (isReason(name) && isReason(reason)) return [];
  const [message, hint] = isReason(name)
    ? [`\`${name}\` takes the reason why it is approved`, `write who allowed it, and why: \`${name}: SEC-1234\``]
    : ["an approval has the name that a rule asks for", "write what the rule of rules.yaml has under `unless`"];
  return [error("missing-why", span, message, hint)];
}

function* missingReasons(entries: readonly { readonly why: string | null; readonly span: Span }[]): Generator<Diagnostic> {
  for (const { why, span } of entries) {
    if (!isReason(why))
      yield error("missing-why", span, "this stack asks every entry for its reason", "add `why:`, a sentence for the reviewer");
  }
}
