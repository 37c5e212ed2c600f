import type { Expression, Reference } from "../../grants.ts";
import { partsOf, splitArn } from "../../iam/arn.ts";
import { namesOfProvider } from "../../iam/forms.ts";
import { isOneName, namedBy, traversalOf } from "../../iam/terraform-types.ts";
import type { Checked } from "../read/preconditions.ts";

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

/** The first expression of a value that could be anything; null where each is checked, or made by AWS. `assured` are known otherwise. */
export function uncheckedIn(
  value: Reference,
  place: Purpose,
  checked: readonly Checked[],
  assured: ReadonlySet<string> = new Set(),
): string | null {
  const account = splitArn(value)?.[3];
  const open = partsOf(value).find((part, index) => {
    if (part.kind === "literal" || assured.has(part.code) || isOfProvider(part)) return false;
    const here = value.kind === "expression" ? place : index > 0 || place === "compared" ? "part" : "beginning";
    const own = index > 0 && account !== part ? withoutRewording(part) : part;
    if (own !== part && isOfProvider(own)) return false;
    return !checked.some(({ code, pattern }) => code === own.code && demands(pattern, account === part ? "account" : here));
  });
  return open === undefined || open.kind === "literal" ? null : open.code;
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

/** An attribute whose form AWS or its provider says: an ARN of a known type, one name, an id. */
function isOfProvider({ code }: Expression): boolean {
  // Another word in an ARN, where the new word is no wildcard.
  const swapped = /^replace\((.+), "[^"\\$%]*", "[^"\\$%*?]*"\)$/.exec(code);
  const read = swapped?.[1] ?? code;
  const traversal = traversalOf(read);
  if (traversal === null) return false;
  return (
    isOneName(read) ||
    namesOfProvider.has(`${traversal.terraformType}.${traversal.attribute}`) ||
    namedBy({ kind: "expression", code: read }).kind === "type"
  );
}

/** Whether what matches the pattern can only be what such a place takes. */
function demands(pattern: string, place: Purpose | "part" | "beginning"): boolean {
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
    case "part":
      return account || plain;
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
