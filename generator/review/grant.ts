import { pairOf, type Rule } from "../proof/rule.ts";
import type { Grant } from "./change.ts";

/** A rule as a reader sees it. */
export function grantOf(rule: Rule): Grant {
  const { principal, action, resource, condition } = pairOf(rule, "");
  return { effect: rule.effect, principal: principal ?? null, action, resource, condition: condition ?? null };
}
