import { addressOf } from "../addresses.ts";
import type { Argument, Cause, ConnectedResource, Reference } from "../grants.ts";
import { fillArn, join, literal, textOf } from "../iam/arn.ts";
import { functionPattern } from "../sources/role-facts.ts";
import { functionConfigs } from "../sources/shapes/function-configs.ts";
import type { PushEntry, Spec } from "../spec/spec.ts";
import { byName } from "../text-order.ts";
import { hostOf } from "./order.ts";

/** What the entries of `push` become beside permissions and roles: the function's URL, where outcomes go. */

/** The alias or version that an entry is for: its own, where that is not the function's anyway. */
export function qualifierOfEntry(spec: Spec, { qualifier }: PushEntry): Reference | null {
  const own = spec.qualifier;
  return qualifier === null || (own !== null && textOf(own) === textOf(qualifier)) ? own : qualifier;
}

/** The ARN of the function, or of its alias or version. */
export function functionArn(spec: Spec, qualifier: Reference | null): Reference {
  if (spec.alias !== null && qualifier === spec.qualifier)
    return { kind: "expression", code: `${addressOf.alias(spec.label)}.arn` };
  const arn: Reference = spec.managed
    ? { kind: "expression", code: `${addressOf.function(spec.label)}.arn` }
    : fillArn(functionPattern, spec.settings.home, { FunctionName: spec.name });
  return qualifier === null ? arn : join(arn, ":", qualifier);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html */
export function urlsOf(spec: Spec, entry: PushEntry): readonly ConnectedResource[] {
  if (entry.caller.kind !== "url") return [];
  const own = functionArguments(spec, qualifierOfEntry(spec, entry));
  const label = `${spec.label}_${entry.label}`;
  return [
    {
      type: "aws_lambda_function_url",
      label,
      provider: spec.settings.provider,
      arguments: [...own, ...entry.caller.arguments].sort(byName),
      // Not on the policies: they may name the distribution in front of it. Its permissions wait for them.
      dependsOn: [],
      replacedWith: hostOf(spec, qualifierOfEntry(spec, entry)),
      cause: causeOf("push", entry),
    },
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html: of the same qualifier that is invoked. */
export function invokeConfigOf(spec: Spec, policies: readonly string[]): readonly ConnectedResource[] {
  const { onSuccess, onFailure } = spec.destinations;
  const destination = (name: string, value: Reference | null): readonly Argument[] =>
    value === null ? [] : [{ kind: "block", name, body: [{ kind: "attribute", name: "destination", value }] }];
  const body = [...destination("on_failure", onFailure), ...destination("on_success", onSuccess)];
  if (body.length === 0 && spec.retries.length === 0) return [];
  const own: readonly Argument[] = [
    ...(body.length === 0 ? [] : [{ kind: "block", name: "destination_config", body } as const]),
    ...spec.retries,
    ...functionArguments(spec, spec.qualifier),
  ];
  const key = [
    ...(onSuccess === null ? [] : ["on_success"]),
    ...(onFailure === null ? [] : ["on_failure"]),
    ...spec.retries.map(({ name }) => name),
  ].join(" and ");
  return [
    {
      type: "aws_lambda_function_event_invoke_config",
      label: spec.label,
      provider: spec.settings.provider,
      arguments: [...own].sort(byName),
      // AWS checks that the role may send there when it takes the configuration.
      dependsOn: policies,
      replacedWith: hostOf(spec, spec.qualifier),
      cause: { key: `function.${key}`, why: null },
    },
  ];
}

/** What Lambda keeps beside the function. */
export function configsOf(spec: Spec, policies: readonly string[]): readonly ConnectedResource[] {
  return functionConfigs.flatMap(({ resource, arguments: names, of, runsCode }): readonly ConnectedResource[] => {
    const given = spec.configs.filter(({ name }) => names.includes(name));
    const qualifier = typeof of === "object" ? literal(of.qualifier) : of === "qualifier" ? spec.qualifier : null;
    if (given.length === 0) return [];
    return [
      {
        type: resource,
        label: spec.label,
        provider: spec.settings.provider,
        arguments: [...given, ...functionArguments(spec, qualifier)].sort(byName),
        dependsOn: runsCode ? policies : [],
        replacedWith: hostOf(spec, qualifier),
        cause: { key: `function.${given.map(({ name }) => name).join(" and ")}`, why: null },
      },
    ];
  });
}

/** Which function a resource is for, and which alias or version of it. */
function functionArguments(spec: Spec, qualifier: Reference | null): readonly Argument[] {
  return [
    { kind: "attribute", name: "function_name", value: functionName(spec) },
    ...(qualifier === null ? [] : [{ kind: "attribute", name: "qualifier", value: emittedAlias(spec, qualifier) } as const]),
  ];
}

/** Always the one same expression: the provider takes turns by it. */
function functionName(spec: Spec): Reference {
  return spec.managed ? { kind: "expression", code: `${addressOf.function(spec.label)}.function_name` } : spec.name;
}

function emittedAlias(spec: Spec, qualifier: Reference): Reference {
  return spec.alias !== null && qualifier === spec.qualifier
    ? { kind: "expression", code: `${addressOf.alias(spec.label)}.name` }
    : qualifier;
}

/** The comment above what an entry causes: its key, its source, and its `why`. */
export function causeOf(
  list: "push" | "pull",
  entry: { readonly key: string; readonly name: string; readonly why: string | null },
): Cause {
  return { key: `${list}.${entry.key} ${entry.name}`.trimEnd(), why: entry.why };
}
