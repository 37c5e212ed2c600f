import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { usualRoot } from "../../files/choose.ts";
import { machineRefusal } from "../../files/errno.ts";
import { isInside } from "../../files/paths.ts";
import { type Exit, err, exit, whenUnread } from "../print-output.ts";
import { watchTree } from "./watch-tree.ts";

/** Milliseconds: editors write a file in several steps. */
const pause = 10;

/**
 * Runs, and again whenever specs or settings below the root were written, with their paths below it ("" where the root itself came or
 * went), until it is interrupted. What is written while a run goes on is told to the next one. What the machine refuses to a run is told,
 * and may be mended before the next one; a mistake of ours ends the watch.
 */
export async function watchSpecs(
  root: string,
  run: () => Promise<void>,
  again: (changed: readonly string[]) => Promise<void>,
): Promise<Exit> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let changed = new Set<string>();
    const end = watchTree(root, (path) => {
      if (path !== "" && !/\.ya?ml$/.test(path)) return;
      changed.add(path);
      clearTimeout(timer);
      timer = setTimeout(() => {
        next(() => {
          const all = [...changed];
          changed = new Set();
          return all.length === 0 ? undefined : again(all);
        });
      }, pause);
    });
    const stop = () => {
      end();
      clearTimeout(timer);
      running.then(() => resolve(exit.done));
    };
    const failed = (thrown: unknown) => {
      stop();
      reject(thrown);
    };
    let running = Promise.resolve();
    const next = (step: () => Promise<void> | undefined) => {
      running = running.then(step).catch(tellRefusal).catch(failed);
    };
    next(run);
    next(async () => err(`${existsSync(root) ? "watching" : `${root} is not there; waiting for it`}; press Ctrl-C to stop`));
    process.once("SIGINT", stop);
    whenUnread(stop);
  });
}

function tellRefusal(thrown: unknown): void {
  const refused = machineRefusal(thrown);
  if (refused === null) throw thrown;
  err(`lambdagrant: ${refused}`);
}

/**
 * The root to wait at where nothing could be found or read: it may come, as it may when it was away. Null where PATH leads nowhere, or
 * nothing would tell.
 */
export function rootToWaitAt(paths: readonly string[], specs: string | undefined): string | null {
  const usual = usualRoot(process.cwd());
  if (specs !== undefined || paths.every((path) => isInside(resolve(path), usual))) {
    const root = specs ?? "specs";
    return existsSync(dirname(resolve(root))) ? root : null;
  }
  const [only = "", ...others] = paths;
  const found = others.length > 0 ? undefined : statSync(only, { throwIfNoEntry: false });
  return found === undefined ? null : found.isDirectory() ? only : dirname(only);
}
