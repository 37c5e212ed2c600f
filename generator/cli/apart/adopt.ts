import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Adopted, type AdoptedStack, adoptFunctions } from "../../adopt/adopt-functions.ts";
import { printAdopted } from "../../adopt/print-adopted.ts";
import { isTemplate, readGiven } from "../../adopt/read-given.ts";
import { adoptBlocks, type Origin } from "../../adopt/write-blocks.ts";
import { applyPlan } from "../../files/output/disk.ts";
import { readNamed } from "../../files/text.ts";
import { notApplied } from "../out-mistakes.ts";
import { type CommonOptions, count, type Exit, err, exit, out, report } from "../print-output.ts";

export interface AdoptOptions extends CommonOptions {
  readonly function?: string;
  readonly output?: string;
  readonly sameState: boolean;
  readonly region?: string;
  readonly account?: string;
  readonly parameter?: readonly string[];
  readonly stackResources?: string;
}

/** A state of many functions is large; more than this is none that Terraform could work with. */
const largestState = 256 * 1024 * 1024;

/** `lambdagrant adopt`: the specs of functions that exist, from `terraform show -json` or a template of SAM. */
export async function adopt(file: string, options: AdoptOptions): Promise<Exit> {
  const read = textOf(file);
  if ("problem" in read) return failed(read.problem);
  const stack = options.stackResources === undefined ? null : textOf(options.stackResources);
  if (stack !== null && "problem" in stack) return failed(stack.problem);
  const { region, account, parameter: parameters = [] } = options;
  const given = readGiven(read.text, { region, account, parameters, stackResources: stack?.text ?? null });
  if ("problem" in given) return failed(`${file}: ${given.problem}`);
  const adopted = adoptFunctions(given.state, options.function, given.known);
  const functions = adopted.stacks.flatMap((stack) => stack.functions);
  if (functions.length === 0 && adopted.left.length === 0)
    return failed(
      options.function === undefined
        ? "there is no aws_lambda_function in it"
        : `no function in it is called ${options.function}`,
    );
  const isOfTemplate = isTemplate(read.text);
  const origin: Origin | null = isOfTemplate ? (stack === null ? null : "stack") : options.sameState ? "same-state" : "state";
  const files = filesOf(adopted, origin);
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
        `wrote ${count(files.length, "file")} to ${options.output}; ${
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
  return stacks.flatMap((stack) => {
    const folder = folderOf(stack);
    const landings = stack.functions.map(({ name, landing }) => ({ name, landing }));
    return [
      { path: `${folder}stack.yaml`, text: stack.settings },
      ...stack.functions.map(({ file, spec }) => ({ path: `${folder}${file}`, text: spec })),
      ...(origin === null ? [] : [{ path: `${folder}adopt.tf`, text: adoptBlocks(landings, origin) }]),
    ];
  });
}

function textOf(file: string): { readonly text: string } | { readonly problem: string } {
  const read = readNamed(file === "-" ? "/dev/stdin" : file, largestState);
  if (read.kind === "text") return { text: read.text };
  return { problem: `${file} cannot be read: ${read.kind === "not-readable" ? read.reason : read.kind.replaceAll("-", " ")}` };
}

function failed(message: string): Exit {
  err(`lambdagrant: ${message}`);
  return exit.machine;
}
