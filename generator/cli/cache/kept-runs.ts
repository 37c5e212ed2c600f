import { sealedTexts } from "../../files/cache/sealed-texts.ts";
import { type RunInputs, runKey } from "./run-key.ts";

/** What was kept of a run of the same, null where there was none, and how to keep what this one found: JSON, of one form a command. */
export interface KeptRun<Found> {
  readonly recall: () => Found | null;
  readonly keep: (found: Found) => void;
}

/** The cache for a run; where there is none, nothing is recalled and nothing kept. `isWanted`: false for `--no-cache`. */
export function keptRun<Found>(isWanted: boolean, inputs: () => RunInputs): KeptRun<Found> {
  const key = isWanted ? runKey(inputs()) : null;
  const texts = key === null ? null : sealedTexts();
  if (key === null || texts === null) return { recall: () => null, keep: () => {} };
  return {
    recall: () => {
      const text = texts.recall(key);
      return text === null ? null : (JSON.parse(text) as Found);
    },
    keep: (found) => texts.keep(key, JSON.stringify(found)),
  };
}
