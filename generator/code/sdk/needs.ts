import { findAction } from "../../iam/reference/reference.ts";
import type { CodeResource, Need } from "../calls.ts";
import { plain, type TextPart } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { Expr } from "../syntax/module.ts";
import { type NamedBy, namedResources, passedRoles } from "./named-resources.ts";
import { operationOf } from "./operations.ts";
import { entriesAsParams } from "./read-uses.ts";
import type { Params, Use } from "./use.ts";

type OperationUse = Extract<Use, { kind: "operation" }>;

/** What a use of an operation takes; null for an operation that AWS's reference does not know. */
export function needsOf(
  flow: Evaluation,
  use: OperationUse,
): { readonly operation: string; readonly needs: readonly Need[] } | null {
  const operation = operationOf(use.service, use.method);
  if (operation === null) return null;
  const full = `${use.service}:${operation.name}`;
  const needs = Object.hasOwn(special, full) ? special[full]?.(flow, use.params) : undefined;
  const plainNeeds = () =>
    operation.actions.map((action): Need => ({ action, certain: true, resources: resourcesOf(flow, action, use.params) }));
  return { operation: operation.name, needs: [...(needs ?? plainNeeds()), ...besides(flow, full, use.params)] };
}

/**
 * What a call takes beside its own action.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
function besides(flow: Evaluation, full: string, params: Params): readonly Need[] {
  const role = Object.hasOwn(passedRoles, full) ? passedRoles[full] : undefined;
  if (role !== undefined) {
    const names = pathOf(flow, params, role).flatMap((expr) => flow.textsOf(expr));
    return [{ action: "iam:PassRole", certain: true, resources: names.map((name) => ({ type: "role", name, rest: null })) }];
  }
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html
  if (full.startsWith("rds-data:")) {
    const secrets = params("secretArn").flatMap((expr) => flow.textsOf(expr));
    const resources = secrets.map((name) => ({ type: "Secret", name, rest: null }));
    return [{ action: "secretsmanager:GetSecretValue", certain: secrets.length > 0, resources }];
  }
  // A key of AWS's own needs no permission; a key of one's own does.
  const decrypts = /^(ssm:GetParameter|secretsmanager:(Batch)?GetSecretValue$)/.test(full);
  return decrypts ? [{ action: "kms:Decrypt", certain: false, resources: [] }] : [];
}

/** Operations whose parameters say more than one thing. */
const special: Readonly<Record<string, (flow: Evaluation, params: Params) => readonly Need[] | undefined>> = {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
  "s3:CopyObject": copied,
  "s3:UploadPartCopy": copied,
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
  "dynamodb:TransactWriteItems": (flow, params) => transacted(flow, params, writes),
  "dynamodb:TransactWrite": (flow, params) => transacted(flow, params, writes),
  "dynamodb:TransactGetItems": (flow, params) => transacted(flow, params, { Get: "dynamodb:GetItem" }),
  "dynamodb:TransactGet": (flow, params) => transacted(flow, params, { Get: "dynamodb:GetItem" }),
  "dynamodb:BatchGetItem": (flow, params) => requested(flow, params, "dynamodb:BatchGetItem"),
  "dynamodb:BatchGet": (flow, params) => requested(flow, params, "dynamodb:BatchGetItem"),
  "dynamodb:BatchWriteItem": (flow, params) => requested(flow, params, "dynamodb:BatchWriteItem"),
  "dynamodb:BatchWrite": (flow, params) => requested(flow, params, "dynamodb:BatchWriteItem"),
};

const writes = {
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
  Delete: "dynamodb:DeleteItem",
  ConditionCheck: "dynamodb:ConditionCheckItem",
} as const;

/** The source is read, the target is written. */
function copied(flow: Evaluation, params: Params): readonly Need[] {
  const source = params("CopySource");
  const fromMap = entriesAsParams(flow, source);
  const texts = source.flatMap((expr) => flow.textsOf(expr)).map(bucketAndKey);
  const maps = resourcesOf(flow, "s3:GetObject", fromMap);
  return [
    { action: "s3:GetObject", certain: true, resources: texts.length > 0 ? texts : maps },
    { action: "s3:PutObject", certain: true, resources: resourcesOf(flow, "s3:PutObject", params) },
  ];
}

