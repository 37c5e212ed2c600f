import { findService } from "../../iam/reference/reference.ts";
import { operationOfEvent, serviceOfSource } from "../../iam/reference/trail-names.ts";
import { operationOf } from "../sdk/operations.ts";
import { isReading } from "./management-events.ts";

/** What a role did, or did not do, as somebody recorded it. */
export interface Used {
  /** The role's name; null where the record does not name one: it is meant for the one function that it is held against. */
  readonly role: string | null;
  /** The account that the role is of, where the record names one: a role in another account may have the same name. */
  readonly account: string | null;
  /** Action (`s3:GetObject`) → how often; small letters. */
  readonly called: ReadonlyMap<string, number>;
  /** Calls that AWS refused. */
  readonly refused: ReadonlyMap<string, number>;
  /** Actions that are known not to have been called. */
  readonly never: ReadonlySet<string>;
  /** What else would have been seen, had it been called. */
  readonly sees: Sees;
}

/** What a record would show of a call. */
export type Sees =
  /** A trail, by what it shows of anybody: the services whose management or data it logs, and whether it logs what only reads. */
  | {
      readonly kind: "trail";
      readonly reads: boolean;
      readonly management: ReadonlySet<string>;
      readonly data: ReadonlySet<string>;
    }
  /** Every call that went through an SDK. */
  | { readonly kind: "calls" }
  /** Nothing but what it says. */
  | { readonly kind: "nothing" };

/** Why a file is none of the forms that are read. */
interface NotUsed {
  readonly problem: string;
}

/** Reads CloudTrail's JSON, Access Analyzer's findings of unused access, or a policy as iamlive writes it. */
export function readUsed(text: string): readonly Used[] | NotUsed {
  const parsed = parse(text);
  if (parsed === undefined) return { problem: "it is no JSON, nor JSON lines" };
  const all = Array.isArray(parsed) ? parsed : [parsed];
  const records = all
    .flatMap((one) => (isObject(one) && Array.isArray(one["Records"]) ? one["Records"] : [one]))
    .flatMap(eventOf);
  if (records.length > 0) return fromTrail(records);
  const findings = all
    .flatMap((one) => (isObject(one) && Array.isArray(one["findings"]) ? one["findings"] : [one]))
    .filter(isFinding);
  if (findings.length > 0) return findings.map(fromFinding);
  const statements = all
    .flatMap((one) => (isObject(one) && one["Statement"] !== undefined ? [one["Statement"]].flat() : []))
    .filter(isObject);
  if (statements.length > 0) return [fromPolicy(statements)];
  return { problem: "it holds no records of CloudTrail, no findings of unused access, and no statements of a policy" };
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    try {
      return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      return undefined;
    }
  }
}

/** `aws cloudtrail lookup-events` wraps each record as text. */
function eventOf(record: unknown): readonly JsonObject[] {
  if (!isObject(record)) return [];
  if (Array.isArray(record["Events"])) return record["Events"].flatMap(eventOf);
  if (typeof record["CloudTrailEvent"] === "string") {
    const inner = parse(record["CloudTrailEvent"]);
    return isObject(inner) ? [inner] : [];
  }
  return typeof record["eventSource"] === "string" && typeof record["eventName"] === "string" ? [record] : [];
}

