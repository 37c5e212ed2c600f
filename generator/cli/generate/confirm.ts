import type { Plan } from "../../files/output/plan.ts";
import { count } from "../print-output.ts";

/** How many of the files that a plan found are removed by it, where that is more than half of them; 0 otherwise. */
export function largeRemoval({ changes }: Plan): { readonly removed: number; readonly found: number } | null {
  const found = changes.filter(({ kind }) => kind !== "create").length;
  const removed = changes.filter(({ kind }) => kind === "delete").length;
  return removed * 2 > found ? { removed, found } : null;
}

/** Asks before more than half of an output goes. Only a terminal is asked: in CI the output is under version control. */
export async function confirmRemoval(plan: Plan, folder: string): Promise<boolean> {
  const large = largeRemoval(plan);
  if (large === null || process.stdin.isTTY !== true || process.stderr.isTTY !== true) return true;
  const names = plan.changes.filter(({ kind }) => kind === "delete").map(({ path }) => `  ${folder}/${path}`);
  const shown = names.length > 12 ? [...names.slice(0, 10), `  and ${names.length - 10} more`] : names;
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `This removes ${large.removed} of the ${count(large.found, "file")} of ${folder}:\n${shown.join("\n")}\nGo on? [y/N] `,
    );
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
