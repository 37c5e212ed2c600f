import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Adopted, type AdoptedStack, adoptFunctions } from "../../adopt/adopt-functions.ts";
import { printAdopted } from "../../adopt/print-adopted.ts";
import { readState } from "../../adopt/read-state.ts";
import { adoptBlocks } from "../../adopt/write-blocks.ts";
import { applyPlan } from "../../files/output/disk.ts";
import { readNamed } from "../../files/text.ts";
import { notApplied } from "../out-mistakes.ts";
import { type CommonOptions, count, type Exit, err, exit, out, report } from "../print-output.ts";

export interface AdoptOptions extends CommonOptions {
  readonly function?: string;
  readonly output?: string;
  readonly sameState: boolean;
}

/** A state of many functions is large; more than this is none that Terraform could work with. */
const largestState = 256 * 1024 * 1024;

/** `lambdagrant adopt`: the specs of functions that exist, from `terraform show -json`. */
export async function adopt(file: string, options: AdoptOptions): Promise<Exit> {
  const read = readNamed(file === "-" ? "/dev/stdin" : file, largestState);
  if (read.kind !== "text")
    return failed(`${file} cannot be read: ${read.kind === "not-readable" ? read.reason : read.kind.replaceAll("-", " ")}`);
  const state = readState(read.text);
  if ("problem" in state) return failed(`${file}: ${state.problem}`);
  const adopted = adoptFunctions(state, options.function);
  const functions = adopted.stacks.flatMap((stack) => stack.functions);
  if (functions.length === 0 && adopted.left.length === 0)
    return failed(
      options.function === undefined
        ? "there is no aws_lambda_function in it"
        : `no aws_lambda_function in it is called ${options.function}`,
    );
  const files = filesOf(adopted, options);
  if (options.output !== undefined) {
    const taken = files.find(({ path }) => existsSync(join(options.output ?? "", path)));
    if (taken !== undefined) return failed(`${join(options.output, taken.path)} is there already; nothing was written`);
    const applied = applyPlan(options.output, { changes: files.map((one) => ({ kind: "create", ...one })), foreign: [] });
    if (applied.kind !== "applied") {
      report({ diagnostics: [notApplied(applied, options.output)], files: 0, functions: 0 }, { ...options, format: "text" });
      return exit.machine;
    }
  }
  if (options.format === "json") out(JSON.stringify({ functions, left: adopted.left, files }, null, 2));
  else {
    if (!options.quiet) err(printAdopted(adopted));
    if (options.output === undefined) out(functions.map(({ spec }) => spec).join("---\n"));
    else if (!options.quiet)
      out(
        `wrote ${count(files.length, "file")} to ${options.output}; adopt.tf belongs beside the output, in the folder of the stack`,
      );
  }
  return adopted.left.length === 0 ? exit.done : exit.input;
}

/** The specs of one place in the folder itself; of several, each place in a folder of its own. */
function filesOf({ stacks }: Adopted, { sameState }: AdoptOptions): readonly { readonly path: string; readonly text: string }[] {
  const folderOf = ({ home }: AdoptedStack) => (stacks.length === 1 ? "" : `${home.account}-${home.region}/`);
  return stacks.flatMap((stack) => {
    const folder = folderOf(stack);
    const landings = stack.functions.map(({ name, landing }) => ({ name, landing }));
    return [
      { path: `${folder}stack.yaml`, text: stack.settings },
      ...stack.functions.map(({ file, spec }) => ({ path: `${folder}${file}`, text: spec })),
      { path: `${folder}adopt.tf`, text: adoptBlocks(landings, sameState) },
    ];
  });
}

function failed(message: string): Exit {
  err(`lambdagrant: ${message}`);
  return exit.machine;
}
