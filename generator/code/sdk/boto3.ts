import type { ExternalValue, Step } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr } from "../syntax/module.ts";
import { botoResourceType } from "./boto3-resources.ts";
import { externals, follow, knownText } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import type { SdkThing } from "./use.ts";

/**
 * boto3, botocore and their asynchronous kin: which clients and resources an expression may be.
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
const sessions: ReadonlySet<string> = new Set(["Session", "AioSession", "get_session", "session", "_get_default_session"]);
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

/** What a value of Python may be; `within` are the calls of getattr that it is looked for in. */
export function boto3Things(
  flow: Evaluation,
  value: ExternalValue,
  within: ReadonlySet<CallExpr> = new Set(),
): readonly SdkThing[] {
  if (value.from === "global") return gotten(flow, value, within);
  if (!libraries.has(value.from)) return [];
  return follow(value, [{ kind: "library" }], (thing, step, before) => next(flow, thing, step, before));
}

/** `getattr(client, name)`, where the name is known at run time only. */
function gotten(flow: Evaluation, { steps }: ExternalValue, within: ReadonlySet<CallExpr>): readonly SdkThing[] {
  const [name, got, more] = steps;
  if (name?.kind !== "member" || name.name !== "getattr" || got?.kind !== "call" || more !== undefined) return [];
  // `thing = getattr(thing, name)` is made of itself.
  if (within.has(got.call)) return [];
  const inner = new Set([...within, got.call]);
  const [of, method] = got.call.args.map(({ value }) => value);
  if (of === undefined || method === undefined) return [];
  return externals(flow.valuesOf(of))
    .flatMap((value) => boto3Things(flow, value, inner))
    .flatMap((thing): readonly SdkThing[] => {
      if (thing.kind === "library") return [{ kind: "dynamic", service: null }];
      return thing.kind === "client" || thing.kind === "resource" ? [{ kind: "dynamic", service: thing.service }] : [];
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
  // `vars(boto3)["client"]`
  if (step.kind === "index") return step.key === null ? [{ kind: "dynamic", service: null }] : [thing];
  if (step.kind !== "call") return [];
  const last = before.at(-1);
  const name = (last?.kind === "member" ? last.name : last?.kind === "index" ? last.key : null) ?? "";
  if (sessions.has(name)) return [thing];
  const service = () => knownText(flow, flow.argument(step.call.args, 0, "service_name"));
  if (name === "client" || name === "create_client") return [{ kind: "client", service: service() }];
  if (name !== "resource") return [];
  const of = service();
  return of === null
    ? [{ kind: "client", service: null }]
    : [{ kind: "resource", service: of, type: null, named: {}, loaded: false, referred: null }];
}

type ResourceObject = Extract<SdkThing, { kind: "resource" }>;

function ofResource(thing: ResourceObject, name: string): readonly SdkThing[] {
  // `table.meta.client` is a client of the same service.
  if (name === "meta") return [{ kind: "method", of: thing, name }];
  if (through.has(name)) return [thing];
  const { collections = {}, refers = {} } = botoResourceType(thing) ?? {};
  if (Object.hasOwn(collections, name)) return [{ kind: "collection", of: thing, name }];
  // What is referred to came with the thing, and by which names only the run knows.
  const other = Object.hasOwn(refers, name) ? refers[name] : undefined;
  if (other !== undefined)
    return [{ kind: "resource", service: thing.service, type: other, named: {}, loaded: false, referred: thing }];
  return [{ kind: "method", of: thing, name }];
}

function ofCollection(thing: Extract<SdkThing, { kind: "collection" }>, step: Step): readonly SdkThing[] {
  if (step.kind === "member") return [{ kind: "method", of: thing, name: step.name }];
  return step.kind === "item" ? itemOf(thing) : [];
}

function itemOf({ of, name }: Extract<SdkThing, { kind: "collection" }>): readonly SdkThing[] {
  const item = botoResourceType(of)?.collections[name]?.item;
  return item === undefined
    ? []
    : [{ kind: "resource", service: of.service, type: item, named: of.named, loaded: true, referred: null }];
}

/** What a call of a method gives, where that is a thing again. */
function ofMethod(flow: Evaluation, { of, name }: Extract<SdkThing, { kind: "method" }>, call: CallExpr): readonly SdkThing[] {
  if (of.kind === "collection") return [of];
  if (of.kind === "client") {
    const service = of.service === null ? null : prefixOf(of.service);
    const asked = knownText(flow, flow.argument(call.args, 0, name === "get_paginator" ? "operation_name" : "waiter_name"));
    if (service === null || asked === null) return [];
    if (name === "get_paginator") return [{ kind: "paginator", service, method: asked }];
    return name === "get_waiter" ? [{ kind: "waiter", service, name: asked }] : [];
  }
  const type = botoResourceType(of);
  const gives = type?.gives[name];
  if (gives !== undefined) {
    const named = Object.entries(gives.named).map(([identifier, argument]) => [
      identifier,
      flow.argument(call.args, null, argument),
    ]);
    return [
      {
        kind: "resource",
        service: of.service,
        type: gives.type,
        named: { ...of.named, ...Object.fromEntries(named) },
        loaded: false,
        referred: null,
      },
    ];
  }
  const child = type?.children[name];
  if (child === undefined) return [];
  const { identifiers = [] } = botoResourceType({ service: of.service, type: child }) ?? {};
  const own = identifiers.filter((identifier) => of.named[identifier] === undefined || of.type === null);
  const given = own.map((identifier, index) => [identifier, flow.argument(call.args, index, null)]);
  return [
    {
      kind: "resource",
      service: of.service,
      type: child,
      named: { ...of.named, ...Object.fromEntries(given) },
      loaded: false,
      referred: null,
    },
  ];
}
