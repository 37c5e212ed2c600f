import type { Expression, Reference } from "../../grants.ts";
import { partsOf, splitArn } from "../../iam/arn.ts";
import { arnsOfProvider, callerTypes, idsOfProvider, managedPolicyType, namesOfProvider } from "../../iam/forms.ts";
import { isOneName, mayBeEmpty, namedBy, traversalOf } from "../../iam/terraform-types.ts";
import type { Checked } from "../read/preconditions.ts";
import { staysOfItsKind } from "./possible.ts";

/** A value that only Terraform knows guards or scopes nothing unless it is checked, or AWS itself made it. */

/** What a value stands for, which says what a check of it must demand. */
export type Purpose =
  | "account"
  | "organization"
  | "external id"
  | "token"
  | "caller"
  | "one caller"
  | "source"
  | "resource"
  | "managed policy"
  | "compared";

/** The first expression of a value that could be anything; null where each is checked, or made by AWS. `assured` are names of functions. */
export function uncheckedIn(
  value: Reference,
  place: Purpose,
  checked: readonly Checked[],
  assured: ReadonlySet<string> = new Set(),
): string | null {
  const open = partsOf(value).find((part, index) => {
    if (part.kind === "literal") return false;
    const here = value.kind === "expression" ? place : placeWithin(value, part, index === 0);
    // Beside text, what is compared is more than a wildcard; but not where it says whose a thing is.
    if (place === "compared" && (here === "part" || here === "beginning")) return false;
    if (assured.has(part.code) && (here === "part" || here === "compared")) return false;
    const own = here === "part" ? withoutRewording(part) : part;
    return (
      !isOfProvider(own, here) &&
      !checked.some(
        ({ code, pattern }) =>
          code === own.code && demands(pattern, here) && (here !== "part" || staysOfItsKind(value, part, pattern)),
      )
    );
  });
  return open === undefined || open.kind === "literal" ? null : open.code;
}

/** Where an expression stands in a value of several parts. A colon before the resource of an ARN would move all that is behind it. */
function placeWithin(value: Reference, part: Expression, isFirst: boolean): Place {
  if (isFirst) return "beginning";
  const parts = splitArn(value) ?? [];
  const at = parts.findIndex((one) => partsOf(one).includes(part));
  const alone = at >= 0 && parts[at] === part;
  if (at === 0) return alone ? "partition" : "piece";
  if (at === 1) return "piece";
  if (at === 2) return alone ? "region" : "piece";
  // Of the pieces of an account, none says that together they have twelve digits.
  if (at === 3) return alone ? "account" : "piece of an account";
  return "part";
}

/**
 * Within the resource of an ARN, what takes the slash before a path away, or the space out of a route, or writes a wildcard for
 * API Gateway's word for any method, brings no other wildcard in.
 */
function withoutRewording(expression: Expression): Expression {
  const steps = [/^trimprefix\((.+), "\/"\)$/, /^replace\((.+), " ", ""\)$/, /^replace\((.+), "\/\^ANY\( \|\$\)\/", "\*"\)$/];
  for (const step of steps) {
    const inner = step.exec(expression.code)?.[1];
    if (inner !== undefined) return withoutRewording({ kind: "expression", code: inner });
  }
  return expression;
}

type Place = Purpose | "part" | "beginning" | "partition" | "region" | "piece" | "piece of an account";

/** An attribute that AWS or its provider makes what such a place takes: an ARN of a known type, one name, an id. */
function isOfProvider({ code }: Expression, place: Place): boolean {
  // What lies in a cluster of MSK has the cluster's ARN, with another word in it.
  const swapped = /^replace\((.+), ":cluster\/", ":(topic|group)\/"\)$/.exec(code);
  const read = swapped?.[1] ?? code;
  const traversal = traversalOf(read);
  if (traversal === null) return false;
  const attribute = `${traversal.terraformType}.${traversal.attribute}`;
  const named = namedBy({ kind: "expression", code: read });
  const type = named.kind === "type" ? `${named.service}/${named.type}` : "";
  const isArn = type !== "" || isOwned(read);
  const isCaller = callerTypes.has(type);
  if (place === "part" || place === "compared") return isArn || isOneName(read) || namesOfProvider.has(attribute);
  if (place === "beginning" || place === "resource") return isArn;
  if (place === "source") return isArn && !mayBeEmpty(traversal);
  if (place === "one caller") return isCaller;
  if (place === "caller") return isCaller || idsOfProvider.account.has(attribute);
  if (place === "managed policy") return type === managedPolicyType;
  // Whoever names a token or an external id must say what it is.
  return Object.hasOwn(idsOfProvider, place) && idsOfProvider[place as keyof typeof idsOfProvider].has(attribute);
}

/** True for an attribute that is an ARN with its account, whatever it is of. */
export function isOwned(code: string): boolean {
  const traversal = traversalOf(code);
  return traversal !== null && arnsOfProvider.has(`${traversal.terraformType}.${traversal.attribute}`);
}

/** Whether what matches the pattern can only be what such a place takes. */
function demands(pattern: string, place: Place): boolean {
  const account = pattern === "^[0-9]{12}$";
  // No wildcard, and no brace behind the beginning of a variable.
  const plain = pattern === "^([^*?{]*[^*?{$&][{])*[^*?{]+$";
  switch (place) {
    case "account":
      return account;
    case "organization":
      return pattern === "^o-[a-z0-9]{10,32}$";
    case "token":
      return pattern === "^[a-zA-Z0-9._-]+$";
    case "caller":
      return account || pattern === "^([0-9]{12}|arn:[a-z-]+:iam::[0-9]{12}:(root|(role|user)/[^*?{]+))$";
    case "one caller":
      return pattern === "^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?{]+$";
    case "external id":
      return pattern === "^[A-Za-z0-9_+=,.@:/-]{2,}$";
    case "managed policy":
      return pattern === "^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/[^*?{]+$";
    case "partition":
      return pattern === "^aws(-[a-z]+)*$";
    case "region":
      return pattern === "^[a-z]{2,4}(-[a-z]+)+-[0-9]+$";
    case "piece":
      return pattern === "^[a-z0-9-]+$";
    case "piece of an account":
      return false;
    case "part":
      return account || plain || /^\^\[\^\*\?\{[/:]{1,2}\]\+\$$/.test(pattern);
    case "beginning":
      return plain || demandsArn(pattern);
    case "source":
    case "resource":
      return demandsArn(pattern);
    case "compared":
      return account || plain || pattern === "[^*?]" || demandsArn(pattern);
  }
}

/** An ARN without wildcards up to its account, and with more than wildcards behind it. */
function demandsArn(pattern: string): boolean {
  const head =
    /^\^arn:\[a-z-\]\+:(?:[a-z0-9-]+|\[a-z0-9-\]\+):(?:\[a-z0-9-\][+*])?:(?:\[0-9\]\{12\}|\(\[0-9\]\{12\}\)\?|\[a-z0-9-\]\*)?:/.exec(
      pattern,
    )?.[0];
  if (head === undefined) return false;
  const body = new RegExp(`^${pattern.slice(head.length)}`);
  return !["", "*", "?", "**", "*?", "?*", "/*", ":*", "*/*", "*:*", "${aws:x}"].some((open) => body.test(open));
}

/** Whether a check says that an ARN names its account. */
export function demandsAccount({ kind, ...value }: Reference, checked: readonly Checked[]): boolean {
  return (
    kind === "expression" &&
    "code" in value &&
    checked.some(({ code, pattern }) => code === value.code && demandsArn(pattern) && pattern.includes(":[0-9]{12}:"))
  );
}
