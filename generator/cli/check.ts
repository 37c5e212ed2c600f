import { type Derived, derive } from "../compile.ts";
import { inOrder, isError } from "../diagnostics/diagnostic.ts";
import type { CodeFindings } from "./apart/code.ts";
import { compileInput, readInput, refusedTarget } from "./input.ts";
import { neighboursOf } from "./neighbours-of.ts";
import { type CommonOptions, count, type Exit, exit, out, report } from "./print-output.ts";

export interface CheckOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  /** Where the output stands, and what a team wrote beside it. */
  readonly out: string;
  /** The folder of the sources of functions whose `code` says of none; true where there is no such folder. */
  readonly code?: string | true;
  readonly strict?: boolean;
}

/** Only who asks for the code pays for what reads it. */
async function readCode(derived: Derived, root: string, options: CheckOptions): Promise<CodeFindings> {
  return (await import("./apart/code.ts")).codeFindings(
    derived,
    root,
    options.code === true ? null : (options.code ?? null),
    options.strict === true,
  );
}

/** `lambdagrant check`: the diagnostics of the specs that PATH names, alone. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<Exit> {
  const read = await readInput(paths, options.specs);
  if ("diagnostics" in read) {
    report({ diagnostics: read.diagnostics, files: 0, functions: 0 }, options);
    return read.status;
  }
  const { found, selected, sources } = read.input;
  const beside = await neighboursOf(options.out);
  const derived = derive({ ...compileInput(read.input, options), ...beside });
  if (refusedTarget(options, derived)) return exit.machine;
  const code = options.code === undefined ? null : await readCode(derived, found.root, options);
  const unselected = new Set(found.specs.filter(({ path }) => !selected.has(path)).map(({ file }) => file));
  const diagnostics = inOrder([...derived.diagnostics, ...beside.judge(derived), ...(code?.diagnostics ?? [])]).filter(
    ({ file }) => !unselected.has(file),
  );
  const texts = [...sources, ...(code?.sources ?? [])];
  report({ diagnostics, files: selected.size, functions: derived.functions, sources: texts }, options);
  const errors = diagnostics.filter(isError).length;
  if (options.format === "text" && !options.quiet) {
    out(
      `${count(selected.size, "file")}, ${count(derived.functions, "function")}: ${errors === 0 ? "no mistakes" : count(errors, "mistake")}${code === null ? "" : `; the code of ${count(code.functions, "function")} was read`}`,
    );
  }
  return errors > 0 ? exit.input : exit.done;
}