/** `bucket/key`, as `CopySource` writes it. */
function bucketAndKey(parts: readonly TextPart[]): CodeResource {
  const bucket: TextPart[] = [];
  for (const [index, part] of parts.entries()) {
    const slash = "text" in part ? part.text.indexOf("/", bucket.length === 0 && part.text.startsWith("/") ? 1 : 0) : -1;
    if (!("text" in part) || slash < 0) bucket.push(part);
    else
      return {
        type: "object",
        name: [...bucket, { text: part.text.slice(0, slash).replace(/^\//, "") }],
        rest: [{ text: part.text.slice(slash + 1) }, ...parts.slice(index + 1)],
      };
  }
  return { type: "object", name: bucket, rest: [{ unknown: true }] };
}

/** The items of a transaction, each by what it does; undefined where none is seen. */
function transacted(flow: Evaluation, params: Params, by: Readonly<Record<string, string>>): readonly Need[] | undefined {
  const items = listed(flow, params("TransactItems"));
  const needs = Object.entries(by).flatMap(([key, action]) => {
    const inner = items.flatMap((item) => entriesAsParams(flow, [item])(key));
    return inner.length === 0
      ? []
      : [{ action, certain: true, resources: resourcesOf(flow, action, entriesAsParams(flow, inner)) }];
  });
  return needs.length === 0 ? undefined : needs;
}

/** Batches name tables by the keys of `RequestItems`. */
function requested(flow: Evaluation, params: Params, action: string): readonly Need[] | undefined {
  const maps = params("RequestItems").flatMap((expr) => flow.valuesOf(expr));
  const names = maps
    .flatMap((value) => (value.kind === "map" ? value.expr.entries : []))
    .flatMap(({ key }) => (key === null ? [] : flow.textsOf(key)));
  if (names.length === 0) return undefined;
  return names.map((name) => ({ action, certain: true, resources: [{ type: "table", name, rest: null }] }));
}

/** The resources that the parameters name, as far as the action takes their type. */
function resourcesOf(flow: Evaluation, full: string, params: Params): readonly CodeResource[] {
  const action = findAction(full);
  if (action === undefined) return [];
  const types = new Set(action.types.map(({ name }) => name));
  const rows = (namedResources[action.service] ?? []).filter(({ type }) => types.has(type));
  for (const row of rows) {
    const found = named(flow, params, row);
    if (found.length > 0) return found;
  }
  return [];
}

function named(flow: Evaluation, params: Params, { type, param, form, behind, otherwise }: NamedBy): readonly CodeResource[] {
  const rest = behind === undefined ? null : pathOf(flow, params, behind).flatMap((expr) => flow.textsOf(expr));
  // An index is named where the call names one; an object without a key in sight is any.
  if (type === "index" && (rest === null || rest.length === 0)) return [];
  const names = pathOf(flow, params, param)
    .flatMap((expr) => flow.textsOf(expr))
    // `process.env.TABLE ?? ""` names nothing where it is empty.
    .filter((name) => name.length > 0);
  const parent = param.includes(".") ? params(param.slice(0, param.indexOf("."))) : [];
  const known = names.length === 0 && otherwise !== undefined && parent.length > 0 ? [[{ text: otherwise }]] : names;
  return known.flatMap((name): readonly CodeResource[] => {
    const own = form === "url" ? lastOfUrl(name) : name;
    if (rest === null) return [{ type, name: own, rest: null }];
    return (rest.length === 0 ? [[{ unknown: true } as const]] : rest).map((after) => ({ type, name: own, rest: after }));
  });
}

/** A path into parameters, through lists. */
function pathOf(flow: Evaluation, params: Params, path: string): readonly Expr[] {
  const [first = "", ...rest] = path.split(".");
  return rest.reduce((exprs, name) => entriesAsParams(flow, listed(flow, exprs))(name), listed(flow, params(first)));
}

/** Lists by their items. */
function listed(flow: Evaluation, exprs: readonly Expr[]): readonly Expr[] {
  return exprs.flatMap((expr) => {
    const items = flow.valuesOf(expr).flatMap((value) => (value.kind === "list" ? value.expr.items : []));
    return items.length > 0 ? items : [expr];
  });
}

/** The name at the end of a queue's URL; what is no URL is a name already. */
function lastOfUrl(parts: readonly TextPart[]): readonly TextPart[] {
  const whole = plain(parts);
  if (whole !== null) return [{ text: whole.slice(whole.lastIndexOf("/") + 1) }];
  const slash = parts.findLastIndex((part) => "text" in part && part.text.includes("/"));
  const part = parts[slash];
  if (part === undefined || !("text" in part)) return parts;
  const after = part.text.slice(part.text.lastIndexOf("/") + 1);
  return [...(after === "" ? [] : [{ text: after }]), ...parts.slice(slash + 1)];
}
