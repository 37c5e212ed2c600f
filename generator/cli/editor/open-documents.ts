import { relative, resolve, sep } from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isSettings } from "../../files/folders.ts";
import { fileNameOf } from "../../files/paths.ts";
import type { SourceFile } from "../../spec/stack.ts";
import { pathOfUri, real } from "./protocol.ts";

/** What an editor has open of specs and settings that are not on the disk yet: below the root, and not hidden. */
export function newDocuments(
  documents: readonly TextDocument[],
  root: string,
  known: readonly SourceFile[],
): { readonly specs: readonly SourceFile[]; readonly settings: readonly SourceFile[] } {
  const here = real(resolve(root));
  const there = new Set(known.map(({ file }) => real(resolve(file))));
  const found = documents.flatMap((document): readonly SourceFile[] => {
    const at = pathOfUri(document.uri);
    if (at === null || there.has(at) || !/\.ya?ml$/.test(at)) return [];
    const parts = relative(here, at).split(sep);
    if (parts.some((part) => part.startsWith("."))) return [];
    return [{ path: parts.join("/"), file: relative(real(process.cwd()), at), text: document.getText() }];
  });
  const isSetting = ({ path }: SourceFile) => isSettings(fileNameOf(path));
  return { specs: found.filter((one) => !isSetting(one)), settings: found.filter(isSetting) };
}
