import { type GuardArgument, guardArguments } from "../../grants.ts";
import { literal, outlineOf } from "../../iam/arn.ts";
import { matchesPattern } from "../../iam/reference/type-matching.ts";
import { listing } from "../../iam/reference/wording.ts";
import { withoutRegion } from "../../iam/regions.ts";
import { pushSources } from "../../sources/push-sources.ts";
import type { ArnPushSource, PushSource } from "../../sources/source.ts";
import { type Entry, type Part, type Told, told } from "../draft.ts";
import { type Existing, qualifierOf } from "../existing.ts";
import type { StateIndex } from "../found/state-index.ts";
import { type StateResource, text } from "../read-state.ts";
import { beginsWithExpression, holdsExpression } from "../text/texts.ts";
import { knownCallers } from "./known-callers.ts";
import { urlPart } from "./url-part.ts";

/** Who may invoke the function → `push`; `qualifier` is what all of the spec attaches to. */
export function pushPart(existing: Existing, qualifier: string | null, state: StateIndex): Part {
  const url = urlPart(existing, qualifier);
  const findings: Told[] = [...url.findings];
  const entries = existing.permissions.flatMap((permission): readonly Entry[] => {
    if (url.taken.has(permission.address)) return [];
    const own = qualifierOf(permission, existing);
    const beside = own !== null && own !== qualifier ? { qualifier: own } : {};
    const callers = callersOf(permission, existing, state, findings);
    return callers.map((says) => ({ from: permission.address, says: { ...says, ...beside } }));
  });
  return { entries: [...entries, ...url.entries], findings };
}

type Says = Readonly<Record<string, unknown>>;

/** What one permission says; none where that would say less than it guards, or nothing guards it. */
function callersOf(permission: StateResource, existing: Existing, state: StateIndex, findings: Told[]): readonly Says[] {
  const { address, values } = permission;
  const principal = text(values["principal"]) ?? "";
  const [arn, account] = [text(values["source_arn"]), text(values["source_account"])];
  const id = text(values["statement_id"]);
  const beside = id === null ? {} : { statement_id: id };
  const guards = (Object.keys(guardArguments) as GuardArgument[]).filter((name) => text(values[name]) ?? values[name] === true);
  const leave = (kind: Told["kind"], what: string, instead: string | null = null) => {
    findings.push(told(kind, address, what, instead));
    return [];
  };
  // A guard that the entry does not take must not be lost.
  const say = (says: Says, ...takes: readonly GuardArgument[]) => {
    const lost = guards.filter((guard) => !takes.includes(guard));
    return lost.length === 0
      ? [{ ...says, ...beside }]
      : leave("left-out", `it allows ${principal} under ${lost.join(" and ")}, which no key says`);
  };
  if (principal === "") return leave("left-out", "nobody can tell whom it lets in");
  const action = (text(values["action"]) ?? "").toLowerCase();
  if (action === "lambda:invokefunctionurl" && principal === "cloudfront.amazonaws.com" && arn !== null)
    return say({ cloudfront: arn }, "source_arn", "function_url_auth_type");
  if (action !== "lambda:invokefunction") return leave("left-out", `it allows ${text(values["action"])} to ${principal}`);
  if (guards.includes("principal_org_id") && principal === "*")
    return say({ organization: text(values["principal_org_id"]) }, "principal_org_id");
  if (principal === "*" && guards.length === 0) return leave("unguarded", "anybody in AWS may invoke the function");
  if (/^\d{12}$|^arn:/.test(principal)) return say({ account: principal });
  const own = Object.entries(pushSources).filter(([, source]) => isPrincipalOf(source, principal, existing));
  const keyOfKind = (kind: PushSource["kind"]) => own.find(([, source]) => source.kind === kind)?.[0];
  const [tokenKey, accountKey] = [keyOfKind("token"), keyOfKind("source-account")];
  if (tokenKey !== undefined && guards.includes("event_source_token"))
    return say({ [tokenKey]: text(values["event_source_token"]) }, "event_source_token");
  if (accountKey !== undefined && arn === null && account !== null) return say({ [accountKey]: account }, "source_account");
  if (own.length === 0 && guards.length > 0)
    return say(
      { service: principal, ...(arn !== null && { source_arn: arn }), ...(account !== null && { source_account: account }) },
      "source_arn",
      "source_account",
    );
  if (arn !== null) {
    const says = sourceSays(own, arn, account, existing, state);
    if (says === null && beginsWithExpression(arn)) {
      const keys = own.flatMap(([key, { kind }]) => (kind === "arn" ? [key] : []));
      const which = keys.length > 1 && holdsExpression(arn) ? `which of ${listing(keys)} that is` : "what that is";
      return leave("left-out", `it allows ${principal} for ${arn}, and only Terraform knows ${which}`);
    }
    if (says === null) return leave("left-out", `it allows ${principal} for ${arn}, an ARN that ${principal} does not send`);
    if (says.lacksAccount)
      findings.push(
        told(
          "unguarded",
          address,
          `${arn} without an account: whoever takes its name may invoke the function`,
          "the function's own account as source_account",
        ),
      );
    return say(says.says, "source_arn", "source_account");
  }
  if (guards.some((guard) => guard !== "source_account")) return say({});
  // Nothing says which one calls; what the state has of who calls does.
  const what = `${account === null ? `anybody's ${principal}` : `any ${principal} of the account ${account}`} may invoke the function`;
  const found = knownCallers(existing, principal, state).flatMap((one) => sourceSays(own, one, account, existing, state) ?? []);
  if (found.length === 0) return leave("unguarded", `${what}, and nothing here tells which one does`);
  leave("unguarded", what, found.map(({ says }) => Object.values(says)[0]).join(", "));
  return found.map(({ says }, index) => (index === 0 ? { ...says, ...beside } : says));
}

