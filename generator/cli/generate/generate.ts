import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { inOrder } from "../../diagnostics/diagnostic.ts";
import { folderLister, lookBelow } from "../../files/folders.ts";
import { applyPlan } from "../../files/output/disk.ts";
import type { Scope } from "../../files/output/fate.ts";
import { handWritten } from "../../files/output/hand-written.ts";
import { claimOf, goneFrom } from "../../files/output/owner.ts";
import { type Existing, planFiles } from "../../files/output/plan.ts";
import { readOut } from "../../files/output/read-found.ts";
import { unfinished } from "../../files/output/turn.ts";
import { isWithin } from "../../files/paths.ts";
import { missingFolders } from "../../spec/archived-folders.ts";
import { type KeptRun, keptRun, notKept } from "../cache/kept-runs.ts";
import { compileInput, readInput, withOthers } from "../input.ts";
import { ofCompiler } from "../of-compiler.ts";
import { foreignDiagnostics, notApplied, unfinishedDiagnostics } from "../out-mistakes.ts";
import { type Exit, endRun, err, exit } from "../print-output.ts";
import type { ReadTemplates } from "../templates/templates.ts";
import { afterChange, type Left } from "./after-change.ts";
import type { DoneFolder } from "./compile-changed.ts";
import { confirmRemoval } from "./confirm.ts";
import { readWithEmptied } from "./emptied.ts";
import { comparedBy, type Kept, type Made, outputOf, type Start, stand } from "./outputs.ts";
import { checkPlan, fail, finish, type GenerateOptions, type Outcome } from "./print-outcome.ts";
import { now } from "./progress-line.ts";
import { rootToWaitAt, watchSpecs } from "./watch-specs.ts";

/** `lambdagrant generate`: compiles, and writes what differs. */
export async function generate(paths: readonly string[], options: GenerateOptions): Promise<Exit> {
  if (!options.watch) return (await run(paths, options)).status;
  const read = await readInput(paths, options.specs);
  const found = "diagnostics" in read ? read.rest?.found : read.input.found;
  const root = found?.root ?? rootToWaitAt(paths, options.specs);
  if (root === null) {
    const { status } = await run(paths, options);
    err("lambdagrant: there is no folder to wait at, so the watch ends");
    return status;
  }
  let left: Left | null = null;
  const anew = async () => {
    ({ left } = await run(paths, options));
  };
  return watchSpecs(root, anew, async (changed) => {
    const before = left;
    // Should the machine refuse something, what changed is in no run: the next one begins from nothing.
    left = null;
    const isSame = isDeepStrictEqual(await templatesOf(options), before?.start.templates);
    const next: Left | null = before === null || !isSame ? null : afterChange(before, changed);
    const ran = next === null ? null : await compileAndWrite(next.start, notKept(), next.done);
    if (ran === null || ran.status === null) await anew();
    else left = ran.left;
  });
}

/** A run that was made; `left` is null where the next one begins from nothing. */
interface Ran<Status extends Exit | null = Exit> {
  readonly status: Status;
  readonly left: Left | null;
}

async function run(paths: readonly string[], options: GenerateOptions): Promise<Ran> {
  const { status, left } = await tryOnce(paths, options);
  // What stood as it was kept may be gone by the time that the rest is written: then all is made anew.
  return status === null ? run(paths, { ...options, cache: false }) : { status, left };
}

/** The status is null where files that should have stood do not any more. */
async function tryOnce(paths: readonly string[], options: GenerateOptions): Promise<Ran<Exit | null>> {
  const started = now();
  const read = await readWithEmptied(paths, options);
  if ("diagnostics" in read) {
    const { diagnostics, sources } = withOthers(read, (await ofCompiler("compile")).derive);
    return { status: fail(diagnostics, read.status, options, { sources }), left: null };
  }
  const { input } = read;
  const templates = await templatesOf(options);
  const ours = new Map<string, string>();
  const { whole } = input.found;
  const start: Start = {
    input,
    whole,
    hand: [...handWritten(options.out, outputOf(input, options), ours)],
    ours,
    templates,
    started,
    options,
  };
  const isWhole = templates === null || templates.diagnostics.length === 0;
  const kept = keptRun<Kept>(options.cache && options.backend === "hcl" && isWhole, () => ({
    command: "generate",
    input: compileInput(input, options),
    selected: input.selected,
    hand: start.hand,
    templates: templates?.templates ?? [],
  }));
  // Who watches needs to know each folder.
  const status = options.watch ? null : await upToDate(kept, start);
  return status === null ? compileAndWrite(start, kept, null) : { status, left: null };
}

async function templatesOf({ templates }: GenerateOptions): Promise<ReadTemplates | null> {
  return templates === undefined ? null : (await ofCompiler("templates")).readTemplates(templates);
}

