import { outlineOf } from "../iam/arn.ts";
import { type Action, findService } from "../iam/reference/reference.ts";
import { typesNamed } from "../iam/reference/type-matching.ts";
import { arnPattern, isEverything } from "./decide/arn-pattern.ts";
import { Assumptions } from "./decide/assume.ts";
import { contains } from "./decide/containment.ts";
import { type Judgement, judge } from "./decide/judge.ts";
import { ANY, lettersOf } from "./pattern.ts";
import { isWild, readPolicy } from "./read/read-policy.ts";
import { pairOf, type Rule } from "./rule.ts";

/** A policy that a person wrote against what a spec asks of a role: what is missing, what is granted beyond, what was assumed. */
export interface PolicyJudgement extends Judgement {
  readonly assumptions: readonly string[];
}

/** Judges the text of an execution policy, as IAM JSON. */
export function judgePolicy(needs: readonly Rule[], text: string): PolicyJudgement {
  const rules = readPolicy(text);
  const granted = rules.flatMap((rule) => concreteRules(rule) ?? (rule.effect === "Deny" ? [rule] : []));
  const empty = rules.filter((rule) => rule.effect === "Allow" && concreteRules(rule) === null);
  const assumptions = new Assumptions();
  assumptions.learn(needs, granted);
  const judgement = judge(
    needs.map((need) => assumptions.fill(need)),
    granted,
    false,
  );
  const extra = [...judgement.extra, ...empty.map((rule) => pairOf(rule, "AWS lists no action of this name"))];
  return { ...judgement, extra, assumptions: assumptions.sentences() };
}

/**
 * `s3:Get*` → each action that it stands for and that can act on the resource; what stands for several services stays as it is. Null
 * where it stands for nothing that AWS lists: a mistake, or an action to come.
 */
function concreteRules(rule: Rule): readonly Rule[] | null {
  if (!isWild(rule.action)) return [rule];
  const [prefix = "", name] = rule.action.split(":");
  const service = isWild(prefix) || name === undefined ? undefined : findService(prefix);
  if (service === undefined) return [rule];
  const pattern = lettersOf({ kind: "literal", text: rule.action.toLowerCase() });
  // What is written out of a pattern stands in each name: a longer one is none's, however long it would take to say so.
  const written = pattern.filter((letter) => letter !== ANY).length;
  const actions = service.actionNames
    .filter((full) => written <= full.length && contains(pattern, [...full.toLowerCase()]) === "yes")
    .flatMap((full) => service.action(full.slice(full.indexOf(":") + 1)) ?? []);
  const acting = actions.filter((action) => canActOn(action, rule));
  if (actions.length === 0) return null;
  return (acting.length === 0 ? actions : acting).map((action) => ({ ...rule, action: action.full }));
}

function canActOn({ types }: Action, { resource }: Rule): boolean {
  const outline = outlineOf(resource);
  if (outline === null || isEverything(arnPattern(resource))) return true;
  if (types.length === 0) return false;
  const service = findService(types[0]?.service ?? "");
  const named = typesNamed(outline, service?.types ?? []);
  return named.length === 0 || types.some((type) => named.includes(type));
}