/** A source by its key; `lacksAccount` where it needs one that the permission does not have. */
function sourceSays(
  own: readonly (readonly [string, PushSource])[],
  arn: string,
  account: string | null,
  { home }: Existing,
  state: StateIndex,
): { readonly says: Says; readonly lacksAccount: boolean } | null {
  const key = keyOf(own, arn, state);
  const source = key === null ? undefined : pushSources[key];
  if (key === null || source?.kind !== "arn") return null;
  const { guard } = source;
  const implied =
    account === null || outlineOf(literal(arn))?.account === account || (guard === "arn+account" && account === home.account);
  return {
    says: { [key]: bareOf(source, arn), ...(!implied && { source_account: account }) },
    lacksAccount: guard === "arn+account" && account === null,
  };
}

function isPrincipalOf(source: PushSource, principal: string, { home }: Existing): boolean {
  if (!("principal" in source) || source.kind === "role") return false;
  return [principal, withoutRegion(principal)].includes(source.principal.replace("${Region}", home.region));
}

/** The key whose ARNs look like this one; of the keys of API Gateway, the one whose API it is. */
function keyOf(own: readonly (readonly [string, PushSource])[], arn: string, state: StateIndex): string | null {
  if (holdsExpression(arn)) return onlyKey(own);
  const outline = outlineOf(literal(arn));
  if (outline === null) return null;
  const keys = own.flatMap(([key, source]) => (source.kind === "arn" && isFormOf(source, arn) ? [key] : []));
  if (outline.service !== "execute-api") return keys[0] ?? null;
  const [api = "", second] = outline.resource.split("/");
  if (second === "authorizers") return "authorizer";
  const found = state
    .at(api)
    .find(({ type, values }) => /^aws_api(gatewayv2_api|_gateway_rest_api)$/.test(type) && values["id"] === api);
  const kind =
    found?.type === "aws_apigatewayv2_api"
      ? found.values["protocol_type"] === "WEBSOCKET"
        ? "websocket"
        : "httpapi"
      : "apigateway";
  return own.some(([key]) => key === kind) ? kind : null;
}

/** The key of a service that sends ARNs of one kind, and nothing behind them: whatever an expression is, it is that. */
function onlyKey(own: readonly (readonly [string, PushSource])[]): string | null {
  const [first, ...others] = own.filter(([, { kind }]) => kind === "arn");
  return first?.[1].kind === "arn" && others.length === 0 && first[1].suffix === undefined ? first[0] : null;
}

function isFormOf(source: ArnPushSource, arn: string): boolean {
  const [service = ""] = (source.types[0] ?? "").split("/");
  const outline = outlineOf(literal(bareOf(source, arn)));
  return outline !== null && source.forms.some((form) => matchesPattern(outline, service, form.arn));
}

/** The ARN that people know, without what the service sends behind it. */
function bareOf({ suffix = "" }: ArnPushSource, arn: string): string {
  return suffix !== "" && arn.endsWith(suffix) ? arn.slice(0, -suffix.length) : arn;
}
