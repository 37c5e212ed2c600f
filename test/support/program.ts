import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built program, as a user runs it, in a folder of its own. */

export const top = fileURLToPath(new URL("../../", import.meta.url));
export const program = join(top, "dist", "lambdagrant.cjs");

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(cwd: string, ...args: readonly string[]): Run {
  return runProgram(program, cwd, ...args);
}

/** With more in its environment. */
export function runIn(environment: Readonly<Record<string, string>>, cwd: string, ...args: readonly string[]): Run {
  const env = { ...process.env, NO_COLOR: "1", ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: "utf8", env });
  return { status, stdout, stderr };
}

/** Another copy of the program. */
export function runProgram(path: string, cwd: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { status, stdout, stderr };
}

/** A folder of its own below the temporary one. */
export function temporaryFolder(purpose: string): string {
  return mkdtempSync(join(tmpdir(), `lambdagrant-${purpose}-`));
}

/** A folder with the given files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder("cli");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
