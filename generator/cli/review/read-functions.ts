import { compile } from "../../compile.ts";
import { isError } from "../../diagnostics/diagnostic.ts";
import { functionsOf, type ReviewedFunction } from "../../review/reviewed.ts";
import { compileInput, readInput, refusedTarget } from "../input.ts";
import { type CommonOptions, type Exit, exit, report } from "../print-output.ts";

/** What the commands take that ask something of specs. */
export interface AskOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
}

/** The functions that PATH names, compiled; where that cannot be, the exit status after a word on why. */
export async function readFunctions(
  paths: readonly string[],
  options: AskOptions,
): Promise<{ readonly functions: readonly ReviewedFunction[] } | { readonly status: Exit }> {
  const read = await readInput(paths, options.specs);
  // Findings never mix with the answer on standard output.
  const text = { ...options, format: "text" };
  if ("diagnostics" in read) {
    report({ diagnostics: read.diagnostics, files: 0, functions: 0 }, text);
    return { status: read.status };
  }
  const { selected, sources } = read.input;
  const compiled = compile(compileInput(read.input, options));
  if (refusedTarget(options, compiled)) return { status: exit.machine };
  const diagnostics = compiled.diagnostics.filter(isError);
  report({ diagnostics, files: selected.size, functions: compiled.functions, sources }, text);
  if (diagnostics.length > 0) return { status: exit.input };
  return { functions: functionsOf(compiled).filter(({ path }) => selected.has(path)) };
}
