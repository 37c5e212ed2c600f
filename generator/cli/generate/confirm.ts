import { counted } from "../../diagnostics/print-text.ts";
import type { Plan } from "../../files/output/plan.ts";

/** How many of the files that a plan found are removed by it, where that is more than half of them; null otherwise. */
function largeRemoval({ changes }: Plan): { readonly removed: number; readonly found: number } | null {
  const found = changes.filter(({ kind }) => kind !== "create").length;
  const removed = changes.filter(({ kind }) => kind === "delete").length;
  return removed * 2 > found ? { removed, found } : null;
}

/** Who is asked. */
interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Asks before more than half of an output goes; null where nobody answers (Ctrl-C, Ctrl-D, a terminal that is gone). Only a terminal is
 * asked: in CI the output is under version control.
 */
export async function confirmRemoval(plan: Plan, folder: string, terminal: Terminal = process): Promise<boolean | null> {
  const large = largeRemoval(plan);
  if (large === null) return true;
  // Not before it is needed: to look at standard input opens it, and costs every run its time.
  const { stdin, stderr } = terminal;
  if (stdin.isTTY !== true || stderr.isTTY !== true) return true;
  const names = plan.changes.filter(({ kind }) => kind === "delete").map(({ path }) => `  ${folder}/${path}`);
  const shown = names.length > 12 ? [...names.slice(0, 10), `  and ${names.length - 10} more`] : names;
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: stdin, output: stderr });
  const closed = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
  const asked = lines.question(
    `This removes ${large.removed} of the ${counted(large.found, "file")} of ${folder}:\n${shown.join("\n")}\nGo on? [y/N] `,
  );
  // Some versions of node tell an interruption as an error, some as nothing at all.
  const answer = await Promise.race([asked.catch(() => null), closed]);
  lines.close();
  if (answer === null) stderr.write("\n");
  return answer === null ? null : /^y(es)?$/i.test(answer.trim());
}
