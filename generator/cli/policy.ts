import { type Diagnostic, isError } from "../diagnostics/diagnostic.ts";
import type { PolicyDocuments } from "../iam/policy/policy-document.ts";
import { type KeptRun, keptRun } from "./cache/kept-runs.ts";
import { compileInput, type Input, readAlone, reportUnread } from "./input.ts";
import { ofCompiler } from "./of-compiler.ts";
import { type CommonOptions, type Exit, exit, out, printReport } from "./print-output.ts";
import { refusedTarget } from "./refused-target.ts";

/** `format` is of the mistakes: documents are JSON in any case. */
export interface PolicyOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  readonly document?: "trust" | "execution" | "resource";
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

/** What a spec makes, in each of its targets. */
interface Found {
  readonly functions: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly ({ readonly target?: string } & PolicyDocuments)[];
}

/** `lambdagrant policy`: the IAM documents of one spec as AWS will hold them. */
export async function policy(spec: string, options: PolicyOptions): Promise<Exit> {
  const read = await readAlone([spec], options.specs);
  if ("diagnostics" in read) return reportUnread(read, options, (await ofCompiler("compile")).derive);
  const { input } = read;
  const kept = keptRun<Found>(options.cache, () => ({
    command: "policy",
    input: compileInput(input, options),
    selected: input.selected,
    hand: [],
    templates: [],
  }));
  const found = kept.recall() ?? (await find(kept, input, options));
  if (found === null) return exit.machine;
  const { diagnostics, functions } = found;
  const wrong = diagnostics.some(isError);
  // Findings never mix with the documents on standard output; where there are none, the mistakes are the result.
  printReport(
    { diagnostics, files: input.selected.size, functions, sources: input.sources },
    wrong ? options : { ...options, format: "text" },
  );
  if (wrong) return exit.input;
  const documents = found.documents.map((all) => (options.document === undefined ? all : all[options.document]));
  out(JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2));
  return exit.done;
}

/** Compiles the spec; null where the run asks for a target that there is not. */
async function find(kept: KeptRun<Found>, input: Input, options: PolicyOptions): Promise<Found | null> {
  const { derive } = await ofCompiler("compile");
  const { policyDocuments } = await ofCompiler("policyDocument");
  const { stacks, ...derived } = derive(compileInput(input, options));
  if (refusedTarget(options, derived)) return null;
  const wanted = new Set([...input.selected].map((path) => `${input.found.rootName}/${path}`));
  const documents = stacks
    .flatMap(({ target, functions }) => functions.map((of) => ({ target, of })))
    .filter(({ of }) => wanted.has(of.spec))
    .map(({ target, of }) => ({ ...(target !== null && { target }), ...policyDocuments(of) }));
  const found = { functions: derived.functions, diagnostics: derived.diagnostics, documents };
  if (!found.diagnostics.some(isError)) kept.keep(found);
  return found;
}
