import { literal, splitArn, textOf } from "../../iam/arn.ts";
import { breaks } from "../../proof/decide/judge.ts";
import type { Rule } from "../../proof/rule.ts";
import type { Standing } from "../change.ts";
import { type Described, described } from "../described.ts";
import { type ReviewedFunction, rulesOfFunction } from "../reviewed.ts";
import { addedEntry, lists } from "./added-entry.ts";
import { type AskedResource, askedResource } from "./asked-resource.ts";
import type { Denial } from "./denial.ts";
import { standingOf } from "./explanation.ts";
import { functionsThatCan } from "./who-can.ts";

/** What refused a call, and what to write. */
export interface Remedy extends Standing {
  readonly verdict: "missing" | "narrower" | "conditions" | "denied" | "allowed" | "unknown" | "elsewhere";
  readonly says: string;
  /** What the spec says of it already. */
  readonly near: readonly Described[];
  /** The entry to add to `actions`, or the list that it belongs to; null where no entry helps. */
  readonly entry: string | null;
  readonly hints: readonly string[];
}

/** The functions whose role a message names; where it names none, those of the name that the line around it has. */
export function functionsMeant(functions: readonly ReviewedFunction[], denial: Denial): readonly ReviewedFunction[] {
  const byRole = functions.filter(
    ({ spec, grants }) =>
      denial.role !== null && couldBe(textOf(spec.role.existing?.name ?? grants.role?.name ?? spec.role.name), denial.role),
  );
  const here = (found: readonly ReviewedFunction[]) => {
    const same = found.filter(
      ({ spec: { settings } }) =>
        denial.account === null || settings.home.account.kind !== "literal" || settings.home.account.text === denial.account,
    );
    return same.length > 0 ? same : found;
  };
  const named = (found: readonly ReviewedFunction[]) =>
    found.filter(({ name }) => denial.function !== null && couldBe(name, denial.function));
  const roles = here(byRole);
  if (roles.length > 1 && named(roles).length > 0) return named(roles);
  return roles.length > 0 ? roles : here(named(functions));
}

/** Whether a name that may hold expressions can be this one. */
function couldBe(name: string, found: string): boolean {
  const parts = name.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[\\w+=,.@-]+")}$`).test(found) && parts.some((part) => part !== "");
}

/** Why a function's call was refused, and the least that would let it through. */
export function remedyOf(of: ReviewedFunction, denial: Denial): Remedy {
  const remedy = remedyIn(of, denial);
  return { ...remedy, hints: [...hintsOnRole(of, denial), ...remedy.hints] };
}

/** Where the message is of another role than the spec's, what helps the one may be nothing to the other. */
function hintsOnRole({ spec, grants }: ReviewedFunction, { role, account }: Denial): readonly string[] {
  const own = textOf(spec.role.existing?.name ?? grants.role?.name ?? spec.role.name);
  const home = spec.settings.home.account;
  return [
    ...(role === null || couldBe(own, role) ? [] : [`the message is of the role ${role}, and the spec's is ${own}`]),
    ...(account === null || home.kind !== "literal" || home.text === account
      ? []
      : [`the message is of a role in the account ${account}, and the spec's is in ${home.text}`]),
  ];
}

function remedyIn(of: ReviewedFunction, denial: Denial): Remedy {
  const rest = { ...standingOf(of), near: [] as readonly Described[], entry: null, hints: [] as readonly string[] };
  const boundary = of.needs.role?.boundary ?? null;
  switch (denial.refusal) {
    case "service control":
    case "service control deny":
    case "resource control deny":
      return {
        ...rest,
        verdict: "elsewhere",
        says: "a policy of the organization refuses it: no entry of a spec can allow it",
        hints: ["ask who keeps the organization's policies"],
      };
    case "session":
    case "session deny":
      return {
        ...rest,
        verdict: "elsewhere",
        says: "the policy of the session refuses it: whoever assumed the role gave it less than the role has",
      };
    case "endpoint":
    case "endpoint deny":
      return {
        ...rest,
        verdict: "elsewhere",
        says: "the policy of a VPC endpoint refuses it: the function's network lets the call through no other way",
      };
    case "resource deny":
      return {
        ...rest,
        verdict: "elsewhere",
        says: `the policy of ${denial.resource ?? "the resource"} denies it, and a Deny there stands above what a spec allows`,
      };
    case "boundary":
    case "boundary deny":
      return {
        ...rest,
        verdict: "elsewhere",
        says:
          boundary === null
            ? "a permissions boundary of the role refuses it, and the spec sets none: somebody else did"
            : `the permissions boundary ${textOf(boundary)} refuses it: what it does not allow, no entry can`,
        hints: boundary === null ? [] : [`role.permissions_boundary stands at ${of.spec.role.span.file}`],
      };
    case "identity deny":
    case "deny":
      return denied(of, denial);
    case "identity":
    case "resource":
    case "unsaid":
      return missing(of, denial);
  }
}

