import { compile, derive, hclBackend } from "../../compile.ts";
import { type Diagnostic, inOrder, isError } from "../../diagnostics/diagnostic.ts";
import { counted } from "../../diagnostics/print-text.ts";
import { handWritten } from "../../files/output/hand-written.ts";
import { placeFile } from "../../files/place.ts";
import { reportBeginning } from "../../review/report/beginning.ts";
import { functionsOf } from "../../review/reviewed.ts";
import { compileInput, readInput, reportUnread } from "../input.ts";
import { neighboursOf } from "../neighbours-of.ts";
import { type CommonOptions, type Exit, endRun, exit, out, printReport, verbatim } from "../print-output.ts";
import { refusedTarget } from "../refused-target.ts";
import { holeMistake, ownRenderer, type ReadTemplates, readTemplates } from "../templates/templates.ts";

export interface ReportOptions extends Omit<CommonOptions, "format"> {
  readonly specs?: string;
  readonly target?: readonly string[];
  /** The file to write; `-` is standard output. */
  readonly output: string;
  readonly out: string;
  readonly templates?: string;
}

/** `lambdagrant report`: who may invoke what, and what that may do, as one page to look around in. */
export async function report(paths: readonly string[], options: ReportOptions): Promise<Exit> {
  const read = await readInput(paths, options.specs);
  const text = { ...options, format: "text" };
  if ("diagnostics" in read) return reportUnread(read, text, derive);
  const templates = options.templates === undefined ? null : readTemplates(options.templates);
  const own = await ownRenderer(templates);
  if ("diagnostics" in own) {
    printReport({ diagnostics: own.diagnostics, files: 0, functions: 0, sources: own.sources }, text);
    return own.status;
  }
  const { selected, sources, found } = read.input;
  const hand = [...handWritten(options.out, found)];
  const beside = await neighboursOf(hand);
  const compiled = filled(templates, () => compile({ ...compileInput(read.input, options), ...beside }, hclBackend(own.render)));
  if ("mistake" in compiled) {
    printReport({ diagnostics: [compiled.mistake], files: 0, functions: 0, sources: templates?.templates ?? [] }, text);
    return exit.input;
  }
  if (refusedTarget(options, compiled)) return exit.machine;
  const diagnostics = inOrder([...compiled.diagnostics, ...beside.judge(compiled).flat()]);
  const errors = diagnostics.filter(isError);
  if (errors.length > 0) {
    const texts = [...sources, ...hand];
    printReport({ diagnostics: errors, files: selected.size, functions: compiled.functions, sources: texts }, text);
    return exit.input;
  }
  const functions = functionsOf(compiled).filter(({ path }) => selected.has(path));
  const { reportPage } = await import("../apart/report-page.ts");
  return write(reportPage({ root: found.rootName, functions, files: compiled.files, diagnostics }), functions.length, options);
}

/** What a compilation gives, or the mistake of a template that it cannot fill. */
function filled<Of>(templates: ReadTemplates | null, compiled: () => Of): Of | { readonly mistake: Diagnostic } {
  try {
    return compiled();
  } catch (thrown) {
    const mistake = holeMistake(thrown, templates);
    if (mistake === null) throw thrown;
    return { mistake };
  }
}

function write(html: string, functions: number, { output, quiet }: ReportOptions): Exit {
  if (output === "-") {
    verbatim(html);
    return exit.done;
  }
  const placed = placeFile(output, html, reportBeginning);
  switch (placed.kind) {
    case "placed":
      if (!quiet) out(`${output}: ${counted(functions, "function")}; open it in a browser`);
      return exit.done;
    case "foreign":
      return endRun(`${output} is there already and is no report; nothing was written`, exit.input);
    case "cannot-write":
      return endRun(`${output} cannot be written: ${placed.reason}`);
  }
}
