import { type Diagnostic, error, firstLine } from "../diagnostics/diagnostic.ts";
import { remembered } from "../remembered.ts";
import { readSettingsFile, settingsOf } from "./settings.ts";
import type { YamlMapping } from "./yaml/yaml-node.ts";

/** The stack.yaml of all folders, read. */
export interface SettingsAbove {
  /** Those that hold in a folder, from the root down. */
  readonly above: (folder: string) => readonly YamlMapping[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every stack.yaml, wherever it lies below the root. */
export function readAllSettings(
  files: readonly { readonly path: string; readonly file: string; readonly text: string }[],
): SettingsAbove {
  const diagnostics: Diagnostic[] = [];
  const byFolder = new Map<string, YamlMapping>();
  for (const settings of files) {
    const { path, file, text } = settings;
    const read = readOne(settings, file, text);
    diagnostics.push(...read.diagnostics);
    const folder = folderOfDocument(path);
    if (read.mapping === null) continue;
    if (byFolder.has(folder)) {
      diagnostics.push(
        error("duplicate-output", firstLine(file), "this folder has a stack.yaml and a stack.yml", "keep one of them"),
      );
    } else byFolder.set(folder, read.mapping);
  }
  return { above: (folder) => foldersDownTo(folder).flatMap((upper) => byFolder.get(upper) ?? []), diagnostics };
}

const readOne = remembered((_: object, file: string, text: string) => readSettingsFile(file, text));

/** The folder that a document lies in, below the root. */
export function folderOfDocument(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function foldersDownTo(folder: string): readonly string[] {
  const parts = folder === "" ? [] : folder.split("/");
  return ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}

/** The settings that hold in a folder, by the stack.yaml of the folders from the root down to it. */
export function settingsIn(above: readonly YamlMapping[], target: string | null): ReturnType<typeof settingsOf> {
  const [nearest, ...outer] = above.toReversed();
  return nearest === undefined ? withoutSettings(nothing, target) : nearSettings(nearest, target, ...outer);
}

/** Stands for the stack.yaml of folders that have none. */
const nothing = {};

const withoutSettings = remembered((_: object, target: string | null) => settingsOf([], target));

const nearSettings = remembered((nearest: YamlMapping, target: string | null, ...outer: readonly YamlMapping[]) =>
  settingsOf([nearest, ...outer].toReversed(), target),
);
