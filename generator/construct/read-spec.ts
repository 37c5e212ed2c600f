import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { stringify } from "yaml";
import { unread } from "../cli/input.ts";
import { compile } from "../compile.ts";
import { type Diagnostic, error, firstLine, isError } from "../diagnostics/diagnostic.ts";
import { printText } from "../diagnostics/print-text.ts";
import { aboveWords, settingsOver } from "../files/folders.ts";
import { downTo, folderOf } from "../files/paths.ts";
import { readFileText } from "../files/text.ts";
import type { StackGrants } from "../grants.ts";
import type { SourceFile } from "../spec/stack.ts";
import type { SettingsObject, SpecObject } from "./spec-object.ts";

/** The mistakes of a spec, all of them in one error. */
export class SpecError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[], text: string) {
    super(`the spec has mistakes; nothing was made of it\n${text}`);
    this.name = "SpecError";
    this.diagnostics = diagnostics;
  }
}

export interface ReadSpec {
  readonly grants: StackGrants;
  /** What the compiler warns of, as text. */
  readonly warnings: readonly string[];
}

interface Sources {
  readonly rootName: string;
  readonly spec: SourceFile;
  readonly settings: readonly SourceFile[];
  /** A construct is in one stack of an app, so in one target. */
  readonly target: string | undefined;
  /** From the Terraform of the stack to the root of the specs. */
  readonly toRoot: string;
}

/** A spec file, with each stack.yaml and rules.yaml from the root of the specs down to it; `stack` is the folder that cdktf writes the stack to. */
export function readSpecFile(file: string, root: string | undefined, target: string | undefined, stack: string): ReadSpec {
  const path = resolve(file);
  const specs = resolve(root ?? "specs");
  const top = path.startsWith(specs + sep) ? specs : dirname(path);
  const below = relative(top, path).split(sep).join("/");
  const settings = downTo(folderOf(below)).flatMap((folder) =>
    ["stack.yaml", "stack.yml", "rules.yaml", "rules.yml"]
      .map((name) => (folder === "" ? name : `${folder}/${name}`))
      .filter((name) => existsSync(join(top, name)))
      .map((name) => sourceOf(name, join(relative(process.cwd(), top), name), top)),
  );
  const made = read({ rootName: basename(top), spec: sourceOf(below, file, top), settings, target, toRoot: way(stack, top) });
  const over = settingsOver(top).map((at) => relative(process.cwd(), at));
  const told = aboveWords(over, relative(process.cwd(), top) || ".", (folder) => `specs: "${folder}"`);
  return told === null ? made : { ...made, warnings: [told, ...made.warnings] };
}

/** A file as the command line reads it; throws a `SpecError` where it would refuse it. */
function sourceOf(path: string, file: string, top: string): SourceFile {
  const missing = { kind: "not-readable", reason: "there is no such file or folder" } as const;
  const found = existsSync(file) ? readFileText(file, realpathSync(top)) : missing;
  if (found.kind === "text") return { path, file, text: found.text };
  const diagnostics = [unread(file, found)];
  throw new SpecError(
    diagnostics,
    printText(diagnostics, () => null, false),
  );
}

/** A spec as an object without tokens: places are those of the same spec in YAML, which the error shows. */
export function readSpecObject(
  name: string,
  spec: SpecObject,
  settings: SettingsObject | undefined,
  target: string | undefined,
  stack: string,
): ReadSpec {
  const file = (path: string, of: object): SourceFile => ({ path, file: path, text: stringify(of, { lineWidth: 0 }) });
  return read({
    rootName: name,
    spec: file(`${name}.yaml`, spec),
    settings: settings === undefined ? [] : [file("stack.yaml", settings)],
    target,
    // An object stands in no file: its paths begin in the current folder.
    toRoot: way(stack, "."),
  });
}

/** From the folder that cdktf writes a stack to, to another. */
function way(stack: string, to: string): string {
  return relative(resolve(stack), resolve(to)).split(sep).join("/");
}

function read({ rootName, spec, settings, target, toRoot }: Sources): ReadSpec {
  const asked = target === undefined ? {} : { targets: [target] };
  const { stacks, diagnostics, targets } = compile({ rootName, specs: [spec], settings, toRoot: () => toRoot, ...asked });
  const wrong = whichTarget(spec, target, targets);
  const textOf = (file: string) => [spec, ...settings].find((source) => source.file === file)?.text ?? null;
  const errors = [...wrong, ...diagnostics.filter(isError)];
  const [grants] = stacks;
  if (errors.length > 0 || grants === undefined)
    throw new SpecError([...wrong, ...diagnostics], printText(errors, textOf, false));
  return { grants, warnings: diagnostics.map((warning) => printText([warning], textOf, false).trimEnd()) };
}

/** What is wrong with the target that was asked for, or with none where there are several. */
function whichTarget(spec: SourceFile, target: string | undefined, targets: readonly string[]): readonly Diagnostic[] {
  const known =
    targets.length === 0 ? "the spec's stack has none: leave `target` out" : `\`target\` is one of ${targets.join(", ")}`;
  if (target !== undefined && !targets.includes(target))
    return [error("unknown-target", firstLine(spec.file), `there is no target ${target}`, known)];
  return target === undefined && targets.length > 1
    ? [
        error(
          "unknown-target",
          firstLine(spec.file),
          "the spec's stack has several targets, and the construct is one of them",
          known,
        ),
      ]
    : [];
}
