import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, MemberExpr } from "../syntax/module.ts";
import { botoResourceType } from "./boto3-resources.ts";
import { operationOf, waiterOperation } from "./operations.ts";
import { bothParams, entriesAsParams, knownText, namedAsParams } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import { type Params, type SdkThing, type Use, unseen } from "./use.ts";

/** What calls of boto3's things use. */

/** What a call of a thing uses. */
export function boto3Uses(flow: Evaluation, thing: SdkThing, call: CallExpr): readonly Use[] {
  const at = call.callee.kind === "member" ? call.callee.at : call.at;
  switch (thing.kind) {
    case "library":
    case "client":
    case "resource":
    case "collection":
      return [];
    case "dynamic":
      return [{ kind: "unknown", what: `a method of ${thing.service ?? "some service"} that is known at run time only`, at }];
    case "paginator":
      return [{ kind: "operation", service: thing.service, method: thing.method, params: namedAsParams(flow, call), at }];
    case "waiter":
      return [waited(thing, namedAsParams(flow, call), at)];
    case "method":
      return methodUses(flow, thing, namedAsParams(flow, call), call, at);
  }
}

/** What a method uses that is handed to something else, which will call it. */
export function boto3Named(flow: Evaluation, thing: SdkThing, { at, name: member }: MemberExpr): readonly Use[] {
  switch (thing.kind) {
    case "library":
    case "client":
    case "collection":
    case "dynamic":
      return [];
    case "resource":
      return thing.referred === null ? [] : attributeUses({ kind: "method", of: thing.referred, name: member }, at);
    case "paginator":
      return member === "paginate"
        ? [{ kind: "operation", service: thing.service, method: thing.method, params: unseen, at }]
        : [];
    case "waiter":
      return member === "wait" ? [waited(thing, unseen, at)] : [];
    case "method":
      return isMethod(thing) ? methodUses(flow, thing, unseen, null, at) : attributeUses(thing, at);
  }
}

/** True for what calls AWS when it is called; a resource has its identifiers and attributes, too: `bucket.name`, `table.item_count`. */
function isMethod({ of, name }: Extract<SdkThing, { kind: "method" }>): boolean {
  switch (of.kind) {
    case "client":
      return name !== "get_paginator" && name !== "get_waiter";
    case "collection":
      return true;
    case "resource": {
      const prefix = prefixOf(of.service);
      return botoResourceType(of)?.methods[name] !== undefined || (prefix !== null && operationOf(prefix, name) !== null);
    }
  }
}

/** Reading an attribute of a resource asks for it once; its identifiers are known, and so is what came with an item of a collection. */
function attributeUses({ of, name }: Extract<SdkThing, { kind: "method" }>, at: number): readonly Use[] {
  if (of.kind !== "resource" || of.loaded || name === "meta") return [];
  const { loads = null, own, children = {} } = botoResourceType(of) ?? {};
  if (loads === null || own?.has(name) === true || Object.hasOwn(children, name)) return [];
  return operations(of.service, [loads], bothParams(of.named, unseen), at);
}

function waited({ service, name }: Extract<SdkThing, { kind: "waiter" }>, params: Params, at: number): Use {
  const method = waiterOperation(name);
  return method === null
    ? { kind: "unknown", what: `the waiter ${name} of ${service}`, at }
    : { kind: "operation", service, method, params, at };
}

function methodUses(
  flow: Evaluation,
  { of, name }: Extract<SdkThing, { kind: "method" }>,
  params: Params,
  call: CallExpr | null,
  at: number,
): readonly Use[] {
  if (of.kind === "client") return clientUses(flow, of.service, { name, params, call, at });
  const resource = of.kind === "collection" ? of.of : of;
  const all = bothParams(resource.named, params);
  if (of.kind === "collection") {
    const collection = botoResourceType(resource)?.collections[of.name];
    const batch =
      collection === undefined ? undefined : botoResourceType({ service: resource.service, type: collection.item })?.batch[name];
    return operations(resource.service, [...(collection === undefined ? [] : [collection.lists]), ...(batch ?? [])], all, at);
  }
  const type = botoResourceType(resource);
  if (name === "meta" || type?.children[name] !== undefined) return [];
  return operations(resource.service, type?.methods[name] ?? [name], all, at);
}

/** Uses of a service, by its name in boto3. */
function operations(service: string, methods: readonly string[], params: Params, at: number): readonly Use[] {
  const prefix = prefixOf(service);
  return methods.map((method) =>
    prefix === null
      ? { kind: "unknown", what: `${method} of the service ${service}`, at }
      : { kind: "operation", service: prefix, method, params, at },
  );
}

/** A method where it is named; null where it is not called there. */
interface MethodUse {
  readonly name: string;
  readonly params: Params;
  readonly call: CallExpr | null;
  readonly at: number;
}

/** What a method of a client uses; without a call it is handed to something else. */
function clientUses(flow: Evaluation, service: string | null, { name, params, call, at }: MethodUse): readonly Use[] {
  if (service === null) return [{ kind: "unknown", what: `${name} of a client whose service is known at run time only`, at }];
  if (call === null) return operations(service, [name], params, at);
  const argument = (index: number, named: string) => flow.argument(call.args, index, named);
  switch (name) {
    // What pages or waits is used where it is called.
    case "get_paginator":
    case "get_waiter": {
      const asked = knownText(flow, argument(0, name === "get_paginator" ? "operation_name" : "waiter_name"));
      return asked === null ? [{ kind: "unknown", what: `${name} of ${service} for what is known at run time only`, at }] : [];
    }
    case "generate_presigned_url": {
      const method = knownText(flow, argument(0, "ClientMethod"));
      if (method === null)
        return [{ kind: "unknown", what: `a presigned URL of ${service} for what is known at run time only`, at }];
      return operations(service, [method], entriesAsParams(flow, argument(1, "Params")), at);
    }
    case "generate_presigned_post":
      return operations(service, ["put_object"], (key) => argument(key === "Bucket" ? 0 : 1, key), at);
    case "upload_file":
    case "upload_fileobj":
    case "download_file":
    case "download_fileobj":
      return operations(service, [name], filePositions(flow, call, name, params), at);
    case "copy":
      return operations(
        service,
        ["copy_object"],
        (key) => argument(["CopySource", "Bucket", "Key", "ExtraArgs"].indexOf(key), key),
        at,
      );
    case "generate_db_auth_token":
      return operations("rds-db", ["connect"], params, at);
    default:
      return operations(service, [name], params, at);
  }
}

/** The helpers of S3 take their parameters by position, too: a file first when they send, last when they fetch. */
function filePositions(flow: Evaluation, { args }: CallExpr, name: string, params: Params): Params {
  const order = name.startsWith("upload")
    ? ["Filename", "Bucket", "Key", "ExtraArgs"]
    : ["Bucket", "Key", "Filename", "ExtraArgs"];
  return (key) => {
    const index = order.indexOf(key);
    return index < 0 ? params(key) : flow.argument(args, index, key);
  };
}
