import { type Diagnostic, error, type Span } from "../diagnostics/diagnostic.ts";
import { textOf } from "../iam/arn.ts";
import { checkDocument } from "./document.ts";
import { allowsUpTo, isOlder, lowestAllowed, oldestProvider } from "./language/version-constraint.ts";
import { readSettingsFile, type Settings, settingsOf } from "./settings.ts";
import type { Spec } from "./spec.ts";
import { functionAddresses, pushAddresses } from "./together/claimed-addresses.ts";
import { checkNotifications } from "./together/notifications.ts";
import { readYaml } from "./yaml/read-yaml.ts";
import type { YamlMapping } from "./yaml/yaml-node.ts";

/** A file as it was read. */
export interface SourceFile {
  /** Below the root: `media/thumbnailer.yaml`. */
  readonly path: string;
  /** How a user would type it; what diagnostics show. */
  readonly file: string;
  readonly text: string;
}

/** One folder of specs. */
export interface Stack {
  readonly folder: string;
  /** As headers name it: `specs/media`. */
  readonly source: string;
  readonly settings: Settings;
  readonly specs: readonly Spec[];
}

export interface StackInput {
  readonly rootName: string;
  readonly specs: readonly SourceFile[];
  readonly settings: readonly SourceFile[];
  readonly progress?: (done: { readonly stacks: number; readonly of: number }) => void;
}

export interface ReadStacks {
  readonly stacks: readonly Stack[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads and checks all specs, stack by stack, each with the settings of its folder and those above. */
export function readStacks({ rootName, specs, settings, progress }: StackInput): ReadStacks {
  const diagnostics: Diagnostic[] = [];
  const bySettings = new Map<string, YamlMapping>();
  for (const { path, file, text } of settings) {
    const read = readSettingsFile(file, text);
    diagnostics.push(...read.diagnostics);
    const folder = folderOf(path);
    if (read.mapping === null) continue;
    if (bySettings.has(folder))
      diagnostics.push(
        error("duplicate-output", firstLine(file), "this folder has a stack.yaml and a stack.yml", "keep one of them"),
      );
    else bySettings.set(folder, read.mapping);
  }
  const byFolder = new Map<string, SourceFile[]>();
  for (const spec of specs) byFolder.set(folderOf(spec.path), [...(byFolder.get(folderOf(spec.path)) ?? []), spec]);
  const stacks = [...byFolder].map(([folder, files], index) => {
    progress?.({ stacks: index + 1, of: byFolder.size });
    const above = foldersDownTo(folder).flatMap((upper) => bySettings.get(upper) ?? []);
    const read = settingsOf(above);
    diagnostics.push(...read.diagnostics);
    const source = folder === "" ? rootName : `${rootName}/${folder}`;
    const checked = files.flatMap((file) => readSpecFile(file, rootName, read.settings, diagnostics));
    diagnostics.push(
      ...checkOutputs(files),
      ...checkTogether(checked),
      ...checkNotifications(checked),
      ...checkProvider(read.settings, checked),
    );
    return { folder, source, settings: read.settings, specs: checked };
  });
  return { stacks, diagnostics };
}

function readSpecFile(
  { path, file, text }: SourceFile,
  rootName: string,
  settings: Settings,
  diagnostics: Diagnostic[],
): readonly Spec[] {
  const { documents, diagnostics: found } = readYaml(file, text);
  diagnostics.push(...found);
  if (documents.length === 0 && found.length === 0)
    diagnostics.push(error("missing-key", firstLine(file), "this file declares no function", "begin it with `function:`"));
  return documents.flatMap((document) => {
    const checked = checkDocument(document, `${rootName}/${path}`, settings);
    diagnostics.push(...checked.diagnostics);
    return checked.spec ?? [];
  });
}

/** Two specs that would write one file, or a file that Terraform reads as something else. */
function* checkOutputs(files: readonly SourceFile[]): Generator<Diagnostic> {
  const seen = new Map<string, string>();
  for (const { path, file } of files) {
    const name = (path.split("/").at(-1) ?? path).replace(/\.ya?ml$/, "");
    // Some file systems tell no capitals from small letters.
    const first = seen.get(name.toLowerCase());
    if (first === undefined) seen.set(name.toLowerCase(), file);
    else
      yield error(
        "duplicate-output",
        firstLine(file),
        `this spec and ${first} would write one file, ${name}.tf`,
        "rename one of them",
      );
    if (name.toLowerCase() === "stack")
      yield error("duplicate-output", firstLine(file), "the stack's own file is called stack.tf", "rename the spec");
    // https://developer.hashicorp.com/terraform/language/files/override
    if (/(^|_)override$/.test(name))
      yield error(
        "invalid-name",
        firstLine(file),
        `Terraform merges a file called ${name}.tf into the others`,
        "rename the spec",
      );
  }
}

/** Functions of one stack live in one Terraform module and one account: their addresses and their names must differ. */
function* checkTogether(specs: readonly Spec[]): Generator<Diagnostic> {
  const seen = new Map<string, Spec>();
  /** The first function that had the same; null where this is the first. */
  const taken = (what: string, name: string, spec: Spec): Spec | null => {
    const key = `${what} ${name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, spec);
    return first === undefined || first === spec ? null : first;
  };
  const where = ({ span }: Spec) => `the other is at ${span.file}:${span.line}`;
  for (const spec of specs) {
    const sameName = taken("function", textOf(spec.name), spec);
    const sameLabel = taken("label", spec.label, spec);
    const first = sameName ?? sameLabel;
    if (first !== null) {
      const what = sameName !== null ? `have the name ${textOf(spec.name)}` : `have the Terraform label ${spec.label}`;
      yield error(
        "duplicate-function",
        spec.span,
        `two functions of this stack ${what} (${where(first)})`,
        sameName !== null ? "rename one" : "rename one, or give it a `label`",
      );
      continue;
    }
    const sameRole =
      spec.role.existing === null && !spec.role.isPrefix ? taken("role", textOf(spec.role.name).toLowerCase(), spec) : null;
    if (sameRole !== null)
      yield error(
        "duplicate-function",
        spec.role.span,
        `two functions of this stack have a role called ${textOf(spec.role.name)} (${where(sameRole)})`,
        "give one of them another `role: {name: …}`",
      );
    for (const { addresses, span } of addressesOf(spec)) {
      // A role comes with its documents: they are one mistake.
      const [found] = addresses.flatMap((address) => {
        const other = taken("address", address, spec);
        return other === null ? [] : [{ address, other }];
      });
      if (found !== undefined)
        yield error(
          "duplicate-label",
          span,
          `the function ${found.other.label} of this stack has the Terraform address ${found.address} already`,
          "give the entry or the function a `label`",
        );
    }
  }
}

/** Addresses in which one function's label could run into another's, and who has them. */
function addressesOf(spec: Spec): readonly { readonly addresses: readonly string[]; readonly span: Span }[] {
  const { label, push, pull, span } = spec;
  return [
    { addresses: functionAddresses(spec), span },
    ...push.map((entry) => ({ addresses: pushAddresses(label, entry), span: entry.span })),
    ...pull.map((entry) => ({ addresses: [`aws_lambda_event_source_mapping.${label}_${entry.label}`], span: entry.span })),
  ];
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

function firstLine(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

function foldersDownTo(folder: string): readonly string[] {
  const parts = folder === "" ? [] : folder.split("/");
  return ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}
