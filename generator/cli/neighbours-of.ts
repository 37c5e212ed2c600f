import { existsSync } from "node:fs";
import type { Neighbours } from "./apart/neighbours.ts";

/** What is written by hand in an out folder; only who has one pays for what reads it. */
export async function neighboursOf(out: string): Promise<Neighbours> {
  if (!existsSync(out)) return { declared: () => new Set(), judge: () => [] };
  return (await import("./apart/neighbours.ts")).readNeighbours(out);
}
