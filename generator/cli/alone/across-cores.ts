import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { type Emit, hclBackend } from "../../compile.ts";
import { compileInput } from "../input.ts";
import { neighboursOf } from "../neighbours-of.ts";
import { ownRenderer, type ReadTemplates } from "../templates/templates.ts";
import { compileFolder, type FolderDone, type FolderJob } from "./compile-folder.ts";

/**
 * Folders compiled by threads of this process, each by the program itself. A thread is given texts and answers with texts, so what
 * comes out is the same, to the byte, however many there are and whichever was first.
 */

/** What all folders of a run have in common. */
export interface SharedByFolders {
  readonly root: string;
  readonly rootName: string;
  readonly out: string;
  readonly target: readonly string[] | undefined;
  readonly work: ThreadWork;
}

/** What a thread does with a folder: it compiles it to HCL, with a team's own templates where there are some, or checks it alone. */
export type ThreadWork = { readonly templates: ReadTemplates | null } | "check";

/** The launcher lies beside the program; beside the sources there is none. */
const launcher = join(dirname(fileURLToPath(import.meta.url)), "lambdagrant.cjs");

/** More threads than this wait for the one that hands out the work. */
const mostThreads = 8;

/** What a thread makes and lets go of at once has room in these; with node's own choice, each thread takes half as much again. */
const youngMegabytes = 48;

/** How many threads a number of folders is worth; one is the thread that asks. */
export function threadsFor(folders: number): number {
  return existsSync(launcher) ? Math.min(availableParallelism(), folders, mostThreads) : 1;
}

/**
 * Compiles folders on so many threads, and tells each that is done. Those with a mistake, and those of a thread that ended, are not.
 * `begun` is called when all threads are ready, before they are given anything.
 */
export async function compileAcross(
  threads: number,
  jobs: readonly FolderJob[],
  shared: SharedByFolders,
  { begun, done }: { readonly begun: () => void; readonly done: (done: FolderDone) => void },
): Promise<void> {
  const resourceLimits = { maxYoungGenerationSizeMb: youngMegabytes };
  const workers = Array.from({ length: threads }, () => new Worker(launcher, { workerData: shared, resourceLimits }));
  // One that has too little memory ends: what it was asked for is compiled where all mistakes are told.
  for (const worker of workers) worker.on("error", () => {});
  const ended = workers.map((worker) => new Promise<void>((resolve) => worker.once("exit", () => resolve())));
  const ready = workers.map((worker) => new Promise<void>((resolve) => worker.once("message", () => resolve())));
  await Promise.all(workers.map((_, index) => Promise.race([ready[index], ended[index]])));
  begun();
  const left = [...jobs];
  for (const worker of workers) {
    const next = () => {
      const job = left.shift();
      if (job === undefined) worker.terminate();
      else worker.postMessage(job);
    };
    worker.on("message", (found: FolderDone | null) => {
      if (found !== null) done(found);
      next();
    });
    next();
  }
  await Promise.all(ended);
}

/** The other end: a thread that compiles what it is given until it is ended. */
export async function answerFolders(): Promise<void> {
  const { root, rootName, out, target, work } = workerData as SharedByFolders;
  const {
    specs: _,
    settings: __,
    ...run
  } = compileInput({ found: { root, rootName }, specs: [], settings: [] }, { out, ...(target && { target }) });
  const backend = work === "check" ? null : await backendOf(work.templates);
  parentPort?.on("message", async (job: FolderJob) => {
    parentPort?.postMessage(compileFolder(job, { run, beside: await neighboursOf(job.hand), backend }));
  });
  parentPort?.postMessage("ready");
}

async function backendOf(templates: ReadTemplates | null): Promise<Emit> {
  const own = await ownRenderer(templates);
  if ("diagnostics" in own) throw new Error("templates with a mistake came as far as to a thread");
  return hclBackend(own.render);
}
