import { outlineOf, textOf } from "../../iam/arn.ts";
import { managedPolicyCause } from "../cause.ts";
import type { GrantCause, Standing } from "../change.ts";
import { type Described, described } from "../described.ts";
import { type ReviewedFunction, rulesOfFunction } from "../reviewed.ts";

/** All that one function is granted, with what asks for it. */
export interface Explanation extends Standing {
  /**
   * The role that it runs with, and whether it is managed elsewhere: then it may do more than what stands here. Null where the spec
   * says nothing of it.
   */
  readonly role: { readonly name: string; readonly existing: boolean; readonly boundary: string | null } | null;
  /** Whether the function is managed elsewhere: then its own policy may let in others than stand here. */
  readonly existing: boolean;
  readonly grants: readonly Described[];
  /** Policies that AWS or somebody else writes, on the role: what they allow does not stand here. */
  readonly managedPolicies: readonly AttachedPolicy[];
}

/** A policy that others write, with what asks for it. */
export interface AttachedPolicy {
  readonly policy: string;
  /** True for a policy of AWS itself. */
  readonly isOfAws: boolean;
  readonly cause: GrantCause;
}

/** What a function may, who may invoke it, and who may assume its role. */
export function explanationOf(of: ReviewedFunction): Explanation {
  const rules = rulesOfFunction(of);
  const { existing, name } = of.spec.role;
  const needed = of.needs.role;
  return {
    ...standingOf(of),
    role:
      needed === null
        ? null
        : {
            name: textOf(existing?.name ?? name),
            existing: existing !== null,
            boundary: needed.boundary === null ? null : textOf(needed.boundary),
          },
    existing: !of.spec.managed,
    managedPolicies: of.spec.role.managedPolicies.map((one) => ({
      policy: textOf(one.arn),
      isOfAws: outlineOf(one.arn)?.account === "aws",
      cause: managedPolicyCause(one),
    })),
    grants: (["invoke", "role", "trust"] as const).flatMap((about) => rules[about].map((held) => described(about, of, held))),
  };
}

/** Where a function stands. */
export function standingOf(of: ReviewedFunction): Standing {
  const { file, line } = of.needs.place;
  return { function: of.name, target: of.target, stack: of.stack, file, line };
}
