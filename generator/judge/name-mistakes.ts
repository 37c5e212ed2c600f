import { type Diagnostic, error } from "../diagnostics/diagnostic.ts";
import { nameMistake, pathMistake } from "../files/path-mistake.ts";
import type { SourceFile } from "../spec/stack.ts";

/** What a compilation is given by name: its root, and each file by its path below it. */
interface Named {
  readonly rootName: string;
  readonly specs: readonly SourceFile[];
  readonly settings: readonly SourceFile[];
}

/** Paths and the root's name become paths and headers of the output, so they are judged before any text is. */
export function* nameMistakes({ rootName, specs, settings }: Named): Generator<Diagnostic> {
  const at = (file: string) => ({ file, line: 1, column: 1, endLine: 1, endColumn: 2 });
  const root = nameMistake(rootName);
  if (root !== null) yield error("invalid-name", at(rootName), `the root's name ${root}`, "give the root folder's own name");
  for (const { path, file } of [...specs, ...settings]) {
    const mistake = pathMistake(path) ?? (/\.ya?ml$/.test(path) ? null : "does not end with .yaml or .yml");
    if (mistake !== null) yield error("invalid-name", at(file), `this path ${mistake}`, "give its path below the root");
  }
}
