import type { HandWritten } from "../files/output/hand-written.ts";
import type { Neighbours } from "./apart/neighbours.ts";

/** What is written by hand in an out folder; only who has something there pays for what parses it. */
export async function neighboursOf(files: readonly HandWritten[]): Promise<Neighbours> {
  if (files.length === 0)
    return {
      declared: () => new Set(),
      meanings: () => new Map(),
      defaults: () => new Map(),
      types: (_, stated) => stated,
      judge: () => [],
    };
  return (await import("./apart/neighbours.ts")).readNeighbours(files);
}
