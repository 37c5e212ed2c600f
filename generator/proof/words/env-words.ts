import type { Argument, Reference, Value } from "../../grants.ts";
import type { Intents } from "../../iam/actions/intents.ts";
import { splitArn } from "../../iam/arn.ts";
import { findService } from "../../iam/reference/reference.ts";
import { dnsSuffixes } from "../../iam/regions.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { ActionEntry, Spec } from "../../spec/spec.ts";
import { argumentAt, isReference } from "../../spec/values/value.ts";
import { isMeant, misreadIntent, rowsOf, type Said, saidBy } from "./action-words.ts";
import { beginsComputed, lettersOfMeaning, meaningOfReference, meaningOfText, onlyCode } from "./meaning.ts";
import { at, type Words } from "./said.ts";

/**
 * Entries of `env`: what each allows is found among the entries that were read, and what its variable holds, put where a name stands
 * in the ARN of the thing, is that ARN again.
 */

/** The keys of `env` that were read otherwise than they are written. */
export function* misreadEnv({ env }: Words, spec: Spec): Generator<string> {
  const names = new Set(env.map(([name]) => name));
  if (spec.actions.some(({ variable }) => variable !== null && !names.has(variable))) yield "env";
  for (const [name, node] of env) {
    const entries = spec.actions.filter(({ variable }) => variable === name);
    for (const key of misreadIntent(node, entries, spec)) yield `env.${name}.${key}`;
    const said = saidBy(node);
    const held = variablesOf(spec.arguments).find(({ key }) => key === name)?.value;
    const isHeld = (thing: Said) => isReference(held) && rowsOf(thing).some((row) => isNamed(thing, row, held, entries, spec));
    if (new Set(said.map(({ text }) => text)).size !== 1 || !said.every(isHeld)) yield `env.${name}`;
  }
}

/** The function's arguments without the variables that `env` gives, and without an environment that is there for these alone. */
export function withoutEnv(given: readonly Argument[], { env, function: own }: Words): readonly Argument[] {
  if (env.length === 0) return given;
  const names = new Set(env.map(([name]) => name));
  return given.flatMap((argument): readonly Argument[] => {
    if (argument.kind !== "block" || argument.name !== "environment") return [argument];
    const body = argument.body.flatMap((inner): readonly Argument[] => {
      if (inner.kind !== "attribute" || !isMap(inner.value)) return [inner];
      const entries = inner.value.entries.filter(({ key }) => !names.has(key));
      const isMade = entries.length === 0 && at(own, "environment", "variables") === undefined;
      return isMade ? [] : [{ ...inner, value: { ...inner.value, entries } }];
    });
    return body.length === 0 && at(own, "environment") === undefined ? [] : [{ ...argument, body }];
  });
}

type MapValue = Extract<Value, { readonly kind: "map" }>;

function isMap(value: Value): value is MapValue {
  return typeof value === "object" && "kind" in value && value.kind === "map";
}

function variablesOf(given: readonly Argument[]): MapValue["entries"] {
  const value = argumentAt(given, "environment.variables");
  return value !== undefined && value !== "block" && isMap(value) ? value.entries : [];
}

/** Whether a variable holds what names a thing of this row in a call. */
function isNamed(
  { text }: Said,
  { named, service, type }: Intents,
  held: Reference,
  entries: readonly ActionEntry[],
  spec: Spec,
): boolean {
  const holds = meaningOfReference(held);
  const said = meaningOfText(text, "policy");
  const isArn = (beginsComputed(holds) || splitArn(held) !== null) && entries.some((entry) => isMeant(said, held, entry, spec));
  if (/[*?]/.test(lettersOfMeaning(holds))) return false;
  if (beginsComputed(said)) {
    const code = /^\$\{\s*([^}]*?)\s*\}/.exec(text)?.[1] ?? "";
    const resource = traversalOf(code);
    const attribute = resource === null ? undefined : named.attributes[resource.terraformType];
    if (resource !== null && attribute !== undefined)
      return onlyCode(holds) === `${resource.resource}.${attribute}`.replace(/[ \t]/g, "");
    if (named.behind === "name") return said.endsWith(`${lastName(service, type)}${holds}`);
    return isArn && (named.by === "arn" || named.orArn === true);
  }
  if (isArn) return named.by === "arn" || named.orArn === true;
  const things = entries
    .flatMap(({ resources }) => resources ?? [])
    .flatMap((resource) => {
      const parts = splitArn(resource)?.map(meaningOfReference);
      return parts === undefined ? [] : [parts];
    });
  return things.some(([partition = "", , region = "", account = "", resource = ""]) => {
    if (named.by === "url") return isUrl(holds, { partition, region, account, resource });
    switch (service) {
      case "s3":
        return resource === holds || resource.startsWith(`${holds}/`);
      case "ssm":
        if (resource !== `parameter/${holds.replace(/^\//, "")}` || (said.startsWith("/") && said !== holds)) return false;
        return holds.startsWith("/") || !lettersOfMeaning(holds).includes("/");
      case "secretsmanager":
        return resource === `secret:${holds}-??????`;
      default:
        return named.behind === "name"
          ? resource.endsWith(`${lastName(service, type)}${holds}`)
          : resource === `${lastName(service, type)}${holds}`;
    }
  });
}

/** What stands in front of the last name in the ARN of a type: `table/`, `/index/`. */
function lastName(service: string, type: string): string {
  const [pattern = ""] = findService(service)?.type(type)?.patterns ?? [];
  const resource = pattern.split(":").slice(5).join(":");
  return /([^}]*)\$\{[^}]*\}$/.exec(resource)?.[1] ?? resource;
}

function isUrl(url: string, { partition, region, account, resource }: Readonly<Record<string, string>>): boolean {
  const [scheme, nothing, host = "", owner, name, ...more] = url.split("/");
  const domain = `sqs.${region}.`;
  if (
    `${scheme}//${nothing}` !== "https://" ||
    more.length > 0 ||
    owner !== account ||
    name !== resource ||
    !host.startsWith(domain)
  )
    return false;
  const rest = host.slice(domain.length);
  const read = /^(data\.aws_partition\.lambdagrant(?:_[\w-]+)?)\.partition$/.exec(onlyCode(partition ?? "") ?? "")?.[1];
  return onlyCode(partition ?? "") !== null
    ? read !== undefined && rest === meaningOfText(`\${${read}.dns_suffix}`)
    : Object.entries(dnsSuffixes).some(([of, suffix]) => of === partition && suffix === rest);
}
