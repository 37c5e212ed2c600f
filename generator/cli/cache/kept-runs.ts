import { sealedTexts } from "../../files/cache/sealed-texts.ts";
import type { KeptFolder } from "./kept-folders.ts";
import { type RunInputs, runKeysOf } from "./keys.ts";

/** What was kept of a run of the same and of folders of the same, and how to keep what this one found. */
export interface KeptRun<Found> {
  /** What the whole run found: JSON, of one form a command. Null where nothing was kept. */
  readonly recall: () => Found | null;
  /** To be called last: it ends the keeping. */
  readonly keep: (found: Found) => void;
  readonly recallFolders: () => readonly KeptFolder[];
  /** Keeps a folder; its JSON is made where there is a cache. */
  readonly keepFolder: (folder: string, json: () => string) => void;
}

/** Nothing is recalled, and nothing kept. */
export function notKept<Found>(): KeptRun<Found> {
  return { recall: () => null, keep: () => {}, recallFolders: () => [], keepFolder: () => {} };
}

/** The cache for a run; where there is none, nothing is recalled and nothing kept. `isWanted`: false for `--no-cache`. */
export function keptRun<Found>(isWanted: boolean, inputs: () => RunInputs): KeptRun<Found> {
  const keys = isWanted ? runKeysOf(inputs()) : null;
  const texts = keys === null ? null : sealedTexts();
  if (keys === null || texts === null) return notKept();
  return {
    recall: () => {
      const text = texts.recall(keys.run);
      return text === null ? null : (JSON.parse(text) as Found);
    },
    keep: (found) => {
      texts.keep(keys.run, JSON.stringify(found));
      texts.tidy();
    },
    recallFolders: () =>
      [...keys.folders.values()].flatMap((key) => {
        const text = texts.recall(key);
        return text === null ? [] : [JSON.parse(text) as KeptFolder];
      }),
    keepFolder: (folder, json) => {
      const key = keys.folders.get(folder);
      if (key !== undefined) texts.keep(key, json());
    },
  };
}
