import { type Action, findAction } from "../../iam/reference/reference.ts";
import { type Environment, isKeyAlias, resolve } from "../against/resolved.ts";
import { asText } from "../against/suggested-entry.ts";
import { joints } from "../against/written-name.ts";
import type { CodeResource, Need } from "../calls.ts";
import { namedResources, onEach } from "../needs/named-resources.ts";
import { spelledLetters } from "../sdk/services.ts";

/** Variables for the resources that code does not tell: of which types they are, and what they are called. */

/**
 * The types that a call of the action acts on: all that AWS's reference says each call has, and what the action's name speaks of beside
 * (`RestoreDBInstanceFromDBSnapshot`). Where it says so of none, the type that calls name by a parameter, else the one that the action's
 * name speaks of. Null where nothing tells, as of what is tagged.
 */
export function typesMeant(full: string): readonly (string | null)[] {
  const each = onEach[full];
  if (each !== undefined) return each;
  const action = findAction(full);
  if (action === undefined) return [null];
  const { types, required, service, level } = action;
  const [only, more] = types;
  if (only !== undefined && more === undefined) return [only.name];
  const spoken = spokenOf(action);
  // What is tagged is one of them, whatever the reference says.
  if (required.length > 0 && level !== "Tagging, Write") {
    const always = required.map(({ name }) => name);
    return [
      ...always,
      ...spoken.filter((type) => !always.some((one) => spelledLetters(one).includes(spelledLetters(nounOf(type))))),
    ];
  }
  const usual = (namedResources[service] ?? []).find(({ type }) => type !== "index" && types.some(({ name }) => name === type));
  if (usual !== undefined) return [usual.type];
  const nouns = new Set(types.map(({ name }) => nounOf(name)));
  return [(nouns.size === 1 ? only?.name : spoken[0]) ?? null];
}

/** The types whose nouns the action's name holds, those of more letters first: `DescribeDBSnapshots` is about a snapshot. */
function spokenOf({ name, types }: Action): readonly string[] {
  const spoken = types.map((type) => type.name).filter((type) => spelledLetters(name).includes(spelledLetters(nounOf(type))));
  return spoken.sort((a, b) => spelledLetters(nounOf(b)).length - spelledLetters(nounOf(a)).length);
}

/** `loadbalancer` of `loadbalancer/app/`; an object is named by its bucket, an index by its table. */
function nounOf(type: string): string {
  return { object: "bucket", index: "table" }[type] ?? type.split("/")[0] ?? type;
}

/** The nouns that resources of several services have: a cluster is one thing of ECS, and another of RDS. */
export function sharedNouns(needs: readonly Need[]): ReadonlySet<string> {
  const services = new Map<string, Set<string>>();
  for (const { action, resources } of needs) {
    const types = resources.length > 0 ? resources.map(({ type }) => type) : typesMeant(action);
    for (const noun of types.flatMap((type) => (type === null ? [] : nounOf(type))))
      services.set(noun, (services.get(noun) ?? new Set()).add(serviceOf(action)));
  }
  return new Set([...services].filter(([, of]) => of.size > 1).map(([noun]) => noun));
}

/** A variable for a resource of a type; what may be anything is called by the action, so that no other call has it. */
export function variableOf(action: string, type: string | null, shared: ReadonlySet<string>): string {
  if (type === null)
    return `\${var.${variableName(action.slice(action.indexOf(":") + 1).replace(/([a-z0-9])(?=[A-Z])/g, "$1_"))}_arn}`;
  return `\${var.${variableName(typeWords(action, type, shared))}_arn}${type === "object" ? "/*" : ""}`;
}

/** The variables that a text of a spec reads. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{var\.(\w+)\}/g)].map(([, name = ""]) => name);
}

/** The text with other names for its variables where these are taken: nobody has said that two things are one. */
export function distinctFrom(text: string, taken: ReadonlySet<string>, before: string): string {
  return text.replace(/\$\{var\.(\w+)\}/g, (_, name: string) => {
    let own = name;
    while (taken.has(own)) own = `${before}_${own}`;
    return `\${var.${own}}`;
  });
}

/** A variable for a resource that the code names in part, after the environment variable or the text that it reads; null where it tells none of the name. */
export function placeholder({ type, name, rest }: CodeResource, environment: Environment): string | null {
  const known = name.flatMap((part) => ("env" in part ? [part.env] : "text" in part ? [part.text] : []));
  const written = known.join("_");
  const words = variableName(isKeyAlias(written) ? `${written.slice(written.indexOf("alias/") + "alias/".length)}_key` : written);
  if (words === "") return null;
  const tail = rest === null ? "" : `${joints[type] ?? "/"}${textOfRest(rest, environment)}`;
  return `\${var.${words}_arn}${tail}`;
}

/** A variable for a resource of which the code tells at most what follows its name. */
export function unnamedVariable(
  action: string,
  { type, rest }: CodeResource,
  environment: Environment,
  shared: ReadonlySet<string>,
): string {
  const tail = rest === null ? "" : `${joints[type] ?? "/"}${textOfRest(rest, environment)}`;
  return `\${var.${variableName(typeWords(action, type, shared))}_arn}${tail}`;
}

function typeWords(action: string, type: string, shared: ReadonlySet<string>): string {
  const noun = nounOf(type);
  return shared.has(noun) ? `${serviceOf(action)}_${noun}` : noun;
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(":"));
}

/** Words as a variable is called, without an ending that the variable has by itself. */
function variableName(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/_(arn|name|url|id)$/, "")
    .replace(/^[_0-9]+|_+$/g, "");
}

function textOfRest(rest: NonNullable<CodeResource["rest"]>, environment: Environment): string {
  const { parts } = resolve(rest, environment);
  return parts.map((part) => (part.kind === "literal" ? asText(part.text) : "*")).join("") || "*";
}
