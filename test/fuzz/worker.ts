import { createHash } from "node:crypto";
import { writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { Coverage } from "./coverage.ts";
import { explore } from "./engine.ts";

/** The thread that tries inputs: the one beside it sees which, and since when. */

interface Work {
  readonly target: string;
  readonly module: string;
  readonly corpus: string;
  readonly begin: readonly Uint8Array[];
  readonly end: number;
  readonly seed: number;
  readonly shared: { readonly current: SharedArrayBuffer; readonly clock: SharedArrayBuffer };
  readonly keep: boolean;
}

const { target, module, corpus, begin, end, seed, shared, keep } = workerData as Work;
const { fuzz } = createRequire(module)(module) as { readonly fuzz: (bytes: Uint8Array) => Promise<void> };
const [length, current] = [new Uint32Array(shared.current, 0, 1), new Uint8Array(shared.current, 4)];
const clock = new BigInt64Array(shared.clock);

function before(bytes: Uint8Array): void {
  length[0] = Math.min(bytes.length, current.length);
  current.set(bytes.subarray(0, current.length));
  clock[0] = BigInt(Date.now());
}

function nameOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

async function run(): Promise<unknown> {
  if (keep) return smallest();
  const started = Date.now();
  let told = started;
  const tell = ({ runs, reached, corpus }: { runs: number; reached: number; corpus: readonly unknown[] }) => {
    const each = Math.round((Date.now() - started) / Math.max(1, runs));
    writeSync(
      1,
      `${target}: ${runs} runs of ${each} ms, ${reached} branches reached, ${corpus.length} inputs kept, seed ${seed}\n`,
    );
  };
  const tried = await explore({
    fuzz,
    begin,
    seed,
    before,
    kept: (bytes) => writeFileSync(join(corpus, nameOf(bytes)), bytes),
    goOn: (now) => {
      if (Date.now() - told > 60_000) {
        told = Date.now();
        tell(now);
      }
      return Date.now() < end;
    },
  });
  tell(tried);
  return null;
}

/** Few short inputs that reach every counter that the whole corpus reaches: those that add most come first. */
async function smallest(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const coverage = new Coverage();
  const all: { readonly bytes: Uint8Array; hits: readonly number[] }[] = [];
  for (const bytes of begin) {
    before(bytes);
    coverage.reset();
    await fuzz(bytes);
    all.push({ bytes, hits: coverage.hits() });
  }
  // Of two that reach the same the shorter one stays.
  all.sort((a, b) => a.bytes.length - b.bytes.length);
  const reached = new Set<number>();
  const chosen: Uint8Array[] = [];
  for (;;) {
    for (const each of all) each.hits = each.hits.filter((hit) => !reached.has(hit));
    const best = all.reduce((most, each) => (each.hits.length > most.hits.length ? each : most), {
      bytes: new Uint8Array(),
      hits: [] as readonly number[],
    });
    if (best.hits.length === 0) return chosen.map((bytes) => [nameOf(bytes), bytes] as const);
    for (const hit of best.hits) reached.add(hit);
    chosen.push(best.bytes);
  }
}

run().then((done) => parentPort?.postMessage(done));
