import type { Condition, FunctionGrants, InvokerRole, Reference, Statement } from "../grants.ts";
import { join, literal, textOf } from "../iam/arn.ts";
import { mergeStatements } from "../iam/policy/merge-statements.ts";
import { shorten } from "../iam/shorten.ts";
import type { RoleGrant, RolePushSource } from "../sources/source.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { invokerLabel, sharesRole } from "../spec/together/claimed-addresses.ts";
import { argumentAt, isReference } from "../spec/values/value.ts";
import { compareText } from "../text-order.ts";
import { checksOnce, policyChecks, roleChecks } from "./checks.ts";
import { causeOf, qualifierOfEntry } from "./push-grants.ts";
import { trustIn } from "./role/execution-role-grants.ts";
import { allow } from "./role-statements.ts";

/**
 * The role of a service that invokes with one: it may invoke this function and nothing else, and only that service may assume it. Of a
 * role that is managed elsewhere, what it may do for this function.
 */
export function invokersOf(spec: Spec, entry: PushEntry, arn: Reference): readonly InvokerRole[] {
  const { source, caller } = entry;
  if (source.kind !== "role" || caller.kind !== "role") return [];
  const cause = causeOf("push", entry);
  const { existing } = caller;
  const shared = sharesRole(entry);
  const key = `push.${entry.key}`;
  // In a role of several functions, each statement says whose it is, and why.
  const own = shared ? { key: `push.${entry.key} of ${textOf(spec.name)}`, why: entry.why } : { key, why: null };
  const conditions = guardOf(source, caller.arn, spec);
  const statements = mergeStatements([
    ...source.grants.map((grant) => {
      const of = grant.on.includes("*") ? { key, why: null } : own;
      return allow(of.key, of.why ?? grant.why, grant.actions, resourcesOf(grant, arn, qualifierOfEntry(spec, entry)));
    }),
    ...impliedStatements(key, source, entry),
  ]);
  const trust = existing === null ? [trustIn([source.principal], conditions)] : [];
  const unguarded = "the service sends nothing that could guard this role";
  const why = shared ? null : cause.why;
  return [
    {
      existing: existing?.name ?? null,
      shared,
      provider: spec.settings.provider,
      label: invokerLabel(spec, entry),
      name: shared ? sharedName(spec, entry.label) : roleName(spec.name, ownLabel(spec, entry)),
      arguments:
        existing === null
          ? spec.role.arguments.filter(({ name }) => ["path", "permissions_boundary", "tags"].includes(name))
          : [],
      trust,
      statements,
      checks: { trust: roleChecks(trust, spec, source), policy: policyChecks(statements, spec) },
      cause:
        source.sends === "nothing" ? { ...cause, why: why === null ? unguarded : `${why}; ${unguarded}` } : { ...cause, why },
    },
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function guardOf({ sends }: RolePushSource, arn: Reference, { settings: { home } }: Spec): readonly Condition[] {
  const equals = (variable: string): Condition => ({ operator: "StringEquals", variable, values: [home.account] });
  switch (sends) {
    case "account+arn":
      return [{ operator: "ArnLike", variable: "aws:SourceArn", values: [arn] }, equals("aws:SourceAccount")];
    case "account":
      return [equals("aws:SourceAccount")];
    case "external-id":
      return [equals("sts:ExternalId")];
    case "nothing":
      return [];
  }
}

/** Grants on what an argument of the subscription names. */
function impliedStatements(key: string, { implied }: RolePushSource, { subscription }: PushEntry): readonly Statement[] {
  return (implied ?? []).flatMap(({ argument, actions, why }) => {
    const on = argumentAt(subscription?.arguments ?? [], argument);
    return isReference(on) ? [allow(key, why, actions, [on])] : [];
  });
}

function resourcesOf({ on }: RoleGrant, arn: Reference, qualifier: Reference | null): readonly Reference[] {
  return on.map((what) => {
    if (what === "*") return literal("*");
    if (qualifier !== null) return join(arn, ":", qualifier);
    return { function: arn, latest: join(arn, ":$LATEST"), versions: join(arn, ":*") }[what];
  });
}

/** The role of a source that has one for all functions: of the stack, and of nothing that changes with the functions. */
function sharedName({ source, settings: { affixes } }: Spec, label: string): Reference {
  const folders = source.split("/").slice(1, -1);
  const words = [...folders.map((folder) => folder.replaceAll(/[^\w+=,.@-]+/g, "-")), label.replaceAll("_", "-")];
  return atMost(join(affixes.prefix ?? "", words.join("-"), affixes.suffix ?? ""));
}

/** The roles of the stack that several functions have a share in, whole. */
export function sharedInvokers(functions: readonly FunctionGrants[]): readonly InvokerRole[] {
  const byLabel = new Map<string, InvokerRole[]>();
  for (const share of functions.flatMap(({ invokers }) => invokers.filter(({ shared }) => shared)))
    byLabel.set(share.label, [...(byLabel.get(share.label) ?? []), share]);
  return [...byLabel]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, shares]) => {
      const [first] = shares;
      if (first === undefined) return [];
      return [
        {
          ...first,
          // Its path and its boundary are the same in all; a tag that one function's role alone has is not the source's.
          arguments: first.arguments.filter((argument) =>
            shares.every((share) => share.arguments.some((other) => JSON.stringify(other) === JSON.stringify(argument))),
          ),
          statements: mergeStatements(shares.flatMap(({ statements }) => statements)),
          checks: {
            trust: checksOnce(shares.flatMap(({ checks }) => checks.trust)),
            policy: checksOnce(shares.flatMap(({ checks }) => checks.policy)),
          },
        },
      ];
    });
}

/** What stands behind the function's own label. */
function ownLabel({ label }: Spec, entry: PushEntry): string {
  return invokerLabel({ label }, entry).slice(label.length + 1);
}

/** What a function asks of one role that is managed elsewhere is one policy, however many entries ask for it. */
export function withOneAttached(invokers: readonly InvokerRole[]): readonly InvokerRole[] {
  const attached = (of: InvokerRole) => invokers.filter(({ existing, label }) => existing !== null && label === of.label);
  return invokers.flatMap((of): readonly InvokerRole[] => {
    if (of.existing === null) return [of];
    const [first] = attached(of);
    if (first !== of) return [];
    const all = attached(of);
    const statements = mergeStatements(all.flatMap((one) => one.statements));
    return [{ ...of, statements, checks: { trust: [], policy: checksOnce(all.flatMap(({ checks }) => checks.policy)) } }];
  });
}

function roleName(name: Reference, label: string): Reference {
  return atMost(join(name, `-${label.replaceAll("_", "-")}`));
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: at most 64 characters. */
function atMost(whole: Reference): Reference {
  return whole.kind === "literal" ? literal(shorten(whole.text, 64, "-")) : whole;
}
