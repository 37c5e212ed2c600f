import { basename, relative, resolve, sep } from "node:path";
import { usualRoot } from "../../files/choose.ts";
import { isHidden, isYaml } from "../../files/folders.ts";
import { isInPlace } from "../../files/output/fate.ts";
import { originOf } from "../../files/output/origin.ts";
import { readOut } from "../../files/output/read-found.ts";
import { isInside, isWithin, outermost } from "../../files/paths.ts";
import { type Input, type ReadInput, readInput } from "../input.ts";
import { say } from "../print-output.ts";
import type { GenerateOptions } from "./print-outcome.ts";

/** A folder of specs whose last one is gone; `typed` is how PATH names it. */
interface Emptied {
  readonly typed: string;
  /** The root, as to open it, and the folder below it. */
  readonly root: string;
  readonly folder: string;
}

/**
 * Finds and reads what PATH names. A folder that holds no spec, or is not there, is a mistake; but where something was compiled of it,
 * its last spec was taken away, and it counts as one of which nothing is made.
 */
export async function readWithEmptied(paths: readonly string[], options: GenerateOptions): Promise<ReadInput> {
  const read = await readInput(paths, options.specs);
  const nothing = "diagnostics" in read ? read.nothing : undefined;
  // Who watches sees folders go that come back at once: another branch, an editor's way to write.
  if (nothing === undefined || options.watch) return read;
  const typed = paths.length === 0 ? [options.specs ?? "specs"] : paths;
  const emptied = typed.filter((path) => nothing.includes(path)).map((path) => emptiedAt(path, options));
  const [first] = emptied;
  if (first === undefined || !emptied.every((one) => one.root === first.root && wasCompiled(one, options))) return read;
  const others = typed.filter((path) => !nothing.includes(path));
  const rest = others.length === 0 ? { input: nothingBelow(first.root) } : await readInput(others, options.specs);
  if ("diagnostics" in rest || resolve(rest.input.found.root) !== resolve(first.root)) return read;
  for (const one of emptied) say(`lambdagrant: ${one.typed} holds no spec any more: what was compiled of it goes`);
  const { input } = rest;
  const whole = outermost([...input.found.whole, ...emptied.map(({ folder }) => folder)]);
  return { input: { ...input, found: { ...input.found, whole } } };
}

/** The root is the one that it would have with a spec in it. */
function emptiedAt(typed: string, { specs }: GenerateOptions): Emptied {
  const at = resolve(typed);
  const usual = usualRoot(process.cwd());
  const root = specs ?? (isInside(at, usual) ? relative(process.cwd(), usual) : typed);
  return { typed, root, folder: relative(resolve(root), at).replaceAll(sep, "/") };
}

/** Whether anything in the out folder says that it was made of a spec in the folder, for a target that is asked for. */
function wasCompiled({ typed, root, folder }: Emptied, { out, target: targets }: GenerateOptions): boolean {
  const parts = folder.split("/");
  if (isYaml(typed) || parts.some((part) => part !== "" && (isHidden(part) || part === ".."))) return false;
  const name = basename(resolve(root));
  const made = folder === "" ? name : `${name}/${folder}`;
  return [...readOut(out, [], { whole: [folder] })].some(([path, entry]) => {
    if (entry.kind !== "file") return false;
    const origin = originOf(path, entry.text);
    const { source, target } = origin;
    return (
      isInPlace(path, origin) &&
      isWithin(source ?? "", made) &&
      (targets === undefined || (target !== null && targets.includes(target)))
    );
  });
}

function nothingBelow(root: string): Input {
  const found = { root, rootName: basename(resolve(root)), specs: [], settings: [], whole: [] };
  return { found, specs: [], settings: [], sources: [], selected: new Set() };
}
