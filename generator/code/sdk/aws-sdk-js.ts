import type { ExternalValue, Step } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { CallExpr, Expr } from "../syntax/module.ts";
import { waiterOperation } from "./operations.ts";
import { entriesAsParams, externals, follow, knownText } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import { type Params, type SdkThing, type Use, unseen } from "./use.ts";

/**
 * AWS's SDKs for JavaScript, the third and the second: which clients an expression may be, and what a call uses. In the third each
 * operation is a class (`new PutObjectCommand(…)`), and making one is what counts: whoever sends it.
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/
 */

/** `@aws-sdk/client-s3` → s3. */
function packageService(from: string): string | null {
  if (from === "@aws-sdk/lib-dynamodb") return "dynamodb";
  return /^@aws-sdk\/client-([a-z0-9-]+)$/.exec(from)?.[1] ?? /^aws-sdk\/clients\/([a-z0-9]+)$/.exec(from)?.[1] ?? null;
}

/** Of a client, and no operation. */
const ownMembers: ReadonlySet<string> = new Set([
  "send",
  "config",
  "endpoint",
  "middlewareStack",
  "destroy",
  "on",
  "customizeRequests",
  // Of a promise that is a client.
  "then",
  "catch",
  "finally",
  "service",
]);
/** Classes of the second SDK that call nothing. */
const noClients: ReadonlySet<string> = new Set([
  "HttpRequest",
  "HttpClient",
  "NodeHttpClient",
  "Endpoint",
  "Config",
  "Credentials",
]);
/** Functions that give back the client, or the whole SDK, that they are handed. */
const capturing = /^capture(AWS|AWSClient|AWSv3Client|AWSv2)$/;

/** What a value of JavaScript may be; `within` are the calls that it is captured by: `AWS = captureAWS(AWS)` is made of itself. */
export function sdkThings(
  flow: Evaluation,
  value: ExternalValue,
  within: ReadonlySet<CallExpr> = new Set(),
): readonly SdkThing[] {
  const captured = value.steps.findLastIndex(
    (step, index) => step.kind === "call" && capturing.test(memberBefore(value.steps, index)),
  );
  const call = value.steps[captured];
  if (call?.kind === "call") {
    if (within.has(call.call)) return [];
    const inside = new Set([...within, call.call]);
    const [given] = call.call.args;
    const things =
      given === undefined ? [] : externals(flow.valuesOf(given.value)).flatMap((inner) => sdkThings(flow, inner, inside));
    return follow(value, things, next, captured + 1);
  }
  if (value.from === "aws-sdk" || value.from === "aws-sdk/global") return follow(value, [{ kind: "library" }], next);
  const service = packageService(value.from);
  if (service === null) return [];
  // `import S3 from "aws-sdk/clients/s3"` is the class itself.
  if (value.from.startsWith("aws-sdk/"))
    return follow(value, [{ kind: "method", of: { kind: "client", service }, name: "" }], next);
  return follow(value, [{ kind: "library" }], (thing, step, before) => ofPackage(thing, step, before, service));
}

function memberBefore(steps: readonly Step[], index: number): string {
  const before = steps[index - 1];
  return before === undefined ? "" : (memberName(before) ?? "");
}

/** `S3.PutObjectCommand`, `S3["PutObjectCommand"]`; null for what only the run knows. */
function memberName(step: Step): string | null {
  return step.kind === "member" ? step.name : step.kind === "index" ? step.key : null;
}

/** The names of a package of the third SDK: clients, and what makes them. */
function ofPackage(thing: SdkThing, step: Step, before: readonly Step[], service: string): readonly SdkThing[] {
  if (thing.kind !== "library") return next(thing, step);
  if (step.kind === "member" || step.kind === "index") return [thing];
  if (step.kind !== "call") return [];
  const name = memberBefore([...before, step], before.length);
  // `DynamoDBDocument.from(client)`, `new S3()`, `new S3Client()`.
  return name === "from" || /^[A-Z]/.test(name) ? [{ kind: "client", service }] : [];
}

/** The second SDK: `AWS.S3`, `AWS.DynamoDB.DocumentClient`. */
function next(thing: SdkThing, step: Step): readonly SdkThing[] {
  switch (thing.kind) {
    case "library": {
      // `AWS[name]` is the class of any service.
      if (step.kind === "index" && step.key === null)
        return [{ kind: "method", of: { kind: "client", service: null }, name: "" }];
      const name = step.kind === "member" ? step.name : step.kind === "index" ? (step.key ?? "") : "";
      return /^[A-Z]/.test(name) && !noClients.has(name)
        ? [{ kind: "method", of: { kind: "client", service: name }, name: "" }]
        : [];
    }
    case "method":
      // The class of a client, before it is made.
      if (thing.name !== "" || thing.of.kind !== "client") return [];
      if (step.kind === "member") return [thing];
      return step.kind === "call" ? [thing.of] : [];
    case "client":
      if (step.kind === "member") return [{ kind: "method", of: thing, name: step.name }];
      if (step.kind !== "index") return [];
      return [step.key === null ? { kind: "dynamic", service: thing.service } : { kind: "method", of: thing, name: step.key }];
    default:
      return [];
  }
}

