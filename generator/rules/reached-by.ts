import type { Reference } from "../grants.ts";
import { isLiteral, literal, splitArn, textOf } from "../iam/arn.ts";
import { takesStar } from "../iam/reference/exceptions.ts";
import { findAction } from "../iam/reference/reference.ts";
import type { Rule } from "../proof/rule.ts";
import { remembered } from "../remembered.ts";
import type { About } from "../review/change.ts";
import type { ReviewedFunction } from "../review/reviewed.ts";
import { textsByDefault } from "../spec/described-variables.ts";

/** Where a rule reaches. */
export interface Reached {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/**
 * The accounts and regions that a rule reaches, as far as its ARNs say, a variable by its default; a wildcard stands for itself, and is
 * nobody's own.
 */
export function reachedBy(about: About, { principal, action, resource, conditions }: Rule, { spec }: ReviewedFunction): Reached {
  const defaults = defaultsOf(spec.settings.described);
  const meant = (text: string) =>
    text.replace(/\$\{\s*(var\.[^{}]+?)\s*\}/g, (whole, code: string) => defaults.get(code) ?? whole);
  const partOf = (arn: Reference, part: 2 | 3) => {
    const known = meant(textOf(arn));
    return texts(splitArn(known.includes("${") ? arn : literal(known))?.[part]);
  };
  if (about === "role") {
    // Everything lies everywhere; what AWS cannot scope acts on nobody's things.
    if (isLiteral(resource) && resource.text === "*" && isScoped(action)) return { accounts: ["*"], regions: ["*"] };
    return { accounts: partOf(resource, 3), regions: partOf(resource, 2) };
  }
  const valuesOf = (name: string) =>
    conditions.filter(({ variable }) => variable.toLowerCase() === name).flatMap(({ values }) => values);
  const arns = valuesOf("aws:sourcearn");
  const owners = valuesOf("aws:sourceaccount").map((value) => meant(textOf(value)));
  return {
    accounts: [
      ...callersIn(meant(principal ?? "")),
      ...owners.filter((owner) => !owner.includes("${")),
      ...arns.flatMap((arn) => partOf(arn, 3)),
    ],
    regions: [...texts(spec.settings.home.region), ...arns.flatMap((arn) => partOf(arn, 2))],
  };
}

const defaultsOf = remembered(textsByDefault);

function texts(part: Reference | undefined): readonly string[] {
  return part !== undefined && isLiteral(part) && part.text !== "" && part.text !== "aws" ? [part.text] : [];
}

/** Everybody is in every account, which ones an organization has, no ARN says, and whoever fills a name may fill in anybody. */
function callersIn(principal: string): readonly string[] {
  if (principal === "*" || /^(?:arn:[^:]+:iam::)?\$\{\s*(?:var|local|module)\./.test(principal)) return ["*"];
  const account = /^(?:arn:[^:]+:iam::)?(\d{12})(?::|$)/.exec(principal)?.[1];
  return account === undefined ? [] : [account];
}

function isScoped(name: string): boolean {
  const action = findAction(name);
  return action !== undefined && !takesStar(action);
}
