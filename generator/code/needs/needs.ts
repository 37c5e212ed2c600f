import { inferenceGeographies } from "../../iam/reference/exceptions.ts";
import type { Need } from "../calls.ts";
import { knownCharacters } from "../flow/code-value.ts";
import type { Evaluation } from "../flow/evaluate.ts";
import { operationOf } from "../sdk/operations.ts";
import type { Use } from "../sdk/use.ts";
import { besideNeeds } from "./beside-needs.ts";
import { resourcesOf } from "./call-resources.ts";
import { itemNeeds } from "./item-needs.ts";
import { onEach } from "./named-resources.ts";
import { objectNeeds } from "./object-needs.ts";
import { passedRoleNeeds } from "./passed-roles.ts";

type OperationUse = Extract<Use, { kind: "operation" }>;

/** Operations whose parameters say what they take. */
const byParameters = { ...itemNeeds, ...objectNeeds };

/** What a use of an operation takes, null where only the run knows; null for an operation that AWS's reference does not know. */
export function needsOf(
  flow: Evaluation,
  use: OperationUse,
): { readonly operation: string; readonly needs: readonly Need[] | null } | null {
  const operation = operationOf(use.service, use.method);
  if (operation === null) return null;
  const full = `${use.service}:${operation.name}`;
  const needs = Object.hasOwn(byParameters, full) ? byParameters[full]?.(flow, use.params) : undefined;
  if (needs === null) return { operation: operation.name, needs: null };
  const plainNeeds = () =>
    operation.actions
      .flatMap((action) => (onEach[action] ?? [null]).map((type) => ({ action, type })))
      .map(({ action, type }): Need => ({ action, certain: true, resources: resourcesOf(flow, action, use.params, type) }))
      .flatMap(throughProfile);
  const roles = passedRoleNeeds(flow, use.service, operation.name, operation.actions, use.params);
  return {
    operation: operation.name,
    needs: [...(needs ?? plainNeeds()), ...roles, ...besideNeeds(flow, full, use.params).flatMap(throughProfile)],
  };
}

/**
 * A model that is called by the id of an inference profile takes the profile, and the model itself in every region that it may call.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function throughProfile(need: Need): readonly Need[] {
  const models = need.resources.map(({ type, name }) => (type === "foundation-model" ? knownCharacters(name) : null));
  const [profile] = models.filter((id) => id !== null && inferenceGeographies.has(id.split(".")[0] ?? ""));
  if (profile == null || models.length > 1) return [need];
  const model = `arn:aws:bedrock:*::foundation-model/${profile.slice(profile.indexOf(".") + 1)}`;
  return [
    { ...need, resources: [{ type: "inference-profile", name: [{ text: profile }], rest: null }] },
    { ...need, resources: [{ type: "foundation-model", name: [{ text: model }], rest: null }] },
  ];
}
