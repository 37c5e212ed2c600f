import type { Keys, Shape } from "../spec/language/shape.ts";

/** The words of rules.yaml: a rule is a sentence, and what a grant must be for the sentence to hold of it, all of it. */

const text: Shape = { kind: "text" };
const some: Shape = { kind: "some", of: text };
const flag: Shape = { kind: "flag" };

/** What a rule may ask of what a role is allowed. */
export const grantKeys: Keys = {
  actions: { shape: some, about: "Actions, which may hold wildcards: iam:PassRole, s3:Delete*." },
  services: { shape: some, about: "Services by their prefix in IAM: ec2, organizations." },
  levels: {
    shape: { kind: "some", of: { kind: "choice", of: ["list", "read", "write", "tagging", "permissions management"] } },
    about: "Access levels, by AWS's reference.",
  },
  resources: { shape: some, about: "ARNs, which may hold wildcards: whatever may act on some of them." },
  broad: { shape: flag, about: "true: what is wide on request, with `broad` in the spec." },
};

/** What a rule may ask of who is let in: to invoke a function, or to assume its role. */
export const callerKeys: Keys = {
  principals: { shape: some, about: 'Services, accounts, ARNs of roles and users, which may hold wildcards; "*" is everybody.' },
  public: { shape: flag, about: "true: whoever is let in without being known, as by a URL without authorization." },
  unguarded_trust: {
    shape: flag,
    about: "true: who may assume the role, or one that is made for a service to invoke with, and no condition says who that is.",
  },
};

/** What a rule may ask of both. */
export const bothKeys: Keys = {
  accounts: { shape: some, about: "Accounts that are reached, or that callers and their sources are in." },
  outside_accounts: { shape: some, about: "The only accounts that may be reached, or that callers and their sources may be in." },
  outside_regions: { shape: some, about: "The only regions in which something may be reached." },
};

const ruleKeys: Keys = {
  never: { shape: text, required: true, about: "The sentence that is told where a spec breaks the rule." },
  ...grantKeys,
  ...callerKeys,
  ...bothKeys,
  unless: {
    shape: text,
    about: "The name of an approval: a spec that has it under `approvals`, with a reason, may do this.",
  },
};

export const rulesKeys: Keys = {
  rules: {
    shape: { kind: "list", of: { kind: "object", keys: ruleKeys } },
    required: true,
    about: "What is never granted in this folder and the folders below it.",
  },
};
