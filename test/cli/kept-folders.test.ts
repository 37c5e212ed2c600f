import { describe, expect, it } from "vitest";
import { keptFolders, packFolder, unpackFolder } from "../../generator/cli/cache/pack-folder.ts";
import { compile, type FoundFolder } from "../../generator/compile.ts";
import { folderOf } from "../../generator/files/paths.ts";
import { caseNames, inputOf } from "../support/case.ts";

/** A folder that was packed and unpacked says to the other stacks of a run what it said when it was compiled. */

function repacked(folder: FoundFolder): FoundFolder {
  const [kept] = keptFolders([folder], null, []);
  if (kept === undefined) throw new Error("nothing was kept");
  return unpackFolder(packFolder(kept));
}

describe("folders that were kept", () => {
  const seen = { kept: 0, beside: 0 };

  it.each(caseNames)("are judged as those that are compiled: %s", (name) => {
    const input = inputOf(name);
    const folders = [...new Set(input.specs.map(({ path }) => folderOf(path)))];
    const { diagnostics, functions, targets, folders: found } = compile(input);
    // Each by itself; one with a mistake is never kept.
    const alone =
      folders.length === 1
        ? found
        : folders.flatMap(
            (folder) => compile({ ...input, specs: input.specs.filter(({ path }) => folderOf(path) === folder) }).folders,
          );
    const packed = alone.map(repacked);
    for (const left of [[], ...(packed.length > 1 ? packed.map(({ folder }) => [folder]) : [])]) {
      const kept = new Map(packed.filter(({ folder }) => !left.includes(folder)).map((folder) => [folder.folder, folder]));
      expect(compile({ ...input, kept })).toMatchObject({ diagnostics, functions, targets });
      if (kept.size > 0) seen.kept++;
      if (kept.size > 0 && folders.length > 1) seen.beside++;
    }
  });

  it("were some, by themselves and beside others", () => {
    console.log(`kept folders: ${seen.kept} judged again, ${seen.beside} of them beside others`);
    expect(Math.min(seen.kept - 200, seen.beside - 20)).toBeGreaterThan(0);
  });
});
