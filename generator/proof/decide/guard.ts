import { type GuardArgument, guardArguments, type Reference } from "../../grants.ts";
import { outlineOf } from "../../iam/arn.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import type { OutputPermission } from "../read/emitted.ts";

/**
 * Whether a permission by itself keeps everybody else out: another source, another account, a call without any source, another
 * principal. Why it does not, in a sentence; null where it does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function unguarded(permission: OutputPermission, notNull: ReadonlySet<string>): string | null {
  const { principal } = permission;
  const given = (argument: GuardArgument) => guardOf(permission, argument);
  const text = principal.kind === "literal" ? principal.text : null;
  const nullable = Object.keys(guardArguments).find((argument) =>
    mayBeNull(given(argument as GuardArgument), permission, notNull),
  );
  if (nullable !== undefined) return `nothing checks that ${nullable} is not null, and Terraform would leave it out`;
  if (text === "*") {
    if (given("principal_org_id") !== null) return null;
    // Open on request: the spec says so, and the needs hold its authorization type.
    return given("function_url_auth_type") !== null || given("invoked_via_function_url") !== null
      ? null
      : "anybody may invoke the function";
  }
  // An account, a role, a user: who they are is the guard.
  if (text === null || !/\.amazon(aws)?\.com(\.cn)?$/.test(text)) return null;
  const arn = given("source_arn");
  const account = given("source_account");
  if (given("event_source_token") !== null || given("principal_org_id") !== null) return null;
  if (arn === null) return account === null ? `anybody's ${text} may invoke the function` : openText(account, "account");
  const open = openText(arn, "source ARN");
  if (open !== null) return open;
  if (account !== null) return openText(account, "account");
  return namesAccount(arn) ? null : "its source ARN names no account, so anybody's source could take that name";
}

/** The value of a guard of a permission, by the name of Terraform's argument. */
export function guardOf({ conditions }: OutputPermission, argument: GuardArgument): Reference | null {
  return conditions.find(({ variable }) => variable === guardArguments[argument].variable)?.values[0] ?? null;
}

function openText(value: Reference, what: string): string | null {
  return value.kind === "literal" && /^[*?:]*$/.test(value.text) ? `its ${what} is open` : null;
}

/** Whether the ARN itself says whose it is; an expression does, unless it is the ARN of a bucket. */
function namesAccount(arn: Reference): boolean {
  const outline = outlineOf(arn);
  if (outline !== null) return outline.account !== "" && !/[*?]/.test(outline.account);
  if (arn.kind === "literal") return false;
  const named = namedBy(arn);
  return !(named.kind === "type" && named.service === "s3");
}

/** An attribute of a resource is never null, nor is a variable that the stack declares so; text around an expression is text. */
function mayBeNull(value: Reference | null, { checked }: OutputPermission, notNull: ReadonlySet<string>): boolean {
  if (value?.kind !== "expression") return false;
  const { code } = value;
  return !/^(data\.)?aws_\w+\.[^()]*$/.test(code) && !notNull.has(code) && !checked.includes(code);
}
