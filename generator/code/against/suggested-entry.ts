import { stringify } from "yaml";
import { textOf } from "../../iam/arn.ts";
import { takesStar } from "../../iam/reference/exceptions.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { attributeFor, traversalOf } from "../../iam/terraform-types.ts";
import type { CodeResource, Need } from "../calls.ts";
import { type Environment, isAccessPoint, isKeyAlias, knownReference, type Resolved, resolve } from "./resolved.ts";
import { joints, writtenName } from "./written-name.ts";

/** The entry of `actions` that would allow a need, least wide, on one line: `{ allow: s3:PutObject, resources: … }`. */
export function entryFor(need: Need, environment: Environment): string {
  const resources = need.resources.flatMap((resource) => resourcesFor(need.action, resource, environment));
  const [first] = resources;
  const action = findAction(need.action);
  const scopable = action !== undefined && (need.resources.length > 0 ? action.types.length > 0 : !takesStar(action));
  const entry = {
    allow: need.action,
    ...(scopable && {
      resources: first === undefined ? "the ARN that the code means" : resources.length === 1 ? first : resources,
    }),
  };
  return stringify(entry, { collectionStyle: "flow", lineWidth: 0 }).trim();
}

/** How a spec would name a resource of the code; none where only the run knows. */
export function resourcesFor(action: string, { type, name, rest }: CodeResource, environment: Environment): readonly string[] {
  const reference = knownReference(resolve(name, environment));
  if (reference === null) return [];
  const service = action.slice(0, action.indexOf(":"));
  const tail = rest === null ? "" : tailOf(resolve(rest, environment));
  const joint = rest === null ? "" : (joints[type] ?? "/");
  if (reference.kind === "literal") {
    const { text } = reference;
    // What Terraform would read as its own is no name, and an alias does not tell its key.
    if (text.includes("${") || isKeyAlias(text)) return [];
    if (isAccessPoint(text)) return [rest === null ? text : `${text}/object/${tail}`];
    if (text.startsWith("arn:")) return [`${text}${joint}${tail}`];
    return service === "s3"
      ? [`arn:aws:s3:::${text}${joint}${tail}`]
      : writtenName(action, type, text, rest === null ? null : tail);
  }
  if (reference.kind !== "expression") return [];
  const traversal = traversalOf(reference.code);
  const attribute =
    traversal === null
      ? null
      : attributeFor(traversal.terraformType, service, type === "object" ? "bucket" : type === "index" ? "table" : type);
  const code = traversal === null || attribute === null ? reference.code : `${traversal.resource}.${attribute}`;
  return [`\${${code}}${joint}${tail}`];
}

/** What follows a name; the run's own parts are wildcards. */
function tailOf({ parts }: Resolved): string {
  const text = parts.map((part) => (part.kind === "literal" ? asText(part.text) : textOf(part))).join("");
  return text === "" ? "*" : text;
}

/** Text of the code in a spec, where `${…}` would be Terraform's: anything stands in its place. */
export function asText(text: string): string {
  return text.replace(/\$\{[^}]*\}?/g, "*");
}