/** What a call of a client's method uses. */
export function sdkUses(flow: Evaluation, thing: SdkThing, call: CallExpr): readonly Use[] {
  if (thing.kind === "dynamic")
    return [
      { kind: "unknown", what: `a method of ${thing.service ?? "some service"} that is known at run time only`, at: call.at },
    ];
  if (thing.kind !== "method" || thing.of.kind !== "client" || thing.name === "") return [];
  const { service } = thing.of;
  const at = call.callee.kind === "member" ? call.callee.at : call.at;
  if (service === null)
    return ownMembers.has(thing.name)
      ? []
      : [{ kind: "unknown", what: `${thing.name} of a client whose service is known at run time only`, at }];
  const [first, second] = call.args.map(({ value }) => [value]);
  const params = entriesAsParams(flow, first ?? []);
  switch (thing.name) {
    case "send":
      return isCommand(flow, first ?? [])
        ? []
        : [{ kind: "unknown", what: `a command of ${service} that is known at run time only`, at }];
    case "getSignedUrl":
    case "getSignedUrlPromise":
    case "makeRequest": {
      const method = knownText(flow, first ?? []);
      if (method === null)
        return [{ kind: "unknown", what: `${thing.name} of ${service} for what is known at run time only`, at }];
      return [operation(service, method, entriesAsParams(flow, second ?? []), at)];
    }
    case "createPresignedPost":
      return [operation(service, "putObject", nested(flow, params, "Params"), at)];
    case "waitFor": {
      const waiter = knownText(flow, first ?? []);
      return [waited(service, waiter, entriesAsParams(flow, second ?? []), at)];
    }
    default:
      return ownMembers.has(thing.name) ? [] : [operation(service, thing.name, params, at)];
  }
}

/** What a method uses that is handed to something else. */
export function sdkNamed(thing: SdkThing, at: number): readonly Use[] {
  if (thing.kind !== "method" || thing.of.kind !== "client" || thing.of.service === null) return [];
  return thing.name === "" || ownMembers.has(thing.name) ? [] : [operation(thing.of.service, thing.name, unseen, at)];
}

/** What a call of a name of a package uses: commands, paginators, waiters. */
export function packageUses(flow: Evaluation, value: ExternalValue, call: CallExpr): readonly Use[] {
  const service = packageService(value.from);
  const [step, more] = value.steps;
  const at = call.at;
  const [first, second] = call.args.map(({ value: given }) => [given]);
  if (value.from === "@aws-sdk/s3-presigned-post" && step?.kind === "member" && step.name === "createPresignedPost")
    return [operation("s3", "PutObject", entriesAsParams(flow, second ?? []), at)];
  if (service === null || step === undefined || more !== undefined) return [];
  const named = memberName(step);
  if (named === null)
    return call.makes ? [{ kind: "unknown", what: `a command of ${service} that is known at run time only`, at }] : [];
  const command = /^(\w+)Command$/.exec(named)?.[1];
  if (command !== undefined && call.makes) return [operation(service, command, entriesAsParams(flow, first ?? []), at)];
  const paginated = /^paginate([A-Z]\w*)$/.exec(named)?.[1];
  if (paginated !== undefined) return [operation(service, paginated, entriesAsParams(flow, second ?? []), at)];
  const waiter = /^waitUntil([A-Z]\w*)$/.exec(named)?.[1] ?? /^waitFor([A-Z]\w*)$/.exec(named)?.[1];
  return waiter === undefined ? [] : [waited(service, waiter, entriesAsParams(flow, second ?? []), at)];
}

function waited(service: string, waiter: string | null, params: Params, at: number): Use {
  const method = waiter === null ? null : waiterOperation(waiter);
  return method === null
    ? { kind: "unknown", what: `the waiter ${waiter ?? ""} of ${service}`, at }
    : operation(service, method, params, at);
}

function operation(service: string, method: string, params: Params, at: number): Use {
  const prefix = prefixOf(service);
  return prefix === null
    ? { kind: "unknown", what: `${method} of the service ${service}`, at }
    : { kind: "operation", service: prefix, method, params, at };
}

/** A command that was made somewhere: it is counted there. */
function isCommand(flow: Evaluation, exprs: readonly Expr[]): boolean {
  return externals(exprs.flatMap((expr) => flow.valuesOf(expr))).some(
    ({ from, steps }) => packageService(from) !== null && steps.length > 0,
  );
}

function nested(flow: Evaluation, params: Params, name: string): Params {
  return entriesAsParams(flow, params(name));
}