/** What is to be done where the output holds, to the byte, what a run of the same has made; null where it does not. */
async function upToDate(kept: KeptRun<Kept>, start: Start): Promise<Exit | null> {
  const known = kept.recall();
  if (known === null) return null;
  const found = readOut(
    start.options.out,
    known.files,
    comparedBy(known, start.whole, known.files),
    start.ours,
    start.options.check,
  );
  return stand(known.files, found) ? write({ ...known, wanted: known.files }, start, found) : null;
}

/** Compiles what must be; `held` are folders of a watch that need not be. */
async function compileAndWrite(start: Start, kept: KeptRun<Kept>, held: readonly DoneFolder[] | null): Promise<Ran<Exit | null>> {
  const { backendOf } = await ofCompiler("backend");
  const { compileChanged, inPlace } = await ofCompiler("compileChanged");
  const backend = await backendOf(start);
  if (typeof backend !== "function") return { status: backend, left: null };
  const { folders, made } = await compileChanged(kept, start, backend, held);
  const left = held === null ? null : { start, done: held };
  if (typeof made === "number") return { status: made, left };
  const isHeld = new Set(held);
  const open = folders.filter((one) => !isHeld.has(one) || start.whole.some((outer) => isWithin(one.of.folder, outer)));
  // What was read before much was compiled may be another's by now.
  const ours = held === null ? new Map<string, string>() : start.ours;
  const status = await write({ ...made, wanted: open.flatMap(({ wanted }) => wanted) }, { ...start, ours });
  return { status, left: status === exit.done ? { start, done: folders.map(inPlace) } : left };
}

/** Brings the output up to date, or says (`--check`) where it is not. `found` is what was read of it already. */
async function write(
  made: Made,
  { input, whole, hand, ours, options, started }: Start,
  found?: ReadonlyMap<string, Existing>,
): Promise<Exit | null> {
  const { root, rootName } = input.found;
  const told = { ...input, sources: [...input.sources, ...hand] };
  const other = otherBackend(made, options, whole);
  if (other !== undefined)
    return endRun(`${other} declares this stack already, by another backend; name the stack's whole folder to replace it`);
  const left = unfinishedDiagnostics(unfinished(options.out), options.out);
  const missing = missingFolders(made.archived, lookBelow(root));
  const outcome: Outcome = { ...made, diagnostics: [...inOrder([...made.diagnostics, ...missing]), ...left] };
  const scope: Scope = {
    rootName,
    whole,
    stacks: new Set(made.stacks.map(({ folder }) => folder)),
    claim: claimOf(root, rootName, options.out, process.cwd()),
    hasSpecs: (folder) => folderLister(() => {})(resolve(root, folder), resolve(root)).specs.length > 0,
    isGone: goneFrom(root, rootName),
    prune: options.prune,
    ...(options.target !== undefined && { targets: options.target }),
  };
  for (let tries = 1; ; tries++) {
    const there =
      tries === 1 && found !== undefined
        ? found
        : readOut(options.out, made.wanted, comparedBy(made, whole, made.wanted), tries === 1 ? ours : undefined, options.check);
    if (!stand(made.wanted, there)) return null;
    const plan = planFiles(made.wanted, there, scope);
    const inTheWay = foreignDiagnostics(plan.foreign, options.out);
    if (inTheWay.length > 0) return fail([...outcome.diagnostics, ...inTheWay], exit.input, options, told, made.functions);
    if (options.check) return checkPlan(plan, outcome, told, options);
    const isMeant = await confirmRemoval(plan, options.out);
    if (isMeant !== true) {
      err(isMeant === null ? "lambdagrant: interrupted; nothing was written" : "nothing was written");
      return isMeant === null ? exit.machine : exit.input;
    }
    const applied = applyPlan(options.out, plan);
    if (applied.kind === "overtaken" && tries < 5) continue;
    if (applied.kind !== "applied") {
      const diagnostics = [...outcome.diagnostics, notApplied(applied, options.out)];
      return fail(diagnostics, exit.machine, options, told, made.functions);
    }
    finish(plan, outcome, told, options, now() - started);
    return exit.done;
  }
}

/** What another backend left of a stack that PATH names in part: the files of that stack that are not named would stay. */
function otherBackend({ stacks }: Outcome, { backend, out }: GenerateOptions, named: readonly string[]): string | undefined {
  const file = backend === "hcl" ? "cdk.tf.json" : "stack.tf";
  const partly = stacks.filter(({ folder }) => !named.some((outer) => isWithin(folder, outer)));
  return partly.map(({ directory }) => join(out, directory, file)).find((path) => existsSync(path));
}
