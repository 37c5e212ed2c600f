// Coverage-guided fuzzing: `npm run fuzz -- [MINUTES] [TARGET…] [--seed N] [--keep]`,
// an hour of processor time, shared by all targets side by side, where nothing is said.
// Findings are written to dist/fuzz/TARGET/findings, and the run fails. Inputs that reach new code stay in dist/fuzz/TARGET/corpus for
// the next run; `--keep` takes the smallest set of inputs that reaches all of it into test/fuzz/corpus, where `npm test` runs each.
// istanbul-lib-instrument counts the ways through the compiler; the engine beside this file chooses what to try next. Jazzer.js
// would be the ready-made one: its native part asks for a newer C library than Debian 12 has, and its older versions download theirs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { build, transform } from "esbuild";
import { createInstrumenter } from "istanbul-lib-instrument";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const made = join(root, "dist", "fuzz");
const all = ["spec", "document"];
/** No input may take longer; the machine may be busy with other things. */
const tooLong = 20_000;

const { values, positionals } = parseArgs({
  options: { seed: { type: "string" }, keep: { type: "boolean", default: false } },
  allowPositionals: true,
});
const isNumber = (word) => /^\d+(\.\d+)?$/.test(word);
const minutes = Number(positionals.find(isNumber) ?? 60);
const asked = positionals.filter((word) => !isNumber(word));
const strange = asked.find((word) => !all.includes(word));
if (strange !== undefined) {
  console.error(`no fuzz target is called ${strange}; there are ${all.join(", ")}`);
  process.exit(2);
}
const targets = asked.length > 0 ? asked : all;
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));

await bundle();
const { inputs } = createRequire(import.meta.url)(join(made, "seeds.cjs"));
// Side by side: each target has a thread, and a part of the time.
const found = await Promise.all(targets.map((target) => fuzz(target, (minutes * 60_000) / targets.length)));
process.exitCode = found.some((findings) => findings > 0) ? 1 : 0;

/** One target until its time is over, or until its corpus is small; the number of its findings. */
async function fuzz(target, time) {
  const folder = join(made, target);
  const [corpus, findings] = ["corpus", "findings"].map((name) => join(folder, name));
  const kept = join(here, "corpus", target);
  if (!values.keep) rmSync(findings, { recursive: true, force: true });
  for (const each of [corpus, findings, kept]) mkdirSync(each, { recursive: true });
  const end = Date.now() + time;
  const shared = { current: new SharedArrayBuffer(1 << 16), clock: new SharedArrayBuffer(8) };
  for (let round = 0; Date.now() < end || values.keep; round++) {
    const begin = [kept, corpus].flatMap(filesIn);
    // `npm test` compiles the cases as they stand, so a short run begins with what fuzzing has found.
    if (round === 0 && (minutes > 5 || begin.length === 0)) begin.push(...inputs[target].map(([, bytes]) => bytes));
    const done = await work({ target, corpus, findings, begin, end, seed: seed + round, shared, keep: values.keep });
    if (values.keep) {
      rmSync(kept, { recursive: true });
      mkdirSync(kept);
      for (const [name, bytes] of done) writeFileSync(join(kept, name), bytes);
      console.log(`${target}: kept ${done.length} inputs in ${relative(root, kept)}`);
      return 0;
    }
  }
  const names = readdirSync(findings).filter((name) => name.endsWith(".txt"));
  for (const name of names) console.error(`${target}: found ${relative(root, join(findings, name))}`);
  return names.length;
}

/** One thread of work, ended when its time is over or when one input takes too long. */
function work(job) {
  const clock = new BigInt64Array(job.shared.clock);
  clock[0] = 0n;
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(made, "worker.cjs"), {
      workerData: { ...job, module: join(made, `${job.target}.cjs`) },
      env: { ...process.env, LAMBDAGRANT_FINDINGS: job.findings },
      resourceLimits: { maxOldGenerationSizeMb: 3000 },
    });
    const watch = setInterval(() => {
      const started = Number(clock[0]);
      if (started === 0 || Date.now() - started < tooLong) return;
      stuck("takes too long");
    }, 1000);
    const stuck = (what) => {
      clearInterval(watch);
      const length = new Uint32Array(job.shared.current, 0, 1)[0];
      const bytes = Buffer.from(new Uint8Array(job.shared.current, 4, length));
      const name = `${what.replaceAll(" ", "-")}-${clock[0]}`;
      writeFileSync(join(job.findings, `${name}.txt`), `${what}\n\n${bytes.toString("utf8")}\n`);
      writeFileSync(join(job.findings, `${name}.input`), bytes);
      console.error(`${job.target}: an input ${what}`);
      worker.terminate().then(() => resolve(null), reject);
    };
    worker.on("message", (message) => {
      clearInterval(watch);
      resolve(message);
    });
    worker.on("error", (thrown) =>
      thrown.code === "ERR_WORKER_OUT_OF_MEMORY" ? stuck("takes too much memory") : reject(thrown),
    );
  });
}

function filesIn(folder) {
  return readdirSync(folder).map((name) => readFileSync(join(folder, name)));
}

/** The targets as programs whose ways through the compiler are counted. */
async function bundle() {
  const instrumenter = createInstrumenter({ esModules: true, compact: true, produceSourceMap: false });
  const counted = join(root, "generator");
  const places = {
    name: "places",
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        // Each file knows its own place, as it does when it is run from source.
        const url = JSON.stringify(pathToFileURL(path).href);
        const text = readFileSync(path, "utf8").replaceAll("import.meta.url", () => url);
        if (!path.startsWith(counted)) return { contents: text, loader: "ts" };
        const { code } = await transform(text, { loader: "ts", format: "esm", target: "node20.19" });
        return { contents: instrumenter.instrumentSync(code, relative(root, path)), loader: "js" };
      }),
  };
  mkdirSync(made, { recursive: true });
  await build({
    entryPoints: [...all, "seeds", "worker"].map((name) => join(here, `${name}.ts`)),
    outdir: made,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    // Libraries are not what is tested, so nothing counts the ways through them.
    packages: "external",
    platform: "node",
    target: "node20.19",
    format: "cjs",
    plugins: [places],
    logLevel: "warning",
  });
}
