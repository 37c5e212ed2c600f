import { literal, outlineOf } from "../../iam/arn.ts";
import { matchesPattern } from "../../iam/reference/type-matching.ts";
import { pushSources } from "../../sources/push-sources.ts";
import type { ArnPushSource, PushSource } from "../../sources/source.ts";
import { urlArguments } from "../../spec/language/language.ts";
import { type Entry, type Part, type Told, told } from "../draft.ts";
import { type Existing, qualifierOf } from "../existing.ts";
import { type StateResource, text } from "../read-state.ts";
import { knownCallers } from "./known-callers.ts";
import { saidArguments } from "./said-arguments.ts";

/** Who may invoke the function → `push`. */
export function pushPart(existing: Existing, alias: StateResource | null, state: readonly StateResource[]): Part {
  const findings: Told[] = [];
  const url = existing.beside.find(({ type }) => type === "aws_lambda_function_url");
  const entries = existing.permissions.flatMap((permission): readonly Entry[] => {
    const says = caller(permission, existing, state, url !== undefined, findings);
    if (says === null) return [];
    const qualifier = qualifierOf(permission, existing);
    const own = qualifier !== null && qualifier !== text(alias?.values["name"]) ? { qualifier } : {};
    return says.map((one) => ({ from: permission.address, says: { ...one, ...own } }));
  });
  return { entries: [...entries, ...urlEntries(url, findings)], findings };
}

function urlEntries(url: StateResource | undefined, findings: Told[]): readonly Entry[] {
  if (url === undefined) return [];
  const open = url.values["authorization_type"] === "NONE";
  const { arguments: given } = saidArguments(url.values, url.sensitive, urlArguments, { invoke_mode: "BUFFERED" });
  if (open)
    findings.push(
      told("unguarded", url.address, "the whole world may call the function by its URL", "the same, with a `why` to be written"),
    );
  return [{ from: url.address, says: { url: given, ...(open && { why: "it was open when it was adopted" }) } }];
}

type Says = Readonly<Record<string, unknown>>;

function caller(
  permission: StateResource,
  existing: Existing,
  state: readonly StateResource[],
  hasUrl: boolean,
  findings: Told[],
): readonly Says[] | null {
  const { address, values } = permission;
  const [principal = "", arn, account, id] = ["principal", "source_arn", "source_account", "statement_id"].map(
    (name) => text(values[name]) ?? undefined,
  );
  const action = (text(values["action"]) ?? "").toLowerCase();
  const beside = { ...(id !== undefined && { statement_id: id }) };
  const leave = (kind: Told["kind"], what: string, instead: string | null = null) => {
    findings.push(told(kind, address, what, instead));
    return null;
  };
  if (action === "lambda:invokefunctionurl" && principal === "*" && hasUrl) return null;
  if (action === "lambda:invokefunctionurl" && principal === "cloudfront.amazonaws.com" && arn !== undefined)
    return [{ cloudfront: arn, ...beside }];
  if (action !== "lambda:invokefunction") return leave("left-out", `it allows ${text(values["action"])} to ${principal}`);
  const organization = text(values["principal_org_id"]);
  if (organization !== null && principal === "*") return [{ organization, ...beside }];
  if (organization !== null) return leave("left-out", `it allows ${principal} under the organization ${organization}`);
  if (principal === "*") return leave("unguarded", "anybody in AWS may invoke the function");
  if (/^\d{12}$|^arn:/.test(principal)) return [{ account: principal, ...beside }];
  const token = text(values["event_source_token"]);
  const own = Object.entries(pushSources).filter(([, source]) => isPrincipalOf(source, principal, existing));
  if (token !== null) {
    const key = own.find(([, { kind }]) => kind === "token")?.[0];
    return key === undefined ? leave("left-out", `it allows ${principal} with a token`) : [{ [key]: token, ...beside }];
  }
  const foreign = account !== undefined && account !== existing.home.account ? { source_account: account } : {};
  if (own.length === 0) {
    if (arn === undefined && account === undefined) return leave("unguarded", `anybody's ${principal} may invoke the function`);
    return [
      {
        service: principal,
        ...(arn !== undefined && { source_arn: arn }),
        ...(account !== undefined && { source_account: account }),
        ...beside,
      },
    ];
  }
  const accountKey = own.find(([, { kind }]) => kind === "source-account")?.[0];
  if (accountKey !== undefined && arn === undefined && account !== undefined) return [{ [accountKey]: account, ...beside }];
  if (arn !== undefined) {
    const key = keyOf(own, arn, state);
    if (key === null) return leave("left-out", `it allows ${principal} for ${arn}, an ARN that ${principal} does not send`);
    const source = pushSources[key];
    if (source?.kind === "arn" && source.guard === "arn+account" && account === undefined)
      findings.push(
        told(
          "unguarded",
          address,
          `${arn} without an account: ${key === "s3" ? "whoever takes the bucket's name" : "another account's"} may invoke the function`,
          "source_account",
        ),
      );
    return [{ [key]: arn, ...foreign, ...beside }];
  }
  // Nothing guards it; what the state has of who calls does.
  const callers = knownCallers(existing, principal, state);
  if (callers.length === 0)
    return leave(
      "unguarded",
      `anybody's ${principal}${account === undefined ? "" : ` of the account ${account}`} may invoke the function, and the state does not tell which one does`,
    );
  const found = callers.flatMap((one) => {
    const key = keyOf(own, one, state);
    return key === null ? [] : [{ [key]: one, ...foreign }];
  });
  leave("unguarded", `anybody's ${principal} may invoke the function`, callers.join(", "));
  return found.map((one, index) => (index === 0 ? { ...one, ...beside } : one));
}

function isPrincipalOf(source: PushSource, principal: string, { home }: Existing): boolean {
  return "principal" in source && source.kind !== "role" && source.principal.replace("${Region}", home.region) === principal;
}

/** The key whose ARNs look like this one; of the keys of API Gateway, the one whose API it is. */
function keyOf(own: readonly (readonly [string, PushSource])[], arn: string, state: readonly StateResource[]): string | null {
  const outline = outlineOf(literal(arn));
  if (outline === null) return null;
  const keys = own.flatMap(([key, source]) => (source.kind === "arn" && isFormOf(source, arn) ? [key] : []));
  if (outline.service !== "execute-api") return keys[0] ?? null;
  const [api = "", second] = outline.resource.split("/");
  if (second === "authorizers") return "authorizer";
  const found = state.find(({ type, values }) => /^aws_api(gatewayv2_api|_gateway_rest_api)$/.test(type) && values["id"] === api);
  const kind =
    found?.type === "aws_apigatewayv2_api"
      ? found.values["protocol_type"] === "WEBSOCKET"
        ? "websocket"
        : "httpapi"
      : "apigateway";
  return own.some(([key]) => key === kind) ? kind : null;
}

function isFormOf({ forms, types, suffix }: ArnPushSource, arn: string): boolean {
  const [service = ""] = (types[0] ?? "").split("/");
  // A state may hold the ARN that people know, in front of what the service sends.
  return [arn, `${arn}${suffix ?? ""}`].some((one) => {
    const outline = outlineOf(literal(one));
    return outline !== null && forms.some((form) => matchesPattern(outline, service, form.arn));
  });
}
