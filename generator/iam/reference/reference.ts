import { readFileSync } from "node:fs";
import { moreTypesOfAction } from "./more-types.ts";

/**
 * The one door to AWS's authorization reference: services, actions, resource types and condition keys, with AWS's own names and case.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * `compact.mjs` makes the files, one a service; a file is read when its service is first asked for.
 */

export type AccessLevel = "List" | "Read" | "Write" | "Tagging, Write" | "Permissions management, Write";

export interface ConditionKey {
  readonly name: string;
  /** `String`, `ARN`, `Numeric`, `Date`, `Bool`, `IPAddress`, or `ArrayOf` one of them. */
  readonly type: string;
}

export interface ResourceType {
  readonly service: string;
  readonly name: string;
  /** ARN patterns as AWS prints them, in six parts: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
  readonly patterns: readonly string[];
  readonly keys: readonly ConditionKey[];
}

export interface Action {
  readonly service: string;
  /** Without the service: `GetObject`. */
  readonly name: string;
  /** As a policy writes it: `s3:GetObject`. */
  readonly full: string;
  readonly level: AccessLevel;
  /** Empty for an action that AWS cannot scope. */
  readonly types: readonly ResourceType[];
  /** Those that AWS marks with a star; of some actions it marks several of which each call has one, so nothing is refused by it. */
  readonly required: readonly ResourceType[];
  /** The keys of the action itself; those that come with one of its resource types are in `keysWith` and in the type. */
  readonly keys: readonly ConditionKey[];
  readonly keysWith: ReadonlyMap<ResourceType, readonly ConditionKey[]>;
}

export interface Service {
  readonly prefix: string;
  readonly title: string;
  readonly types: readonly ResourceType[];
  readonly keys: readonly ConditionKey[];
  /** The full names of all actions, sorted. */
  readonly actionNames: readonly string[];
  /** Case does not matter: `getobject`. */
  action(name: string): Action | undefined;
  type(name: string): ResourceType | undefined;
}

interface Index {
  readonly made: string;
  readonly version: string;
  readonly date: string;
  readonly services: Readonly<Record<string, string>>;
  readonly arns: Readonly<Record<string, readonly string[]>>;
}

type ActionRow = readonly [
  name: string,
  level: AccessLevel,
  types: readonly number[],
  set: number,
  required: readonly number[],
  own?: Readonly<Record<string, number>>,
];

interface ServiceFile {
  readonly keys: readonly (readonly [name: string, type: string])[];
  readonly types: readonly (readonly [name: string, patterns: readonly string[], keys: readonly number[]])[];
  readonly actions: readonly ActionRow[];
  readonly sets: readonly (readonly number[])[];
}

/** Beside the bundle in `dist/`; from source (under a test) the bundle's folder all the same. */
const folder = new URL(
  import.meta.url.endsWith("/generator/iam/reference/reference.ts") ? "../../../dist/reference/" : "./reference/",
  import.meta.url,
);

let indexRead: Index | undefined;
const servicesRead = new Map<string, Service | undefined>();

/** The day on which the reference was taken from AWS: `2026-09-26`. */
export function referenceDate(): string {
  return index().date;
}

/** The release of the reference that the program has. */
export function referenceVersion(): string {
  return index().version;
}

/** Every service prefix of the reference, sorted. */
export function servicePrefixes(): readonly string[] {
  return Object.keys(index().services);
}

/** The services whose resource types have ARNs with this service part: `execute-api`, `elasticloadbalancing`; empty where AWS has no such ARN. */
export function servicesOfArn(part: string): readonly string[] {
  const { arns } = index();
  return Object.hasOwn(arns, part) ? (arns[part] ?? []) : [];
}

/** Every service part that stands in some ARN of AWS. */
export function arnServices(): readonly string[] {
  return Object.keys(index().arns);
}

/** One service by its prefix, whatever its case; undefined for a prefix that AWS does not list. */
export function findService(prefix: string): Service | undefined {
  const name = prefix.toLowerCase();
  if (!servicesRead.has(name)) {
    const title = Object.hasOwn(index().services, name) ? index().services[name] : undefined;
    servicesRead.set(name, title === undefined ? undefined : serviceOf(name, title, read<ServiceFile>(`${name}.json`)));
  }
  return servicesRead.get(name);
}

/** One action by its full name, whatever its case: `S3:getobject`. */
export function findAction(full: string): Action | undefined {
  const colon = full.indexOf(":");
  return colon < 0 ? undefined : findService(full.slice(0, colon))?.action(full.slice(colon + 1));
}

function index(): Index {
  indexRead ??= read<Index>("index.json");
  return indexRead;
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8")) as T;
}

function serviceOf(prefix: string, title: string, file: ServiceFile): Service {
  const keys = file.keys.map(([name, type]): ConditionKey => ({ name, type }));
  const keysAt = (places: readonly number[]) => places.map((place) => known(keys[place]));
  const types = file.types.map(
    ([name, patterns, places]): ResourceType => ({ service: prefix, name, patterns, keys: keysAt(places) }),
  );
  const typesByName = new Map(types.map((type) => [type.name.toLowerCase(), type]));
  const rows = new Map(file.actions.map((row) => [row[0].toLowerCase(), row]));
  const actions = new Map<string, Action>();

  const actionOf = ([name, level, places, set, required, own]: ActionRow): Action => ({
    service: prefix,
    name,
    full: `${prefix}:${name}`,
    level,
    types: [
      ...new Set([
        ...places.map((place) => known(types[place])),
        ...(moreTypesOfAction[`${prefix}:${name}`]?.types ?? []).map((type) => known(typesByName.get(type.toLowerCase()))),
      ]),
    ],
    required: [...new Set(required.map((place) => known(types[place])))],
    keys: keysAt(known(file.sets[set])),
    keysWith: new Map(
      Object.entries(own ?? {}).map(([place, ownSet]) => [known(types[Number(place)]), keysAt(known(file.sets[ownSet]))]),
    ),
  });

  return {
    prefix,
    title,
    types,
    keys,
    actionNames: file.actions.map(([name]) => `${prefix}:${name}`),
    type: (name) => typesByName.get(name.toLowerCase()),
    action(name) {
      const key = name.toLowerCase();
      const row = rows.get(key);
      if (row === undefined) return undefined;
      const action = actions.get(key) ?? actionOf(row);
      actions.set(key, action);
      return action;
    },
  };
}

/** A place in our own file that must be there. */
function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the reference is damaged; build it again");
  return value;
}
