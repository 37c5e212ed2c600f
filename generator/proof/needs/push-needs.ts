import { type Condition, type GuardArgument, guardArguments, type Reference } from "../../grants.ts";
import { type Home, join, literal, splitArn, textOf } from "../../iam/arn.ts";
import { isAccountId } from "../../iam/forms.ts";
import { optInRegions } from "../../iam/regions.ts";
import type { ArnPushSource, RoleGrant, RolePushSource } from "../../sources/source.ts";
import type { PushEntry, Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import { invoked, type RoleNeeds } from "../function-needs.ts";
import { roleKey } from "../read/read-output.ts";
import type { Rule } from "../rule.ts";
import { assume, boundaryOf, composedArn, filledPattern, needsOfRole, placeOf } from "./write-needs.ts";

/** Who may invoke a function: by a permission, or through a role of the service. */

/** The role that the source's service assumes, where it invokes with one. */
export function invokerRoles(spec: Spec, entry: PushEntry): readonly RoleNeeds[] {
  const { source, caller } = entry;
  if (source.kind !== "role") return [];
  const existing = caller.kind === "role" ? caller.existing : null;
  const cause = causeOf(entry);
  const place = placeOf(entry.span);
  // A state machine takes one role for all functions that it calls.
  const made = source.oneRole ? entry.label : `${spec.label}_${entry.label}`;
  const key = existing === null ? `role ${made}` : roleKey(existing.name);
  const asked = (source.implied ?? []).flatMap(({ argument, actions }) => {
    const value = entry.subscription === null ? undefined : argumentAt(entry.subscription.arguments, argument);
    return isReference(value) ? needsOfRole(actions, [value], cause, place) : [];
  });
  return [
    {
      key,
      runsWith: key,
      label: existing === null ? made : spec.label,
      elsewhere: existing?.arn ?? null,
      trust: existing === null ? [assume(`service ${source.principal}`, sentWith(source, spec, entry), cause, place)] : null,
      // A team that limits its roles limits this one, too.
      boundary: existing === null ? boundaryOf(spec) : null,
      managedPolicies: [],
      rules: [
        ...source.grants.flatMap((grant) => needsOfRole(grant.actions, invokedBy(grant, spec, entry), cause, place)),
        ...asked,
      ],
    },
  ];
}

/** What the service sends when it assumes the role, by the table. */
function sentWith({ sends }: RolePushSource, { settings }: Spec, { caller }: PushEntry): readonly Condition[] {
  const sent: Readonly<Record<RolePushSource["sends"], readonly string[]>> = {
    "account+arn": ["aws:SourceArn", "aws:SourceAccount"],
    account: ["aws:SourceAccount"],
    "external-id": ["sts:ExternalId"],
    nothing: [],
  };
  const arn = "arn" in caller && caller.arn !== null ? caller.arn : literal("");
  return sent[sends].map((variable) =>
    variable === "aws:SourceArn"
      ? { operator: "ArnLike", variable, values: [arn] }
      : { operator: "StringEquals", variable, values: [settings.home.account] },
  );
}

/** A role for one alias or version invokes that alone. */
function invokedBy({ on }: RoleGrant, spec: Spec, entry: PushEntry): readonly Reference[] {
  const arn = composedArn(spec);
  const qualifier = entry.qualifier ?? spec.qualifier;
  const found = on.map((what): Reference => {
    if (what === "*") return literal("*");
    if (qualifier !== null) return join(arn, ":", qualifier);
    return what === "function" ? arn : join(arn, what === "latest" ? ":$LATEST" : ":*");
  });
  return [...new Map(found.map((reference) => [textOf(reference), reference])).values()];
}

/** Who is asked to be let in, and all that must be said of the call. */
interface Call {
  readonly by: Reference;
  readonly said: Readonly<Partial<Record<GuardArgument, Reference>>>;
  /** How the call comes: to the function, to its URL, or to the function through its URL. */
  readonly how: "call" | "url" | "through url";
}

/** What the resource policy of the function must let in for an entry. */
export function invocations(spec: Spec, entry: PushEntry): readonly Rule[] {
  return callsOf(entry, spec).map(({ by, said, how }): Rule => {
    const all: Readonly<Partial<Record<GuardArgument, Reference>>> =
      how === "through url" ? { ...said, invoked_via_function_url: literal("true") } : said;
    return {
      effect: "Allow",
      principal: textOf(by),
      action: how === "url" ? "lambda:InvokeFunctionUrl" : "lambda:InvokeFunction",
      resource: invoked(spec.name, entry.qualifier ?? spec.qualifier),
      conditions: Object.entries(all).map(([argument, value]) => {
        const { operator, variable } = guardArguments[argument as GuardArgument];
        return { operator, variable, values: [value] };
      }),
      sid: null,
      cause: causeOf(entry),
      place: placeOf(entry.span),
    };
  });
}

function callsOf({ source, caller }: PushEntry, spec: Spec): readonly Call[] {
  const { home } = spec.settings;
  const account =
    "account" in caller && caller.account !== null ? (caller.account === "self" ? home.account : caller.account) : null;
  const arn = "arn" in caller ? caller.arn : null;
  const call = (by: Reference, said: Call["said"]): readonly Call[] => [{ by, said, how: "call" }];
  switch (source.kind) {
    case "role":
      return [];
    case "arn": {
      if (arn === null) return [];
      const whose = account ?? (source.guard === "arn" ? null : accountIn(arn, home.account));
      const said = { source_arn: join(arn, source.suffix ?? ""), ...(whose !== null && { source_account: whose }) };
      const by = regional(source, textOf(arn).split(":")[3] ?? "", home) ?? filledPattern(source.principal, home);
      return source.throughUrl === true ? throughUrl(by, said, said) : call(by, said);
    }
    case "service":
      return caller.kind !== "service"
        ? []
        : call(literal(caller.principal), {
            ...(arn !== null && { source_arn: arn }),
            ...(account !== null && { source_account: account }),
          });
    case "source-account":
      return account === null ? [] : call(literal(source.principal), { source_account: account });
    case "token":
      return caller.kind === "token" ? call(literal(source.principal), { event_source_token: caller.token }) : [];
    case "account":
      return caller.kind === "principal" ? call(known(caller.principal, home), {}) : [];
    case "organization":
      return caller.kind === "organization" ? call(literal("*"), { principal_org_id: caller.organization }) : [];
    case "url": {
      // The URL that is made says whom it asks for a signature.
      const type = caller.kind === "url" ? argumentAt(caller.arguments, "authorization_type") : undefined;
      if (caller.kind !== "url" || !isReference(type)) return [];
      const by = textOf(type) === "NONE" ? literal("*") : caller.principal && known(caller.principal, home);
      return by === null ? [] : throughUrl(by, { function_url_auth_type: type }, {});
    }
  }
}

/** How AWS's answer writes a principal: an account, however it was given, by its root. */
function known(principal: Reference, home: Home): Reference {
  const whole = /^\d{12}$/.test(textOf(principal)) || (principal.kind === "expression" && isAccountId(principal));
  return whole ? join("arn:", home.partition, ":iam::", principal, ":root") : principal;
}

/** What a service calls itself between two regions, where accounts opt into the function's or its own; null everywhere else. */
function regional({ betweenRegions }: ArnPushSource, from: string, { region }: Home): Reference | null {
  if (betweenRegions === undefined || region.kind !== "literal" || region.text === from || !/^[a-z\d-]+$/.test(from)) return null;
  const into = optInRegions.has(region.text) ? region.text : from;
  return optInRegions.has(into) ? literal(betweenRegions.principal.replace("${Region}", into)) : null;
}

/** A call of the URL asks for two permissions. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
function throughUrl(by: Reference, ofUrl: Call["said"], ofFunction: Call["said"]): readonly Call[] {
  return [
    { by, said: ofUrl, how: "url" },
    { by, said: ofFunction, how: "through url" },
  ];
}

/** Whose the source is: as its ARN says, else this account's. */
function accountIn(arn: Reference, own: Reference): Reference {
  const named = splitArn(arn)?.[3] ?? literal("");
  return named.kind === "literal" && named.text === "" ? own : named;
}

function causeOf({ key, name }: PushEntry): string {
  return `push.${key} ${name}`.trimEnd();
}
