import { hash } from "node:crypto";
import type { HandWritten } from "../../files/output/hand-written.ts";
import type { Existing, Wanted } from "../../files/output/plan.ts";
import type { Input } from "../input.ts";
import type { ReadTemplates } from "../templates/templates.ts";
import type { GenerateOptions, Outcome } from "./print-outcome.ts";

/** What a run starts from and what it leaves. Nothing here compiles: where nothing changed, that is not even loaded. */

/** What a run starts from, read. */
export interface Start {
  readonly input: Input;
  readonly hand: readonly HandWritten[];
  /** What stands in the out folder of ours, by path below it. */
  readonly ours: ReadonlyMap<string, string>;
  readonly templates: ReadTemplates | null;
  readonly started: number;
  readonly options: GenerateOptions;
}

/** What a run should leave in the out folder, and what it says. */
export interface Made extends Outcome {
  readonly wanted: readonly Wanted[];
}

/** The same as it is kept, each file by the SHA-256 of its text. */
export interface Kept extends Outcome {
  readonly files: readonly HashedFile[];
}

interface HashedFile {
  readonly path: string;
  readonly hash: string;
}

/** The files as they stand in what was found of the out folder; null where one of them is not what it should be. */
export function standing(files: readonly HashedFile[], found: ReadonlyMap<string, Existing>): readonly Wanted[] | null {
  const wanted = files.flatMap(({ path, hash }): readonly Wanted[] => {
    const there = found.get(path);
    return there?.kind === "file" && hashOf(there.text) === hash ? [{ path, text: there.text }] : [];
  });
  return wanted.length < files.length ? null : wanted;
}

/** SHA-256 in hex. */
export function hashOf(text: string): string {
  return hash("sha256", text, "hex");
}
