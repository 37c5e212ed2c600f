import type { Argument, Cause, Reference } from "../../grants.ts";
import { causeText } from "../output-file.ts";
import { type Json, type JsonObject, printBody, printJsonReference } from "./print.ts";

/** What stands in a Terraform configuration at one address. Grants → these, and `constructs.ts` makes constructs of them. */
export interface Element {
  readonly kind: "resource" | "data";
  readonly type: string;
  readonly label: string;
  /** The configuration of hashicorp/aws that makes it; null for the default one. */
  readonly provider: string | null;
  /** What the compiler sets, where it is text, and all else; both by Terraform's own names. */
  readonly own: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /** What a comment says in HCL. */
  readonly cause: string | null;
}

type Body = Readonly<Record<string, Json | Reference | null>>;

/** A data source with its arguments; what is null is left out. */
export function dataSource(type: string, label: string, given: Body): Element {
  return { kind: "data", type, label, provider: null, cause: null, ...printed(given, {}) };
}

/** A resource with the arguments that we set, those that come from a spec, and what caused it. */
export function resource(type: string, label: string, given: Body, more: readonly Argument[] = [], cause?: Cause): Element {
  const comment = cause === undefined ? null : causeText(cause);
  return { kind: "resource", type, label, provider: null, cause: comment, ...printed(given, printBody(more)) };
}

function printed(given: Body, more: JsonObject): Pick<Element, "own" | "body"> {
  const own: Record<string, string> = {};
  const body: Record<string, Json> = { ...more };
  for (const [name, value] of Object.entries(given)) {
    const json = value !== null && isReference(value) ? printJsonReference(value) : value;
    if (typeof json === "string") own[name] = json;
    else if (json !== null) body[name] = json;
  }
  return { own, body };
}

/** The same, made by a configuration of hashicorp/aws, as far as that makes them. */
export function madeBy(provider: string | null, elements: readonly Element[]): readonly Element[] {
  return elements.map((one) => (one.type.startsWith("aws_") ? { ...one, provider } : one));
}

function isReference(value: Json | Reference): value is Reference {
  return typeof value === "object" && "kind" in value && typeof value.kind === "string";
}
