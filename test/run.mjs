// npm test: the whole suite, or what is named: a case (push/s3-forms), a room of cases (push/), or anything that vitest takes.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const given = process.argv.slice(2);
const cases = given.filter((name) => !name.startsWith("-") && existsSync(`${root}test/cases/${name}`));
const rest = given.filter((name) => !cases.includes(name));
const names = cases.map((name) => `cases ${name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}${name.endsWith("/") ? "" : "$"}`);
const chosen = cases.length === 0 ? [] : ["test/cases.test.ts", "-t", names.join("|")];
const vitest = ["run", "--config", "test/vitest.config.ts", "--update=none", ...chosen, ...rest];

/** Runs a script to its end: its exit status. */
function run(script, ...words) {
  return spawnSync(process.execPath, [`${root}${script}`, ...words], { cwd: root, stdio: "inherit" }).status ?? 1;
}

// Cases run from the sources; all else may run the program.
const built = run("generator/build.mjs", ...(cases.length > 0 && rest.length === 0 ? ["--sources"] : []));
process.exitCode = built === 0 ? run("node_modules/vitest/vitest.mjs", ...vitest) : built;