function denied(of: ReviewedFunction, denial: Denial): Remedy {
  const resource = askedResource(of, denial).reference;
  const found = rulesOfFunction(of).role.filter(
    ({ rule }) =>
      rule.effect === "Deny" &&
      denial.actions.some((action) =>
        breaks(rule, { ...rule, effect: "Allow", action, resource, conditions: [] } satisfies Rule),
      ),
  );
  const near = found.map((held) => described("role", of, held));
  const says =
    near.length > 0
      ? "the spec itself denies it"
      : "a Deny refuses it, and the spec has none that does: another policy on the role, or one of the organization";
  return {
    ...standingOf(of),
    verdict: near.length > 0 ? "denied" : "elsewhere",
    says,
    near,
    entry: null,
    hints: near.length > 0 ? ["take the Deny away where it stands, if the call is meant"] : [],
  };
}

function missing(of: ReviewedFunction, denial: Denial): Remedy {
  const { actions } = denial;
  const [action = ""] = actions;
  const asked = askedResource(of, denial);
  const resource = asked.said;
  const found = functionsThatCan([of], action, asked.reference);
  const all = found.filter(({ covers }) => covers === "all" || resource === null);
  const other = functionsThatCan([of], action, literal("*"));
  const rest = { ...standingOf(of), hints: hintsOf(of, denial, asked) };
  const open = all.filter(({ grant }) => grant.condition === null);
  if (open.length > 0 && (resource !== null || denial.byLambda)) {
    const says =
      denial.refusal === "resource"
        ? "the spec allows it; the policy of the resource does not"
        : "the spec allows it: it may not be applied yet, or another policy refuses it";
    return { ...rest, verdict: "allowed", says, near: open, entry: null };
  }
  const entry = addedEntry(of, denial, asked);
  if (all.length > 0 && resource !== null)
    return {
      ...rest,
      verdict: "conditions",
      says: "the spec allows it under conditions alone, and the call did not meet them",
      near: all,
      entry: null,
    };
  const unsure = found.filter(({ covers }) => covers === "unknown");
  if (unsure.length > 0)
    return {
      ...rest,
      verdict: "unknown",
      says: "whether the spec allows it, only Terraform knows: compare the ARN with what the expression is",
      near: unsure,
      entry,
    };
  if (other.length > 0)
    return {
      ...rest,
      verdict: "narrower",
      says:
        resource === null
          ? "the spec allows it on some resources, and the message does not say which one was asked for"
          : `the spec allows ${action}, but not on ${resource}`,
      near: other,
      entry,
    };
  return { ...rest, verdict: "missing", says: `nothing in the spec allows ${actions.join(", ")}`, near: [], entry };
}

function hintsOf(of: ReviewedFunction, { actions, byLambda, refusal }: Denial, asked: AskedResource): readonly string[] {
  const service = actions[0]?.split(":")[0] ?? "";
  const own = of.spec.settings.home.account;
  const account = splitArn(asked.reference)?.[3] ?? literal("");
  const foreign =
    account.kind === "literal" && /^\d{12}$/.test(account.text) && own.kind === "literal" && own.text !== account.text;
  return [
    ...asked.hints,
    ...(byLambda && lists[service] !== undefined ? [lists[service]] : []),
    ...(foreign || refusal === "resource" ? ["the policy of the resource must allow the role, too: it is not of this spec"] : []),
    ...(service === "kms" ? ["the policy of the key must allow the role, or leave it to IAM"] : []),
    ...(of.grants.attachments.length === 0 ? [] : ["whether a managed policy of its role allows it, nobody here knows"]),
    ...(of.spec.role.existing === null ? [] : ["the role is managed elsewhere: what is added here is attached to it"]),
  ];
}
