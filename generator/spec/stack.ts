import { type Diagnostic, error, firstLine, type Span } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { remembered } from "../remembered.ts";
import { type Claims, checkClaims, claimsOf } from "./claims/stack-claims.ts";
import { type Checked, checkDocument } from "./document.ts";
import type { CodePlace } from "./function/function-code.ts";
import { targetSpecKeys } from "./language/language.ts";
import { allowsUpTo, isOlder, lowestAllowed, oldestProvider } from "./language/version-constraint.ts";
import { checkDirectories, checkOutputs } from "./output-names.ts";
import { inOwnPartition } from "./own-partition.ts";
import type { Settings } from "./settings.ts";
import { folderOfDocument, readAllSettings, settingsIn } from "./settings-above.ts";
import type { Spec } from "./spec.ts";
import { checkTargets, inTarget, targetNames, targetsOf } from "./target/target.ts";
import { fill } from "./target/values.ts";
import { checkMadeSources } from "./together/made-sources.ts";
import { checkModule } from "./together/module-variables.ts";
import { checkNotifications } from "./together/notifications.ts";
import { checkTogether } from "./together/same-stack.ts";
import { checkSharedRoles } from "./together/shared-roles.ts";
import { type ReadResult, readYaml } from "./yaml/read-yaml.ts";
import type { YamlMapping } from "./yaml/yaml-node.ts";

/** A file as it was read. */
export interface SourceFile {
  /** Below the root: `media/thumbnailer.yaml`. */
  readonly path: string;
  /** How a user would type it; what diagnostics show. */
  readonly file: string;
  readonly text: string;
}

