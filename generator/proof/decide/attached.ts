import { splitArn, textOf } from "../../iam/arn.ts";
import type { RoleNeeds } from "../function-needs.ts";
import { keyOf } from "../pattern.ts";
import type { AttachedElsewhere } from "../read/emitted.ts";
import { uncheckedIn } from "./checked.ts";

/**
 * Whether a role has the policies that others write which are asked for, each once, and no more. What they allow is theirs to say. In
 * sentences, what is wrong.
 */
export function* wrongAttachments(
  { key, managedPolicies }: RoleNeeds,
  attached: readonly AttachedElsewhere[],
  assured: ReadonlySet<string>,
): Generator<string> {
  const left = [...attached];
  for (const { arn } of managedPolicies) {
    const at = left.findIndex(({ policy }) => keyOf(policy) === keyOf(arn));
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found === undefined) {
      yield `${key} does not have the managed policy ${textOf(arn)}`;
      continue;
    }
    const [, service, , , resource] = splitArn(arn) ?? [];
    if (
      arn.kind !== "expression" &&
      (service?.kind !== "literal" ||
        service.text !== "iam" ||
        !/^policy\/./.test(resource === undefined ? "" : textOf(resource)))
    )
      yield `${found.address}: ${textOf(arn)} is no managed policy`;
    const open = uncheckedIn(found.policy, "managed policy", found.checked, assured);
    if (open !== null) yield `${found.address}: nothing checks ${open}, which could be null or no policy`;
  }
  for (const one of left) yield strange(one);
}

/** A policy that nobody asked for could allow anything. */
export function strange({ address, role, policy }: AttachedElsewhere): string {
  return `${address} attaches ${textOf(policy)} to ${role}, which nobody asked for`;
}
