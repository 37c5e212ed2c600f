// A folder for those who can only write into one.
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Calls with a new empty folder, and removes it afterwards with all that is in it. */
export function withTemporaryFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "lambdagrant-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By what a user, a CI or a closed terminal ends a run. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls with what makes new empty folders, by their real paths; all are removed afterwards, also where a signal ends the run. */
export async function withTemporaryFolders<Result>(use: (make: () => string) => Promise<Result>): Promise<Result> {
  const made: string[] = [];
  const remove = () => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  };
  const end = (signal: NodeJS.Signals) => {
    remove();
    // Nobody listens any more: now it does what it does.
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.once(signal, end);
  try {
    return await use(() => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), "lambdagrant-")));
      made.push(folder);
      return folder;
    });
  } finally {
    remove();
    // One that came while this was at work is heard in the next turn, and a turn has begun.
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
    for (const signal of signals) process.off(signal, end);
  }
}
