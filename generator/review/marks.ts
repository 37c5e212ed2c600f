import type { Reference } from "../grants.ts";
import { outlineOf, splitArn, textOf } from "../iam/arn.ts";
import { type AccessLevel, findAction } from "../iam/reference/reference.ts";
import { escalations } from "../proof/decide/escalation.ts";
import { keyOf } from "../proof/pattern.ts";
import type { Rule } from "../proof/rule.ts";
import type { About, Level, Mark } from "./change.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/** What makes a grant worth a second look: how it touches things, whom it reaches, and where it may lead. */

const levels: Readonly<Record<AccessLevel, Level>> = {
  List: "list",
  Read: "read",
  Write: "write",
  "Tagging, Write": "tagging",
  "Permissions management, Write": "permissions management",
};

/** The access level of an action, by AWS's reference. */
export function levelOf(action: string): Level | null {
  const found = findAction(action);
  return found === undefined ? null : levels[found.level];
}

/** The marks of one rule that allows something. */
export function marksOf(about: About, rule: Rule, of: ReviewedFunction): readonly Mark[] {
  switch (about) {
    case "role":
      return [...roleMarks(rule, of)];
    case "invoke":
    case "trust":
      return [...callerMarks(rule, of)];
  }
}

function* roleMarks(rule: Rule, of: ReviewedFunction): Generator<Mark> {
  const escalation = Object.hasOwn(escalations, rule.action) ? escalations[rule.action] : undefined;
  if (escalation !== undefined) yield { kind: "escalation", says: escalation.how };
  if (levelOf(rule.action) === "permissions management")
    yield { kind: "permissions management", says: "may change who is allowed what" };
  const whose = elsewhere(rule.resource, of);
  if (whose !== null) yield { kind: "outside", says: `reaches ${whose}` };
  const broad = of.needs.broad.find(
    (one) => one.rule.action === rule.action && keyOf(one.rule.resource) === keyOf(rule.resource),
  );
  if (broad !== undefined) yield { kind: "broad", says: broad.reason };
}

/** Who the resource belongs to, where that is not the stack's account; null where it is, and where its ARN does not say. */
function elsewhere(resource: Reference, of: ReviewedFunction): string | null {
  if (resource.kind === "literal" && resource.text === "*") return null;
  const account = outlineOf(resource)?.account ?? "";
  if (/[*?]/.test(account)) return "any account";
  return otherAccount(splitArn(resource)?.[3], of);
}

function otherAccount(account: Reference | undefined, { spec }: ReviewedFunction): string | null {
  if (account?.kind !== "literal" || !/^\d{12}$/.test(account.text)) return null;
  const own = spec.settings.home.account;
  if (own.kind !== "literal") return `the account ${account.text}, which may be another one than the stack's`;
  return own.text === account.text ? null : `the account ${account.text}`;
}

function* callerMarks({ principal, conditions, resource }: Rule, of: ReviewedFunction): Generator<Mark> {
  const organization = conditions.find(({ variable }) => variable.toLowerCase() === "aws:principalorgid");
  if (principal === "*") {
    yield organization === undefined
      ? { kind: "public", says: "anybody who knows the function's URL" }
      : { kind: "outside", says: `every account of the organization ${(organization.values.map(textOf)).join(", ")}` };
    return;
  }
  const caller = /^(?:arn:[^:]+:iam::)?(\d{12})(?::|$)/.exec(principal ?? "")?.[1];
  const known = caller === undefined ? null : otherAccount({ kind: "literal", text: caller }, of);
  if (known !== null) yield { kind: "outside", says: `callers in ${known}` };
  const guards = conditions.flatMap(({ variable, values }) => {
    const name = variable.toLowerCase();
    if (name === "aws:sourceaccount") return values;
    return name === "aws:sourcearn" ? values.flatMap((value) => splitArn(value)?.[3] ?? []) : [];
  });
  const sources = new Set(guards.flatMap((account) => otherAccount(account, of) ?? []));
  for (const whose of sources) yield { kind: "outside", says: `a source in ${whose}` };
  const reached = elsewhere(resource, of);
  if (reached !== null) yield { kind: "outside", says: `reaches ${reached}` };
}
