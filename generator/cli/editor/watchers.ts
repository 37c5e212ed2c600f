import { basename } from "node:path";
import { type FileSystemWatcher, WatchKind } from "vscode-languageserver/node";
import type { LspOptions } from "./spec-folder.ts";

/** What an editor is asked to tell of the disk: a file of specs or of Terraform that is made, changed or deleted, by git or a person. */
export function* watchersOf({ specs = "specs", out }: LspOptions): Generator<FileSystemWatcher> {
  yield { globPattern: "**/*.{yaml,yml,tf,tf.json}" };
  // Of a folder that is deleted, its files are not told.
  for (const folder of [specs, out]) yield { globPattern: `**/${basename(folder)}{,/**}`, kind: WatchKind.Delete };
}