/** One folder of specs, as it is in one target, as far as others of the run are judged by it. */
export interface TellingStack {
  readonly folder: string;
  readonly target: string | null;
  /** Where its functions stand. */
  readonly functions: readonly Span[];
  readonly claims: Claims;
  /** What is wrong with it; other targets of the folder may be at fault in the same way. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The same with all that it says. */
export interface Stack extends TellingStack {
  /** As headers name it: `specs/media`. */
  readonly source: string;
  readonly settings: Settings;
  readonly specs: readonly Spec[];
}

/** A folder of specs, in all targets that a run is about. */
export interface StackFolder<In extends TellingStack = Stack> {
  readonly folder: string;
  /** Every target that it has. */
  readonly targets: readonly string[];
  readonly stacks: readonly In[];
  /** What is wrong with its files, whatever the target. */
  readonly diagnostics: readonly Diagnostic[];
}

interface StackInput<Kept extends TellingStack> {
  readonly rootName: string;
  readonly specs: readonly SourceFile[];
  readonly settings: readonly SourceFile[];
  /** The targets that it is about; without it, all, and the stacks that have none. */
  readonly targets?: readonly string[];
  /** The way from a Terraform directory (`prod/media`, below the out folder) to the root; else as if out/ stood beside it. */
  readonly toRoot?: (directory: string) => string;
  /** Folders that were read before from the same: they are not read again, and judged with the others. */
  readonly kept?: ReadonlyMap<string, StackFolder<Kept>>;
  readonly progress?: (done: { readonly stacks: number; readonly of: number }) => void;
}

interface ReadStacks<Kept extends TellingStack> {
  /** Each by itself, or as it was kept. */
  readonly folders: readonly (
    | { readonly kind: "read"; readonly folder: StackFolder }
    | { readonly kind: "kept"; readonly folder: StackFolder<Kept> }
  )[];
  /** What is wrong with the files, whatever the target, and with what several stacks say together. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and checks all specs, stack by stack and target by target, each with the settings of its folder and those above. */
export function readStacks<Kept extends TellingStack = TellingStack>({
  rootName,
  specs,
  settings,
  targets,
  toRoot,
  kept,
  progress,
}: StackInput<Kept>): ReadStacks<Kept> {
  const { above, diagnostics } = readAllSettings(settings);
  const byFolder = new Map<string, SourceFile[]>();
  for (const spec of specs) {
    const list = byFolder.get(folderOfDocument(spec.path));
    if (list === undefined) byFolder.set(folderOfDocument(spec.path), [spec]);
    else list.push(spec);
  }
  const context = { rootName, targets, toRoot: toRoot ?? beside(rootName) };
  const folders = [...byFolder].map(([folder, files], index) => {
    const known = kept?.get(folder);
    const read =
      known === undefined
        ? ({ kind: "read", folder: readFolder(folder, files, above(folder), context) } as const)
        : ({ kind: "kept", folder: known } as const);
    progress?.({ stacks: index + 1, of: byFolder.size });
    return read;
  });
  const ofFolders = folders.flatMap(({ folder }) => folder.diagnostics);
  const stacks = folders.flatMap(({ folder }): readonly TellingStack[] => folder.stacks);
  const placed = stacks.map((stack) => ({ ...stack, directory: directoryOf(stack.folder, stack.target) }));
  return { folders, diagnostics: [...diagnostics, ...ofFolders, ...checkDirectories(placed), ...checkClaims(stacks)] };
}

interface FolderContext {
  readonly rootName: string;
  readonly targets: readonly string[] | undefined;
  readonly toRoot: (directory: string) => string;
}

function readFolder(
  folder: string,
  files: readonly SourceFile[],
  above: readonly YamlMapping[],
  { rootName, targets, toRoot }: FolderContext,
): StackFolder {
  const names = targetNames(above);
  const source = folder === "" ? rootName : `${rootName}/${folder}`;
  const read = files.map((file) => ({ file, ...readSpecFile(file, file.file, file.text) }));
  const asked: readonly (string | null)[] = names.length === 0 ? [null] : names;
  const wanted = asked.filter((name) => targets === undefined || (name !== null && targets.includes(name)));
  const found = wanted.map((target): Stack => {
    const place = { folder, toRoot: toRoot(directoryOf(folder, target)) };
    const stack = { folder, source, ...readStack(read, above, target, { rootName, place }) };
    return { ...stack, target: stack.settings.target, functions: stack.specs.map(({ span }) => span), claims: claimsOf(stack) };
  });
  return {
    folder,
    targets: names,
    // A target in which a folder has nothing is none of its.
    stacks: found.filter((stack) => stack.target === null || stack.specs.length + stack.diagnostics.length > 0),
    diagnostics: [...checkOutputs(files), ...read.flatMap((file) => [...file.diagnostics, ...checkTargetsOf(file, names)])],
  };
}

type SpecFile = ReadResult & { readonly file: SourceFile };

/** All documents of a folder as they are in one target; null stands for a stack without targets. */
function readStack(
  files: readonly SpecFile[],
  above: readonly YamlMapping[],
  target: string | null,
  { rootName, place }: { readonly rootName: string; readonly place: CodePlace },
): Pick<Stack, "settings" | "specs" | "diagnostics"> {
  const { settings, values, diagnostics: found } = settingsIn(above, target);
  const diagnostics = [...found];
  // What nobody says would be a mistake once more wherever it is used.
  const readable = !found.some(({ code }) => code === "unknown-target");
  const specs = files.flatMap(({ file, documents }) =>
    documents.flatMap((document) => {
      const own = inTarget(document, target, targetSpecKeys);
      if (own === null || !readable) return [];
      const filled = fill(own, values);
      diagnostics.push(...filled.diagnostics);
      if (filled.diagnostics.length > 0) return [];
      const checked = checkedDocument(filled.mapping, settings, `${rootName}/${file.path}`, place.folder, place.toRoot);
      diagnostics.push(...checked.diagnostics);
      return checked.spec ?? [];
    }),
  );
  diagnostics.push(
    ...checkTogether(specs),
    ...checkNotifications(specs),
    ...checkMadeSources(specs),
    ...checkSharedRoles(specs),
    ...checkProvider(settings, specs),
    ...checkModule(above, settings, specs),
  );
  return { settings, specs, diagnostics: inOwnPartition(diagnostics, settings.home.partition) };
}

/** A file is the same by its object, and by what it says: whoever calls from JavaScript may have written into it. */
const readSpecFile = remembered((_: SourceFile, file: string, text: string): ReadResult => {
  const read = readYaml(file, text);
  if (read.documents.length > 0 || read.diagnostics.length > 0) return read;
  const empty = error("missing-key", firstLine(file), "this file declares no function", "begin it with `function:`");
  return { documents: [], diagnostics: [empty] };
});

const checkedDocument = remembered(
  (document: YamlMapping, settings: Settings, source: string, folder: string, toRoot: string): Checked =>
    checkDocument(document, source, settings, { folder, toRoot }),
);

/** What a spec says of a target that its stack does not have would never hold. */
function* checkTargetsOf({ documents }: SpecFile, names: readonly string[]): Generator<Diagnostic> {
  for (const document of documents) {
    yield* checkTargets(document, targetSpecKeys);
    for (const { key, keySpan } of targetsOf(document)) {
      if (names.includes(key)) continue;
      const near = nearest(key, names);
      yield error(
        "unknown-target",
        keySpan,
        names.length === 0 ? "this stack has no targets" : `this stack has no target ${key}`,
        near !== undefined
          ? `did you mean "${near}"?`
          : names.length === 0
            ? "declare them in stack.yaml: targets: {dev: {…}, prod: {…}}"
            : `it has ${names.join(", ")}`,
      );
    }
  }
}

/**
 * What the stack's own constraint cannot give. A newer version within its major one is only asked for beside it; one that opts
 * into the next major version says so itself.
 */
function* checkProvider({ providerVersion }: Settings, specs: readonly Spec[]): Generator<Diagnostic> {
  const lowest = providerVersion === null ? null : lowestAllowed(providerVersion.text);
  // A version before 5 is a mistake of the stack's own.
  if (providerVersion === null || lowest === null || isOlder(lowest, lowestAllowed(oldestProvider) ?? lowest)) return;
  for (const { what, since, span } of specs.flatMap(({ newer }) => newer)) {
    const first = lowestAllowed(since) ?? [0, 0, 0];
    if (!isOlder(lowest, first) || (lowest[0] === first[0] && allowsUpTo(providerVersion.text, first))) continue;
    yield error(
      "provider-too-old",
      span,
      `${what} hashicorp/aws ${since}; this stack allows ${providerVersion.text}`,
      `set provider_version to ">= ${since}" in ${providerVersion.span.file}, or remove the line`,
    );
  }
}

/** Where the Terraform of a folder lies below the out folder, in a target: `prod/media`. */
export function directoryOf(folder: string, target: string | null): string {
  return [target ?? "", folder].filter((part) => part !== "").join("/");
}

function beside(rootName: string): (directory: string) => string {
  return (directory) => ["..", ...directory.split("/").flatMap((part) => (part === "" ? [] : [".."])), rootName].join("/");
}
