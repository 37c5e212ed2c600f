import type { ExternalValue } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import type { Arg, CallExpr, Expr, Module } from "../syntax/module.ts";
import { sdkThings } from "./aws-sdk-js.ts";
import { boto3Things } from "./boto3.ts";
import { mayUse } from "./guesses.ts";
import { externals } from "./read-uses.ts";
import { prefixOf } from "./services.ts";
import type { SdkThing, Use } from "./use.ts";

/** Clients whose methods are operations: where they are made, and to which code that is not read they are handed. */

/** The services of such clients that an expression may be, as the SDK names them; null for one that only the run knows. */
function servicesOf(flow: Evaluation, { language }: Module, expr: Expr): readonly (string | null)[] {
  const python = language === "python";
  return externals(flow.valuesOf(expr)).flatMap((value) => {
    if (!python && sendsCommands(value)) return [];
    const things: readonly SdkThing[] = python ? boto3Things(flow, value) : sdkThings(flow, value);
    return things.flatMap((thing) => (thing.kind === "client" || thing.kind === "resource" ? [thing.service] : []));
  });
}

/** A client of JavaScript that only sends: `new S3Client()`. What it sends is made, and counted, where it is read. */
function sendsCommands({ from, steps }: ExternalValue): boolean {
  const made = steps.findIndex(({ kind }) => kind === "call");
  const name = steps[made - 1];
  return from.startsWith("@aws-sdk/") && name?.kind === "member" && name.name.endsWith("Client");
}

/** True for boto3 itself, a session, or the function that makes a client: whoever has it can make a client of any service. */
function makesAny(flow: Evaluation, value: ExternalValue): boolean {
  const last = value.steps.at(-1);
  const makes = last?.kind !== "member" || last.name === "client" || last.name === "resource";
  return makes && boto3Things(flow, value).some(({ kind }) => kind === "library");
}

/** IAM's prefixes of the services that have clients anywhere in the code. */
export function madeServices(flow: Evaluation, modules: Iterable<Module>): ReadonlySet<string> {
  const made = new Set<string>();
  for (const module of modules)
    for (const call of module.calls)
      for (const service of servicesOf(flow, module, call)) {
        const prefix = service === null ? null : prefixOf(service);
        if (prefix !== null) made.add(prefix);
      }
  return made;
}

/** A client that is handed to a library, which may call anything of it. */
export function handedUses(flow: Evaluation, module: Module, call: CallExpr): readonly Use[] {
  const to = externals(flow.valuesOf(call.callee)).find(mayUse);
  if (to === undefined) return [];
  const handed = call.args.flatMap((arg) => insideOf(flow, arg));
  const services = new Set(handed.flatMap((expr) => servicesOf(flow, module, expr)));
  if (
    module.language === "python" &&
    handed.some((expr) => externals(flow.valuesOf(expr)).some((value) => makesAny(flow, value)))
  )
    services.add(null);
  return [...services].map((service) => ({
    kind: "unknown",
    what: `a client of ${service ?? "some service"}, which is handed to ${to.from}`,
    at: call.at,
  }));
}

/** An argument, and the entries of a map that is one. */
function insideOf(flow: Evaluation, { value }: Arg): readonly Expr[] {
  const maps = flow.valuesOf(value).filter((one) => one.kind === "map");
  return [value, ...maps.flatMap(({ expr }) => expr.entries.map((entry) => entry.value))];
}
