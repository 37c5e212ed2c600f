import { spawnSync } from "node:child_process";

/** Git has not all of what it is asked for: what is missing would look as if nobody had written it. */
export class Incomplete extends Error {}

/** What git prints; thrown where it fails. */
export function ask(cwd: string, args: readonly string[], input?: string): Buffer {
  const done = git(cwd, args, input);
  if (done === null) throw new Incomplete(`git ${args[0]} gave more than there is room for, or nothing`);
  if (done.status !== 0) throw new Incomplete(`git ${args[0]} says: ${reasonIn(done.stderr)}`);
  return done.stdout;
}

/** The line in which git says why it failed, without what nobody sees. */
export function reasonIn(stderr: Buffer): string {
  const lines = stderr.toString("utf8").split(/\r?\n/);
  const line = lines.findLast((one) => one.startsWith("fatal: ")) ?? lines.find((one) => one !== "") ?? "nothing more";
  return line.replace(/^fatal: /, "").replace(/[\p{Cc}\p{Cf}]/gu, "");
}

/** Runs git in a folder, whatever its paths look like; null where it cannot be run. */
export function git(cwd: string, args: readonly string[], input?: string) {
  const done = spawnSync("git", ["--literal-pathspecs", "--no-pager", ...args], {
    cwd,
    ...(input !== undefined && { input }),
    maxBuffer: 1024 * 1024 * 1024,
    env: { ...process.env, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
  });
  return done.error === undefined ? done : null;
}
