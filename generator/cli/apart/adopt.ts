import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Adopted, type AdoptedStack, adoptFunctions } from "../../adopt/adopt-functions.ts";
import { printAdopted } from "../../adopt/print-adopted.ts";
import { adoptBlocks, type Origin } from "../../adopt/write-blocks.ts";
import { counted, visible } from "../../diagnostics/print-text.ts";
import { applyPlan } from "../../files/output/disk.ts";
import { type AdoptOptions, givenOf } from "../adopt/adopt-given.ts";
import { notApplied } from "../out-mistakes.ts";
import { type Exit, endRun, err, exit, out, printReport } from "../print-output.ts";

/** `lambdagrant adopt`: the specs of functions that exist, from `terraform show -json`, a template of SAM, or policies that AWS printed. */
export async function adopt(file: string | undefined, options: AdoptOptions): Promise<Exit> {
  const given = givenOf(file, options);
  if ("problem" in given) return endRun(visible(given.problem));
  const { origin } = given;
  const adopted = adoptFunctions(given.state, options.function, given.known);
  const functions = adopted.stacks.flatMap((stack) => stack.functions);
  if (functions.length === 0 && adopted.left.length === 0)
    return endRun(
      options.function === undefined
        ? "there is no aws_lambda_function in it"
        : `no function in it is called ${visible(options.function)}`,
    );
  const files = filesOf(adopted, origin);
  if (options.output !== undefined) {
    const taken = files.find(({ path }) => existsSync(join(options.output ?? "", path)));
    if (taken !== undefined) return endRun(`${visible(join(options.output, taken.path))} is there already; nothing was written`);
    const applied = applyPlan(options.output, { changes: files.map((one) => ({ kind: "create", ...one })), foreign: [] });
    if (applied.kind !== "applied") {
      printReport({ diagnostics: [notApplied(applied, options.output)], files: 0, functions: 0 }, { ...options, format: "text" });
      return exit.machine;
    }
  }
  if (options.format === "json") out(JSON.stringify({ functions, left: adopted.left, files }, null, 2));
  else {
    if (!options.quiet) err(printAdopted(adopted));
    if (options.output === undefined) out(functions.map(({ spec }) => spec).join("---\n"));
    else if (!options.quiet && files.length > 0)
      out(
        `wrote ${counted(files.length, "file")} to ${options.output}; ${
          origin === null
            ? "with --stack-resources, adopt.tf takes over what CloudFormation made"
            : "adopt.tf belongs beside the output, in the folder of the stack"
        }`,
      );
  }
  return adopted.left.length === 0 ? exit.done : exit.input;
}

/** The specs of one place in the folder itself; of several, each place in a folder of its own. */
function filesOf({ stacks }: Adopted, origin: Origin | null): readonly { readonly path: string; readonly text: string }[] {
  const folderOf = ({ home }: AdoptedStack) => (stacks.length === 1 ? "" : `${home.account}-${home.region}/`);
  // Of a place where nothing is taken over there is nothing to write.
  const written = stacks.filter(({ functions }) => functions.length > 0);
  return written.flatMap((stack) => {
    const folder = folderOf(stack);
    const landings = stack.functions.map(({ name, landing }) => ({ name, landing }));
    return [
      { path: `${folder}stack.yaml`, text: stack.settings },
      ...stack.functions.map(({ file, spec }) => ({ path: `${folder}${file}`, text: spec })),
      ...(origin === null ? [] : [{ path: `${folder}adopt.tf`, text: adoptBlocks(landings, origin) }]),
    ];
  });
}
