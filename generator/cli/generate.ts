import { existsSync, watch } from "node:fs";
import { join } from "node:path";
import { type Compiled, compile, type Emit, hclBackend } from "../compile.ts";
import { type Diagnostic, inOrder, isError } from "../diagnostics/diagnostic.ts";
import { applyPlan } from "../files/output/disk.ts";
import { claimOf } from "../files/output/owner.ts";
import { type Plan, planFiles, type Scope } from "../files/output/plan.ts";
import { readOut } from "../files/output/read-found.ts";
import { unfinished } from "../files/output/turn.ts";
import { isWithin } from "../files/paths.ts";
import type { StackGrants } from "../grants.ts";
import { confirmRemoval } from "./confirm.ts";
import { compileInput, type Input, readInput, refusedTarget } from "./input.ts";
import { neighboursOf } from "./neighbours-of.ts";
import { foreignDiagnostics, notApplied, unfinishedDiagnostics } from "./out-mistakes.ts";
import { type CommonOptions, count, type Exit, err, exit, out, type Report, report } from "./print-output.ts";
import { ownRenderer } from "./templates/templates.ts";

export interface GenerateOptions extends CommonOptions {
  readonly specs?: string;
  readonly target?: readonly string[];
  readonly out: string;
  readonly backend: "hcl" | "cdktf" | "cdktn";
  readonly templates?: string;
  readonly prune: boolean;
  readonly check: boolean;
  readonly watch: boolean;
}

/** `lambdagrant generate`: compiles, and writes what differs. */
export async function generate(paths: readonly string[], options: GenerateOptions): Promise<Exit> {
  const status = await generateOnce(paths, options);
  return options.watch ? watchSpecs(paths, options) : status;
}

async function generateOnce(paths: readonly string[], options: GenerateOptions): Promise<Exit> {
  const started = now();
  const read = await readInput(paths, options.specs);
  if ("diagnostics" in read) return fail(read.diagnostics, read.status, options);
  const backend = await backendOf(options);
  if (typeof backend !== "function") return backend;
  const { input } = read;
  const progress = progressLine(started, options);
  const beside = await neighboursOf(options.out);
  const made = compile({ ...compileInput(input, options), ...beside, progress }, backend);
  const compiled = { ...made, diagnostics: inOrder([...made.diagnostics, ...beside.judge(made)]) };
  progress(null);
  if (refusedTarget(options, compiled)) return exit.machine;
  if (compiled.diagnostics.some(isError)) return fail(compiled.diagnostics, exit.input, options, input, compiled);

  const wanted = wantedFiles(compiled, input);
  const other = otherBackend(compiled.stacks, options, input.found.whole);
  if (other !== undefined) {
    err(`lambdagrant: ${other} declares this stack already, by another backend; name the stack's whole folder to replace it`);
    return exit.machine;
  }
  const left = unfinishedDiagnostics(unfinished(options.out), options.out);
  return write(wanted, { ...compiled, diagnostics: [...compiled.diagnostics, ...left] }, input, started, options);
}

type Wanted = ReturnType<typeof wantedFiles>;

/** Brings the output up to date, or says (`--check`) where it is not. */
async function write(wanted: Wanted, compiled: Compiled, input: Input, started: number, options: GenerateOptions): Promise<Exit> {
  const { root, rootName, whole } = input.found;
  const scope: Scope = {
    rootName,
    whole,
    stacks: new Set(compiled.stacks.map(({ folder }) => folder)),
    claim: claimOf(root, rootName, options.out, process.cwd()),
    prune: options.prune,
    ...(options.target !== undefined && { targets: options.target }),
  };
  const paths = wanted.map(({ path }) => path);
  for (let tries = 1; ; tries++) {
    const plan = planFiles(wanted, readOut(options.out, paths, whole), scope);
    const inTheWay = foreignDiagnostics(plan.foreign, options.out);
    if (inTheWay.length > 0) return fail([...compiled.diagnostics, ...inTheWay], exit.input, options, input, compiled);
    if (options.check) return checkPlan(plan, compiled, input, options);
    if (!(await confirmRemoval(plan, options.out))) {
      err("nothing was written");
      return exit.input;
    }
    const applied = applyPlan(options.out, plan);
    if (applied.kind === "overtaken" && tries < 5) continue;
    if (applied.kind !== "applied")
      return fail([...compiled.diagnostics, notApplied(applied, options.out)], exit.machine, options, input, compiled);
    finish(plan, compiled, input, options, now() - started);
    return exit.done;
  }
}

/** What makes the files; where it cannot be had, the exit status after a word on why. */
async function backendOf(options: GenerateOptions): Promise<Emit | Exit> {
  if (options.backend === "hcl") {
    const own = await ownRenderer(options.templates);
    if (!("diagnostics" in own)) return hclBackend(own.render);
    return fail(own.diagnostics, own.status, options, { sources: own.sources });
  }
  if (options.templates !== undefined) {
    err("lambdagrant: templates make HCL; --templates goes with --backend hcl alone");
    return exit.machine;
  }
  const asked = (await import("./construct-backend.ts")).constructBackend(options.backend);
  if (typeof asked === "function") return asked;
  err(`lambdagrant: ${asked.missing}`);
  return exit.machine;
}

