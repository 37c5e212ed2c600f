import { type Diagnostic, type Span, warning } from "../../diagnostics/diagnostic.ts";
import type { Reference } from "../../grants.ts";
import { isLiteral, textOf } from "../../iam/arn.ts";
import type { Spec } from "../spec.ts";
import { inTargets } from "../target/told-once.ts";
import { firstClaims, perhapsWithin, type StackOfSpecs } from "./identity.ts";

/** Functions and roles of one name in stacks that do not say where they go: where that is one account, the second apply fails. */

interface Made {
  readonly what: string;
  readonly name: Reference;
  /** What AWS tells it apart by, beside its name. */
  readonly where: readonly Reference[];
  readonly span: Span;
}

/** One warning a stack: what it says of the first pair holds for the others. Where the accounts are known it is an error, told later. */
export function* checkTwins(stacks: readonly StackOfSpecs[]): Generator<Diagnostic> {
  const first = firstClaims<{ readonly stack: StackOfSpecs; readonly made: Made }>();
  for (const stack of stacks) {
    const unsure = stack.specs.flatMap(madeBy).flatMap((made): readonly Diagnostic[] => {
      if (!isLiteral(made.name) || made.where.every(isLiteral)) return [];
      const name = made.what === "role" ? made.name.text.toLowerCase() : made.name.text;
      const key = [made.what, stack.settings.target, perhapsWithin(stack, ...made.where), name];
      const other = first(JSON.stringify(key), { stack, made });
      return other === null || other.stack === stack ? [] : [maybeTwice(other.made, made, stack)];
    });
    yield* unsure.slice(0, 1);
  }
}

function madeBy({ settings, managed, name, span, role }: Spec): readonly Made[] {
  const { account, region } = settings.home;
  return [
    ...(managed ? [{ what: "function", name, where: [account, region], span }] : []),
    ...(role.existing === null && !role.isPrefix ? [{ what: "role", name: role.name, where: [account], span: role.span }] : []),
  ];
}

function maybeTwice({ span }: Made, { what, name, where, span: at }: Made, { settings }: StackOfSpecs): Diagnostic {
  const one = where.length > 1 ? "account and region" : "account";
  const message = `the ${what} ${textOf(name)} is also made at ${span.file}:${span.line}${inTargets([settings.target ?? []].flat())}; where both stacks go to one ${one}, AWS takes one`;
  return warning("duplicate-name", at, message, "say `account` and `region` in the stack.yaml of each, or rename one");
}
