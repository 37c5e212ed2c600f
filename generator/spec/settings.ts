import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import type { DefaultTags, Reference, Variable } from "../grants.ts";
import { type Home, literal } from "../iam/arn.ts";
import { readVariables } from "./described-variables.ts";
import type { Allowance } from "./expression/template.ts";
import { checkTags } from "./function/tags.ts";
import { isTrue, listAt, mappingAt, scalarAt } from "./language/at-key.ts";
import { checkKeys } from "./language/check-shape.ts";
import { functionDefaults, roleDefaults, stackKeys, targetKeys } from "./language/language.ts";
import type { Key, Keys } from "./language/shape.ts";
import { isOlder, lowestAllowed } from "./language/version-constraint.ts";
import { readHome, readProvider, readProviders, unsaidHome } from "./providers.ts";
import { checkTargets, inTarget, targetsOf } from "./target/target.ts";
import { checkValues, fill, type TargetValues, valuesOf } from "./target/values.ts";
import { nameLimits, readName } from "./values/names.ts";
import { type Affixes, argumentAt, isReference, readArguments, type Session } from "./values/value.ts";
import { readYaml } from "./yaml/read-yaml.ts";
import { entryOf, isText, layered, type Node, type Scalar, type YamlMapping } from "./yaml/yaml-node.ts";

/** The settings of one stack: its stack.yaml over those of the folders above. */
export interface Settings {
  /** What they were read from: each stack.yaml from the root down. */
  readonly documents: readonly YamlMapping[];
  /** The target that they hold in; null in a stack without targets. */
  readonly target: string | null;
  /** What stands around the names of the stack's functions and roles; null for nothing. */
  readonly affixes: Affixes;
  readonly home: Home;
  readonly providerVersion: Scalar | null;
  /** The configuration of hashicorp/aws that makes all of the stack, `aws.edge`; null for the default one. */
  readonly provider: string | null;
  /** Where other configurations lie that functions may be made by. */
  readonly providers: ReadonlyMap<string, Home>;
  readonly terraformVersion: string | null;
  readonly emitVersions: boolean;
  readonly emitVariables: boolean;
  readonly isModule: boolean;
  /** The stack's tags, where the provider gives them and no resource has them of its own. */
  readonly defaultTags: DefaultTags["tags"];
  readonly requireWhy: boolean;
  /** What each stack.yaml from the root down lets expressions use. */
  readonly allowances: readonly Allowance[];
  /** Terraform variables that the settings themselves use. */
  readonly variables: readonly string[];
  /** What the settings say of variables, by their names. */
  readonly described: ReadonlyMap<string, Variable>;
  readonly defaults: {
    readonly function: Node | undefined;
    readonly code: Node | undefined;
    readonly role: Node | undefined;
    readonly logs: Node | undefined;
  };
}

/** Reads one stack.yaml; it holds one mapping. */
export function readSettingsFile(
  file: string,
  text: string,
): { readonly mapping: YamlMapping | null; readonly diagnostics: readonly Diagnostic[] } {
  const { documents, diagnostics } = readYaml(file, text);
  const [mapping, second] = documents;
  if (second !== undefined)
    return {
      mapping: null,
      diagnostics: [
        ...diagnostics,
        error("yaml-syntax", second.span, "stack.yaml holds one document", "remove what follows `---`"),
      ],
    };
  if (mapping === undefined) return { mapping: null, diagnostics };
  const mistakes = [
    ...checkKeys(mapping, stackKeys, "stack.yaml", mapping.span),
    ...checkTargets(mapping, targetKeys),
    ...[mapping, ...targetsOf(mapping).map(({ value }) => value)].flatMap((of) =>
      of.kind === "mapping" ? [...checkValues(of)] : [],
    ),
    ...checkAllowance(mapping),
  ];
  return { mapping, diagnostics: [...diagnostics, ...mistakes] };
}

