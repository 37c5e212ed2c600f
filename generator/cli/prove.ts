import { compile, derive, type Proven } from "../compile.ts";
import { error, firstLine, inOrder, isError, type Span } from "../diagnostics/diagnostic.ts";
import { counted } from "../diagnostics/print-text.ts";
import { handWritten } from "../files/output/hand-written.ts";
import { readNamed } from "../files/text.ts";
import { judgePolicy } from "../proof/judge-policy.ts";
import { notesOf } from "../proof/notes.ts";
import { DocumentError } from "../proof/read/read-json.ts";
import { ReadError } from "../proof/read/terraform-body.ts";
import { compileInput, type Input, readAlone, reportUnread, unread } from "./input.ts";
import { neighboursOf } from "./neighbours-of.ts";
import { type CommonOptions, type Exit, endRun, exit, out, printReport, useColor } from "./print-output.ts";
import { printJudgement, printProof, sumOf } from "./print-proof.ts";
import { refusedTarget } from "./refused-target.ts";

export interface ProveOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  /** Where the output stands, and what a team wrote beside it. */
  readonly out: string;
  /** A hand-written execution policy, as IAM JSON. */
  readonly document?: string;
  /** One function of a file with several. */
  readonly function?: string;
}

/** `lambdagrant prove`: whether what is allowed is exactly what is asked. */
export async function prove(paths: readonly string[], options: ProveOptions): Promise<Exit> {
  const read = await readAlone(paths, options.specs);
  if ("diagnostics" in read) return reportUnread(read, options, derive);
  const { selected, sources, found } = read.input;
  const hand = [...handWritten(options.out, found)];
  const beside = await neighboursOf(hand);
  const compiled = compile({ ...compileInput(read.input, options), ...beside });
  if (refusedTarget(options, compiled)) return exit.machine;
  // What lies over the output takes its place, and what is managed beside it allows more: no proof holds of that. The rest is for
  // `check`, which reads all specs of a stack.
  const over = options.document === undefined ? beside.judge(compiled).flat() : [];
  // What is unproven is the result here, told with the rest of the proof.
  const diagnostics = inOrder([
    ...compiled.diagnostics.filter(({ code }) => code !== "unproven"),
    ...over.filter(({ code }) => code === "declared-twice" || code === "foreign-file"),
  ]);
  const wrong = diagnostics.some(isError);
  // Warnings never mix with the proof on standard output; where there is none, the mistakes are the result.
  printReport(
    { diagnostics, files: selected.size, functions: compiled.functions, sources: [...sources, ...hand] },
    wrong ? options : { ...options, format: "text" },
  );
  if (wrong) return exit.input;
  const proven = selectedOf(compiled.proven, read.input).filter(
    ({ verdict }) => options.function === undefined || verdict.function === options.function,
  );
  if (options.function !== undefined && proven.length === 0) return endRun(`no function here is called ${options.function}`);
  if (options.document !== undefined) return judge(options.document, proven, options);
  const holds = proven.every(({ verdict }) => verdict.holds);
  if (options.format === "json") out(JSON.stringify(toJson(proven), null, 2));
  else out(printProof(proven, useColor(options.color, process.stdout), options.quiet));
  return holds ? exit.done : exit.input;
}

function selectedOf(proven: readonly Proven[], { found, selected }: Input): readonly Proven[] {
  return proven.filter(({ verdict }) => selected.has(verdict.spec.slice(found.rootName.length + 1)));
}

function toJson(proven: readonly Proven[]): object {
  return {
    holds: proven.every(({ verdict }) => verdict.holds),
    functions: proven.map(({ target, needs, verdict: { place, ...verdict } }) => ({
      ...(target !== null && { target }),
      ...verdict,
      file: place.file,
      line: place.line,
      ...notesOf(needs),
    })),
    summary: {
      functions: proven.length,
      needs: sumOf(proven, "needs"),
      statements: sumOf(proven, "statements"),
      pairs: sumOf(proven, "pairs"),
    },
  };
}

/** Judges a policy that somebody else wrote against the one function of a spec. */
function judge(path: string, proven: readonly Proven[], options: ProveOptions): Exit {
  const [only, ...others] = proven;
  if (only === undefined || others.length > 0)
    return endRun(
      `--document judges one function, and ${counted(proven.length, "function")} are named here: add ${
        new Set(proven.map(({ target }) => target)).size > 1 ? "--target NAME" : "--function NAME"
      }`,
    );
  const read = readNamed(path);
  if (read.kind !== "text") {
    printReport({ diagnostics: [unread(path, read, "document")], files: 0, functions: 0 }, options);
    return read.kind === "not-readable" ? exit.machine : exit.input;
  }
  try {
    const judgement = judgePolicy(only.needs.role?.rules ?? [], read.text);
    if (options.format === "json") {
      const short = (pairs: typeof judgement.missing) =>
        pairs.map(({ effect, action, resource, condition }) => ({
          ...(effect !== undefined && { effect }),
          action,
          resource,
          ...(condition !== undefined && { condition }),
        }));
      const { missing, extra, assumptions } = judgement;
      out(JSON.stringify({ missing: short(missing), extra: short(extra), assumptions }, null, 2));
    } else out(printJudgement(only.verdict.function, path, judgement, useColor(options.color, process.stdout)));
    return judgement.missing.length + judgement.extra.length === 0 ? exit.done : exit.input;
  } catch (thrown) {
    if (!(thrown instanceof ReadError)) throw thrown;
    const span = thrown instanceof DocumentError ? spanOf(path, thrown) : firstLine(path);
    const diagnostics = [error("invalid-policy", span, thrown.message)];
    const sources = [{ file: path, text: read.text }];
    printReport({ diagnostics, files: 0, functions: 0, sources }, options);
    return exit.input;
  }
}

function spanOf(file: string, { line, column }: DocumentError): Span {
  return { file, line, column, endLine: line, endColumn: column + 1 };
}
