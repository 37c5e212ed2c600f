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

/** A resource or a data source with its arguments; what is null is left out. */
export function elementOf(
  kind: Element["kind"],
  type: string,
  label: string,
  given: Body,
  more: JsonObject = {},
  cause?: Cause,
): Element {
  const own: Record<string, string> = {};
  const body: Record<string, Json> = { ...more };
  for (const [name, value] of Object.entries(given)) {
    const printed = value !== null && isReference(value) ? printJsonReference(value) : value;
    if (typeof printed === "string") own[name] = printed;
    else if (printed !== null) body[name] = printed;
  }
  return { kind, type, label, provider: null, own, body, cause: cause === undefined ? null : causeText(cause) };
}

/** The same, made by a configuration of hashicorp/aws, as far as that makes them. */
export function madeBy(provider: string | null, elements: readonly Element[]): readonly Element[] {
  return elements.map((one) => (one.type.startsWith("aws_") ? { ...one, provider } : one));
}

/** A resource with the arguments that we set, those that come from a spec, and what caused it. */
export function resource(type: string, label: string, body: Body, more: readonly Argument[] = [], cause?: Cause): Element {
  return elementOf("resource", type, label, body, printBody(more), cause);
}

function isReference(value: Json | Reference): value is Reference {
  return typeof value === "object" && "kind" in value && typeof value.kind === "string";
}
