import { takesStar } from "../../iam/reference/exceptions.ts";
import { findAction } from "../../iam/reference/reference.ts";
import type { Environment } from "../against/resolved.ts";
import { resourcesFor } from "../against/suggested-entry.ts";
import type { Call, Need } from "../calls.ts";
import { distinctFrom, placeholder, sharedNouns, typesMeant, unnamedVariable, variableOf, variablesIn } from "./placeholder.ts";

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
  const all = needs.map(({ need }) => need);
  const names: Names = {
    environment,
    shared: sharedNouns(all),
    taken: new Set(all.flatMap((need) => namedIn(need, environment))),
  };
  for (const { need, call } of needs) {
    const action = findAction(need.action);
    // A call that names none of them is authorised on nothing but `*`.
    const scoped = action !== undefined && (need.resources.length > 0 ? action.types.length > 0 : !takesStar(action));
    const resources = scoped ? [...new Set(resourcesOf(need, names))].sort() : [];
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

/** What the names of resources depend on beside themselves. */
interface Names {
  readonly environment: Environment;
  readonly shared: ReadonlySet<string>;
  /** The variables of resources that the code names. */
  readonly taken: ReadonlySet<string>;
}

/** What each resource is called in a spec; what the code does not tell is a variable of its own, also beside others that it tells. */
function resourcesOf({ action, resources }: Need, { environment, shared, taken }: Names): readonly string[] {
  const other = (variable: string) => distinctFrom(variable, taken, "other");
  if (resources.length === 0) return typesMeant(action).map((type) => other(variableOf(action, type, shared)));
  return resources.flatMap((resource) => {
    const written = resourcesFor(action, resource, environment);
    if (written.length > 0) return written;
    return [placeholder(resource, environment) ?? other(unnamedVariable(action, resource, environment, shared))];
  });
}

function namedIn({ action, resources }: Need, environment: Environment): readonly string[] {
  return resources
    .filter((resource) => resourcesFor(action, resource, environment).length === 0)
    .flatMap((resource) => variablesIn(placeholder(resource, environment) ?? ""));
}
