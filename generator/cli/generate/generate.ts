import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Compiled, compile, type Emit, hclBackend } from "../../compile.ts";
import { inOrder, isError } from "../../diagnostics/diagnostic.ts";
import { applyPlan } from "../../files/output/disk.ts";
import { type HandWritten, handWritten } from "../../files/output/hand-written.ts";
import { claimOf } from "../../files/output/owner.ts";
import { type Existing, planFiles, type Scope, type Wanted } from "../../files/output/plan.ts";
import { readOut } from "../../files/output/read-found.ts";
import { unfinished } from "../../files/output/turn.ts";
import { isWithin } from "../../files/paths.ts";
import { type KeptRun, keptRun } from "../cache/kept-runs.ts";
import { compileInput, type Input, readInput, refusedTarget } from "../input.ts";
import { neighboursOf } from "../neighbours-of.ts";
import { foreignDiagnostics, notApplied, unfinishedDiagnostics } from "../out-mistakes.ts";
import { type Exit, err, exit } from "../print-output.ts";
import { ownRenderer, type ReadTemplates, readTemplates } from "../templates/templates.ts";
import { confirmRemoval } from "./confirm.ts";
import { checkPlan, fail, finish, type GenerateOptions, type Outcome } from "./print-outcome.ts";
import { now, progressLine } from "./progress-line.ts";
import { watchSpecs } from "./watch-specs.ts";

/** `lambdagrant generate`: compiles, and writes what differs. */
export async function generate(paths: readonly string[], options: GenerateOptions): Promise<Exit> {
  const status = await generateOnce(paths, options);
  if (!options.watch) return status;
  const read = await readInput(paths, options.specs);
  return "diagnostics" in read ? read.status : watchSpecs(read.input.found.root, () => generateOnce(paths, options));
}

/** What a run starts from, read. */
interface Start {
  readonly input: Input;
  readonly hand: readonly HandWritten[];
  readonly templates: ReadTemplates | null;
  readonly started: number;
  readonly options: GenerateOptions;
}

/** With what it should leave in the out folder. */
interface Made extends Outcome {
  readonly wanted: readonly Wanted[];
}

/** The same as it is kept, each file by the SHA-256 of its text. */
interface Kept extends Outcome {
  readonly files: readonly { readonly path: string; readonly hash: string }[];
}

async function generateOnce(paths: readonly string[], options: GenerateOptions): Promise<Exit> {
  const started = now();
  const read = await readInput(paths, options.specs);
  if ("diagnostics" in read) return fail(read.diagnostics, read.status, options);
  const { input } = read;
  const templates = options.templates === undefined ? null : readTemplates(options.templates);
  const start: Start = { input, hand: [...handWritten(options.out)], templates, started, options };
  const isWhole = templates === null || templates.diagnostics.length === 0;
  const kept = keptRun<Kept>(options.cache && options.backend === "hcl" && isWhole, () => ({
    command: "generate",
    input: compileInput(input, options),
    selected: input.selected,
    hand: start.hand,
    templates: templates?.templates ?? [],
  }));
  return (await upToDate(kept, start)) ?? compileAndWrite(kept, start);
}

/** What is to be done where the output holds, to the byte, what a run of the same has made; null where it does not. */
async function upToDate(kept: KeptRun<Kept>, start: Start): Promise<Exit | null> {
  const known = kept.recall();
  if (known === null) return null;
  const { options, input } = start;
  const paths = known.files.map(({ path }) => path);
  const found = readOut(options.out, paths, input.found.whole);
  const wanted = known.files.flatMap(({ path, hash }): readonly Wanted[] => {
    const there = found.get(path);
    return there?.kind === "file" && hashOf(there.text) === hash ? [{ path, text: there.text }] : [];
  });
  return wanted.length < paths.length ? null : write({ ...known, wanted }, start, found);
}

async function compileAndWrite(kept: KeptRun<Kept>, start: Start): Promise<Exit> {
  const { input, options, started } = start;
  const backend = await backendOf(start);
  if (typeof backend !== "function") return backend;
  const progress = progressLine(started, options);
  const beside = await neighboursOf(start.hand);
  const compiled = compile({ ...compileInput(input, options), ...beside, progress }, backend);
  const diagnostics = inOrder([...compiled.diagnostics, ...beside.judge(compiled)]);
  progress(null);
  if (refusedTarget(options, compiled)) return exit.machine;
  if (diagnostics.some(isError)) return fail(diagnostics, exit.input, options, input, compiled.functions);
  const outcome = { ...outcomeOf(compiled), diagnostics };
  const wanted = wantedFiles(compiled, input);
  kept.keep({ ...outcome, files: wanted.map(({ path, text }) => ({ path, hash: hashOf(text) })) });
  return write({ ...outcome, wanted }, start);
}

