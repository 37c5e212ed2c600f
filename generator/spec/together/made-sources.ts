import { type Diagnostic, error } from "../../diagnostics/diagnostic.ts";
import { textOf } from "../../iam/arn.ts";
import type { PushEntry, Spec, SubscriptionSpec } from "../spec.ts";

/** Sources that one entry of a stack makes and another names: by its name alone, Terraform would not wait until it is there. */
export function* checkMadeSources(specs: readonly Spec[]): Generator<Diagnostic> {
  const made = new Map<string, { readonly address: string; readonly place: string }>();
  for (const { spec, entry, subscription } of subscriptionsOf(specs)) {
    if (subscription.first === null) continue;
    const address = `${subscription.first.facts.resource}.${spec.label}_${entry.label}`;
    if (!made.has(nameOf(subscription)))
      made.set(nameOf(subscription), { address, place: `${entry.span.file}:${entry.span.line}` });
  }
  for (const { subscription } of subscriptionsOf(specs)) {
    const by = subscription.first === null ? made.get(nameOf(subscription)) : undefined;
    if (by === undefined) continue;
    const message = `the entry at ${by.place} makes what this names, and Terraform would not wait for it`;
    yield error("invalid-arn", subscription.sourceSpan, message, `write \${${by.address}.arn}`);
  }
}

function* subscriptionsOf(specs: readonly Spec[]): Generator<{
  readonly spec: Spec;
  readonly entry: PushEntry;
  readonly subscription: SubscriptionSpec;
}> {
  for (const spec of specs)
    for (const entry of spec.push) if (entry.subscription !== null) yield { spec, entry, subscription: entry.subscription };
}

function nameOf({ facts, fields }: SubscriptionSpec): string {
  return JSON.stringify([facts.resource, ...Object.entries(fields).map(([name, value]) => [name, textOf(value)])]);
}