/** The settings that hold in a folder, in one target: `files` from the root down to it; what is nearer to the folder wins. */
export function settingsOf(
  files: readonly YamlMapping[],
  target: string | null,
): {
  readonly settings: Settings;
  /** What the target's specs may name; null without a target. */
  readonly values: TargetValues | null;
  readonly diagnostics: readonly Diagnostic[];
} {
  let merged: Node | undefined;
  // A folder that took itself out of the target above the one that put it back in says nothing of it.
  for (const file of files) merged = layered(merged, inTarget(file, target, targetKeys) ?? undefined);
  const values = target === null ? null : valuesOf(merged?.kind === "mapping" ? merged : undefined, target);
  const filled = merged?.kind === "mapping" ? fill(merged, values) : undefined;
  const mapping = filled?.mapping;
  const diagnostics: Diagnostic[] = [...(filled?.diagnostics ?? [])];
  const variables = new Set<string>();
  const allowances = files.flatMap(allowanceOf);
  const session = {
    home: unknownHome,
    diagnostics,
    variables,
    told: new Map(),
    allowances,
    affixes: { prefix: null, suffix: null },
  };
  const home = readHome(mapping, null, session);
  const provider = scalarAt(mapping, "provider_version");
  if (provider !== undefined && lowestAllowed(provider.text) === null) {
    diagnostics.push(
      error(
        "wrong-type",
        provider.span,
        `"${provider.text}" is no version constraint`,
        'write it as Terraform does: ">= 5.0, < 7.0"',
      ),
    );
  }
  const lowest = provider === undefined ? null : lowestAllowed(provider.text);
  if (provider !== undefined && lowest !== null && isOlder(lowest, [5, 0, 0])) {
    const message = `what is emitted needs hashicorp/aws 5; this allows ${provider.text}`;
    diagnostics.push(error("provider-too-old", provider.span, message, 'write ">= 5.0" or a later one'));
  }
  const terraform = scalarAt(mapping, "terraform_version");
  if (terraform !== undefined && lowestAllowed(terraform.text) === null) {
    diagnostics.push(
      error("wrong-type", terraform.span, `"${terraform.text}" is no version constraint`, 'write it as Terraform does: ">= 1.5"'),
    );
  }
  const emit = mappingAt(mapping, "emit");
  const byDefault = isTrue(emit, "default_tags");
  const own = byDefault && mapping !== undefined ? without(mapping, "tags") : mapping;
  const affix = (key: "name_prefix" | "name_suffix"): Reference | null => {
    const scalar = scalarAt(mapping, key);
    return scalar === undefined ? null : readName(scalar, nameLimits.affix, session);
  };
  const settings: Settings = {
    documents: files.flatMap((file) => {
      const own = inTarget(file, target, targetKeys);
      return own === null ? [] : [fill(own, values).mapping];
    }),
    target,
    affixes: { prefix: affix("name_prefix"), suffix: affix("name_suffix") },
    home,
    providerVersion: provider ?? null,
    provider: readProvider(mapping, diagnostics),
    providers: readProviders(mapping, session),
    terraformVersion: terraform?.text ?? null,
    emitVersions: scalarAt(emit, "versions")?.flag !== false,
    emitVariables: scalarAt(emit, "variables")?.flag !== false,
    isModule: scalarAt(emit, "module")?.flag === true,
    defaultTags: byDefault ? tagsOf(mapping, session) : [],
    requireWhy: isTrue(mapping, "require_why"),
    allowances,
    variables: [...variables],
    described: readVariables(mappingAt(mapping, "variables"), diagnostics),
    defaults: {
      function: withTags(own, "function", functionDefaults),
      code: codeDefaults(mapping),
      role: withTags(own, "role", roleDefaults),
      logs: logDefaults(own),
    },
  };
  return { settings, values, diagnostics };
}

