import { basename, relative, resolve, sep } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { SourceFile } from "../../spec/stack.ts";
import { pathOf, real } from "./protocol.ts";

/** What an editor has open of specs and settings that are not on the disk yet: below the root, and not hidden. */
export function newDocuments(
  documents: readonly TextDocument[],
  root: string,
  known: readonly SourceFile[],
): { readonly specs: readonly SourceFile[]; readonly settings: readonly SourceFile[] } {
  const here = real(resolve(root));
  const there = new Set(known.map(({ file }) => real(resolve(file))));
  const found = documents.flatMap((document): readonly SourceFile[] => {
    const at = pathOf(document.uri);
    const parts = relative(here, at).split(sep);
    const isBelow = document.uri.startsWith("file:") && !parts.some((part) => part.startsWith("."));
    if (!isBelow || there.has(at) || !/\.ya?ml$/.test(at)) return [];
    return [{ path: parts.join("/"), file: relative(real(process.cwd()), at), text: document.getText() }];
  });
  const isSettings = ({ path }: SourceFile) => /^stack\.ya?ml$/.test(basename(path));
  return { specs: found.filter((one) => !isSettings(one)), settings: found.filter(isSettings) };
}
