// What a machine can do to a run: ends it in the middle, fills the disk, takes the rights away, starts others beside it. After each
// fault every file must be whole, old or new, nobody else's touched, and the next run must bring all up to date and leave nothing
// behind: npm run faults [-- KILLS]
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const kills = Number(process.argv[2] ?? 500);
const scratch = mkdtempSync(join(tmpdir(), "lambdagrant-faults-"));
// Somebody else runs it, too, who may not look into this checkout.
cpSync(join(here, "../../dist"), join(scratch, "dist"), { recursive: true });
const program = join(scratch, "dist/lambdagrant.cjs");

const spec = (name, action) => `function:
  name: ${name}
  runtime: python3.13
  handler: h.h
code:
  zip: h.zip
push:
  - sns: ${name}-orders
actions:
  - allow: ${action}
    resources: answers
`;
const settings = 'region: eu-west-1\naccount: "123456789012"\n';
const stacks = { orders: ["a", "b", "c"], media: ["d", "e"], "deep/er": ["f"] };
const versionOf = (action, more) => ({
  "stack.yaml": settings,
  ...Object.fromEntries(
    Object.entries({ ...stacks, ...more }).flatMap(([folder, names]) =>
      names.map((name) => [`${folder}/${name}.yaml`, spec(name, action)]),
    ),
  ),
});
const old = versionOf("dynamodb:PutItem", { gone: ["g", "h"] });
const wanted = versionOf("dynamodb:GetItem", { "fresh/in/here": ["i", "j"] });
const foreign = { "media/provider.tf": 'provider "aws" {}\n', "notes.txt": "by hand\n" };

function fill(root, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function filesBelow(root) {
  if (!existsSync(root)) return {};
  const names = readdirSync(root, { recursive: true }).filter((name) => statSync(join(root, name)).isFile());
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(root, name), "utf8")]));
}

const isLeft = (name) => name.split("/").some((part) => part.startsWith(".lambdagrant"));
const run = (cwd, args = [], options = {}) =>
  spawnSync(process.execPath, [...(options.node ?? []), program, "generate", ...args], {
    cwd,
    encoding: "utf8",
    ...options,
    env: { ...process.env, NO_COLOR: "1", ...options.env },
  });

function outputOf(specs) {
  const folder = mkdtempSync(join(scratch, "clean-"));
  fill(join(folder, "specs"), specs);
  const { status, stderr } = run(folder);
  if (status !== 0) throw new Error(stderr);
  return filesBelow(join(folder, "out"));
}

const before = { ...outputOf(old), ...foreign };
const after = { ...outputOf(wanted), ...foreign };
const base = join(scratch, "base");
fill(join(base, "specs"), wanted);
fill(join(base, "out"), before);

let failures = 0;
function must(holds, what, detail = "") {
  if (holds) return;
  failures += 1;
  console.log(`FAILED ${what}${detail === "" ? "" : `: ${detail}`}`);
}

