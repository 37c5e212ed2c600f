import type { Condition, Reference } from "../../grants.ts";
import type { Checked } from "./preconditions.ts";

/** What the emitted files of one stack allow, as they were read back. */
export interface Output {
  /** Roles by their Terraform label. */
  readonly roles: ReadonlyMap<string, OutputRole>;
  readonly attached: readonly Attached[];
  readonly managed: readonly AttachedElsewhere[];
  /** Functions and aliases by their Terraform label. */
  readonly functions: ReadonlyMap<string, OutputFunction>;
  readonly permissions: readonly OutputPermission[];
}

/** One statement of a document. */
export interface OutputStatement {
  readonly sid: string | null;
  readonly effect: "Allow" | "Deny";
  /** `service sns.amazonaws.com`; none in the policy of a role. */
  readonly principals: readonly string[];
  /** Those of them that are no services: roles, users, accounts, as they are named. */
  readonly identities: readonly Reference[];
  readonly actions: readonly string[];
  readonly resources: readonly Reference[];
  readonly conditions: readonly Condition[];
}

export interface OutputRole {
  readonly name: Reference;
  readonly trust: readonly OutputStatement[];
  /** What limits all that the role is allowed. */
  readonly boundary: Reference | null;
  readonly checked: readonly Checked[];
}

/** A policy on a role, which `roleKey` names. */
export interface Attached {
  readonly role: string;
  /** Terraform's address of the document. */
  readonly document: string;
  readonly statements: readonly OutputStatement[];
  /** What the resource that carries the document checks before it is made. */
  readonly checked: readonly Checked[];
}

/** A policy on a role that the output does not hold: somebody else says what it allows. */
export interface AttachedElsewhere {
  readonly role: string;
  readonly address: string;
  readonly policy: Reference;
  readonly checked: readonly Checked[];
}

export interface OutputFunction {
  readonly name: Reference;
  readonly provider: string | null;
  readonly role: string;
}

/** One statement of a function's resource policy. */
export interface OutputPermission {
  readonly address: string;
  readonly statementId: string;
  readonly function: Reference;
  /** The function's label, where the output holds it. */
  readonly label: string | null;
  /** The configuration of hashicorp/aws that makes it, `aws.edge`: the same name is another function in another region. */
  readonly provider: string | null;
  readonly qualifier: Reference | null;
  readonly principal: Reference;
  readonly action: string;
  readonly conditions: readonly Condition[];
  readonly checked: readonly Checked[];
  /** What the plan refuses. */
  readonly excluded: readonly Checked[];
}
