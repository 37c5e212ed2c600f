import { watch } from "node:fs";
import { type Exit, err, exit } from "../print-output.ts";

/** Runs again whenever a spec below the root changes, until it is interrupted. */
export async function watchSpecs(root: string, again: () => Promise<Exit>): Promise<Exit> {
  err("watching; press Ctrl-C to stop");
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve<Exit>(exit.done);
    const watcher = watch(root, { recursive: true }, (_, name) => {
      if (name === null || !/\.ya?ml$/.test(name)) return;
      clearTimeout(timer);
      // Editors write a file in several steps.
      timer = setTimeout(() => {
        running = running.then(again);
      }, 100);
    });
    process.once("SIGINT", () => {
      watcher.close();
      clearTimeout(timer);
      running.then(() => resolve(exit.done));
    });
  });
}
