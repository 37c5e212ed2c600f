import { outlineOf } from "../iam/arn.ts";
import { pageOfPolicy } from "../iam/policies-of-aws.ts";
import { isOwnReason } from "../iam/policy/merge-statements.ts";
import { pageOfAction } from "../iam/reference/page.ts";
import type { Rule } from "../proof/rule.ts";
import { impliedGrants } from "../sources/implied.ts";
import { mountFacts, writeLog } from "../sources/role-facts.ts";
import type { ManagedPolicy, Spec } from "../spec/spec.ts";
import type { GrantCause } from "./change.ts";
import type { ReviewedFunction } from "./reviewed.ts";

/** From a rule back to the entry of the spec that asks for it, with the spec's reason, the tables' reason, and AWS's page. */

/** What asks for rules that say the same, each entry once. */
export function causesOf(rules: readonly Rule[], of: ReviewedFunction): readonly GrantCause[] {
  const found = new Map<string, GrantCause>();
  for (const rule of rules) {
    const cause = causeOf(rule, of);
    found.set(JSON.stringify([cause.entry, cause.file, cause.line]), cause);
  }
  return [...found.values()];
}

/** What says which role the function has. */
export function roleCause({ spec }: ReviewedFunction): readonly GrantCause[] {
  const { file, line } = spec.role.span;
  return [{ entry: "role", file, line, why: null, because: null, docs: pages.role }];
}

/** What says by which configuration of the provider the function is made: the function, or its stack. */
export function providerCause({ spec }: ReviewedFunction): readonly GrantCause[] {
  const { file, line } = spec.span;
  return [{ entry: "provider", file, line, why: null, because: null, docs: pages.provider }];
}

/** What says in which account, region or partition the function is made. */
export function homeCause({ spec }: ReviewedFunction, parts: readonly string[]): readonly GrantCause[] {
  const { file, line } = spec.span;
  return [{ entry: parts.join(", "), file, line, why: null, because: null, docs: pages.home }];
}

/** What asks for a policy that others write. */
export function managedPolicyCause({ arn, name, why, span }: ManagedPolicy): GrantCause {
  const { file, line } = span;
  const docs = outlineOf(arn)?.account === "aws" ? pageOfPolicy(name) : pages.managed;
  return { entry: `role.managed_policies ${name}`, file, line, why, because: null, docs };
}

const pages = {
  managed: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
  home: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
  provider: "https://developer.hashicorp.com/terraform/language/meta-arguments/resource-provider",
  role: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  principals: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  network: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  outcome: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
} as const;

function causeOf(rule: Rule, of: ReviewedFunction): GrantCause {
  const { spec } = of;
  const place = rule.place ?? { file: spec.span.file, line: spec.span.line };
  const because = reasonOf(rule, of);
  return { entry: rule.cause, ...place, ...saidOf(rule, spec), because };
}

/** What the entry itself says, and the page of what it is. */
function saidOf(rule: Rule, spec: Spec): { readonly why: string | null; readonly docs: string | null } {
  const [list = "", kind = ""] = rule.cause.split(" ")[0]?.split(".") ?? [];
  const here = <Entry extends { readonly span: Spec["span"] }>(entries: readonly Entry[], is: (entry: Entry) => boolean) => {
    const same = entries.filter(is);
    return same.find(({ span }) => span.line === rule.place?.line) ?? same[0];
  };
  switch (list) {
    case "env":
    case "actions": {
      const entry = here(
        spec.actions.filter(({ span }) => span.line === rule.place?.line),
        ({ actions, variable }) =>
          variable === (list === "env" ? kind : null) && actions.some((name) => name.toLowerCase() === rule.action.toLowerCase()),
      );
      return { why: entry?.why ?? null, docs: pageOfAction(rule.action) };
    }
    case "push": {
      const entry = here(
        spec.push,
        ({ key, name }) => rule.cause === `push.${key} ${name}`.trimEnd() || rule.cause === `push.${key}`,
      );
      return { why: entry?.why ?? null, docs: entry?.source.docs ?? null };
    }
    case "pull": {
      const entry = here(spec.pull, ({ key, name }) => rule.cause === `pull.${key} ${name}`.trimEnd());
      return { why: entry?.why ?? null, docs: entry?.source.docs ?? null };
    }
    case "logs":
      return { why: null, docs: writeLog.docs };
    case "role":
      if (kind === "principals") return { why: here(spec.role.principals, () => true)?.why ?? null, docs: pages.principals };
      return { why: null, docs: kind === "" ? pages.role : pages.network };
    case "function": {
      if (kind === "file_system_config") {
        const service = Object.keys(mountFacts).find((name) => rule.action.startsWith(`${name}:`)) ?? "";
        return { why: null, docs: mountFacts[service]?.docs ?? null };
      }
      const implied = impliedGrants.find(({ argument }) => argument.split(".")[0] === kind);
      return { why: null, docs: implied?.docs ?? pages.outcome };
    }
    default:
      return { why: null, docs: null };
  }
}

/** What the tables say a grant is for: the reason of the statement that was derived from the same entry. */
function reasonOf({ cause, action, effect }: Rule, { grants }: ReviewedFunction): string | null {
  const statements = grants.policies.flatMap((policy) => policy.statements).filter((one) => one.effect === effect);
  const causes = statements.filter(({ actions }) => actions.includes(action)).flatMap((one) => one.causes);
  return causes.find(({ key }) => !isOwnReason(key) && cause.startsWith(key))?.why ?? null;
}
