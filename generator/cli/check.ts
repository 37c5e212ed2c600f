import type { Derived } from "../compile.ts";
import { type Diagnostic, inOrder, isError } from "../diagnostics/diagnostic.ts";
import { counted } from "../diagnostics/print-text.ts";
import { lookBelow } from "../files/folders.ts";
import { type HandWritten, handWritten } from "../files/output/hand-written.ts";
import { archivedIn, missingFolders } from "../spec/archived-folders.ts";
import type { ArchivedFolder } from "../spec/spec.ts";
import type { CodeFindings } from "./apart/code.ts";
import type { Neighbours } from "./apart/neighbours.ts";
import { type KeptFolder, keptFolders } from "./cache/kept-folders.ts";
import { type KeptRun, keptRun } from "./cache/kept-runs.ts";
import { compileInput, type Input, readInput, reportUnread } from "./input.ts";
import { neighboursOf } from "./neighbours-of.ts";
import { ofCompiler } from "./of-compiler.ts";
import { type CommonOptions, type Exit, exit, out, printReport } from "./print-output.ts";
import { refusedTarget } from "./refused-target.ts";

export interface CheckOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  /** Where the output stands, and what a team wrote beside it. */
  readonly out: string;
  /** The folder of the sources of functions whose `code` says of none; true where there is no such folder. */
  readonly code?: string | true;
  readonly strict?: boolean;
  /** False for `--no-cache`. */
  readonly cache: boolean;
}

/** What a check found. */
interface Findings {
  readonly functions: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the code was not asked for. */
  readonly code: CodeFindings | null;
  /** The folders of code: whether they are there is asked anew each time. */
  readonly archived: readonly ArchivedFolder[];
}

/** What it starts from, read. */
interface Start {
  readonly input: Input;
  readonly hand: readonly HandWritten[];
  readonly options: CheckOptions;
}

/** Only who asks for the code pays for what reads it. */
async function readCode(derived: Derived, input: Input, options: CheckOptions): Promise<CodeFindings> {
  return (await import("./apart/code.ts")).codeFindings(
    derived,
    input,
    options.code === true ? null : (options.code ?? null),
    options.strict === true,
  );
}

/** `lambdagrant check`: the diagnostics of the specs that PATH names, alone. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<Exit> {
  const read = await readInput(paths, options.specs);
  if ("diagnostics" in read) return reportUnread(read, options, (await ofCompiler("compile")).derive);
  const { input } = read;
  const hand = [...handWritten(options.out, input.found)];
  // What the code says is read anew each time.
  const kept = keptRun<Findings>(options.cache && options.code === undefined, () => ({
    command: "check",
    input: compileInput(input, options),
    selected: input.selected,
    hand,
    templates: [],
  }));
  const found = kept.recall() ?? (await find(kept, input, hand, options));
  return found === null ? exit.machine : tell(found, { input, hand, options });
}

/** What is wrong with the specs that PATH names; null where the run asks for a target that there is not. */
async function find(
  kept: KeptRun<Findings>,
  input: Input,
  hand: readonly HandWritten[],
  options: CheckOptions,
): Promise<Findings | null> {
  const { found, selected } = input;
  const { derive } = await ofCompiler("compile");
  const beside = await neighboursOf(hand);
  const recalled = kept.recallFolders();
  // Who reads the code needs the documents of all.
  const alone = options.code === undefined ? await checkAlone(kept, { input, hand, options }, recalled, beside) : [];
  const held = [...recalled, ...alone];
  const known = new Map(held.map((folder) => [folder.folder, folder]));
  const derived = derive({ ...compileInput(input, options), ...beside, kept: known });
  if (refusedTarget(options, derived)) return null;
  const judged = beside.judge(derived);
  const code = options.code === undefined ? null : await readCode(derived, input, options);
  const others = found.specs.filter(({ path }) => !selected.has(path));
  // By its own file, or at a default that a stack gives to all functions.
  const unselected = new Set(others.flatMap(({ file, path }) => [file, `${found.rootName}/${path}`]));
  const isAsked = ({ file, of = [] }: Diagnostic) => ![file, ...of].some((name) => unselected.has(name));
  const told = [...judged.flat(), ...held.flatMap((folder) => folder.beside), ...(code?.diagnostics ?? [])];
  const all = inOrder([...derived.diagnostics, ...told]);
  const archived = archivedIn([...held, ...derived.folders]).filter(({ span }) => !unselected.has(span.file));
  const findings = { functions: derived.functions, diagnostics: all.filter(isAsked), code, archived };
  if (all.some(isError)) return findings;
  for (const folder of keptFolders(derived.folders, null, judged)) kept.keepFolder(folder.folder, () => JSON.stringify(folder));
  kept.keep(findings);
  return findings;
}

/** The folders of a large run that nothing was kept of, each checked by itself. */
async function checkAlone(
  kept: KeptRun<Findings>,
  start: Start,
  recalled: readonly KeptFolder[],
  beside: Neighbours,
): Promise<readonly KeptFolder[]> {
  const { eachFolder } = await ofCompiler("eachFolder");
  const alone = await eachFolder(start, {
    known: new Set(recalled.map(({ folder }) => folder)),
    work: { compiler: { beside, backend: null }, thread: "check" },
    keep: kept.keepFolder,
  });
  return alone.map(({ of }) => of);
}

function tell(findings: Findings, { input, hand, options }: Start): Exit {
  const { found, selected, sources } = input;
  const { functions, code, archived } = findings;
  // Who reads the code says itself what is not there.
  const missing = code === null ? missingFolders(archived, lookBelow(found.root)) : [];
  const diagnostics = inOrder([...findings.diagnostics, ...missing]);
  const texts = [...sources, ...hand, ...(code?.sources ?? [])];
  printReport({ diagnostics, files: selected.size, functions, sources: texts }, options);
  const errors = diagnostics.filter(isError).length;
  if (options.format === "text" && !options.quiet) {
    out(
      `${counted(selected.size, "file")}, ${counted(functions, "function")}: ${errors === 0 ? "no mistakes" : counted(errors, "mistake")}${code === null ? "" : `; ${inWords(code)}`}`,
    );
  }
  return errors > 0 ? exit.input : exit.done;
}

function inWords({ functions, unfound }: CodeFindings): string {
  const read = `the code of ${counted(functions, "function")} was read`;
  return unfound === 0 ? read : `${read}, and that of ${counted(unfound, "function")} was not found`;
}