function outcomeOf({ stacks, functions }: Compiled): Omit<Outcome, "diagnostics"> {
  const all = stacks.flatMap((stack) => stack.functions);
  const statements = all.flatMap(({ policies }) => policies).reduce((sum, policy) => sum + policy.statements.length, 0);
  const permissions = all.reduce((sum, of) => sum + of.permissions.length, 0);
  const places = stacks.map(({ folder, directory }) => ({ folder, directory }));
  return { stacks: places, functions, statements, permissions };
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Brings the output up to date, or says (`--check`) where it is not. `found` is what was read of it already. */
async function write(made: Made, { input, options, started }: Start, found?: ReadonlyMap<string, Existing>): Promise<Exit> {
  const { root, rootName, whole } = input.found;
  const other = otherBackend(made, options, whole);
  if (other !== undefined) {
    err(`lambdagrant: ${other} declares this stack already, by another backend; name the stack's whole folder to replace it`);
    return exit.machine;
  }
  const left = unfinishedDiagnostics(unfinished(options.out), options.out);
  const outcome: Outcome = { ...made, diagnostics: [...made.diagnostics, ...left] };
  const scope: Scope = {
    rootName,
    whole,
    stacks: new Set(made.stacks.map(({ folder }) => folder)),
    claim: claimOf(root, rootName, options.out, process.cwd()),
    prune: options.prune,
    ...(options.target !== undefined && { targets: options.target }),
  };
  const paths = made.wanted.map(({ path }) => path);
  for (let tries = 1; ; tries++) {
    const there = tries === 1 && found !== undefined ? found : readOut(options.out, paths, whole);
    const plan = planFiles(made.wanted, there, scope);
    const inTheWay = foreignDiagnostics(plan.foreign, options.out);
    if (inTheWay.length > 0) return fail([...outcome.diagnostics, ...inTheWay], exit.input, options, input, made.functions);
    if (options.check) return checkPlan(plan, outcome, input, options);
    if (!(await confirmRemoval(plan, options.out))) {
      err("nothing was written");
      return exit.input;
    }
    const applied = applyPlan(options.out, plan);
    if (applied.kind === "overtaken" && tries < 5) continue;
    if (applied.kind !== "applied") {
      const diagnostics = [...outcome.diagnostics, notApplied(applied, options.out)];
      return fail(diagnostics, exit.machine, options, input, made.functions);
    }
    finish(plan, outcome, input, options, now() - started);
    return exit.done;
  }
}

/** What makes the files; where it cannot be had, the exit status after a word on why. */
async function backendOf({ templates, options }: Start): Promise<Emit | Exit> {
  if (options.backend === "hcl") {
    const own = await ownRenderer(templates);
    if (!("diagnostics" in own)) return hclBackend(own.render);
    return fail(own.diagnostics, own.status, options, { sources: own.sources });
  }
  if (templates !== null) {
    err("lambdagrant: templates make HCL; --templates goes with --backend hcl alone");
    return exit.machine;
  }
  const asked = (await import("./construct-backend.ts")).constructBackend(options.backend);
  if (typeof asked === "function") return asked;
  err(`lambdagrant: ${asked.missing}`);
  return exit.machine;
}

/** What another backend left of a stack that PATH names in part: the files of that stack that are not named would stay. */
function otherBackend({ stacks }: Outcome, { backend, out }: GenerateOptions, named: readonly string[]): string | undefined {
  const file = backend === "hcl" ? "cdk.tf.json" : "stack.tf";
  const partly = stacks.filter(({ folder }) => !named.some((outer) => isWithin(folder, outer)));
  return partly.map(({ directory }) => join(out, directory, file)).find((path) => existsSync(path));
}

/** Of a stack that PATH names in part, the named specs and the stack's own file. */
function wantedFiles({ files }: Compiled, { found, selected }: Input): readonly Wanted[] {
  return files.filter(
    ({ path, source }) =>
      /(^|\/)(stack\.tf|cdk\.tf\.json|README\.md)$/.test(path) || selected.has(source.slice(found.rootName.length + 1)),
  );
}