/** What another backend left of a stack that PATH names in part: the files of that stack that are not named would stay. */
function otherBackend(
  stacks: readonly StackGrants[],
  { backend, out }: GenerateOptions,
  named: readonly string[],
): string | undefined {
  const file = backend === "hcl" ? "cdk.tf.json" : "stack.tf";
  const partly = stacks.filter(({ folder }) => !named.some((outer) => isWithin(folder, outer)));
  return partly.map(({ directory }) => join(out, directory, file)).find((path) => existsSync(path));
}

/** Of a stack that PATH names in part, the named specs and the stack's own file. */
function wantedFiles(
  compiled: Compiled,
  { found, selected }: Input,
): readonly { readonly path: string; readonly text: string }[] {
  return compiled.files.filter(
    ({ path, source }) =>
      /(^|\/)(stack\.tf|cdk\.tf\.json|README\.md)$/.test(path) || selected.has(source.slice(found.rootName.length + 1)),
  );
}

function fail(
  diagnostics: readonly Diagnostic[],
  status: Exit,
  options: GenerateOptions,
  input?: Pick<Report, "sources"> & { readonly selected?: Input["selected"] },
  compiled?: Compiled,
): Exit {
  report(
    {
      diagnostics,
      files: input?.selected?.size ?? 0,
      functions: compiled?.functions ?? 0,
      ...(input?.sources && { sources: input.sources }),
    },
    options,
  );
  if (options.format === "text" && !options.quiet) {
    const errors = diagnostics.filter(isError).length;
    err(`${count(errors, "mistake")}; nothing was written`);
  }
  return status;
}

async function checkPlan(plan: Plan, compiled: Compiled, input: Input, options: GenerateOptions): Promise<Exit> {
  const stale = plan.changes.filter(({ kind }) => kind !== "keep");
  const changes = stale.map(({ kind, path }) => ({ kind, path }));
  report(
    { diagnostics: compiled.diagnostics, files: input.selected.size, functions: compiled.functions, sources: input.sources },
    options,
    { changes },
  );
  if (options.format === "text") {
    if (stale.length > 0) {
      const { unifiedPatch } = await import("../files/output/patch.ts");
      out(unifiedPatch(plan, options.out));
      if (!options.quiet)
        err(`${options.out} is out of date: ${count(stale.length, "file")} would change; run lambdagrant generate`);
    } else if (!options.quiet) out(`${options.out} is up to date: ${count(plan.changes.length, "file")}`);
  }
  return stale.length > 0 ? exit.input : exit.done;
}

function finish(plan: Plan, compiled: Compiled, input: Input, options: GenerateOptions, milliseconds: number): void {
  const changes = plan.changes.map(({ kind, path }) => ({ kind, path }));
  report(
    { diagnostics: compiled.diagnostics, files: input.selected.size, functions: compiled.functions, sources: input.sources },
    options,
    { changes },
  );
  if (options.format !== "text" || options.quiet) return;
  const functions = compiled.stacks.flatMap((stack) => stack.functions);
  const statements = functions.reduce(
    (sum, { policies }) => sum + policies.reduce((all, policy) => all + policy.statements.length, 0),
    0,
  );
  const permissions = functions.reduce((sum, of) => sum + of.permissions.length, 0);
  const of = (...kinds: readonly string[]) => plan.changes.filter(({ kind }) => kinds.includes(kind)).length;
  out(
    `${count(functions.length, "function")}, ${count(statements, "statement")}, ${count(permissions, "permission")}; ` +
      `${count(of("create", "update"), "file")} written, ${of("keep")} unchanged, ${of("delete")} removed (${(milliseconds / 1000).toFixed(2)} s)`,
  );
}

/** One line on a terminal once a run has taken a second. */
/** Milliseconds; `performance` would load what nothing else here needs. */
function now(): number {
  return process.uptime() * 1000;
}

function progressLine(
  started: number,
  options: GenerateOptions,
): (done: { readonly stacks: number; readonly of: number } | null) => void {
  let shown = false;
  return (done) => {
    if (options.quiet || process.stderr.isTTY !== true) return;
    if (done === null) {
      if (shown) process.stderr.write("\r\u001b[K");
    } else if (now() - started > 1000) {
      shown = true;
      process.stderr.write(`\r\u001b[Kcompiling: stack ${done.stacks} of ${done.of}`);
    }
  };
}

/** Runs again whenever a spec changes, until it is interrupted. */
async function watchSpecs(paths: readonly string[], options: GenerateOptions): Promise<Exit> {
  const read = await readInput(paths, options.specs);
  if ("diagnostics" in read) return read.status;
  err("watching; press Ctrl-C to stop");
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve<Exit>(exit.done);
    const watcher = watch(read.input.found.root, { recursive: true }, (_, name) => {
      if (name === null || !/\.ya?ml$/.test(name)) return;
      clearTimeout(timer);
      // Editors write a file in several steps.
      timer = setTimeout(() => {
        running = running.then(() => generateOnce(paths, options));
      }, 100);
    });
    process.once("SIGINT", () => {
      watcher.close();
      clearTimeout(timer);
      running.then(() => resolve(exit.done));
    });
  });
}
