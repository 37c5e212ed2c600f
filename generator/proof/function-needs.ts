import type { Reference } from "../grants.ts";
import { join, literal } from "../iam/arn.ts";
import type { Place, Rule } from "./rule.ts";

/** What one spec asks for, in no compiler's words: the other side of the proof. */
export interface FunctionNeeds {
  readonly function: string;
  /** The spec, as the files of the output name it. */
  readonly spec: string;
  readonly place: Place;
  readonly name: Reference;
  /** Terraform's label of it. */
  readonly label: string;
  /** The configurations of hashicorp/aws that make it and its stack, `aws.edge`; null for the default one. */
  readonly providers: { readonly own: string | null; readonly ofStack: string | null };
  /** False where the output holds no function of its own. */
  readonly managed: boolean;
  /** Null where the spec asks for no role. */
  readonly role: RoleNeeds | null;
  /** Roles of services that invoke with one. */
  readonly invokers: readonly RoleNeeds[];
  /** Who may invoke the function, and under which guard. */
  readonly invocations: readonly Rule[];
  /** What was read of the document otherwise than it is written, in sentences. */
  readonly misread: readonly string[];
  /** Grants that are wide, with the reason that the spec gives. */
  readonly broad: readonly { readonly rule: Rule; readonly reason: string }[];
}

export interface RoleNeeds {
  /** As `roleKey` makes it: where policies are attached, and what the function runs with. */
  readonly key: string;
  readonly runsWith: string;
  /** What the labels of its policies begin with: of functions that share a role, each has its own there. */
  readonly label: string;
  /** Its ARN where it is managed elsewhere. */
  readonly elsewhere: Reference | null;
  /** Who may assume the role; null where it is managed elsewhere. */
  readonly trust: readonly Rule[] | null;
  readonly rules: readonly Rule[];
  readonly boundary: Reference | null;
  /** Policies that others write, of which nothing is proven but that the role has these and no more. */
  readonly managedPolicies: readonly ManagedPolicyNeed[];
}

/** A policy that AWS or somebody else writes, and why the role has it. */
interface ManagedPolicyNeed {
  readonly arn: Reference;
  readonly why: string;
  readonly place: Place;
}

/** All roles that a function needs. */
export function rolesOf({ role, invokers }: FunctionNeeds): readonly RoleNeeds[] {
  return role === null ? invokers : [role, ...invokers];
}

/** What the statements of a resource policy are about: a function, or one alias or version of it. */
export function invoked(name: Reference, qualifier: Reference | null): Reference {
  return qualifier === null ? join("function:", name) : join("function:", name, ":", qualifier);
}

/** Stands for the resource of a trust policy, which names none. */
export const theRole = literal("role");
