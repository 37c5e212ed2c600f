import { derive } from "../compile.ts";
import { isError } from "../diagnostics/diagnostic.ts";
import { policyDocuments } from "../iam/policy/policy-document.ts";
import { compileInput, readAlone, refusedTarget } from "./input.ts";
import { type CommonOptions, type Exit, exit, out, report } from "./print-output.ts";

export interface PolicyOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  readonly document?: "trust" | "execution" | "resource";
}

/** `lambdagrant policy`: the IAM documents of one spec as AWS will hold them. */
export async function policy(spec: string, options: PolicyOptions): Promise<Exit> {
  const read = await readAlone([spec], options.specs);
  if ("diagnostics" in read) {
    report({ diagnostics: read.diagnostics, files: 0, functions: 0 }, { ...options, format: "text" });
    return read.status;
  }
  const { found, selected, sources } = read.input;
  const derived = derive(compileInput(read.input, options));
  if (refusedTarget(options, derived)) return exit.machine;
  // Findings never mix with the documents on standard output.
  report(
    { diagnostics: derived.diagnostics, files: selected.size, functions: derived.functions, sources },
    { ...options, format: "text" },
  );
  if (derived.diagnostics.some(isError)) return exit.input;
  const wanted = new Set([...selected].map((path) => `${found.rootName}/${path}`));
  const documents = derived.stacks
    .flatMap(({ target, functions }) => functions.map((of) => ({ target, of })))
    .filter(({ of }) => wanted.has(of.spec))
    .map(({ target, of }) => ({ ...(target !== null && { target }), ...policyDocuments(of) }))
    .map((all) => (options.document === undefined ? all : all[options.document]));
  out(JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2));
  return exit.done;
}
