// Ratios within one run, since machines are noisy: npm run bench [-- PART…]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { checks } from "./checks.mjs";
import { thousandModules } from "./code.mjs";
import { manySpecs } from "./many-specs.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const program = join(root, "dist", "lambdagrant.cjs");
// Memory where there is some: disks vary tenfold.
const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "lambdagrant-bench-"));
// What the user has kept of other runs would be none of the bench's work.
process.env.XDG_CACHE_HOME = join(folder, "caches");

const parts = {
  cold,
  neighbours,
  thousand,
  many,
  linear,
  watching,
  stacks,
  proving,
  resources: manyResources,
  patterns: hardPatterns,
  checks,
  code,
  constructs: () => [1, 100, 1000].forEach(constructs),
};
const asked = process.argv.slice(2);
const strange = asked.find((name) => !Object.hasOwn(parts, name));
if (strange !== undefined) {
  console.error(`the bench has no part ${strange}; it has ${Object.keys(parts).join(", ")}`);
  process.exit(2);
}

try {
  for (const [name, part] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await part();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One spec, from nothing, beside node itself: compiled anew, and as the run before has left it. */
function cold() {
  const specs = join(folder, "one");
  const out = join(folder, "cold");
  mkdirSync(specs);
  for (const name of ["checkout-api.yaml", "stack.yaml"]) cpSync(join(root, "specs", "orders", name), join(specs, name));
  const commands = {
    "generate, all new": ["generate", specs, "--out", out, "--quiet", "--no-cache"],
    "generate, nothing changed": ["generate", specs, "--out", out, "--quiet"],
    "check, all new": ["check", specs, "--quiet", "--no-cache"],
    "check, nothing changed": ["check", specs, "--quiet"],
    "policy, all new": ["policy", join(specs, "checkout-api.yaml"), "--no-cache"],
    "policy, nothing changed": ["policy", join(specs, "checkout-api.yaml")],
  };
  const [nothing, ...took] = medians(21, [
    () => run("-e", "0"),
    ...Object.entries(commands).map(([name, words]) => () => {
      if (name === "generate, all new") rmSync(out, { recursive: true, force: true });
      run(program, ...words);
    }),
  ]);
  for (const [index, name] of Object.keys(commands).entries()) line(`one spec, ${name}`, took[index], nothing, "node -e 0", 1.5);
}

/** What is written by hand beside the output, read beside all that is compiled: under a third of it. */
function neighbours() {
  const [without, beside] = medians(11, [
    () => run(program, "check", join(root, "specs"), "--out", join(folder, "none"), "--no-cache", "--quiet"),
    () => run(program, "check", join(root, "specs"), "--out", join(root, "out"), "--no-cache", "--quiet"),
  ]);
  line("check with hand-written Terraform", beside, without, "check without", 1.33);
}

/** A function of a thousand source files, held against its spec: under five seconds. */
function code() {
  const at = join(folder, "code");
  mkdirSync(at);
  thousandModules(at, join(root, "test", "code", "handlers"));
  const check = (...words) => run(program, "check", join(at, "specs"), "--quiet", ...words);
  const [without, reading] = medians(3, [() => check(), () => check("--code")]);
  line("1,000 source files, check --code", reading, without, "check without");
  console.log(`  ${(reading / 1000).toFixed(2)} s, of at most 5`);
}

/** A thousand specs over ten stacks, those of an example. */
function thousandSpecs() {
  const specs = join(folder, "specs");
  const names = ["checkout-api", "payments", "print-dispatch", "abandoned-carts"];
  const texts = names.map((name) => readFileSync(join(root, "specs", "orders", `${name}.yaml`), "utf8"));
  for (let stack = 0; stack < 10; stack++) {
    const at = join(specs, `stack-${stack}`);
    mkdirSync(at, { recursive: true });
    cpSync(join(root, "specs", "orders", "stack.yaml"), join(at, "stack.yaml"));
    for (let index = 0; index < 100; index++) {
      const text = texts[index % texts.length] ?? "";
      // One account has one function of a name.
      writeFileSync(join(at, `f${index}.yaml`), text.replace(/^( *name: )(\S+)$/m, `$1$2-${stack}-${index}`));
    }
  }
  return specs;
}

/** A thousand specs over ten stacks, beside a copy of the files that go in and come out. */
function thousand() {
  const specs = thousandSpecs();
  const out = join(folder, "out");
  const [copy, first, again] = medians(5, [
    () => {
      rmSync(join(folder, "copy"), { recursive: true, force: true });
      copyTree(specs, join(folder, "copy", "specs"));
      if (existsSync(out)) copyTree(out, join(folder, "copy", "out"));
    },
    () => {
      rmSync(out, { recursive: true, force: true });
      run(program, "generate", "--specs", specs, "--out", out, "--quiet", "--no-cache");
    },
    () => run(program, "generate", "--specs", specs, "--out", out, "--quiet", "--no-cache"),
  ]);
  line("1,000 specs, all written", first, copy, "a copy of the same files");
  line("1,000 specs, nothing to write", again, copy, "a copy of the same files");
  const written = readdirSync(out, { recursive: true }).filter((path) => path.endsWith(".tf")).length;
  if (written !== 1010) throw new Error(`${written} files for a thousand specs and ten stacks`);
  console.log(`  ${(first / 1000).toFixed(2)} ms a spec, ${readdirSync(out).length} stacks`);
}

/** Ten thousand specs over fifty stacks: all of them, nothing of them, one of them. */
function many() {
  const all = join(folder, "many");
  const first = manySpecs(join(all, "specs"), 10_000, 50);
  let timeout = 10;
  const clear = (at) => rmSync(join(at, "out"), { recursive: true, force: true });
  let memory = 0;
  const [tenThousand] = medians(1, [
    () => {
      memory = generateIn(all, "--no-cache");
    },
  ]);
  generateIn(all);
  const [copy, hashing, unchanged, changed] = medians(3, [
    () => {
      clear(join(folder, "copy"));
      copyTree(all, join(folder, "copy", "out"));
    },
    () => hashTree(all),
    () => generateIn(all),
    () => {
      timeout += 1;
      writeFileSync(first, readFileSync(first, "utf8").replace(/timeout: \d+/, `timeout: ${timeout}`));
      generateIn(all);
    },
  ]);
  line("10,000 specs, all written", tenThousand, copy, "a copy of the same files", 10);
  console.log(`  ${(tenThousand / 10_000).toFixed(2)} ms a spec`);
  limit("10,000 specs, memory", memory, 400, "MB");
  line("10,000 specs, nothing changed", unchanged, hashing, "reading and hashing the files", 2.5);
  line("10,000 specs, one of fifty stacks changed", changed, tenThousand, "all of them");
  rmSync(all, { recursive: true });
}

/** A thousand, ten thousand and fifty thousand specs, two hundred a stack. */
function linear() {
  const took = [1000, 10_000, 50_000].map((count) => {
    const at = join(folder, "linear");
    manySpecs(join(at, "specs"), count, count / 200);
    let memory = 0;
    const [all] = medians(1, [
      () => {
        memory = generateIn(at, "--no-cache");
      },
    ]);
    rmSync(at, { recursive: true });
    console.log(`${count.toLocaleString("en")} specs: ${(all / count).toFixed(2)} ms a spec, ${memory.toFixed(0)} MB`);
    return all / count;
  });
  line("a spec of 10,000", took[1], took[0], "a spec of 1,000", 1.15);
  line("a spec of 50,000", took[2], took[1], "a spec of 10,000", 1.15);
}

/** One spec of ten thousand is written, and written again, while `--watch` runs: from the writing to the end of what it says. */
async function watching() {
  const at = join(folder, "watching");
  const spec = manySpecs(join(at, "specs"), 10_000, 50);
  generateIn(at);
  const child = spawn(process.execPath, [program, "generate", "--watch"], { cwd: at });
  let said = "";
  let tell = () => {};
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (more) => {
      said += more;
      tell();
    });
  const until = (word) =>
    new Promise((resolve) => {
      tell = () => said.includes(word) && resolve();
      tell();
    });
  await until("watching");
  await until(" removed");
  const took = [];
  for (let round = 0; round < 25; round++) {
    said = "";
    const from = performance.now();
    writeFileSync(spec, readFileSync(spec, "utf8").replace(/timeout: \d+/, `timeout: ${round + 11}`));
    await until(" removed");
    took.push(performance.now() - from);
  }
  child.kill("SIGINT");
  await new Promise((resolve) => child.once("exit", resolve));
  took.sort((a, b) => a - b);
  limit("10,000 specs, one changed under --watch", took[Math.floor(took.length / 2)], 100, "ms");
  rmSync(at, { recursive: true });
}

/** `generate` in a folder that has specs; the most memory that it took, in megabytes. */
function generateIn(at, ...words) {
  return memoryOf(at, program, "generate", "--quiet", ...words);
}

/** Runs node in a folder; the most memory that it took, in megabytes. */
function memoryOf(cwd, ...args) {
  const watch = join(folder, "watch.cjs");
  writeFileSync(watch, 'process.on("exit", () => console.log(process.resourceUsage().maxRSS));\n');
  const done = spawnSync(process.execPath, ["--require", watch, ...args], { cwd, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return Number(done.stdout.trim().split("\n").at(-1)) / 1000;
}

function hashTree(at) {
  const hash = createHash("sha256");
  for (const entry of readdirSync(at, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) hash.update(readFileSync(join(entry.parentPath, entry.name)));
  return hash.digest("hex");
}

/** A thousand specs over ten stacks, listed and listed again beside a commit, and one stack of them compiled. */
function stacks() {
  const specs = thousandSpecs();
  const git = (...args) => {
    const done = spawnSync("git", ["-C", specs, "-c", "user.name=bench", "-c", "user.email=bench@example.com", ...args]);
    if (done.status !== 0) throw new Error(String(done.stderr));
  };
  for (const args of [
    ["init", "--quiet"],
    ["add", "--all"],
    ["commit", "--quiet", "--message", "specs"],
  ])
    git(...args);
  const list = (...words) => runIn(specs, program, "stacks", "--specs", ".", "--quiet", ...words);
  const out = join(folder, "out");
  const [all, one, listed, since] = medians(5, [
    () => {
      rmSync(out, { recursive: true, force: true });
      run(program, "generate", "--specs", specs, "--out", out, "--quiet", "--no-cache");
    },
    () => {
      rmSync(out, { recursive: true, force: true });
      run(program, "generate", "--specs", specs, "--out", out, "--quiet", "--no-cache", join(specs, "stack-0"));
    },
    () => list(),
    () => list("--changed-since", "HEAD"),
  ]);
  line("1,000 specs, one stack of ten", one, all, "all of them");
  line("1,000 specs, listed", listed, all, "all of them compiled");
  line("1,000 specs, listed beside a commit", since, all, "all of them compiled");
}

/** Functions through the backend of constructs, beside the same constructs written by hand. */
function constructs(count) {
  const specs = join(folder, `constructs-${count}`);
  const [out, bare] = [join(folder, "constructs-out"), join(folder, "bare-out")];
  mkdirSync(specs);
  const settings = [
    "region: eu-west-1",
    'account: "123456789012"',
    "tags: { team: checkout }",
    "logs: { retention_in_days: 90 }",
  ];
  writeFileSync(join(specs, "stack.yaml"), `${settings.join("\n")}\n`);
  for (let index = 0; index < count; index++) {
    const spec = [
      `function: { name: f${index}, runtime: python3.13, handler: app.handler, filename: app.zip, memory_size: 256, timeout: 10,`,
      "  environment: { variables: { LOG_LEVEL: info } } }",
      "push: [{ sns: paid }]",
      'actions: [{ allow: s3:GetObject, resources: "arn:aws:s3:::photos/*" }]',
    ];
    writeFileSync(join(specs, `f${index}.yaml`), `${spec.join("\n")}\n`);
  }
  const [ours, byHand] = medians(count < 1000 ? 9 : 5, [
    () => {
      rmSync(out, { recursive: true, force: true });
      run(program, "generate", "--backend", "cdktf", "--specs", specs, "--out", out, "--quiet");
    },
    () => {
      rmSync(bare, { recursive: true, force: true });
      run(join(root, "test", "bench", "bare.cjs"), String(count), bare);
    },
  ]);
  line(
    `${count.toLocaleString("en")} ${count === 1 ? "function" : "functions"} as constructs`,
    ours,
    byHand,
    "constructs written by hand",
  );
}

/** The proof of the same thousand specs beside their compilation, in one process; the last line is what `generate` takes with it. */
async function proving() {
  const { compile, prove } = await import(pathToFileURL(join(root, "dist", "index.js")).href);
  const specs = thousandSpecs();
  const files = readdirSync(specs, { recursive: true })
    .filter((path) => path.endsWith(".yaml"))
    .map((path) => ({ path, file: path, text: readFileSync(join(specs, path), "utf8") }));
  const isSettings = ({ path }) => path.endsWith("stack.yaml");
  const input = {
    rootName: "specs",
    specs: files.filter((file) => !isSettings(file)),
    settings: files.filter(isSettings),
  };
  let compiled = compile(input);
  let proven = prove(compiled);
  if (proven.length !== 1000 || !proven.every(({ verdict }) => verdict.holds)) throw new Error("not proven");
  const out = join(folder, "out");
  const [compiling, provingAll, generating] = medians(7, [
    () => {
      compiled = compile(input);
    },
    () => {
      proven = prove(compiled);
    },
    () => {
      rmSync(out, { recursive: true, force: true });
      run(program, "generate", "--specs", specs, "--out", out, "--quiet", "--no-cache");
    },
  ]);
  line("1,000 specs, proof", provingAll, compiling, "their compilation");
  line("1,000 specs, generate with its proof", generating, generating - provingAll, "generate without");
}

/** Distinct resources in one entry, compiled and proven: eight times as many beside the few, where 8 x is in step. */
async function manyResources() {
  const { compile } = await import(pathToFileURL(join(root, "dist", "index.js")).href);
  const settings = [{ path: "stack.yaml", file: "stack.yaml", text: 'region: eu-west-1\naccount: "123456789012"\n' }];
  for (const [what, end] of [
    ["plain ARNs", ""],
    ["ARNs with a wildcard", "-*"],
  ]) {
    const inputOf = (count) => {
      const lines = Array.from({ length: count }, (_, index) => `      - arn:aws:s3:::b${index}${end}\n`);
      const head =
        "function: { name: f, runtime: python3.13, handler: h.h, filename: h.zip }\nactions:\n  - allow: s3:ListBucket\n";
      const specs = [{ path: "f.yaml", file: "f.yaml", text: `${head}    resources:\n${lines.join("")}` }];
      return { rootName: "specs", specs, settings };
    };
    const [few, many] = [inputOf(250), inputOf(2000)].map((input) => () => {
      const { proven } = compile(input);
      if (proven.length !== 1 || !proven[0].verdict.holds) throw new Error("not proven");
    });
    const [base, took] = medians(7, [few, many]);
    line(`2,000 ${what} in one entry, compiled and proven`, took, base, "250 of them");
  }
}

/** Pairs of patterns whose wildcards have as many choices as there are, beside patterns without any. */
async function hardPatterns() {
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-patterns-"));
  try {
    const outfile = join(folder, "containment.mjs");
    const entryPoints = [join(root, "generator/proof/decide/containment.ts")];
    await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
    const { contains } = await import(pathToFileURL(outfile).href);
    const letters = (text) => [...text].map((letter) => ({ "*": "any", "?": "one" })[letter] ?? letter);
    const plain = letters("abcdefghij".repeat(20));
    for (const [name, outer, inner] of [
      ["b/*a??? around b/*a*a*a*?", `b/*a${"?".repeat(194)}`, `b/${"*a".repeat(98)}?*`],
      ["*a?a?a? around a*aa*aa*a", `*${"a?".repeat(99)}`, "a*a".repeat(66)],
      ["*a??*a?? around *a*a*a", `*a${"?".repeat(98)}*a${"?".repeat(98)}`, "*a".repeat(100)],
    ]) {
      const [base, took] = medians(21, [
        () => contains(letters("abcdefghij".repeat(20)), plain),
        () => contains(letters(outer), letters(inner)),
      ]);
      console.log(
        `200 letters, ${name}: ${took.toFixed(2)} ms = ${(took / base).toFixed(0)} x 200 plain letters (${base.toFixed(3)} ms)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyTree(join(from, entry.name), join(to, entry.name));
    else writeFileSync(join(to, entry.name), readFileSync(join(from, entry.name)));
  }
}

function run(...args) {
  runIn(folder, ...args);
}

function runIn(cwd, ...args) {
  const done = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`${args.join(" ")}\n${done.stdout}${done.stderr}`);
}

/** Milliseconds, the median of each; the things compared take turns, so that the machine's moods hit all alike. */
function medians(times, things) {
  const taken = things.map(() => []);
  for (let round = 0; round < times; round++) {
    things.forEach((thing, index) => {
      const from = performance.now();
      thing();
      taken[index].push(performance.now() - from);
    });
  }
  return taken.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]);
}

/** A ratio, and whether it is as small as it should be. */
function line(what, took, base, beside, target) {
  const ratio = took / base;
  const held = target === undefined ? "" : `, of at most ${target}: ${ratio <= target ? "holds" : "does not hold"}`;
  console.log(`${what}: ${took.toFixed(0)} ms = ${ratio.toFixed(2)} x ${beside} (${base.toFixed(0)} ms)${held}`);
}

/** A measure that has a limit of its own. */
function limit(what, found, most, unit) {
  console.log(`${what}: ${found.toFixed(0)} ${unit}, of at most ${most}: ${found <= most ? "holds" : "does not hold"}`);
}
