import type { ExternalValue, Step } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, MemberExpr } from "../syntax/module.ts";
import { clientUses, operations } from "./boto3-client.ts";
import { type BotoResourceType, boto3Resources } from "./boto3-resources.ts";
import { operationOf, waiterOperation } from "./operations.ts";
import { bothParams, externals, follow, namedAsParams, textOf } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import { type Params, type SdkThing, type Use, unseen } from "./use.ts";

/**
 * boto3, botocore and their asynchronous kin: which clients and resources an expression may be, and what a call of it uses.
 * https://boto3.amazonaws.com/v1/documentation/api/latest/guide/clients.html
 */

const libraries: ReadonlySet<string> = new Set([
  "boto3",
  "boto3.session",
  "botocore",
  "botocore.session",
  "aioboto3",
  "aioboto3.session",
  "aiobotocore",
  "aiobotocore.session",
]);
const sessions: ReadonlySet<string> = new Set(["Session", "AioSession", "get_session", "session"]);
/** Of a client, and no operation. */
const ownMembers: ReadonlySet<string> = new Set([
  "exceptions",
  "meta",
  "can_paginate",
  "close",
  "waiter_names",
  "add_client_config",
]);
/** What only hands on the thing that it stands before. */
const through: ReadonlySet<string> = new Set(["__aenter__", "__enter__"]);

/** What a value of Python may be. */
export function boto3Things(flow: Evaluation, value: ExternalValue): readonly SdkThing[] {
  if (value.from === "global") return gotten(flow, value);
  if (!libraries.has(value.from)) return [];
  return follow(value, [{ kind: "library" }], (thing, step, before) => next(flow, thing, step, before));
}

/** `getattr(client, name)`. */
function gotten(flow: Evaluation, { steps }: ExternalValue): readonly SdkThing[] {
  const [name, got, more] = steps;
  if (name?.kind !== "member" || name.name !== "getattr" || got?.kind !== "call" || more !== undefined) return [];
  const [of, method] = got.call.args.map(({ value }) => value);
  if (of === undefined || method === undefined) return [];
  const asked = textOf(flow, [method]);
  return externals(flow.valuesOf(of))
    .flatMap((value) => boto3Things(flow, value))
    .flatMap((thing): readonly SdkThing[] => {
      if (thing.kind !== "client" && thing.kind !== "resource") return [];
      return [
        asked === null
          ? { kind: "dynamic", service: thing.service ?? "some service" }
          : { kind: "method", of: thing, name: asked },
      ];
    });
}

function next(flow: Evaluation, thing: SdkThing, step: Step, before: readonly Step[]): readonly SdkThing[] {
  switch (thing.kind) {
    case "library":
      return ofLibrary(flow, thing, step, before);
    case "client":
      // What a generator yields.
      if (step.kind === "item") return [thing];
      if (step.kind !== "member") return [];
      if (through.has(step.name)) return [thing];
      return ownMembers.has(step.name) ? [] : [{ kind: "method", of: thing, name: step.name }];
    case "resource":
      // An item of what gives several of them.
      return step.kind === "member" ? ofResource(thing, step.name) : step.kind === "item" ? [thing] : [];
    case "collection":
      return ofCollection(thing, step);
    case "method":
      return step.kind === "call" ? ofMethod(flow, thing, step.call) : step.kind === "item" ? [thing] : [];
    case "paginator":
      return step.kind === "member" && step.name === "paginate" ? [thing] : [];
    case "waiter":
      return step.kind === "member" && step.name === "wait" ? [thing] : [];
    case "dynamic":
      return [];
  }
}

function ofLibrary(flow: Evaluation, thing: SdkThing, step: Step, before: readonly Step[]): readonly SdkThing[] {
  if (step.kind === "member") return [thing];
  if (step.kind !== "call") return [];
  const last = before.at(-1);
  const name = last?.kind === "member" ? last.name : "";
  if (sessions.has(name)) return [thing];
  const service = () => textOf(flow, flow.argument(step.call.args, 0, "service_name"));
  if (name === "client" || name === "create_client") return [{ kind: "client", service: service() }];
  if (name !== "resource") return [];
  const of = service();
  return of === null ? [{ kind: "client", service: null }] : [{ kind: "resource", service: of, type: null, named: {} }];
}

