import { takesStar } from "../../iam/reference/exceptions.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { type Environment, resolve } from "../against/resolved.ts";
import { asText, resourcesFor } from "../against/suggested-entry.ts";
import { joints } from "../against/written-name.ts";
import type { Call, CodeResource, Need } from "../calls.ts";
import { namedResources } from "../needs/named-resources.ts";

/** One entry of `actions` as a spec writes it. */
export interface SuggestedEntry {
  readonly allow: string | readonly string[];
  readonly resources?: string | readonly string[];
  readonly why: string;
}

/** So many calls are named in a `why`; the rest are counted. */
const mostNamed = 3;

/** The least that allows some needs: one entry for what acts on the same resources, each with its calls in `why`. */
export function suggestEntries(
  needs: readonly { readonly need: Need; readonly call: Call }[],
  environment: Environment,
): readonly SuggestedEntry[] {
  const groups = new Map<
    string,
    { readonly resources: readonly string[]; readonly allow: Set<string>; readonly calls: Set<string> }
  >();
  for (const { need, call } of needs) {
    const action = findAction(need.action);
    // A call that names none of them is authorised on nothing but `*`.
    const scoped = action !== undefined && (need.resources.length > 0 ? action.types.length > 0 : !takesStar(action));
    const resources = scoped ? [...new Set(resourcesOf(need, environment))].sort() : [];
    const key = `${action?.service} ${JSON.stringify(resources)}`;
    const group = groups.get(key) ?? { resources, allow: new Set(), calls: new Set() };
    group.allow.add(need.action);
    group.calls.add(`${call.operation} in ${call.file}:${call.line}`);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ resources, allow, calls }) => {
    const [first = ""] = resources;
    const actions = [...allow].sort();
    const [only = ""] = actions;
    return {
      allow: actions.length === 1 ? only : actions,
      ...(resources.length > 0 && { resources: resources.length === 1 ? first : resources }),
      why: whyOf([...calls]),
    };
  });
}

function whyOf(calls: readonly string[]): string {
  const more = calls.length - mostNamed;
  return more > 0 ? `${calls.slice(0, mostNamed).join(", ")}, and ${more} more` : calls.join(", ");
}

function resourcesOf({ action, resources }: Need, environment: Environment): readonly string[] {
  const known = resources.flatMap((resource) => resourcesFor(action, resource, environment));
  if (known.length > 0) return known;
  const [first] = resources;
  return [placeholder(action, first ?? null, environment)];
}

/** A variable for what the code does not tell, named after the environment variable that it reads, or after the type. */
function placeholder(action: string, resource: CodeResource | null, environment: Environment): string {
  const type = resource?.type ?? likelyType(action);
  const holder = type === "object" ? "bucket" : type === "index" ? "table" : type;
  const known = resource?.name.flatMap((part) => ("env" in part ? [part.env] : "text" in part ? [part.text] : [])) ?? [];
  const name = (known.join("_") || holder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_(arn|name|url|id)$/, "")
    .replace(/^[_0-9]+|_+$/g, "");
  const tail = resource === null || resource.rest === null ? (type === "object" ? "*" : null) : textOfRest(resource, environment);
  return `\${var.${name === "" ? holder : name}_arn}${tail === null ? "" : `${joints[type] ?? "/"}${tail}`}`;
}

/** The type that most calls of the action mean. */
function likelyType(action: string): string {
  const found = findAction(action);
  const types = found?.types.map(({ name }) => name) ?? [];
  const usual =
    found === undefined
      ? undefined
      : (namedResources[found.service] ?? []).find(({ type }) => types.includes(type) && type !== "index");
  return usual?.type ?? types[0] ?? "resource";
}

function textOfRest({ rest }: CodeResource, environment: Environment): string {
  const { parts } = resolve(rest ?? [], environment);
  return parts.map((part) => (part.kind === "literal" ? asText(part.text) : "*")).join("") || "*";
}
