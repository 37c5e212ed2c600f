import type { Argument } from "../../grants.ts";
import { textOf } from "../../iam/arn.ts";
import { partitionOf } from "../../iam/regions.ts";
import {
  accessPoints,
  asyncFailureDestinations,
  fileSystems,
  functionTargets,
  successDestinations,
} from "../../sources/targets.ts";
import {
  aliasArguments,
  configArguments,
  functionArguments,
  logArguments,
  retryArguments,
} from "../../spec/language/language.ts";
import type { Key } from "../../spec/language/shape.ts";
import { readAtPlan } from "../../spec/providers.ts";
import type { Spec } from "../../spec/spec.ts";
import { misreadArguments } from "./bodies.ts";
import { misreadCode, withCodeWords } from "./code-words.ts";
import { withoutEnv } from "./env-words.ts";
import { meaningOfReference, meaningOfText, says } from "./meaning.ts";
import { isThing } from "./meant-things.ts";
import { at, isFlag, nameOfFunction, saidText, type Words } from "./said.ts";
import { misreadWithTargets, withoutWord } from "./told-things.ts";

/** What stands under `function` and `logs`, and where the stack lies. */

/** The keys of the function, its log group and its stack that were read otherwise than they are written. */
export function* misreadFunction(words: Words, spec: Spec): Generator<string> {
  const { function: own, logs } = words;
  const { home } = spec.settings;
  yield* misreadHome(words, spec);
  yield* misreadTags(words, spec);
  if (nameOfFunction(words) !== meaningOfReference(spec.name)) yield "function.name";
  if (spec.managed === isFlag(at(own, "existing"), true)) yield "function.existing";
  const [alias, qualifier] = [at(own, "alias"), saidText(own, "qualifier")];
  if (!says(qualifier ?? saidText(alias) ?? saidText(alias, "name"), spec.qualifier)) yield "function.qualifier";
  // An alias without a version is of what is published.
  const publishes = alias?.kind === "mapping" && at(alias, "function_version") === undefined;
  const { body, made } = withCodeWords(words);
  const set = [...(publishes ? ["publish"] : []), ...made];
  // What `env` adds to its environment is read with `env`.
  const read = { said: body, keys: functionArguments, given: withoutEnv(spec.arguments, words), own: set };
  for (const name of misreadWithTargets(read, functionTargets, home)) yield `function.${name}`;
  yield* misreadCode(words, spec);
  if (alias?.kind !== "mapping" ? spec.alias !== null : spec.alias === null || !says(saidText(alias, "name"), spec.alias.name))
    yield "function.alias";
  else if (spec.alias !== null && alias?.kind === "mapping") {
    const read = misreadArguments(alias, aliasArguments, spec.alias.arguments, publishes ? ["function_version"] : []);
    for (const name of read) yield `function.alias.${name}`;
  }
  const { onSuccess, onFailure } = spec.destinations;
  if (!isThing(withoutWord(at(own, "on_success")), onSuccess, Object.values(successDestinations), home))
    yield "function.on_success";
  if (!isThing(withoutWord(at(own, "on_failure")), onFailure, Object.values(asyncFailureDestinations), home))
    yield "function.on_failure";
  const mounted = at(own, "file_system_config", "arn");
  if (!isThing(mounted, spec.mount?.accessPoint ?? null, Object.values(accessPoints), home)) yield "function.file_system_config";
  if (!isThing(at(own, "file_system"), spec.mount?.fileSystem ?? null, Object.values(fileSystems), home))
    yield "function.file_system";
  const owner = saidText(own, "vpc_owner");
  if (!says(owner === "self" || owner === textOf(home.account) ? null : owner, spec.vpcOwner)) yield "function.vpc_owner";
  for (const name of misreadArguments(body, retryArguments, spec.retries)) yield `function.${name}`;
  for (const name of misreadArguments(body, configArguments, spec.configs)) yield `function.${name}`;
  if (isFlag(logs, false) !== (spec.logs === null)) yield "logs";
  const elsewhere = isFlag(at(logs, "existing"), true);
  if (spec.logs !== null && spec.logs.existing !== elsewhere) yield "logs.existing";
  const group = logs?.kind === "mapping" && !elsewhere ? logs : undefined;
  for (const name of misreadArguments(group, logArguments, spec.logs?.arguments ?? [])) yield `logs.${name}`;
}

/** Where short names lie: as the stack says it of itself or of what makes the function, else as Terraform reads it. */
function* misreadHome({ stack, function: own }: Words, { settings: { home, provider } }: Spec): Generator<string> {
  const [ofStack, ofFunction] = [saidText(stack, "provider"), saidText(own, "provider")];
  if (provider !== (ofFunction ?? ofStack)) yield "function.provider";
  const other = ofFunction === ofStack ? null : ofFunction;
  const lies = other === null ? stack : at(stack, "providers", other);
  for (const key of ["partition", "region", "account"] as const) {
    const given = saidText(lies, key);
    const said =
      given === null ? (key === "partition" ? partitionOf(saidText(lies, "region") ?? "") : null) : meaningOfText(given);
    const read = home[key];
    const unsaid = readAtPlan(null)[key].replace(".lambdagrant.", `.lambdagrant${other === null ? "" : `_${other.slice(4)}`}.`);
    if (said !== null ? said !== meaningOfReference(read) : read.kind !== "expression" || read.code !== unsaid) yield key;
  }
}

/** What the provider must give by default is what the stack says, where it says that the provider does. */
function* misreadTags({ stack }: Words, { settings: { defaultTags: entries } }: Spec): Generator<string> {
  const given = isFlag(at(stack, "emit", "default_tags"), true) ? at(stack, "tags") : undefined;
  const said =
    given?.kind === "mapping" ? { ...given, entries: [{ key: "tags", keySpan: given.span, value: given }] } : undefined;
  const read: readonly Argument[] =
    entries.length === 0 ? [] : [{ kind: "attribute", name: "tags", value: { kind: "map", entries } }];
  for (const name of misreadArguments(said, { tags: {} as Key }, read)) yield name;
}