/**
 * Records of CloudTrail, by the role that called. The names of its events are those of the operations, some with a version behind.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function fromTrail(records: readonly JsonObject[]): readonly Used[] {
  const roles = new Map<string, Caller & { readonly called: Map<string, number>; readonly refused: Map<string, number> }>();
  // Each account has a trail of its own.
  const trails = new Map<string | null, { reads: boolean; readonly management: Set<string>; readonly data: Set<string> }>();
  for (const record of records) {
    const service = serviceOfSource(String(record["eventSource"]));
    if (service === null) continue;
    const caller = callerOf(record["userIdentity"]);
    const of = accountId(record["recipientAccountId"]) ?? caller.account;
    const trail = trails.get(of) ?? { reads: false, management: new Set(), data: new Set() };
    trails.set(of, trail);
    const isData = record["managementEvent"] === false || record["eventCategory"] === "Data";
    (isData ? trail.data : trail.management).add(service);
    const actions = operationOf(service, operationOfEvent(String(record["eventName"])))?.actions ?? [];
    trail.reads ||= !isData && (record["readOnly"] === true || actions.some(isReading));
    if (caller.role === null) continue;
    const key = `${caller.account} ${caller.role}`;
    const known = roles.get(key) ?? { ...caller, called: new Map(), refused: new Map() };
    roles.set(key, known);
    const denied = /AccessDenied|UnauthorizedOperation|NotAuthorized/.test(String(record["errorCode"] ?? ""));
    for (const action of actions) count(denied ? known.refused : known.called, action.toLowerCase());
  }
  return [...roles.values()].map((of): Used => {
    // What a role did abroad says nothing of what it did not do at home.
    const trail = trails.get(of.account);
    return { ...of, never: new Set(), sees: trail === undefined ? { kind: "nothing" } : { kind: "trail", ...trail } };
  });
}

function count(into: Map<string, number>, action: string): void {
  into.set(action, (into.get(action) ?? 0) + 1);
}

interface Caller {
  readonly role: string | null;
  readonly account: string | null;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function callerOf(identity: unknown): Caller {
  if (!isObject(identity)) return { role: null, account: null };
  const context = isObject(identity["sessionContext"]) ? identity["sessionContext"] : {};
  const issuer = isObject(context["sessionIssuer"]) ? context["sessionIssuer"] : {};
  const assumed = /^arn:[^:]+:sts::(\d*):assumed-role\/([^/]+)\//.exec(String(identity["arn"] ?? ""));
  const account = accountId(issuer["accountId"]) ?? accountId(identity["accountId"]) ?? accountId(assumed?.[1]);
  const isRole = typeof issuer["userName"] === "string" && issuer["type"] === "Role";
  return { role: isRole ? String(issuer["userName"]) : (assumed?.[2] ?? null), account };
}

function accountId(value: unknown): string | null {
  return typeof value === "string" && /^\d{12}$/.test(value) ? value : null;
}

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UnusedPermissionDetails.html */
function isFinding(value: unknown): value is JsonObject {
  return isObject(value) && (Array.isArray(value["findingDetails"]) || isObject(value["unusedPermissionDetails"]));
}

function fromFinding(finding: JsonObject): Used {
  const details = [finding, ...(Array.isArray(finding["findingDetails"]) ? finding["findingDetails"] : [])].filter(isObject);
  const never = details.flatMap((detail) => {
    const unused = isObject(detail["unusedPermissionDetails"]) ? detail["unusedPermissionDetails"] : {};
    const service = String(unused["serviceNamespace"] ?? "");
    const actions = Array.isArray(unused["actions"]) ? unused["actions"].filter(isObject) : [];
    // Without actions, nothing of the service was used.
    if (service !== "" && actions.length === 0)
      return [...(findService(service)?.actionNames ?? [])].filter((action) => !untracked.has(action));
    return actions.map(({ action }) => (String(action).includes(":") ? String(action) : `${service}:${String(action)}`));
  });
  const [, account, role] = /:(\d*):role\/(?:.*\/)?([^/]+)$/.exec(String(finding["resource"] ?? "")) ?? [];
  return {
    role: role ?? null,
    account: accountId(account),
    called: new Map(),
    refused: new Map(),
    never: new Set(never.map((action) => action.toLowerCase())),
    sees: { kind: "nothing" },
  };
}

/**
 * What IAM's last accessed information, from which the findings are, does not follow: what is no call of an API.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html
 */
const untracked: ReadonlySet<string> = new Set(["iam:PassRole", "rds-db:connect"]);

/** iamlive writes what it saw as a policy, data and all. */
function fromPolicy(statements: readonly JsonObject[]): Used {
  const called = new Map<string, number>();
  for (const statement of statements)
    for (const action of [statement["Action"]].flat()) if (typeof action === "string") count(called, action.toLowerCase());
  return { role: null, account: null, called, refused: new Map(), never: new Set(), sees: { kind: "calls" } };
}
