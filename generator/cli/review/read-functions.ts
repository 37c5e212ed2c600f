import { compile, derive } from "../../compile.ts";
import { isError } from "../../diagnostics/diagnostic.ts";
import { functionsOf, type ReviewedFunction } from "../../review/reviewed.ts";
import { compileInput, readInput, reportUnread } from "../input.ts";
import { type CommonOptions, type Exit, exit, printReport } from "../print-output.ts";
import { refusedTarget } from "../refused-target.ts";

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
  if ("diagnostics" in read) return { status: reportUnread(read, options, derive) };
  const { selected, sources } = read.input;
  const compiled = compile(compileInput(read.input, options));
  if (refusedTarget(options, compiled)) return { status: exit.machine };
  const errors = compiled.diagnostics.filter(isError);
  if (errors.length > 0) {
    // There is no answer: in a machine's format the mistakes are the result.
    const diagnostics = options.format === "json" ? compiled.diagnostics : errors;
    printReport({ diagnostics, files: selected.size, functions: compiled.functions, sources }, options);
    return { status: exit.input };
  }
  return { functions: functionsOf(compiled).filter(({ path }) => selected.has(path)) };
}