/** The settings that hold for one function: those of its stack, where no other configuration makes it. */
export function ofFunction(settings: Settings, mapping: YamlMapping | undefined, diagnostics: Diagnostic[]): Settings {
  const provider = readProvider(mapping, diagnostics);
  if (provider === null || provider === settings.provider) return settings;
  return { ...settings, provider, home: settings.providers.get(provider) ?? unsaidHome(provider) };
}

function allowanceOf(file: YamlMapping): readonly Allowance[] {
  const given = mappingAt(file, "expressions");
  if (given === undefined) return [];
  const names = (key: keyof Allowance) => listAt(given, key)?.items.flatMap((item) => (isText(item) ? [item.text] : []));
  return [{ functions: names("functions") ?? null, references: names("references") ?? null }];
}

/** A name that no function and no reference can have allows nothing: it was meant as something else. */
function* checkAllowance(file: YamlMapping): Generator<Diagnostic> {
  const given = mappingAt(file, "expressions");
  for (const item of listAt(given, "functions")?.items ?? []) {
    if (!isText(item) || /^(?:provider::[\w-]+::)?[a-z_][a-z0-9_]*$/.test(item.text)) continue;
    yield error("invalid-name", item.span, `"${item.text}" is no name of a function`, "write its name alone, such as jsonencode");
  }
  for (const item of listAt(given, "references")?.items ?? []) {
    if (!isText(item) || /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/.test(item.text)) continue;
    const hint = "write how it begins, without `${ }`, keys and wildcards: var, aws_sns_topic, module.network";
    yield error("invalid-name", item.span, `"${item.text}" begins no reference`, hint);
  }
}

const unknownHome: Home = { partition: literal("aws"), region: literal(""), account: literal("") };

function without(mapping: YamlMapping, key: string): YamlMapping {
  return { ...mapping, entries: mapping.entries.filter((entry) => entry.key !== key) };
}

/** The stack's tags as they are compared with what the provider gives. */
function tagsOf(mapping: YamlMapping | undefined, session: Session): DefaultTags["tags"] {
  checkTags(mapping, session);
  const value =
    mapping === undefined ? undefined : argumentAt(readArguments(mapping, { tags: stackKeys["tags"] as Key }, session), "tags");
  return typeof value === "object" && "kind" in value && value.kind === "map"
    ? value.entries.flatMap(({ key, value: tag }) => (isReference(tag) ? [{ key, value: tag }] : []))
    : [];
}

/** The tags of a stack are tags of every function, role and log group; a default's own tags win, and a role that others manage has theirs. */
function withTags(mapping: YamlMapping | undefined, key: "function" | "role", keys: Keys): Node | undefined {
  const given = mapping === undefined ? undefined : entryOf(mapping, key)?.value;
  // What was refused as a default reaches no function.
  const own =
    given?.kind === "mapping"
      ? { ...given, entries: given.entries.filter((entry) => keys[entry.key]?.refused === undefined) }
      : given;
  const tags = mapping === undefined ? undefined : entryOf(mapping, "tags");
  if (tags === undefined || (own?.kind === "mapping" && entryOf(own, "existing") !== undefined)) return own;
  return layered({ kind: "mapping", entries: [tags], span: tags.value.span }, own);
}

/** Which code it is was refused as a default. */
function codeDefaults(mapping: YamlMapping | undefined): Node | undefined {
  const given = mappingAt(mapping, "code");
  return given === undefined
    ? undefined
    : { ...given, entries: given.entries.filter(({ key }) => key === "deploy" || key === "sources") };
}

function logDefaults(mapping: YamlMapping | undefined): Node | undefined {
  const own = mapping === undefined ? undefined : entryOf(mapping, "logs")?.value;
  if (own !== undefined && own.kind !== "mapping") return own;
  const tags = mapping === undefined ? undefined : entryOf(mapping, "tags");
  return tags === undefined ? own : layered({ kind: "mapping", entries: [tags], span: tags.value.span }, own);
}
