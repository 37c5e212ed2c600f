import { arnContains } from "../proof/decide/arn-pattern.ts";
import { breaks, covered, lies } from "../proof/decide/judge.ts";
import { RuleIndex } from "../proof/decide/rule-index.ts";
import type { Rule } from "../proof/rule.ts";

/** Rules of one kind as a set of what they let happen. */
export class RuleSet {
  readonly rules: readonly Rule[];
  private readonly index: RuleIndex;

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    this.index = new RuleIndex(rules);
  }

  /** Whether all that a rule says is said here. */
  holds(rule: Rule): boolean {
    return asWider(rule).some((one) => covered(one, this.index, false));
  }

  /** The rules here in which a rule lies. */
  around(rule: Rule): readonly Rule[] {
    return asWider(rule).flatMap((one) => this.index.around(one).filter((other) => lies(one, other)));
  }

  /** Whether a Deny takes away anything of what is allowed here. */
  isBrokenBy(deny: Rule): boolean {
    return this.rules.some((rule) => rule.effect === "Allow" && breaks(deny, rule));
  }

  /** The rule here of which only Terraform knows whether a rule lies within it; null where that is known. */
  doubt(rule: Rule): Rule | null {
    return this.index.near(rule).find(({ resource }) => arnContains(resource, rule.resource) === "unknown") ?? null;
  }
}

/**
 * A rule under each name by which somebody else may stand for its principal: an account for its roles and users, `*` for all.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function asWider(rule: Rule): readonly Rule[] {
  const { principal } = rule;
  if (principal === null || principal === "*") return [rule];
  const account = /^arn:[^:]+:iam::(\d{12}):(role|user)\//.exec(principal)?.[1];
  return [principal, ...(account === undefined ? [] : [account]), "*"].map((name) => ({ ...rule, principal: name }));
}