function fresh() {
  const folder = mkdtempSync(join(scratch, "run-"));
  cpSync(base, folder, { recursive: true });
  return folder;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const sorted = (files) => Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

const seen = { before: 0, between: 0, after: 0, left: 0, told: 0 };

/** After a fault, and after the run that follows it. */
function inspect(folder, what) {
  const found = filesBelow(join(folder, "out"));
  const own = Object.fromEntries(Object.entries(found).filter(([name]) => !isLeft(name)));
  if (Object.keys(found).length > Object.keys(own).length) seen.left += 1;
  for (const [name, text] of Object.entries(own))
    must(text === before[name] || text === after[name], what, `${name} is neither old nor new`);
  for (const [name, text] of Object.entries(foreign)) must(own[name] === text, what, `${name} was by hand`);
  const isOld = same(sorted(own), sorted(before));
  const isNew = same(sorted(own), sorted(after));
  seen[isOld ? "before" : isNew ? "after" : "between"] += 1;
  if (!isOld && !isNew) {
    // The next run says which files are old.
    const { status, stdout, stderr } = run(folder, ["--check", "--format", "json"]);
    const { diagnostics } = JSON.parse(stdout);
    const told = new Set(diagnostics.flatMap(({ code, file }) => (code === "interrupted-run" ? [file] : [])));
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    const late = [...names].filter((name) => own[name] !== after[name]);
    const untold = late.filter((name) => !told.has(`out/${name}`));
    must(status === 1 && untold.length === 0, what, `not told to be old: ${untold.join(", ")}\n${stderr}`);
    seen.told += late.length;
  }
  const { status, stderr } = run(folder);
  must(status === 0, what, stderr);
  const last = join(folder, "out");
  must(
    same(sorted(filesBelow(last)), sorted(after)),
    what,
    `the next run does not mend it: ${readdirSync(last, { recursive: true })}`,
  );
  const rest = readdirSync(last, { recursive: true, withFileTypes: true });
  must(!rest.some(({ name }) => name.startsWith(".lambdagrant")), what, "something is left behind");
  must(
    !rest.some((entry) => entry.isDirectory() && readdirSync(join(entry.parentPath, entry.name)).length === 0),
    what,
    "an empty folder",
  );
  rmSync(folder, { recursive: true });
}

/** In the program's own steps, each of them, and then at any time. */
async function killed() {
  const counted = fresh();
  const counter = join(scratch, "count");
  const started = performance.now();
  run(counted, [], { node: ["-r", join(here, "end-at.cjs")], env: { FAULT_FOLDER: "out", FAULT_COUNT: counter } });
  const duration = performance.now() - started;
  const calls = Number(readFileSync(counter, "utf8"));
  const points = Array.from({ length: calls }, (_, index) => [index + 1, index + 1.5]).flat();
  // A half write where there is none to halve is the same as none.
  const some = points.filter((_, index) => kills >= points.length * 2 || index % Math.ceil((points.length * 2) / kills) === 0);
  for (const point of some) {
    const folder = fresh();
    const { signal } = run(folder, [], {
      node: ["-r", join(here, "end-at.cjs")],
      env: { FAULT_FOLDER: "out", FAULT_AT: String(point) },
    });
    must(signal === "SIGKILL", `kill at step ${point}`, "it was not reached");
    inspect(folder, `kill at step ${point} of ${calls}`);
  }
  for (let index = some.length; index < kills; index++) {
    const folder = fresh();
    const child = spawn(process.execPath, [program, "generate"], { cwd: folder, stdio: "ignore" });
    // Spread evenly, and the same in each run.
    const wait = duration * 1.2 * ((index * 0.618034) % 1);
    const timer = setTimeout(() => child.kill("SIGKILL"), wait);
    await new Promise((resolve) => child.once("exit", resolve));
    clearTimeout(timer);
    inspect(folder, `kill after ${wait.toFixed(0)} ms`);
  }
  console.log(
    `${kills} kills (${some.length} of them at the ${calls} steps that write): ${seen.before} before any change, ${seen.between} between, ` +
      `${seen.after} after; ${seen.left} left something for the next run to clear away, ${seen.told} old files told`,
  );
}

/** A run that must not change anything, and say why in a sentence. */
function refused(what, folder, says, { status, stderr }) {
  must(status === 2, what, `exit status ${status}\n${stderr}`);
  must(says.test(stderr) && !/\n {4}at /.test(stderr), what, stderr);
  must(same(sorted(filesBelow(join(folder, "out"))), sorted(before)), what, "something was changed");
  console.log(`${what}: ${stderr.split("\n")[0]}`);
}

function fullDisk() {
  const folder = fresh();
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=80k", "none", disk]).status === 0;
  if (mounted) {
    try {
      cpSync(join(folder, "out"), join(disk, "out"), { recursive: true });
      // What is left is less than the run needs.
      writeFileSync(join(disk, "ballast"), "");
      try {
        for (;;) writeFileSync(join(disk, "ballast"), "x".repeat(4096), { flag: "a" });
      } catch {}
      refused("a full disk", disk, /the disk is full; nothing was written/, run(folder, ["--out", "disk/out"]));
    } finally {
      spawnSync("umount", [disk]);
    }
  } else console.log("a full disk: no tmpfs can be mounted here");
  const limited = fresh();
  const script = `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`;
  const done = spawnSync("bash", ["-c", script, process.execPath, program, "generate"], { cwd: limited, encoding: "utf8" });
  refused("a limit on the size of files", limited, /cannot be written: .*; nothing was written/, done);
}

function readOnly() {
  const folder = fresh();
  const isRoot = process.getuid() === 0;
  const nobody = isRoot ? { uid: 65534, gid: 65534 } : {};
  chmodSync(scratch, 0o755);
  chmodSync(folder, 0o755);
  for (const name of ["out", "out/media"]) chmodSync(join(folder, name), isRoot ? 0o755 : 0o555);
  refused("a read-only output", folder, /permission is denied; nothing was written/, run(folder, [], nobody));
  if (isRoot) {
    // All may be written to but one folder.
    for (const entry of readdirSync(join(folder, "out"), { recursive: true, withFileTypes: true }))
      chownSync(join(entry.parentPath, entry.name), 65534, 65534);
    chownSync(join(folder, "out"), 65534, 65534);
    chownSync(join(folder, "out/media"), 0, 0);
  } else chmodSync(join(folder, "out"), 0o755);
  refused("one read-only folder", folder, /permission is denied; nothing was written/, run(folder, [], nobody));
  if (!isRoot) chmodSync(join(folder, "out/media"), 0o755);
}

async function atOnce(rounds) {
  for (let round = 0; round < rounds; round++) {
    const folder = fresh();
    const other = join(folder, "other");
    // Another state of the same specs, compiled at the same time into the same output.
    fill(join(other, "specs"), old);
    const children = [["--prune"], ["--prune", "--specs", "other/specs"], ["--prune"]].map((args) =>
      spawn(process.execPath, [program, "generate", ...args], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] }),
    );
    const said = children.map(() => "");
    for (const [index, { stderr }] of children.entries())
      stderr.on("data", (chunk) => {
        said[index] += chunk;
      });
    const statuses = await Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
    const found = sorted(filesBelow(join(folder, "out")));
    must(
      statuses.every((status) => status === 0),
      `three at once, round ${round}`,
      `exit statuses ${statuses}: ${said.join("").slice(0, 1000)}`,
    );
    must(same(found, sorted(before)) || same(found, sorted(after)), `three at once, round ${round}`, "a mixture");
    rmSync(other, { recursive: true });
    inspect(folder, `after three at once, round ${round}`);
  }
  console.log(`${rounds} times three runs at once: each output is that of one of them`);
}

await killed();
fullDisk();
readOnly();
await atOnce(Math.max(2, Math.round(kills / 25)));
rmSync(scratch, { recursive: true, force: true });
console.log(failures === 0 ? "nothing was lost" : `${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;
