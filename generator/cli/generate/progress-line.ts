import type { CommonOptions } from "../print-output.ts";

/** Milliseconds of this process; `performance` would load what nothing else here needs. */
export function now(): number {
  return process.uptime() * 1000;
}

/** One line on a terminal once a run has taken a second; null takes it away. */
export function progressLine(
  started: number,
  options: CommonOptions,
): (done: { readonly stacks: number; readonly of: number } | null) => void {
  let shown = false;
  return (done) => {
    if (options.quiet || process.stderr.isTTY !== true) return;
    if (done === null) {
      if (shown) process.stderr.write("\r\u001b[K");
    } else if (now() - started > 1000) {
      shown = true;
      process.stderr.write(`\r\u001b[Kcompiling: stack ${done.stacks} of ${done.of}`);
    }
  };
}
