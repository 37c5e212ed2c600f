import { existsSync, mkdirSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A promise that an input breaks. */
export class Broken extends Error {}

/** Throws where a promise does not hold. */
export function hold(holds: boolean, promise: string, found: unknown = ""): asserts holds {
  if (!holds) throw new Broken(`${promise}: ${typeof found === "string" ? found : JSON.stringify(found)}`);
}

/**
 * A fuzz target. Under the fuzzer each kind of finding is written into a folder once, with what it takes to repeat it, and the run
 * goes on; elsewhere the first one is thrown.
 */
export function target(run: (bytes: Uint8Array) => Promise<void>, show: (bytes: Uint8Array) => string) {
  const shown = (bytes: Uint8Array) => {
    try {
      return show(bytes);
    } catch {
      return Buffer.from(bytes).toString("utf8");
    }
  };
  return async (bytes: Uint8Array): Promise<void> => {
    try {
      await run(bytes);
    } catch (thrown) {
      const folder = process.env["LAMBDAGRANT_FINDINGS"];
      if (folder === undefined) throw thrown;
      const text = thrown instanceof Broken ? thrown.message : thrown instanceof Error ? (thrown.stack ?? "") : String(thrown);
      const kind = text
        .split("\n", thrown instanceof Broken ? 1 : 2)
        .join(" ")
        .replaceAll(/"[^"]*"|`[^`]*`|\S*[:/]\S*|\d+/g, "")
        .replaceAll(/[^A-Za-z]+/g, "-")
        .slice(0, 80);
      const base = join(folder, kind);
      if (existsSync(`${base}.txt`)) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${base}.txt`, `${text}\n\n${shown(bytes)}\n`);
      writeFileSync(`${base}.input`, bytes);
      writeSync(2, `FINDING ${kind}\n`);
    }
  };
}
