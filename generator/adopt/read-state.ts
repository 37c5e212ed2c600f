import { foreignJson, whyNotRead, withTexts } from "./text/texts.ts";

/**
 * The JSON of `terraform show -json`, of a state or of a plan → its resources, those of child modules too.
 * https://developer.hashicorp.com/terraform/internals/json-format
 */

export type Json = Readonly<Record<string, unknown>>;

export interface StateResource {
  /** As Terraform writes it: `module.orders["eu"].aws_lambda_function.this[0]`. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: Json;
  /** The same shape, with `true` where a value is sensitive. */
  readonly sensitive: Json;
  /**
   * Of a mapping, the key of `pull` for what it polls, where whoever read it knows, and the part that says what that is
   * (`kinesis.consumer`): an ARN that is a variable does not tell.
   */
  readonly polls?: string;
}

/** Reads a state, or of a plan what was there before it; else what it plans. */
export function readState(text: string): readonly StateResource[] | { readonly problem: string } {
  let root: unknown;
  try {
    root = foreignJson(text);
  } catch (thrown) {
    return { problem: whyNotRead(thrown) };
  }
  const document = object(root);
  if (Array.isArray(document["resources"]) && "serial" in document)
    return { problem: "this is the state's own file, whose form is Terraform's alone: give what `terraform show -json` prints" };
  const before = object(object(document["prior_state"])["values"] ?? document["values"]);
  const there = resourcesOf(object(before["root_module"]));
  const found = there.length > 0 ? there : resourcesOf(object(object(document["planned_values"])["root_module"]));
  const strange = found.find(({ address }) => !isAddress(address));
  if (strange !== undefined) return { problem: `"${strange.address}" is no address of a resource` };
  if (found.length > 0) return found;
  return { problem: "there are no resources in it: give what `terraform show -json` prints" };
}

/**
 * Whether Terraform would write a text as an address. It becomes code in `adopt.tf`: a key holds no expression and no end of its quotes.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
function isAddress(text: string): boolean {
  const name = "[\\p{L}_][\\p{L}\\p{N}_-]*";
  const key = '(?:\\[(?:\\d+|"(?:[$%]{2}\\{|(?![$%]\\{)[^"\\\\\\p{Cc}]|\\\\["\\\\nrtuU])*")\\])?';
  return new RegExp(`^(?:module\\.${name}${key}\\.)*(?:data\\.)?[a-z0-9_]+\\.${name}${key}$`, "u").test(text);
}

function resourcesOf(module: Json): readonly StateResource[] {
  return [
    ...list(module["resources"]).map(object).map(resourceOf),
    ...list(module["child_modules"]).flatMap((child) => resourcesOf(object(child))),
  ];
}

function resourceOf(resource: Json): StateResource {
  return {
    address: text(resource["address"]) ?? "",
    mode: resource["mode"] === "data" ? "data" : "managed",
    type: text(resource["type"]) ?? "",
    values: object(resource["values"]),
    sensitive: object(resource["sensitive_values"]),
  };
}

/** Whether a value is a mapping. */
export function isMapping(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a mapping; empty where it is none. */
export function object(value: unknown): Json {
  return isMapping(value) ? value : {};
}

/** What stands under a key from outside, which reaches nothing but what is there: `constructor` is a key like others. */
export function own<T>(mapping: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/** A value as a list; one value is a list of one, nothing is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** A text that says something; null for none and for the empty one, which in a state is the same. */
export function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The texts of a list, or the one text; the number of an account is one. */
export function texts(value: unknown): readonly string[] {
  return list(value).flatMap((one) => text(typeof one === "number" ? String(one) : one) ?? []);
}

/** A policy: its text, as a state has it, or what was read of it elsewhere; null where there is none, or what is no policy. */
export function documentOf(value: unknown): Json | null {
  if (typeof value !== "string") return isMapping(value) ? value : null;
  try {
    const document = foreignJson(value);
    return isMapping(document) ? document : null;
  } catch {
    return null;
  }
}

/** What of a statement IAM would not take, so that what is read of it would say something else; null where there is no such thing. */
export function malformed(statement: Json): string | null {
  const isText = (one: unknown) => text(one) !== null;
  const isWho = (one: unknown) => isText(one) || typeof one === "number";
  const isValue = (one: unknown) => ["string", "number", "boolean"].includes(typeof one);
  const isMappingOf = (value: unknown, is: (one: unknown) => boolean) => isMapping(value) && Object.values(value).every(is);
  const every = (is: (one: unknown) => boolean) => (value: unknown) => list(value).every(is);
  const principals = (value: unknown) => isText(value) || isMappingOf(value, every(isWho));
  const parts: Readonly<Record<string, (value: unknown) => boolean>> = {
    Action: every(isText),
    NotAction: every(isText),
    Resource: every(isText),
    NotResource: every(isText),
    Principal: principals,
    NotPrincipal: principals,
    Condition: (value) => isMappingOf(value, (keys) => isMappingOf(keys, every(isValue))),
  };
  const wrong = Object.keys(parts).find((key) => key in statement && parts[key]?.(statement[key]) !== true);
  return wrong === undefined ? null : `its ${wrong} is none of IAM`;
}

/** The statements of a policy as IAM reads them; none of what is no policy. */
export function statementsOf(document: Json | null): readonly Json[] {
  const statements = list(document?.["Statement"]).map(object);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  return document?.["Version"] === "2012-10-17" ? statements : statements.map(withoutVariables);
}

/** A statement of a policy whose version knows no variables, in the words of one that does: there, `${$}` is a dollar. */
function withoutVariables({ Resource: resource, Condition: condition, ...others }: Json): Json {
  const dollars = /(?<!\$)\$+(?=\{)/g;
  const asText = (value: unknown) => withTexts(value, (one) => one.replaceAll(dollars, (run) => "${$}".repeat(run.length)));
  // What is none of IAM stays what it is, for whoever tells of it.
  const inside = (value: unknown, change: (one: unknown) => unknown) =>
    isMapping(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)])) : value;
  return {
    ...others,
    ...(resource !== undefined && { Resource: asText(resource) }),
    ...(condition !== undefined && { Condition: inside(condition, (keys) => inside(keys, asText)) }),
  };
}
