import type { Attachment, Reference } from "../../grants.ts";
import type { Spec } from "../../spec/spec.ts";
import { byLabel } from "../../text-order.ts";
import { attachmentChecks } from "../checks.ts";
import { isCreatedFirst, roleHost } from "../order.ts";

/** Policies that AWS or somebody else writes, on the execution role. */

/** In the order of their labels: AWS has none. */
export function attachmentsOf(spec: Spec, role: Reference): readonly Attachment[] {
  return spec.role.managedPolicies
    .map(
      ({ arn, name, label, why }): Attachment => ({
        label: `${spec.label}_${label}`,
        role,
        policy: arn,
        createBeforeDestroy: isCreatedFirst(spec),
        replacedWith: roleHost(spec),
        checks: attachmentChecks(arn, spec),
        cause: { key: `role.managed_policies ${name}`, why },
      }),
    )
    .sort(byLabel);
}
