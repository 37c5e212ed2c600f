import { type GuardArgument, guardArguments, type Reference } from "../../grants.ts";
import { outlineOf, partsOf, splitArn, textOf } from "../../iam/arn.ts";
import { findService } from "../../iam/reference/reference.ts";
import { namedBy } from "../../iam/terraform-types.ts";
import type { OutputPermission } from "../read/emitted.ts";
import type { Checked } from "../read/preconditions.ts";
import { demandsAccount, isOwned, type Purpose, uncheckedIn } from "./checked.ts";

/**
 * Whether a permission by itself keeps everybody else out: another source, another account, a call without any source, another
 * principal. Why it does not, in a sentence; null where it does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function unguarded(permission: OutputPermission): string | null {
  const { principal, checked } = permission;
  const given = (argument: GuardArgument) => guardOf(permission, argument);
  const text = principal.kind === "literal" ? principal.text : null;
  const values = [
    { argument: "principal", value: principal, place: "caller" } as const,
    ...Object.entries(places).flatMap(([argument, place]) => {
      const value = given(argument as GuardArgument);
      return value === null ? [] : [{ argument, value, place }];
    }),
  ];
  for (const { argument, value, place } of values) {
    const code = uncheckedIn(value, place, checked);
    if (code !== null)
      return `nothing checks ${code} of ${argument}: null would take the guard away, and a wildcard would open it`;
  }
  if (text === "*") {
    if (given("principal_org_id") !== null) return null;
    // Open on request: the spec says so, and the needs hold its authorization type.
    return given("function_url_auth_type") !== null || given("invoked_via_function_url") !== null
      ? null
      : "anybody may invoke the function";
  }
  // An account, a role, a user: who they are is the guard. Looser than what a spec may write: whatever ends so is held to a guard.
  if (text === null || !/\.amazon(aws)?\.com(\.cn)?$/.test(text)) return null;
  const arn = given("source_arn");
  const account = given("source_account");
  if (given("event_source_token") !== null || given("principal_org_id") !== null) return null;
  if (arn === null) return account === null ? `anybody's ${text} may invoke the function` : openText(account, "account");
  const open = openText(arn, "source ARN") ?? deadBus(arn, permission);
  if (open !== null) return open;
  if (account !== null) return openText(account, "account");
  return namesAccount(arn, checked) ? null : "its source ARN names no account, so anybody's source could take that name";
}

/**
 * The ARN of a rule on the bus `default` names no bus: with that name in it, it matches nothing that is asked for. No bus that is made
 * is called so. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html
 */
function deadBus(arn: Reference, { excluded }: OutputPermission): string | null {
  const [, service, , , resource] = splitArn(arn) ?? [];
  if (service === undefined || resource === undefined || textOf(service) !== "events") return null;
  const [word, bus, ...behind] = partsOf(resource);
  // A partner's bus has slashes, and is not called so.
  const rest = behind.map((part) => (part.kind === "literal" ? part.text : "x")).join("");
  const isBus = word?.kind === "literal" && word.text === "rule/" && /^\/[^/]*$/.test(rest);
  if (!isBus || bus?.kind !== "expression" || /^aws_cloudwatch_event_bus\.[\w-]+(\[[^\]]*\])?\.(name|id)$/.test(bus.code))
    return null;
  const isRefused = excluded.some(({ code, pattern }) => code === bus.code && pattern === "^default$");
  return isRefused ? null : `nothing keeps ${bus.code} from being the default bus, which stands in no ARN of a rule`;
}

/** The value of a guard of a permission, by the name of Terraform's argument. */
function guardOf({ conditions }: OutputPermission, argument: GuardArgument): Reference | null {
  return conditions.find(({ variable }) => variable === guardArguments[argument].variable)?.values[0] ?? null;
}

function openText(value: Reference, what: string): string | null {
  return value.kind === "literal" && /^[*?:]*$/.test(value.text) ? `its ${what} is open` : null;
}

/** What the values of guards are; the others take flags and words that the compiler writes. */
const places: Readonly<Partial<Record<GuardArgument, Purpose>>> = {
  source_arn: "source",
  source_account: "account",
  principal_org_id: "organization",
  event_source_token: "token",
  function_url_auth_type: "compared",
};

/** Whether the ARN itself says whose it is, a Terraform resource's as AWS's reference writes those of its type. */
function namesAccount(arn: Reference, checked: readonly Checked[]): boolean {
  const outline = outlineOf(arn);
  if (outline !== null) return outline.account !== "" && !/[*?]/.test(outline.account);
  if (arn.kind === "literal") return false;
  const named = namedBy(arn);
  if (named.kind === "type") {
    const type = findService(named.service)?.type(named.type);
    return type?.patterns.every((pattern) => /:\$\{Account\}:/.test(pattern)) ?? false;
  }
  const [first] = partsOf(arn);
  return first?.kind === "expression" && (isOwned(first.code) || demandsAccount(first, checked));
}