type ResourceObject = Extract<SdkThing, { kind: "resource" }>;

function typeOf({ service, type }: ResourceObject): BotoResourceType | undefined {
  return boto3Resources[service]?.[type ?? ""];
}

function ofResource(thing: ResourceObject, name: string): readonly SdkThing[] {
  // `table.meta.client` is a client of the same service.
  if (name === "meta") return [{ kind: "method", of: thing, name }];
  if (through.has(name)) return [thing];
  if (typeOf(thing)?.collections[name] !== undefined) return [{ kind: "collection", of: thing, name }];
  return [{ kind: "method", of: thing, name }];
}

function ofCollection(thing: Extract<SdkThing, { kind: "collection" }>, step: Step): readonly SdkThing[] {
  if (step.kind === "member") return [{ kind: "method", of: thing, name: step.name }];
  return step.kind === "item" ? itemOf(thing) : [];
}

function itemOf({ of, name }: Extract<SdkThing, { kind: "collection" }>): readonly SdkThing[] {
  const item = typeOf(of)?.collections[name]?.item ?? null;
  return item === null ? [] : [{ kind: "resource", service: of.service, type: item, named: of.named }];
}

/** What a call of a method gives, where that is a thing again. */
function ofMethod(flow: Evaluation, { of, name }: Extract<SdkThing, { kind: "method" }>, call: CallExpr): readonly SdkThing[] {
  if (of.kind === "collection") return [of];
  if (of.kind === "client") {
    const service = of.service === null ? null : prefixOf(of.service);
    const asked = textOf(flow, flow.argument(call.args, 0, name === "get_paginator" ? "operation_name" : "waiter_name"));
    if (service === null || asked === null) return [];
    if (name === "get_paginator") return [{ kind: "paginator", service, method: asked }];
    return name === "get_waiter" ? [{ kind: "waiter", service, name: asked }] : [];
  }
  const type = typeOf(of);
  const gives = type?.gives?.[name];
  if (gives !== undefined) {
    const named = Object.entries(gives.named).map(([identifier, argument]) => [
      identifier,
      flow.argument(call.args, null, argument),
    ]);
    return [{ kind: "resource", service: of.service, type: gives.type, named: { ...of.named, ...Object.fromEntries(named) } }];
  }
  const child = type?.children[name];
  if (child === undefined) return [];
  const { identifiers = [] } = boto3Resources[of.service]?.[child] ?? {};
  const own = identifiers.filter((identifier) => of.named[identifier] === undefined || of.type === null);
  const given = own.map((identifier, index) => [identifier, flow.argument(call.args, index, null)]);
  return [{ kind: "resource", service: of.service, type: child, named: { ...of.named, ...Object.fromEntries(given) } }];
}

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
      return [{ kind: "unknown", what: `a method of ${thing.service} that is known at run time only`, at }];
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
    case "resource":
    case "collection":
    case "dynamic":
      return [];
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
      return typeOf(of)?.methods[name] !== undefined || (prefix !== null && operationOf(prefix, name) !== null);
    }
  }
}

/** Reading an attribute of a resource asks for it once. */
function attributeUses({ of, name }: Extract<SdkThing, { kind: "method" }>, at: number): readonly Use[] {
  const attributes = of.kind === "resource" ? (typeOf(of)?.attributes ?? null) : null;
  if (of.kind !== "resource" || attributes?.names.includes(name) !== true) return [];
  return operations(of.service, [attributes.operation], bothParams(of.named, unseen), at);
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
  if (of.kind === "client") return clientUses(flow, of.service, name, params, call, at);
  const resource = of.kind === "collection" ? of.of : of;
  const all = bothParams(resource.named, params);
  if (of.kind === "collection") {
    const collection = typeOf(resource)?.collections[of.name];
    const batch = collection?.batch?.[name];
    return operations(resource.service, [...(collection === undefined ? [] : [collection.lists]), ...(batch ?? [])], all, at);
  }
  const type = typeOf(resource);
  if (name === "meta" || type?.children[name] !== undefined) return [];
  return operations(resource.service, type?.methods[name] ?? [name], all, at);
}
