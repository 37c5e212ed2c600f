import type { FunctionGrants, Reference } from "../../grants.ts";
import { grantsOf } from "../../iam/actions/pairs.ts";
import { outlineText } from "../../iam/arn.ts";
import { globsMeet } from "../../iam/glob.ts";
import type { ActionEntry, Spec } from "../../spec/spec.ts";

/** An entry that denies, and those of its actions that nothing allows where it denies them. */
interface IdleDeny {
  readonly entry: ActionEntry;
  readonly actions: readonly string[];
}

/** What a spec denies and nothing of the role allows. Of a role that others manage, nobody here knows all that it is allowed. */
export function idleDenies(spec: Spec, { policies }: FunctionGrants): readonly IdleDeny[] {
  if (spec.role.existing !== null || spec.role.managedPolicies.length > 0) return [];
  const allowed = new Map<string, Reference[]>();
  for (const { effect, actions, resources } of policies.flatMap(({ statements }) => statements)) {
    if (effect !== "Allow") continue;
    for (const action of actions) allowed.set(action, [...(allowed.get(action) ?? []), ...resources]);
  }
  return spec.actions.flatMap((entry) => {
    if (entry.effect === "Allow") return [];
    const granted = grantsOf(entry.actions, entry.resources, true, spec.settings.home);
    const touches = ({ resources }: { readonly resources: readonly Reference[] }, action: string) =>
      resources.some((denied) => (allowed.get(action) ?? []).some((one) => globsMeet(outlineText(denied), outlineText(one))));
    const idle = entry.actions.filter((action) => !granted.some((one) => one.actions.includes(action) && touches(one, action)));
    return idle.length === 0 ? [] : [{ entry, actions: idle }];
  });
}
