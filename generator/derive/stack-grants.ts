import type { ConnectedResource, DataSource, DefaultTags, FunctionGrants, StackGrants } from "../grants.ts";
import { expressionsIn } from "../iam/expressions-in.ts";
import { remembered } from "../remembered.ts";
import { isOlder, lowestAllowed, neededProvider, newestMajor } from "../spec/language/version-constraint.ts";
import { dataLabel, readAtPlan } from "../spec/providers.ts";
import type { Settings } from "../spec/settings.ts";
import type { Spec } from "../spec/spec.ts";
import { directoryOf } from "../spec/stack.ts";
import { compareText } from "../text-order.ts";
import { sharedResources } from "./connected-resources.ts";
import { deriveFunction } from "./function-grants.ts";
import { sharedInvokers } from "./invokers.ts";

/**
 * What all specs of one folder grant. `source` is the folder as headers name it: `specs/media`; `declaredIn` tells what is declared by
 * hand in a directory.
 */
export function deriveStack(
  folder: string,
  source: string,
  settings: Settings,
  specs: readonly Spec[],
  declaredIn?: (directory: string) => ReadonlySet<string>,
): StackGrants {
  const { target } = settings;
  const directory = directoryOf(folder, target);
  const declared = declaredIn?.(directory) ?? new Set<string>();
  const variables = settings.emitVariables ? specs.flatMap((spec) => spec.variables) : [];
  const functions = specs.map((spec) => deriveFunction(spec));
  const connected = sharedResources(specs, functions);
  return {
    folder,
    target,
    directory,
    source,
    providerVersion: providerVersion(settings.providerVersion?.text, neededProvider(specs)),
    provider: settings.provider,
    terraformVersion: settings.terraformVersion,
    // A module says once which providers it takes.
    emitVersions: settings.emitVersions && !declared.has("terraform.required_providers"),
    isModule: settings.isModule,
    dataSources: dataSourcesOf(settings, functions, [...functions, ...connected]),
    defaultTags: defaultTagsOf(settings, functions),
    connected,
    invokers: sharedInvokers(functions),
    variables: [...new Set(variables)]
      .filter((name) => !declared.has(`var.${name}`))
      .sort()
      .map((name) => settings.described.get(name) ?? { name, type: null, description: null, default: null }),
    functions,
  };
}

/** What the stack says, and what its specs need beyond it; where it says nothing, the next major version is for its team to take. */
function providerVersion(own: string | undefined, needed: string): string {
  if (own === undefined) return `>= ${needed}, < ${newestMajor + 1}.0`;
  const lowest = lowestAllowed(own);
  return lowest !== null && isOlder(lowest, lowestAllowed(needed) ?? lowest) ? `${own}, >= ${needed}` : own;
}

/** The code of the expressions that are printed of what is granted, each once. */
const codesIn = remembered((of: FunctionGrants | ConnectedResource) => [...new Set(expressionsIn(printedOf(of)))]);

/** The composed ARN of a function stands where a mapping polls for one that is managed elsewhere; of what is made, the resource tells it. */
function printedOf(of: FunctionGrants | ConnectedResource): object {
  return "arn" in of && (of.managed || of.mappings.length === 0) ? { ...of, arn: null } : of;
}

/** Which data sources the expressions name: of the stack's own configuration, then of each that makes a function. */
function dataSourcesOf(
  { provider: own, defaultTags }: Settings,
  functions: readonly FunctionGrants[],
  grants: readonly (FunctionGrants | ConnectedResource)[],
): readonly DataSource[] {
  const codes = [...new Set([...grants.flatMap((of) => codesIn(of)), ...expressionsIn(defaultTags)])];
  const others = [...new Set(functions.flatMap(({ provider }) => (provider === own ? [] : [provider])))];
  return [null, ...others.sort()].flatMap((other) => {
    const read = readAtPlan(other);
    return (["partition", "region", "account"] as const)
      .filter((of) => codes.some((code) => code.includes(read[of].replace(/\w+$/, ""))))
      .map((of): DataSource => ({ of, label: dataLabel(other), provider: other ?? own }));
  });
}

function defaultTagsOf(
  { provider: own, defaultTags: tags }: Settings,
  functions: readonly FunctionGrants[],
): readonly DefaultTags[] {
  if (tags.length === 0) return [];
  const makers = [...new Set(functions.map(({ provider }) => (provider === own ? null : provider)))];
  return makers
    .sort((a, b) => compareText(a ?? "", b ?? ""))
    .map((other) => ({ label: dataLabel(other), provider: other ?? own, tags }));
}
