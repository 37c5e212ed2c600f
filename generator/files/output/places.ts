// Where the output of specs goes: the names of files that a backend gives it, in the directories of their folders.

import { remembered } from "../../remembered.ts";
import { fileNameOf, folderOf, isWithin } from "../paths.ts";

/** Names by the folder of the specs. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>;

/** The names that a backend gives its files; specs are named by their paths below the root. A watch asks it of the same ten thousand each time. */
export const placesOf = remembered((specs: readonly { readonly path: string }[], byConstructs: boolean): Places => {
  const places = new Map<string, Set<string>>();
  for (const { path } of specs) {
    const names = byConstructs ? ["cdk.tf.json"] : ["stack.tf", fileNameOf(path).replace(/\.ya?ml$/, ".tf")];
    const known = places.get(folderOf(path));
    if (known === undefined) places.set(folderOf(path), new Set(names));
    else for (const name of names) known.add(name);
  }
  return places;
});

/** What may stand in a directory: that of a folder of specs, and of a target, which mirrors them; the settings say which it is. */
export function placesIn(places: Places, directory: string): readonly ReadonlySet<string>[] {
  const readings = [null, directory.replace(/\/.*/, "")].map((target) => placesInTarget(places, directory, target));
  return readings.filter((names) => names !== undefined);
}

/** What stands in a directory that is one of this target, or of none. */
export function placesInTarget(places: Places, directory: string, target: string | null): ReadonlySet<string> | undefined {
  if (target === null) return places.get(directory);
  return target === "" || !isWithin(directory, target) ? undefined : places.get(directory.slice(target.length + 1));
}
