import type { Reference } from "../../grants.ts";
import { outlineText, partsOf, splitArn } from "../../iam/arn.ts";
import { globsMeet } from "../../iam/glob.ts";
import { findAction } from "../../iam/reference/reference.ts";
import { patternsOf } from "../../iam/reference/type-patterns.ts";
import { traversalOf } from "../../iam/terraform-types.ts";
import type { CodeResource } from "../calls.ts";
import { ANYTHING, type Environment, isAccessPoint, isKeyAlias, type Resolved, resolve } from "./resolved.ts";

/** Whether a grant's resource is what the code means: unknown where only the run, or Terraform, knows. */
export type Reached = "yes" | "no" | "unknown";

/** Whether a grant of an action on a resource covers a call on another, as far as both are known before they meet. */
export function grantReaches(action: string, granted: Reference, wanted: CodeResource, environment: Environment): Reached {
  const name = resolve(wanted.name, environment);
  if (granted.kind === "literal" && granted.text === "*") return "yes";
  const rest = wanted.rest === null ? null : resolve(wanted.rest, environment);
  const patterns = resourcePatterns(action, wanted.type);
  const answers = patterns.map((pattern) => compare(granted, name, rest, pattern));
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") || answers.length === 0 ? "unknown" : "no";
}

/** What stands behind the fifth colon of the type's ARNs: `table/${TableName}`. */
function resourcePatterns(action: string, type: string): readonly string[] {
  const found = findAction(action)?.types.find(({ name }) => name === type);
  return (found === undefined ? [] : patternsOf(found)).map((pattern) => pattern.split(":").slice(5).join(":"));
}

function compare(granted: Reference, name: Resolved, rest: Resolved | null, pattern: string): Reached {
  const [first, ...behind] = partsOf(granted);
  const [wanted] = name.parts;
  if (wanted === undefined) return "unknown";
  if (first?.kind !== "expression") return compareText(granted, name, rest, pattern);
  if (wanted.kind !== "expression") return "unknown";
  const same = sameThing(first.code, wanted.code);
  if (same !== "yes") return same;
  // Both begin with the same resource: what follows it decides.
  const tail = [...name.parts.slice(1).map(outlineText), tailOf(pattern, rest)].join("");
  return globsMeet(behind.map(outlineText).join(""), tail) ? known(name, rest) : "no";
}

/** What follows the name in an ARN of this pattern. */
function tailOf(pattern: string, rest: Resolved | null): string {
  const tail = pattern.replace(/^[^$]*\$\{[^}]*\}/, "");
  return tail.replace(/\$\{[^}]*\}/g, () => (rest === null ? ANYTHING : rest.parts.map(outlineText).join("")));
}

function compareText(granted: Reference, name: Resolved, rest: Resolved | null, pattern: string): Reached {
  if (name.parts.some(({ kind }) => kind !== "literal")) return "unknown";
  const text = name.parts.map(outlineText).join("");
  if (isKeyAlias(text)) return "unknown";
  // An ARN is whole, but for what the code names beside it.
  const tail = rest === null ? "" : (isAccessPoint(text) ? "/object" : "") + tailOf(pattern, rest);
  if (text.startsWith("arn:")) return globsMeet(outlineText(granted), text + tail) ? known(name, rest) : "no";
  const resource = splitArn(granted)?.[4];
  if (resource === undefined) return "unknown";
  const filled = pattern.replace(/\$\{([^}]*)\}/, (_, variable: string) => fitting(variable, text));
  return globsMeet(
    outlineText(resource),
    filled.replace(/\$\{[^}]*\}/g, () => (rest === null ? ANYTHING : rest.parts.map(outlineText).join(""))),
  )
    ? known(name, rest)
    : "no";
}

/** A name as it stands in an ARN. */
function fitting(variable: string, name: string): string {
  if (variable === "ParameterNameWithoutLeadingSlash") return name.replace(/^\//, "");
  // AWS adds a hyphen and six characters to a secret's name.
  return variable === "SecretId" ? `${name}*` : name;
}

function known(name: Resolved, rest: Resolved | null): Reached {
  return name.open || rest?.open === true ? "unknown" : "yes";
}

/** Two expressions: attributes of one resource, of two of one type, or things of which nothing is known. */
function sameThing(a: string, b: string): Reached {
  if (a === b) return "yes";
  const [left, right] = [traversalOf(a), traversalOf(b)];
  if (left === null || right === null) return "unknown";
  if (left.resource === right.resource) return "yes";
  return left.terraformType === right.terraformType && left.data === right.data ? "no" : "unknown";
}
