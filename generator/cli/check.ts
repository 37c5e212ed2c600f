import { derive } from "../compile.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import { compileInput, readInput } from "./input.ts";
import { type CommonOptions, count, type Exit, exit, out, report } from "./print-output.ts";
import { refusedTarget } from "./refused-target.ts";

export interface CheckOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
}

/** `lambdagrant check`: the diagnostics of the specs that PATH names, alone. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<Exit> {
  const read = await readInput(paths, options.specs);
  if ("diagnostics" in read) {
    report({ diagnostics: read.diagnostics, files: 0, functions: 0 }, options);
    return read.status;
  }
  const { found, selected, sources } = read.input;
  const derived = derive(compileInput(read.input, options));
  if (refusedTarget(options, derived)) return exit.machine;
  const unselected = new Set(found.specs.filter(({ path }) => !selected.has(path)).map(({ file }) => file));
  const diagnostics = derived.diagnostics.filter(({ file }) => !unselected.has(file));
  report({ diagnostics, files: selected.size, functions: derived.functions, sources }, options);
  const errors = diagnostics.filter(isError).length;
  if (options.format === "text" && !options.quiet) {
    out(
      `${count(selected.size, "file")}, ${count(derived.functions, "function")}: ${errors === 0 ? "no mistakes" : count(errors, "mistake")}`,
    );
  }
  return errors > 0 ? exit.input : exit.done;
}
