import { describe, expect, it } from "vitest";

import { compile, type KnownFolder } from "../../generator/compile.ts";
import { folderOf } from "../../generator/files/paths.ts";
import { caseNames, inputOf } from "../support/case.ts";

/** A folder says to the other stacks of a run, after it was kept as JSON, what it said when it was compiled. */

function repacked(folder: KnownFolder): KnownFolder {
  const read = JSON.parse(JSON.stringify(folder)) as KnownFolder;
  expect(read).toEqual(folder);
  return read;
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
