import { stringify } from "yaml";
import { textOf } from "../../iam/arn.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { attributeFor, traversalOf } from "../../iam/terraform-types.ts";
import type { CodeResource, Need } from "../calls.ts";
import { type Environment, type Resolved, referenceOf, resolve } from "./resolved.ts";

/** The entry of `actions` that would allow a need, least wide, on one line: `{ allow: s3:PutObject, resources: … }`. */
export function entryFor(need: Need, environment: Environment): string {
  const resources = need.resources.flatMap((resource) => resourceFor(need.action, resource, environment) ?? []);
  const [first] = resources;
  const scopable = (findAction(need.action)?.types.length ?? 0) > 0;
  const entry = {
    allow: need.action,
    ...(scopable && {
      resources: first === undefined ? "the ARN that the code means" : resources.length === 1 ? first : resources,
    }),
  };
  return stringify(entry, { collectionStyle: "flow", lineWidth: 0 }).trim();
}

/** What stands between a name and what follows it in the ARN of a type. */
export const joints: Readonly<Record<string, string>> = { index: "/index/", "log-stream": ":log-stream:" };

/** How a spec would name a resource of the code; null where only the run knows. */
export function resourceFor(action: string, { type, name, rest }: CodeResource, environment: Environment): string | null {
  const reference = referenceOf(resolve(name, environment));
  if (reference === null) return null;
  const service = action.slice(0, action.indexOf(":"));
  const tail = rest === null ? "" : tailOf(resolve(rest, environment));
  const joint = rest === null ? "" : (joints[type] ?? "/");
  if (reference.kind === "literal") {
    const { text } = reference;
    if (type === "log-stream") return null;
    // AWS checks the key behind an alias, whose id only the account knows.
    if (text.startsWith("alias/")) return null;
    if (text.startsWith("arn:")) return `${text}${joint}${tail}`;
    return service === "s3" ? `arn:aws:s3:::${text}${joint}${tail}` : rest === null ? text : `${text}${joint}${tail}`;
  }
  if (reference.kind !== "expression") return null;
  const traversal = traversalOf(reference.code);
  const attribute =
    traversal === null
      ? null
      : attributeFor(traversal.terraformType, service, type === "object" ? "bucket" : type === "index" ? "table" : type);
  const code = traversal === null || attribute === null ? reference.code : `${traversal.resource}.${attribute}`;
  return `\${${code}}${joint}${tail}`;
}

/** What follows a name; the run's own parts are wildcards. */
function tailOf({ parts }: Resolved): string {
  const text = parts.map((part) => (part.kind === "literal" ? part.text : textOf(part))).join("");
  return text === "" ? "*" : text;
}
