import provider from "../../sources/provider-arguments.json" with { type: "json" };
import { hashArguments } from "../expression/functions.ts";
import type { Key, Keys, Shape } from "./shape.ts";

/** Arguments of Terraform resources as keys of the language: same name, same shape, blocks as mappings. */

interface ProviderArgument {
  readonly type?: string;
  readonly of?: string;
  readonly block?: Readonly<Record<string, ProviderArgument>>;
  /** A block that may stand several times; a number is the most that it may. */
  readonly many?: boolean | number;
  readonly required?: boolean;
  readonly since?: string;
}

type Resource = Exclude<keyof typeof provider, "$source">;

/** The arguments of a resource that a spec may give; `without` are those that the compiler sets itself. */
export function argumentsOfResource(resource: Resource, without: readonly string[] = []): Keys {
  const page = `https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/${resource.replace(/^aws_/, "")}`;
  const about = `An argument of ${resource}: ${page}`;
  const keys = keysOf(provider[resource] as Readonly<Record<string, ProviderArgument>>, without, about);
  const hashes = hashArguments[resource] ?? [];
  return Object.fromEntries(
    Object.entries(keys).map(([name, key]) => [name, hashes.includes(name) ? { ...key, hash: true } : key]),
  );
}

function keysOf(given: Readonly<Record<string, ProviderArgument>>, without: readonly string[], about: string): Keys {
  const names = Object.keys(given).filter((name) => !without.includes(name));
  return Object.fromEntries(names.map((name) => [name, keyOf(name, given[name] ?? {}, about)]));
}

/** Texts that hold JSON, which people write as YAML. */
const jsonTexts: ReadonlySet<string> = new Set([
  "delivery_policy",
  "event_pattern",
  "filter_policy",
  "input",
  "pattern",
  "redrive_policy",
  "replay_policy",
]);

/** Maps that are all that their block says: without an entry it is an empty one. */
const inBlock: ReadonlySet<string> = new Set(["additional_version_weights"]);

/** What an argument that cannot be left out may say. */
const examples: Readonly<Record<string, string>> = {
  events: 'events: ["s3:ObjectCreated:*"]',
  filter_pattern: 'filter_pattern: ERROR, or filter_pattern: "" for every event',
  schedule_expression: "schedule_expression: rate(5 minutes)",
};

function keyOf(name: string, { type = "", of, block, many, required, since }: ProviderArgument, about: string): Key {
  const example = required === true && Object.hasOwn(examples, name) ? examples[name] : undefined;
  return {
    shape:
      block === undefined
        ? attribute(type, of, jsonTexts.has(name), inBlock.has(name))
        : blocks(block, many, about, name !== "environment"),
    about,
    ...(required && { required }),
    ...(example && { example }),
    ...(since && { since }),
  };
}

/**
 * `filled`: of a block that says nothing, hashicorp/aws reads nothing back, and would update it at every apply. An empty environment it
 * takes for none, and there the variables of the stack may stand.
 */
function blocks(
  block: Readonly<Record<string, ProviderArgument>>,
  many: boolean | number | undefined,
  about: string,
  filled: boolean,
): Shape {
  const one: Shape = { kind: "object", keys: keysOf(block, [], about), ...(filled && { filled }) };
  return many === undefined ? one : { kind: "some", of: one, ...(typeof many === "number" && { most: many }) };
}

function attribute(type: string, of = "string", json = false, filled = false): Shape {
  switch (type) {
    case "list":
      return { kind: "list", of: attribute(of), expression: true };
    case "set":
      return { kind: "list", of: attribute(of), expression: true, set: true };
    case "map":
      return {
        kind: "map",
        of: of === "string" ? { kind: "text", booleans: true } : attribute(of),
        expression: true,
        ...(filled && { filled }),
      };
    case "number":
      return { kind: "number", expression: true };
    case "bool":
      return { kind: "flag", expression: true };
    default:
      return { kind: "text", ...(json && { json }) };
  }
}
