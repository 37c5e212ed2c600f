import type { Guards, Permission, Reference } from "../grants.ts";
import { fillArn, type Home, isLiteral, join, literal, outlineOf, splitArn, textOf } from "../iam/arn.ts";
import { isAccountId } from "../iam/forms.ts";
import { optInRegions, partitionOf } from "../iam/regions.ts";
import type { ArnPushSource } from "../sources/source.ts";
import type { Account, Caller, PushEntry, Spec } from "../spec/spec.ts";
import { suffixesOf } from "../spec/together/claimed-addresses.ts";
import { permissionChecks } from "./checks.ts";
import { hostOf } from "./order.ts";
import { causeOf, qualifierOfEntry } from "./push-grants.ts";

/** The statements of the function's resource policy: who may invoke it, under which guard. */

/** What tells the permissions of one entry apart. */
interface Allowed {
  readonly action: string;
  readonly principal: Reference;
  readonly guards: Guards;
}

/** The statements of the function's resource policy that an entry asks for; none where the service invokes with a role. */
export function permissionsOf(spec: Spec, entry: PushEntry, dependsOn: readonly string[]): readonly Permission[] {
  const suffixes = suffixesOf(entry);
  return allowedBy(spec, entry).map((allowed, index) => ({
    ...allowed,
    label: `${spec.label}_${entry.label}${suffixes[index] ?? ""}`,
    statementId: join(entry.statementId, suffixes[index] ?? ""),
    qualifier: qualifierOfEntry(spec, entry),
    checks: permissionChecks(allowed, entry),
    dependsOn,
    replacedWith: hostOf(spec, qualifierOfEntry(spec, entry)),
    cause: causeOf("push", entry),
  }));
}

function allowedBy(spec: Spec, { source, caller }: PushEntry): readonly Allowed[] {
  switch (caller.kind) {
    case "arn":
      return source.kind === "arn" ? ofArn(source, caller, spec) : [];
    case "role":
      // The service assumes a role, and the role is what invokes.
      return [];
    case "token":
      return [invoke(principalOf(source), { event_source_token: caller.token })];
    case "account":
      return [invoke(principalOf(source), { source_account: accountOf(caller.account, spec) })];
    case "principal":
      return [invoke(callerOf(caller.principal, spec.settings.home), {})];
    case "organization":
      return [invoke(literal("*"), { principal_org_id: caller.organization })];
    case "service":
      return [
        invoke(literal(caller.principal), {
          ...(caller.arn !== null && { source_arn: caller.arn }),
          ...(caller.account !== null && { source_account: accountOf(caller.account, spec) }),
        }),
      ];
    case "url":
      return ofUrl(caller, spec.settings.home);
  }
}

function ofArn(source: ArnPushSource, { arn, account }: Extract<Caller, { kind: "arn" }>, spec: Spec): readonly Allowed[] {
  const principal = callingPrincipal(source, arn, spec.settings.home);
  const given = account === null ? null : accountOf(account, spec);
  const own = source.guard === "arn+account" ? ownerOf(arn, spec) : null;
  const sourceAccount = given ?? own;
  const guards: Guards = {
    source_arn: join(arn, source.suffix ?? ""),
    ...(sourceAccount !== null && { source_account: sourceAccount }),
  };
  return source.throughUrl === true ? pair(principal, guards, guards) : [invoke(principal, guards)];
}

/** Between regions, a service may call as the one that a region to opt into has. */
function callingPrincipal({ principal, betweenRegions }: ArnPushSource, arn: Reference, home: Home): Reference {
  const there = outlineOf(arn)?.region ?? "";
  const here = isLiteral(home.region) ? home.region.text : "";
  const optedInto = [here, there].find((region) => optInRegions.has(region));
  const crosses = partitionOf(there) !== null && there !== here;
  return betweenRegions !== undefined && crosses && optedInto !== undefined
    ? fillArn(betweenRegions.principal, { ...home, region: literal(optedInto) }, {})
    : fillArn(principal, home, {});
}

/** NONE opens the URL to the world; callers of the same account need no permission but their own. */
function ofUrl({ authorization, principal }: Extract<Caller, { kind: "url" }>, home: Home): readonly Allowed[] {
  const named = principal === null ? null : callerOf(principal, home);
  const who = authorization === "NONE" ? literal("*") : named;
  return who === null ? [] : pair(who, { function_url_auth_type: literal(authorization) }, {});
}

/**
 * What a call of the function's URL needs since October 2025: both permissions, the second for such calls alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
function pair(principal: Reference, guards: Guards, ofInvoke: Guards): readonly Allowed[] {
  return [
    { action: "lambda:InvokeFunctionUrl", principal, guards },
    invoke(principal, { ...ofInvoke, invoked_via_function_url: true }),
  ];
}

function invoke(principal: Reference, guards: Guards): Allowed {
  return { action: "lambda:InvokeFunction", principal, guards };
}

/**
 * A whole account by the ARN that AWS keeps for it: with a bare id, the provider makes the permission anew at every apply.
 * https://github.com/hashicorp/terraform-provider-aws/issues/30722
 */
function callerOf(principal: Reference, home: Home): Reference {
  const isAccount = isLiteral(principal) ? /^\d{12}$/.test(principal.text) : isAccountId(principal);
  return isAccount ? fillArn("arn:${Partition}:iam::${Account}:root", { ...home, account: principal }, {}) : principal;
}

function principalOf(source: PushEntry["source"]): Reference {
  return literal("principal" in source ? source.principal : "");
}

function accountOf(account: Account, { settings: { home } }: Spec): Reference {
  return account === "self" ? home.account : account;
}

/** The account that the ARN names, else the stack's own. */
function ownerOf(arn: Reference, { settings: { home } }: Spec): Reference {
  const account = splitArn(arn)?.[3];
  return account === undefined || textOf(account) === "" ? home.account : account;
}
