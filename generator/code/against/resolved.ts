import type { Argument, Reference, Value } from "../../grants.ts";
import { expression, literal, partsOf } from "../../iam/arn.ts";
import type { CodeResource } from "../calls.ts";
import type { TextPart } from "../flow/code-value.ts";

/** Stands for what is known at run time only, where IAM's wildcard would stand. */
export const ANYTHING = "*";

/** A name as the deployed function will see it: the spec's own environment filled in. */
export interface Resolved {
  /** Text, and expressions of Terraform that become text. `*` stands for what only the run knows. */
  readonly parts: readonly Reference[];
  /** True where something is known at run time only. */
  readonly open: boolean;
}

/** The environment variables that a spec gives to its function. */
export type Environment = ReadonlyMap<string, Reference>;

/** The variables of a function's `environment` block. */
export function environmentOf(args: readonly Argument[]): Environment {
  const block = args.find(({ name }) => name === "environment");
  const variables = block?.kind === "block" ? block.body.find(({ name }) => name === "variables") : undefined;
  const value = variables?.kind === "attribute" ? variables.value : undefined;
  if (typeof value !== "object" || !("kind" in value) || value.kind !== "map") return new Map();
  return new Map(value.entries.flatMap((entry) => (isReference(entry.value) ? [[entry.key, entry.value] as const] : [])));
}

function isReference(value: Value): value is Reference {
  return typeof value === "object" && "kind" in value && value.kind !== "map";
}

/** A resource's name with what the environment says; a URL becomes the name at its end. */
export function resolve(parts: readonly TextPart[], environment: Environment): Resolved {
  let open = false;
  const resolved = parts.flatMap((part): readonly Reference[] => {
    if ("text" in part) return [literal(part.text)];
    const given = "env" in part ? environment.get(part.env) : undefined;
    if (given !== undefined) return partsOf(given);
    open = true;
    return [literal(ANYTHING)];
  });
  return { parts: lastOfUrl(merged(resolved)), open };
}

function merged(parts: readonly Reference[]): readonly Reference[] {
  const made: Reference[] = [];
  for (const part of parts) {
    const last = made.at(-1);
    if (last?.kind === "literal" && part.kind === "literal") made[made.length - 1] = literal(last.text + part.text);
    else if (part.kind !== "literal" || part.text !== "") made.push(part);
  }
  return made;
}

/** `https://sqs.eu-west-1.amazonaws.com/123456789012/jobs` → `jobs`. */
function lastOfUrl(parts: readonly Reference[]): readonly Reference[] {
  const [first] = parts;
  if (first?.kind !== "literal" || !/^https?:\/\//.test(first.text)) return parts;
  const at = parts.findLastIndex((part) => part.kind === "literal" && part.text.includes("/"));
  const part = parts[at];
  if (part?.kind !== "literal") return parts;
  return merged([literal(part.text.slice(part.text.lastIndexOf("/") + 1)), ...parts.slice(at + 1)]);
}

/**
 * True for an access point of S3, whose objects have a word of their own in their ARNs.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export function isAccessPoint(arn: string): boolean {
  return /^arn:[^:]+:s3:[^:]*:\d+:accesspoint\//.test(arn);
}

/**
 * True for an alias of a key, by its name or its ARN: calls name keys so, and AWS checks the key behind it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
export function isKeyAlias(text: string): boolean {
  return /^(arn:[^:]+:kms:[^:]*:[^:]*:)?alias\//.test(text);
}

/** A resource in words: `table orders`, `object of photos`. */
export function codeResourceWords({ type, name, rest }: CodeResource): string {
  const text = (parts: readonly TextPart[]) =>
    parts.map((part) => ("text" in part ? part.text : "env" in part ? `$${part.env}` : "…")).join("");
  return rest === null ? `${type} ${text(name)}` : `${type} ${text(name)}/${text(rest)}`;
}

/** What a reference to the resource would be in a spec; null where only the run knows. */
export function knownReference({ parts, open }: Resolved): Reference | null {
  const [only, more] = parts;
  if (open || only === undefined || more !== undefined) return null;
  return only.kind === "expression" ? expression(only.code) : only;
}

/** The handler that a function's arguments name, where it is plain text. */
export function handlerOf(args: readonly Argument[]): string | null {
  return plainText(args, "handler");
}

/** The runtime that they name, where it is plain text. */
export function runtimeOf(args: readonly Argument[]): string | null {
  return plainText(args, "runtime");
}

function plainText(args: readonly Argument[], argument: string): string | null {
  const found = args.find(({ name }) => name === argument);
  const value = found?.kind === "attribute" ? found.value : null;
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "literal" ? value.text : null;
}
