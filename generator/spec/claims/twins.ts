import { type Diagnostic, type Span, warning } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { isLiteral } from "../../iam/arn.ts";
import { emitsLogGroup, logGroupName } from "../function/log-group.ts";
import type { Spec } from "../spec.ts";
import { inTargets } from "../target/told-once.ts";
import { type Claiming, firstClaims, perhapsWithin, type StackOfSpecs } from "./identity.ts";

/** Functions, roles and log groups of one name in stacks that do not say where they go: where that is one account, the second apply fails. */

/** A name that a stack takes in an account, or in a region of it, that it does not say. */
export interface MadeName {
  readonly what: "function" | "role" | "log group";
  readonly name: string;
  /** What AWS may tell it apart by. */
  readonly key: string;
  readonly span: Span;
}

/** The names that a stack takes, and does not say where. */
export function namesMadeIn(stack: StackOfSpecs): readonly MadeName[] {
  return stack.specs.flatMap(madeBy).flatMap(({ what, name, where, span }): readonly MadeName[] => {
    if (!isLiteral(name) || where.every(isLiteral)) return [];
    const own = what === "role" ? name.text.toLowerCase() : name.text;
    const key = JSON.stringify([what, stack.settings.target, perhapsWithin(stack, ...where), own]);
    return [{ what, name: name.text, key, span }];
  });
}

/** One warning a stack: what it says of the first pair holds for the others. Where the accounts are known it is an error, told later. */
export function* checkTwins(stacks: readonly Claiming<readonly MadeName[]>[]): Generator<Diagnostic> {
  const first = firstClaims<{ readonly stack: number; readonly made: MadeName }>();
  for (const [stack, { target, claims }] of stacks.entries()) {
    const unsure = claims.flatMap((made): readonly Diagnostic[] => {
      const other = first(made.key, { stack, made });
      return other === null || other.stack === stack ? [] : [maybeTwice(other.made, made, target)];
    });
    yield* unsure.slice(0, 1);
  }
}

interface Made extends Pick<MadeName, "what" | "span"> {
  readonly name: Reference;
  /** What AWS tells it apart by, beside its name. */
  readonly where: readonly Reference[];
}

function madeBy(spec: Spec): readonly Made[] {
  const { settings, managed, name, span, role } = spec;
  const { account, region } = settings.home;
  return [
    ...(managed ? [{ what: "function" as const, name, where: [account, region], span }] : []),
    ...(role.existing === null && !role.isPrefix
      ? [{ what: "role" as const, name: role.name, where: [account], span: role.span }]
      : []),
    ...(emitsLogGroup(spec) ? [{ what: "log group" as const, name: logGroupName(spec), where: [account, region], span }] : []),
  ];
}

function maybeTwice({ span }: MadeName, { what, name, span: at }: MadeName, target: string | null): Diagnostic {
  const one = what === "role" ? "account" : "account and region";
  const message = `the ${what} ${name} is also made at ${span.file}:${span.line}${inTargets([target ?? []].flat())}; where both stacks go to one ${one}, AWS takes one`;
  return warning("duplicate-name", at, message, "say `account` and `region` in the stack.yaml of each, or rename one");
}
