import type { StackGrants } from "../../grants.ts";
import type { FunctionNeeds } from "../function-needs.ts";
import type { Difference } from "./faithful.ts";

/**
 * What would be made by another configuration of the provider than the one that is asked for: in another account or region, then. That
 * the output says what the grants say is seen block by block; this is whether the grants say what was asked.
 */
export function* madeElsewhere(grants: StackGrants, needs: readonly FunctionNeeds[]): Generator<Difference> {
  for (const [owner, { providers }] of needs.entries()) {
    const of = grants.functions[owner];
    if (of === undefined) continue;
    const by = (what: string, actual: string | null, asked: string | null): readonly Difference[] =>
      actual === asked ? [] : [{ owner, sentence: `${what} is made by ${named(actual)}, and ${named(asked)} was asked for` }];
    yield* by("the function", of.provider, providers.own);
    yield* by("the stack", grants.provider, providers.ofStack);
    const permissions = new Set(of.permissions.map(({ label }) => `aws_lambda_permission.${label}`));
    for (const { type, label, dependsOn, provider } of grants.connected)
      if (dependsOn.some((address) => permissions.has(address))) yield* by(`${type}.${label}`, provider, providers.own);
    for (const { label, provider } of grants.invokers)
      if (of.invokers.some((share) => share.label === label)) yield* by(`the role ${label}`, provider, providers.own);
    for (const { of: reading, label, provider } of grants.dataSources) {
      const other = /^lambdagrant_(.+)$/.exec(label)?.[1];
      yield* by(`what reads the ${reading} as ${label}`, provider, other === undefined ? providers.ofStack : `aws.${other}`);
    }
  }
}

function named(provider: string | null): string {
  return provider ?? "the default provider";
}
